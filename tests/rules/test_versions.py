"""The version of the general terms that binds: one answer each day, whatever the order of what is given."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from numspot_desk.rules.readings import Choice
from numspot_desk.rules.time import PARIS, start_of
from numspot_desk.rules.versions import Binding, History, Version, binding

DAY = dt.timedelta(days=1)
SIGNED = dt.date(2026, 1, 10)
V1 = Version("v1", dt.date(2024, 9, 1), dt.date(2024, 10, 1))
V2 = Version("v2", dt.date(2026, 5, 1), dt.date(2026, 6, 1))
V3 = Version("v3", dt.date(2026, 7, 1), dt.date(2026, 8, 1))
_days = st.dates(dt.date(2024, 1, 1), dt.date(2028, 1, 1))


def _on(day: dt.date, history: History, **readings: str) -> Binding:
    return binding(history, day, Choice(readings))


def _label(day: dt.date, history: History, **readings: str) -> str | None:
    version = _on(day, history, **readings).version
    return None if version is None else version.label


def test_each_boundary_has_one_answer_on_either_side() -> None:
    history = History(SIGNED, (V3, V1, V2))
    assert _label(SIGNED - DAY, history) is None
    assert [_label(SIGNED + n * DAY, history) for n in (0, 1)] == ["v1", "v1"]
    for before, version in ((V1, V2), (V2, V3)):
        around = [_label(version.in_force_from + n * DAY, history) for n in (-1, 0, 1)]
        assert around == [before.label, version.label, version.label]


def test_a_version_needs_fifteen_days() -> None:
    assert Version("a", dt.date(2026, 5, 17), dt.date(2026, 6, 1)).lawful
    assert not Version("a", dt.date(2026, 5, 18), dt.date(2026, 6, 1)).lawful


def test_signed_on_the_day_a_version_enters_into_force_it_is_the_one() -> None:
    assert _label(V2.in_force_from, History(V2.in_force_from, (V1, V2))) == "v2"


def test_no_version_in_force_at_signature_binds_nobody() -> None:
    assert _label(dt.date(2026, 12, 1), History(dt.date(2024, 9, 30), (V1,))) is None


def test_a_refusal_ends_the_contract_ninety_days_later_under_the_version_before() -> None:
    refused = dt.datetime(2026, 5, 31, 23, 59, tzinfo=PARIS)
    history = History(SIGNED, (V1, V2, V3), {"v2": refused})
    end = dt.date(2026, 8, 29)
    assert _on(dt.date(2026, 5, 31), history).ends_on == end
    assert _on(dt.date(2026, 5, 30), history).ends_on is None
    assert [_label(end + n * DAY, history) for n in (-1, 0, 1)] == ["v1", "v1", None]
    assert _on(end + DAY, history).why.label == "version.ended"


def test_a_refusal_written_with_another_offset_counts_by_its_day_in_paris() -> None:
    late = dt.datetime(2026, 5, 31, 22, 0, tzinfo=dt.UTC)  # 00:00 on 1 June in Paris
    assert _label(V2.in_force_from, History(SIGNED, (V1, V2), {"v2": late})) == "v2"
    assert _label(V2.in_force_from, History(SIGNED, (V1, V2), {"v2": late - DAY / 86400})) == "v1"


def test_use_after_a_refusal_accepts_under_one_reading_from_that_use_on() -> None:
    used = dt.date(2026, 6, 20)
    history = History(SIGNED, (V1, V2), {"v2": start_of(dt.date(2026, 5, 20))}, (used,))
    assert _label(used, history) == "v1"
    assert _label(used - DAY, history, R19="use_accepts") == "v1"
    assert _label(used, history, R19="use_accepts") == "v2"
    assert _on(used, history, R19="use_accepts").ends_on is None


def test_the_version_of_the_day_of_signature_is_told_once() -> None:
    found = _on(V2.in_force_from, History(V2.in_force_from, (V1, V2)))
    assert [step.label for step in found.why.uses] == ["version.signed"]


def test_one_use_among_others_in_time_is_enough_from_the_first_day_on() -> None:
    refused = {"v2": start_of(dt.date(2026, 5, 20))}
    first = V2.in_force_from
    history = History(SIGNED, (V1, V2), refused, (first - DAY, first, first + 30 * DAY))
    found = _on(first, history, R19="use_accepts")
    assert found.version == V2 and found.ends_on is None
    assert _label(first - DAY, history, R19="use_accepts") == "v1"
    assert _label(first, history) == "v1"


def test_a_version_published_too_late_is_set_aside_and_no_other() -> None:
    late = Version("late", dt.date(2026, 5, 31), dt.date(2026, 6, 1))
    aside = _on(dt.date(2026, 7, 1), History(SIGNED, (V1, late, V3))).why.set_aside
    assert [(one.label, one.value) for one in aside] == [("version.published_too_late", "late")]


def test_a_qualified_service_names_each_version_nobody_accepted() -> None:
    history = History(SIGNED, (V1, V2, V3), accepted=frozenset({"v3"}), qualified=True)
    assert _on(dt.date(2026, 5, 31), history).insufficient == ()
    assert _on(dt.date(2026, 12, 1), history).insufficient == ("v2",)
    assert _on(dt.date(2026, 12, 1), History(SIGNED, (V1, V2, V3))).insufficient == ()


@settings(max_examples=60, deadline=None)
@given(st.permutations([V1, V2, V3]), _days, _days, st.booleans())
def test_the_order_of_versions_never_counts_and_each_day_has_one(
    versions: list[Version], signed: dt.date, on: dt.date, refused: bool
) -> None:
    refusals = {"v3": start_of(dt.date(2026, 7, 10))} if refused else {}
    found = _on(on, History(signed, tuple(versions), refusals))
    same = _on(on, History(signed, (V1, V2, V3), refusals))
    assert found == same
    if found.version is not None:
        assert found.version.in_force_from <= on and signed <= on
    if not refused and signed <= on and signed >= V1.in_force_from:
        expected = [version for version in (V1, V2, V3) if version.in_force_from <= on]
        assert found.version == expected[-1]
