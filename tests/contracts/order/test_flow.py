"""The wizard's flow without a screen: steps, states, moving, undo and redo, what follows from what."""

import pytest

from numspot_desk.contracts.order import order_document
from numspot_desk.contracts.order.flow import (
    STEPS,
    Flow,
    StepId,
    StepState,
    member_of,
    problems_of,
    statuses,
    step_of,
)
from numspot_desk.contracts.order.order_document import blank_order, get, put
from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import message

EDIT = message("Edit")


def _status(flow: Flow, step: StepId, *problems: object) -> StepState:
    found = statuses(flow.answers, problems, flow.left)
    return next(status.state for status in found if status.step is step)


def _missing(field: str):
    return problem("missing_field", field, message("missing"))


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────


def test_every_member_of_the_order_belongs_to_one_step() -> None:
    for member in blank_order():
        expected_review = member == "format"
        assert (step_of(member) is StepId.REVIEW) is expected_review, member


@pytest.mark.parametrize(
    ("field", "step"),
    [
        ("client.siren", StepId.CLIENT),
        ("contacts.billing[0].email", StepId.CLIENT),
        ("public_procurement.siret", StepId.CLIENT),
        ("technical_accounts[1].region", StepId.ACCOUNTS),
        ("lines[12].term.end", StepId.SERVICES),
        ("payment.term.days", StepId.FINANCIAL),
        ("offer_valid_until", StepId.FINANCIAL),
        ("general_terms", StepId.FINANCIAL),
        ("general_terms.label", StepId.FINANCIAL),
        ("general_terms.DA-25.a", StepId.CONDITIONS),
        ("special_conditions[0].R1111-11.6", StepId.CONDITIONS),
        ("derogations[0].target", StepId.CONDITIONS),
        ("mandate.iban", StepId.MANDATE),
        ("surprise", StepId.REVIEW),
        ("", StepId.REVIEW),
    ],
)
def test_a_field_belongs_to_its_step(field: str, step: StepId) -> None:
    assert step_of(field) is step


def test_the_member_is_what_a_path_starts_with() -> None:
    assert member_of("lines[0].term.end") == "lines"
    assert member_of("client.siren") == "client"
    assert member_of("lines") == "lines"


def test_problems_go_to_their_step_in_order() -> None:
    found = [_missing("client.siren"), _missing("lines"), _missing("contacts.signatory.name")]
    assert problems_of(StepId.CLIENT, found) == (found[0], found[2])


# ── States ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_order_is_untouched_even_where_a_mandate_follows_the_client() -> None:
    flow = Flow(blank_order())
    assert get(flow.answers, "mandate") is not None
    assert {status.state for status in statuses(flow.answers, [_missing("lines")], flow.left)} == {
        StepState.UNTOUCHED
    }
    flow.put("client.legal_name", "Atelier", EDIT)
    assert _status(flow, StepId.MANDATE, _missing("mandate.iban")) is StepState.UNTOUCHED


def test_what_is_missing_is_a_problem_only_once_the_person_has_left() -> None:
    flow = Flow(blank_order())
    flow.put("client.legal_name", "Atelier", EDIT)
    missing = _missing("client.legal_form")
    assert _status(flow, StepId.CLIENT, missing) is StepState.IN_PROGRESS
    flow.next()
    assert _status(flow, StepId.CLIENT, missing) is StepState.WITH_PROBLEMS
    assert _status(flow, StepId.CLIENT) is StepState.COMPLETE


def test_a_wrong_value_is_a_problem_at_once() -> None:
    flow = Flow(blank_order())
    flow.put("client.siren", "384512340", EDIT)
    wrong = problem("invalid_siren", "client.siren", message("wrong"))
    assert _status(flow, StepId.CLIENT, wrong) is StepState.WITH_PROBLEMS


def test_at_the_step_only_what_is_wrong_is_counted_and_later_what_is_missing_too() -> None:
    flow = Flow(blank_order())
    flow.put("client.siren", "384512340", EDIT)
    found = [problem("invalid_siren", "client.siren", message("wrong")), _missing("client.legal_form")]
    assert statuses(flow.answers, found, flow.left)[0].errors == 1
    flow.next()
    assert statuses(flow.answers, found, flow.left)[0].errors == 2


def test_warnings_are_counted_apart_and_do_not_block() -> None:
    flow = Flow(put(blank_order(), "offer_valid_until", "2020-01-01"))
    warning = problem("offer_expired", "offer_valid_until", message("expired"))
    found = {status.step: status for status in statuses(flow.answers, [warning], flow.left)}
    financial = found[StepId.FINANCIAL]
    assert (financial.state, financial.errors, financial.warnings) == (StepState.COMPLETE, 0, 1)


def test_the_review_is_complete_only_when_nothing_blocks_anywhere() -> None:
    flow = Flow(blank_order(), StepId.REVIEW)
    flow.go(StepId.CLIENT)
    assert _status(flow, StepId.REVIEW, _missing("lines")) is StepState.IN_PROGRESS
    assert _status(flow, StepId.REVIEW) is StepState.COMPLETE


