"""The main window: navigation, top bar, pages, the panel "Pourquoi ?", status line.

It shows pages and carries their requests; it knows no order. Before a workspace is open it shows another
widget instead (`show_gate`: first start, unlock).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal
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
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.frame.navigation import Navigation
from numspot_desk.ui.frame.status_line import StatusLine
from numspot_desk.ui.frame.top_bar import TopBar
from numspot_desk.ui.handover.dropped import dropped_file
from numspot_desk.ui.kit.clipboard_watch import ClipboardWatch
from numspot_desk.ui.kit.explained import explanation_at
from numspot_desk.ui.kit.page import Command, Page
from numspot_desk.ui.kit.tab_order import TabOrder
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.pages import BY_ID, NAVIGATION, PARENT
from numspot_desk.usecases.roles import may_write

if TYPE_CHECKING:
    from numspot_desk.usecases.ports.workspace import Workspace

COLLAPSE_BELOW = 120 * GRID
"""Narrower than this, the navigation shows icons only, whatever was chosen."""
FIRST_SIZE = (150 * GRID, 100 * GRID)
SMALLEST = (640, 480)
WHY_WIDTH = "why_width"
TITLE_BAR = 5 * GRID
"""Room that the window's own title bar may take."""
FRENCH_DIGIT_ROW = "&é\"'(-è_ç"
"""What the keys 1 to 9 of a French keyboard give without Shift."""
WAITING = (OrderState.DRAFT, OrderState.IN_REVIEW, OrderState.APPROVED)


