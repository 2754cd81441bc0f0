"""What every headless command shares: its options, its language, and the two ways it speaks.

JSON goes to standard output in UTF-8, everything else to standard error. Exit statuses are those of
the commands' page: done, blocked, unusable.
"""

import datetime as dt
import json
import sys
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from pathlib import Path
from typing import Any, Final

from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import Message
from numspot_desk.usecases.answers.json_input import Fault

_NO_BREAK: Final = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"


class Status(IntEnum):
    """Exit statuses."""

    DONE = 0
    BLOCKED = 1
    UNUSABLE = 2


@dataclass(frozen=True)
class Console:
    """One run of a command: messages in `language`, `on` taken as today, the workspace in `folder`."""

    language: Language
    on: dt.date
    folder: Path

    def answer(self, value: Any) -> None:
        """Print the command's JSON answer."""
        text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False, default=_plain)
        # A lone surrogate that an input carried leaves as the JSON escape it came in as.
        self._print(sys.stdout, text)

    def say(self, text: str | Message) -> None:
        """A line for a person, on standard error."""
        self._print(sys.stderr, self.language.render(text) if isinstance(text, Message) else text)

    def refuse(self, *faults: Fault) -> Status:
        """Print each fault as `FILE: field.path: what is wrong`; the status to exit with."""
        for fault in faults:
            parts = [fault.file, fault.path, self.language.render(fault.message)]
            self.say(": ".join(_one_line(part) for part in parts if part))
        return Status.UNUSABLE

    @staticmethod
    def _print(stream: Any, text: str) -> None:
        stream.flush()
        stream.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
        stream.buffer.flush()


def _plain(value: Any) -> Any:
    """The JSON form of what our answers are made of."""
    match value:
        case Decimal():
            return format(value, "f")
        case dt.datetime() | dt.date():
            return value.isoformat()
        case Path():
            return str(value)
    raise TypeError(f"no JSON form for {type(value).__name__}")


def _one_line(text: str) -> str:
    """Control characters of an input never reach the terminal; a no-break space of French does."""
    return "".join(
        c if c.isprintable() or c in _NO_BREAK else c.encode("unicode_escape").decode() for c in text
    )
