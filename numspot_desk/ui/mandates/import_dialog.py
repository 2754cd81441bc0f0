"""What a file of debits holds before it is kept: how many are new or known, and each line that is refused."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QVBoxLayout, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.mandates.import_collections import CORRECT, CollectionsRead


class ImportDialog(QDialog):
    """`agreed` when the debits are to be kept: all of the file, or none."""

    agreed = Signal()

    def __init__(self, context: DeskContext, read: CollectionsRead, parent: QWidget) -> None:
        super().__init__(parent)
        text, ntext = context.language.text, context.language.ntext
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(text("Import debits"))
        counts = ntext("{n} new debit", "{n} new debits", read.added)
        if read.known:
            counts += " · " + ntext("{n} known already", "{n} known already", read.known)
        if read.refused:
            counts += " · " + ntext("{n} line refused", "{n} lines refused", len(read.refused))
        self.counts = QLabel(counts, self)
        self.counts.setWordWrap(True)
        set_role(self.counts, "heading")
        self.refused = QListWidget(self)
        self.refused.setWordWrap(True)
        self.refused.setAccessibleName(text("Lines that are refused"))
        for one in read.refused:
            said = context.language.render(one.sentence)
            self.refused.addItem(text("Line {line}: {said}", line=one.line, said=said))
        self.refused.setVisible(bool(read.refused))
        self.said = OutcomeLine(self)
        buttons = QDialogButtonBox(self)
        self.keep = buttons.addButton(text("Record the debits"), QDialogButtonBox.ButtonRole.AcceptRole)
        ready = read.added > 0 and not read.refused
        self.keep.setEnabled(ready)
        if read.refused:
            self.said.say(context.language.render(CORRECT), problem=True)
        set_role(self.keep, "primary")
        cancel = buttons.addButton(text("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.agreed)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.counts)
        layout.addWidget(self.refused, 1)
        layout.addWidget(self.said)
        layout.addWidget(buttons)
        self.resize(min(64 * GRID, parent.window().width() - 4 * GRID), self.sizeHint().height())
        (self.keep if ready else cancel).setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str) -> None:
        """Say why nothing was kept."""
        self.said.say(sentence, problem=True)
