"""The cells of the table of lines: columns, how a value is shown, how what was typed or pasted is read.

No Qt. A cell that cannot be read keeps the text as typed (the check names it); money and quantities are
read in French and English habits. The table itself is `line_model`, editing the document `line_edits`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final

from numspot_desk.language.catalog import Language
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import N_
from numspot_desk.language.typed import NotTyped, parse_date, parse_number
from numspot_desk.ui.order.labels import MODE_LABELS, QUALIFICATION_LABELS, SERVICE_LABELS

Line = Mapping[str, Any]


class CellKind(StrEnum):
    """How a cell is typed and shown."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"
    MONEY = "money"
    FLAG = "flag"
    NET = "net"  # computed, never typed


@dataclass(frozen=True)
class LineColumn:
    """A column: the member of the line it holds, its title, its kind and, for a choice, its words."""

    member: str
    title: str
    kind: CellKind
    choices: Mapping[str, str] | None = None  # word of the format -> msgid

    @property
    def editable(self) -> bool:
        """Whether a person types in it."""
        return self.kind is not CellKind.NET

    @property
    def right_aligned(self) -> bool:
        """Numbers stand at the right."""
        return self.kind in (CellKind.NUMBER, CellKind.MONEY, CellKind.NET)


COLUMNS: Final = (
    LineColumn("service", N_("Service"), CellKind.CHOICE, SERVICE_LABELS),
    LineColumn("label", N_("Description"), CellKind.TEXT),
    LineColumn("quantity", N_("Quantity"), CellKind.NUMBER),
    LineColumn("unit", N_("Unit"), CellKind.TEXT),
    LineColumn("unit_price", N_("List price"), CellKind.MONEY),
    LineColumn("discount_percent", N_("Discount"), CellKind.NUMBER),
    LineColumn("net", N_("Net"), CellKind.NET),
    LineColumn("mode", N_("Billing"), CellKind.CHOICE, MODE_LABELS),
    LineColumn("term.start", N_("Start"), CellKind.DATE),
    LineColumn("term.end", N_("End"), CellKind.DATE),
    LineColumn("account", N_("Account"), CellKind.TEXT),
    LineColumn("region", N_("Region"), CellKind.TEXT),
    LineColumn("qualification", N_("Qualification"), CellKind.CHOICE, QUALIFICATION_LABELS),
    LineColumn("beta", N_("Beta"), CellKind.FLAG),
)
"""The columns, in the order of reading and of Tab."""

_YES: Final = frozenset({"1", "x", "oui", "yes", "true", "vrai", "beta", "β"})
_NO: Final = frozenset({"", "0", "non", "no", "false", "faux", "-"})


def member_value(line: Line, member: str) -> Any:
    """The value of a member of a line (`term.end`), None where there is none."""
    value: Any = line
    for part in member.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(part)
    return value


def shown(column: LineColumn, line: Line, language: Language) -> str:
    """What the cell shows; text that could not be read is shown as typed. Amounts that are computed are
    not members of the line and are empty here."""
    return shown_value(column, member_value(line, column.member), language)


def shown_value(column: LineColumn, value: Any, language: Language) -> str:
    """How a value of the document is shown in this column."""
    if value is None:
        return ""
    match column.kind:
        case CellKind.CHOICE if column.choices and value in column.choices:
            return language.text(column.choices[value])
        case CellKind.FLAG:
            return language.text("yes") if value is True else ""
        case CellKind.DATE:
            return _shown_date(value, language)
        case CellKind.NUMBER:
            return _shown_number(value, language, percent=column.member == "discount_percent")
        case CellKind.MONEY:
            return _shown_price(value, language)
        case _:
            return str(value)


def editable_text(column: LineColumn, line: Line, language: Language) -> str:
    """What an editor starts with: as shown, without unit or sign."""
    text = shown(column, line, language)
    if column.kind in (CellKind.NUMBER, CellKind.MONEY):
        return text.replace("%", "").replace("€", "").strip()
    return text


