"""All that people keep beside an order goes with it, both ways, as it was kept."""

import datetime as dt
from pathlib import Path

import pytest

from numspot_desk.contracts.clauses.clause_reasons import ClauseReason
from numspot_desk.contracts.handover.sections import BESIDE, CLAUSE_ORIGINS
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.contracts.ranking.papers import Unranked
from numspot_desk.contracts.reviewing.comments import CommentKind
from numspot_desk.contracts.reviewing.review import ReviewKind
from numspot_desk.language.catalog import load_language
from numspot_desk.ui.handover.words import reception_lines
from numspot_desk.usecases.conditions.clause_reasons import keep_reason, reasons_of
from numspot_desk.usecases.contract.chosen_readings import choose_reading, readings_chosen
from numspot_desk.usecases.contract.contract_facts import USED, days_of_use, record_fact, take_back_fact
from numspot_desk.usecases.contract.named_facts import name_fact, named_facts, withdraw_fact
from numspot_desk.usecases.handover.receive_handover import Received
from numspot_desk.usecases.orders.attach_signed_copy import attach_signed_copy
from numspot_desk.usecases.orders.new_version import new_version
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.library import ClauseOrigin
from numspot_desk.usecases.reviews.comment import answer_thread, begin_thread, read_comments
from numspot_desk.usecases.reviews.delegate_review import delegate_review
from numspot_desk.usecases.reviews.read_review import content_of, read_review
from numspot_desk.usecases.reviews.review_order import take_review
from numspot_desk.usecases.reviews.review_parts import return_part
from tests.usecases.desk import export
from tests.usecases.laptops import LAWYER, SALES, Laptop, Ticking

EN = load_language("en")
PURCHASE = Unranked("purchase_terms", "Conditions d’achat", dt.date(2026, 2, 3))
OTHER = Unranked("purchase_terms", "Conditions d’achat, édition 2", dt.date(2026, 2, 4))
CHARTER = Unranked("purchase_terms", "Charte", None)


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def sales(tmp_path: Path, clock: Ticking) -> Laptop:
    return Laptop(tmp_path / "sales", 1, SALES, clock)


@pytest.fixture
def legal(tmp_path: Path, clock: Ticking) -> Laptop:
    return Laptop(tmp_path / "legal", 2, LAWYER, clock)


def same_beside(sales: Laptop, legal: Laptop, order: str) -> None:
    """Both keep the same rows of every kind beside the order."""
    here, there = sales.main(order), legal.main(order)
    for name in BESIDE:
        assert sorted(map(repr, here.rows(name))) == sorted(map(repr, there.rows(name))), name


def told(done: Received) -> str:
    return "\n".join(reception_lines(done.reception, EN))


def derogation_of(laptop: Laptop, order: str) -> str:
    return str(laptop.record(order).answers["derogations"][0]["id"])


def signed(laptop: Laptop, order: str, out: Path) -> None:
    """The order approved, exported and signed on this laptop."""
    laptop.request(order, SALES)
    laptop.approve(order, LAWYER)
    export(
        laptop.workspace,
        laptop.record(order),
        out,
        person=laptop.person,
        clock=laptop.clock,
        chance=laptop.chance,
    )
    attach_signed_copy(
        laptop.workspace,
        order,
        "contrat signé.pdf",
        b"%PDF-1.7\n%%EOF\n",
        laptop.clock.today(),
        person=laptop.person,
        clock=laptop.clock,
    )


def test_comments_go_as_one_thread_answered_and_resolved_on_the_other_side(
    sales: Laptop, legal: Laptop
) -> None:
    order = sales.new_order()
    begin_thread(sales.workspace, order, "derogations[0]", "Dérogation 1", "Pourquoi ?", SALES, sales.clock)
    assert "1 comment arrives" in told(legal.receive(sales.send(order)))
    (shown,) = read_comments(legal.workspace, legal.record(order))
    thread = shown.thread.id
    answer_thread(legal.workspace, order, thread, "Le CHU l’exige.", LAWYER, legal.clock)
    answer_thread(legal.workspace, order, thread, "", LAWYER, legal.clock, CommentKind.RESOLVED)
    assert "2 comments arrive" in told(sales.receive(legal.send(order)))
    (shown,) = read_comments(sales.workspace, sales.record(order))
    assert [entry.words for entry in shown.thread.entries] == ["Pourquoi ?", "Le CHU l’exige.", ""]
    assert shown.field == "derogations[0]" and shown.thread.resolved
    same_beside(sales, legal, order)


def test_why_a_clause_departs_and_until_when(sales: Laptop, legal: Laptop) -> None:
    order = sales.new_order()
    reason = ClauseReason("Le client", "Marché public", dt.date(2027, 6, 30))
    clause = derogation_of(sales, order)
    keep_reason(sales.workspace, order, clause, reason, SALES, sales.clock)
    legal.receive(sales.send(order))
    assert reasons_of(legal.workspace, order)[clause] == reason
    same_beside(sales, legal, order)


def test_what_a_clause_was_taken_from_and_a_library_that_lacks_it_is_told(
    sales: Laptop, legal: Laptop
) -> None:
    order = sales.new_order()
    clause = derogation_of(sales, order)
    origin = ClauseOrigin("payment_term", 7, {"days": 45})
    sales.workspace.library.keep_origin(order, clause, origin)
    done = legal.receive(sales.send(order))
    assert legal.workspace.library.origins(order)[clause] == origin
    assert [row["stands"] for row in legal.main(order).rows(CLAUSE_ORIGINS)] == [True]
    assert "lacks version 7 of the clause “payment_term”" in told(done)
    same_beside(sales, legal, order)


