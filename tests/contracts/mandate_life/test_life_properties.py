"""Properties of the life of a mandate: state is a function of facts, order never matters, signatures stay."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.contracts.mandate_life.book import Book, Entry, EntryRefused
from numspot_desk.contracts.mandate_life.facts import (
    KINDS,
    Account,
    Amended,
    Collected,
    Fact,
    Prepared,
    Registered,
    Replaced,
    Resumed,
    Revoked,
    Scheme,
    Sent,
    Signed,
    Suspended,
    in_order,
)
from numspot_desk.contracts.mandate_life.life import life
from numspot_desk.contracts.mandate_life.limits import lapse_limit, last_day
from numspot_desk.contracts.mandate_life.refusals import faults
from numspot_desk.contracts.mandate_life.standing import standing
from numspot_desk.contracts.mandate_life.states import ENDED, MandateState
from numspot_desk.contracts.mandate_life.written import document_of, of_document
from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.explain import Step
from numspot_desk.rules.limits import deadlines
from tests.contracts.mandate_life.reading_lives import ACCOUNTS

START = dt.date(2024, 1, 29)
TODAY = dt.date(2031, 1, 1)
PREPARED = Prepared(START, "NS20247K3Q9XM4", "Atelier", ACCOUNTS["postale"], "FR15ZZZ588627")

days = st.integers(-10, 2200).map(lambda count: START + dt.timedelta(days=count))
accounts = st.sampled_from([*ACCOUNTS.values(), Account("FR1520041010050500013M02606")])
facts = st.one_of(
    st.builds(Collected, days),
    st.builds(Collected, days),
    st.builds(Sent, days, st.sampled_from(["", "mail"])),
    st.builds(Signed, days, st.sampled_from(["Alix", "Noa"]), scan=st.sampled_from([None, "0" * 64])),
    st.builds(Registered, days),
    st.builds(Amended, days, st.none() | accounts, st.none() | st.just("Atelier Nouveau")),
    st.builds(Suspended, days),
    st.builds(Resumed, days),
    st.builds(Revoked, days, st.sampled_from(["letter", "mail"])),
    st.builds(Replaced, days, st.sampled_from(["NS2026ABCDEFGH", PREPARED.rum.lower()])),
    st.builds(
        Prepared,
        days,
        st.just(PREPARED.rum),
        st.just("Autre"),
        accounts,
        st.just(PREPARED.ics),
        st.sampled_from(Scheme),
    ),
)
histories = st.lists(facts, max_size=14).map(lambda some: [PREPARED, *some])


@given(histories, st.randoms(use_true_random=False), days)
def test_the_order_of_entry_never_matters(history: list[Fact], chance: object, day: dt.date) -> None:
    shuffled = list(history)
    chance.shuffle(shuffled)
    assert in_order(shuffled) == in_order(history)
    assert life(shuffled, day) == life(history, day)
    assert faults(shuffled, TODAY) == faults(history, TODAY)


@given(histories, days, st.lists(facts, max_size=4))
def test_what_happens_later_changes_no_earlier_day(
    history: list[Fact], day: dt.date, more: list[Fact]
) -> None:
    later = [fact for fact in more if fact.on > day]
    assert standing([*history, *later], day) == standing(history, day)


@given(histories, days)
def test_what_has_ended_stays_ended(history: list[Fact], day: dt.date) -> None:
    if not faults(history, TODAY):
        states = [standing(history, day + dt.timedelta(days=n)).state for n in range(0, 2000, 97)]
        ended = [state in ENDED for state in states]
        assert ended == sorted(ended)


@given(histories)
def test_stage_and_ending_of_today_give_the_state_of_every_later_day(history: list[Fact]) -> None:
    """What a list keeps in columns: without another fact, nothing but the day is needed."""
    last = max(fact.on for fact in history)
    now = standing(history, last)
    for step in (0, 1, 30, 31, 365, 1095, 1096, 4000):
        day = last + dt.timedelta(days=step)
        over = now.ending is not None and day > now.ending.last_day
        assert standing(history, day).state is (now.ending.why if over and now.ending else now.stage)


Action = tuple[str, object]
actions = st.lists(
    st.one_of(
        st.tuples(st.just("record"), facts), st.tuples(st.just("take back"), st.integers(0, 20).map(str))
    ),
    max_size=25,
)


@given(actions)
def test_no_sequence_of_actions_changes_a_signed_fact(done: list[Action]) -> None:
    book = Book().with_entries(Entry("0", PREPARED), today=TODAY)
    signed = None
    for number, (act, what) in enumerate(done, start=1):
        before = book
        entry = Entry(str(number), what) if act == "record" else Entry(str(number), takes_back=str(what))
        try:
            book = book.with_entries(entry, today=TODAY)
        except EntryRefused as refused:
            assert refused.message.msgid and book is before
        assert book.entries[: len(before.entries)] == before.entries
        assert not faults(book.facts, TODAY)
        found = [fact for fact in book.facts if isinstance(fact, Signed)]
        signed = signed or (found[0] if found else None)
        assert found == ([signed] if signed else [])
        assert PREPARED in book.facts


@given(histories, st.sampled_from([{}, {"R09": "next_first"}]))
def test_the_lapse_is_the_one_that_the_rules_give_for_all_events(
    history: list[Fact], readings: dict[str, str]
) -> None:
    chosen = tuple(readings.items())
    where = standing(history, TODAY, chosen)
    signed = [fact.on for fact in history if isinstance(fact, Signed)]
    collected = sorted(fact.on for fact in history if isinstance(fact, Collected))
    unbroken = signed and all(
        later <= last_day(lapse_limit(earlier, chosen, collected=earlier != min(signed)))
        for earlier, later in pairwise([min(signed), *collected])
    )
    if not unbroken or (collected and collected[0] < min(signed)):
        return
    events = [Event("s", "mandate_signed", on=min(signed))]
    events += [Event(f"c{n}", "debit_made", on=day) for n, day in enumerate(collected)]
    sheet = deadlines(Facts(TODAY, events, readings=readings))
    wanted = [one.result.last_day for one in sheet.deadlines if one.rule == "T30"]
    assert where.lapses is not None and [where.lapses.last_day] == wanted


@given(facts)
def test_a_fact_is_read_as_it_was_written(fact: Fact) -> None:
    assert of_document(document_of(fact)) == fact


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"kind": "collected"},
        {"kind": "collected", "on": "2026-13-01"},
        {"kind": "collected", "on": 20260101},
        {"kind": "forged", "on": "2026-01-01"},
        {"kind": "collected", "on": "2026-01-01", "amount": "3"},
        {"kind": "signed", "on": "2026-01-01"},
        {"kind": "signed", "on": "2026-01-01", "signatory": 3},
        {"kind": "amended", "on": "2026-01-01", "account": "FR14"},
        {"kind": "amended", "on": "2026-01-01", "account": {"bic": "PSSTFRPP"}},
        {"kind": "amended", "on": "2026-01-01", "account": {"iban": "FR14", "name": "x"}},
        {"kind": "prepared", "on": "2026-01-01", "rum": "A", "debtor": "B", "ics": "C", "scheme": "cor1"},
    ],
)
def test_what_is_no_fact_is_refused(document: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        of_document(document)


def test_every_state_is_reached_and_every_kind_told() -> None:
    """The explanation of a life tells its facts and the limits it rests on."""
    told = life(
        [
            PREPARED,
            Sent(START),
            Signed(START, "Alix"),
            Collected(dt.date(2024, 3, 1)),
            Revoked(dt.date(2024, 5, 2)),
        ],
        dt.date(2024, 5, 3),
    ).explanation

    def labels(step: Step) -> set[str]:
        return {step.label}.union(*(labels(one) for one in step.uses))

    assert {"mandate.state", "mandate.fact.signed", "mandate.collections", "mandate.last_debit"} <= labels(
        told
    )
    assert {"mandate.days_left", "limit.deadline"} <= labels(told)
    assert set(MandateState) > ENDED and len(KINDS) == 10
