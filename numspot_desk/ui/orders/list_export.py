"""Exporting the list as it is shown: the kind of file, the folder, progress, and what was written.

The rows are read with the workspace a page at a time, so that saves come in between, and the file is written
apart: nothing waits for it on the GUI thread.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.language.zone import PARIS
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.table_export import TableExport
from numspot_desk.usecases.orders.export_order_list import ListColumn, ListReading, write_order_list
from numspot_desk.usecases.ports.files import Sheet, SheetKind
from numspot_desk.usecases.ports.orders import OrderQuery

_KINDS = ((SheetKind.XLSX, N_("Workbook (XLSX)…")), (SheetKind.CSV, N_("Text (CSV)…")))
Shown = Callable[[], tuple[OrderQuery, list[ListColumn]]]


class ListExport(TableExport):
    """Its progress strip; `shown` says what the list shows at the moment it is asked."""

    def __init__(self, context: DeskContext, shown: Shown, parent: QWidget) -> None:
        super().__init__(context, parent)
        self._what_is_shown = shown

    def menu(self, parent: QWidget) -> QMenu:
        """The kinds of file, each of which starts the export."""
        menu = QMenu(parent)
        for kind, label in _KINDS:
            action = QAction(self.context.language.text(label), menu)
            action.triggered.connect(_Asking(self, kind))
            menu.addAction(action)
        return menu

    def ask(self, kind: SheetKind) -> None:
        """Ask for the folder, then export what is shown then."""
        title = self.context.language.text("Folder for the list")
        self.ask_folder(title, lambda folder: self._export(kind, folder))

    def _export(self, kind: SheetKind, folder: Path) -> None:
        context = self.context
        sheets, files, stem = context.sheets, context.files, context.language.text("orders")
        if sheets is None:
            return
        query, columns = self._what_is_shown()
        title, now = context.language.text("Orders"), context.clock.now()
        french, at = context.language.code == "fr", now.astimezone(PARIS)
        reading = ListReading(query, columns, now)
        progress = self.begin()

        def write(sheet: Sheet) -> None:
            context.apart(
                lambda: write_order_list(sheet, folder, stem, at, kind, sheets, files, progress),
                lambda path: self._written(len(sheet.rows), path),
                self.not_written,
                owner=self,
            )

        def read_on(more: bool) -> None:
            if not more:
                write(reading.sheet(title, decimal_comma=french))
                return
            context.run(
                lambda workspace: reading.read_page(workspace, progress),
                read_on,
                self.not_written,
                owner=self,
            )

        read_on(True)

    def _written(self, rows: int, path: Path) -> None:
        said = self.context.language.ntext(
            "{n} order written in {file}.", "{n} orders written in {file}.", rows, file=path.name
        )
        self.wrote(said)


class _Asking:
    def __init__(self, export: ListExport, kind: SheetKind) -> None:
        self._export, self._kind = export, kind

    def __call__(self) -> None:
        self._export.ask(self._kind)
