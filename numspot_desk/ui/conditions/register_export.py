"""The register as files: the folder, progress, what was written. The rows are read a page at a time with the
workspace, so that saves come between; the file is written apart.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from numspot_desk.language.catalog import load_language
from numspot_desk.language.messages import N_
from numspot_desk.language.zone import PARIS
from numspot_desk.ui.conditions.register_presenter import RegisterList, sheet_columns
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.table_export import TableExport
from numspot_desk.usecases.conditions.deviation_register import Deviation, RegisterReading
from numspot_desk.usecases.conditions.export_register import (
    register_sheet,
    write_register_document,
    write_register_sheet,
)


class RegisterKind(StrEnum):
    """A file of the register."""

    XLSX = "xlsx"
    WORD = "docx"


_KINDS = ((RegisterKind.XLSX, N_("Workbook (XLSX)…")), (RegisterKind.WORD, N_("Word document…")))


class RegisterExport(TableExport):
    """Its progress strip; `shown` is the list at the moment it is asked."""

    def __init__(self, context: DeskContext, shown: Callable[[], RegisterList], parent: QWidget) -> None:
        super().__init__(context, parent)
        self._what_is_shown = shown

    def fill(self, menu: QMenu) -> None:
        """Put the kinds of file in a menu."""
        menu.clear()
        for kind, label in _KINDS:
            menu.addAction(self.context.language.text(label)).triggered.connect(partial(self.ask, kind))

    def ask(self, kind: RegisterKind) -> None:
        """Ask for the folder, then export what is shown then."""
        title = self.context.language.text("Folder for the register")
        self.ask_folder(title, lambda folder: self._export(kind, folder))

    def _export(self, kind: RegisterKind, folder: Path) -> None:
        context, shown = self.context, self._what_is_shown()
        today = context.clock.today()
        reading = RegisterReading(shown.query, today, context.language.code)
        progress = self.begin()

        def read_on(more: bool) -> None:
            if more:
                context.run(
                    lambda workspace: reading.read_page(workspace, progress),
                    read_on,
                    self.not_written,
                    owner=self,
                )
            else:
                context.run(reading.deviations, write, self.not_written, owner=self)

        def write(found: tuple[Deviation, ...]) -> None:
            context.apart(
                partial(self._write, kind, folder, shown, found),
                lambda path: self._written(len(found), path),
                self.not_written,
                owner=self,
            )

        read_on(True)

    def _write(
        self, kind: RegisterKind, folder: Path, shown: RegisterList, found: tuple[Deviation, ...]
    ) -> Path:
        context, language = self.context, self.context.language
        at = context.clock.now().astimezone(PARIS)
        if kind is RegisterKind.WORD or context.sheets is None:
            narrowed_to = shown.said(load_language("fr"))
            return write_register_document(
                found, folder, context.person, at, narrowed_to, context.word, context.files
            )
        sheet = register_sheet(
            found,
            sheet_columns(language),
            language.text("Register of departures"),
            decimal_comma=language.code == "fr",
        )
        stem = language.text("register-of-departures")
        return write_register_sheet(sheet, folder, stem, at, context.sheets, context.files)

    def _written(self, rows: int, path: Path) -> None:
        said = self.context.language.ntext(
            "{n} departure written in {file}.", "{n} departures written in {file}.", rows, file=path.name
        )
        self.wrote(said)
