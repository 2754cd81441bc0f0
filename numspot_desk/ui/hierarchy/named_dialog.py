"""What the parties named beside the texts of a contract: what stands, and a form to enter more.

Documents without rank, documents incorporated, another ranking; each can be taken back. The dialog says what
was asked for; the page keeps it. A refusal stands under the form, what was typed stays.
"""

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.ranking.papers import AgreedRanking, Incorporated, Unranked
from numspot_desk.language.messages import N_
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.precedence import RANKS, WITHOUT_RANK
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import DateField
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.contract import paper_words
from numspot_desk.usecases.contract.hierarchy_notes import fact_name
from numspot_desk.usecases.contract.named_facts import INCORPORATED_KINDS, REFERRERS, Fact, NamedFact

_SORTS: Final = (
    N_("Document without rank (purchase terms, offer, mail…)"),
    N_("Document incorporated by reference, with its date"),
    N_("Another ranking, agreed by the parties"),
)
_OTHER: Final = N_("Other document")


class NamedDialog(QDialog):
    """`named` carries a fact to keep, `withdrawn` the id of the event to take back."""

    named = Signal(object)
    withdrawn = Signal(str)

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        text = context.language.text
        self.setWindowTitle(text("Documents and ranking named by the parties"))
        self.setMinimumWidth(60 * GRID)
        self._standing = QVBoxLayout()
        self.sort, self.kind, self.referred_by, self.ranking = (QComboBox(self) for _ in range(4))
        self.title, self.edition, self.clause = (QLineEdit(self) for _ in range(3))
        self.day = DateField(context, self)
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        set_role(self.problem, "problem")
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for label, field in (
            (text("What is named"), self.sort),
            (text("Kind of document"), self.kind),
            (text("Title"), self.title),
            (text("Version"), self.edition),
            (text("Referred to by"), self.referred_by),
            (text("Ranking, highest first"), self.ranking),
            (text("Clause that says so (CP-8)"), self.clause),
            (text("Date"), self.day),
        ):
            self._form.addRow(label, field)
            field.setAccessibleName(label)
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Save | standard.Close, self)
        self.buttons.button(standard.Save).setText(text("Add"))
        self.buttons.button(standard.Close).setText(text("Close"))
        self.buttons.accepted.connect(self._add)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addLayout(self._standing)
        layout.addLayout(self._form)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        self._fill()
        self.sort.currentIndexChanged.connect(self._show_rows)
        self._show_rows()
        self.sort.setFocus()

    def show_named(self, named: Sequence[NamedFact]) -> None:
        """Show what stands; what was typed is kept and can be added again with other words."""
        while (item := self._standing.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in named:
            self._standing.addWidget(self._row(one))
        self.say("")

    def say(self, problem: str) -> None:
        """Show why something was refused; "" for nothing."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def fact(self) -> Fact | None:
        """What the form holds; None, with the reason shown, where the day cannot be read."""
        value = self.day.read(self.day.text())
        if value is None or (not value and self.sort.currentIndex() == 2):
            self.say(self.context.language.text("Type a day, like 22/11/2026."))
            self.day.setFocus()
            return None
        day = dt.date.fromisoformat(value) if value else None
        match self.sort.currentIndex():
            case 0:
                return Unranked(self.kind.currentData(), self.title.text(), day)
            case 1:
                return Incorporated(
                    self.kind.currentData(),
                    self.title.text(),
                    self.referred_by.currentData(),
                    day,
                    self.edition.text(),
                )
        assert day is not None
        ranking = tuple(Document(one) for one in self.ranking.currentData())
        return AgreedRanking(ranking, day, self.clause.text().strip())

    def _add(self) -> None:
        fact = self.fact()
        if fact is not None:
            self.named.emit(fact)

    def _fill(self) -> None:
        text = self.context.language.text
        self.sort.addItems([text(name) for name in _SORTS])
        for referrer in REFERRERS:
            rank, _dash, kind = referrer.partition("-")
            name = text(paper_words.RANK_NAMES[Document(rank)])
            self.referred_by.addItem(f"{name} {kind}".strip(), referrer)
        for ranking in itertools.permutations(RANKS):
            if ranking != RANKS:
                names = " > ".join(one.value for one in ranking)
                self.ranking.addItem(names, [one.value for one in ranking])

    def _show_rows(self) -> None:
        """The fields of what is named; the kinds are those of its sort."""
        text, sort = self.context.language.text, self.sort.currentIndex()
        self.kind.clear()
        names = paper_words.UNRANKED_NAMES if sort == 0 else paper_words.INCORPORATED_NAMES
        for kind in WITHOUT_RANK if sort == 0 else INCORPORATED_KINDS:
            self.kind.addItem(text(names.get(kind, _OTHER)), kind)
        shown = {
            self.kind: sort < 2,
            self.title: sort < 2,
            self.edition: sort == 1,
            self.referred_by: sort == 1,
            self.ranking: sort == 2,
            self.clause: sort == 2,
        }
        for field, visible in shown.items():
            self._form.setRowVisible(field, visible)

    def _row(self, one: NamedFact) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        said = fact_name(one.fact, self.context.language)
        label = QLabel(said, row)
        label.setWordWrap(True)
        button = QPushButton(self.context.language.text("Take back"), row)
        set_role(button, "quiet")
        button.setAccessibleName(self.context.language.text("Take back: {name}", name=said))
        button.clicked.connect(lambda _on=False, ident=one.event.id: self.withdrawn.emit(ident))
        line.addWidget(label, 1)
        line.addWidget(button)
        return row
