"""Reading an order document for print: whatever is missing or half typed still prints, marked or as typed.

Readers here never raise on answers of the wrong shape: a draft is printed as far as it goes. Checking
lives in the order's check.
"""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from numspot_desk.contracts.content.blocks import Field, Inline, Text
from numspot_desk.contracts.content.wording import Wording
from numspot_desk.contracts.country_names import country_name
from numspot_desk.language.formats import Formats

FRENCH = Formats("fr_FR")
NONE = "–"
_LARGEST_POWER = 30
_PART = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def day(day_: dt.date) -> str:
    """A day in full, as French contracts write it: `1er janvier 2027`."""
    return FRENCH.date_long(day_)


class Filled:
    """The answers of an order, read by path (`client.address.city`, `lines[0].label`)."""

    def __init__(self, answers: Mapping[str, Any], words: Wording) -> None:
        self._answers = answers
        self._words = words

    def at(self, path: str) -> Any:
        """The value at a path, None when anything on the way is missing."""
        value: Any = self._answers
        for name, index in _PART.findall(path):
            if name:
                value = value.get(name) if isinstance(value, Mapping) else None
            else:
                place = int(index)
                value = value[place] if isinstance(value, list) and place < len(value) else None
        return value

    def count(self, path: str) -> int:
        """How many members the list at the path has; 0 when it is no list."""
        value = self.at(path)
        return len(value) if isinstance(value, list) else 0

    def has(self, path: str) -> bool:
        """Whether the path holds something that is not empty."""
        return self.at(path) not in (None, "", [], {})

    def written(self, path: str) -> str:
        """Text at the path as it stands; "" when it is missing or is not text."""
        value = self.at(path)
        return value if isinstance(value, str) else ""

    def day(self, path: str) -> dt.date | None:
        """The day at the path, None when it is missing or unreadable."""
        try:
            return dt.date.fromisoformat(self.written(path))
        except ValueError:
            return None

    def decimal(self, path: str) -> Decimal | None:
        """The number at the path, None when it is missing, unreadable or of absurd size."""
        try:
            number = Decimal(self.written(path))
        except InvalidOperation:
            return None
        return number if number.is_finite() and abs(number.adjusted()) <= _LARGEST_POWER else None

    def field(
        self, path: str, shown: str | None = None, *, bold: bool = False, small: bool = False
    ) -> Inline:
        """The field at a path as it stands, or its written form `shown`; a dash when it is empty."""
        value = self.written(path) if shown is None else shown
        return Field(path, value, bold=bold, small=small) if value else Text(NONE, small=small)

    def day_field(self, path: str, *, small: bool = False) -> Inline:
        """A day in full; what is no day prints as typed."""
        found = self.day(path)
        return self.field(path, None if found is None else day(found), small=small)

    def choice(self, path: str, family: str, *, bold: bool = False, small: bool = False) -> Inline:
        """A coded answer in words (`service.virtual_machine`); an unknown code prints as it stands."""
        name = f"{family}.{self.written(path)}"
        shown = self._words.say(name) if self._words.has(name) else None
        return self.field(path, shown, bold=bold, small=small)

    def address(self, path: str) -> tuple[Inline, ...]:
        """A postal address, one line a row, each part its own field; empty parts leave no line."""
        lines = [
            [f"{path}.line1"],
            [f"{path}.line2"],
            [f"{path}.postcode", f"{path}.city"],
            [f"{path}.country"],
        ]
        pieces: list[Inline] = []
        for parts in lines:
            filled = [part for part in parts if self.written(part)]
            if filled and pieces:
                pieces.append(Text("\n"))
            for number, part in enumerate(filled):
                if number:
                    pieces.append(Text(" "))
                pieces.append(self.country(part) if part.endswith(".country") else self.field(part))
        return tuple(pieces) or (Text(NONE),)

    def country(self, path: str) -> Inline:
        """A country code as its French name; an unknown code prints as it stands."""
        return self.field(path, self.country_name(path))

    def country_name(self, path: str) -> str | None:
        """The French name of the country code at the path, None when there is none."""
        return country_name(self.written(path)) or None
