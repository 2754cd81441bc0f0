"""What contracts leave uncovered and until when their certificates hold, against the real store."""

import datetime as dt
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.clauses.coverage import CoverState, Validity
from numspot_desk.contracts.order.order_check import check_order
from numspot_desk.contracts.order.order_document import put
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.rules.checklists import CHECKLISTS
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.terms.reading import read_terms
from numspot_desk.usecases.conditions.coverage_across import coverage_across, coverage_of
from numspot_desk.usecases.conditions.terms_coverage import decide_coverage, points_of
from numspot_desk.usecases.deadlines.due_index import freshen
from numspot_desk.usecases.deadlines.upcoming_deadlines import deadlines_ahead
from numspot_desk.usecases.orders.edit_order import check_context
from numspot_desk.usecases.orders.export_order import ExportRefused
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.terms import SourceFile, TermsVersion
from numspot_desk.usecases.reviews.read_review import content_of
from numspot_desk.usecases.reviews.review_acts import ReviewRefused
from numspot_desk.usecases.reviews.review_order import request_review
from tests.usecases.desk import (
    CONTEXT,
    LAWYER,
    NOON,
    PERSON,
    TODAY,
    FixedClock,
    approved,
    draft,
    export,
    sample,
    workspace_in,
)

TEXT = b"ARTICLE 1. OBJET\n\nLe Verger loue des pommiers.\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


def without(answers: dict[str, Any], *subjects: str) -> dict[str, Any]:
    """The order with these subjects taken off the clauses that cover them."""
    special = answers["special_conditions"][0]
    clauses = [
        {**one, "subjects": [each for each in one["subjects"] if each not in subjects]}
        for one in special["clauses"]
    ]
    return put(answers, "special_conditions[0].clauses", clauses)


def ending(day: str) -> dict[str, Any]:
    return put(sample("clinic"), "special_conditions[0].certificate.valid_until", day)


def adopt(workspace: OpenWorkspace) -> None:
    days = dt.date(2025, 12, 1), dt.date(2026, 1, 1)
    version = TermsVersion(str(uuid.UUID(int=1)), "Verger 2026", "fr", *days, NOON)
    act = Act("terms.adopted", "", LAWYER.name, NOON)
    workspace.terms.adopt(version, read_terms("cg.txt", TEXT), SourceFile("cg.txt", TEXT, "0" * 64), act)


def decide(workspace: OpenWorkspace, point: str) -> None:
    decide_coverage(workspace, "Verger 2026", point, "CG-1", LAWYER, FixedClock())


def test_a_gap_is_found_in_the_matrix_and_in_the_list(workspace: OpenWorkspace) -> None:
    record = draft(workspace, without(sample("clinic"), "R1111-11.14", "R1111-11.6"))
    matrix = coverage_of(workspace, record.id, TODAY).matrices[0]
    assert [one.id for one in matrix.gaps] == ["R1111-11.6", "R1111-11.14"]
    states = {row.subject.id: row.state for row in matrix.rows}
    assert states["HDS.29"] is CoverState.CONDITIONAL and states["R1111-11.1"] is CoverState.ORDER
    (found,) = coverage_across(workspace, TODAY)
    assert found.standings["HDS"].gaps == ("R1111-11.6", "R1111-11.14")
    assert not check_context(workspace, FixedClock()).in_force


def test_what_legal_said_of_the_general_terms_closes_a_gap_of_any_checklist(workspace: OpenWorkspace) -> None:
    adopt(workspace)
    record = draft(workspace, without(sample("clinic"), "R1111-11.14"))
    asked = [one.subject.id for one in points_of(workspace, "Verger 2026", "fr", TODAY, "HDS")]
    assert asked[0] == "R1111-11.1" and "HDS.30" in asked
    decide(workspace, "R1111-11.14")
    decide(workspace, "DA-25.b")
    hds, data_act = coverage_of(workspace, record.id, TODAY).matrices
    rows = {row.subject.id: row for row in (*hds.rows, *data_act.rows)}
    assert rows["R1111-11.14"].state is CoverState.TERMS and rows["R1111-11.14"].terms == ("CG-1",)
    assert rows["DA-25.b"].terms == ("CG-1",)
    (found,) = coverage_across(workspace, TODAY)
    assert found.standings["HDS"].gaps == () and found.standings["HDS"].by_terms == ("R1111-11.14",)
    assert found.terms_label == "Verger 2026"


def test_orders_without_a_qualification_are_not_listed(workspace: OpenWorkspace) -> None:
    draft(workspace, sample("workshop"))
    assert coverage_across(workspace, TODAY) == ()


@pytest.mark.parametrize(
    ("day", "validity", "within"),
    [
        ("2027-03-02", Validity.VALID, None),
        ("2027-03-01", Validity.SOON, 90),
        ("2027-01-30", Validity.SOON, 60),
        ("2026-12-31", Validity.SOON, 30),
        ("2026-12-01", Validity.SOON, 30),
        ("2026-11-30", Validity.EXPIRED, None),
    ],
)
def test_a_certificate_is_warned_of_by_steps(
    workspace: OpenWorkspace, day: str, validity: Validity, within: int | None
) -> None:
    record = draft(workspace, ending(day))
    held = coverage_of(workspace, record.id, TODAY).matrices[0].certificate
    assert held is not None and (held.validity, held.within) == (validity, within)
    (found,) = coverage_across(workspace, TODAY)
    assert found.valid_until == dt.date.fromisoformat(day)
    assert found.standings["HDS"].expired is (validity is Validity.EXPIRED)


