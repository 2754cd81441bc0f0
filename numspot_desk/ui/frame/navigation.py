"""The navigation at the left: icon, label and count of each page; collapsible to icons."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import SIZE, icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.pages import NAVIGATION, PageSpec

COLLAPSED_WIDTH = 7 * GRID


class NavigationEntry(QPushButton):
    """One page: its icon, its name, and a count at the right where there is something to count."""

    def __init__(self, spec: PageSpec, parent: QWidget) -> None:
        super().__init__(parent)
        self.spec = spec
        self.count = 0
        self.setCheckable(True)
        self.setIconSize(QSize(SIZE, SIZE))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_role(self, "navigation")
        self._badge = QLabel(self)
        self._badge.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_role(self._badge, "badge")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, GRID, 0)
        layout.addStretch(1)
        layout.addWidget(self._badge)

    def dress(self, label: str, shortcut: str, *, collapsed: bool) -> None:
        """Show the name, or only the icon with the name as tool tip."""
        self.setText("" if collapsed else label)
        self.setToolTip(f"{label} ({shortcut})" if shortcut else label)
        name = f"{label} ({self.count})" if self.count else label
        self.setAccessibleName(name)
        self.setIcon(icon(self.spec.icon, "accent" if self.isChecked() else "muted"))
        self._badge.setText(str(self.count))
        self._badge.setVisible(self.count > 0 and not collapsed)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(COLLAPSED_WIDTH - 2 * GRID, max(hint.height(), 5 * GRID))

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        badge = self._badge.sizeHint().width() + GRID if not self._badge.isHidden() else 0
        return QSize(hint.width() + badge + self._emphasis(), max(hint.height(), 5 * GRID))

    def _emphasis(self) -> int:
        """What the name takes more when it is the current one, in bold."""
        bold = QFont(self.font())
        bold.setBold(True)
        plain = self.fontMetrics().horizontalAdvance(self.text())
        return max(0, QFontMetrics(bold).horizontalAdvance(self.text()) - plain)


class Navigation(QWidget):
    """All entries, in order. `chosen` carries the id of the page asked for."""

    chosen = Signal(str)
    collapsed_changed = Signal(bool)

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.collapsed = False
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "navigation")
        self._group = QButtonGroup(self)
        self._entries: dict[str, NavigationEntry] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID // 2)
        for spec in NAVIGATION:
            entry = NavigationEntry(spec, self)
            entry.clicked.connect(self._clicked)
            self._group.addButton(entry)
            self._entries[spec.id] = entry
            if spec.id == "settings":
                layout.addStretch(1)
            layout.addWidget(entry)
        self._fold = QPushButton(self)
        set_role(self._fold, "navigation")
        self._fold.setIconSize(QSize(SIZE, SIZE))
        self._fold.setMinimumHeight(5 * GRID)
        self._fold.clicked.connect(self.toggle)
        layout.addWidget(self._fold)
        theme().changed.connect(self.dress)
        context.language_changed.connect(self.dress)
        self.dress()

    def set_current(self, page_id: str) -> None:
        """Light the entry of this page."""
        if page_id in self._entries:
            self._entries[page_id].setChecked(True)
            self.dress()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how much waits in each page; 0 shows nothing."""
        for page_id, entry in self._entries.items():
            entry.count = counts.get(page_id, 0)
        self.dress()

    def entry(self, page_id: str) -> NavigationEntry:
        """The entry of a page. Raises `KeyError` for a page that is not in the navigation."""
        return self._entries[page_id]

    def toggle(self) -> None:
        """Collapse to icons, or open again."""
        self.set_collapsed(not self.collapsed)
        self.collapsed_changed.emit(self.collapsed)

    def set_collapsed(self, collapsed: bool) -> None:
        """Collapse to icons, or show the names."""
        if collapsed != self.collapsed:
            self.collapsed = collapsed
            self.dress()

    def dress(self) -> None:
        """Names, icons and widths for the language, theme and state in force."""
        text = self.context.language.text
        for number, (_, entry) in enumerate(self._entries.items(), start=1):
            entry.dress(text(entry.spec.label), f"Ctrl+{number}", collapsed=self.collapsed)
        fold = text("Show the names") if self.collapsed else text("Show icons only")
        self._fold.setIcon(icon("chevron-right" if self.collapsed else "chevron-left", "muted"))
        self._fold.setText("" if self.collapsed else text("Collapse"))
        self._fold.setToolTip(f"{fold} (Ctrl+B)")
        self._fold.setAccessibleName(fold)
        if self.collapsed:
            self.setFixedWidth(COLLAPSED_WIDTH)
        else:
            widest = max(entry.sizeHint().width() for entry in self._entries.values())
            self.setFixedWidth(widest + 3 * GRID)

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, NavigationEntry):
            self.chosen.emit(sender.spec.id)
