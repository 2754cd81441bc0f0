"""What the parties named beside the texts, as far as the order form prints it: only what is signed is worth
anything.

A ranking that they agreed, the documents that they incorporated, and of those without rank the client's
purchase terms and earlier offers, which both sides know. Talks, mails and advertising stay among the desk's
notes: the order form sets them aside in general.
"""

from dataclasses import dataclass
from typing import Final

from numspot_desk.contracts.content.frozen import PrintedDocument, PrintedRanking
from numspot_desk.usecases.contract.named_facts import NamedFacts

_KNOWN_TO_BOTH: Final = ("purchase_terms", "offer")


@dataclass(frozen=True)
class PrintedFacts:
    """What the order form prints of it."""

    ranking: PrintedRanking | None = None
    documents: tuple[PrintedDocument, ...] = ()


NOTHING_NAMED: Final = PrintedFacts()


def printed_facts(named: NamedFacts) -> PrintedFacts:
    """The latest ranking that was agreed, and the documents in the order in which they were named."""
    agreed = max(named.rankings, key=lambda one: (one.since, one.clause), default=None)
    ranking = None
    if agreed is not None:
        documents = tuple(document.value for document in agreed.ranking)
        ranking = PrintedRanking(documents, agreed.clause, agreed.since)
    incorporated = (
        PrintedDocument(one.kind, one.title, one.referred_by, one.edition, one.dated)
        for one in named.incorporated
    )
    aside = (
        PrintedDocument(one.kind, one.title, dated=one.dated)
        for one in named.unranked
        if one.kind in _KNOWN_TO_BOTH
    )
    return PrintedFacts(ranking, (*incorporated, *aside))
