"""The timeline of an exit under the Data Act (Regulation (EU) 2023/2854, art. 25 and 29; P12), beside the one
that the general terms give alone (CG-7.1, CG-7.2).

Notice, transition, retrieval window, erasure, and what may be charged for the switch. Both timelines are
shown, neither corrects the other. Days are calendar days, the first day does not count and the last counts
whole; the fourteen working days of art. 25(4) leave out weekends and public holidays. Readings: R02, R09.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from numspot_desk.rules.data_act import LAW_NAME, beside_data_act
from numspot_desk.rules.explain import Step
from numspot_desk.rules.mandatory_law import LAW
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.rounding import to_cents
from numspot_desk.rules.table import TABLE
from numspot_desk.rules.time import DAY, add_days, add_months, has_same_day, is_working_day

_DATA_ACT: Final = LAW["data_act"]
NO_CHARGES_FROM: Final[dt.date] = _DATA_ACT["no_charges_from"]
APPLIES_FROM: Final[dt.date] = _DATA_ACT["applies_from"]


class Intent(StrEnum):
    """What the client asks for (art. 25(3)): another provider, its own infrastructure, or erasure alone."""

    SWITCH = "switch"
    ON_PREMISES = "on_premises"
    ERASE = "erase"


class Service(StrEnum):
    """The services that art. 31 treats apart: built to measure, or provided for a test."""

    STANDARD = "standard"
    CUSTOM_BUILT = "custom_built"
    TEST = "test"


class Charges(StrEnum):
    """What may be charged for the switch."""

    AT_COST = "at_cost"
    AT_COST_THEN_NONE = "at_cost_then_none"
    NONE = "none"
    AS_AGREED = "as_agreed"


@dataclass(frozen=True)
class ExitFacts:
    """A client's notice of exit and what followed.

    `notice_days`: the notice agreed, None for that of the general terms. `retrieval_days`: the days agreed to
    fetch data. `impossible_told_on` and `alternative_until`: when NumSpot said that the usual transition is
    technically impossible, and the end it announced. `extended_until`: the end that the client asked for.
    `completed_on`: the day on which the switch was complete. `charges`, `cost` (euros), `charged_on`: what is
    asked for the switch, what it costs NumSpot, and on which day.
    """

    notified_on: dt.date
    intent: Intent = Intent.SWITCH
    service: Service = Service.STANDARD
    in_union: bool = True
    qualified: bool = False
    notice_days: int | None = None
    retrieval_days: int | None = None
    impossible_told_on: dt.date | None = None
    alternative_until: dt.date | None = None
    extended_until: dt.date | None = None
    completed_on: dt.date | None = None
    charges: Decimal | None = None
    cost: Decimal | None = None
    charged_on: dt.date | None = None
    checked: dt.date | None = None


@dataclass(frozen=True)
class Phase:
    """A part of the timeline, both ends included, and the article or clause that it rests on."""

    name: str
    start: dt.date
    end: dt.date
    clause: str

    @property
    def days(self) -> int:
        """Its length."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True)
class ExitTimeline:
    """The exit, day by day. `applies`: whether the Data Act does; else the days are those of the general
    terms. `terms_end` and `terms_erased`: what these give alone. `charges_due`: the part of what is
    asked that may be, None where nothing is asked or the cost is not known."""

    applies: bool
    notice_ends: dt.date
    transition_ends: dt.date | None
    contract_ends: dt.date
    retrieval_ends: dt.date | None
    erased_from: dt.date
    erased_by: dt.date
    terms_end: dt.date
    terms_erased: dt.date
    charges: Charges
    charges_due: Decimal | None
    phases: tuple[Phase, ...]
    past_last_check: dt.date | None
    why: Step


def exit_timeline(facts: ExitFacts, choice: Choice) -> ExitTimeline:
    """The timeline of an exit."""
    reason = _outside(facts)
    return _under_terms(facts, choice, reason) if reason else _under_law(facts, choice)


