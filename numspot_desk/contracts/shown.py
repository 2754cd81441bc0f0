"""How text from outside is quoted in a message: short, on one line, every odd character made visible.

So a message can always be printed, and never carries a control character or a page of text.
"""

import json
import re
from typing import Final

FORBIDDEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
"""Controls (C0, C1), line separators, direction marks and overrides, annotation marks, lone surrogates, and
what no XML file can hold."""

_LONGEST: Final = 60


def shown(text: object) -> str:
    """The text of a value as a message may quote it: at most 60 characters, odd ones escaped."""
    plain = text if isinstance(text, str) else type(text).__name__
    short = plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
    return FORBIDDEN.sub(lambda found: json.dumps(found[0])[1:-1], short)
