"""The clauses carried with the program: `resources/clauses/*.toml`, in our own words, read once.

French spacing and apostrophes are set here, on our wording only.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from numspot_desk import bundle
from numspot_desk.contracts.content.wording import typographic
from numspot_desk.contracts.library.clause import LibraryClause
from numspot_desk.contracts.library.exchange import read_clauses

_FRENCH: Final = frozenset({"fr", "text"})


@cache
def carried() -> Mapping[tuple[str, int], LibraryClause]:
    """Every version of every clause carried with the program, by id and version, in the order of their files.
    Raises `LibraryRefused` for a clause at fault: a file of the program is damaged."""
    return MappingProxyType({(clause.id, clause.version): clause for clause in read_clauses(_rows())})


@cache
def built_in() -> Mapping[str, LibraryClause]:
    """The last version of each clause carried with the program, by id, in the order of their files."""
    found: dict[str, LibraryClause] = {}
    for clause in carried().values():
        if clause.id not in found or found[clause.id].version < clause.version:
            found[clause.id] = clause
    return MappingProxyType(found)


def _rows() -> Iterator[Any]:
    for path in sorted(bundle.resource("clauses").glob("*.toml")):
        yield from (_set(row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["clause"])


def _set(value: Any, key: str = "") -> Any:
    """The value with French typography in its French members; paragraphs are joined over line ends."""
    if isinstance(value, dict):
        return {name: _set(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_set(one, key) for one in value]
    if not isinstance(value, str):
        return value
    if key in ("text", "gloss"):
        value = "\n".join(" ".join(part.split("\n")) for part in value.strip().split("\n\n"))
    return typographic(value) if key in _FRENCH else value
