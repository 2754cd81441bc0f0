"""Rows of a calculator from a CSV file: columns by their headings in either language, values as spreadsheets
write them. A file is taken whole or not at all: what cannot be read is named by its line and column.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from numspot_desk.contracts.given.fact_reading import MOST_ENTRIES
from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.language.catalog import Language, load_language
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import message
from numspot_desk.usecases.calculations.parts import Entry, Kind, Rows
from numspot_desk.usecases.calculations.typed_facts import TRUE, facts_of
from numspot_desk.usecases.files.csv_text import Row, csv_rows, decoded
from numspot_desk.usecases.refusals import FileRefused

LARGEST: Final = 5 * 1024 * 1024
_SEPARATORS: Final = ";,\t"
_YES: Final = frozenset({"oui", "yes", "true", "vrai", "1", "x"})
_NO: Final = frozenset({"", "non", "no", "false", "faux", "0"})
_ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "from": ("debut", "start", "begin", "du", "de"),
    "to": ("fin", "end", "au", "a"),
    "announced_on": ("annonce", "annoncee le", "announced"),
    "number": ("numero", "facture", "invoice", "number"),
    "on": ("date", "jour", "day", "recu le", "paye le"),
    "amount": ("montant", "amount"),
    "amount_incl_tax": ("ttc", "montant ttc", "including tax"),
    "amount_excl_tax": ("ht", "montant ht", "before tax"),
    "due": ("echeance", "due", "due date"),
    "observed": ("niveau constate (%)", "niveau constate", "level observed (%)", "level observed"),
    "reason": ("cause", "motif", "reason"),
}
"""Other headings by which files call a column, folded."""


def read_rows(path: Path, part: Rows, language: Language) -> list[dict[str, str]]:
    """The rows of a file, as a person would have typed them. Raises `FileRefused`, naming every line that
    cannot be read (the first five)."""
    try:
        if path.stat().st_size > LARGEST:
            raise FileRefused(message("The file is larger than 5 MB: export fewer rows at a time."))
        content = path.read_bytes()
    except OSError:
        raise FileRefused(
            message("The file cannot be read. Check that it is there and may be opened.")
        ) from None
    return rows_of(content, part, language)


def rows_of(content: bytes, part: Rows, language: Language) -> list[dict[str, str]]:
    """See `read_rows`."""
    text = decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    lines = [line for line in csv_rows(text, separator) if any(cell.strip() for cell in line.cells)]
    if len(lines) < 2:
        raise FileRefused(message("The file has no rows below its headings."))
    if len(lines) > MOST_ENTRIES + 1:
        raise FileRefused(message("The file has more than {limit} rows.", limit=MOST_ENTRIES))
    places = _columns(lines[0], part, language)
    rows = [
        {column.key: _cell(line, place, column) for column, place in places.items()} for line in lines[1:]
    ]
    _require_read(rows, lines[1:], part, language)
    return rows


def _columns(headings: Row, part: Rows, language: Language) -> dict[Entry, int]:
    """Where each column stands. Raises `FileRefused` for one that is needed and not named."""
    names = [fold_line(cell) for cell in headings.cells]
    found: dict[Entry, int] = {}
    for column in part.columns:
        known = {column.key, *_ALSO.get(column.key, ())}
        known |= {fold_line(load_language(code).text(column.label)) for code in ("fr", "en")}
        place = next((at for at, name in enumerate(names) if name in known), None)
        if place is not None:
            found[column] = place
    lacking = [
        language.text(column.label)
        for column in part.columns
        if column not in found and not column.optional and column.kind is not Kind.FLAG
    ]
    if lacking:
        raise FileRefused(
            message(
                "Line {line}: no column is called {names}. Name the columns in the first line.",
                line=headings.line,
                names=", ".join(f"«\N{NO-BREAK SPACE}{name}\N{NO-BREAK SPACE}»" for name in lacking),
            )
        )
    return found


def _cell(line: Row, place: int, column: Entry) -> str:
    text = line.cells[place].strip() if place < len(line.cells) else ""
    if column.kind is Kind.FLAG and fold_line(text) in _YES | _NO:
        return TRUE if fold_line(text) in _YES else ""
    if column.kind is Kind.CHOICE:
        return _option(text, column)
    return text


def _option(text: str, column: Entry) -> str:
    """The value of a choice written by its code or by its name in either language."""
    wanted = fold_line(text)
    for value, label in column.options:
        names = {fold_line(load_language(code).text(label)) for code in ("fr", "en")}
        if wanted == fold_line(value) or wanted in names:
            return value
    return text


def _require_read(
    rows: Sequence[Mapping[str, str]], lines: Sequence[Row], part: Rows, language: Language
) -> None:
    """Raise `FileRefused` with the first five values that cannot be read."""
    _facts, problems = facts_of((part,), {part.key: rows})
    bad = [*problems, *_unknown(rows, part)]
    if bad:
        told = [_located(one, lines, part, language) for one in bad[:5]]
        if len(bad) > len(told):
            told.append("…")
        raise FileRefused(message("Nothing was read. {faults}", faults="\n".join(told)))


def _unknown(rows: Sequence[Mapping[str, str]], part: Rows) -> list[Problem]:
    said = message("This value is none of those that the list offers.")
    return [
        problem("invalid_value", f"{part.key}[{place}].{column.key}", said)
        for place, row in enumerate(rows)
        for column in part.columns
        if column.kind is Kind.CHOICE and row.get(column.key) and row[column.key] not in dict(column.options)
    ]


def _located(one: Problem, lines: Sequence[Row], part: Rows, language: Language) -> str:
    number, _, key = one.field.partition("[")[2].partition("].")
    column = next((language.text(entry.label) for entry in part.columns if entry.key == key), "")
    return language.text(
        "Line {line}, {column}: {fault}",
        line=lines[int(number)].line,
        column=column,
        fault=language.render(one.message),
    )
