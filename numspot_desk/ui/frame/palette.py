"""Ctrl+K: one search over orders, clients, mandates, deadlines, clauses and actions, laid over the page.

Typing searches; Down and Up choose, Enter opens, Esc closes and gives the focus back. Before anything is
typed the orders opened last come first; Del takes one off that list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.places import EntryAt
from numspot_desk.ui.frame.palette_model import DETAIL, Find, FindsModel
from numspot_desk.ui.kit.icons import SIZE, icon
from numspot_desk.ui.kit.page import Command
from numspot_desk.ui.kit.states import state_label
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID, TextSize
from numspot_desk.ui.pages import PAGES
from numspot_desk.ui.recent import RecentOrders
from numspot_desk.ui.simulator import going
from numspot_desk.usecases.find_everything import (
    EACH,
    Findings,
    FoundClause,
    RecentOrder,
    find_clauses,
    find_everything,
)

if TYPE_CHECKING:
    from numspot_desk.usecases.deadlines.upcoming_deadlines import UpcomingDeadline

WIDTH = 80 * GRID
ROWS = 10
SEARCH_AFTER_MS = 120


class Palette(QFrame):
    """Made when it is asked for, deleted when it closes."""

    def __init__(
        self,
        context: DeskContext,
        parent: QWidget,
        actions: Sequence[Command],
        deadlines: Sequence[UpcomingDeadline] = (),
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._desk = parent
        self._actions = tuple(actions)
        self._known_deadlines = tuple(deadlines)
        self._before = QApplication.focusWidget()
        self._findings = Findings("")
        self._recent = RecentOrders(context.preferences)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_role(self, "palette")
        text = context.language.text
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(text("Order, client, mandate, deadline, clause or action"))
        self.search.setAccessibleName(text("Find everywhere"))
        glass = QAction(icon("search", "muted"), "", self)
        self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.model = FindsModel(context, self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_FindDelegate(self))
        self.list.setAccessibleName(text("What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = QLabel(text("Nothing found. Try part of a name, a number or a clause."), self)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_role(self._nothing, "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._nothing, 1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SEARCH_AFTER_MS)
        self._rest.timeout.connect(self.look)
        self.search.textChanged.connect(self._typed)
        self.search.installEventFilter(self)
        self.list.clicked.connect(self._choose)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def open_over(self, widget: QWidget) -> None:
        """Show the search over the top of a widget, and take the focus."""
        parent = self._desk
        corner = widget.mapTo(parent, widget.rect().topLeft())
        width = min(WIDTH, parent.width() - 2 * GRID)
        left = max(GRID, (parent.width() - width) // 2)
        self.setGeometry(QRect(left, corner.y() + GRID, width, self.minimumSizeHint().height()))
        self._fit()
        self.show()
        self.raise_()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._paint()
        self.look()

    def look(self) -> None:
        """Search for what is typed now."""
        self._rest.stop()
        text = self.search.text()
        if self.context.has_workspace:
            opened, today = self._recent.ids(), self.context.clock.today()
            self.context.run(lambda workspace: find_everything(workspace, text, today, opened), self._found)

    def _fit(self) -> None:
        """As high as the finds need, ten rows at most, never beyond the window."""
        row = max(theme().metrics().height(), SIZE) + 2 * GRID + 2
        needed = row * min(max(self.model.rowCount(), 2), ROWS) + self.search.sizeHint().height() + 4 * GRID
        self.resize(self.width(), min(needed, self._desk.height() - self.y() - 2 * GRID))

    def choose_current(self) -> None:
        """Do what the chosen row says."""
        self._choose(self.list.currentIndex())

    def _typed(self) -> None:
        self._paint()
        self._rest.start()

    def _found(self, findings: Findings) -> None:
        if findings.text == self.search.text():
            self._findings = findings
            self._paint()

    def _paint(self, row: int = 0) -> None:
        finds = self._finds(self.search.text())
        self.model.show(finds)
        self.list.setVisible(bool(finds))
        self._nothing.setVisible(not finds)
        if finds:
            self.list.setCurrentIndex(self.model.index(min(row, len(finds) - 1)))
        self._fit()

    def _finds(self, typed: str) -> list[Find]:
        language = self.context.language
        text = language.text
        clauses = find_clauses(typed, language.code)
        finds = [self._clause(clause) for clause in clauses if clause.exact]
        if self._findings.text == typed:
            finds += [self._opened_before(order) for order in self._findings.recent]
            for order in self._findings.orders:
                name = order.client_name or text("Client to name")
                detail = " · ".join(
                    filter(None, (order.snippet, order.number, text(state_label(order.state))))
                )
                finds.append(Find("orders", name, detail, self._going("order", order.id)))
            finds += self._contracts() if typed.strip() else []
            for client in self._findings.clients:
                detail = " · ".join(filter(None, (text("Client"), client.city)))
                finds.append(Find("client", client.name, detail, self._going("orders", client.name)))
            for mandate in self._findings.mandates:
                detail = " · ".join(filter(None, (text("Mandate"), mandate.debtor, mandate.number)))
                finds.append(Find("mandates", mandate.rum, detail, self._going("mandates", mandate.rum)))
        finds += [self._deadline(one) for one in self._deadlines(typed)]
        wanted = fold_line(typed)
        for label, picture, act in self._acts():
            if wanted in fold_line(label):
                finds.append(Find(picture, label, text("Action"), act))
        return finds + [self._clause(clause) for clause in clauses if not clause.exact]

    def _contracts(self) -> list[Find]:
        """The hierarchy of each contract whose order was found, whatever the version; once it is signed, its
        simulator."""
        from numspot_desk.usecases.contract.order_papers import BINDING

        text = self.context.language.text
        found = {order.number: order for order in reversed(self._findings.orders)}
        return [
            Find(
                page,
                order.client_name or text("Client to name"),
                " · ".join((text(name), number)),
                self._going(page, order.id),
            )
            for number, order in reversed(found.items())
            for page, name in (("hierarchy", N_("Hierarchy")), (going.PAGE, N_("Simulator")))
            if page != going.PAGE or order.state in BINDING
        ]

    def _deadlines(self, typed: str) -> list[UpcomingDeadline]:
        """Those of the orders found, and of all that the first page has counted those that say the text."""
        words = fold_line(typed).split()
        if not words:
            return []
        found = list(self._findings.deadlines) if self._findings.text == typed else []
        render = self.context.language.render
        for one in self._known_deadlines:
            said = fold_line(f"{render(one.what)} {one.client_name} {one.number}")
            if one not in found and all(word in said for word in words):
                found.append(one)
        return found[:EACH]

    def _deadline(self, one: UpcomingDeadline) -> Find:
        language = self.context.language
        day = language.formats.date_list(one.last_day)
        detail = " · ".join(filter(None, (day, one.client_name, one.number)))
        return Find(
            "deadlines", language.render(one.what), detail, self._going("deadlines", EntryAt(one.key))
        )

    def _opened_before(self, order: RecentOrder) -> Find:
        text, trace = self.context.language.text, order.trace
        name = trace.client_name or text("Client to name") if trace is not None else text("Order removed")
        parts = [] if trace is None else [trace.number]
        archived = trace is not None and trace.archived
        if order.deleted:
            parts.append(text("removed – Del: off this list"))
        elif archived:
            parts.append(text("archived – Del: off this list"))
        elif trace is not None:
            parts.append(text(state_label(trace.state)))
        act = None if order.deleted else self._going("order", order.id)
        forget = _Forgetting(self, order.id)
        return Find("orders", name, " · ".join(parts), act, gone=order.deleted or archived, forget=forget)

    def forget(self, order_id: str) -> None:
        """Take an order off the list of what was opened last; the row below is chosen."""
        row = self.list.currentIndex().row()
        self._recent.forget(order_id)
        recent = [order for order in self._findings.recent if order.id != order_id]
        self._findings = replace(self._findings, recent=recent)
        self._paint(row)

    def _clause(self, clause: FoundClause) -> Find:
        return Find("clause", clause.title, clause.ref, self._going("terms", clause.ref))

    def _acts(self) -> list[tuple[str, str, Callable[[], None]]]:
        text = self.context.language.text
        acts = [(one.label, one.icon, one.act) for one in self._actions]
        for spec in PAGES:
            if spec.id == "order":  # reached by naming one
                continue
            label = text("Go to: {page}", page=text(spec.label))
            acts.append((label, spec.icon, self._going(spec.id, None)))
        return acts

    def _going(self, page: str, argument: object) -> _Going:
        return _Going(self.context, page, argument)

    def _choose(self, index: QModelIndex) -> None:
        find = self.model.find(index)
        if find is not None and find.act is not None:
            self._before = None
            self.close()
            find.act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.search:
            match event.key():
                case Qt.Key.Key_Escape:
                    self._give_back()
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self.choose_current()
                    return True
                case Qt.Key.Key_Delete if not self.search.text():
                    find = self.model.find(self.list.currentIndex())
                    if find is not None and find.forget is not None:
                        find.forget()
                    return True
                case Qt.Key.Key_Down | Qt.Key.Key_Up | Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                    QApplication.sendEvent(self.list, event)
                    return True
        return super().eventFilter(watched, event)

    def _give_back(self) -> None:
        before, self._before = self._before, None
        self.close()
        if before is not None:
            before.setFocus()

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and not self.isAncestorOf(new) and self.isVisible():
            self.close()


class _Going:
    def __init__(self, context: DeskContext, page: str, argument: object) -> None:
        self._context, self._page, self._argument = context, page, argument

    def __call__(self) -> None:
        self._context.go(self._page, self._argument)


class _Forgetting:
    def __init__(self, palette: Palette, order_id: str) -> None:
        self._palette, self._order_id = palette, order_id

    def __call__(self) -> None:
        self._palette.forget(self._order_id)


class _FindDelegate(QStyledItemDelegate):
    """Title at the left, what it is at the right in muted text."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        detail = str(index.data(DETAIL))
        painter.save()
        painter.setFont(theme().font(TextSize.SMALL))
        width = painter.fontMetrics().horizontalAdvance(detail) + 2 * GRID
        painter.restore()
        inner = QStyleOptionViewItem(option)
        self.initStyleOption(inner, index)
        room = option.rect.width() - min(width, option.rect.width() // 2) - SIZE - 4 * GRID
        title = option.fontMetrics.elidedText(inner.text, Qt.TextElideMode.ElideRight, room)
        inner.text = title
        style = option.widget.style()
        words = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, inner, option.widget)
        grey = index.data(Qt.ItemDataRole.ForegroundRole)
        if grey is not None:  # the style sheet would paint it in the colour of all text
            inner.text = ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, inner, painter, option.widget)
        if grey is not None:
            painter.save()
            painter.setPen(grey)
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
            painter.restore()
        place = QRect(option.rect)
        place.setLeft(max(place.left() + place.width() // 2, place.right() - width))
        place.setRight(place.right() - GRID)
        painter.save()
        painter.setFont(theme().font(TextSize.SMALL))
        painter.setPen(theme().colour("muted"))
        shown = painter.fontMetrics().elidedText(detail, Qt.TextElideMode.ElideLeft, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
