"""The section of reminders: whether the application reminds, and what it shows outside its window."""

from PySide6.QtWidgets import QLabel, QSystemTrayIcon, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import ChoiceField
from numspot_desk.ui.kit.flag import FlagField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.reminders.choices import NOWHERE, OUTSIDE, OUTSIDE_NAMES, outside, want, wanted
from numspot_desk.ui.settings.section import Section


class RemindersSection(Section):
    """What one person chooses on one computer; nothing of it is kept in the workspace."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            N_("Reminders"),
            N_(
                "While the application is open: 90, 60, 30, 7 and 1 days before a deadline, 24, 4 and 1 "
                "hours before a limit in hours. What came while it was closed is told once, at the next "
                "start."
            ),
            parent,
        )
        self.wanted = FlagField(context, self)
        self.outside = ChoiceField(context, OUTSIDE_NAMES, self)
        self.add_row(
            FormRow(context, N_("Remind me of deadlines"), self.wanted, N_("Default: yes"), may_fail=False)
        )
        self._outside_row = FormRow(
            context,
            N_("Outside the window"),
            self.outside,
            N_(
                "Default: nothing. A notification names the deadline, its contract and its day, never the "
                "client. The system may hold it back: the list of reminders is what counts."
            ),
            may_fail=False,
        )
        self.add_row(self._outside_row)
        self._no_area = QLabel(self)
        self._no_area.setWordWrap(True)
        set_role(self._no_area, "warning")
        self.add_row(self._no_area)
        self.wanted.edited.connect(self._chosen)
        self.outside.edited.connect(self._chosen)
        self.retranslate()
        self.read()

    def read(self) -> None:
        preferences = self.context.preferences
        self.wanted.set_value(wanted(preferences))
        self.outside.set_value(outside(preferences))
        if not self.outside.value():
            self.outside.setCurrentIndex(0)
        self._dress()

    def retranslate(self) -> None:
        super().retranslate()
        self._no_area.setText(
            self.context.language.text(
                "This desktop has no notification area now: the icon will appear once there is one."
            )
        )

    def _chosen(self) -> None:
        want(self.context.preferences, self.wanted.value())
        self.context.preferences.put(OUTSIDE, self.outside.value())
        self._dress()
        self.context.reminders_chosen.emit()

    def _dress(self) -> None:
        shown = self.wanted.value() and self.outside.value() != NOWHERE
        self.outside.setEnabled(self.wanted.value())
        self.offer(self._no_area, shown and not QSystemTrayIcon.isSystemTrayAvailable())
