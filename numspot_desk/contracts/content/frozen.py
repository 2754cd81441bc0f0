"""What is frozen when an order is exported: everything that its documents print, and its fingerprint.

`FrozenOrder` is the one input of the document builders beside it. Its canonical data are what the
workspace keeps for good: the same data give the same documents, whatever the settings become. Nothing
here decides whether an order may be exported.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, Self

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.mandate_life.facts import Scheme
from numspot_desk.terms.mandate_annex import MandateAnnex

FORMAT: Final = "numspot-desk/frozen-order/1"


class DraftMark(StrEnum):
    """Why the documents may not be signed: a legal review is missing, answers are, or it was asked so."""

    REVIEW = "review"
    INCOMPLETE = "incomplete"
    ASKED = "asked"


@dataclass(frozen=True)
class GoverningTerms:
    """The version of the general terms that governs the order; no label means the adopted ones. `titles` are
    those of the clauses of that version that the order names, where its text is known; `mandate` the
    sentences of its form of the SEPA mandate, for an order that has one."""

    label: str | None = None
    published_on: dt.date | None = None
    in_force_from: dt.date | None = None
    titles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    mandate: MandateAnnex | None = None


@dataclass(frozen=True)
class PrintedRanking:
    """The ranking that the parties agreed in the place of that of CG-2.2 (which allows it): the documents
    (`CS`, `CP`, `CG`), highest first, the clause that says so and the day it holds from."""

    documents: tuple[str, ...]
    clause: str
    since: dt.date


@dataclass(frozen=True)
class PrintedDocument:
    """A document that the parties named beside the texts. `kind` is what it is; `referred_by` the document
    that refers to it and gives it its rank (`CG`, `CP`, `CS-HDS`), "" for one without rank (P4)."""

    kind: str
    title: str
    referred_by: str = ""
    edition: str = ""
    dated: dt.date | None = None


@dataclass(frozen=True)
class PrintedTotals:
    """Totals in euros as they are printed (M5): one net amount a line (None: not computable), then the sums.

    `vat`, `incl_tax`, `vat_rate` (in points) and `vat_regime` (a case of `rules.value_added_tax`) are
    None while the client's address does not decide the VAT; `complete` is false when a line has no price.
    """

    lines: tuple[Decimal | None, ...]
    excl_tax: Decimal
    vat: Decimal | None
    incl_tax: Decimal | None
    vat_rate: Decimal | None
    vat_regime: str | None
    in_advance: Decimal
    in_arrears: Decimal
    complete: bool = True


@dataclass(frozen=True)
class FrozenOrder:
    """An order as its documents show it.

    `issued_on` and `rum` are None for an export from a file alone and for drafts; `audit_head` is the
    digest of the version's approval, None when it needed none or has none yet. `original_ics` is the
    creditor identifier of an amended mandate that was given under another one, else None. `ranking` and
    `named` are what the parties agreed and named beside the texts: only what is signed is worth anything.
    `scheme` is that of the mandate.
    """

    answers: Mapping[str, Any]
    number: str
    revision: int
    issued_on: dt.date | None
    rum: str | None
    creditor: Creditor
    totals: PrintedTotals | None
    terms: GoverningTerms
    audit_head: str | None = None
    draft: DraftMark | None = None
    original_ics: str | None = None
    ranking: PrintedRanking | None = None
    named: tuple[PrintedDocument, ...] = ()
    scheme: Scheme = Scheme.CORE

    def data(self) -> dict[str, Any]:
        """The canonical data: text, integers, lists and dicts only."""
        return {
            "format": FORMAT,
            "number": self.number,
            "revision": self.revision,
            "issued_on": _day_text(self.issued_on),
            "rum": self.rum,
            "creditor": self.creditor.data(),
            "totals": None if self.totals is None else _totals_data(self.totals),
            "terms": {
                "label": self.terms.label,
                "published_on": _day_text(self.terms.published_on),
                "in_force_from": _day_text(self.terms.in_force_from),
                **({"titles": dict(self.terms.titles)} if self.terms.titles else {}),
                **({} if self.terms.mandate is None else {"mandate": _annex_data(self.terms.mandate)}),
            },
            "audit_head": self.audit_head,
            "draft": None if self.draft is None else self.draft.value,
            "answers": self.answers,
            **({} if self.original_ics is None else {"original_ics": self.original_ics}),
            **({} if self.ranking is None else {"ranking": _ranking_data(self.ranking)}),
            **({"named": [_document_data(one) for one in self.named]} if self.named else {}),
            **({} if self.scheme is Scheme.CORE else {"scheme": self.scheme.value}),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The frozen order of its canonical data. Raises `ValueError` for data of another format."""
        if data.get("format") != FORMAT:
            raise ValueError(f"not a frozen order: {data.get('format')!r}")
        terms = data["terms"]
        return cls(
            answers=data["answers"],
            number=data["number"],
            revision=data["revision"],
            issued_on=_day(data["issued_on"]),
            rum=data["rum"],
            creditor=Creditor.from_settings(data["creditor"]),
            totals=None if data["totals"] is None else _totals(data["totals"]),
            terms=GoverningTerms(
                terms["label"],
                _day(terms["published_on"]),
                _day(terms["in_force_from"]),
                MappingProxyType(dict(terms.get("titles") or {})),
                None if terms.get("mandate") is None else _annex(terms["mandate"]),
            ),
            audit_head=data["audit_head"],
            draft=None if data["draft"] is None else DraftMark(data["draft"]),
            original_ics=data.get("original_ics"),
            ranking=None if data.get("ranking") is None else _ranking(data["ranking"]),
            named=tuple(_document(one) for one in data.get("named", ())),
            scheme=Scheme(data.get("scheme", Scheme.CORE)),
        )

    @property
    def fingerprint(self) -> str:
        """sha256, in hexadecimal, of the canonical data."""
        return fingerprint(self.data())


