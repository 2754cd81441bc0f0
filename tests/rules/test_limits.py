"""Properties of the time limits: monotone, blind to order, true to their readings, and explained."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from numspot_desk.rules import clauses
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.counting import COUNTS
from numspot_desk.rules.events import KINDS, Event, Facts
from numspot_desk.rules.explain import SetAside, Step
from numspot_desk.rules.limits import KINDS as LIMIT_KINDS
from numspot_desk.rules.limits import Deadline, Sheet, deadlines
from numspot_desk.rules.payment_term import PaymentTerm
from numspot_desk.rules.provisions import Effect, Provision
from numspot_desk.rules.readings import READINGS, UnknownReading
from numspot_desk.rules.steps import MOST_TOLD
from numspot_desk.rules.table import TABLE
from numspot_desk.rules.time import (
    PARIS,
    AroundTheClock,
    Clock,
    WorkingClock,
    add_days,
    add_elapsed,
    add_months,
    end_of,
    month_end,
    next_working_day,
    paris_day,
    postponed,
    same_time_after_working_days,
    start_of,
)
from tests.examples import examples

AS_OF = dt.date(2026, 11, 22)
FIRST = dt.datetime(2020, 1, 1)  # noqa: DTZ001 - on the clock of Paris


def _instants(last: dt.datetime) -> st.SearchStrategy[dt.datetime]:
    return st.datetimes(FIRST, last, timezones=st.just(PARIS))


INSTANTS = _instants(dt.datetime(2020, 2, 29)) | _instants(dt.datetime(2035, 12, 31))  # noqa: DTZ001 - on the clock of Paris
"""Half of them so close together that the limits of one event meet the next event."""
DAYS = INSTANTS.map(paris_day)
READING_SETS = st.fixed_dictionaries(
    {},
    optional={name: st.sampled_from([o.id for o in one.options]) for name, one in READINGS.items()},
)


def _details(kind: str, draw: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, field in KINDS[kind].fields.items():
        match field.type:
            case "choice":
                found[name] = draw(st.sampled_from(field.options))
            case "day":
                found[name] = draw(DAYS)
            case "boolean":
                found[name] = draw(st.booleans())
            case "instant":
                if draw(st.booleans()):
                    found[name] = draw(INSTANTS)
            case _:
                found[name] = "k" if field.type == "event" else "1"
    for first, last in (("start", "end"), ("from", "to")):
        if first in found and found[last] < found[first]:
            found[first], found[last] = found[last], found[first]
    if kind in ("outage", "suspension"):
        found["to"] = min(found["to"], found["from"] + dt.timedelta(days=40))
    return found


_ENDING = [kind for kind in KINDS if kind.startswith(("formal", "breach", "termination", "recovery"))]


@st.composite
def events(draw: Any) -> list[Event]:
    """Some events of any kinds; a ticket `k` is there for what speaks of one."""
    made = [
        Event("k", "ticket_opened", at=draw(INSTANTS), details={"severity": draw(st.sampled_from([1, 2, 3]))})
    ]
    kinds = [kind for kind in KINDS if kind not in ("ticket_opened", "invoice_issued", "client_answered")]
    chosen = st.sampled_from(draw(st.sampled_from([kinds, _ENDING])))
    for number, kind in enumerate(draw(st.lists(chosen, max_size=6))):
        at = draw(INSTANTS) if KINDS[kind].moment == "at" else None
        on = draw(DAYS) if KINDS[kind].moment == "on" else None
        made.append(Event(f"e{number}", kind, at, on, _details(kind, draw)))
    if draw(st.booleans()):
        made.append(
            Event("v", "invoice_issued", on=draw(DAYS), details={"number": "1", "amount_incl_tax": "1.00"})
        )
    return made


def _facts(made: list[Event], readings: dict[str, str] | None = None) -> Facts:
    return Facts(AS_OF, tuple(made), "direct_debit", None, readings or {})


def _only(rule: str, event: Event, **readings: str) -> Deadline:
    found = [one for one in deadlines(_facts([event], readings)).deadlines if one.rule == rule]
    assert len(found) == 1
    return found[0]


# ── The table ──


def test_the_table_holds_each_limit_and_only_what_is_known() -> None:
    assert sorted({row.id for row in TABLE.rows}) == [f"T{number:02}" for number in range(1, 35)]
    for row in TABLE.rows:
        assert set(row.trigger) <= set(KINDS)
        assert row.count in COUNTS
        assert row.kind in LIMIT_KINDS
        assert row.party in ("client", "numspot", "both", "sender")
        assert set(row.readings) <= set(READINGS)
        assert set(row.settled) <= {"answered", "paid", "disputed", "refused"}
        assert all(clauses.known(ref, None) for ref in row.clauses if ref.startswith("CG-"))
        from_outside = row.length is not None and not row.clauses[0].startswith("CG-")
        assert (row.last_checked is not None) is from_outside, row.id
    assert {row.count for row in TABLE.rows} == set(COUNTS)


def test_the_kinds_are_those_of_the_rules() -> None:
    by_kind = {kind: {row.id for row in TABLE.rows if row.kind == kind} for kind in LIMIT_KINDS}
    assert by_kind["earliest"] == {"T01", "T04", "T05", "T08", "T19", "T25", "T34"}
    assert by_kind["latest_before"] == {"T14", "T20", "T24"}
    assert by_kind["effect_on"] == {f"T{n:02}" for n in (6, 7, 9, 10, 11, 13, 16, 17, 18, 21, 29, 30, 32, 33)}


def test_an_unknown_reading_is_refused() -> None:
    with pytest.raises(UnknownReading):
        deadlines(_facts([], {"R02": "noon"}))


# ── Properties ──


@examples(150)
@given(events(), READING_SETS, st.randoms(use_true_random=False))
def test_the_order_of_events_never_matters(
    made: list[Event], readings: dict[str, str], chance: random.Random
) -> None:
    mixed = list(made)
    chance.shuffle(mixed)
    assert deadlines(_facts(mixed, readings)) == deadlines(_facts(made, readings))


@examples(150)
@given(events(), READING_SETS, st.sampled_from(sorted({name for row in TABLE.rows for name in row.readings})))
def test_a_reading_that_a_result_does_not_name_never_changes_it(
    made: list[Event], readings: dict[str, str], name: str
) -> None:
    before = {_key(one): one for one in deadlines(_facts(made, readings)).deadlines}
    for option in READINGS[name].options:
        after = {_key(one): one for one in deadlines(_facts(made, {**readings, name: option.id})).deadlines}
        for key in before.keys() & after.keys():
            if name not in before[key].readings:
                assert before[key] == after[key]


@examples(150)
@given(events(), READING_SETS)
def test_alternatives_differ_and_lie_between_the_safe_and_the_sure_side(
    made: list[Event], readings: dict[str, str]
) -> None:
    for one in deadlines(_facts(made, readings)).deadlines:
        results = [one.result, *(other.result for other in one.alternatives)]
        assert all(other.result != one.result for other in one.alternatives)
        assert all(other.reading in one.readings for other in one.alternatives)
        known = [result.instant for result in results if result.instant is not None]
        if known:
            assert one.safe.instant is not None and one.safe.instant <= min(known)
        if one.sure.instant is not None:
            assert one.sure.instant >= max(known)
            assert len(known) == len(results)


def _key(one: Deadline) -> tuple[str, str, str | None]:
    return one.rule, one.event, one.step


_FORWARD = [
    kind
    for kind, form in KINDS.items()
    if form.moment is not None and any(kind in row.trigger for row in TABLE.rows) and kind != "terms_refused"
]


@examples(300)
@given(st.data(), st.sampled_from(_FORWARD), READING_SETS)
def test_a_later_start_never_gives_an_earlier_end(data: Any, kind: str, readings: dict[str, str]) -> None:
    details = _details(kind, data.draw)
    moments = sorted(data.draw(st.tuples(INSTANTS, INSTANTS)))
    ends: list[dict[tuple[str, str, str | None], Deadline]] = []
    for moment in moments:
        if KINDS[kind].moment == "at":
            event = Event("e", kind, at=moment, details=details)
        else:
            event = Event("e", kind, on=paris_day(moment), details=details)
        ends.append({_key(one): one for one in deadlines(_facts([event], readings)).deadlines})
    assert ends[0].keys() == ends[1].keys()
    for key, first in ends[0].items():
        later = ends[1][key]
        if first.result.instant is not None and later.result.instant is not None:
            assert first.result.instant <= later.result.instant


@given(DAYS, st.integers(0, 4000))
@example(AS_OF, 5)
@example(AS_OF, 6)
def test_another_day_of_asking_changes_the_status_alone(day: dt.date, after: int) -> None:
    event = Event("e", "sla_period_ended", on=day)
    facts = _facts([event])
    one = deadlines(facts).deadlines[0]
    asked = day + dt.timedelta(days=after)
    other = deadlines(replace(facts, as_of=asked)).deadlines[0]
    assert other._replace(status=one.status) == one
    assert other.status == ("over" if after > 5 else "running")


# ── Every step can be recomputed from what it uses ──


@examples(150)
@given(events(), READING_SETS)
def test_every_step_recomputes_from_its_uses(made: list[Event], readings: dict[str, str]) -> None:
    sheet: Sheet = deadlines(_facts(made, readings))
    assert sheet.explanation.value == len(sheet.explanation.uses) == len(sheet.deadlines)
    for step in _walk(sheet.explanation):
        if step.uses and step.value is not None and step.label not in ("limit.sheet", "limit.answering_time"):
            assert step.value == _AGAIN[step.label](step), step


def _walk(step: Step) -> Iterator[Step]:
    yield step
    for used in step.uses:
        yield from _walk(used)


def _after(step: Step) -> dt.date:
    start, length = step.uses[0].value, step.uses[1]
    assert isinstance(start, dt.date) and isinstance(length.value, int)
    unit = length.label.rpartition(".")[2]
    if unit in ("months", "years"):
        return add_months(
            start,
            length.value * (12 if unit == "years" else 1),
            month_end=step.reading.get("R09", "last_day"),
        )
    return add_days(start, length.value * (7 if unit == "weeks" else 1))


def _before(step: Step) -> dt.date:
    start, length = step.uses[0].value, step.uses[1]
    assert isinstance(start, dt.date) and isinstance(length.value, int)
    if length.label.endswith("months"):
        return add_months(start, -length.value)
    return add_days(start, -length.value)


def _elapsed(step: Step) -> dt.datetime:
    start, length = step.uses[0].value, step.uses[1]
    assert isinstance(start, dt.datetime) and isinstance(length.value, int)
    return add_elapsed(start, dt.timedelta(**{length.label.rpartition(".")[2]: length.value}))


def _first(step: Step) -> Any:
    return step.uses[0].value


def _deadline(step: Step) -> Any:
    """The instant of a limit of hours; for days, what its last day was made whole from."""
    return _first(step) if isinstance(step.value, dt.datetime) else step.uses[0].uses[0].value


def _days_lost(step: Step) -> int:
    """The days of the spans told that lie in the term, or in what they add to it."""
    *spans, start, end = (used.value for used in step.uses)
    before = spans.pop(0) if isinstance(spans[0], int) else None
    if before is not None:
        assert isinstance(step.value, int)
        return step.value  # the earlier spans stand in it as their sum alone
    first, last, days = start, end, 0
    for begin, stop in zip(spans[::2], spans[1::2], strict=True):
        lost = (stop - max(first, begin)).days + 1
        assert max(first, begin) <= min(stop, last)
        first, last, days = add_days(stop, 1), add_days(last, lost), days + lost
    return days


def _clock(step: Step) -> WorkingClock:
    off = step.reading["R13"] == "french_holidays"
    return (
        WorkingClock(off) if step.reading["R05"] == "six_days" else WorkingClock(off, dt.time(8), dt.time(20))
    )


def _in_working_hours(step: Step) -> dt.datetime:
    opened, hours = step.uses[0].value, step.uses[1].value
    if step.reading["R05"] == "six_days":
        off = step.reading["R13"] == "french_holidays"
        return same_time_after_working_days(opened, hours // 8, holidays=off)
    return _clock(step).after(opened, dt.timedelta(hours=hours))


def _answered(step: Step) -> dt.datetime:
    restored, *pauses = step.uses
    clock: Clock = _clock(restored) if restored.reading else AroundTheClock()
    return postponed(restored.value, [(one.uses[0].value, one.value) for one in pauses if one.value], clock)


def _late_enough(step: Step) -> bool:
    first, second = (used.value for used in step.uses)
    return first > second if type(first) is dt.date else second <= first


_AGAIN: dict[str, Any] = {
    "limit.deadline": _deadline,
    "limit.wait": _deadline,
    "limit.paris_day": lambda step: paris_day(_first(step)),
    "limit.runs_from": _first,
    "limit.after": _after,
    "limit.before": _before,
    "limit.elapsed": _elapsed,
    "limit.eve": lambda step: add_days(_first(step), -1),
    "limit.end_of_day": lambda step: end_of(_first(step)),
    "limit.start_of_day": lambda step: start_of(_first(step)),
    "limit.rolled": lambda step: (
        next_working_day(_first(step)) if step.reading["R15"] == "next_working_day" else _first(step)
    ),
    "limit.next_year": lambda step: dt.date(_first(step).year + 1, 1, 1),
    "limit.month_end": lambda step: month_end(_first(step)),
    "limit.later_of_due_and_debit": lambda step: (
        max(used.value for used in step.uses) if step.reading["R06"] == "later_of_both" else _first(step)
    ),
    "limit.put_off": lambda step: max(_first(step), *(used.value for used in step.uses[2::2])),
    "limit.put_off_at_most": lambda step: add_days(_first(step), step.uses[1].value),
    "limit.ordered_too_late": _first,
    "limit.not_extended": _first,
    "limit.erasure_asked": _first,
    "limit.outage_days": _days_lost,
    "limit.days_lost": _days_lost,
    "limit.working_hours": _in_working_hours,
    "limit.answering_deducted": _answered,
    "limit.lawful": _late_enough,
}


def test_the_steps_of_a_single_limit_say_clause_and_reading() -> None:
    notice = Event(
        "n", "termination_notice", at=dt.datetime(2026, 11, 22, 10, tzinfo=PARIS), details={"by": "client"}
    )
    found = _only("T10", notice, R02="start_of_day")
    assert found.explanation.clauses == ("CG-7.1", "CG-7.2")
    assert found.explanation.reading == {"R02": "start_of_day"}
    (instant,) = found.explanation.uses
    assert (instant.label, instant.reading) == ("limit.start_of_day", {"R02": "start_of_day"})
    (day,) = instant.uses
    assert [used.value for used in day.uses] == [dt.date(2026, 11, 22), 90]


def _at(day: int, hour: int) -> dt.datetime:
    return dt.datetime(2027, 1, day, hour, tzinfo=PARIS)


def test_what_another_reading_gives_is_set_aside_with_its_day_or_its_instant() -> None:
    claim = _only("T15", Event("s", "sla_period_ended", on=dt.date(2027, 1, 4))).explanation
    assert (claim.label, claim.value) == ("limit.deadline", dt.date(2027, 1, 9))  # a Saturday
    assert claim.params == {"rule": "T15", "event": "s"}
    assert claim.set_aside == (
        SetAside("limit.other_reading", dt.date(2027, 1, 11), {"R15": "next_working_day"}, ("CG-8",)),
    )
    notice = Event("n", "termination_notice", at=_at(4, 10), details={"by": "client"})
    (aside,) = _only("T10", notice).explanation.set_aside
    assert (aside.value, aside.reading) == (start_of(dt.date(2027, 4, 4)), {"R02": "start_of_day"})
    unknown = _only("T05", _notice("f", _at(4, 10), None)).explanation
    assert [other.value for other in unknown.set_aside] == [None]


def _notice(name: str, sent: dt.datetime, received: dt.datetime | None) -> Event:
    details: dict[str, Any] = {"by": "client", "reason": "breach"}
    return Event(
        name, "formal_notice", at=sent, details=details | ({"received_at": received} if received else {})
    )


def test_a_length_that_a_clause_replaces_is_set_aside_with_its_own_clause() -> None:
    thirty = Provision("p", Document.PARTICULAR, "CP-2", "breach_notice", Effect.REPLACE, {"days": 30})
    facts = replace(_facts([_notice("f", _at(4, 10), None)]), provisions=(thirty,))
    (found,) = (one for one in deadlines(facts).deadlines if one.rule == "T05")
    (length,) = (step for step in _walk(found.explanation) if step.label == "limit.length.days")
    assert (length.value, length.clauses) == (30, ("CP-2",))
    assert length.set_aside == (SetAside("limit.general_terms", "7 days", clauses=("CG-6.3.a",)),)


def test_a_limit_of_hours_is_explained_by_its_instant_and_names_its_step() -> None:
    ticket = Event("k", "ticket_opened", at=_at(4, 10), details={"severity": 1})
    answer, restoration = (one.explanation for one in deadlines(_facts([ticket])).deadlines)
    assert answer.params == {"rule": "T27", "event": "k", "step": "first_answer"}
    assert restoration.params == {"rule": "T27", "event": "k", "step": "restoration"}
    assert (answer.value, restoration.value) == (ticket.moment + dt.timedelta(minutes=15), _at(4, 12))
    assert [step.label for step in _walk(restoration)].count("limit.answering_deducted") == 0
    for one in (answer, restoration):
        (elapsed,) = one.uses
        assert (elapsed.label, elapsed.value, one.set_aside) == ("limit.elapsed", one.value, ())


def test_limits_stand_in_the_order_of_time_and_those_without_a_day_last() -> None:
    made = [
        Event("o", "recovery_ordered", at=_at(1, 10)),
        Event("u", "service_consumed", at=_at(4, 10)),
        Event("p", "general_terms_published", on=_at(4, 0).date(), details={"enters_into_force": AS_OF}),
        Event("c", "sla_credit_granted", on=_at(4, 0).date()),
        Event("s", "sla_period_ended", on=_at(4, 0).date()),
    ]
    found = deadlines(_facts(made)).deadlines
    assert [one.rule for one in found] == ["T02", "T03", "T15", "T01", "T16", "T11"]
    assert [one.result.known for one in found] == [True] * 5 + [False]


def test_of_two_waits_that_end_together_the_first_makes_a_termination_lawful() -> None:
    notices = [_notice("e", _at(4, 10), None), _notice("f", _at(4, 11), None)]
    mail = Event("t", "breach_termination_mail", at=_at(20, 10), details={"by": "client"})
    found = next(one for one in deadlines(_facts([*notices, mail])).deadlines if one.rule == "T06")
    lawful = found.explanation.uses[-1]
    assert (lawful.label, lawful.value) == ("limit.lawful", True)
    assert [step.params["event"] for step in _walk(lawful) if step.label == "limit.fact_instant"] == [
        "t",
        "e",
    ]


def test_an_end_that_is_not_known_is_told_beside_whether_it_was_lawful() -> None:
    never = Provision("p", Document.PARTICULAR, "CP-2", "termination_notice", Effect.EXCLUDE)
    mail = Event("t", "breach_termination_mail", at=_at(20, 10), details={"by": "client"})
    facts = _facts([_notice("e", _at(4, 10), None), mail], {"R01": "ninety_days"})
    sheet = deadlines(replace(facts, provisions=(never,)))
    found = next(one for one in sheet.deadlines if one.rule == "T06")
    assert (found.result.known, found.lawful) == (False, True)
    assert [used.label for used in found.explanation.uses] == ["limit.length.open", "limit.lawful"]


def _invoice(day: dt.date, term: PaymentTerm | None = None) -> list[Deadline]:
    event = Event("v", "invoice_issued", on=day, details={"number": "1", "amount_incl_tax": "1.00"})
    return list(deadlines(Facts(AS_OF, (event,), "direct_debit", term)).deadlines)


@pytest.mark.parametrize(
    ("term", "label"),
    [
        (PaymentTerm(30, True), "limit.payment_term_end_of_month"),
        (PaymentTerm(30, False), "limit.payment_term"),
        (None, "limit.payment_term_end_of_month"),
    ],
)
def test_a_payment_term_is_told_in_its_form(term: PaymentTerm | None, label: str) -> None:
    due = next(one for one in _invoice(dt.date(2027, 1, 4), term) if one.rule == "T22")
    told = {step.label: step.value for step in _walk(due.explanation) if "payment_term" in step.label}
    assert told == {label: 0 if term is None else 30}


@pytest.mark.parametrize(
    ("day", "asked"),
    [(dt.date(2027, 3, 16), False), (dt.date(2027, 3, 17), False), (dt.date(2027, 3, 18), True)],
)
def test_the_debit_puts_lateness_off_only_when_it_comes_after_the_due_day(day: dt.date, asked: bool) -> None:
    late = next(one for one in _invoice(day) if one.rule == "T25")
    labels = [step.label for step in _walk(late.explanation)]
    assert ("limit.later_of_due_and_debit" in labels) is asked
    assert "R06" in late.readings


# ── Force majeure, against a plain count of days ──


@given(st.lists(st.tuples(st.integers(-60, 500), st.integers(0, 40)), max_size=8))
def test_a_term_is_extended_by_each_day_lost_within_it(spans: list[tuple[int, int]]) -> None:
    start, end = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    made = [Event("r", "reserved_term", details={"start": start, "end": end})]
    for number, (first, length) in enumerate(spans):
        down = {"from": add_days(start, first), "to": add_days(start, first + length), "force_majeure": True}
        made.append(Event(f"o{number}", "outage", details=down))
    days = sorted({add_days(start, first + n) for first, length in spans for n in range(length + 1)})
    last = end
    for day in days:
        if start <= day <= last:
            last = add_days(last, 1)
    (found,) = (one for one in deadlines(_facts(made)).deadlines if one.event == "r")
    assert (found.rule, found.result.last_day) == ("T31", last)
    lost = [step.value for step in _walk(found.explanation) if step.label == "limit.outage_days"]
    assert lost == ([] if last == end else [(last - end).days])


@pytest.mark.parametrize(("count", "until"), [(MOST_TOLD, None), (MOST_TOLD + 1, 1), (MOST_TOLD + 3, 3)])
def test_of_many_outages_the_last_ten_are_told_and_the_days_until_then(count: int, until: int | None) -> None:
    start, end = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    made = [Event("r", "reserved_term", details={"start": start, "end": end})]
    for number in range(count):
        day = add_days(start, 2 * number)
        made.append(Event(f"o{number}", "outage", details={"from": day, "to": day, "force_majeure": True}))
    found = next(one for one in deadlines(_facts(made)).deadlines if one.event == "r")
    (days_lost,) = (step for step in _walk(found.explanation) if step.label == "limit.outage_days")
    *told, first_day, last_day = days_lost.uses
    assert (days_lost.value, first_day.value, last_day.value) == (count, start, end)
    if until is not None:
        before = told.pop(0)
        assert (before.label, before.value) == ("limit.outage_days_until", until)
        assert before.params == {"event": f"o{until - 1}"}
    assert [step.params["event"] for step in told] == [
        f"o{number}" for number in range(count)[-MOST_TOLD:] for _ in ("from", "to")
    ]


def test_a_request_to_erase_early_is_told_and_moves_no_limit() -> None:
    notice = Event(
        "n", "termination_notice", dt.datetime(2026, 11, 22, 10, tzinfo=PARIS), None, {"by": "client"}
    )
    other = replace(notice, id="o", at=notice.moment + dt.timedelta(days=1))
    request = Event("e", "early_erasure_requested", dt.datetime(2026, 12, 1, 9, tzinfo=PARIS), answers="n")
    plain, asked = (
        {one.event: one for one in deadlines(_facts(made)).deadlines if one.rule == "T12"}
        for made in ([notice, other], [notice, other, request])
    )
    assert asked["o"] == plain["o"] and asked["n"].result == plain["n"].result
    told = [step for step in _walk(asked["n"].explanation) if step.label == "limit.erasure_asked"]
    assert [(step.clauses, step.uses[1].value) for step in told] == [(("CG-7.1",), request.moment)]


def _term_with(*spans: Event, **readings: str) -> list[Step]:
    term = Event("r", "reserved_term", details={"start": dt.date(2026, 1, 1), "end": dt.date(2026, 12, 31)})
    found = next(one for one in deadlines(_facts([term, *spans], readings)).deadlines if one.event == "r")
    return list(_walk(found.explanation))


def _lost(name: str, kind: str, day: int) -> Event:
    span = {"from": dt.date(2026, 3, day), "to": dt.date(2026, 3, day)}
    more = {"force_majeure": True} if kind == "outage" else {"reason": "judicial_authority"}
    return Event(name, kind, details=span | more)


def test_the_first_suspension_that_extends_nothing_is_told() -> None:
    steps = _term_with(_lost("s", "suspension", 2), _lost("t", "suspension", 9))
    (refused,) = (step for step in steps if step.label == "limit.not_extended")
    assert (refused.value, refused.reading) == (dt.date(2026, 12, 31), {"R21": "no"})
    assert [step.params["event"] for step in refused.uses] == ["r", "s", "s"]


def test_days_lost_to_an_authority_as_well_rest_on_the_reading() -> None:
    spans = [_lost("o", "outage", 2), _lost("s", "suspension", 9)]
    days = {step.label: step for step in _term_with(*spans, R21="yes")}["limit.days_lost"]
    assert (days.value, days.reading) == (2, {"R21": "yes"})
    alone = {step.label: step for step in _term_with(*spans)}["limit.outage_days"]
    assert (alone.value, alone.reading) == (1, {})
