"""What an order overrides of something negotiated earlier."""

import datetime as dt

from numspot_desk.contracts.ranking.contract_papers import papers_of
from numspot_desk.contracts.ranking.overrides import Way, overrides, ranking_overrides
from numspot_desk.contracts.ranking.papers import AgreedRanking
from numspot_desk.rules.clauses import Document
from tests.contracts.contracts import derogation, order, signed

THIRTY = derogation("D1", "CG-6.3.a", "breach_notice", "replace", "Trente jours.", days=30)


def test_a_clause_that_is_dropped_is_announced() -> None:
    (found,) = overrides(papers_of([signed(order(revision=2))]), papers_of([signed(order(THIRTY))]))
    assert (found.way, found.topic.subject, found.now) == (Way.DROPPED, "breach_notice", None)
    assert found.earlier.text == "Trente jours."


def test_a_clause_that_says_otherwise_is_announced_with_both() -> None:
    other = THIRTY | {"text": "Vingt jours.", "data": {"days": 20}}
    (found,) = overrides(papers_of([signed(order(other))]), papers_of([signed(order(THIRTY))]))
    assert found.way is Way.CHANGED
    assert found.now is not None and found.now.text == "Vingt jours."


def test_the_same_said_again_is_nothing_to_announce() -> None:
    reworded = THIRTY | {"id": "X", "text": "Le délai est de trente jours."}
    assert overrides(papers_of([signed(order(reworded))]), papers_of([signed(order(THIRTY))])) == ()
    plain = THIRTY | {"data": None}
    spaced = plain | {"text": "Trente  jours."}
    assert overrides(papers_of([signed(order(spaced))]), papers_of([signed(order(plain))])) == ()


def test_the_sections_that_every_order_prints_are_never_announced() -> None:
    assert overrides(papers_of([signed(order())]), papers_of([signed(order())])) == ()
    fewer = papers_of([signed(order(price_reference={"kind": "order", "date": "2026-01-01"}))])
    assert overrides(fewer, papers_of([signed(order())])) == ()


# ── A whole family, special conditions, the payment term ─────────────────────────────────────────────

HDS = {"kind": "HDS", "certificate": None}


def special(*texts: str, subjects: tuple[str, ...] = ("audit",)) -> dict[str, object]:
    clauses = [{"id": f"S{n}", "subjects": list(subjects), "text": text} for n, text in enumerate(texts, 1)]
    return {"special_conditions": [HDS | {"clauses": clauses}]}


def test_what_a_version_dropped_is_still_announced_by_the_one_after_it() -> None:
    family = papers_of([signed(order(THIRTY)), signed(order(revision=2))])
    (found,) = overrides(papers_of([signed(order(revision=3))]), family)
    assert (found.way, found.earlier_in.revision) == (Way.DROPPED, 1)


def test_of_several_versions_the_latest_that_speaks_counts() -> None:
    twenty = THIRTY | {"text": "Vingt jours.", "data": {"days": 20}}
    family = papers_of([signed(order(THIRTY)), signed(order(twenty, revision=2))])
    assert overrides(papers_of([signed(order(twenty, revision=3))]), family) == ()
    (found,) = overrides(papers_of([signed(order(THIRTY, revision=3))]), family)
    assert (found.way, found.earlier_in.revision, found.earlier.text) == (Way.CHANGED, 2, "Vingt jours.")


def test_special_conditions_dropped_are_announced_once_a_clause() -> None:
    earlier = papers_of([signed(order(**special("Un.", "Deux.", subjects=("audit", "support"))))])
    found = overrides(papers_of([signed(order(revision=2))]), earlier)
    assert [(one.way, one.earlier.text.split("\n")[0]) for one in found] == [
        (Way.DROPPED, "Un."),
        (Way.DROPPED, "Deux."),
    ]
    assert {topic.subject for topic in found[0].topics} == {"audit", "support"}


def test_a_special_clause_without_subject_is_announced_by_its_own_reference() -> None:
    earlier = papers_of([signed(order(**special("Un.", subjects=())))])
    (found,) = overrides(papers_of([signed(order(revision=2))]), earlier)
    assert (found.way, found.topic.target) == (Way.DROPPED, "CS-HDS-1")
    again = papers_of([signed(order(revision=2, **special("Un.", subjects=())))])
    assert overrides(again, earlier) == ()
    (found,) = overrides(papers_of([signed(order(revision=2, **special("Trois.", subjects=())))]), earlier)
    assert found.way is Way.CHANGED


def test_a_reworded_special_clause_is_announced() -> None:
    earlier = papers_of([signed(order(**special("Un.")))])
    (found,) = overrides(papers_of([signed(order(revision=2, **special("Une autre.")))]), earlier)
    assert (found.way, found.topic.subject) == (Way.CHANGED, "audit")


def test_a_payment_term_agreed_and_dropped_is_announced() -> None:
    agreed = {"payment": {"means": "transfer", "term": {"days": 45, "end_of_month": False}}}
    plain = {"payment": {"means": "transfer", "term": None}}
    earlier = papers_of([signed(order(**agreed))])
    (found,) = overrides(papers_of([signed(order(revision=2, **plain))]), earlier)
    assert (found.way, found.topic.subject) == (Way.DROPPED, "payment_term")
    assert overrides(papers_of([signed(order(revision=2, **agreed))]), earlier) == ()


def test_a_derogation_without_subject_or_target_counts_too() -> None:
    bare = {"id": "D1", "target": None, "subject": None, "effect": None, "text": "Dit à part.", "data": None}
    earlier = papers_of([signed(order(bare))])
    (found,) = overrides(papers_of([signed(order(revision=2))]), earlier)
    assert found.topic.target == "CP-D1"


# ── An agreed ranking ────────────────────────────────────────────────────────────────────────────────

RANKING = AgreedRanking(
    (Document.GENERAL, Document.SPECIAL, Document.PARTICULAR), dt.date(2026, 3, 2), "CP-D1"
)


def test_a_ranking_whose_clause_is_dropped_is_announced() -> None:
    earlier = papers_of([signed(order(THIRTY))])
    (found,) = ranking_overrides(papers_of([signed(order(revision=2))]), earlier, [RANKING])
    assert (found.ranking, found.earlier_in.revision, found.now) == (RANKING, 1, None)


def test_a_ranking_whose_clause_is_moved_or_said_again_is_not() -> None:
    other = THIRTY | {"id": "D0", "subject": "audit", "target": "CG-18", "text": "Autre chose."}
    earlier = papers_of([signed(order(THIRTY))])
    for derogations in ((THIRTY,), (other, THIRTY)):
        assert (
            ranking_overrides(papers_of([signed(order(*derogations, revision=2))]), earlier, [RANKING]) == ()
        )


def test_a_ranking_whose_clause_reads_otherwise_is_announced_with_it() -> None:
    other = THIRTY | {"text": "Vingt jours."}
    earlier = papers_of([signed(order(THIRTY))])
    (found,) = ranking_overrides(papers_of([signed(order(other, revision=2))]), earlier, [RANKING])
    assert found.now is not None and found.now.text == "Vingt jours."


def test_a_ranking_that_no_earlier_version_holds_is_no_override() -> None:
    earlier = papers_of([signed(order())])
    assert ranking_overrides(papers_of([signed(order(revision=2))]), earlier, [RANKING]) == ()