def _annex_data(annex: MandateAnnex) -> dict[str, Any]:
    return {"above": list(annex.above), "below": list(annex.below)}


def _annex(data: Mapping[str, Any]) -> MandateAnnex:
    return MandateAnnex(tuple(data["above"]), tuple(data["below"]))


def _day_text(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _amount_text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _ranking_data(ranking: PrintedRanking) -> dict[str, Any]:
    return {
        "documents": list(ranking.documents),
        "clause": ranking.clause,
        "since": ranking.since.isoformat(),
    }


def _ranking(data: Mapping[str, Any]) -> PrintedRanking:
    since = dt.date.fromisoformat(data["since"])
    return PrintedRanking(tuple(data["documents"]), data["clause"], since)


def _document_data(one: PrintedDocument) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "title": one.title,
        "referred_by": one.referred_by,
        "edition": one.edition,
        "dated": _day_text(one.dated),
    }


def _document(data: Mapping[str, Any]) -> PrintedDocument:
    dated = _day(data["dated"])
    return PrintedDocument(data["kind"], data["title"], data["referred_by"], data["edition"], dated)


def _totals_data(totals: PrintedTotals) -> dict[str, Any]:
    return {
        "lines": [_amount_text(net) for net in totals.lines],
        "excl_tax": str(totals.excl_tax),
        "vat": _amount_text(totals.vat),
        "incl_tax": _amount_text(totals.incl_tax),
        "vat_rate": _amount_text(totals.vat_rate),
        "vat_regime": totals.vat_regime,
        "in_advance": str(totals.in_advance),
        "in_arrears": str(totals.in_arrears),
        "complete": totals.complete,
    }


def _totals(data: Mapping[str, Any]) -> PrintedTotals:
    return PrintedTotals(
        lines=tuple(_amount(net) for net in data["lines"]),
        excl_tax=Decimal(data["excl_tax"]),
        vat=_amount(data["vat"]),
        incl_tax=_amount(data["incl_tax"]),
        vat_rate=_amount(data["vat_rate"]),
        vat_regime=data["vat_regime"],
        in_advance=Decimal(data["in_advance"]),
        in_arrears=Decimal(data["in_arrears"]),
        complete=data["complete"],
    )
