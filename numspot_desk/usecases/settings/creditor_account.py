"""The account that direct debits credit: NumSpot's own, kept in the workspace, encrypted as everything there.

It is a setting apart from what documents print, so that no order and no hand-over carries it. It binds
NumSpot: legal alone changes it.
"""

from dataclasses import dataclass
from typing import Final

from numspot_desk.contracts.collection.refusals import account_faults
from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.rules.identifiers import bic, iban
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.roles import require_legal_settings

ACCOUNT: Final = "creditor_account"
"""The name of the setting: `{"iban": "FR76…", "bic": "AGRIFRPP"}`, a BIC of "" where none is needed."""


@dataclass(frozen=True)
class CreditorAccount:
    """A canonical IBAN, and the BIC where one was given."""

    iban: str
    bic: str | None = None


def creditor_account(workspace: Workspace) -> CreditorAccount | None:
    """The account to credit; None where none was kept."""
    kept = workspace.settings.get(ACCOUNT) or {}
    number, code = kept.get("iban"), kept.get("bic")
    if not isinstance(number, str) or not number:
        return None
    return CreditorAccount(number, code if isinstance(code, str) and code else None)


def creditor_account_problems(typed_iban: str, typed_bic: str) -> list[Problem]:
    """What is wrong with an account as it is typed, by field (`iban`, `bic`)."""
    found = account_faults(iban.compact(typed_iban), bic.compact(typed_bic) or None)
    return [problem("invalid_value", fault.path.rpartition(".")[2], fault.message) for fault in found]


def change_creditor_account(
    workspace: Workspace, typed_iban: str, typed_bic: str, person: Person, clock: Clock
) -> Changes:
    """Keep the account to credit; an empty IBAN forgets it. The audit log notes who and when, not which.
    Raises `MoveRefused` for any role but legal, `ValueError` for what `creditor_account_problems` refuses."""
    require_legal_settings(person)
    number, code = iban.compact(typed_iban), bic.compact(typed_bic)
    if number and (faults := creditor_account_problems(number, code)):
        raise ValueError(faults[0].field)
    value = {"iban": number, "bic": code} if number else {}
    if (workspace.settings.get(ACCOUNT) or {}) == value:
        return Changes()
    workspace.settings.put(ACCOUNT, value, Act(f"settings.{ACCOUNT}", ACCOUNT, person.name, clock.now()))
    return Changes(settings=True)
