"""The orders that have a clause of the library: which version, whether in its words. Return opens one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QLabel, QPushButton, QTreeWidgetItem, QVBoxLayout, QWidget

from numspot_desk.ui.conditions.library_words import WORDING_NAMES, WORDING_SIGNS, uses_line
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.states import state_icon, state_label
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.terms.row_tree import RowTree
from numspot_desk.usecases.conditions.clause_library import LibraryEntry, Use, UsesPage, clause_uses

_HELD = Qt.ItemDataRole.UserRole
_LEAST, _MOST = 3, 7
"""Lines of the list that are in sight, however small the window; more than that leave the clause no room."""


class ClauseUsesList(QWidget):
    """`order_asked` carries the id of the order to open."""

    order_asked = Signal(str)

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._entry: LibraryEntry | None = None
        self._next: tuple[str, int, str] | None = None
        self._asked = 0
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        set_role(self._said, "label")
        self.list = RowTree(self)
        self.list.setColumnCount(5)
        heads = self.list.header()
        heads.setStretchLastSection(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heads.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._open)
        self.more = QPushButton(self)
        set_role(self.more, "quiet")
        self.more.clicked.connect(self._read_more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._said)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        theme().changed.connect(self._dress)
        self.retranslate()

    def show_entry(self, entry: LibraryEntry | None) -> None:
        """Show who uses a clause; None shows nothing."""
        same = entry is not None and self._entry is not None and entry.clause.id == self._entry.clause.id
        self._entry = entry
        if not same:
            self.list.clear()
        self._next = None
        self._say()
        if entry is not None and entry.uses:
            self._read(None)
        else:
            self.list.clear()

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        self.list.setAccessibleName(text("Orders that have this clause"))
        self.list.setHeaderLabels(
            [text("Order"), text("Client"), text("State"), text("Version"), text("Words")]
        )
        self.more.setText(text("Show more orders"))
        uses = [self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount())]
        for item in uses:
            if item is not None:
                self._fill(item, item.data(0, _HELD))
        self._say()
        self._dress()

    def _read(self, key: tuple[str, int, str] | None) -> None:
        entry = self._entry
        if entry is None:
            return
        self._asked += 1
        asked, clause_id = self._asked, entry.clause.id

        def shown(page: UsesPage) -> None:
            if asked == self._asked:
                self._show(page, more=key is not None)

        self.context.run(lambda desk: clause_uses(desk, clause_id, key=key), shown, owner=self)

    def _read_more(self) -> None:
        if self._next is not None:
            self._read(self._next)

    def _show(self, page: UsesPage, *, more: bool) -> None:
        if not more:
            self.list.clear()
        for use in page.rows:
            self._fill(QTreeWidgetItem(self.list), use)
        self._next = page.next_key
        if not more and (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self._say()

    def _fill(self, item: QTreeWidgetItem, use: Use) -> None:
        language, row = self.context.language, use.row
        number = row.number
        if row.revision > 1:
            number = language.text("{number} (version {revision})", number=number, revision=row.revision)
        cells = [
            number,
            row.client_name,
            language.text(state_label(row.state)),
            str(row.origin.library_version),
            language.text(WORDING_NAMES[use.wording]),
        ]
        item.setData(0, _HELD, use)
        for column, cell in enumerate(cells):
            item.setText(column, cell)
            item.setToolTip(column, cell)
        item.setIcon(2, icon(*state_icon(row.state)))
        item.setIcon(4, icon(*WORDING_SIGNS[use.wording]))

    def _open(self, item: QTreeWidgetItem) -> None:
        self.order_asked.emit(item.data(0, _HELD).row.order_id)

    def _say(self) -> None:
        entry = self._entry
        self._said.setText("" if entry is None else uses_line(entry, self.context.language))
        used = entry is not None and entry.uses > 0
        self.list.setVisible(used)
        self.more.setVisible(used and self._next is not None)
        self._make_room()

    def _make_room(self) -> None:
        """As high as its rows, within limits: the clause has the rest."""
        line = theme().metrics().lineSpacing() + 3 * GRID // 2
        head = self.list.header().sizeHint().height() + GRID
        rows = self.list.topLevelItemCount()
        self.list.setMinimumHeight(head + min(max(rows, 1), _LEAST) * line)
        self.list.setMaximumHeight(head + min(max(rows, 1), _MOST) * line)

    def _dress(self) -> None:
        self._make_room()
        for row in range(self.list.topLevelItemCount()):
            if (item := self.list.topLevelItem(row)) is not None:
                self._fill(item, item.data(0, _HELD))
