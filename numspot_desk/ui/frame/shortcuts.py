"""The list of shortcuts that F1 shows: those of the frame, and those of the page in front."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.keys import keys_said
from numspot_desk.ui.kit.page import Page
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID

FRAME = (
    ("Ctrl+K", N_("Find an order, a client, a clause or an action")),
    ("Ctrl+I", N_("Explain the focused value")),
    ("Esc", N_("Close the explanation, a list or a window")),
    ("Ctrl+F", N_("Search this page")),
    ("Ctrl+Z", N_("Undo, also what a message offers")),
    ("Ctrl+1 … Ctrl+9", N_("Go to a page")),
    ("Ctrl+,", N_("Settings")),
    ("Ctrl+R", N_("Reminders")),
    ("Ctrl+B", N_("Show or hide the names of the pages")),
    ("Ctrl+L", N_("Lock now")),
    ("Ctrl+Q", N_("Quit; everything is saved already")),
    ("F1", N_("This list")),
)


class ShortcutsDialog(QDialog):
    """Read only; Esc or Enter closes it."""

    def __init__(self, context: DeskContext, page: Page | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = context.language.text
        self.setWindowTitle(text("Keyboard shortcuts"))
        rows = [(keys_said(keys), text(msgid)) for keys, msgid in FRAME]
        if page is not None:
            rows += [(keys_said(keys), says) for keys, says in page.shortcuts()]
        table = QTableWidget(len(rows), 2, self)
        table.setAccessibleName(text("Keyboard shortcuts"))
        table.horizontalHeader().hide()
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for row, pair in enumerate(rows):
            for column, cell in enumerate(pair):
                table.setItem(row, column, QTableWidgetItem(cell))
        table.resizeColumnsToContents()
        whole = table.horizontalHeader().length() + 4 * GRID
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.setCurrentCell(0, 0)
        heading = QLabel(text("Keyboard shortcuts"), self)
        set_role(heading, "heading")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(text("Close"))
        close.setAccessibleName(text("Close"))
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(heading)
        layout.addWidget(table)
        layout.addWidget(buttons)
        around = layout.contentsMargins().left() + layout.contentsMargins().right()
        self.resize(min(whole + around, parent.width()), min(60 * GRID, parent.height()))
        table.setFocus()
