"""Reading the values of facts given as JSON: each comes back typed, or None with a fault noted at its path.

What is common to every kind of facts. Which members facts have is the business of `facts` (contracts),
`amount_facts`, `availability_facts` and `precedence_facts`.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.language.messages import Message, message
from numspot_desk.rules.readings import READINGS
from numspot_desk.rules.settled_readings import InForce

EARLIEST_YEAR: Final = 1950
LATEST_YEAR: Final = 2500
MOST_ENTRIES: Final = 1_000
_TEXT_LIMIT: Final = 200
REASON_LIMIT: Final = 500
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(?P<offset>Z|[+-]\d{2}:\d{2})?", re.ASCII
)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a value and where: the path as in `events[0].at`, or "" for the whole."""

    path: str
    message: Message


class FactsRefused(Exception):
    """The facts cannot be used; `faults` holds every fault, in the order of the document."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("facts refused")
        self.faults = faults


@dataclass
class Reading:
    """One pass over a document, with the faults found so far."""

    faults: list[Fault] = field(default_factory=list)

    def fault(self, path: str, said: Message) -> None:
        """Note what is wrong with the value at `path`."""
        self.faults.append(Fault(path, said))

    def keys(
        self, path: str, value: Mapping[str, Any], needed: tuple[str, ...], known: tuple[str, ...]
    ) -> None:
        """Note each key that is missing and each that nothing here reads."""
        for key in needed:
            if key not in value:
                self.fault(at_path(path, key), message("This is missing."))
        for key in value:
            if key not in known:
                self.fault(at_path(path, key), message("This key is not known here."))

    def record(self, path: str, value: Any) -> Mapping[str, Any] | None:
        """The value as an object."""
        if isinstance(value, dict):
            return value
        self.fault(path, message("An object is expected here."))
        return None

    def items(self, path: str, value: Any, most: int = MOST_ENTRIES) -> list[Any]:
        """The entries of a list, at most `most`; none with a fault noted."""
        if not isinstance(value, list):
            self.fault(path, message("A list is expected here."))
            return []
        if len(value) > most:
            self.fault(path, message("At most {count} entries are read.", count=most))
            return []
        return value

    def day(self, path: str, value: Any) -> dt.date | None:
        """A day as `2026-11-22`, its year between the two that are read."""
        found = None
        if isinstance(value, str) and _DAY.fullmatch(value):
            try:
                found = dt.date.fromisoformat(value)
            except ValueError:
                found = None
        if found is None:
            self.fault(path, message("A day is expected here, written like 2026-11-22."))
        elif not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
            self.fault(path, self._years())
            found = None
        return found

    def instant(self, path: str, value: Any) -> dt.datetime | None:
        """An aware instant as `2026-11-22T10:30:00+01:00`; one without its offset is refused."""
        shape = _INSTANT.fullmatch(value) if isinstance(value, str) else None
        if shape is not None and shape["offset"] is None:
            self.fault(
                path,
                message("This instant has no offset: write it like 2026-11-22T10:30:00+01:00."),
            )
            return None
        found = None
        if shape is not None:
            try:
                found = dt.datetime.fromisoformat(value)
            except ValueError:
                found = None
        if found is None:
            self.fault(path, message("An instant is expected here, written like 2026-11-22T10:30:00+01:00."))
        elif not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
            self.fault(path, self._years())
            found = None
        return found

    @staticmethod
    def _years() -> Message:
        return message(
            "The year must lie between {first} and {last}.", first=str(EARLIEST_YEAR), last=str(LATEST_YEAR)
        )

    def text(self, path: str, value: Any) -> str | None:
        """A printable text of one line, at most 200 characters."""
        if isinstance(value, str) and value.strip() and len(value) <= _TEXT_LIMIT and value.isprintable():
            return value
        self.fault(path, message("A short text is expected here."))
        return None

    def choice(self, path: str, value: Any, options: tuple[str | int, ...]) -> str | int | None:
        """One of the options, of the same type."""
        for option in options:
            if type(value) is type(option) and value == option:
                return option
        said = ", ".join(str(option) for option in options)
        self.fault(path, message("One of these is expected here: {options}.", options=said))
        return None

    def whole(self, path: str, value: Any, most: int) -> int | None:
        """A whole number from 0 to `most`."""
        if type(value) is int and 0 <= value <= most:
            return value
        self.fault(path, message("A whole number between 0 and {most} is expected here.", most=str(most)))
        return None

    def flag(self, path: str, value: Any) -> bool | None:
        """true or false, never 0 or 1."""
        if isinstance(value, bool):
            return value
        self.fault(path, message("true or false is expected here."))
        return None

    def readings(self, value: Any, at: str = "readings") -> Mapping[str, str]:
        """The option of each reading (R01…) that is named."""
        found: dict[str, str] = {}
        for name, option in (self.record(at, value) or {}).items():
            self._option(at_path(at, name), name, option, found)
        return MappingProxyType(found)

    def chosen(self, value: Any) -> InForce:
        """The readings chosen for a contract, each an option or `{"reading": option, "reason": why}`."""
        found: dict[str, str] = {}
        reasons: dict[str, str] = {}
        for name, one in (self.record("readings", value) or {}).items():
            path = at_path("readings", name)
            if not isinstance(one, dict):
                self._option(path, name, one, found)
                continue
            self.keys(path, one, ("reading", "reason"), ("reading", "reason"))
            if "reading" in one:
                self._option(at_path(path, "reading"), name, one["reading"], found)
            reason = self._reason(at_path(path, "reason"), one["reason"]) if "reason" in one else None
            if reason is not None:
                reasons[name] = reason
        return InForce(MappingProxyType(found), MappingProxyType(reasons))

    def _option(self, path: str, name: str, option: Any, found: dict[str, str]) -> None:
        if name not in READINGS:
            self.fault(path, message("There is no such reading."))
        elif not isinstance(option, str) or not READINGS[name].has(option):
            known = ", ".join(one.id for one in READINGS[name].options)
            self.fault(path, message("One of these is expected here: {options}.", options=known))
        else:
            found[name] = option

    def _reason(self, path: str, value: Any) -> str | None:
        """Why a reading was chosen: printable text of one line, at most `REASON_LIMIT` characters."""
        if not isinstance(value, str) or not value.strip():
            self.fault(path, message("Say here why this reading was chosen."))
        elif len(value) > REASON_LIMIT:
            self.fault(path, message("The reason has at most {most} characters.", most=str(REASON_LIMIT)))
        elif not value.isprintable():
            self.fault(path, message("The reason is one line without control characters."))
        else:
            return value.strip()
        return None


def at_path(path: str, key: str) -> str:
    """The path of a member: `events[0].at`."""
    return f"{path}.{key}" if path else key
