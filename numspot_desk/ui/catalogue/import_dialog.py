"""The preview of a price list file: its lines, its faults, its name and date, and the import itself.

The dialog only shows; reading and keeping are `usecases.prices.import_prices`.
"""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.problems import Problem, Severity
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.language.typed import NotTyped, parse_date
from numspot_desk.ui.catalogue.tables import FaultTable, PriceTable
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import DateField, TextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.prices.import_prices import Preview, import_prices
from numspot_desk.usecases.refusals import DeskError


def plain_table(view: QTableView, name: str) -> QTableView:
    """A read-only table of whole rows, with its name for screen readers."""
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setAlternatingRowColors(True)
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    view.horizontalHeader().setStretchLastSection(True)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return view


class ImportDialog(QDialog):
    """Opened on a preview; `imported` carries what changed when the list was kept."""

    imported = Signal(object, object)  # Changes, the date of the list

    def __init__(self, context: DeskContext, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.preview = preview
        text = context.language.text
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(text("Import a price list"))
        size = QSize(110 * GRID, 80 * GRID)
        self.resize(size if parent is None else size.boundedTo(parent.window().size()))
        layout = QVBoxLayout(self)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._verdict())
        layout.addLayout(self._form())
        if preview.faults:
            layout.addWidget(self._fault_table(), 1)
        layout.addWidget(self._row_table(), 2)
        layout.addWidget(self._button_box())
        (self.faults if preview.faults else self.name).setFocus()

    # ── Building ─────────────────────────────────────────────────────────────────────────────────

    def _verdict(self) -> QLabel:
        language, preview = self.context.language, self.preview
        if preview.faults:
            verdict = language.ntext(
                "{n} thing to correct in {file}. Nothing was imported: correct it, choose the file again.",
                "{n} things to correct in {file}. Nothing was imported: correct them, choose the file again.",
                len(preview.faults),
                file=preview.name,
            )
        else:
            verdict = language.ntext(
                "{n} service read in {file}. Check them, then import.",
                "{n} services read in {file}. Check them, then import.",
                len(preview.rows),
                file=preview.name,
            )
        if preview.ignored_headings:
            verdict += " " + language.text(
                "Columns left aside: {columns}.", columns=", ".join(preview.ignored_headings)
            )
        label = QLabel(verdict, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        set_role(label, "problem" if preview.faults else "heading")
        return label

    def _form(self) -> QHBoxLayout:
        self.name = TextField(self.context, self)
        self.name.set_value(Path(self.preview.name).stem)
        self.date = DateField(self.context, self)
        self.date.set_value(self.context.clock.today().isoformat())
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        self.name_row = FormRow(self.context, N_("Name of the price list"), self.name, parent=self)
        row.addWidget(self.name_row, 2)
        self.date_row = FormRow(self.context, N_("Date of the prices"), self.date, parent=self)
        row.addWidget(self.date_row, 1)
        return row

    def _fault_table(self) -> QTableView:
        model = FaultTable(self.context, self)
        model.show_faults(self.preview.faults)
        self.faults = plain_table(QTableView(self), self.context.language.text("What to correct"))
        self.faults.setModel(model)
        self.faults.setColumnWidth(1, 22 * GRID)
        self.faults.selectionModel().currentRowChanged.connect(self._show_line)
        return self.faults

    def _row_table(self) -> QTableView:
        self.rows = plain_table(QTableView(self), self.context.language.text("Lines of the file"))
        self.row_model = PriceTable(self.context, self, numbered=True)
        self.row_model.show_rows(self.preview.rows, {fault.line for fault in self.preview.faults})
        self.rows.setModel(self.row_model)
        self.rows.resizeColumnsToContents()
        return self.rows

    def _button_box(self) -> QDialogButtonBox:
        text = self.context.language.text
        buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        buttons.addButton(text("Cancel"), role.RejectRole)
        buttons.rejected.connect(self.reject)
        if self.preview.ready:
            self.import_button = buttons.addButton(text("Import"), role.AcceptRole)
            set_role(self.import_button, "primary")
            self.import_button.setDefault(True)
            buttons.accepted.connect(self.do_import)
        return buttons

    # ── Acting ───────────────────────────────────────────────────────────────────────────────────

    def do_import(self) -> None:
        """Keep the list under its name and date."""
        context = self.context
        label = self.name.value()
        try:
            dated = parse_date(self.date.value())
        except NotTyped:
            _say(self.date_row, message("Type the date of the prices as 01/01/2027."))
            self.date.setFocus()
            return
        self.date_row.set_problems(())
        preview, person, clock, chance = self.preview, context.person, context.clock, context.chance

        def work(workspace: Workspace) -> Changes:
            return import_prices(workspace, preview, label, dated, person, clock, chance)

        self.import_button.setEnabled(False)

        def kept(changes: Changes) -> None:
            self.imported.emit(changes, dated)
            self.accept()

        context.run(work, kept, self._failed, owner=self)

    def _failed(self, error: BaseException) -> None:
        self.import_button.setEnabled(True)
        if not isinstance(error, DeskError):
            raise error
        _say(self.name_row, error.message)
        self.name.setFocus()

    def _show_line(self, current: QModelIndex) -> None:
        model = self.faults.model()
        if current.isValid() and isinstance(model, FaultTable):
            row = self.row_model.row_of_line(model.fault(current.row()).line)
            if row >= 0:
                self.rows.selectRow(row)


def _say(row: FormRow, sentence: Message) -> None:
    """Say what is wrong below the field: the window behind is covered."""
    row.set_problems([Problem("", "", Severity.ERROR, None, sentence)])
