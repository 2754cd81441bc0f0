"""The preview says what the Word files say, in the same order; it prints; it survives hostile text."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.content.frozen import DraftMark
from numspot_desk.documents.word import WordFiles
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.preview.paint import paint
from numspot_desk.ui.preview.view import DocumentPreview, PreviewDialog
from numspot_desk.usecases.orders.preview_order import documents_of
from tests.documents.frozen_orders import answers, frozen
from tests.documents.word_reading import paragraphs


def painted_lines(painted: QTextDocument) -> list[str]:
    lines = []
    block = painted.begin()
    while block.isValid():
        text = block.text().replace("\u2028", "\n").strip("\N{NO-BREAK SPACE}")
        if text:
            lines.append(text)
        block = block.next()
    return lines


def word_lines(content: bytes) -> list[str]:
    found = (f"{number}\t{text}" if number else text for number, text in paragraphs(content))
    return [line for line in found if line.strip("\N{NO-BREAK SPACE}")]


def with_hostile_text() -> dict[str, object]:
    given = answers()
    given["client"]["legal_name"] = "<b>gras</b> & «\u202f{{7*7}}\u202f»"
    given["derogations"][0]["text"] = "ligne un\nligne deux\t<script>alert(1)</script>"
    return given


@pytest.mark.parametrize("given", [answers(), with_hostile_text()], ids=["clinic", "hostile"])
def test_the_preview_says_what_word_says(qapp: QApplication, given: dict[str, object]) -> None:
    for document in documents_of(frozen(given)):
        expected = word_lines(WordFiles().write(document))
        shown = painted_lines(paint(document))
        body = shown[: len(shown) - len(document.footer)]
        if document.kind in ("order_form", "special_conditions"):
            signed = next(n for n, line in enumerate(expected) if line == "Pour NumSpot")
            assert body[:signed] == expected[:signed]
            assert sorted(body[signed:]) == sorted(expected[signed:])  # side by side in Word: row by row
        else:
            assert body == expected
        assert shown[len(body) :] == list(document.footer)


def test_the_draft_mark_comes_first(qapp: QApplication) -> None:
    for document in documents_of(frozen(answers(), draft=DraftMark.REVIEW)):
        assert painted_lines(paint(document))[0] == "Projet – revue juridique requise"


def test_one_tab_a_document_and_the_place_is_kept(qtbot: QtBot, context: DeskContext) -> None:
    preview = DocumentPreview(context)
    qtbot.addWidget(preview)
    documents = documents_of(frozen(answers()))
    preview.show_documents(documents)
    assert [preview.tabs.tabText(n) for n in range(preview.tabs.count())] == [
        "Bon de commande",
        "Conditions spécifiques HDS",
        "Mandat de prélèvement SEPA",
    ]
    preview.tabs.setCurrentIndex(1)
    preview.show_documents(documents)
    assert preview.tabs.currentIndex() == 1
    preview.show_documents(())
    assert not preview.print_button.isEnabled()
    assert preview.notice.text().startswith("Aperçu")


def test_the_document_in_front_prints(qtbot: QtBot, context: DeskContext, tmp_path: Path) -> None:
    dialog = PreviewDialog(context, documents_of(frozen(answers())))
    qtbot.addWidget(dialog)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "preview.pdf"))
    dialog.preview.print_to(printer)
    assert (tmp_path / "preview.pdf").read_bytes().startswith(b"%PDF")


def test_the_window_fits_and_its_keys_scroll_the_document(qtbot: QtBot, context: DeskContext) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(640, 480)
    dialog = PreviewDialog(context, documents_of(frozen(answers())), window)
    dialog.open()
    qtbot.waitExposed(dialog)
    assert dialog.height() <= 480 and dialog.width() <= 640
    front = dialog.preview.tabs.currentWidget()
    assert isinstance(front, QTextBrowser) and dialog.focusWidget() is front
    qtbot.keyClick(front, Qt.Key.Key_PageDown)
    assert front.verticalScrollBar().value() > 0


@pytest.mark.parametrize("width", [560, 625, 640, 701, 807, 913])
def test_a_rounded_width_asks_for_no_scroll_bar(context: DeskContext, qtbot: QtBot, width: int) -> None:
    preview = DocumentPreview(context)
    qtbot.addWidget(preview)
    preview.show_documents(documents_of(frozen(answers())))
    preview.resize(width, 500)
    preview.show()
    for number in range(preview.tabs.count()):
        preview.tabs.setCurrentIndex(number)
        QApplication.processEvents()
        view = preview.tabs.currentWidget()
        assert isinstance(view, QTextBrowser) and not view.horizontalScrollBar().isVisible()
        margin = view.document().documentMargin()
        assert view.document().size().width() <= view.viewport().width() + margin, "nothing is cut"


def test_lines_hang_behind_their_dash_or_number(qapp: QApplication) -> None:
    painted = paint(documents_of(frozen(answers()))[0])
    block, hanging = painted.begin(), set()
    while block.isValid():
        look = block.blockFormat()
        if "\t" in block.text():
            assert look.leftMargin() == -look.textIndent() > 0
            hanging.add(block.text()[0])
        block = block.next()
    assert {"1", "–"} <= hanging
