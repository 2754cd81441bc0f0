"""What the documents of a contract are called: by rank, kind, version, how far they came on which day.

What governs in them is told in `hierarchy_words`.
"""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from numspot_desk.contracts.ranking.contract_papers import CERTIFICATE, PRICE_LIST
from numspot_desk.contracts.ranking.hierarchy import Contract
from numspot_desk.contracts.ranking.papers import Paper, PaperKind, PaperState, Unranked
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_
from numspot_desk.rules.clauses import Document

RANK_NAMES: Final[Mapping[Document, str]] = MappingProxyType(
    {
        Document.SPECIAL: N_("Special conditions"),
        Document.PARTICULAR: N_("Particular conditions"),
        Document.GENERAL: N_("General terms"),
    }
)
INCORPORATED_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "responsibility_matrix": N_("Responsibility matrix"),
        "service_catalogue": N_("Service catalogue"),
        "public_prices": N_("Public prices"),
        "public_documentation": N_("Public documentation"),
        "end_of_life_policy": N_("End-of-life policy"),
        PRICE_LIST: N_("Public price list"),
        CERTIFICATE: N_("Certificate"),
    }
)
UNRANKED_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "purchase_terms": N_("The client’s purchase terms"),
        "negotiation": N_("Talks before the signature"),
        "offer": N_("Earlier offer"),
        "advertising": N_("Advertising"),
        "mail": N_("Mail or message before the signature"),
    }
)


def document_name(paper: Paper, language: Language) -> str:
    """The document in words: its kind, and its version where it has one."""
    text = language.text
    match paper.kind:
        case PaperKind.SPECIAL:
            return text("Special conditions {kind}", kind=paper.name)
        case PaperKind.PARTICULAR:
            return text(RANK_NAMES[paper.rank])
        case PaperKind.AMENDMENT:
            return text("Amendment (version {revision})", revision=paper.revision)
        case PaperKind.GENERAL if not paper.name:
            return text("General terms and annexes (no version imported)")
        case PaperKind.GENERAL:
            name = text("General terms and annexes, version {label}", label=paper.name)
            return name if paper.language == "fr" else text("{name}, English text", name=name)
        case PaperKind.INCORPORATED:
            known = INCORPORATED_NAMES.get(paper.name)
            name = paper.title or (paper.name if known is None else text(known))
            return text("{name}, version {label}", name=name, label=paper.edition) if paper.edition else name


def paper_name(paper: Paper, language: Language) -> str:
    """The document in words, and how far it came on which day."""
    name, date = document_name(paper, language), language.formats.date_list
    match paper.kind:
        case PaperKind.INCORPORATED:
            return of_day(name, paper.dated, language)
        case PaperKind.GENERAL if paper.since is not None:
            return language.text("{name}, in force from {date}", name=name, date=date(paper.since))
        case PaperKind.GENERAL:
            return name
        case _:
            return _with_state(name, paper, language)


def _with_state(name: str, paper: Paper, language: Language) -> str:
    text = language.text
    if paper.dated is None:
        return name if paper.signed else text("{name}, not signed", name=name)
    date = language.formats.date_list(paper.dated)
    match paper.state:
        case PaperState.SIGNED:
            return text("{name}, signed on {date}", name=name, date=date)
        case PaperState.EXPORTED:
            return text("{name}, exported on {date}, not signed", name=name, date=date)
        case PaperState.DRAFT:
            return text("{name}, draft of {date}, not signed", name=name, date=date)


def unranked_name(one: Unranked, language: Language) -> str:
    """A document without rank: what it is, its title, its day."""
    kind = language.text(UNRANKED_NAMES[one.kind])
    name = f"{kind} · {one.title}" if one.title else kind
    return of_day(name, one.dated, language)


def of_day(name: str, day: dt.date | None, language: Language) -> str:
    """A document with its day, where it is known."""
    if day is None:
        return name
    return language.text("{name}, of {date}", name=name, date=language.formats.date_list(day))


def unranked_reason(language: Language) -> str:
    """Why a document without rank decides nothing (P4)."""
    return language.text("Without rank, set aside: the contract gives it no place (CG-2.2).")


def contract_on(contract: Contract, on: dt.date, language: Language) -> str:
    """The contract by its number, its client and a day."""
    return language.text(
        "{number} · {client}, on {date}",
        number=contract.number,
        client=contract.client,
        date=language.formats.date_long(on),
    )


def short_name(paper: Paper, language: Language) -> str:
    """The document by its rank, and the version of its order where it is not the first."""
    if paper.kind is PaperKind.AMENDMENT or paper.revision > 1:
        name = language.text(RANK_NAMES[paper.rank])
        return language.text("{name}, version {revision}", name=name, revision=paper.revision)
    return language.text(RANK_NAMES[paper.rank])