def test_a_term_that_outlives_the_certificate_is_said(workspace: OpenWorkspace) -> None:
    answers = sample("clinic")
    lines = [one for one in answers["lines"] if one["qualification"] == "HDS" and one["term"]]
    last = max(one["term"]["end"] for one in lines)
    before = (dt.date.fromisoformat(last) - dt.timedelta(days=1)).isoformat()
    record = draft(workspace, put(answers, "special_conditions[0].certificate.valid_until", before))
    held = coverage_of(workspace, record.id, TODAY).matrices[0].certificate
    assert held is not None and held.outlived_by
    assert coverage_across(workspace, TODAY)[0].standings["HDS"].outlived


def _exported(workspace: OpenWorkspace, day: str, folder: Path) -> OrderRecord:
    record = approved(workspace, draft(workspace, ending(day)))
    export(workspace, record, folder)
    return record


def told(workspace: OpenWorkspace, today: dt.date) -> list[tuple[str, int]]:
    freshen(workspace, today)
    found = deadlines_ahead(workspace, dt.datetime.combine(today, dt.time(12), dt.UTC), today, 30, 0)
    return [(str(one.what.params.get("n", "")), one.days_left) for one in found if one.about == "HDS"]


def test_the_end_of_a_certificate_is_a_deadline_three_months_ahead_and_stays(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    _exported(workspace, "2027-06-01", tmp_path / "set")
    end = dt.date(2027, 6, 1)
    ahead = [(days, told(workspace, end - dt.timedelta(days=days))) for days in (91, 90, 45, 30, 0, -1)]
    assert ahead == [
        (91, []),
        (90, [("90", 90)]),
        (45, [("60", 45)]),
        (30, [("30", 30)]),
        (0, [("30", 0)]),
        (-1, [("", -1)]),
    ]


def test_contracts_that_ended_are_left_out(workspace: OpenWorkspace, tmp_path: Path) -> None:
    record = _exported(workspace, "2027-06-01", tmp_path / "set")
    for state in (OrderState.SIGNED, OrderState.TERMINATED):
        assert len(coverage_across(workspace, TODAY)) == 1
        now = workspace.orders.load(record.id)
        act = Act("order.moved", record.id, PERSON.name, NOON, {"signed_on": "2026-11-20"})
        workspace.orders.change_state(now.id, now.row_version, state, act)
    assert coverage_across(workspace, TODAY) == ()


def test_secnumcloud_says_that_use_is_no_acceptance(workspace: OpenWorkspace) -> None:
    answers = put(sample("clinic"), "special_conditions[0].kind", "SecNumCloud")
    record = draft(workspace, answers)
    found = {one.checklist.id: one for one in coverage_of(workspace, record.id, TODAY).matrices}
    assert list(found) == ["HDS", "SecNumCloud", "DataAct"]
    assert found["SecNumCloud"].use_is_no_acceptance and not found["HDS"].use_is_no_acceptance
    assert found["HDS"].special is None and found["SecNumCloud"].special == 0


def qualified(kind: str, lacking: str) -> dict[str, Any]:
    """The clinic's order under a qualification, every subject of its checklist covered but one."""
    answers = sample("clinic")
    subjects = [one.id for one in CHECKLISTS[kind].subjects if one.id != lacking]
    clauses = [
        {"id": f"S{n}", "subjects": [subject], "text": f"Engagement {n}."}
        for n, subject in enumerate(subjects, 1)
    ]
    special = {**answers["special_conditions"][0], "kind": kind, "clauses": clauses}
    lines = [{**line, "qualification": kind} for line in answers["lines"]]
    payment = {**answers["payment"], "term": {"days": 0, "end_of_month": True}}
    return {
        **answers,
        "lines": lines,
        "special_conditions": [special],
        "derogations": [],
        "payment": payment,
    }


@pytest.mark.parametrize(
    ("kind", "lacking"),
    [(kind, one.id) for kind in ("HDS", "SecNumCloud") for one in CHECKLISTS[kind].subjects if one.required],
)
def test_an_order_with_an_uncovered_subject_is_not_ready_to_sign(
    workspace: OpenWorkspace, tmp_path: Path, kind: str, lacking: str
) -> None:
    """It goes neither to review nor to the client, until a clause or the general terms cover the subject."""
    record = draft(workspace, qualified(kind, lacking))
    assert not check_order(record.answers, CONTEXT).ready
    assert [one.id for one in coverage_of(workspace, record.id, TODAY).matrices[0].gaps] == [lacking]
    with pytest.raises(ReviewRefused):
        request_review(workspace, record.id, content_of(record), "", PERSON, FixedClock())
    with pytest.raises(ExportRefused):
        export(workspace, record, tmp_path / "set")
    assert not (tmp_path / "set").exists() and workspace.orders.load(record.id).state is OrderState.DRAFT
    adopt(workspace)
    decide(workspace, lacking)
    context = check_context(workspace, FixedClock())
    assert check_order(record.answers, context).ready
    request_review(workspace, record.id, content_of(record), "", PERSON, FixedClock())


def test_the_whole_checklist_missing_is_refused_too(workspace: OpenWorkspace, tmp_path: Path) -> None:
    answers = {**qualified("HDS", "R1111-11.1"), "special_conditions": []}
    record = draft(workspace, answers)
    with pytest.raises(ExportRefused):
        export(workspace, record, tmp_path / "set")
