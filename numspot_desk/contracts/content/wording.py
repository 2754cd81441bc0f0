"""The project's own French wording, kept as data under `resources/wording/`, one file a document.

Sentences hold `{places}`: those of ours are filled as text, those of a person as fields that stay
apart from the sentence. French spacing and apostrophes are set here, on our wording only; what people
typed is never touched.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from numspot_desk import bundle
from numspot_desk.contracts.content.blocks import Inline, Text

_NBSP = "\N{NO-BREAK SPACE}"
_BEFORE = re.compile(r" (?=[:;?!%€»])")
_AFTER = re.compile(r"(?<=«) |(?<=\bn°) |(?<=\b[Aa]rticle) (?=\d)")
_PLACE = re.compile(r"\{(\w+)\}")


def typographic(text: str) -> str:
    """French spacing and apostrophes: no-break space before `: ; ? ! % € »`, after `«` and `n°`."""
    return _AFTER.sub(_NBSP, _BEFORE.sub(_NBSP, text.replace("'", "’")))


class Wording:
    """The sentences of one file, by dotted name (`"parties.provider"`)."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        self._sentences = dict(sentences)

    def say(self, name: str, /, **values: str) -> str:
        """The sentence with its places filled with text of ours. Raises `KeyError` for an unknown name
        or a place left empty."""
        return _PLACE.sub(lambda place: values[place[1]], self._sentences[name])

    def has(self, name: str) -> bool:
        """Whether there is a sentence of this name."""
        return name in self._sentences

    def inlines(self, name: str, /, **values: Inline | tuple[Inline, ...] | str) -> tuple[Inline, ...]:
        """The sentence as inlines: its own text, and in each place the given inlines, unmixed."""
        pieces: list[Inline] = []
        for number, part in enumerate(_PLACE.split(self._sentences[name])):
            value = values[part] if number % 2 else part
            if isinstance(value, str):
                if value:
                    pieces.append(Text(value))
            elif isinstance(value, tuple):
                pieces.extend(value)
            else:
                pieces.append(value)
        return tuple(pieces)


@cache
def wording(name: str) -> Wording:
    """The wording of `resources/wording/<name>.toml`; read once, never changed."""
    with bundle.resource("wording", f"{name}.toml").open("rb") as file:
        tree = tomllib.load(file)
    return Wording(dict(_flat(tree, "")))


def _flat(tree: Mapping[str, Any], prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in tree.items():
        if isinstance(value, Mapping):
            found += _flat(value, f"{prefix}{key}.")
        else:
            found.append((prefix + key, typographic(value)))
    return found
