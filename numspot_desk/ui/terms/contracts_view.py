"""Which contract is on which version of the general terms on a day, who refused one, who still may; what a
person enters of a contract by keyboard; the list written as a sheet. What is shown is `contracts_presenter`.
"""

import datetime as dt
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.language.typed import NotTyped, parse_date
from numspot_desk.language.zone import PARIS
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.kit.choosers import Chooser, SystemChooser
from numspot_desk.ui.kit.fields import ChoiceField, DateField, TextField
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.table import LazyTableModel
from numspot_desk.ui.kit.table_view import LazyTable
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.terms.contracts_presenter import (
    COLUMNS,
    REFUSED,
    ContractList,
    fact_said,
    may_enter,
)
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.contract.contract_facts import FactRefused, record_fact, take_back_fact
from numspot_desk.usecases.general_terms.contracts_by_terms import (
    ContractTerms,
    RefusalRefused,
    refusal_day,
    refuse_terms,
    withdraw_refusal,
)
from numspot_desk.usecases.orders.export_order_list import write_order_list
from numspot_desk.usecases.ports.events import ContractEvent
from numspot_desk.usecases.ports.files import SheetKind
from numspot_desk.usecases.ports.workspace import Workspace

_KINDS = ((SheetKind.XLSX, N_("Workbook (XLSX)…")), (SheetKind.CSV, N_("Text (CSV)…")))


class ContractTable(LazyTable):
    """The contracts; answers "why?" for the current one."""

    def contract(self) -> ContractTerms | None:
        """The current contract."""
        index = self.currentIndex()
        return self.table_model.row(index.row()) if index.isValid() else None

    def why(self) -> WhyRequest | None:
        """Why this version binds the current contract."""
        if (found := self.contract()) is None:
            return None
        said = self.context.language.text("General terms of order {number}", number=found.number)
        return WhyRequest(said, found.binding.why)


