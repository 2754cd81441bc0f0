"""The notes of a contract: their list, the latest first, beside the one that is read, as it was when it was
put there. It is exported, printed, withdrawn with a reason; never changed.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.language.messages import N_
from numspot_desk.language.zone import PARIS
from numspot_desk.ui.calculators.answer_html import told_html
from numspot_desk.ui.calculators.strip import TimelineStrip
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.calculations.notes import note_told
from numspot_desk.usecases.ports.calculations import ContractNote


class NotesDialog(QDialog):
    """`word_asked`, `workbook_asked` and `pages_asked` carry the note; `withdrawn` its id and the reason."""

    word_asked = Signal(object)
    workbook_asked = Signal(object)
    pages_asked = Signal(object)
    withdrawn = Signal(str, str)

    def __init__(
        self, context: DeskContext, number: str, notes: Sequence[ContractNote], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.notes: tuple[ContractNote, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = context.language.text
        self.setWindowTitle(text("Notes of contract {number}", number=number))
        self.list = QListWidget(self)
        self.list.setAccessibleName(text("Notes of the contract"))
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(self._show)
        self.headline = QLabel(self)
        self.headline.setWordWrap(True)
        set_role(self.headline, "heading")
        self.strip = TimelineStrip(context, self)
        self.body = QTextBrowser(self)
        self.body.setOpenLinks(False)
        self.body.setAccessibleName(text("Note"))
        self.said = OutcomeLine(self, keep_room=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self._sheet())
        split.setSizes([240, 480])
        layout.addWidget(split, 1)
        layout.addWidget(self._withdrawal())
        layout.addWidget(self.said)
        self.close_button = QPushButton(text("Close"), self)
        set_role(self.close_button, "secondary")
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.accept)
        layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        self.show_notes(notes)
        self.resize(self.sizeHint().expandedTo(parent.window().size() * 0.8))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sheet(self) -> QWidget:
        text = self.context.language.text
        sheet = QWidget(self)
        tools = FlowLayout(spacing=GRID // 2)
        self.tools: dict[str, QToolButton] = {}
        for key, name, picture, asked in (
            ("word", text("Word…"), "export", self.word_asked),
            ("workbook", text("Workbook…"), "table", self.workbook_asked),
            ("print", text("Print…"), "print", self.pages_asked),
        ):
            button = self.tools[key] = QToolButton(sheet)
            button.setText(name)
            button.setIcon(icon(picture, "accent"))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.clicked.connect(lambda _on=False, asked=asked: self._ask(asked))
            tools.addWidget(button)
        layout = QVBoxLayout(sheet)
        layout.setContentsMargins(GRID, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.headline)
        layout.addLayout(tools)
        layout.addWidget(self.strip)
        layout.addWidget(self.body, 1)
        return sheet

    def _withdrawal(self) -> QWidget:
        self.reason = TextField(self.context, self)
        self.reason.returnPressed.connect(self._withdraw)
        self.reason_row = FormRow(
            self.context,
            N_("Why the note is withdrawn"),
            self.reason,
            N_("It stays readable, with this reason."),
            may_fail=False,
            parent=self,
        )
        self.withdraw = QPushButton(self.context.language.text("Withdraw the note"), self)
        self.withdraw.setAutoDefault(False)
        set_role(self.withdraw, "secondary")
        self.withdraw.clicked.connect(self._withdraw)
        self.foot = QWidget(self)
        foot = QHBoxLayout(self.foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.reason_row, 4)
        foot.addWidget(self.withdraw, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch()
        return self.foot

    # ── What is shown ────────────────────────────────────────────────────────────────────────────

    def note(self) -> ContractNote | None:
        """The note that is read."""
        row = self.list.currentRow()
        return self.notes[row] if 0 <= row < len(self.notes) else None

    def show_notes(self, notes: Sequence[ContractNote]) -> None:
        """Show the notes of the contract, the one that was read if it is still there."""
        former = self.note()
        self.notes = tuple(notes)
        self.list.blockSignals(True)
        self.list.clear()
        for one in self.notes:
            QListWidgetItem(self._line(one), self.list)
        self.list.blockSignals(False)
        ids = [one.id for one in self.notes]
        at = ids.index(former.id) if former is not None and former.id in ids else 0
        self.list.setCurrentRow(at if ids else -1)
        self._show()

    def refuse(self, sentence: str) -> None:
        """Say why nothing was withdrawn."""
        self.said.say(sentence, problem=True)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str) -> None:
        """Say what was done."""
        self.reason.set_value("")
        self.said.say(sentence)

    def _line(self, one: ContractNote) -> str:
        language = self.context.language
        day = language.formats.date_list(one.made_at.astimezone(PARIS).date())
        line = f"{one.title}\n{day} · {one.made_by}"
        if one.withdrawn is None:
            return line
        gone = language.text("Withdrawn")
        return f"{line}\n{gone}"

    def _show(self) -> None:
        note, language = self.note(), self.context.language
        for widget in (*self.tools.values(), self.foot):
            widget.setEnabled(note is not None)
        self.foot.setVisible(note is not None and note.withdrawn is None)
        if note is None:
            self.headline.setText(language.text("No note yet"))
            self.body.setPlainText(
                language.text(
                    "A calculation comes here from the page of the calculations: Attach to a contract."
                )
            )
            self.strip.show_spans(())
            return
        answer = note_told(note, language)
        self.headline.setText(answer.headline)
        self.strip.show_spans(answer.timeline)
        self.body.setHtml(told_html(answer, language, inputs=True))

    def _ask(self, asked: object) -> None:
        if (note := self.note()) is not None:
            asked.emit(note)  # type: ignore[attr-defined]  # a bound signal, which PySide does not type

    def _withdraw(self) -> None:
        if (note := self.note()) is not None and note.withdrawn is None:
            self.withdrawn.emit(note.id, self.reason.value())
