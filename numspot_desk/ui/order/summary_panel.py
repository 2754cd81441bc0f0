"""The live summary at the right: client, lines, totals, problems, what the order changes in the contract.

It only shows; a problem that is chosen jumps to its field. Amounts answer "why?" with the computation
of the totals.
"""

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.order import order_document
from numspot_desk.language.messages import N_
from numspot_desk.rules import clauses
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.problems import ProblemSummary
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.labels import EFFECT_LABELS, QUALIFICATION_LABELS
from numspot_desk.ui.order.presenter import OrderPresenter

SHOWN = 6
_AMOUNTS = (
    ("billed_in_arrears", N_("Billed in arrears")),
    ("billed_in_advance", N_("Billed in advance")),
    ("excl_tax", N_("Total before tax")),
    ("vat", N_("VAT")),
    ("incl_tax", N_("Total with tax")),
)


class SummaryPanel(QScrollArea):
    """What the order comes to, as it is typed."""

    jump = Signal(str)

    def __init__(
        self, context: DeskContext, presenter: OrderPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.presenter = presenter
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "side")
        content = QWidget(self)
        set_role(content, "scrolled")
        self._layout = QVBoxLayout(content)
        self._layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self._layout.setSpacing(GRID)
        self._client = self._label("heading")
        self._lines = self._label("muted")
        self._build_amounts()
        self.problems = ProblemSummary(context, SHOWN, parent=content)
        self.problems.jump.connect(self.jump)
        self._layout.addWidget(self.problems)
        self.to_fill = QPushButton(content)
        set_role(self.to_fill, "problem-link")
        self.to_fill.clicked.connect(self._jump_to_fill)
        self._layout.addWidget(self.to_fill)
        self._changes_title = self._label("label")
        self._changes = self._label("")
        self.hierarchy = QPushButton(content)
        set_role(self.hierarchy, "quiet")
        self.hierarchy.clicked.connect(self._show_hierarchy)
        self._layout.addWidget(self.hierarchy, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addStretch(1)
        self.setWidget(content)
        theme().changed.connect(self.show_summary)

    def wanted_width(self, *, narrow: bool = False) -> int:
        """How wide the panel is, in the font of now: a title and an amount side by side."""
        content = self.widget()
        needed = content.minimumSizeHint().width() if content is not None else 0
        return max(self.fontMetrics().averageCharWidth() * (40 if narrow else 50), needed) + 2 * GRID

    def why(self) -> WhyRequest | None:
        """How the totals were reached."""
        totals = self._totals()
        if totals is None:
            return None
        return WhyRequest(self.context.language.text("Total of the order"), totals.why)

    def show_summary(self) -> None:
        """Show the order as it stands."""
        language = self.context.language
        answers = self.presenter.answers
        name = order_document.get(answers, "client.legal_name")
        self._client.setText(str(name) if name else language.text("Client to be named"))
        count = len(answers.get("lines") or ())
        self._lines.setText(language.ntext("{n} line", "{n} lines", count))
        self._show_amounts()
        self.problems.set_problems(self.presenter.due.headlines())
        waiting = self.presenter.due.still_to_fill()
        self.to_fill.setVisible(bool(waiting))
        self.to_fill.setText(
            language.ntext("{n} field still to fill in", "{n} fields still to fill in", len(waiting))
        )
        self.to_fill.setIcon(icon("value", "muted"))
        self._show_changes(answers)

    def _build_amounts(self) -> None:
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(GRID // 2)
        self._amounts: dict[str, tuple[QLabel, QLabel]] = {}
        for row, (name, _) in enumerate(_AMOUNTS):
            label, amount = QLabel(self), QLabel(self)
            amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            amount.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for widget in (label, amount):
                set_role(widget, "label" if name in ("excl_tax", "incl_tax") else "")
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(amount, row, 1)
            self._amounts[name] = (label, amount)
        self._ask = QToolButton(self)
        set_role(self._ask, "why")
        self._ask.clicked.connect(self._show_why)
        self._grid.addWidget(self._ask, 2, 2)
        self._grid.setColumnStretch(0, 1)
        self._layout.addLayout(self._grid)
        self._vat_note = self._label("small")

    def _show_amounts(self) -> None:
        language, totals = self.context.language, self._totals()
        for name, title in _AMOUNTS:
            label, shown = self._amounts[name]
            amount: Decimal | None = getattr(totals, name, None)
            text = language.text(title)
            if name == "vat" and totals is not None and totals.vat_rate is not None:
                text = language.text("VAT {rate}", rate=language.formats.percent(totals.vat_rate))
            label.setText(text)
            shown.setText("–" if amount is None else language.formats.money(amount))
        mention = getattr(totals, "vat_mention", None)
        self._vat_note.setText(language.render(mention) if mention is not None else "")
        self._vat_note.setVisible(mention is not None)
        self._ask.setIcon(icon("why", "accent"))
        self._ask.setVisible(totals is not None)
        name = language.text("Why? {label}", label=language.text("Total of the order"))
        self._ask.setToolTip(name)
        self._ask.setAccessibleName(name)

    def _show_changes(self, answers: Any) -> None:
        language = self.context.language
        lines = []
        for derogation in answers.get("derogations") or ():
            target = derogation.get("target")
            if target:
                title = clauses.title(target, language.code) or ""
                effect = EFFECT_LABELS.get(derogation.get("effect") or "")
                parts = (f"{target} {title}".strip(), language.text(effect) if effect else "")
                lines.append(" – ".join(part for part in parts if part))
        for conditions in answers.get("special_conditions") or ():
            kind = QUALIFICATION_LABELS.get(conditions.get("kind") or "")
            if kind:
                lines.append(language.text("Special conditions {kind}", kind=language.text(kind)))
        self._changes_title.setText(language.text("What it changes in the contract"))
        self._changes.setText(
            "\n".join(lines) if lines else language.text("Nothing: the general terms apply as they are.")
        )
        self.hierarchy.setText(language.text("Hierarchy of the contract"))
        self.hierarchy.setToolTip(language.text("The hierarchy of this contract (Ctrl+H)"))
        self.hierarchy.setIcon(icon("hierarchy", "accent"))

    def _totals(self) -> Any:
        result = self.presenter.check_result
        return result.totals if result is not None else None

    def _show_hierarchy(self) -> None:
        if self.presenter.opened is not None:
            self.context.go("hierarchy", self.presenter.record.id)

    def _show_why(self) -> None:
        request = self.why()
        if request is not None:
            self.context.why_requested.emit(request)

    def _jump_to_fill(self) -> None:
        waiting = self.presenter.due.still_to_fill()
        if waiting:
            self.jump.emit(waiting[0].field)

    def _label(self, role: str) -> QLabel:
        label = QLabel(self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        set_role(label, role)
        self._layout.addWidget(label)
        return label
