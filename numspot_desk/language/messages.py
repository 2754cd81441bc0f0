"""Messages that are not text yet: a msgid with its parameters, rendered later in the reader's language.

`Message` lives here, with the marks that Babel extracts (`message`, `N_`). Rendering lives in
`catalog`; written forms of dates and amounts live in `formats`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


def N_(msgid: str) -> str:  # noqa: N802 - the name every gettext reader knows
    """Mark a msgid for extraction without translating it (translation waits for a `Language`)."""
    return msgid


@dataclass(frozen=True)
class Message:
    """A sentence in no language yet.

    `msgid` is English with `{name}` places; `params` fill them when rendered. A parameter may be a
    `Message` (rendered first), a `Decimal`, a `date`, an aware `datetime`, an `int` or text.
    """

    msgid: str
    params: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def __hash__(self) -> int:
        return hash((self.msgid, tuple(sorted((k, str(v)) for k, v in self.params.items()))))


def message(msgid: str, /, **params: Any) -> Message:
    """Make a `Message`; the msgid must be a literal so that Babel finds it (never an f-string)."""
    return Message(msgid, MappingProxyType(dict(params)))
