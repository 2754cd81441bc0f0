"""The announcement of what an order overrides of something negotiated earlier, in a sentence each."""

from numspot_desk.contracts.ranking.line_overrides import LineOverride, LineWay
from numspot_desk.contracts.ranking.overrides import Override, RankingOverride, Way
from numspot_desk.contracts.ranking.papers import Paper
from numspot_desk.language.catalog import Language
from numspot_desk.usecases.contract.announce_overrides import Announced
from numspot_desk.usecases.contract.hierarchy_words import topic_name


def override_text(one: Announced, language: Language) -> str:
    """The announcement of one override."""
    match one:
        case Override():
            return _clause(one, language)
        case RankingOverride():
            return _ranking(one, language)
        case LineOverride():
            return _line(one, language)


def _clause(one: Override, language: Language) -> str:
    topic = topic_name(one.topic, language)
    if one.way is Way.DROPPED or one.now is None:
        return language.text(
            "{topic}: {ref} was negotiated in {order}; this order no longer says it.",
            topic=topic,
            ref=one.earlier.ref,
            order=_where(one.earlier_in, language),
        )
    return language.text(
        "{topic}: {ref}, negotiated in {order}, now reads otherwise ({now}).",
        topic=topic,
        ref=one.earlier.ref,
        order=_where(one.earlier_in, language),
        now=one.now.ref,
    )


def _ranking(one: RankingOverride, language: Language) -> str:
    ranks = " > ".join(document.value for document in one.ranking.ranking)
    return language.text(
        "Ranking {ranks}: {ref} was agreed in {order}; this order no longer says it.",
        ranks=ranks,
        ref=one.ranking.clause,
        order=_where(one.earlier_in, language),
    )


def _line(one: LineOverride, language: Language) -> str:
    formats, where = language.formats, _where(one.earlier_in, language)
    if one.way is LineWay.PRICE:
        return language.text(
            "Price of line {n} ({label}): {was} in {order}, now {now}.",
            n=one.number,
            label=one.label,
            was=formats.price(one.was),
            order=where,
            now=formats.price(one.now),
        )
    return language.text(
        "Discount of line {n} ({label}): {was} in {order}, now {now}.",
        n=one.number,
        label=one.label,
        was=formats.percent(one.was),
        order=where,
        now=formats.percent(one.now),
    )


def _where(paper: Paper, language: Language) -> str:
    name = language.text("{number}, version {revision}", number=paper.number, revision=paper.revision)
    return name if paper.signed else language.text("{name}, not signed", name=name)
