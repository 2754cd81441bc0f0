"""Several cells at once, without Qt: copied for a spreadsheet, pasted from one, emptied.

Each gives text or new answers; the table of lines says where the person is and keeps the result.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from numspot_desk.contracts.order.line_edits import add_lines, lines_of, new_line, put_in_line
from numspot_desk.language.catalog import Language
from numspot_desk.ui.order.lines.line_cells import COLUMNS, pasted_columns, read, table_of
from numspot_desk.usecases.ports.orders import Answers

_FORMULA = ("=", "+", "-", "@")


def copied(rows: Iterable[Sequence[Any]]) -> str:
    """Cells as a spreadsheet reads them: tabs between cells, a line for each row."""
    return "\n".join("\t".join(_cell(cell) for cell in row) for row in rows)


def pasted(answers: Answers, row: int, column: int, text: str, language: Language) -> Answers:
    """The answers with the cells of a spreadsheet put in from a cell on; lines are added where they are
    missing. A first row of titles says where the columns go."""
    table = table_of(text)
    columns, titled = pasted_columns(table[0], column, language)
    for cells in table[1:] if titled else table:
        if row >= len(lines_of(answers)):
            answers = add_lines(answers, len(lines_of(answers)), [new_line(answers)])
        for target, cell in zip(columns, cells, strict=False):
            if target is not None:
                answers = put_in_line(answers, row, target.member, read(target, cell, language))
        row += 1
    return answers


def emptied(answers: Answers, cells: Iterable[tuple[int, int]], language: Language) -> Answers:
    """The answers with these (row, column) cells empty; computed ones have nothing to empty."""
    for row, position in cells:
        column = COLUMNS[position]
        if column.editable:
            answers = put_in_line(answers, row, column.member, read(column, "", language))
    return answers


def _cell(value: Any) -> str:
    """A cell as text for the clipboard; what starts like a formula is kept from being one."""
    plain = str(value or "").replace("\t", " ").replace("\n", " ")
    return f"'{plain}" if plain.startswith(_FORMULA) else plain
