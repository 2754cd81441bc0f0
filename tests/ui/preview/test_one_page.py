"""Forms and letters that belong on one page print on one, as small as they must; others print as before."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.content.blocks import Document
from numspot_desk.contracts.content.mandate import mandate
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.preview.view import DocumentPreview
from tests.documents.frozen_orders import answers, frozen
from tests.documents.test_word_office import extreme, one_pagers


def filled(given: dict[str, object]) -> Document:
    document = mandate(frozen(given))
    assert document is not None
    return document


FORMS = {"filled": filled(answers()), "long": filled(extreme()), **one_pagers()}


def pages(context: DeskContext, qtbot: QtBot, document: Document, path: Path) -> int:
    """How many pages the preview prints of a document."""
    preview = DocumentPreview(context)
    qtbot.addWidget(preview)
    preview.show_documents([document])
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setOutputFileName(str(path))
    preview.print_to(printer)
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))


@pytest.mark.parametrize("name", FORMS)
def test_a_form_or_a_letter_prints_on_one_page(
    context: DeskContext, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    assert pages(context, qtbot, FORMS[name], tmp_path / "one.pdf") == 1


def test_what_may_run_over_does(context: DeskContext, qtbot: QtBot, tmp_path: Path) -> None:
    free = replace(FORMS["filled"], one_page=False)
    assert pages(context, qtbot, free, tmp_path / "two.pdf") == 2
