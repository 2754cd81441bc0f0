"""A remark follows its line or clause when the order changes, and never lands on another one."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.contracts.reviewing.review_place import anchor_of, place_now
from tests.contracts.orders import changed, derogation, line

LINES = [line(label=label, unit_price=f"{n}.00") for n, label in enumerate(("VM", "Volume", "Snapshot"))]
CLAUSES = [
    {"id": "CS-1", "subjects": [], "text": "un"},
    {"id": "CS-2", "subjects": [], "text": "deux"},
]
DEROGATIONS = [derogation(id="D1", text="un"), derogation(id="D2", text="deux")]
CONDITIONS = [{"kind": "HDS", "clauses": CLAUSES}, {"kind": "SecNumCloud", "clauses": []}]


def moved(before: dict[str, Any], field: str, after: dict[str, Any]) -> str | None:
    return place_now(after, field, anchor_of(before, field))


def test_a_line_is_followed_wherever_it_goes() -> None:
    before = changed(lines=LINES)
    assert moved(before, "lines[0]", changed(lines=LINES[::-1])) == "lines[2]"
    assert moved(before, "lines[1]", changed(lines=LINES[1:])) == "lines[0]"
    assert moved(before, "lines[1]", changed(lines=[LINES[0], LINES[2]])) is None
    assert moved(before, "lines[1]", changed(lines=[])) is None


def test_a_line_that_was_corrected_and_moved_is_still_the_one() -> None:
    before = changed(lines=LINES)
    corrected = {**LINES[1], "unit_price": "9.99", "discount_percent": "30", "quantity": "7"}
    assert moved(before, "lines[1]", changed(lines=[LINES[0], LINES[2], corrected])) == "lines[2]"
    renamed = {**LINES[1], "label": "Volume de 2 To"}
    assert moved(before, "lines[1]", changed(lines=[renamed, LINES[0], LINES[2]])) == "lines[0]"


def test_of_equal_lines_the_nearest_is_meant() -> None:
    before = changed(lines=[LINES[0], LINES[0], LINES[1]])
    assert moved(before, "lines[1]", before) == "lines[1]"


def test_a_clause_is_known_by_its_id() -> None:
    before = changed(derogations=DEROGATIONS)
    rewritten = [DEROGATIONS[1], {**DEROGATIONS[0], "text": "autre", "target": "CG-10.1"}]
    assert moved(before, "derogations[0].text", changed(derogations=rewritten)) == "derogations[1].text"
    assert moved(before, "derogations[0].text", changed(derogations=DEROGATIONS[1:])) is None


def test_a_special_clause_is_found_in_another_set() -> None:
    before = changed(special_conditions=CONDITIONS)
    after = changed(special_conditions=[CONDITIONS[1], {"kind": "HDS", "clauses": CLAUSES[::-1]}])
    field = "special_conditions[0].clauses[0].text"
    assert moved(before, field, after) == "special_conditions[1].clauses[1].text"


def test_any_other_place_stays_where_it_is() -> None:
    for field in ("client", "payment", "derogations", "lines", ""):
        assert moved(changed(), field, changed(lines=[])) == field


@given(st.permutations(range(3)), st.integers(0, 2))
def test_order_alone_never_moves_a_remark_to_another_line(order: list[int], which: int) -> None:
    after = changed(lines=[LINES[n] for n in order])
    found = moved(changed(lines=LINES), f"lines[{which}]", after)
    assert found == f"lines[{order.index(which)}]"
