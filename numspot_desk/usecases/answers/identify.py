"""Check one identifier by its kind: valid or not, its canonical form, why not, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType, ModuleType
from typing import Any, Final

from numspot_desk.contracts.identifier_reasons import reason_sentence
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import Message
from numspot_desk.rules.identifiers import bic, iban, ics, rum, siren, siret, vat
from numspot_desk.rules.identifiers.errors import InvalidIdentifier, Reason
from numspot_desk.usecases.mandates.bank_hint import bank_hint

KINDS: Final[Mapping[str, ModuleType]] = MappingProxyType(
    {"iban": iban, "bic": bic, "ics": ics, "rum": rum, "siren": siren, "siret": siret, "vat": vat}
)


@dataclass(frozen=True)
class Identified:
    """The verdict. `reason` and `message` are None for a valid one; `bank` and `bic` are hints to check."""

    valid: bool
    canonical: str | None
    reason: Reason | None = None
    message: Message | None = None
    bank: str | None = None
    bic: str | None = None
    vat: str | None = None


def identify(kind: str, value: str) -> Identified:
    """The verdict on a value of a kind (`iban`, `bic`, `ics`, `rum`, `siren`, `siret`, `vat`).

    Raises `KeyError` for another kind.
    """
    try:
        canonical = KINDS[kind].validate(value)
    except InvalidIdentifier as error:
        return Identified(False, None, error.reason, reason_sentence(kind.upper(), error.reason))
    if kind == "iban":
        hint = bank_hint(canonical)
        return (
            Identified(True, canonical)
            if hint is None
            else Identified(True, canonical, bank=hint.name, bic=hint.bic)
        )
    if kind in ("siren", "siret"):
        return Identified(True, canonical, vat=siren.vat_number(canonical[: siren.LENGTH]))
    return Identified(True, canonical)


def identify_answer(found: Identified, language: Language) -> dict[str, Any]:
    """The verdict as JSON values."""
    return {
        "valid": found.valid,
        "canonical": found.canonical,
        "problem": None if found.message is None else language.render(found.message),
        "reason": None if found.reason is None else found.reason.value,
        "bank": found.bank,
        "bic": found.bic,
        "vat": found.vat,
    }
