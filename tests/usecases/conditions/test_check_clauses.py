"""An order whose clauses cannot stand side by side is neither sent for review nor exported; a draft is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from numspot_desk.contracts.library.built_in import built_in
from numspot_desk.contracts.library.picking import place
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.conditions.clause_desk import keep_origin
from numspot_desk.usecases.orders.export_order import ExportRefused
from numspot_desk.usecases.ports.library import ClauseOrigin
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.reviews.read_review import content_of
from numspot_desk.usecases.reviews.review_acts import ReviewRefused
from numspot_desk.usecases.reviews.review_order import request_review
from tests.usecases.desk import PERSON, FixedClock, draft, export, sample, workspace_in

PAIR = ("liability-cap", "liability-cap-amount")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


def _with(desk: OpenWorkspace, *names: str) -> OrderRecord:
    answers, origins = sample("clinic"), {}
    for name in names:
        clause = built_in()[name]
        placed = place(answers, clause, clause.preferred)
        answers = dict(placed.answers)
        origins[placed.clause_id] = ClauseOrigin(clause.id, clause.version, dict(clause.preferred))
    record = draft(desk, answers)
    for clause_id, origin in origins.items():
        keep_origin(desk, record.id, clause_id, origin, PERSON)
    return record


def test_two_exclusive_clauses_are_refused_by_name_and_nothing_is_lost(
    desk: OpenWorkspace, tmp_path: Path
) -> None:
    record = _with(desk, *PAIR)
    with pytest.raises(ReviewRefused) as review:
        request_review(desk, record.id, content_of(record), "", PERSON, FixedClock())
    with pytest.raises(ExportRefused) as exported:
        export(desk, record, tmp_path / "out")
    for refused in (review, exported):
        assert [each.code for each in refused.value.problems] == ["open_conflict"]
    assert desk.orders.load(record.id) == record
    export(desk, record, tmp_path / "draft", draft=True)
    assert any((tmp_path / "draft").rglob("*.docx"))


def test_one_of_them_alone_goes_to_review(desk: OpenWorkspace) -> None:
    record = _with(desk, PAIR[0])
    request_review(desk, record.id, content_of(record), "", PERSON, FixedClock())