class ContractsView(QWidget):
    """`closed` when the person goes back."""

    closed = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.chooser: Chooser = SystemChooser(lambda: context.language)
        self.contracts = ContractList(context.clock.today())
        self._kept = ""
        self._back = QPushButton(self)
        set_role(self._back, "quiet")
        self._back.clicked.connect(self.closed)
        self._heading, self._summary = QLabel(self), QLabel(self)
        set_role(self._heading, "heading")
        set_role(self._summary, "muted")
        self._summary.setWordWrap(True)
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self.day, self.words = DateField(context, self), TextField(context, self)
        self.narrowed = ChoiceField(context, [], self)
        self.day.editingFinished.connect(self.read)
        self.words.edited.connect(self.read)
        self.narrowed.edited.connect(self.read)
        self.day_row = FormRow(context, N_("On the day"), self.day, parent=self)
        self._filters = [
            self.day_row,
            FormRow(context, N_("Show"), self.narrowed, parent=self),
            FormRow(context, N_("Order or client"), self.words, parent=self),
        ]
        self.model = LazyTableModel[ContractTerms](context, COLUMNS, lambda one: one.number, self)
        self.model.loaded.connect(self._loaded)
        self.list = ContractTable(context, self.model, "contracts_by_terms", self)
        self.list.opened.connect(self._open)
        self.list.selectionModel().currentRowChanged.connect(self._current)
        self.what = ChoiceField(context, [], self)
        self.happened_on = DateField(context, self)
        self.what_row = FormRow(context, N_("What happened to this contract"), self.what, parent=self)
        self.happened_row = FormRow(context, N_("On what day"), self.happened_on, parent=self)
        self.record_button, self.withdraw_button, self.save_button = (QPushButton(self) for _ in range(3))
        set_role(self.withdraw_button, "quiet")
        self.record_button.clicked.connect(self.record)
        self.happened_on.returnPressed.connect(self.record)
        self.happened_on.edited.connect(lambda: self.happened_row.set_problems(()))
        self._entered, self._sheets = QMenu(self), QMenu(self)
        self.withdraw_button.setMenu(self._entered)
        self.save_button.setMenu(self._sheets)
        self._lay_out()
        theme().changed.connect(self._dress)
        context.language_changed.connect(self.retranslate)
        context.changed.connect(self._changed)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addStretch(1)
        head.addWidget(self.save_button)
        filters = QHBoxLayout()
        filters.setSpacing(2 * GRID)
        for row, share in zip(self._filters, (2, 3, 3), strict=True):
            filters.addWidget(row, share)
        entry = QHBoxLayout()
        entry.setSpacing(2 * GRID)
        entry.addWidget(self.what_row, 3)
        entry.addWidget(self.happened_row, 2)
        held = QWidget(self)
        acts = FlowLayout(held)
        acts.addWidget(self.record_button)
        acts.addWidget(self.withdraw_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self._heading)
        layout.addLayout(filters)
        layout.addWidget(self._summary)
        layout.addWidget(self.list, 1)
        layout.addLayout(entry)
        layout.addWidget(held)

    # ── Reading ──────────────────────────────────────────────────────────────────────────────────

    def show_contracts(self) -> None:
        """Show all contracts as of today."""
        self.day.set_value(self.context.clock.today().isoformat())
        self.words.set_value("")
        self.narrowed.set_value("")
        self.read()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> None:
        """Show the contracts of the day that is typed; what was found stays until they are read."""
        day = _day(self.day.value())
        if day is None:
            said = message("Type the date, such as 22/11/2026.")
            self.day_row.set_problems([problem("invalid_value", "day", said)])
            return
        self.day_row.set_problems(())
        if (current := self.list.contract()) is not None:
            self._kept = current.number
        self.contracts = ContractList(day, self.narrowed.value(), self.words.value())
        self.model.show(self.contracts.fetch, self.contracts.count)

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and (changes.terms or changes.orders):
            self.read()

    def _loaded(self) -> None:
        if self.model.rowCount():
            self.list.choose_row(self.model.row_of(self._kept) or 0)
        self._say()
        self._current()

    # ── Showing ──────────────────────────────────────────────────────────────────────────────────

    def _say(self) -> None:
        self._summary.setText(self.contracts.summary(self.context.language))
        _offer(self.narrowed, self.contracts.choices())

    def _current(self) -> None:
        """Offer what can be entered of the current contract, and what was entered to be taken back."""
        one = self.list.contract()
        _offer(self.what, may_enter(one))
        for row in (self.what_row, self.happened_row):
            row.set_problems(())
        for widget in (self.record_button, self.what, self.happened_on):
            widget.setEnabled(one is not None)
        self._entered.clear()
        if one is not None:
            self._fill_entered(one)
        self.withdraw_button.setEnabled(not self._entered.isEmpty())
        self.save_button.setEnabled(bool(self.model.rowCount()) and self.context.sheets is not None)

    def _fill_entered(self, one: ContractTerms) -> None:
        language = self.context.language
        if (refusal := one.refusal) is not None:
            day = refusal_day(refusal)
            said = language.render(message("Refusal of {label} on {day}", label=refusal.label, day=day))
            action = self._entered.addAction(said.replace("&", "&&"))
            action.triggered.connect(lambda: self._withdraw(one.order_id, refusal.label, day))
        for event in one.facts:
            if event.on is not None:
                action = self._entered.addAction(language.render(fact_said(event)))
                action.triggered.connect(partial(self._take_back, one.order_id, event))

    def _open(self, row: int) -> None:
        self.context.go("order", self.model.row(row).order_id)

    # ── Entering ─────────────────────────────────────────────────────────────────────────────────

    def record(self) -> None:
        """Keep what is said of the current contract; what cannot be is said beside its field."""
        if (one := self.list.contract()) is None:
            return
        what, day = self.what.value(), _day(self.happened_on.value())
        if what.startswith(REFUSED):
            self._refuse(one.order_id, what.removeprefix(REFUSED), day)
        else:
            self._record(one.order_id, what, day)

    def _record(self, order_id: str, kind: str, day: dt.date | None) -> None:
        context = self.context

        def done(found: tuple[ContractEvent, Changes]) -> None:
            event, changes = found
            self._kept_now(changes)
            context.post(context.language.render(fact_said(event)), lambda: self._take_back(order_id, event))

        context.run(
            lambda workspace: record_fact(workspace, order_id, kind, day, context.person, context.clock),
            done,
            self._not_kept,
            owner=self,
        )

    def _refuse(self, order_id: str, label: str, day: dt.date | None) -> None:
        context = self.context

        def done(changes: Changes) -> None:
            self._kept_now(changes)
            said = context.language.text("The refusal of version {label} is recorded.", label=label)
            context.post(said, lambda: self._withdraw(order_id, label))

        context.run(
            lambda workspace: refuse_terms(workspace, order_id, label, day, context.person, context.clock),
            done,
            self._not_kept,
            owner=self,
        )

    def _kept_now(self, changes: Changes) -> None:
        self.happened_on.set_value("")
        self.context.announce(changes)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_kept(self, error: BaseException) -> None:
        if not isinstance(error, RefusalRefused | FactRefused):
            self.context.failed(error)
            return
        row = self.happened_row
        if isinstance(error, RefusalRefused) and error.field == "label":
            row = self.what_row
        row.set_problems([problem("invalid_value", "day", error.message)])
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self, order_id: str, event: ContractEvent) -> None:
        context = self.context

        def done(changes: Changes) -> None:
            context.announce(changes)
            context.post(context.language.text("This fact is taken back."))

        context.run(
            lambda workspace: take_back_fact(workspace, order_id, event, context.person, context.clock),
            done,
            owner=self,
        )

    def _withdraw(self, order_id: str, label: str, day: dt.date | None = None) -> None:
        context = self.context

        def refuse(workspace: Workspace) -> Changes:
            return refuse_terms(workspace, order_id, label, day, context.person, context.clock)

        def again() -> None:
            context.run(refuse, context.announce, owner=self)

        def done(changes: Changes) -> None:
            context.announce(changes)
            said = context.language.text("The refusal of version {label} is taken back.", label=label)
            context.post(said, again if day is not None else None)

        context.run(
            lambda workspace: withdraw_refusal(workspace, order_id, label, context.person, context.clock),
            done,
            owner=self,
        )

    # ── The list as a sheet ──────────────────────────────────────────────────────────────────────

    def save(self, kind: SheetKind) -> None:
        """Ask for the folder, then write every row that is shown."""
        title = self.context.language.text("Folder for the list")
        self.chooser.folder(self, title, lambda folder: self._save(kind, folder))

    def _save(self, kind: SheetKind, folder: Path) -> None:
        context, language = self.context, self.context.language
        sheets, files = context.sheets, context.files
        if sheets is None:
            return
        sheet, at = self.contracts.sheet(language), context.clock.now().astimezone(PARIS)
        stem = language.text("contracts")

        def written(path: Path) -> None:
            context.post(
                language.ntext(
                    "{n} contract written in {file}.",
                    "{n} contracts written in {file}.",
                    len(sheet.rows),
                    file=path.name,
                )
            )

        context.apart(
            lambda: write_order_list(sheet, folder, stem, at, kind, sheets, files), written, owner=self
        )

    # ── Words ────────────────────────────────────────────────────────────────────────────────────

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        self._back.setText(text("Back to the versions"))
        self._heading.setText(text("Contracts by version"))
        self.list.setAccessibleName(text("Contracts"))
        self.record_button.setText(text("Record"))
        self.withdraw_button.setText(text("Take back"))
        self.save_button.setText(text("Save the list"))
        self._sheets.clear()
        for kind, label in _KINDS:
            self._sheets.addAction(text(label)).triggered.connect(partial(self.save, kind))
        self._say()
        self._current()
        self._dress()

    def shortcuts(self) -> list[tuple[str, str]]:
        """(keys, what they do), for the list of F1."""
        text = self.context.language.text
        return [("Ctrl+I", text("Why this version")), ("Ctrl+C", text("Copy the chosen rows"))]

    def _dress(self) -> None:
        self._back.setIcon(icon("chevron-left", "accent"))
        self.save_button.setIcon(icon("save"))
        self.withdraw_button.setIcon(icon("undo"))


def _offer(field: ChoiceField, options: list[tuple[str, Message]]) -> None:
    """Offer these options, the one that was chosen still chosen where it is among them."""
    kept = field.value()
    field.blockSignals(True)
    field.clear()
    field.set_options(options)
    field.set_value(kept if kept in dict(options) else next(iter(dict(options)), ""))
    field.blockSignals(False)


def _day(typed: str) -> dt.date | None:
    try:
        return parse_date(typed)
    except NotTyped:
        return None
