"""The register of readings R01–R23 and the one way to apply them.

Where the text can be read in two ways, a computation asks a `Choice` which reading holds, and so records
what its result rests on. `explore` re-runs it over the readings it touched: what each other reading alone
would give, and the spread over all their combinations. The questions stand in `data/readings.toml`.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, Generic, TypeVar

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


class Choice:
    """The readings in force for one computation; records those it was asked for, in order."""

    def __init__(self, chosen: Mapping[str, str]) -> None:
        self._chosen = chosen
        self._used: dict[str, str] = {}
        self._named: dict[str, str] = {}

    def of(self, reading: str) -> str:
        """The option that holds. The result rests on it."""
        option = self._chosen.get(reading) or READINGS[reading].default
        self._used[reading] = self._named[reading] = option
        return option

    def name(self, reading: str) -> None:
        """Say that the reading governs this kind of result although it cannot move this one."""
        self._named[reading] = self._chosen.get(reading) or READINGS[reading].default

    @property
    def used(self) -> Mapping[str, str]:
        """The readings asked for so far, with the option that held."""
        return self._used

    @property
    def named(self) -> Mapping[str, str]:
        """Those and the ones merely named."""
        return self._named


@dataclass(frozen=True)
class Run(Generic[T]):
    """One result with the readings it was computed under."""

    result: T
    used: Mapping[str, str]
    named: Mapping[str, str]


@dataclass(frozen=True)
class Explored(Generic[T]):
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
        names = {name for run in self.all for name in run.named}
        first = {name: option for run in reversed(self.all) for name, option in run.named.items()}
        applied = {**first, **self.applied.named}
        return {name: applied[name] for name in sorted(names)}


def explore(compute: Callable[[Choice], T], chosen: Mapping[str, str]) -> Explored[T]:
    """Compute under the chosen readings, then again under the other options of those it touched."""
    runs = tuple(_branches(compute, chosen, {}))
    applied = runs[0]
    alone = tuple(
        (name, option.id, _same_but(runs, chosen, name, option.id).result)
        for name in sorted(applied.used)
        for option in READINGS[name].options
        if option.id != applied.used[name]
    )
    return Explored(applied, alone, runs)


def _same_but(runs: tuple[Run[T], ...], chosen: Mapping[str, str], name: str, option: str) -> Run[T]:
    """The run in which one reading is taken otherwise and the others are as chosen: it is among the
    branches, each of which is told apart by the readings it asked for."""
    wanted = {**chosen, name: option}
    return next(
        run
        for run in runs
        if all((wanted.get(asked) or READINGS[asked].default) == used for asked, used in run.used.items())
    )


def _run(compute: Callable[[Choice], T], chosen: Mapping[str, str]) -> Run[T]:
    choice = Choice(chosen)
    result = compute(choice)
    return Run(result, choice.used, choice.named)


def _branches(
    compute: Callable[[Choice], T], chosen: Mapping[str, str], fixed: Mapping[str, str]
) -> Iterator[Run[T]]:
    """Every distinct path of decisions: the run itself, then each later decision taken otherwise."""
    run = _run(compute, {**chosen, **fixed})
    yield run
    taken = dict(fixed)
    for name, used in run.used.items():
        if name in fixed:
            continue
        for option in READINGS[name].options:
            if option.id != used:
                yield from _branches(compute, chosen, {**taken, name: option.id})
        taken[name] = used
