"""The dialog of events of a contract: a kind found by any part of its name, its few fields, Enter keeps it;
below stands what was entered, to correct (Enter) or withdraw (Delete); an invoice that is due before its
first lawful debit says so (R06).

The dialog says what was asked for (`kept`, `withdrawn`); `actions` does it. It stays open for the next event;
nothing typed is lost by a refusal, nor by leaving it once.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.given.fact_reading import Fault
from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import N_, message
from numspot_desk.rules.events import Event
from numspot_desk.rules.time import paris
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.events.forms import (
    FormField,
    Unreadable,
    fields_of,
    first_values,
    kinds,
    record_of,
    values_of,
)
from numspot_desk.ui.events.kind_field import KindField
from numspot_desk.ui.kit.fields import AmountField, ChoiceField, DateField, TextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.contract.event_desk import Entered, EventDesk
from numspot_desk.usecases.contract.event_words import event_name
from numspot_desk.usecases.mandates.mandate_words import conflict_line

Editor = TextField | ChoiceField
_LINES = 5
_IDENT = Qt.ItemDataRole.UserRole
_NOT_KEPT = message("What is typed is not recorded. Do it once more to drop it.")
_NO_KIND = message("Choose what happened: type a part of its name.")


class EventDialog(QDialog):
    """`kept` carries the record and the id of the event that it corrects ("" for a new one), `withdrawn` the
    id of one to take back; `import_asked` when events come from a file."""

    kept = Signal(object, str)
    withdrawn = Signal(str)
    import_asked = Signal()

    def __init__(self, context: DeskContext, desk: EventDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self.desk = context, desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.correcting = ""
        self._kind = ""
        self._began: dict[str, object] = {}
        self._told_unkept = False
        self.rows: dict[str, FormRow] = {}
        text = context.language.text
        self.setWindowTitle(text("Events of contract {number}", number=desk.number))
        self.kind = KindField(context, self)
        self._kind_row = FormRow(context, N_("What happened"), self.kind, parent=self)
        self.kind.currentIndexChanged.connect(lambda _index: self._show_kind())
        line = self.kind.lineEdit()
        assert isinstance(line, QLineEdit)
        line.editingFinished.connect(self._kind_typed)
        self.kind.installEventFilter(self)
        self._form = QWidget(self)
        set_role(self._form, "scrolled")
        self._lines = QVBoxLayout(self._form)
        self._lines.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        self._lines.addWidget(self._kind_row)
        self._lines.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._form)
        self._build_foot()
        self.kind.choose(kinds()[0][0])
        self._show_kind()
        self.show_desk(desk)
        self._fit()
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)
        line.selectAll()

    def _build_foot(self) -> None:
        text = self.context.language.text
        self.said = OutcomeLine(self, keep_room=True)
        buttons = QDialogButtonBox(self)
        self.keep = buttons.addButton(text("Record"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.anew = buttons.addButton(text("New event"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(text("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        set_role(self.keep, "primary")
        for one in (self.anew, close):
            set_role(one, "secondary")
            one.setAutoDefault(False)
        self.keep.setDefault(True)
        buttons.accepted.connect(self._ask)
        buttons.rejected.connect(self.reject)
        self.anew.clicked.connect(self._anew)
        self._heading = QLabel(self)
        set_role(self._heading, "label")
        self.list = QListWidget(self)
        self.list.setAccessibleName(text("Events entered of this contract"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.itemActivated.connect(self._correct)
        self.list.installEventFilter(self)
        self.file = QPushButton(text("From a file…"), self)
        self.correct = QPushButton(text("Correct"), self)
        self.withdraw = QPushButton(text("Withdraw"), self)
        for button, act in (
            (self.file, self.import_asked.emit),
            (self.correct, self._correct),
            (self.withdraw, self._withdraw),
        ):
            set_role(button, "quiet")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, act=act: act())
        beside = QHBoxLayout()
        beside.addWidget(self._heading, 1)
        beside.addWidget(self.file)
        beside.addWidget(self.correct)
        beside.addWidget(self.withdraw)
        foot = QVBoxLayout()
        foot.setContentsMargins(3 * GRID, 0, 3 * GRID, 2 * GRID)
        foot.setSpacing(GRID)
        foot.addWidget(self.said)
        foot.addWidget(buttons)
        foot.addLayout(beside)
        foot.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area, 1)
        layout.addLayout(foot)

    # ── What is shown ────────────────────────────────────────────────────────────────────────────────

    def show_desk(self, desk: EventDesk) -> None:
        """Show what was entered, now; what is being typed stays."""
        self.desk = desk
        language = self.context.language
        self.list.clear()
        for one in desk.entered:
            item = QListWidgetItem(self._line(one))
            item.setData(_IDENT, one.event.id)
            if one.conflict is not None:
                item.setIcon(icon("warning", "warning"))
            self.list.addItem(item)
        self._heading.setText(language.ntext("{n} event entered", "{n} events entered", len(desk.entered)))
        for widget in (self.list, self.correct, self.withdraw):
            widget.setVisible(bool(desk.entered))
        lines = len(desk.entered) + 2 * sum(one.conflict is not None for one in desk.entered)
        shown = min(max(lines, 1), _LINES)
        self.list.setFixedHeight((self.list.fontMetrics().height() + GRID) * shown + GRID)
        if desk.entered:
            self.list.setCurrentRow(0)

    def point_at(self, ident: str) -> None:
        """Bring the person to an event that was entered; nothing happens where this one was not."""
        places = [n for n in range(self.list.count()) if self.list.item(n).data(_IDENT) == ident]
        if places:
            self.list.setCurrentRow(places[0])
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Begin a new event; its kind is asked first."""
        self.correcting = ""
        self.keep.setText(self.context.language.text("Record"))
        self.kind.setEnabled(True)
        self._kind = ""
        self._show_kind()
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)
        line = self.kind.lineEdit()
        if line is not None:
            line.selectAll()

    def was_kept(self, desk: EventDesk, said: str) -> None:
        """An event is kept: say so, show it in the list, be ready for the next one."""
        self.keep.setEnabled(True)
        self.show_desk(desk)
        self.begin()
        self.said.say(said)

    def refuse(self, faults: Sequence[Fault]) -> None:
        """Say what is wrong beside each field, else at the foot, and bring the person to the first."""
        self.keep.setEnabled(True)
        first: FormRow | None = None
        for fault in faults:
            row = self.rows.get(fault.path) if fault.path != "kind" else self._kind_row
            if row is None:
                self.said.say(self.context.language.render(fault.message), problem=True)
                continue
            row.set_problems([problem("invalid_value", fault.path, fault.message)])
            first = first or row
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(first.editor, TextField):
                first.editor.selectAll()
            self._area.ensureWidgetVisible(first)

    def reject(self) -> None:
        if self._may_drop():
            super().reject()

    # ── Keys ─────────────────────────────────────────────────────────────────────────────────────────

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if watched is self.kind and entered:
                self._leave_kind()
                return True
            if watched is self.list and event.key() == Qt.Key.Key_Delete:
                self._withdraw()
                return True
            if watched is self.list and entered:
                self._correct()
                return True
        return super().eventFilter(watched, event)

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────────

    def _kind_typed(self) -> None:
        kind = self.kind.kind()
        if kind is not None:
            self.kind.choose(kind)

    def _leave_kind(self) -> None:
        """Enter on the kind leads to its first field: it records no kind that merely stands there."""
        if self.kind.kind() is None:
            self.refuse([Fault("kind", _NO_KIND)])
            return
        self._kind_typed()
        self._to_first_field()

    def _to_first_field(self) -> None:
        next(iter(self.rows.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _anew(self) -> None:
        if self._may_drop():
            self.begin()

    def _may_drop(self) -> bool:
        """Whether what stands in the fields may go: nothing was typed, or the person was told already."""
        if self._told_unkept or self._typed() == self._began:
            return True
        self._told_unkept = True
        self.said.say_as("warning", self.context.language.render(_NOT_KEPT))
        return False

    def _typed(self) -> dict[str, object]:
        return {name: row.value() for name, row in self.rows.items()}

    def _show_kind(self) -> None:
        kind = str(self.kind.currentData() or "")
        if kind and kind != self._kind:
            self._kind = kind
            self._kind_row.set_problems([])
            self._show_fields(
                fields_of(kind, self.desk.events), first_values(kind, paris(self.context.clock.now()))
            )

    def _show_fields(self, fields: Sequence[FormField], values: dict[str, str]) -> None:
        for row in self.rows.values():
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {}
        before: QWidget = self.kind
        for place, field in enumerate(fields, start=1):
            editor = self._editor(field)
            row = FormRow(
                self.context, field.label, editor, field.help, optional=field.optional, parent=self._form
            )
            editor.edited.connect(lambda row=row: self._edited(row))
            if field.name in values:
                editor.set_value(values[field.name])
            self.rows[field.name] = row
            self._lines.insertWidget(place, row)
            self.setTabOrder(before, editor)
            before = editor
        self.setTabOrder(before, self.keep)
        self._began, self._told_unkept = self._typed(), False
        self._lines.activate()
        self._area.verticalScrollBar().setValue(0)

    def _editor(self, field: FormField) -> Editor:
        match field.kind:
            case "day":
                return DateField(self.context, self._form)
            case "amount":
                return AmountField(self.context, self._form)
            case "choice":
                return ChoiceField(self.context, field.options, self._form)
            case _:
                return TextField(self.context, self._form)

    def _edited(self, row: FormRow) -> None:
        row.set_problems([])
        self.said.clear()
        self._told_unkept = False

    def _ask(self) -> None:
        self.said.clear()
        kind = self._kind if self.correcting else self.kind.kind()
        if kind is None:
            self.refuse([Fault("kind", _NO_KIND)])
            return
        self.kind.choose(kind)
        values = {name: row.value() for name, row in self.rows.items()}
        try:
            record = record_of(kind, values)
        except Unreadable as error:
            self.refuse(error.faults)
            return
        self.keep.setEnabled(False)
        self.kept.emit(record, self.correcting)

    def _chosen(self) -> Event | None:
        item = self.list.currentItem()
        ident = None if item is None else item.data(_IDENT)
        return next((one.event for one in self.desk.entered if one.event.id == ident), None)

    def _correct(self, _item: QListWidgetItem | None = None) -> None:
        event = self._chosen()
        if event is None or not self._may_drop():
            return
        self.correcting = event.id
        self._kind = event.kind
        self.kind.choose(event.kind)
        self.kind.setEnabled(False)
        self._show_fields(fields_of(event.kind, self.desk.events, event.id), values_of(event))
        self.keep.setText(self.context.language.text("Keep the correction"))
        self.said.clear()
        self._to_first_field()

    def _withdraw(self) -> None:
        event = self._chosen()
        if event is not None:
            self.withdrawn.emit(event.id)

    def _line(self, one: Entered) -> str:
        language = self.context.language
        told = language.text(
            "{event} – entered by {person}", event=language.render(event_name(one.event)), person=one.by
        )
        return told if one.conflict is None else f"{told}\n{conflict_line(language, one.conflict)}"

    def _fit(self) -> None:
        """As wide and high as the window around allows."""
        around = self.parentWidget()
        if around is not None:
            window = around.window()
            height = min(78 * GRID, max(window.height() - 6 * GRID, 40 * GRID))
            self.resize(min(72 * GRID, window.width() - 4 * GRID), height)
