"""What an order overrides of something negotiated earlier."""

from numspot_desk.contracts.contract_papers import papers_of
from numspot_desk.contracts.overrides import Way, overrides
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
