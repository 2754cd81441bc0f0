"""Whether two versions of an order speak of one SEPA mandate (contract-rules, section 5).

An amendment keeps the mandate and its RUM: another account, bank, address or signatory. Another debtor or
another scheme makes a new mandate. Drawing a new RUM is the business of the use cases.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from numspot_desk.contracts.mandate_life.facts import Scheme
from numspot_desk.contracts.order.order_document import get
from numspot_desk.language.folding import fold_line
from numspot_desk.rules.identifiers import siren


@dataclass(frozen=True)
class FormerMandate:
    """The mandate of a version as it was exported: its answers, its RUM, and the creditor identifier that
    the mandate was first given with."""

    answers: Mapping[str, Any]
    rum: str
    ics: str


def amended_mandate(former: Iterable[FormerMandate], present: Mapping[str, Any]) -> FormerMandate | None:
    """The latest of the former mandates (given latest first) that the present answers amend: they keep its
    RUM, and its first ICS once the creditor has another one. None for a new mandate."""
    return next((one for one in former if same_mandate(one.answers, present)), None)


def same_mandate(former: Mapping[str, Any], present: Mapping[str, Any]) -> bool:
    """Whether the mandate of these answers amends that of the former ones: debtor and scheme are the same.

    A debtor is known by its name, case, accents and spaces apart; one that is the client itself (no
    contractor apart from the debtor) by the client's registration number as well.
    """
    same_scheme = scheme_of(former) is scheme_of(present)
    return same_scheme and _debtor(former) is not None and _debtor(former) == _debtor(present)


def scheme_of(answers: Mapping[str, Any]) -> Scheme:
    """The SEPA scheme of the mandate of an order: Core unless B2B was chosen (CG-A4 words the Core form)."""
    return Scheme.B2B if get(answers, "mandate.scheme") == Scheme.B2B.value else Scheme.CORE


def _debtor(answers: Mapping[str, Any]) -> tuple[str, str] | None:
    name = get(answers, "mandate.debtor.name")
    if not isinstance(name, str) or not name.strip():
        return None
    if get(answers, "mandate.contractor") is not None:
        return fold_line(name), ""
    number = get(answers, "client.siren") or get(answers, "client.foreign_number") or ""
    return fold_line(name), siren.compact(str(number)).upper()