def _outside(facts: ExitFacts) -> str:
    """Why the Data Act does not apply; "" where it does."""
    if facts.notified_on < APPLIES_FROM:
        return "too_early"
    if not facts.in_union:
        return "outside_union"
    return "test_service" if facts.service is Service.TEST else ""


# ── The general terms alone ──────────────────────────────────────────────────────────────────────────


def _terms(facts: ExitFacts, choice: Choice) -> tuple[Step, Step]:
    """The effective termination date and the last day of erasure, as the general terms say."""
    days = _length("T10") if facts.notice_days is None else facts.notice_days
    choice.name("R02")
    ended = Step(
        "exit.terms_end",
        add_days(facts.notified_on, days),
        ("CG-7.1", "CG-7.2"),
        {"R02": choice.named["R02"]},
        (_notified(facts), Step("exit.agreed_notice", days, ("CG-7.1",))),
    )
    length = Step("exit.terms_erasure_days", _length("T12"), ("CG-7.2",))
    erased = Step(
        "exit.terms_erased", add_days(_day(ended), _length("T12")), ("CG-7.2",), uses=(ended, length)
    )
    return ended, erased


def _under_terms(facts: ExitFacts, choice: Choice, reason: str) -> ExitTimeline:
    ended, erased = _terms(facts, choice)
    first = _day(ended) + DAY
    phases = (
        Phase("notice", facts.notified_on + DAY, _day(ended), "CG-7.1"),
        Phase("erasure", first, _day(erased), "CG-7.2"),
    )
    outside = Step(f"exit.outside.{reason}", False, (f"{LAW_NAME}, 31",) if reason == "test_service" else ())
    why = Step("exit.erased_from", first, ("CG-7.2",), uses=(ended, erased, outside, *_cautions(facts)))
    return ExitTimeline(
        applies=False,
        notice_ends=_day(ended),
        transition_ends=None,
        contract_ends=_day(ended),
        retrieval_ends=None,
        erased_from=first,
        erased_by=_day(erased),
        terms_end=_day(ended),
        terms_erased=_day(erased),
        charges=Charges.AS_AGREED,
        charges_due=facts.charges,
        phases=phases,
        past_last_check=None,
        why=why,
    )


# ── The Data Act ─────────────────────────────────────────────────────────────────────────────────────


def _under_law(facts: ExitFacts, choice: Choice) -> ExitTimeline:
    notice = _notice(facts, choice)
    transition = None if facts.intent is Intent.ERASE else _transition(facts, notice)
    retrieval = None if transition is None else _retrieval(facts, transition)
    terms_end, terms_erased = _terms(facts, choice)
    ended = _contract_end(facts, notice, transition)
    erased_from = _day(retrieval or notice) + DAY
    erased = _erased(ended, erased_from)
    charges, due = _charges(facts, notice, transition)
    unchecked = facts.checked if facts.checked is not None and facts.notified_on > facts.checked else None
    cautions = (*_cautions(facts), *([Step("exit.past_last_check", unchecked)] if unchecked else ()))
    uses = [one for one in (retrieval or notice, ended, erased, charges) if one is not None]
    held = tuple(one.why for one in beside_data_act(facts.notified_on))
    beside = Step("exit.beside_terms", None, ("CG-7.1", "CG-7.2"), uses=(terms_end, terms_erased, *held))
    why = Step("exit.erased_from", erased_from, (_article("h"),), uses=(*uses, beside, *cautions))
    return ExitTimeline(
        applies=True,
        notice_ends=_day(notice),
        transition_ends=None if transition is None else _day(transition),
        contract_ends=_day(ended),
        retrieval_ends=None if retrieval is None else _day(retrieval),
        erased_from=erased_from,
        erased_by=_day(erased),
        terms_end=_day(terms_end),
        terms_erased=_day(terms_erased),
        charges=Charges(str(charges.value)),
        charges_due=due,
        phases=tuple(_phases(facts, notice, transition, retrieval, _day(erased))),
        past_last_check=unchecked,
        why=why,
    )


