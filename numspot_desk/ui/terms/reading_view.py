"""Reading an adopted version: its clauses at the left, the text at the right, French beside English. A
defined term leads to its definition, by a click or Ctrl+D; Alt+Left leads back.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.terms.tree import Node
from numspot_desk.terms.uses import Use, uses_by_clause
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.keys import action_within
from numspot_desk.ui.kit.splitter import RememberedSplitter
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.terms.clause_text import ClauseText
from numspot_desk.ui.terms.clause_tree import ClauseTree
from numspot_desk.ui.terms.terms_words import Edition, citation
from numspot_desk.usecases.ports.terms import StoredTerms
from numspot_desk.usecases.ports.workspace import Workspace


class ReadingView(QWidget):
    """`closed` when the person goes back."""

    closed = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._texts: tuple[StoredTerms, ...] = ()
        self._others: dict[str, Node] = {}
        self._back, self._copy = QPushButton(self), QPushButton(self)
        set_role(self._back, "quiet")
        self._back.clicked.connect(self.closed)
        self._heading, self._days = QLabel(self), QLabel(self)
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self._heading.setWordWrap(True)
        set_role(self._heading, "heading")
        set_role(self._days, "muted")
        self._days.setWordWrap(True)
        self.beside = QCheckBox(self)
        self.beside.setChecked(True)
        self.beside.toggled.connect(self._paint)
        self.tree = ClauseTree(self)
        self.tree.chosen.connect(self._paint)
        self.text = ClauseText(self)
        self.text.definition_asked.connect(self.go_to)
        self._uses: Mapping[str, Sequence[Use]] = {}
        self._way: list[str] = []
        self.terms = QMenu(self)
        self._action = action_within(self, "Ctrl+Shift+C", self.copy_citation)
        self._copy.clicked.connect(self._action.trigger)
        self._definitions = action_within(self, "Ctrl+D", self.offer_definitions)
        self._return = action_within(self, "Alt+Left", self.go_back)
        self._lay_out()
        theme().changed.connect(self._dress)
        context.language_changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addStretch(1)
        head.addWidget(self._copy)
        below = QHBoxLayout()
        below.addWidget(self._days, 1)
        below.addWidget(self.beside)
        splitter = RememberedSplitter(self.context, "terms_reading", self)
        splitter.addWidget(self.tree)
        splitter.addWidget(self.text)
        splitter.restore([40 * GRID, 90 * GRID])
        splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self._heading)
        layout.addLayout(below)
        layout.addWidget(splitter, 1)

    # ── What is read ─────────────────────────────────────────────────────────────────────────────

    def show_edition(self, edition: Edition, ref: str = "", first: str = "fr") -> None:
        """Show a version, at a clause; the text in the language `first` leads where it is there."""
        ordered = sorted(edition.texts, key=lambda text: text.language != first)

        def read(workspace: Workspace) -> tuple[tuple[StoredTerms, ...], Mapping[str, Sequence[Use]]]:
            texts = tuple(workspace.terms.get(text.label, text.language) for text in ordered)
            return texts, uses_by_clause(texts[0].terms)

        self.context.run(read, lambda found: self._show(*found, ref), owner=self)

    def _show(self, texts: tuple[StoredTerms, ...], uses: Mapping[str, Sequence[Use]], ref: str) -> None:
        self._texts, self._uses, self._way = texts, uses, []
        self.text.set_uses(uses)
        self._others = {node.ref: node for other in texts[1:] for node in other.terms.walk()}
        self.beside.setVisible(len(texts) > 1)
        self.retranslate()
        self.tree.show_terms(texts[0].terms, ref)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        self._paint()

    def go_to(self, ref: str) -> None:
        """Show a clause, from which Alt+Left leads back here."""
        if self._texts:
            self._way.append(self.tree.ref())
            self.tree.go(ref)

    def go_back(self) -> None:
        """Show the clause from which the person came."""
        if self._way:
            self.tree.go(self._way.pop())

    def offer_definitions(self) -> None:
        """A menu of the defined terms that the clause in sight uses; one of them chosen, its definition."""
        node = self._texts[0].terms.find(self.tree.ref()) if self._texts else None
        shown = () if node is None else tuple(node.walk())
        used = {use.term: use.definition for each in shown for use in self._uses.get(each.ref, ())}
        if not used:
            self.context.post(self.context.language.text("This clause uses no defined term."))
            return
        self.terms.clear()
        for term in sorted(used, key=str.casefold):
            action = self.terms.addAction(term.replace("&", "&&"))
            action.triggered.connect(partial(self.go_to, used[term]))
        self.terms.popup(self.text.mapToGlobal(self.text.rect().topLeft()))
        self.terms.setActiveAction(self.terms.actions()[0])

    def copy_citation(self) -> None:
        """Put the citation of the current clause on the clipboard, and say it."""
        if not self._texts or not self.tree.ref():
            return
        said = citation(self.tree.ref(), self._texts[0].version.label, self.context.language)
        QGuiApplication.clipboard().setText(said)
        self.context.post(self.context.language.text("Copied: {text}", text=said))

    def shortcuts(self) -> list[tuple[str, str]]:
        """(keys, what they do), for the list of F1."""
        return [
            ("Ctrl+Shift+C", self._action.text()),
            ("Ctrl+D", self._definitions.text()),
            ("Alt+Left", self._return.text()),
        ]

    def retranslate(self) -> None:
        """Say everything again in the reader's language, at the same clause."""
        language = self.context.language
        text = language.text
        self._back.setText(text("Back to the versions"))
        self._action.setText(text("Copy the citation"))
        self._copy.setText(self._action.text())
        self._definitions.setText(text("Go to a definition"))
        self._return.setText(text("Back to the clause before"))
        self.terms.setAccessibleName(text("Defined terms of this clause"))
        self.beside.setText(text("Both languages side by side"))
        self.tree.setAccessibleName(text("Clauses"))
        self.text.setAccessibleName(text("Text of the clause"))
        if self._texts:
            version = self._texts[0].version
            self._heading.setText(text("Version {label}", label=version.label))
            self._days.setText(
                text(
                    "Published on {published}, in force from {start}",
                    published=language.formats.date_list(version.published_on),
                    start=language.formats.date_list(version.in_force_from),
                )
            )
        self._paint()
        self._dress()

    def _paint(self) -> None:
        node = self._texts[0].terms.find(self.tree.ref()) if self._texts else None
        paired = len(self._texts) > 1 and self.beside.isChecked()
        absent = self.context.language.text("(not in this language)")
        self.text.show_clause(node, self._others if paired else None, absent)

    def _dress(self) -> None:
        self._back.setIcon(icon("chevron-left", "accent"))
        self._copy.setIcon(icon("copy"))