def read(column: LineColumn, text: str, language: Language) -> Any:
    """The value of what was typed or pasted: canonical where it can be read, else the text itself."""
    cleaned = text.strip()
    if column.kind is CellKind.FLAG:
        return _read_flag(cleaned)
    if not cleaned:
        return "0" if column.member == "discount_percent" else None
    match column.kind:
        case CellKind.CHOICE:
            return _read_choice(column, cleaned, language)
        case CellKind.DATE:
            try:
                return parse_date(cleaned).isoformat()
            except NotTyped:
                return cleaned
        case CellKind.NUMBER | CellKind.MONEY:
            return _read_number(cleaned, cents=column.kind is CellKind.MONEY)
        case _:
            return cleaned


def table_of(text: str) -> list[list[str]]:
    """The cells of text copied from a spreadsheet: tabs between cells, quotes around cells that hold tabs,
    quotes or line breaks; a last empty line is dropped."""
    rows: list[list[str]] = [[]]
    cell: list[str] = []
    quoted = False
    normal = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    position = 0
    while position < len(normal):
        character = normal[position]
        if quoted:
            if character == '"' and normal[position + 1 : position + 2] == '"':
                cell.append('"')
                position += 1
            elif character == '"':
                quoted = False
            else:
                cell.append(character)
        elif character == '"' and not cell:
            quoted = True
        elif character in "\t\n":
            rows[-1].append("".join(cell))
            cell.clear()
            if character == "\n":
                rows.append([])
        else:
            cell.append(character)
        position += 1
    rows[-1].append("".join(cell))
    return rows


def pasted_columns(
    first_row: Sequence[str], start: int, language: Language
) -> tuple[list[LineColumn | None], bool]:
    """Which column each cell of a paste fills (None: none of ours), and whether its first row holds titles.

    With titles the columns are found by name; else they follow the cell the person is in, computed
    columns left out.
    """
    titles = {fold_line(language.text(column.title)): column for column in COLUMNS if column.editable}
    titles |= {fold_line(column.member): column for column in COLUMNS if column.editable}
    named = [titles.get(fold_line(cell)) for cell in first_row]
    if sum(column is not None for column in named) >= max(2, (len(named) + 1) // 2):
        return named, True
    return [column for column in COLUMNS[start:] if column.editable], False


def _read_flag(text: str) -> Any:
    folded = fold_line(text)
    if folded in _YES:
        return True
    return False if folded in _NO else text


def _read_choice(column: LineColumn, text: str, language: Language) -> str:
    assert column.choices is not None
    wanted = fold_line(text)
    names = {word: fold_line(language.text(label)) for word, label in column.choices.items()}
    for word, name in names.items():
        if wanted in (fold_line(word), name):
            return word
    starting = [word for word, name in names.items() if name.startswith(wanted)]
    return starting[0] if len(starting) == 1 else text


def _read_number(text: str, *, cents: bool) -> str:
    try:
        number = parse_number(text)
    except NotTyped:
        return text
    return canonical_number(number, cents=cents)


def canonical_number(number: Decimal, *, cents: bool = False) -> str:
    """The form of a number in the document: no exponent, no idle zeros, two decimals at least for money."""
    plain = format(number.normalize(), "f")
    if not cents:
        return plain
    whole, _, decimals = plain.partition(".")
    return f"{whole}.{decimals:0<2}"


def _number(value: Any) -> Decimal | None:
    try:
        number = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _shown_number(value: Any, language: Language, *, percent: bool) -> str:
    number = _number(value)
    if number is None:
        return str(value)
    return language.formats.percent(number) if percent else language.formats.number(number)


def _shown_price(value: Any, language: Language) -> str:
    number = _number(value)
    return str(value) if number is None else language.formats.price(number)


def _shown_date(value: Any, language: Language) -> str:
    try:
        return f"{parse_date(value):%d/%m/%Y}" if isinstance(value, str) else str(value)
    except NotTyped:
        return str(value)
