"""What has to be known of a contract on a day before its clauses are read: whether it binds at all, which
version a refusal keeps, whose acceptance is missing, what the parties named beside the texts. In sentences.
"""

from numspot_desk.contracts.ranking.hierarchy import Situation
from numspot_desk.contracts.ranking.papers import AgreedRanking, Incorporated, Unranked
from numspot_desk.language.catalog import Language
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.versions import Basis
from numspot_desk.usecases.contract import paper_words


def day_notes(situation: Situation, language: Language) -> tuple[str, ...]:
    """What has to be known of the day before anything is read: an end, a refusal, an acceptance that is
    missing, another ranking, documents without rank."""
    text, date = language.text, language.formats.date_long
    said: list[str] = []
    history, bound = situation.contract.history, situation.bound
    if situation.ended_on is not None:
        said.append(
            text(
                "The contract ended on {date}: only the clauses meant to outlive it still count (CG-15).",
                date=date(situation.ended_on),
            )
        )
    elif history is not None and history.basis is Basis.SIGNED and situation.on < history.signed_on:
        said.append(
            text("The contract was signed on {date}: nothing binds yet.", date=date(history.signed_on))
        )
    elif bound is not None and bound.ends_on is not None and bound.version is not None:
        said.append(
            text(
                "The client refused a later version in time: version {label} governs until {date}"
                " (CG-6.3.b).",
                label=bound.version.label,
                date=date(bound.ends_on),
            )
        )
    for label in () if bound is None else bound.insufficient:
        said.append(
            text(
                "Version {label} binds by use alone; a SecNumCloud service needs the client’s acceptance of"
                " it (SecNumCloud 19.1.a).",
                label=label,
            )
        )
    if situation.agreed is not None:
        ranks = " > ".join(document.value for document in situation.agreed.ranking)
        said.append(
            text(
                "The parties agreed another ranking: {ranks} ({clause}, as CG-2.2 allows).",
                ranks=ranks,
                clause=situation.agreed.clause,
            )
        )
    return tuple(said)


def fact_name(one: Unranked | Incorporated | AgreedRanking, language: Language) -> str:
    """What the parties named beside the texts, in a line."""
    match one:
        case Unranked():
            return language.text("Without rank: {name}", name=paper_words.unranked_name(one, language))
        case Incorporated():
            known = paper_words.INCORPORATED_NAMES.get(one.kind)
            name = one.title if known is None else f"{language.text(known)} · {one.title}"
            if one.edition:
                name = language.text("{name}, version {label}", name=name, label=one.edition)
            if one.dated is not None:
                name = language.text(
                    "{name}, of {date}", name=name, date=language.formats.date_list(one.dated)
                )
            rank, _dash, kind = one.referred_by.partition("-")
            document = f"{language.text(paper_words.RANK_NAMES[Document(rank)])} {kind}".strip()
            return language.text("Incorporated ({document}): {name}", document=document, name=name)
        case AgreedRanking():
            ranks = " > ".join(document.value for document in one.ranking)
            date = language.formats.date_list(one.since)
            return language.text(
                "Ranking from {date}: {ranks} ({clause})", date=date, ranks=ranks, clause=one.clause
            )