# ── Moving ───────────────────────────────────────────────────────────────────────────────────────────


def test_next_and_back_visit_every_step_and_lose_nothing() -> None:
    flow = Flow(blank_order())
    flow.put("client.legal_name", "Atelier Exemple", EDIT)
    before = flow.answers
    visited = [flow.step]
    while flow.next():
        visited.append(flow.step)
    assert tuple(visited) == STEPS
    while flow.back():
        pass
    assert flow.step is StepId.CLIENT
    assert flow.answers == before


def test_a_problem_leads_to_its_step_and_field() -> None:
    flow = Flow(blank_order())
    flow.go_to_field("mandate.iban")
    assert (flow.step, flow.field) == (StepId.MANDATE, "mandate.iban")
    assert StepId.CLIENT in flow.left


# ── Undo and redo ────────────────────────────────────────────────────────────────────────────────────


def test_typing_in_one_field_is_one_change() -> None:
    flow = Flow(blank_order())
    for text in ("3", "38", "384"):
        flow.put("client.siren", text, message("Edit the SIREN"))
    assert flow.next_undo is not None and flow.next_undo.name.msgid == "Edit the SIREN"
    flow.undo()
    assert get(flow.answers, "client.siren") is None
    assert flow.next_undo is None
    flow.redo()
    assert get(flow.answers, "client.siren") == "384"


def test_typing_after_leaving_the_field_is_another_change() -> None:
    flow = Flow(blank_order())
    flow.put("client.siren", "384", EDIT)
    flow.settle()
    flow.put("client.siren", "3845", EDIT)
    flow.undo()
    assert get(flow.answers, "client.siren") == "384"


def test_typing_in_another_field_is_another_change() -> None:
    flow = Flow(blank_order())
    flow.put("client.siren", "384", EDIT)
    flow.put("client.legal_form", "SAS", EDIT)
    flow.put("client.siren", "3845", EDIT)
    changes = []
    while change := flow.undo():
        changes.append(change.field)
    assert changes == ["client.siren", "client.legal_form", "client.siren"]


def test_fifty_changes_can_be_undone_and_done_again() -> None:
    flow = Flow(blank_order())
    for number in range(60):
        flow.put("client.legal_name", f"Client {number}", EDIT, typing=False)
    last = flow.answers
    for _ in range(50):
        assert flow.undo() is not None
    assert get(flow.answers, "client.legal_name") == "Client 9"
    for _ in range(50):
        assert flow.redo() is not None
    assert flow.answers == last


def test_a_new_edit_ends_redo() -> None:
    flow = Flow(blank_order())
    flow.put("client.legal_name", "A", EDIT)
    flow.undo()
    flow.put("client.legal_name", "B", EDIT)
    assert flow.redo() is None
    assert get(flow.answers, "client.legal_name") == "B"


def test_each_step_undoes_its_own_changes() -> None:
    flow = Flow(blank_order())
    flow.put("client.legal_name", "Atelier", EDIT)
    flow.go(StepId.FINANCIAL)
    flow.put("purchase_order_number", "BC-1", EDIT)
    flow.go(StepId.CLIENT)
    flow.undo()
    assert get(flow.answers, "client.legal_name") is None
    assert get(flow.answers, "purchase_order_number") == "BC-1"


def test_undo_of_the_client_takes_the_debtor_back_and_leaves_what_was_typed_in_the_mandate() -> None:
    flow = Flow(blank_order())
    flow.put("client.legal_name", "Atelier", EDIT)
    flow.go(StepId.MANDATE)
    flow.put("mandate.iban", "FR76", EDIT)
    flow.go(StepId.CLIENT)
    flow.undo()
    assert get(flow.answers, "mandate.debtor.name") is None
    assert get(flow.answers, "mandate.iban") == "FR76"


def test_undo_of_a_means_of_payment_brings_the_mandate_back() -> None:
    flow = Flow(blank_order(), StepId.FINANCIAL)
    flow.put("payment.means", "transfer", EDIT, typing=False)
    assert get(flow.answers, "mandate") is None
    flow.undo()
    assert get(flow.answers, "payment.means") == "direct_debit"
    assert get(flow.answers, "mandate") is not None


def test_an_edit_that_changes_nothing_is_no_change() -> None:
    flow = Flow(blank_order())
    assert flow.put("client.siren", None, EDIT) is False
    assert flow.next_undo is None


def test_undo_and_redo_with_nothing_to_do() -> None:
    flow = Flow(blank_order())
    assert flow.undo() is None
    assert flow.redo() is None


def test_a_path_that_the_order_does_not_have_is_refused_and_changes_nothing() -> None:
    flow = Flow(blank_order())
    before = flow.answers
    with pytest.raises(order_document.NoSuchField):
        flow.put("client.surprise", "x", EDIT)
    assert flow.answers is before
