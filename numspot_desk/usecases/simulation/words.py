"""A simulation in sentences: what each step is called, its days, what it changes, what to beware of, how two
scenarios differ. The screen and the files say the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from numspot_desk.contracts.agenda.chain import ChainStep, Change, Nature
from numspot_desk.contracts.agenda.comparison import Difference, differences
from numspot_desk.contracts.agenda.entries import about
from numspot_desk.contracts.agenda.scenarios import Scenario
from numspot_desk.contracts.agenda.simulation import Simulation
from numspot_desk.contracts.agenda.standing import day_of
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_
from numspot_desk.rules.limits import Result
from numspot_desk.usecases.contract.event_words import KIND_NAMES
from numspot_desk.usecases.explaining.explanations import reading_text
from numspot_desk.usecases.simulation.starts import start_of_event

_PARTIES: Final[Mapping[str, str]] = {
    "numspot": N_("NumSpot"),
    "client": N_("Client"),
    "both": N_("Both"),
}
_STOPPED: Final[Mapping[str, str]] = {
    "answered": N_("no longer runs: answered"),
    "paid": N_("no longer runs: paid"),
    "disputed": N_("no longer runs: disputed"),
    "refused": N_("no longer runs: refused"),
    "superseded": N_("no longer runs: a later event counts"),
    "cancelled": N_("no longer runs: cancelled"),
}
_IDLE: Final[Mapping[str, str]] = {
    "too_late": N_(
        "The refusal comes once the new general terms are in force: use is acceptance, nothing ends."
    ),
}


def step_name(step: ChainStep, language: Language) -> str:
    """What a step is, and what it is about."""
    if step.nature is Nature.REFUND:
        assert step.amount is not None
        if not step.amount:
            return language.text("No refund of what is paid in advance ({term})", term=step.event.id)
        money = language.formats.money(step.amount)
        return language.text("Refund of {amount} ({term})", amount=money, term=step.event.id)
    if step.entry is not None:
        said = language.render(step.entry.what)
    elif step.nature is Nature.IMAGINED:
        said = language.text(start_of_event(step.event).name)
    else:
        said = language.text(KIND_NAMES[step.event.kind])
    named = about(step.event)
    return language.text("{what} ({about})", what=said, about=named) if named else said


def when(result: Result, language: Language) -> str:
    """A day for a list, with the time for a limit in hours; `?` while it is not known."""
    day = day_of(result.last_day, result.instant)
    if day is None:
        return "?"
    said = language.formats.date_list(day)
    if result.last_day is not None or result.instant is None:
        return said
    return f"{said} {language.formats.time(result.instant)}"


def differs(step: ChainStep) -> bool:
    """Whether readings give the step more than one day."""
    return not step.sure.known or when_key(step.safe) != when_key(step.sure)


def when_key(result: Result) -> object:
    """What a person sees of a result: its day, or its moment for a limit in hours."""
    return result.last_day if result.last_day is not None else result.instant


def sides(step: ChainStep, language: Language) -> str:
    """The safe and the sure day as two marks joined by a line; "" where every reading gives one day."""
    return f"{when(step.safe, language)} ●─● {when(step.sure, language)}" if differs(step) else ""


def sides_said(step: ChainStep, language: Language) -> str:
    """The same in words, for who does not see the marks."""
    if not differs(step):
        return language.text("Every reading gives this day.")
    safe = when(step.safe, language)
    if not step.sure.known:
        return language.text("Act by {safe}; another reading leaves the day open.", safe=safe)
    sure = when(step.sure, language)
    return language.text("Act by {safe}; rely on it only after {sure}.", safe=safe, sure=sure)


def party(step: ChainStep, language: Language) -> str:
    """Who acts or is concerned; "" for an event of nobody."""
    return language.text(_PARTIES[step.party]) if step.party else ""


def readings(step: ChainStep) -> str:
    """The readings a step rests on, where another one gives another result."""
    moved = dict.fromkeys([one.reading for one in step.others] + [name for name, _, _ in step.amounts])
    return ", ".join(sorted(moved))


def alternatives(step: ChainStep, language: Language) -> Iterator[tuple[str, Result, str]]:
    """What each other reading gives: the reading in words, its day, and the amount of a refund ("" else)."""
    amounts = {(name, option): amount for name, option, amount in step.amounts}
    shown = {(one.reading, one.option): one.result for one in step.others}
    for name, option in sorted({**amounts, **shown}):
        result = shown.get((name, option), step.result)
        amount = amounts.get((name, option))
        money = "" if amount is None else language.formats.money(amount)
        if money or when_key(result) != when_key(step.result):
            yield reading_text(name, option, language), result, money


def change(step: ChainStep, language: Language) -> str:
    """What a step is beside today's agenda."""
    text = language.text
    if step.nature is Nature.IMAGINED:
        return text("imagined")
    if step.nature is Nature.SUPPOSED:
        return text("supposed")
    if step.change is Change.MOVED and step.before is not None:
        return text("moved, today {day}", day=when(step.before, language))
    if step.change is Change.REMOVED and step.stopped is not None:
        return text(_STOPPED[step.stopped[0]])
    return text("follows")


