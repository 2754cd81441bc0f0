"""The result of a calculator: the sum in large, the formulas with their numbers, clauses, readings, and what
the other readings would give. Read only; the explanation opens in the panel "Pourquoi ?".
"""

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QTextBrowser, QToolButton, QVBoxLayout, QWidget

from numspot_desk.contracts.problems import Problem
from numspot_desk.ui.calculators.answer_html import told_html
from numspot_desk.ui.calculators.presenter import CalculatorsPresenter
from numspot_desk.ui.calculators.strip import TimelineStrip
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID


class ResultPane(QWidget):
    """`problem_asked` carries the field of a problem that somebody wants to go to."""

    problem_asked = Signal(str)

    def __init__(self, context: DeskContext, presenter: CalculatorsPresenter, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._presenter = presenter
        self._compact = False
        set_role(self, "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.headline = QLabel(self)
        self.headline.setWordWrap(True)
        self.headline.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        set_role(self.headline, "heading")
        self.why, self.copy, self.word, self.workbook, self.attach = (QToolButton(self) for _ in range(5))
        self.carry = QPushButton(self)
        set_role(self.carry, "secondary")
        self.tools = FlowLayout(spacing=GRID // 2)
        for button in (self.why, self.copy, self.word, self.workbook, self.attach):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self.tools.addWidget(button)
        self.tools.addWidget(self.carry)
        self.rates = QPushButton(self)
        set_role(self.rates, "secondary")
        self.tools.addWidget(self.rates)
        self.laws = QPushButton(self)
        set_role(self.laws, "secondary")
        self.tools.addWidget(self.laws)
        self.strip = TimelineStrip(context, self)
        self.body = QTextBrowser(self)
        self.body.setOpenLinks(False)
        self.body.anchorClicked.connect(lambda link: self.problem_asked.emit(link.toString()))
        self.body.setMinimumHeight(12 * GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.headline)
        layout.addLayout(self.tools)
        layout.addWidget(self.strip)
        layout.addWidget(self.body, 1)
        theme().changed.connect(self.paint_result)

    def set_compact(self, compact: bool) -> None:
        """Leave the picture of a timeline out where there is little height; its table stays."""
        if compact is not self._compact:
            self._compact = compact
            self.paint_result()

    def paint_result(self) -> None:
        """Show the answer, or what is lacking for one."""
        text = self.context.language.text
        for button, name, picture in (
            (self.why, text("Why?"), "why"),
            (self.copy, text("Copy"), "copy"),
            (self.word, text("Word…"), "export"),
            (self.workbook, text("Workbook…"), "table"),
            (self.attach, text("Attach to a contract…"), "link"),
        ):
            button.setText(name)
            button.setIcon(icon(picture, "accent"))
        self.why.setAccessibleName(text("Why? {label}", label=text("Result")))
        self.why.setToolTip("Ctrl+I")
        self.copy.setToolTip("Ctrl+Shift+C")
        self.carry.setText(text("Carry into the penalty"))
        self.body.setAccessibleName(text("Result"))
        found = self._presenter.told()
        self.attach.setToolTip("Ctrl+Shift+J")
        for widget in (self.why, self.copy, self.word, self.workbook, self.attach):
            widget.setEnabled(found is not None)
        self.rates.setText(text("Rates of the bank…"))
        self.rates.setVisible(self._presenter.chosen.rated)
        self.laws.setText(text("Laws…"))
        self.laws.setVisible(bool(self._presenter.chosen.laws))
        self.carry.setEnabled(found is not None)
        self.carry.setVisible(self._presenter.chosen.id == "availability")
        self.headline.setText(found.headline if found is not None else text("No result yet"))
        self.strip.show_spans(() if found is None or self._compact else found.timeline)
        place = self.body.verticalScrollBar().value()
        self.body.setHtml(self._lacking() if found is None else told_html(found, self.context.language))
        self.body.verticalScrollBar().setValue(place)

    def _lacking(self) -> str:
        """What is to be corrected and what is still needed."""
        text, shown = self.context.language.text, self._presenter
        parts = []
        if wrong := shown.outcome.refused:
            parts.append(_listed(text("To correct"), map(self._wrong, wrong)))
        if needed := shown.missing():
            parts.append(_listed(text("Still needed"), (f"<li>{escape(one)}</li>" for one in needed)))
        return "".join(parts)

    def _wrong(self, one: Problem) -> str:
        colour = theme().tokens.problem
        label, said = self._presenter.label(one.field), self.context.language.render(one.message)
        line = self.context.language.text("{label}: {value}", label=label, value=said)
        return f'<li><a style="color:{colour}" href="{escape(one.field)}">{escape(line)}</a></li>'


def _listed(heading: str, rows: Iterable[str]) -> str:
    """Rows under a heading."""
    return f"<h3>{escape(heading)}</h3><ul>{''.join(rows)}</ul>"
