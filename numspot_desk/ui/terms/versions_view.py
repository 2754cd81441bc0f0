"""The adopted versions: a list with their days, what can be done with one, what a search finds in them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.terms.row_tree import RowTree
from numspot_desk.ui.terms.terms_words import LANGUAGE_NAMES, Edition, editions, standing
from numspot_desk.usecases.ports.terms import FoundPassage, TermsVersion

_HELD = Qt.ItemDataRole.UserRole


class VersionsView(QWidget):
    """`read_asked` carries an edition, a reference and the language to lead; the others the labels meant."""

    read_asked = Signal(object, str, str)
    compare_asked = Signal(str, str, str)
    proofs_asked = Signal(str, str)
    contracts_asked = Signal()
    coverage_asked = Signal(str, str)
    rules_asked = Signal(str, str)

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.editions: tuple[Edition, ...] = ()
        self._found: tuple[FoundPassage, ...] | None = None
        self.list, self.passages = RowTree(self), RowTree(self)
        self.list.itemActivated.connect(self._read)
        self.list.currentItemChanged.connect(self._dress_buttons)
        self.passages.itemActivated.connect(self._read_passage)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        set_role(self._said, "muted")
        self.read, self.compare, self.proofs, self.coverage, self.rules, self.contracts = (
            QPushButton(self) for _ in range(6)
        )
        self._menu = QMenu(self)
        self.compare.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.read.clicked.connect(self._read)
        self.proofs.clicked.connect(self._proofread)
        self.coverage.clicked.connect(self._cover)
        self.rules.clicked.connect(self._show_rules)
        self.contracts.clicked.connect(self.contracts_asked)
        held = QWidget(self)
        buttons = FlowLayout(held)
        for button in (self.read, self.compare, self.proofs, self.coverage, self.rules, self.contracts):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._said)
        layout.addWidget(self.passages, 1)
        layout.addWidget(self.list, 1)
        layout.addWidget(held)
        theme().changed.connect(self._dress)
        context.language_changed.connect(self.retranslate)
        self.retranslate()

    def show_versions(self, adopted: Sequence[TermsVersion], choose: str = "") -> None:
        """Show these versions, the one named `choose` as the current one, else the one that was."""
        kept = self._edition()
        self.editions = editions(adopted)
        self._fill(choose or (kept.label if kept is not None else ""))

    def show_found(self, found: Sequence[FoundPassage] | None) -> None:
        """Show what a search found; None: the versions again."""
        focused = self.list.hasFocus() or self.passages.hasFocus()
        self._found = None if found is None else tuple(found)
        self.passages.clear()
        for one in self._found or ():
            item = QTreeWidgetItem(self.passages, [one.version.label, one.ref, one.title, one.passage])
            item.setData(0, _HELD, one)
            item.setToolTip(3, one.passage)
        if (first := self.passages.topLevelItem(0)) is not None:
            self.passages.setCurrentItem(first)
        self._say()
        if focused:
            self.focus_list()

    def focus_list(self) -> None:
        """Put the focus on what is shown."""
        shown = self.list if self._found is None else self.passages
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, label: str) -> None:
        """Make a version the current one."""
        for number, edition in enumerate(self.editions):
            if edition.label == label and (item := self.list.topLevelItem(number)) is not None:
                self.list.setCurrentItem(item)

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────

    def _edition(self) -> Edition | None:
        item = self.list.currentItem()
        return None if item is None else item.data(0, _HELD)

    def _fill(self, label: str) -> None:
        language, today = self.context.language, self.context.clock.today()
        self.list.clear()
        for edition in self.editions:
            days = edition.texts[0]
            cells = [
                edition.label,
                standing(edition, self.editions, today, language),
                language.formats.date_list(days.in_force_from),
                language.formats.date_list(days.published_on),
                ", ".join(language.text(LANGUAGE_NAMES[text.language]) for text in edition.texts),
            ]
            item = QTreeWidgetItem(self.list, cells)
            item.setData(0, _HELD, edition)
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
            self.choose(label)
        self._dress()
        self._say()

    def _read(self) -> None:
        if self._found is not None:
            self._read_passage()
        elif (edition := self._edition()) is not None:
            self.read_asked.emit(edition, "", "fr")

    def _read_passage(self) -> None:
        item = self.passages.currentItem()
        if item is None:
            return
        found: FoundPassage = item.data(0, _HELD)
        for edition in self.editions:
            if found.version in edition.texts:
                self.read_asked.emit(edition, found.ref, found.version.language)

    def _proofread(self) -> None:
        if (edition := self._edition()) is not None:
            self.proofs_asked.emit(edition.label, edition.texts[0].language)

    def _cover(self) -> None:
        if (edition := self._edition()) is not None:
            self.coverage_asked.emit(edition.label, edition.texts[0].language)

    def _show_rules(self) -> None:
        if (edition := self._edition()) is not None:
            self.rules_asked.emit(edition.label, edition.texts[0].language)

    def _others(self) -> list[tuple[Edition, str]]:
        """The versions that the current one can be compared with, each with the language they share."""
        chosen = self._edition()
        if chosen is None:
            return []
        own = [text.language for text in chosen.texts]
        shared = (
            (other, [text.language for text in other.texts if text.language in own])
            for other in self.editions
            if other is not chosen
        )
        return [(other, languages[0]) for other, languages in shared if languages]

    def _fill_menu(self) -> None:
        self._menu.clear()
        for other, language in self._others():
            action = self._menu.addAction(other.label.replace("&", "&&"))
            action.setData((other, language))
            action.triggered.connect(self._compare)

    def _compare(self) -> None:
        action, chosen = self.sender(), self._edition()
        if chosen is None or not isinstance(action, QAction):
            return
        other, language = action.data()
        old, new = sorted((chosen, other), key=lambda edition: edition.texts[0].in_force_from)
        self.compare_asked.emit(old.label, new.label, language)

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        self.list.setAccessibleName(text("Versions of the general terms"))
        self.list.setHeaderLabels(
            [text("Version"), text("State"), text("In force from"), text("Published on"), text("Languages")]
        )
        self.passages.setAccessibleName(text("Clauses found"))
        self.passages.setHeaderLabels([text("Version"), text("Clause"), text("Title"), text("Text")])
        self.read.setText(text("Read"))
        self.compare.setText(text("Compare with"))
        self.proofs.setText(text("Proof-read"))
        self.coverage.setText(text("Data Act points"))
        self.rules.setText(text("Clauses of the rules"))
        self.contracts.setText(text("Contracts by version"))
        self._fill(kept.label if (kept := self._edition()) is not None else "")

    def _say(self) -> None:
        searching = self._found is not None
        self.passages.setVisible(searching)
        self.list.setVisible(not searching)
        self._said.setVisible(searching)
        if self._found is not None:
            self._said.setText(
                self.context.language.ntext("{n} clause found", "{n} clauses found", len(self._found))
                if self._found
                else self.context.language.text("No clause of the adopted versions holds these words.")
            )
        self._dress_buttons()

    def _dress_buttons(self) -> None:
        """What acts on a version is not offered while passages are shown, of which there may be several."""
        searching, chosen = self._found is not None, self._edition() is not None
        for button in (self.compare, self.proofs, self.coverage, self.rules, self.contracts):
            button.setVisible(not searching)
        for button in (self.proofs, self.coverage, self.rules):
            button.setEnabled(chosen)
        self.read.setEnabled(bool(self._found) if searching else chosen)
        self.compare.setEnabled(bool(self._others()))

    def _dress(self) -> None:
        for column in range(self.list.columnCount() - 1):
            self.list.resizeColumnToContents(column)
            self.list.setColumnWidth(column, self.list.columnWidth(column) + 2 * GRID)
        room = theme().metrics().averageCharWidth()
        for column, letters in enumerate((14, 22, 28)):
            self.passages.setColumnWidth(column, letters * room)
        self.read.setIcon(icon("terms"))
        self.contracts.setIcon(icon("orders"))
