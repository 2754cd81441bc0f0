"""The price list page on a real store: the sample marked as such, an import by keyboard, faults by line."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from numspot_desk.documents.files import FolderFiles
from numspot_desk.ui.catalogue.import_dialog import ImportDialog
from numspot_desk.ui.catalogue.tables import FaultTable, PriceTable
from numspot_desk.ui.catalogue.view import CataloguePage
from numspot_desk.ui.context import DeskContext
from numspot_desk.usecases.prices.import_prices import preview_prices, template
from numspot_desk.usecases.samples.sample_prices import price_list_in_use, sample_price_list
from tests.new_workspace import new_workspace

KEY = bytes(range(32))


@pytest.fixture
def page(context: DeskContext, tmp_path: Path, qtbot: QtBot) -> Iterator[CataloguePage]:
    context.files = FolderFiles()
    context.open_workspace(lambda: new_workspace(tmp_path / "workspace", KEY, clock=context.clock))
    shown = CataloguePage(context)
    qtbot.addWidget(shown)
    shown.show()
    shown.enter()
    settle(context, qtbot)
    yield shown
    settle(context, qtbot)


def settle(context: DeskContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not context.busy, timeout=10_000)


def cells(model: PriceTable | FaultTable, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


def model_of(page: CataloguePage) -> PriceTable:
    model = page.table.model()
    assert isinstance(model, PriceTable)
    return model


def open_import(page: CataloguePage, file: Path, qtbot: QtBot) -> ImportDialog:
    page.open_preview(file)
    qtbot.waitUntil(lambda: page.findChild(ImportDialog) is not None, timeout=10_000)
    dialog = page.findChild(ImportDialog)
    assert dialog is not None
    return dialog


def test_the_sample_prices_are_shown_and_said_to_be_invented(page: CataloguePage) -> None:
    assert model_of(page).rowCount() == len(sample_price_list().items)
    assert any("inventés" in label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_a_search_narrows_whatever_the_accents(page: CataloguePage) -> None:
    page.search("repartiteur")
    assert [cells(model_of(page), row)[0] for row in range(model_of(page).rowCount())] == ["LB"]
    page.search("")
    assert model_of(page).rowCount() == len(sample_price_list().items)


def test_a_price_list_is_imported_by_keyboard_and_is_then_in_use(
    page: CataloguePage, context: DeskContext, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "tarif-2027.csv"
    file.write_bytes(template(context.language))
    dialog = open_import(page, file, qtbot)
    assert dialog.name.value() == "tarif-2027"
    dialog.date.set_value("2026-11-01")
    with qtbot.waitSignal(dialog.imported, timeout=10_000):
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    settle(context, qtbot)
    assert model_of(page).rowCount() == 4
    found = []
    context.run(lambda workspace: price_list_in_use(workspace, context.clock.today()), found.append)
    settle(context, qtbot)
    assert (found[0].label, found[0].kind, found[0].dated.isoformat()) == (
        "tarif-2027",
        "public_list",
        "2026-11-01",
    )


def imported_on(page: CataloguePage, day: str, file: Path, qtbot: QtBot) -> str:
    """Import the file as a list of that day; returns what the page says of it."""
    context = page.context
    dialog = open_import(page, file, qtbot)
    dialog.date.set_value(day)
    with qtbot.waitSignal(context.message_posted, timeout=10_000) as posted:
        dialog.do_import()
    settle(context, qtbot)
    qtbot.waitUntil(lambda: page.findChild(ImportDialog) is None, timeout=10_000)
    said: str = posted.args[0].text
    return said


def test_a_list_dated_later_is_shown_with_its_day_and_waits(
    page: CataloguePage, context: DeskContext, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "tarif-2027.csv"
    file.write_bytes(template(context.language))
    assert "à partir du 1er janvier 2027" in imported_on(page, "2027-01-01", file, qtbot)
    assert model_of(page).rowCount() == len(sample_price_list().items)
    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "À partir du 1er janvier 2027\N{NO-BREAK SPACE}: tarif-2027" in shown
    assert "désormais" in imported_on(page, "2026-11-22", file, qtbot)
    assert "22 novembre 2026 reste en vigueur" in imported_on(page, "2026-11-01", file, qtbot)
    assert model_of(page).rowCount() == 4


def test_the_sample_list_is_named_in_the_language_of_the_reader(
    page: CataloguePage, context: DeskContext
) -> None:
    def heading() -> str:
        return next(label.text() for label in page.findChildren(QLabel) if "2026" in label.text())

    assert heading().startswith("Catalogue d’exemple, ")
    context.set_language("en")
    assert heading().startswith("Sample catalogue, ")


def test_faults_are_listed_by_line_and_nothing_can_be_imported(
    page: CataloguePage, context: DeskContext, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "tarif.csv"
    file.write_bytes(template(context.language).replace(b"82,00", b"beaucoup"))
    dialog = open_import(page, file, qtbot)
    model = dialog.faults.model()
    assert isinstance(model, FaultTable) and model.rowCount() == 1
    assert cells(model, 0)[0] == "2" and "beaucoup" in cells(model, 0)[2]
    assert not hasattr(dialog, "import_button")
    dialog.faults.selectRow(0)
    assert dialog.rows.selectionModel().selectedRows()[0].row() == 0
    dialog.reject()
    found = []
    context.run(lambda workspace: price_list_in_use(workspace, context.clock.today()), found.append)
    settle(context, qtbot)
    assert found[0].kind == "sample"


def test_a_date_that_cannot_be_read_keeps_the_dialog_open(
    page: CataloguePage, context: DeskContext, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "tarif.csv"
    file.write_bytes(template(context.language))
    dialog = open_import(page, file, qtbot)
    dialog.date.setText("bientôt")
    dialog.do_import()
    assert dialog.isVisible() and [p.message.msgid[:13] for p in dialog.date_row.problems] == [
        "Type the date"
    ]
    dialog.reject()


def test_the_preview_is_no_larger_than_the_window_behind_it(
    page: CataloguePage, tmp_path: Path, context: DeskContext, qtbot: QtBot
) -> None:
    page.resize(700, 520)
    file = tmp_path / "tarif.csv"
    file.write_bytes(template(context.language))
    dialog = open_import(page, file, qtbot)
    assert dialog.width() <= 700 and dialog.height() <= 520
    dialog.reject()


def test_a_list_without_a_name_says_so_below_the_name(
    page: CataloguePage, context: DeskContext, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "tarif.csv"
    file.write_bytes(template(context.language))
    dialog = open_import(page, file, qtbot)
    dialog.name.set_value(" ")
    dialog.do_import()
    settle(context, qtbot)
    assert dialog.isVisible() and "Give the price list a name" in dialog.name_row.problems[0].message.msgid
    assert dialog.import_button.isEnabled()
    dialog.reject()


def test_every_line_with_a_fault_is_marked_a_code_used_twice_too(
    page: CataloguePage, context: DeskContext, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "tarif.csv"
    file.write_bytes(template(context.language).replace(b"OBJ-STD", b"vm-4-8-r12"))
    dialog = open_import(page, file, qtbot)
    signs = [dialog.row_model.index(row, 0).data(Qt.ItemDataRole.DecorationRole) for row in range(4)]
    assert [sign is not None for sign in signs] == [False, False, True, False]
    dialog.reject()


def test_a_file_that_cannot_be_read_is_a_quiet_message(
    page: CataloguePage, context: DeskContext, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(context.message_posted, timeout=10_000) as posted:
        page.open_preview(tmp_path / "absent.csv")
    assert posted.args[0].problem


def test_the_file_to_fill_in_is_saved_and_imports_as_it_is(
    page: CataloguePage, context: DeskContext, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "out").mkdir()
    with qtbot.waitSignal(context.message_posted, timeout=10_000):
        page.save_template(tmp_path / "out")
    (saved,) = (tmp_path / "out").iterdir()
    assert preview_prices(saved.name, saved.read_bytes()).ready


def test_the_page_speaks_the_other_language_at_once(page: CataloguePage, context: DeskContext) -> None:
    assert page.title() == "Tarif"
    context.set_language("en")
    assert page.title() == "Price list"
    assert model_of(page).headerData(3, Qt.Orientation.Horizontal) == "Unit price before tax"