class MainWindow(QMainWindow):
    """The one window. `closing` is emitted when the person closes it, after the pages settled."""

    closing = Signal()

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self.context = context
        self._pages: dict[str, Page] = {}
        self._page: Page | None = None
        self._gate: QWidget | None = None
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self.setWindowTitle("NumSpot Desk")
        self.clipboard_watch = ClipboardWatch(QGuiApplication.clipboard(), self)
        self._build()
        self._connect()
        self._add_shortcuts()
        self._restore_window()

    # ── Building ─────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self._rooms = QStackedWidget(self)
        self._desk = QWidget(self._rooms)
        self._rooms.addWidget(self._desk)
        self.navigation = Navigation(self.context, self._desk)
        self.top_bar = TopBar(self.context, self._desk)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self._desk)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(GRID // 2)
        self._centre = QStackedWidget(self._splitter)
        self._splitter.addWidget(self._centre)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.splitterMoved.connect(self._keep_why_width)
        self._why: QWidget | None = None
        self._tab_order = TabOrder(self._desk)
        self.status = StatusLine(self.context, self._desk)
        self.quiet = self.status.quiet
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        right.addWidget(self._splitter, 1)
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
        context.why_requested.connect(self.show_why)
        context.value_focused.connect(self._value_focused)
        context.changed.connect(self.refresh_counts)
        context.workspace_changed.connect(self._workspace_changed)
        context.workspace_closed.connect(self._forget_pages)
        context.workspace_closed.connect(self.clipboard_watch.clear_now)
        context.language_changed.connect(self._page_dressed)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)

    def _add_shortcuts(self) -> None:
        for keys, act in (
            ("Ctrl+K", self.open_palette),
            ("Ctrl+I", self.why_here),
            (QKeySequence(QKeySequence.StandardKey.HelpContents), self.show_shortcuts),
            (QKeySequence(QKeySequence.StandardKey.Find), self.focus_search),
            ("Ctrl+B", self.navigation.toggle),
            ("Ctrl+L", self.lock),
            ("Ctrl+Q", self.close),
        ):
            QShortcut(QKeySequence(keys), self._desk, act)
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
        wanted, _, bookmark = (page or self.context.preferences.get("page", "home")).partition("/")
        known = wanted in BY_ID and (bookmark or BY_ID[wanted].in_navigation)
        self.go(wanted if known else "home", bookmark or None)

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
        ready = self._page is not None and self._gate is None and QApplication.activeModalWidget() is None
        return dropped_file(event.mimeData()) if ready and may_write(self.context.person) else None

    def _drop_gate(self) -> None:
        gate, self._gate = self._gate, None
        if gate is not None:
            self._rooms.removeWidget(gate)
            gate.deleteLater()

    def go(self, page_id: str, argument: Any = None) -> None:
        """Show a page; it is made at its first visit. Unknown ids are a bug: `KeyError`."""
        spec = BY_ID[page_id]
        page = self._pages.get(page_id)
        if page is None:
            page = spec.make(self.context)
            page.title_changed.connect(self._page_dressed)
            self._pages[page_id] = page
            self._centre.addWidget(page)
        if self._page is not None and self._page is not page:
            self._page.leave()
        self._page = page
        self._centre.setCurrentWidget(page)
        self.navigation.set_current(PARENT.get(page_id, page_id))
        self._page_dressed()
        page.enter(argument)
        self._page_dressed()
        self._tab_order.follow()

    def current(self) -> Page | None:
        """The page in front."""
        return self._page

    def _page_dressed(self) -> None:
        page = self._page
        if page is None:
            return
        title = page.title()
        search = page.search_text() if page.searchable() else None
        self.top_bar.show_page(title, page.primary_action(), search)
        # the dash that Qt puts in the titles of dialogs
        self.setWindowTitle(f"{title} — NumSpot Desk" if title else "NumSpot Desk")
        self._remember(page)

    def _remember(self, page: Page) -> None:
        """Keep where the person is, for the next start."""
        page_id = next(known for known, each in self._pages.items() if each is page)
        bookmark = page.bookmark()
        place = f"{page_id}/{bookmark}" if bookmark else PARENT.get(page_id, page_id)
        self.context.preferences.put("page", place)

    def _search(self, text: str) -> None:
        if self._page is not None and self._page.searchable():
            self._page.search(text)

    def _focus_found(self) -> None:
        if self._page is not None:
            self._page.focus_found()

    def focus_search(self) -> None:
        """Put the cursor in the search of the page, or open the search over everything."""
        if self._page is not None and self._page.searchable():
            self.top_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.top_bar.search.selectAll()
        else:
            self.open_palette()

    def _open_person(self) -> None:
        self.go("settings", "person")

    def _open_role(self) -> None:
        self.go("settings", "role")

    # ── Why ──────────────────────────────────────────────────────────────────────────────────────

    def why_here(self) -> None:
        """Explain the focused value; asked again for the same one, bring the focus to the panel."""
        focused = QApplication.focusWidget()
        if focused is not None and self._why is not None and self._why.isAncestorOf(focused):
            return
        found = explanation_at(focused)
        if found is not None and self._why is not None and self._why_panel().shows(found):
            self._why_panel().tree.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif found is not None:
            self.show_why(found)
        else:
            self.context.post(
                self.context.language.text("Nothing was computed here: there is nothing to explain.")
            )

    def show_why(self, request: WhyRequest) -> None:
        """Open the panel at the right on a result; the focus stays where it is."""
        panel = self._why_panel()
        panel.explain(request)
        if panel.isHidden():
            panel.show()
            kept = self.context.preferences.get(WHY_WIDTH)
            wanted = int(kept) if kept.isdecimal() else self._splitter.width() // 3
            width = max(min(wanted, self._splitter.width() // 2), panel.minimumSizeHint().width())
            self._splitter.setSizes([self._splitter.width() - width, width])

    def _keep_why_width(self) -> None:
        self.context.preferences.put(WHY_WIDTH, str(self._splitter.sizes()[-1]))

    def _why_panel(self) -> Any:
        from numspot_desk.ui.why.panel import WhyPanel

        if self._why is None:
            panel = WhyPanel(self.context, self._splitter)
            panel.hide()
            panel.closed.connect(self._close_why)
            panel.clause_asked.connect(self._open_clause)
            QShortcut(
                QKeySequence("Esc"),
                panel,
                self._close_why,
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )
            self._splitter.addWidget(panel)
            self._tab_order.follow()
            self._splitter.setStretchFactor(1, 0)
            self._why = panel
        return self._why

    def _close_why(self) -> None:
        if self._why is not None:
            held = self._why.isAncestorOf(QApplication.focusWidget() or self)
            self._why.hide()
            if held and self._page is not None:
                self._page.setFocus()

    def _open_clause(self, ref: str) -> None:
        if self._page is None or not self._page.open_clause(ref):
            self.go("terms", ref)

    def _value_focused(self) -> None:
        self._focus_changed(None, QApplication.focusWidget())

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._why is None or self._why.isHidden() or new is None or self._why.isAncestorOf(new):
            return
        if self._why_panel().pinned and (found := explanation_at(new)) is not None:
            self._why_panel().explain(found)

    # ── Palette, shortcuts, lock ─────────────────────────────────────────────────────────────────

    def open_palette(self) -> None:
        """One search over orders, clients, mandates, deadlines, clauses and actions."""
        from numspot_desk.ui.frame.palette import Palette

        home = self._pages.get("home")
        known = home.known_deadlines() if home is not None else ()
        Palette(self.context, self._desk, self._actions(), known).open_over(self._centre)

    def _actions(self) -> list[Command]:
        from numspot_desk.ui.orders.actions import OrderActions

        text, found = self.context.language.text, []
        action = self._page.primary_action() if self._page is not None else None
        if action is not None:
            found.append(Command(action.text().replace("&", ""), "plus", action.trigger))
        if self._page is not None:
            found += self._page.commands()
        new = Command(text("Create an order"), "plus", OrderActions(self.context, self).start)
        if new.label not in [one.label for one in found] and may_write(self.context.person):
            found.append(new)
        found.append(Command(text("Change the role"), "person", self._open_role))
        found.append(Command(text("Keyboard shortcuts"), "help", self.show_shortcuts))
        if self.context.safety is not None:
            found.append(Command(text("Lock now"), "lock", self.lock))
        return found

    def show_shortcuts(self) -> None:
        """List the keys of the frame and of the page."""
        from numspot_desk.ui.frame.shortcuts import ShortcutsDialog

        ShortcutsDialog(self.context, self._page, self).open()

    def lock(self) -> None:
        """Close the workspace and ask for its key, if that can be done here."""
        if self._page is not None:
            self._page.leave()
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
            self._close_why()

    def _forget_pages(self) -> None:
        """Once the last answers were delivered, so that none meets a page that is gone."""
        for page in self._pages.values():
            self._centre.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._page = None

    # ── Window ───────────────────────────────────────────────────────────────────────────────────

    def _restore_window(self) -> None:
        geometry = self.context.preferences.get_bytes("window")
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(first_size(QGuiApplication.primaryScreen().availableSize()))
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        fitted = on_screen(self.frameGeometry(), screens)
        if fitted != self.frameGeometry():
            self.setGeometry(fitted)
        self._fit_navigation()

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
            if self._page is not None:
                self._page.leave()
            self.context.preferences.put_bytes("window", self.saveGeometry())
            self.context.preferences.sync()
            self.closing.emit()
        super().closeEvent(event)


def page_keys(number: int) -> list[QKeySequence]:
    """The keys of the n-th page: Ctrl and the digit, also where a French letter shares its key."""
    return [QKeySequence(f"Ctrl+{number}"), QKeySequence(f"Ctrl+{FRENCH_DIGIT_ROW[number - 1]}")]


def first_size(screen: QSize) -> QSize:
    """The size of the very first window: no larger than the screen with room for its title bar."""
    return QSize(*FIRST_SIZE).boundedTo(screen - QSize(0, TITLE_BAR))


def on_screen(window: QRect, screens: list[QRect]) -> QRect:
    """The window's rectangle, moved and cut so that its title can be reached on some screen."""
    if not screens or any(
        screen.adjusted(-GRID, 0, GRID, 0).contains(window.topLeft()) for screen in screens
    ):
        return window
    home = screens[0]
    width, height = min(window.width(), home.width()), min(window.height(), home.height())
    return QRect(
        home.x() + (home.width() - width) // 2, home.y() + (home.height() - height) // 2, width, height
    )


def _waiting(workspace: Workspace) -> int:
    counts = workspace.orders.counts_by_state()
    return sum(counts.get(state, 0) for state in WAITING)
