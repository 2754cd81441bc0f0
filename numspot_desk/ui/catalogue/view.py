"""The price list page: the list in use with its date and kind, the ones that start later, a search, import,
and the file to fill in."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from numspot_desk.language.messages import N_, message
from numspot_desk.ui.catalogue.import_dialog import ImportDialog, plain_table
from numspot_desk.ui.catalogue.tables import PriceTable
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import file_dialog
from numspot_desk.ui.kit.page import Page
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.files.price_table import LARGEST_FILE
from numspot_desk.usecases.prices.import_prices import Preview, preview_prices, template
from numspot_desk.usecases.refusals import FileRefused
from numspot_desk.usecases.samples.sample_prices import SAMPLE, PricesOfDay, name_of_list, prices_of_day

_FILTER: Final = N_("Price lists (*.csv *.tsv *.txt *.xlsx)")


class CataloguePage(Page):
    """Reached from the settings and from the services of an order."""

    page_id: ClassVar[str] = "catalogue"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._prices: PricesOfDay | None = None
        self._import = QAction(self)
        self._import.setShortcut(QKeySequence(QKeySequence.StandardKey.Open))
        self._import.triggered.connect(self.choose_file)
        self.addAction(self._import)
        self._heading = QLabel(self)
        self._heading.setWordWrap(True)
        set_role(self._heading, "heading")
        self._sample = QLabel(self)
        self._sample.setWordWrap(True)
        set_role(self._sample, "warning")
        self._coming = QLabel(self)
        self._coming.setTextFormat(Qt.TextFormat.PlainText)
        self._coming.setWordWrap(True)
        self._coming.hide()
        self._template = QPushButton(self)
        set_role(self._template, "quiet")
        self._template.clicked.connect(self.choose_template_folder)
        self._model = PriceTable(context, self)
        self.table = plain_table(QTableView(self), "")
        self.table.setModel(self._model)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._template)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self._sample)
        layout.addWidget(self._coming)
        layout.addWidget(self.table, 1)
        context.changed.connect(self._changed)
        self.retranslate()

    # ── The frame ────────────────────────────────────────────────────────────────────────────────

    def title(self) -> str:
        return self.context.language.text("Price list")

    def primary_action(self) -> QAction | None:
        return self._import

    def searchable(self) -> bool:
        return True

    def search(self, text: str) -> None:
        self._model.narrow(text)

    def shortcuts(self) -> list[tuple[str, str]]:
        keys = self._import.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return [(keys, self._import.text())]

    def focus_found(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self, argument: Any = None) -> None:
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        text = self.context.language.text
        self._import.setText(text("Import a price list…"))
        self._template.setText(text("Save a file to fill in…"))
        self.table.setAccessibleName(text("Services of the price list"))
        self._sample.setText(
            text("These prices are invented: they serve trials only, and every order that uses them says so.")
        )
        self._paint()

    # ── The list in use ──────────────────────────────────────────────────────────────────────────

    def refresh(self) -> None:
        """Read the list in use again."""
        today = self.context.clock.today()
        self.context.run(lambda workspace: prices_of_day(workspace, today), self._show)

    def _changed(self, changes: Changes) -> None:
        if changes.catalogue and self.isVisible():
            self.refresh()

    def _show(self, found: PricesOfDay) -> None:
        self._prices = found
        self._paint()
        self.table.resizeColumnsToContents()

    def _paint(self) -> None:
        prices = self._prices
        self._sample.setVisible(prices is not None and prices.in_use.kind == SAMPLE)
        self._coming.setVisible(prices is not None and bool(prices.coming))
        if prices is None:
            self._heading.setText("")
            return
        language, found = self.context.language, prices.in_use
        name = name_of_list(found, language)
        self._heading.setText(language.text("{label}, prices of {date}", label=name, date=found.dated))
        self._coming.setText(
            "\n".join(
                language.text("From {date}: {label}", date=later.dated, label=name_of_list(later, language))
                for later in prices.coming
            )
        )
        self._model.show_items(found.items)

    # ── Import ───────────────────────────────────────────────────────────────────────────────────

    def choose_file(self) -> None:
        """Let the person choose a price list file, then show its preview."""
        self._choose(QFileDialog.FileMode.ExistingFile, self.open_preview)

    def open_preview(self, path: Path) -> None:
        """Read a file and show what is in it. What cannot be read is said as a quiet message."""
        self.context.background(lambda: _preview_of(path), self._preview_read)

    def _preview_read(self, preview: Preview) -> None:
        dialog = ImportDialog(self.context, preview, self)
        dialog.imported.connect(self._imported)
        dialog.open()

    def _imported(self, changes: Changes, dated: dt.date) -> None:
        self.context.announce(changes)
        text = self.context.language.text
        used = self._prices.in_use if self._prices is not None else None
        if dated > self.context.clock.today():
            said = text("The price list is imported. It applies by itself from {date}.", date=dated)
        elif used is not None and used.kind != SAMPLE and used.dated > dated:
            said = text("The price list is imported. The one of {date} stays in use.", date=used.dated)
        else:
            said = text("The price list is imported and in use from now on.")
        self.context.post(said)

    # ── The file to fill in ──────────────────────────────────────────────────────────────────────

    def choose_template_folder(self) -> None:
        """Let the person choose where the file to fill in goes."""
        self._choose(QFileDialog.FileMode.Directory, self.save_template)

    def save_template(self, folder: Path) -> None:
        """Write the file to fill in."""
        context = self.context
        name = context.language.text("price-list.csv")
        content = template(context.language)

        def written(paths: Any) -> None:
            context.post(context.language.text("Saved: {path}", path=paths[0]))

        context.background(lambda: context.files.write_all(folder, {name: content}), written)

    def _choose(self, mode: QFileDialog.FileMode, chosen: Callable[[Path], None]) -> None:
        dialog = file_dialog(self, self.title(), mode, self.context.language)
        if mode is QFileDialog.FileMode.ExistingFile:
            dialog.setNameFilter(self.context.language.text(_FILTER))
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        dialog.open()


def _preview_of(path: Path) -> Preview:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileRefused(message("The file cannot be read ({reason}).", reason=reason)) from error
    return preview_prices(path.name, content)
