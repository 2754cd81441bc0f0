"""The page «Conditions spécifiques»: a row of tabs, each a view of its own in a folder or module beside.

A tab is one more row of `TABS`; it is imported and made at its first visit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.ui.conditions.tab import ConditionsTab
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.page import Page
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID


@dataclass(frozen=True)
class TabSpec:
    """One tab: `label` is a msgid."""

    id: str
    label: str
    icon: str
    make: Callable[[DeskContext, QWidget], ConditionsTab]


def _library(context: DeskContext, parent: QWidget) -> ConditionsTab:
    from numspot_desk.ui.conditions.library_view import LibraryView

    return LibraryView(context, parent)


def _coverage(context: DeskContext, parent: QWidget) -> ConditionsTab:
    from numspot_desk.ui.conditions.coverage_view import CoverageAcross

    return CoverageAcross(context, parent)


def _register(context: DeskContext, parent: QWidget) -> ConditionsTab:
    from numspot_desk.ui.conditions.register_view import RegisterView

    return RegisterView(context, parent)


TABS: Final = (
    TabSpec("library", N_("Library"), "terms", _library),
    TabSpec("coverage", N_("Coverage"), "shield", _coverage),
    TabSpec("register", N_("Register of departures"), "conditions", _register),
)


class ConditionsPage(Page):
    """`enter` takes the id of a tab, or that id and what the tab is to show."""

    page_id: ClassVar[str] = "conditions"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._current = TABS[0].id
        self.buttons: dict[str, QPushButton] = {}
        self.tabs: dict[str, ConditionsTab] = {}
        row = FlowLayout()
        for place, spec in enumerate(TABS, 1):
            button = QPushButton(self)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            set_role(button, "chip")
            button.clicked.connect(_Showing(self, spec.id))
            shortcut = QShortcut(QKeySequence(f"Alt+{place}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(_Showing(self, spec.id))
            self.buttons[spec.id] = button
            row.addWidget(button)
        self.stack = QStackedWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(row)
        layout.addWidget(self.stack, 1)
        theme().changed.connect(self._dress)
        self.retranslate()

    # ── The frame ────────────────────────────────────────────────────────────────────────────────

    def title(self) -> str:
        return self.context.language.text("Special conditions")

    def searchable(self) -> bool:
        return self.tab().searchable()

    def search_text(self) -> str:
        return self.tab().search_text()

    def search(self, text: str) -> None:
        self.tab().search(text)

    def focus_found(self) -> None:
        self.tab().focus_found()

    def shortcuts(self) -> list[tuple[str, str]]:
        text = self.context.language.text
        places = [(f"Alt+{place}", text(spec.label)) for place, spec in enumerate(TABS, 1)]
        return [*places, *self.tab().shortcuts()]

    def bookmark(self) -> str:
        return self._current

    def enter(self, argument: Any = None) -> None:
        wanted, rest = argument if isinstance(argument, tuple) else (argument, None)
        self.show_tab(wanted if wanted in self.buttons else self._current, rest)

    def retranslate(self) -> None:
        for spec in TABS:
            self.buttons[spec.id].setText(self.context.language.text(spec.label))
        for tab in self.tabs.values():
            tab.retranslate()
        self._dress()

    # ── Tabs ─────────────────────────────────────────────────────────────────────────────────────

    def tab(self) -> ConditionsTab:
        """The tab that is shown."""
        if self._current not in self.tabs:
            spec = next(one for one in TABS if one.id == self._current)
            self.tabs[spec.id] = spec.make(self.context, self)
            self.stack.addWidget(self.tabs[spec.id])
        return self.tabs[self._current]

    def show_tab(self, name: str, argument: Any = None) -> None:
        """Bring a tab to the front."""
        self._current = name
        self.buttons[name].setChecked(True)
        tab = self.tab()
        self.stack.setCurrentWidget(tab)
        self.title_changed.emit()
        tab.enter(argument)

    def _dress(self) -> None:
        for spec in TABS:
            self.buttons[spec.id].setIcon(icon(spec.icon, "muted"))


class _Showing:
    def __init__(self, page: ConditionsPage, name: str) -> None:
        self._page, self._name = page, name

    def __call__(self) -> None:
        self._page.show_tab(self._name)
