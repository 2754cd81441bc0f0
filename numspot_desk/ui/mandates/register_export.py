"""Exporting the register of mandates as it is shown: the kind of file, the folder, progress, the outcome.

Accounts are masked unless somebody asks for them whole, which the audit log notes.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.language.zone import PARIS
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.table_export import TableExport
from numspot_desk.usecases.mandates.export_mandates import (
    MandatesReading,
    RegisterAsked,
    note_whole_accounts,
    write_register,
)
from numspot_desk.usecases.mandates.mandate_acts import Desk
from numspot_desk.usecases.ports.files import Sheet, SheetKind
from numspot_desk.usecases.ports.mandates import MandateQuery
from numspot_desk.usecases.roles import may_write

_KINDS = (
    (SheetKind.XLSX, False, N_("Workbook (XLSX)…")),
    (SheetKind.CSV, False, N_("Text (CSV)…")),
    (SheetKind.XLSX, True, N_("Workbook with whole accounts…")),
)


class RegisterExport(TableExport):
    """Its progress strip; `shown` says what the list shows at the moment it is asked."""

    def __init__(self, context: DeskContext, shown: Callable[[], MandateQuery], parent: QWidget) -> None:
        super().__init__(context, parent)
        self._query = shown

    def menu(self, parent: QWidget) -> QMenu:
        """The kinds of file, each of which starts the export; whole accounts for those who may write."""
        menu = QMenu(parent)
        for kind, whole, label in _KINDS:
            if not whole or may_write(self.context.person):
                action = QAction(self.context.language.text(label), menu)
                action.triggered.connect(partial(self._ask_from_menu, kind, whole))
                menu.addAction(action)
        return menu

    def ask(self, kind: SheetKind, whole: bool = False) -> None:
        """Ask for the folder, then export what is shown then."""
        title = self.context.language.text("Folder for the register")
        self.ask_folder(title, lambda folder: self._export(kind, whole, folder))

    def _ask_from_menu(self, kind: SheetKind, whole: bool, _checked: bool = False) -> None:
        self.ask(kind, whole)

    def _export(self, kind: SheetKind, whole: bool, folder: Path) -> None:
        context = self.context
        sheets, files, stem = context.sheets, context.files, context.language.text("mandates")
        if sheets is None:
            return
        at = context.clock.now().astimezone(PARIS)
        reading = MandatesReading(RegisterAsked(self._query(), context.language, whole))
        by = Desk(context.person, context.clock, context.chance)
        progress = self.begin()

        def write(sheet: Sheet) -> None:
            context.apart(
                lambda: write_register(sheet, folder, stem, at, kind, sheets, files, progress),
                lambda path: self._written(len(sheet.rows), path),
                self.not_written,
                owner=self,
            )

        def read_on(more: bool) -> None:
            if more:
                context.run(
                    lambda store: reading.read_page(store, progress), read_on, self.not_written, owner=self
                )
            elif whole:
                sheet = reading.sheet()
                context.run(
                    lambda store: note_whole_accounts(store, by, len(sheet.rows)),
                    lambda _: write(sheet),
                    self.not_written,
                    owner=self,
                )
            else:
                write(reading.sheet())

        read_on(True)

    def _written(self, rows: int, path: Path) -> None:
        said = self.context.language.ntext(
            "{n} mandate written in {file}.", "{n} mandates written in {file}.", rows, file=path.name
        )
        self.wrote(said)
