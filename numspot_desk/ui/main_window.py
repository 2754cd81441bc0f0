"""The main window: navigation, top bar, the page in front, status line, and the keys of the frame.

It carries the requests of pages and knows no order. Before a workspace is open it shows another widget
instead (`show_gate`: first start, unlock). The visited pages live in `frame.page_stack`, the panel
"Pourquoi ?" beside them in `why.side`, the window's place on the screen in `frame.window_place`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.frame.navigation import Navigation
from numspot_desk.ui.frame.page_stack import PageStack, place_of
from numspot_desk.ui.frame.status_line import StatusLine
from numspot_desk.ui.frame.top_bar import TopBar
from numspot_desk.ui.frame.window_place import keep_place, restore_place
from numspot_desk.ui.handover.dropped import dropped_file
from numspot_desk.ui.kit.clipboard_watch import ClipboardWatch
from numspot_desk.ui.kit.page import Command, Page
from numspot_desk.ui.kit.tab_order import TabOrder
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.pages import NAVIGATION, PARENT
from numspot_desk.ui.why.side import WhySide
from numspot_desk.usecases.roles import may_write

if TYPE_CHECKING:
    from numspot_desk.usecases.ports.workspace import Workspace

COLLAPSE_BELOW = 120 * GRID
"""Narrower than this, the navigation shows icons only, whatever was chosen."""
SMALLEST = (640, 480)
FRENCH_DIGIT_ROW = "&é\"'(-è_ç"
"""What the keys 1 to 9 of a French keyboard give without Shift."""
WAITING = (OrderState.DRAFT, OrderState.IN_REVIEW, OrderState.APPROVED)


class MainWindow(QMainWindow):
    """The one window. `closing` is emitted when the person closes it, after the pages settled."""

    closing = Signal()

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self.context = context
        self._gate: QWidget | None = None
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self.setWindowTitle("NumSpot Desk")
        self.clipboard_watch = ClipboardWatch(QGuiApplication.clipboard(), self)
        self._build()
        self._connect()
        self._add_shortcuts()
        restore_place(self, self.context.preferences)
        self._fit_navigation()

    # ── Building ─────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self._rooms = QStackedWidget(self)
        self._desk = QWidget(self._rooms)
        self._rooms.addWidget(self._desk)
        self.navigation = Navigation(self.context, self._desk)
        self.top_bar = TopBar(self.context, self._desk)
        self.pages = PageStack(self.context, self._desk)
        self.why_side = WhySide(self.context, self.pages, self._desk)
        self._tab_order = TabOrder(self._desk)
        self.status = StatusLine(self.context, self._desk)
        self.quiet = self.status.quiet
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        right.addWidget(self.why_side, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addLayout(right, 1)
        whole = QVBoxLayout(self._desk)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addWidget(self.status)
        self.setCentralWidget(self._rooms)
        self._chosen_collapsed = self.context.preferences.get("navigation") == "icons"

    def _connect(self) -> None:
        context = self.context
        self.navigation.chosen.connect(self.go)
        self.navigation.collapsed_changed.connect(self._navigation_collapsed)
        self.top_bar.searched.connect(self._search)
        self.top_bar.left_downwards.connect(self._focus_found)
        self.top_bar.palette_button.clicked.connect(self.open_palette)
        self.status.person_asked.connect(self._open_person)
        self.status.help_asked.connect(self.show_shortcuts)
        self.status.lock_asked.connect(self.lock)
        context.page_requested.connect(self.go)
        context.changed.connect(self.refresh_counts)
        context.workspace_changed.connect(self._workspace_changed)
        context.workspace_closed.connect(self.pages.forget)
        context.workspace_closed.connect(self.clipboard_watch.clear_now)
        context.language_changed.connect(self._page_dressed)
        self.pages.title_changed.connect(self._page_dressed)
        self.why_side.made.connect(self._tab_order.follow)
        self.why_side.left.connect(self._focus_page)
        self.why_side.clause_asked.connect(self._open_clause)

    def _add_shortcuts(self) -> None:
        for keys, act in (
            ("Ctrl+K", self.open_palette),
            ("Ctrl+I", self.why_side.explain_focused),
            (QKeySequence(QKeySequence.StandardKey.HelpContents), self.show_shortcuts),
            (QKeySequence(QKeySequence.StandardKey.Find), self.focus_search),
            ("Ctrl+B", self.navigation.toggle),
            ("Ctrl+L", self.lock),
            ("Ctrl+,", lambda: self.go("settings")),
        ):
            QShortcut(QKeySequence(keys), self._desk, act)
        QShortcut(QKeySequence("Ctrl+Q"), self, self.close)  # also where a gate stands before the desk
        for number, spec in enumerate(NAVIGATION[: len(FRENCH_DIGIT_ROW)], start=1):
            entry = self.navigation.entry(spec.id)
            shortcut = QShortcut(self._desk)
            shortcut.setKeys(page_keys(number))
            shortcut.activated.connect(entry.click)

    # ── Rooms and pages ──────────────────────────────────────────────────────────────────────────

    def show_gate(self, gate: QWidget) -> None:
        """Show another widget in place of the desk; the one before is deleted."""
        self._drop_gate()
        self._gate = gate
        self.setWindowTitle("NumSpot Desk")  # the title of a page may name a client
        self._rooms.addWidget(gate)
        self._rooms.setCurrentWidget(gate)

    def show_desk(self, page: str | None = None) -> None:
        """Show the desk, on this page or on the last one visited."""
        self._rooms.setCurrentWidget(self._desk)
        self._drop_gate()
        self.go(*place_of(page or self.context.preferences.get("page", "home")))

    def _drop_gate(self) -> None:
        gate, self._gate = self._gate, None
        if gate is not None:
            self._rooms.removeWidget(gate)
            gate.deleteLater()

    def go(self, page_id: str, argument: Any = None) -> None:
        """Show a page; it is made at its first visit. Unknown ids are a bug: `KeyError`."""
        page = self.pages.bring(page_id)
        self.navigation.set_current(PARENT.get(page_id, page_id))
        self._page_dressed()
        page.enter(argument)
        self._page_dressed()
        self._tab_order.follow()

    def current(self) -> Page | None:
        """The page in front."""
        return self.pages.front

    def _page_dressed(self) -> None:
        page = self.pages.front
        if page is None:
            return
        title = page.title()
        search = page.search_text() if page.searchable() else None
        self.top_bar.show_page(title, page.primary_action(), search)
        # the dash that Qt puts in the titles of dialogs
        self.setWindowTitle(f"{title} — NumSpot Desk" if title else "NumSpot Desk")
        self.context.preferences.put("page", self.pages.place())

    def _search(self, text: str) -> None:
        page = self.pages.front
        if page is not None and page.searchable():
            page.search(text)

    def _focus_found(self) -> None:
        if self.pages.front is not None:
            self.pages.front.focus_found()

    def _focus_page(self) -> None:
        if self.pages.front is not None:
            self.pages.front.setFocus()

    def focus_search(self) -> None:
        """Put the cursor in the search of the page, or open the search over everything."""
        if self.pages.front is not None and self.pages.front.searchable():
            self.top_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.top_bar.search.selectAll()
        else:
            self.open_palette()

    def _open_person(self) -> None:
        self.go("settings", "person")

    def _open_role(self) -> None:
        self.go("settings", "role")

    def _open_clause(self, ref: str) -> None:
        if self.pages.front is None or not self.pages.front.open_clause(ref):
            self.go("terms", ref)

    # ── Files dropped on the window ──────────────────────────────────────────────────────────────

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = self._dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.go("orders", path)

    def _dropped(self, event: QDropEvent) -> Path | None:
        """The file that comes in, unless the desk is closed or a dialog waits."""
        ready = (
            self.pages.front is not None and self._gate is None and QApplication.activeModalWidget() is None
        )
        return dropped_file(event.mimeData()) if ready and may_write(self.context.person) else None

    # ── Palette, shortcuts, lock ─────────────────────────────────────────────────────────────────

    def open_palette(self) -> None:
        """One search over orders, clients, mandates, deadlines, clauses and actions."""
        from numspot_desk.ui.frame.palette import Palette

        home = self.pages.visited("home")
        known = home.known_deadlines() if home is not None else ()
        Palette(self.context, self._desk, self._actions(), known).open_over(self.pages)

    def _actions(self) -> list[Command]:
        from numspot_desk.ui.orders.actions import OrderActions

        text, found = self.context.language.text, []
        page = self.pages.front
        if page is not None and (action := page.primary_action()) is not None:
            found.append(Command(action.text().replace("&", ""), "plus", action.trigger))
        if page is not None:
            found += page.commands()
        new = Command(text("Create an order"), "plus", OrderActions(self.context, self).start)
        if new.label not in [one.label for one in found] and may_write(self.context.person):
            found.append(new)
        found += self.top_bar.bell.commands()
        found.append(Command(text("Change the role"), "person", self._open_role))
        found.append(Command(text("Keyboard shortcuts"), "help", self.show_shortcuts))
        if self.context.safety is not None:
            found.append(Command(text("Lock now"), "lock", self.lock))
        return found

    def show_shortcuts(self) -> None:
        """List the keys of the frame and of the page."""
        from numspot_desk.ui.frame.shortcuts import ShortcutsDialog

        ShortcutsDialog(self.context, self.pages.front, self).open()

    def lock(self) -> None:
        """Close the workspace and ask for its key, if that can be done here."""
        self.pages.leave()
        if self.context.safety is not None and self.context.has_workspace:
            self.context.safety.lock()

    # ── Counts ───────────────────────────────────────────────────────────────────────────────────

    def refresh_counts(self) -> None:
        """Read again what waits, for the navigation."""
        if self.context.has_workspace:
            self.context.run(_waiting, self._show_counts, self._no_counts)

    def _show_counts(self, waiting: int) -> None:
        self.navigation.set_counts({"orders": waiting})

    def _no_counts(self, error: BaseException) -> None:
        self.navigation.set_counts({})
        if not isinstance(error, Exception):
            raise error

    def _workspace_changed(self, is_open: bool) -> None:
        if is_open:
            self.refresh_counts()
        else:
            self.quiet.dismiss()
            self.why_side.close_panel()

    # ── Window ───────────────────────────────────────────────────────────────────────────────────

    def _navigation_collapsed(self, collapsed: bool) -> None:
        self._chosen_collapsed = collapsed
        self.context.preferences.put("navigation", "icons" if collapsed else "names")

    def _fit_navigation(self) -> None:
        with QSignalBlocker(self.navigation):
            self.navigation.set_collapsed(self._chosen_collapsed or self.width() < COLLAPSE_BELOW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        crossed = (event.oldSize().width() < COLLAPSE_BELOW) != (event.size().width() < COLLAPSE_BELOW)
        if crossed or event.oldSize().width() < 0:
            self._fit_navigation()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no field or page took: Enter presses the focused button as Space does, Ctrl+Z undoes what the
        quiet message offers."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            button = QApplication.focusWidget()
            if isinstance(button, QPushButton | QToolButton):
                button.click()
                return
        if not (event.matches(QKeySequence.StandardKey.Undo) and self.quiet.undo_now()):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.clipboard_watch.clear_now()
        if self.isVisible():
            self.pages.leave()
            keep_place(self, self.context.preferences)
            self.context.preferences.sync()
            self.closing.emit()
        super().closeEvent(event)


def page_keys(number: int) -> list[QKeySequence]:
    """The keys of the n-th page: Ctrl and the digit, also where a French letter shares its key."""
    return [QKeySequence(f"Ctrl+{number}"), QKeySequence(f"Ctrl+{FRENCH_DIGIT_ROW[number - 1]}")]


def _waiting(workspace: Workspace) -> int:
    counts = workspace.orders.counts_by_state()
    return sum(counts.get(state, 0) for state in WAITING)
