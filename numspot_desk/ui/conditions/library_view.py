"""The clause library: its clauses at the left, narrowed by search and filters, the chosen one read whole.

Writing is `clause_editor`, files are `library_files`.
"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.language.messages import N_
from numspot_desk.ui.conditions.clause_reading import ClauseReading
from numspot_desk.ui.conditions.library_files import LibraryFiles
from numspot_desk.ui.conditions.library_words import (
    KIND_CHOICES,
    RETIRED,
    LibraryFilter,
    standing,
    subject_choices,
)
from numspot_desk.ui.conditions.library_writing import LibraryWriting
from numspot_desk.ui.conditions.tab import ConditionsTab
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.empty import EmptyState
from numspot_desk.ui.kit.fields import ChoiceField
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.splitter import RememberedSplitter
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.terms.row_tree import RowTree
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.conditions.clause_library import Library, LibraryEntry, read_library
from numspot_desk.usecases.roles import may_decide

_HELD = Qt.ItemDataRole.UserRole
_SIDE_BY_SIDE = 110
"""Letters of width from which list and clause stand side by side; below, one under the other."""
_LINES = 5


class LibraryView(ConditionsTab):
    """`enter` takes the id of a clause to show."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.library = Library(())
        self.filter = LibraryFilter()
        self._stale = True
        self._wanted = self._revealed = ""
        self.kind = ChoiceField(context, KIND_CHOICES, self)
        self.subject = ChoiceField(context, parent=self)
        for field in (self.kind, self.subject):
            field.edited.connect(self._narrowed)
        self.clear_button, self.new_button, self.import_button, self.export_button = (
            QPushButton(self) for _ in range(4)
        )
        for button in (self.clear_button, self.new_button, self.import_button, self.export_button):
            set_role(button, "quiet")
        self._count = QLabel(self)
        self._count.setWordWrap(True)
        set_role(self._count, "muted")
        self.list = RowTree(self)
        self.list.setColumnCount(3)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._current)
        self.reading = ClauseReading(context, self)
        self.reading.uses.order_asked.connect(lambda order_id: context.go("order", order_id))
        self.writing = LibraryWriting(context, self)
        self.files = LibraryFiles(context, self)
        self.clear_button.clicked.connect(self.show_all)
        self.new_button.clicked.connect(self.write_new)
        self.import_button.clicked.connect(self.files.choose)
        self.export_button.clicked.connect(self.files.export)
        self.reading.write_asked.connect(self.write_version)
        self.reading.retire_asked.connect(self.retire)
        self.list.itemActivated.connect(self._read_on)
        self._build()
        theme().changed.connect(self._dress)
        context.changed.connect(self._changed)
        context.person_changed.connect(self._say)
        self.retranslate()

    def _build(self) -> None:
        for keys, act in (
            (QKeySequence("Ctrl+E"), self.write_version),
            (QKeySequence(QKeySequence.StandardKey.Open), self._choose_file),
            (QKeySequence(QKeySequence.StandardKey.Save), self.files.export),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        bar = FlowLayout()
        for widget in (
            *(self.kind, self.subject, self.clear_button, self.new_button),
            *(self.import_button, self.export_button),
        ):
            bar.addWidget(widget)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._count)
        column.addWidget(self.list, 1)
        self.split = RememberedSplitter(self.context, "library", self)
        self.split.addWidget(left)
        self.split.addWidget(self.reading)
        self.split.restore([54 * GRID, 66 * GRID])
        self._unfound = EmptyState(
            self.context,
            "search",
            N_("Nothing found"),
            N_("No clause matches the search and the filters."),
        )
        self._rooms = QStackedWidget(self)
        self._area = self._scrolled(self.split)
        self._rooms.addWidget(self._area)
        self._rooms.addWidget(self._unfound)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(bar)
        layout.addWidget(self._rooms, 1)

    def _scrolled(self, widget: QWidget) -> QScrollArea:
        """In a small window with large letters, nothing is squeezed."""
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(widget)
        return area

    # ── Tab ──────────────────────────────────────────────────────────────────────────────────────

    def enter(self, argument: Any = None) -> None:
        if isinstance(argument, str) and argument:
            self._wanted = argument
            self.show_all()
        if self._stale:
            self.read()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def searchable(self) -> bool:
        return True

    def search_text(self) -> str:
        return self.filter.text

    def search(self, text: str) -> None:
        if text != self.filter.text:
            self._show_filter(LibraryFilter(self.filter.kind, self.filter.subject, text))

    def focus_found(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def shortcuts(self) -> list[tuple[str, str]]:
        text = self.context.language.text
        found = [("Return", text("Read the clause"))]
        if may_decide(self.context.person):
            found += [("Ctrl+E", text("New version of the clause")), ("Ctrl+O", text("Import a library"))]
        return [*found, ("Ctrl+S", text("Export the library"))]

    def retranslate(self) -> None:
        text = self.context.language.text
        self.kind.setAccessibleName(text("Kind of clause"))
        self.subject.setAccessibleName(text("Subject"))
        self.clear_button.setText(text("Show all"))
        self.new_button.setText(text("New clause…"))
        self.import_button.setText(text("Import a library…"))
        self.export_button.setText(text("Export the library…"))
        self.list.setAccessibleName(text("Clauses of the library"))
        self.list.setHeaderLabels([text("Clause"), text("Stands at"), text("Orders")])
        self.reading.retranslate()
        self._offer_subjects()
        self._fill()
        self._dress()

    # ── List ─────────────────────────────────────────────────────────────────────────────────────

    def read(self) -> None:
        """Read the library again, keeping what is chosen."""
        if not self.context.has_workspace:
            return
        self._stale = False
        self.context.run(read_library, self._show, owner=self)

    def entry(self) -> LibraryEntry | None:
        """The clause that is read."""
        item = self.list.currentItem()
        return None if item is None else item.data(0, _HELD)

    def reveal(self, clause_id: str) -> None:
        """Read the library again and bring a clause that was written to the front."""
        self._revealed = clause_id
        self.read()

    def choose(self, clause_id: str) -> None:
        """Bring a clause to the front, whatever the list is narrowed to."""
        self._wanted = clause_id
        entry = self.library.by_id.get(clause_id)
        if entry is not None and entry not in self.filter.shown(self.library):
            self.filter = LibraryFilter(RETIRED if entry.clause.retired else "")
        self._fill()

    def show_all(self) -> None:
        """Leave search and filters."""
        self._show_filter(LibraryFilter())
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, library: Library) -> None:
        self.library = library
        self._offer_subjects()
        revealed, self._revealed = self._revealed, ""
        if revealed:
            self.choose(revealed)
        else:
            self._fill()

    def _offer_subjects(self) -> None:
        kept = self.subject.value()
        self.subject.set_options(subject_choices(self.library, self.context.language))
        self.subject.set_value(kept)

    def _narrowed(self) -> None:
        self._show_filter(LibraryFilter(self.kind.value(), self.subject.value(), self.filter.text))

    def _show_filter(self, wanted: LibraryFilter) -> None:
        self.filter = wanted
        self._fill()

    def _fill(self) -> None:
        current = self.entry()
        wanted = self._wanted or ("" if current is None else current.clause.id)
        language = self.context.language
        self.kind.set_value(self.filter.kind)
        self.subject.set_value(self.filter.subject)
        self.list.blockSignals(True)
        self.list.clear()
        found = self.filter.shown(self.library)
        chosen = None
        for entry in found:
            clause = entry.clause
            cells = [
                clause.title.in_language(language.code),
                standing(clause),
                str(entry.uses) if entry.uses else "",
            ]
            item = QTreeWidgetItem(self.list, cells)
            item.setData(0, _HELD, entry)
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column, cell in enumerate(cells):
                item.setToolTip(column, cell)
            if clause.id == wanted:
                chosen = item
        self.list.blockSignals(False)
        if found:
            self._wanted = ""
            if (first := chosen or self.list.topLevelItem(0)) is not None:
                self.list.setCurrentItem(first)
                self.list.scrollToItem(first)
        self._rooms.setCurrentIndex(0 if found or not self.library.entries else 1)
        self._current()
        self._say()

    def _current(self) -> None:
        self.reading.show_entry(self.library, self.entry())

    def _read_on(self) -> None:
        self.reading.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(self.reading.sheet)

    def _changed(self, changes: Changes) -> None:
        if changes.library or changes.orders or changes.terms:
            if self.isVisible():
                self.read()
            else:
                self._stale = True

    def _say(self) -> None:
        language, legal = self.context.language, may_decide(self.context.person)
        n = len(self.filter.shown(self.library))
        said = language.ntext("{n} clause", "{n} clauses", n) if self.library.entries else ""
        if self.filter.text.strip():
            searched = language.text(
                "{label}: {value}", label=language.text("Search"), value=self.filter.text.strip()
            )
            said = f"{said} · {searched}"
        if not legal and said:
            declared = language.text("only legal changes the library")
            said = f"{said} · {declared}"
        self._count.setText(said)
        self.clear_button.setVisible(self.filter.narrows)
        self.new_button.setVisible(legal)
        self.import_button.setVisible(legal)

    # ── Acts ─────────────────────────────────────────────────────────────────────────────────────

    def write_version(self) -> None:
        """Write the version that follows the last one of the clause that is read."""
        entry = self.entry()
        if entry is not None and may_decide(self.context.person):
            self.writing.version(self.library, entry, self.reveal)

    def write_new(self) -> None:
        """Write a clause that the library does not have."""
        if may_decide(self.context.person):
            self.writing.new(self.library, self.reveal)

    def retire(self) -> None:
        """Take the clause that is read out of use, or bring it back."""
        entry = self.entry()
        if entry is not None and may_decide(self.context.person):
            self.writing.retire(entry, self.reveal)

    def _choose_file(self) -> None:
        if may_decide(self.context.person):
            self.files.choose()

    # ── Look ─────────────────────────────────────────────────────────────────────────────────────

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= _SIDE_BY_SIDE * theme().metrics().averageCharWidth()
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.split.orientation() != wanted:
            self.split.setOrientation(wanted)
        layout = self.reading.layout()
        room = self.width() - 2 * GRID
        least = 0 if wide or layout is None else layout.totalMinimumHeightForWidth(room)
        self.reading.setMinimumHeight(least)

    def _dress(self) -> None:
        self.clear_button.setIcon(icon("close", "accent"))
        self.new_button.setIcon(icon("plus", "accent"))
        self.import_button.setIcon(icon("import", "accent"))
        self.export_button.setIcon(icon("export", "accent"))
        room = theme().metrics().averageCharWidth()
        self.list.setColumnWidth(1, 18 * room)
        self.list.setMinimumHeight(_LINES * (theme().metrics().lineSpacing() + 8))
        self._arrange()
