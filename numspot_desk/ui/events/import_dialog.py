"""What a file of events holds before it is kept: how many are new or known, each line that is refused with
its column. Reading and recording show how far they are and can be stopped; nothing is kept by halves.
"""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QVBoxLayout, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.progress import ProgressStrip
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.contract.event_columns import EventSort
from numspot_desk.usecases.contract.import_events import (
    EventsRead,
    RefusedRow,
    keep_events_file,
    read_events_file,
)
from numspot_desk.usecases.mandates.mandate_acts import Desk
from numspot_desk.usecases.refusals import Cancelled, DeskError

_SORTS = {
    EventSort.INVOICES: N_("Invoices"),
    EventSort.TICKETS: N_("Tickets"),
    EventSort.INCIDENTS: N_("Incidents"),
}


class ImportDialog(QDialog):
    """`kept` carries what was kept and what it changed; the dialog is closed then."""

    kept = Signal(object, object)

    def __init__(self, context: DeskContext, path: Path, number: str, by: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self._path, self._number, self._by = context, path, number, by
        text = context.language.text
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(text("Events of {file}", file=path.name))
        self.counts = QLabel(text("The file is being read…"), self)
        self.counts.setWordWrap(True)
        set_role(self.counts, "heading")
        self.refused = QListWidget(self)
        self.refused.setWordWrap(True)
        self.refused.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.refused.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.refused.setAccessibleName(text("Lines that are refused"))
        self.said = OutcomeLine(self, keep_room=True)
        self.strip = ProgressStrip(context, self)
        buttons = QDialogButtonBox(self)
        self.keep = buttons.addButton(text("Record the events"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.keep.setEnabled(False)
        set_role(self.keep, "primary")
        self.close_button = buttons.addButton(text("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        set_role(self.close_button, "secondary")
        buttons.accepted.connect(self._keep)
        buttons.rejected.connect(self.reject)
        self.refused.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        for widget, share in ((self.counts, 0), (self.refused, 1), (self.said, 0), (self.strip, 0)):
            layout.addWidget(widget, share)
        layout.addWidget(buttons)
        self.resize(min(72 * GRID, parent.window().width() - 4 * GRID), 40 * GRID)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> None:
        """Read the file and show what it holds."""
        path, number, by, progress = self._path, self._number, self._by, self.strip.start()
        self.context.run(
            lambda store: read_events_file(store, path, number, by, progress),
            self._show,
            self._failed,
            owner=self,
        )

    def reject(self) -> None:
        """Close, and stop what is being done."""
        self.strip.cancel_button.click()
        super().reject()

    def _show(self, found: EventsRead) -> None:
        self.strip.finish()
        language, ntext = self.context.language, self.context.language.ntext
        parts = [language.text(_SORTS[found.sort])]
        parts.append(ntext("{n} new event", "{n} new events", found.added))
        if found.contracts > 1:
            parts.append(ntext("{n} contract", "{n} contracts", found.contracts))
        if found.known:
            parts.append(ntext("{n} line known already", "{n} lines known already", found.known))
        if found.refusals:
            parts.append(ntext("{n} line refused", "{n} lines refused", found.refusals))
        self.counts.setText(" · ".join(parts))
        self.refused.clear()
        self.refused.addItems([self._line(one) for one in found.refused])
        self.refused.setVisible(bool(found.refused))
        if found.refusals:
            self.said.say(
                language.text("Correct these lines in the file, then choose it again: nothing is recorded."),
                problem=True,
            )
        ready = found.added > 0 and not found.refusals
        self.keep.setEnabled(ready)
        (self.keep if ready else self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        self.keep.setEnabled(False)
        path, number, by, progress = self._path, self._number, self._by, self.strip.start()

        def done(found: tuple[EventsRead, Changes]) -> None:
            self.strip.finish()
            self.kept.emit(*found)
            self.accept()

        self.context.run(
            lambda store: keep_events_file(store, path, number, by, progress), done, self._failed, owner=self
        )

    def _failed(self, error: BaseException) -> None:
        self.strip.finish()
        language = self.context.language
        if isinstance(error, Cancelled):
            self.said.say(language.text("Stopped: nothing was recorded."))
        elif isinstance(error, DeskError):
            self.said.say(language.render(error.message), problem=True)
        else:
            self.context.failed(error)
        if not self.refused.count():
            self.counts.setText(language.text("Nothing is recorded"))

    def _line(self, one: RefusedRow) -> str:
        language = self.context.language
        said = language.render(one.sentence)
        if one.column:
            return language.text("Line {line}, {column}: {said}", line=one.line, column=one.column, said=said)
        return language.text("Line {line}: {said}", line=one.line, said=said)
