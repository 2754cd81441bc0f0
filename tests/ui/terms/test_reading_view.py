"""Reading a version: a defined term leads to its definition by mouse and by keyboard, and back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from numspot_desk.terms.uses import uses_by_clause
from numspot_desk.ui.context import DeskContext, QuietMessage
from numspot_desk.ui.terms.reading_view import ReadingView
from numspot_desk.ui.terms.terms_words import Edition, editions
from tests.terms.comparisons import verger
from tests.terms.shelf import adopt_both
from tests.ui.keyboard import press

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def view(desk: DeskContext, qtbot: QtBot) -> Iterator[ReadingView]:
    desk.run(adopt_both)
    found: list[Edition] = []
    desk.run(lambda store: editions(store.terms.list()), found.extend)
    qtbot.waitUntil(lambda: bool(found))
    shown = ReadingView(desk)
    qtbot.addWidget(shown)
    shown.resize(1000, 700)
    shown.show()
    shown.activateWindow()
    shown.show_edition(next(one for one in found if one.label == "2025"), "CG-2.1")
    qtbot.waitUntil(lambda: shown.tree.ref() == "CG-2.1")
    yield shown
    shown.close()


def _links(view: ReadingView) -> dict[str, str]:
    cursor, found = QTextCursor(view.text.document()), {}
    while not cursor.atEnd():
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
        if cursor.charFormat().isAnchor():
            href = cursor.charFormat().anchorHref()
            found[href] = found.get(href, "") + cursor.selectedText()
        cursor.clearSelection()
    return {
        QUrl(href).fragment(QUrl.ComponentFormattingOption.FullyDecoded): said for href, said in found.items()
    }


def test_uses_are_links_to_their_definitions(view: ReadingView) -> None:
    assert _links(view) == {"CG-1:Locataire": "Locataire", "CG-1:Rang": "Rang"}


def test_a_click_on_a_term_shows_its_definition_and_alt_left_leads_back(view: ReadingView) -> None:
    view.text.anchorClicked.emit(QUrl("#CG-1:Rang"))
    assert view.tree.ref() == "CG-1:Rang" and "porte un numéro" in view.text.toPlainText()
    press(Qt.Key.Key_Left, ALT)
    assert view.tree.ref() == "CG-2.1"
    press(Qt.Key.Key_Left, ALT)
    assert view.tree.ref() == "CG-2.1", "nowhere to go back to"


def test_the_keyboard_goes_to_a_definition(view: ReadingView, qtbot: QtBot) -> None:
    press(Qt.Key.Key_D, CONTROL)
    qtbot.waitUntil(view.terms.isVisible)
    assert [action.text() for action in view.terms.actions()] == ["Locataire", "Rang"]
    qtbot.keyClick(view.terms, Qt.Key.Key_Down)
    qtbot.keyClick(view.terms, Qt.Key.Key_Return)
    assert view.tree.ref() == "CG-1:Rang"


def test_a_clause_without_defined_terms_says_so(view: ReadingView) -> None:
    posted: list[QuietMessage] = []
    view.context.message_posted.connect(posted.append)
    view.tree.go("CG-A1")
    press(Qt.Key.Key_D, CONTROL)
    assert [one.text for one in posted] == ["Cette clause n’emploie aucun terme défini."]


def test_uses_are_told_clause_by_clause() -> None:
    terms = verger("2025")
    for ref, uses in uses_by_clause(terms).items():
        node = terms.find(ref)
        assert node is not None
        for use in uses:
            assert node.text[use.start : use.end].casefold().startswith(use.term[:4].casefold())
            assert use.definition == f"CG-1:{use.term}"
