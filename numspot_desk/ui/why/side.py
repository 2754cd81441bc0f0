"""The page and the panel "why?" at its right: how it is asked for, how wide it is, which focus it follows.

What the panel shows lives in `ui.why.panel`, imported when it is first asked for; who can be explained is
found by `ui.kit.explained`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.kit.explained import explanation_at
from numspot_desk.ui.kit.tokens import GRID

if TYPE_CHECKING:
    from numspot_desk.ui.why.panel import WhyPanel

WIDTH = "why_width"


class WhySide(QSplitter):
    """`page` at the left, the panel at the right once it was asked for.

    `made` when the panel is there for the first time, `left` when it closed with the focus in it,
    `clause_asked` carries a clause reference.
    """

    made = Signal()
    left = Signal()
    clause_asked = Signal(str)

    def __init__(self, context: DeskContext, page: QWidget, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._context = context
        self._panel: WhyPanel | None = None
        self.setChildrenCollapsible(False)
        self.setHandleWidth(GRID // 2)
        self.addWidget(page)
        self.setStretchFactor(0, 1)
        self.splitterMoved.connect(self._keep_width)
        context.why_requested.connect(self.explain)
        context.value_focused.connect(self._follow_value)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    def is_open(self) -> bool:
        """Whether the panel is seen."""
        return self._panel is not None and self._panel.isVisible()

    def explain(self, request: WhyRequest) -> None:
        """Open the panel on a result; the focus stays where it is."""
        panel = self.panel()
        panel.explain(request)
        if panel.isHidden():
            panel.show()
            kept = self._context.preferences.get(WIDTH)
            wanted = int(kept) if kept.isdecimal() else self.width() // 3
            width = max(min(wanted, self.width() // 2), panel.minimumSizeHint().width())
            self.setSizes([self.width() - width, width])

    def explain_focused(self) -> None:
        """Explain the focused value; asked again for the same one, bring the focus to the panel."""
        focused = QApplication.focusWidget()
        if focused is not None and self._panel is not None and self._panel.isAncestorOf(focused):
            return
        found = explanation_at(focused)
        if found is not None and self._panel is not None and self._panel.shows(found):
            self._panel.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif found is not None:
            self.explain(found)
        else:
            self._context.post(
                self._context.language.text("Nothing was computed here: there is nothing to explain.")
            )

    def close_panel(self) -> None:
        """Hide the panel; `left` where the focus was in it."""
        if self._panel is not None:
            held = self._panel.isAncestorOf(QApplication.focusWidget() or self)
            self._panel.hide()
            if held:
                self.left.emit()

    def panel(self) -> WhyPanel:
        """The panel, made when it is first wanted."""
        from numspot_desk.ui.why.panel import WhyPanel

        if self._panel is None:
            panel = WhyPanel(self._context, self)
            panel.hide()
            panel.closed.connect(self.close_panel)
            panel.clause_asked.connect(self.clause_asked)
            within = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence("Esc"), panel, self.close_panel, context=within)
            self.addWidget(panel)
            self.made.emit()
            self.setStretchFactor(1, 0)
            self._panel = panel
        return self._panel

    def _keep_width(self) -> None:
        self._context.preferences.put(WIDTH, str(self.sizes()[-1]))

    def _follow_value(self) -> None:
        self._follow_focus(None, QApplication.focusWidget())

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._panel is None or self._panel.isHidden() or new is None or self._panel.isAncestorOf(new):
            return
        if self._panel.pinned and (found := explanation_at(new)) is not None:
            self._panel.explain(found)
