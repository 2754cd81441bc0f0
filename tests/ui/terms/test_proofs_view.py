"""The proof-reading list by keyboard: each point shows its words, each use its definition."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from numspot_desk.documents.files import FolderFiles
from numspot_desk.terms.proofs import proofs
from numspot_desk.terms.reading import read_terms
from numspot_desk.ui.context import DeskContext, QuietMessage
from numspot_desk.ui.terms.marked_text import MarkedText
from numspot_desk.ui.terms.proofs_view import ProofsView
from tests.terms.shelf import adopt_both
from tests.ui.keyboard import press

FAULTY = """ARTICLE 1. Définitions

Bief : le canal du moulin.

Vanne : la porte du canal.

ARTICLE 2. Eau

Le Bief coule vers la Guilde. La Guilde suit l'article 9 et l'article 1 « Poissons ».
"""


@pytest.fixture
def view(context: DeskContext, qtbot: QtBot) -> Iterator[ProofsView]:
    shown = ProofsView(context)
    qtbot.addWidget(shown)
    shown.resize(1000, 700)
    shown.show()
    shown.activateWindow()
    shown.show_proofs("2026", proofs(read_terms("terms.txt", FAULTY.encode())))
    yield shown
    shown.close()


def marked(text: MarkedText) -> str:
    return text.accessibleDescription()


def said(view: ProofsView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def test_f8_shows_the_words_of_each_point_then_the_uses_of_terms(view: ProofsView) -> None:
    met = [marked(view.text)]
    for _ in range(6):
        press(Qt.Key.Key_F8)
        met.append(marked(view.text))
    assert met == ["article 9", "article 1", "Guilde", "Guilde", "Vanne", "Bief", "Vanne"]
    assert "5 points à revoir" not in said(view) and "4 points à revoir" in said(view)


def test_a_use_shows_its_definition_below(view: ProofsView) -> None:
    assert not view.definition.isVisible()
    press(Qt.Key.Key_F8, times=5)
    assert view.definition.isVisible() and marked(view.definition) == "Bief"
    assert view.definition.toPlainText() == "Bief : le canal du moulin."
    assert "Défini en CG-1:Bief" in said(view)


def test_the_words_are_underlined_where_they_stand(view: ProofsView) -> None:
    cursor = view.text.document().find("article 9")
    assert cursor.charFormat().fontUnderline()
    assert not view.text.document().find("Guilde").charFormat().fontUnderline()


def test_another_language_says_it_again(view: ProofsView) -> None:
    view.context.set_language("en")
    assert "4 points to look at" in said(view)
    assert view.list.topLevelItem(0).text(0) == "References to no clause (1)"


def test_places_of_one_term_are_told_by_the_whole_words_around_them(view: ProofsView) -> None:
    assert view.list.topLevelItemCount() > 1
    told = [
        item.text(0)
        for item in view.list.findItems("ligne", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        if "\n" in item.text(0)
    ]
    texts = [node.text for node in view._found.terms.walk()] if view._found is not None else []
    words = {word for text in texts for word in text.split()}
    assert told
    for one in told:
        assert set(one.partition("\n")[2].strip("…").split()) <= words


def test_an_adopted_version_is_read_through(desk: DeskContext, qtbot: QtBot) -> None:
    desk.run(adopt_both)
    view = ProofsView(desk)
    qtbot.addWidget(view)
    view.show()
    view.show_version("2025")
    qtbot.waitUntil(lambda: not desk.busy)
    assert "Rien à revoir" in said(view)
    assert view.list.topLevelItem(0).text(0).startswith("Termes définis")
    view.close()


def test_the_list_is_copied_with_the_words_around_each_place(view: ProofsView) -> None:
    press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "4 points à revoir"
    at = lines.index("- Guilde")
    assert lines[at - 1] == "Majuscule sans définition"
    assert lines[at + 1].startswith("    CG-2, ligne 9 · Le Bief coule vers la Guilde.")
    assert any(line.endswith("Vanne : la porte du canal.") for line in lines)


def test_the_list_is_saved_as_text(view: ProofsView, qtbot: QtBot, tmp_path: Path) -> None:
    posted: list[QuietMessage] = []
    view.context.message_posted.connect(posted.append)
    view.context.files = FolderFiles()
    view.save_to(tmp_path)
    qtbot.waitUntil(lambda: bool(posted))
    assert "cg-relecture-2026.txt" in posted[0].text
    assert "4 points à revoir" in (tmp_path / "cg-relecture-2026.txt").read_text(encoding="utf-8")