def _notice(facts: ExitFacts, choice: Choice) -> Step:
    """The end of the notice: two months at most, or the shorter one that was agreed."""
    months = _DATA_ACT["switching_notice_months"]
    if has_same_day(facts.notified_on, months):
        choice.name("R09")
        reading = {}
    else:
        reading = {"R09": choice.of("R09")}
    longest = Step(
        "exit.notice_longest",
        add_months(facts.notified_on, months, month_end=reading.get("R09", "last_day")),
        (_article("d"),),
        reading,
        (_notified(facts), Step("exit.notice_months", f"{months} months", (_article("d"),))),
    )
    days = _length("T10") if facts.notice_days is None else facts.notice_days
    agreed = Step(
        "exit.notice_agreed",
        add_days(facts.notified_on, days),
        ("CG-7.1",),
        uses=(_notified(facts), Step("exit.agreed_notice", days, ("CG-7.1",))),
    )
    return Step(
        "exit.notice_ends", min(_day(longest), _day(agreed)), (_article("d"),), uses=(longest, agreed)
    )


def _transition(facts: ExitFacts, notice: Step) -> Step:
    """The end of the transition: thirty days, the longer one that NumSpot announced in time, or the one that
    the client asked for."""
    days = _DATA_ACT["transition_days"]
    usual = Step(
        "exit.transition_usual",
        add_days(_day(notice), days),
        (_article("a"),),
        uses=(notice, Step("exit.transition_days", days, (_article("a"),))),
    )
    ends = [usual, *_alternative(facts, notice)]
    if facts.extended_until is not None:
        ends.append(Step("exit.extended_until", facts.extended_until, (f"{LAW_NAME}, 25(5)",)))
    last = max(one.value for one in ends if isinstance(one.value, dt.date))
    return Step("exit.transition_ends", last, (_article("a"),), uses=tuple(ends))


def _alternative(facts: ExitFacts, notice: Step) -> Iterator[Step]:
    """The longer transition, where it was announced in time; else that it was announced too late."""
    if facts.impossible_told_on is None or facts.alternative_until is None:
        return
    law = (f"{LAW_NAME}, 25(4)",)
    last = _working_days_after(facts.notified_on, _DATA_ACT["technical_notice_working_days"])
    told = Step("exit.impossible_told_on", facts.impossible_told_on)
    latest = Step("exit.impossible_latest", last, law)
    if facts.impossible_told_on > last:
        yield Step("exit.impossible_too_late", None, law, uses=(told, latest))
        return
    most = add_months(_day(notice), _DATA_ACT["technical_months"])
    asked = Step("exit.alternative_until", facts.alternative_until)
    ceiling = Step("exit.alternative_longest", most, law)
    end = min(facts.alternative_until, most)
    yield Step("exit.alternative", end, law, uses=(told, latest, asked, ceiling))


def _retrieval(facts: ExitFacts, transition: Step) -> Step:
    """The end of the window to fetch data: thirty days at least, or the longer one that was agreed."""
    least = _DATA_ACT["retrieval_days"]
    days = max(least, facts.retrieval_days or 0)
    asked = Step("exit.retrieval_least", least, (_article("g"),))
    agreed = () if facts.retrieval_days is None else (Step("exit.retrieval_agreed", facts.retrieval_days),)
    length = Step("exit.retrieval_days", days, (_article("g"),), uses=(asked, *agreed))
    end = add_days(_day(transition), days)
    return Step("exit.retrieval_ends", end, (_article("g"),), uses=(transition, length))


def _contract_end(facts: ExitFacts, notice: Step, transition: Step | None) -> Step:
    """When the contract counts as ended: with the switch, or with the notice where the client only erases."""
    if transition is None:
        return Step("exit.contract_ends", _day(notice), (_article("c"),), uses=(notice,))
    if facts.completed_on is None:
        return Step("exit.contract_ends_expected", _day(transition), (_article("c"),), uses=(transition,))
    done = Step("exit.completed_on", facts.completed_on)
    late = facts.completed_on > _day(transition)
    uses = (done, Step("exit.completed_late", _day(transition), (_article("a"),))) if late else (done,)
    return Step("exit.contract_ends", facts.completed_on, (_article("c"),), uses=uses)


