"""The page of settings: sections in one column, narrowed by the search of the top bar."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.page import Page
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.settings.creditor_account import CreditorAccountSection
from numspot_desk.ui.settings.own_data import CreditorSection, ReviewSection
from numspot_desk.ui.settings.person import LookSection, PersonSection
from numspot_desk.ui.settings.powers import PowersSection
from numspot_desk.ui.settings.reminders import RemindersSection
from numspot_desk.ui.settings.safety import SafetySection
from numspot_desk.ui.settings.section import Section
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.settings.change_settings import WorkspaceSettings, read_settings

_SECTION_OF: Final[Mapping[str, str]] = MappingProxyType({"recovery_key": "safety", "role": "person"})
"""The section of what may be asked for by name besides a section."""


class SettingsPage(Page):
    """`enter` takes the name of a section to scroll to (`person`, `safety`, `creditor`, `account`),
    `recovery_key` for the act that makes a new one, or `role`."""

    page_id: ClassVar[str] = "settings"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._text = ""
        inner = QWidget(self)
        set_role(inner, "scrolled")
        self.sections: dict[str, Section] = {
            "look": LookSection(context, inner),
            "person": PersonSection(context, inner),
            "reminders": RemindersSection(context, inner),
        }
        self.creditor = CreditorSection(context, inner)
        self.account = CreditorAccountSection(context, inner)
        self.review = ReviewSection(context, inner)
        self.powers = PowersSection(context, inner)
        self.sections |= {
            "creditor": self.creditor,
            "account": self.account,
            "review": self.review,
            "powers": self.powers,
            "prices": PageSection(
                context,
                N_("Prices"),
                N_("The price list in use, and the import of another one."),
                N_("Open the price list"),
                "catalogue",
                inner,
            ),
            "audit": PageSection(
                context,
                N_("Audit log"),
                N_("Every act, who and when; verified by its chain and by the head that documents print."),
                N_("Open the audit log"),
                "audit",
                inner,
            ),
        }
        if context.safety is not None:
            self.sections["safety"] = SafetySection(context, context.safety, inner)
        self._nothing = QLabel(inner)
        set_role(self._nothing, "muted")
        self._nothing.hide()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
        layout.setSpacing(2 * GRID)
        for section in self.sections.values():
            layout.addWidget(section)
        layout.addWidget(self._nothing)
        layout.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        context.changed.connect(self._changed)
        self.retranslate()

    def title(self) -> str:
        return self.context.language.text("Settings")

    def searchable(self) -> bool:
        return True

    def search_text(self) -> str:
        return self._text

    def search(self, text: str) -> None:
        self._text = text
        found = [section.show_matching(text) for section in self.sections.values()]
        self._nothing.setVisible(not any(found))

    def enter(self, argument: Any = None) -> None:
        self._read()
        for name in ("look", "person", "reminders", "safety"):
            if name in self.sections:
                self.sections[name].read()
        wanted = _SECTION_OF.get(argument, argument) if isinstance(argument, str) else None
        section = self.sections.get(wanted) if wanted is not None else None
        if section is not None:
            self.search("")
            self._area.ensureWidgetVisible(section, 0, 0)
        if argument == "recovery_key" and isinstance(section, SafetySection):
            section.recovery_key_button.setFocus()
            return
        if argument == "role" and isinstance(section, PersonSection):
            section.role.setFocus()
            return
        first = (section or self.sections["look"]).first_stop()
        if first is not None:
            first.setFocus()

    def leave(self) -> None:
        for section in self.sections.values():
            section.settle()

    def retranslate(self) -> None:
        self._nothing.setText(self.context.language.text("No setting matches the search."))
        if self._text:
            self.search(self._text)

    def _read(self) -> None:
        for name in ("creditor", "account", "review", "powers"):
            self.sections[name].setEnabled(self.context.has_workspace)
        if self.context.has_workspace:
            self.context.run(read_settings, self._arrived)

    def _changed(self, changes: Changes) -> None:
        if changes.settings and not self.isVisible():
            self._read()

    def _arrived(self, settings: WorkspaceSettings) -> None:
        self.creditor.show_settings(settings)
        self.account.show_settings(settings)
        self.review.show_settings(settings)
        self.powers.show_settings(settings)


class PageSection(Section):
    """The way to a page of its own."""

    def __init__(
        self,
        context: DeskContext,
        heading: str,
        sentence: str,
        button: str,
        page: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, heading, sentence, parent)
        self._button, self._page = button, page
        self._open = QPushButton(self)
        self._open.clicked.connect(self._go)
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._open)
        line.addStretch(1)
        self.add_row(row)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self._open.setText(self.context.language.text(self._button))
        self._open.setAccessibleName(self._open.text())

    def _go(self) -> None:
        self.context.go(self._page)