def difference(one: Difference, language: Language) -> str:
    """How a step differs from its fellow of the scenario that it is compared with; "" for a day of both."""
    if one.fellow is None:
        return language.text("only here")
    said = "" if one.days is None or not one.days else _days(one.days, language)
    mine, theirs = one.step.amount, one.fellow.amount
    if mine is not None and theirs is not None and mine != theirs:
        more = language.formats.money(abs(mine - theirs))
        money = (
            language.text("{amount} more", amount=more)
            if mine > theirs
            else language.text("{amount} less", amount=more)
        )
        said = f"{said}, {money}" if said else money
    return said


def _days(days: int, language: Language) -> str:
    if days > 0:
        return language.ntext("{n} day later", "{n} days later", days)
    return language.ntext("{n} day earlier", "{n} days earlier", -days)


def warnings(simulation: Simulation, language: Language) -> tuple[str, ...]:
    """What to beware of: what opens nothing, what is not lawful yet, an end that comes before."""
    return tuple(dict.fromkeys(_warnings(simulation, language)))


def _warnings(simulation: Simulation, language: Language) -> Iterator[str]:
    for settled in simulation.idle:
        if settled.why in _IDLE:
            yield language.text(_IDLE[settled.why])
    notices = [one for one in simulation.facts.events if one.kind == "formal_notice"]
    for step in simulation.steps:
        if step.rule == "T01" and step.lawful is False:
            yield language.text("The new general terms enter into force too early: adopting them is refused.")
        if step.rule != "T06" or step.change is Change.REMOVED:
            continue
        if step.lawful is False:
            yield language.text(
                "Termination for breach comes before the wait after the formal notice is over (CG-6.3.a)."
            )
        by = step.event.details["by"]
        if not any(one.details["by"] == by and one.moment <= step.event.moment for one in notices):
            yield language.text(
                "No formal notice of this party is known before the termination for breach (CG-6.3.a)."
            )
    known, ends = simulation.known_end, simulation.ends
    if known is None or known.instant is None or ends is None or ends.result.instant is None:
        return
    if known.instant < ends.result.instant:
        day = when(known, language)
        yield language.text("By what is known today the contract ends earlier, on {day}.", day=day)


def headline(simulation: Simulation, language: Language) -> str:
    """A scenario in one sentence: with which day the contract ends, or how many steps there are."""
    ends = simulation.ends
    if ends is not None:
        said = language.text("The contract ends on {day}", day=when(ends.result, language))
        return f"{said} ({sides(ends, language)})" if differs(ends) else said
    steps = sum(one.nature is Nature.LIMIT for one in simulation.steps)
    return language.ntext("{n} deadline touched", "{n} deadlines touched", steps)


def leads_to(simulations: Sequence[Simulation], at: int, language: Language) -> str:
    """Where one of several scenarios leads, and how its end differs from that of the first one."""
    found = simulations[at]
    said = headline(found, language)
    if not at or found.ends is None:
        return said
    told = [difference(one, language) for one in differences(found, simulations[0]) if one.step is found.ends]
    return f"{said} – {told[0]}" if told and told[0] else said


def imagined_words(scenario: Scenario, language: Language) -> str:
    """What a scenario imagines, in a line."""
    said = []
    for event in sorted(scenario.events, key=lambda one: (one.moment, one.id)):
        name = language.text(start_of_event(event).name)
        number = about(event)
        shown = language.text("{what} ({about})", what=name, about=number) if number else name
        day = language.formats.date_list(event.day)
        said.append(language.text("{what}, {day}", what=shown, day=day))
    return " · ".join(said)


def supposed_words(simulation: Simulation, language: Language) -> tuple[tuple[str, bool], ...]:
    """What can be supposed in a scenario, in words, and whether it is."""
    return tuple((language.text(one.name), yes) for one, yes in simulation.offered)
