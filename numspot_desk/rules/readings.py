"""The register of readings R01–R23 and the one way to apply them.

Where the text can be read in two ways, a computation asks a `Choice` which reading holds, and so records
what its result rests on. `explore` re-runs it over the readings it touched: what each other reading alone
would give, and the spread over all their combinations. The questions stand in `data/readings.toml`.
"""

import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Generic, NamedTuple, TypeVar

_FILE: Final = Path(__file__).with_name("data") / "readings.toml"
T = TypeVar("T")


@dataclass(frozen=True)
class Option:
    """One way to read a clause, in a few words of each language."""

    id: str
    en: str
    fr: str


@dataclass(frozen=True)
class Reading:
    """A question the text leaves open. The first option is the default; `changes` names the rules moved."""

    id: str
    clauses: tuple[str, ...]
    changes: tuple[str, ...]
    question_en: str
    question_fr: str
    options: tuple[Option, ...]

    @property
    def default(self) -> str:
        """The option that applies unless another one was chosen."""
        return self.options[0].id

    def has(self, option: str) -> bool:
        """Whether this is one of its options."""
        return any(known.id == option for known in self.options)


def _register() -> Mapping[str, Reading]:
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["reading"]
    return MappingProxyType(
        {
            row["id"]: Reading(
                row["id"],
                tuple(row["clauses"]),
                tuple(row["changes"]),
                row["question"]["en"],
                row["question"]["fr"],
                tuple(Option(**option) for option in row["options"]),
            )
            for row in rows
        }
    )


READINGS: Final[Mapping[str, Reading]] = _register()


class UnknownReading(ValueError):
    """No such reading, or no such option of it."""


def checked(chosen: Mapping[str, str]) -> Mapping[str, str]:
    """The chosen readings themselves. Raises `UnknownReading` for one the register does not hold."""
    for name, option in chosen.items():
        if name not in READINGS or not READINGS[name].has(option):
            raise UnknownReading(f"{name}: {option}")
    return MappingProxyType(dict(chosen))


_DEFAULTS: Final = {name: reading.default for name, reading in READINGS.items()}
_OTHERS: Final = {
    (name, held.id): tuple(option.id for option in reading.options if option is not held)
    for name, reading in READINGS.items()
    for held in reading.options
}


class Choice:
    """The readings in force for one computation; records those it was asked for, in order."""

    __slots__ = ("_chosen", "named", "used")

    def __init__(self, chosen: Mapping[str, str]) -> None:
        self._chosen = chosen
        self.used: dict[str, str] = {}
        """The readings asked for so far, with the option that held."""
        self.named: dict[str, str] = {}
        """Those and the ones merely named."""

    def of(self, reading: str) -> str:
        """The option that holds. The result rests on it."""
        option = self._chosen.get(reading) or _DEFAULTS[reading]
        self.used[reading] = self.named[reading] = option
        return option

    def name(self, reading: str) -> None:
        """Say that the reading governs this kind of result although it cannot move this one."""
        self.named[reading] = self._chosen.get(reading) or _DEFAULTS[reading]

    def once(self, known: "list[Run[T]]", compute: "Callable[[Choice], T]") -> T:
        """The result of a part that several computations share: computed once for each set of options it
        asks for. `known` holds its runs so far; this choice records what the part rests on."""
        for run in known:
            if not run.used or self._holds(run.used):
                break
        else:
            run = _run(compute, self._chosen)
            known.append(run)
        self.used.update(run.used)
        for name in run.named:
            self.name(name)
        return run.result

    def _holds(self, options: Mapping[str, str]) -> bool:
        return all((self._chosen.get(name) or _DEFAULTS[name]) == option for name, option in options.items())


class Run(NamedTuple, Generic[T]):
    """One result with the readings it was computed under."""

    result: T
    used: Mapping[str, str]
    named: Mapping[str, str]


class Explored(NamedTuple, Generic[T]):
    """A result under the chosen readings, and under the others.

    `alone`: each other option of each reading the result rests on, varied one at a time; `all`: every
    combination that the computation can tell apart, the applied one first.
    """

    applied: Run[T]
    alone: tuple[tuple[str, str, T], ...]
    all: tuple[Run[T], ...]

    @property
    def readings(self) -> Mapping[str, str]:
        """Every reading that the result or its spread rests on, with the option applied, in order."""
        found = self.applied.named
        for run in self.all[1:]:
            if not run.named.keys() <= found.keys():
                found = {**run.named, **found}
        return found if len(found) < 2 else dict(sorted(found.items()))


def explore(
    compute: Callable[[Choice], T], chosen: Mapping[str, str], settled: Collection[str] = ()
) -> Explored[T]:
    """Compute under the chosen readings, then again under the other options of those it touched, but for
    the ones among them that the contract settles."""
    applied = _run(compute, chosen)
    if not applied.used:
        return Explored(applied, (), (applied,))
    runs = [applied]
    fixed = {name: chosen[name] for name in settled} if settled else {}
    alone = _turned(compute, chosen, fixed, applied, runs)
    return Explored(applied, _by_name(alone), tuple(runs))


def vary(
    compute: Callable[[Choice], T], chosen: Mapping[str, str], settled: Collection[str] = ()
) -> Explored[T]:
    """The same, each reading varied alone: for a result of which no spread over all combinations is told."""
    applied = _run(compute, chosen)
    alone = [
        (name, option, _run(compute, {**chosen, name: option}).result)
        for name, used in applied.used.items()
        if name not in settled
        for option in _OTHERS[name, used]
    ]
    return Explored(applied, _by_name(alone), (applied,))


def _by_name(alone: list[tuple[str, str, T]]) -> tuple[tuple[str, str, T], ...]:
    """In the order of the register; the options of one reading keep theirs."""
    if len(alone) > 1:
        alone.sort(key=_name)
    return tuple(alone)


def _name(varied: tuple[str, str, Any]) -> str:
    return varied[0]


def _run(compute: Callable[[Choice], T], chosen: Mapping[str, str]) -> Run[T]:
    choice = Choice(chosen)
    result = compute(choice)
    return Run(result, choice.used, choice.named)


def _turned(
    compute: Callable[[Choice], T],
    chosen: Mapping[str, str],
    fixed: Mapping[str, str],
    run: Run[T],
    runs: list[Run[T]],
) -> list[tuple[str, str, T]]:
    """Each decision of a run that is not fixed, taken otherwise: what it gives with that one alone changed.
    Adds the runs to `runs`, each before the paths that open behind it."""
    found = []
    taken = dict(fixed)
    for name, used in run.used.items():
        if name in fixed:
            continue
        for option in _OTHERS[name, used]:
            turned = {**taken, name: option}
            other = _run(compute, {**chosen, **turned} if chosen else turned)
            runs.append(other)
            found.append((name, option, other.result))
            if not other.used.keys() <= turned.keys():
                _turned(compute, chosen, turned, other, runs)
        taken[name] = used
    return found
