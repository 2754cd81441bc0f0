"""The table of lives (`lives.toml`): its short way of writing facts, read into facts."""

import tomllib
from pathlib import Path
from typing import Any

from numspot_desk.contracts.mandate_life.facts import Account, Fact
from numspot_desk.contracts.mandate_life.written import of_document

LIVES = tomllib.loads((Path(__file__).parent / "lives.toml").read_text(encoding="utf-8"))["life"]
ACCOUNTS = {
    "postale": Account("FR1420041010050500013M02606", "PSSTFRPP", "La Banque Postale"),
    "postale2": Account("FR1420041010050500013M02703", "PSSTFRPP", "La Banque Postale"),
    "commerz": Account("DE89370400440532013000", "COBADEFFXXX", "Commerzbank"),
    "abn": Account("NL91ABNA0417164300", None, ""),
}
FIRST = {"rum": "NS20267K3Q9XM4", "debtor": "Atelier Exemple", "ics": "FR15ZZZ588627"}


def facts_of(written: str) -> list[Fact]:
    """`prepared 2026-01-05; collected 2026-02-01 2026-03-01`: a kind, its days, its members as `name=value`
    (an underscore for a space; an account by its name above)."""
    return [fact for part in written.split(";") if part.strip() for fact in _facts(part.split())]


def _facts(words: list[str]) -> list[Fact]:
    kind, *rest = words
    days = [word for word in rest if "=" not in word]
    members: dict[str, Any] = dict(FIRST, account="postale") if kind == "prepared" else {}
    if kind == "signed":
        members["signatory"] = "Alix Martin"
    for word in rest:
        name, equals, value = word.partition("=")
        if equals:
            members[name] = value.replace("_", " ")
    if "account" in members:
        members["account"] = account_of(members["account"])
    return [of_document({"kind": kind, "on": day, **members}) for day in days]


def account_of(name: str) -> dict[str, str]:
    """An account by its short name, or an IBAN (`IBAN/BIC`) as it is."""
    known = ACCOUNTS.get(name)
    if known is None:
        iban, _, bic = name.partition("/")
        return {"iban": iban, **({"bic": bic} if bic else {})}
    return {key: value for key, value in vars(known).items() if value}