def _erased(ended: Step, erased_from: dt.date) -> Step:
    """The last day of erasure: the days of the general terms from the end, never within the window."""
    days = Step("exit.terms_erasure_days", _length("T12"), ("CG-7.2",))
    last = max(add_days(_day(ended), _length("T12")), erased_from)
    return Step("exit.erased_by", last, ("CG-7.2", _article("h")), uses=(ended, days))


def _charges(facts: ExitFacts, notice: Step, transition: Step | None) -> tuple[Step, Decimal | None]:
    """What may be charged: at cost until the day from which nothing may, and how much of what is asked."""
    law = (f"{LAW_NAME}, 29",)
    if facts.service is Service.CUSTOM_BUILT:
        return Step("exit.charges.as_agreed", Charges.AS_AGREED.value, (f"{LAW_NAME}, 31",)), facts.charges
    from_day = Step("exit.no_charges_from", NO_CHARGES_FROM, law)
    if facts.charged_on is not None:
        first = last = facts.charged_on
    else:
        first, last = facts.notified_on, _day(transition or notice)
    if first >= NO_CHARGES_FROM:
        found = Charges.NONE
    elif last >= NO_CHARGES_FROM:
        found = Charges.AT_COST_THEN_NONE
    else:
        found = Charges.AT_COST
    if facts.charges is None:
        return Step(f"exit.charges.{found.value}", found.value, law, uses=(from_day,)), None
    asked = Step("exit.charges_asked", facts.charges)
    if found is Charges.NONE:
        due = Step("exit.charges_none_due", Decimal("0.00"), law, uses=(asked, from_day))
        return Step(f"exit.charges.{found.value}", found.value, law, uses=(from_day, due)), Decimal("0.00")
    if facts.cost is None:
        unknown = Step("exit.cost_unknown", None, law, uses=(asked,))
        return Step(f"exit.charges.{found.value}", found.value, law, uses=(from_day, unknown)), None
    amount = to_cents(min(facts.charges, facts.cost))
    due = Step("exit.charges_due", amount, law, uses=(asked, Step("exit.cost", facts.cost)))
    return Step(f"exit.charges.{found.value}", found.value, law, uses=(from_day, due)), amount


def _phases(
    facts: ExitFacts, notice: Step, transition: Step | None, retrieval: Step | None, erased: dt.date
) -> Iterator[Phase]:
    parts = [("notice", _day(notice), _article("d"))]
    if transition is not None and retrieval is not None:
        parts.append(("transition", _day(transition), _article("a")))
        parts.append(("retrieval", _day(retrieval), _article("g")))
    parts.append(("erasure", erased, _article("h")))
    start = facts.notified_on + DAY
    for name, end, article in parts:
        yield Phase(name, start, end, article)
        start = end + DAY


def _cautions(facts: ExitFacts) -> tuple[Step, ...]:
    """What the days alone do not say: a qualified service is not erased by itself."""
    if not facts.qualified:
        return ()
    return (Step("exit.erasure_needs_notice", _length("T34"), ("SNC-19.4", "R1111-11.14")),)


def _notified(facts: ExitFacts) -> Step:
    return Step("exit.notified_on", facts.notified_on)


def _working_days_after(day: dt.date, count: int) -> dt.date:
    while count:
        day += DAY
        count -= is_working_day(day, holidays=True)
    return day


def _length(limit: str) -> int:
    length = TABLE.row(limit).length
    assert length is not None
    return length.count


def _article(letter: str) -> str:
    return f"{LAW_NAME}, 25(2)({letter})"


def _day(step: Step) -> dt.date:
    assert isinstance(step.value, dt.date)
    return step.value