def test_every_step_of_a_review_part_by_part(sales: Laptop, legal: Laptop) -> None:
    order = sales.new_order()
    sales.request(order)
    legal.receive(sales.send(order))
    seen = content_of(legal.record(order))
    take_review(legal.workspace, order, seen, LAWYER, legal.clock)
    part = read_review(legal.workspace, legal.record(order)).parts[0].part.fingerprint
    return_part(legal.workspace, order, seen, part, "Dérogation 1", "Trop long.", LAWYER, legal.clock)
    delegate_review(legal.workspace, order, seen, "Anne Avocate", "Congés", LAWYER, legal.clock)
    sales.receive(legal.send(order))
    review = read_review(sales.workspace, sales.record(order))
    assert review.holder == "Anne Avocate"
    assert [step.kind for step in review.round] == [
        ReviewKind.REQUESTED,
        ReviewKind.TAKEN,
        ReviewKind.PART_RETURNED,
        ReviewKind.DELEGATED,
    ]
    assert review.parts[0].step is not None and review.parts[0].step.note == "Trop long."
    same_beside(sales, legal, order)


def test_what_happened_to_a_contract_goes_both_ways(sales: Laptop, legal: Laptop, tmp_path: Path) -> None:
    order = sales.new_order()
    signed(sales, order, tmp_path / "set")
    number = sales.record(order).number
    kept, _ = record_fact(sales.workspace, order, USED, sales.clock.today(), SALES, sales.clock)
    name_fact(sales.workspace, order, PURCHASE, SALES, sales.clock)
    done = legal.receive(sales.send(order))
    assert "2 facts of the contract arrive" in told(done) and done.changes.terms
    assert legal.record(order).state is OrderState.SIGNED
    assert days_of_use(legal.workspace, number) == (sales.clock.today(),)
    assert [one.fact for one in named_facts(legal.workspace, number).named] == [PURCHASE]

    choose_reading(legal.workspace, order, "R19", "use_accepts", "Accord du 3 mars", LAWYER, legal.clock)
    (event,) = legal.workspace.events.standing([number], [USED])[number]
    take_back_fact(legal.workspace, order, event, LAWYER, legal.clock)
    sales.receive(legal.send(order))
    assert days_of_use(sales.workspace, number) == ()
    assert sales.workspace.events.history(number)[0].id == kept.id
    (chosen,) = readings_chosen(sales.workspace, number)
    assert (chosen.reading, chosen.by, chosen.reason) == ("R19", LAWYER.name, "Accord du 3 mars")
    same_beside(sales, legal, order)


def test_facts_of_the_contract_come_with_a_later_version(
    sales: Laptop, legal: Laptop, tmp_path: Path
) -> None:
    order = sales.new_order()
    signed(sales, order, tmp_path / "set")
    again = new_version(sales.workspace, order, SALES, sales.clock).record
    name_fact(sales.workspace, again.id, PURCHASE, SALES, sales.clock)
    legal.receive(sales.send(again.id))
    number = sales.record(order).number
    assert [one.fact for one in named_facts(legal.workspace, number).named] == [PURCHASE]


def test_one_fact_corrected_on_both_sides_stands_twice_until_a_person_takes_one_back(
    sales: Laptop, legal: Laptop
) -> None:
    order = sales.new_order()
    number = sales.record(order).number
    name_fact(sales.workspace, order, PURCHASE, SALES, sales.clock)
    legal.receive(sales.send(order))
    (named,) = named_facts(legal.workspace, number).named
    for laptop, fact in ((sales, OTHER), (legal, CHARTER)):
        name_fact(laptop.workspace, order, fact, laptop.person, laptop.clock, instead_of=named.event.id)
    back = legal.send(order)
    assert "corrected on both sides" in told(legal.receive(sales.send(order)))
    assert "corrected on both sides" in told(sales.receive(back))
    facts = [{one.fact for one in named_facts(laptop.workspace, number).named} for laptop in (sales, legal)]
    assert facts[0] == facts[1] == {OTHER, CHARTER}
    (wrong,) = [one for one in named_facts(sales.workspace, number).named if one.fact == OTHER]
    withdraw_fact(sales.workspace, order, wrong.event.id, SALES, sales.clock)
    assert "both sides" not in told(legal.receive(sales.send(order)))
    assert len(named_facts(legal.workspace, number).named) == 1


def test_the_day_of_signature_and_a_refusal_of_general_terms(
    sales: Laptop, legal: Laptop, tmp_path: Path
) -> None:
    order = sales.new_order()
    signed(sales, order, tmp_path / "set")
    at = sales.clock.now()
    act = Act("terms.refused", order, SALES.name, at)
    sales.workspace.terms.refuse(order, "CG 2027", at, act)
    done = legal.receive(sales.send(order))
    assert "“CG 2027” arrives, entered by Camille Vendeuse" in told(done)
    (refusal,) = legal.workspace.terms.refusals()
    assert (refusal.label, refusal.refused_at) == ("CG 2027", at)
    number = sales.record(order).number
    assert [one.signed_on for one in legal.workspace.orders.signed_versions([number])] == [
        sales.clock.today()
    ]
    assert "Attached files (signed copies…) stay" in told(done)
    same_beside(sales, legal, order)


def test_rows_of_the_contract_stand_beside_its_first_version_alone() -> None:
    assert {name for name, kind in BESIDE.items() if kind.contract} == {"contract_events", "terms_refusals"}
