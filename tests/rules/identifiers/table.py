"""Reads the table of identifiers, for the tests of the rules and of the commands."""

import tomllib
from pathlib import Path

_FILE = Path(__file__).parent / "identifiers.toml"
Table = dict[str, dict[str, list[list[str]]]]


def identifier_table() -> Table:
    """Kind, part (`valid`, `typed`, `invalid`), rows."""
    with _FILE.open("rb") as file:
        return tomllib.load(file)
