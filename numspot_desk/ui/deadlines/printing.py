"""The agenda as pages: what the table shows, in the colours of paper."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocument

from numspot_desk.contracts.agenda.standing import Stands
from numspot_desk.language.catalog import Language
from numspot_desk.ui.deadlines.presenter import COLUMNS
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import LIGHT, TextSize

_POINTS = 8.0


def printed(rows: Sequence[Stands], heading: str, language: Language, parent: QObject) -> QTextDocument:
    """The rows as a table under a heading; its first line is repeated on every page."""
    document = QTextDocument(parent)
    font = theme().font(TextSize.BODY)
    font.setPointSizeF(_POINTS)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(f"* {{ color: {LIGHT.text}; }}")
    head = "".join(f'<th align="left">{escape(language.text(one.label))}</th>' for one in COLUMNS)
    lines = (
        "<tr>" + "".join(f"<td>{escape(one.text(row, language))}</td>" for one in COLUMNS) + "</tr>"
        for row in rows
    )
    document.setHtml(
        f"<h2>{escape(heading)}</h2>"
        f'<table width="100%" cellpadding="3" cellspacing="0" border="1" style="border-collapse:collapse">'
        f"<thead><tr>{head}</tr></thead>{''.join(lines)}</table>"
    )
    return document
