"""What a screen reader is told on the page «Hiérarchie»: name, role, state and description."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget

from numspot_desk.ui.hierarchy.view import HierarchyPage
from tests.ui.hierarchy.shown import BREACH, choose
from tests.ui.keyboard import press

NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


def interface(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def items(page: HierarchyPage) -> Iterator[QAccessibleInterface]:
    tree = interface(page.tree)
    for number in range(tree.childCount()):
        child = tree.child(number)
        if child is not None and child.role() is QAccessible.Role.TreeItem:
            yield child


def test_every_row_is_a_tree_item_with_its_rank_and_what_became_of_it(
    page: HierarchyPage,
) -> None:
    page.tree.expandAll()
    assert interface(page.tree).role() is QAccessible.Role.Tree
    told = {item.text(NAME): item.text(DESCRIPTION) for item in items(page)}
    assert told and all(told)
    void = next(name for name in told if "CP-D2" in name)
    assert "Nulle de plein droit" in void and "L.441-10" in void
    assert told[void] == "Conditions particulières"
    incorporated = next(description for name, description in told.items() if "Matrice" in name)
    assert incorporated == "incorporé, au rang des\u00a0: Conditions générales"


def test_the_chosen_row_is_selected_and_an_open_one_expanded(page: HierarchyPage) -> None:
    choose(page, BREACH)
    assert any(item.state().selected for item in items(page))
    head = next(items(page))
    assert head.state().expandable and head.state().expanded
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Left)
    assert not next(items(page)).state().expanded


def test_the_answer_is_read_as_a_text_with_its_name(page: HierarchyPage) -> None:
    choose(page, BREACH)
    sheet = interface(page.reading.sheet)
    assert sheet.text(NAME) == "Texte qui l’emporte"
    read = sheet.textInterface()
    assert read is not None
    told = read.text(0, read.characterCount())
    assert "CP-D1 l’emporte" in told and "ce que la clause au-dessus ne dit pas" in told


def test_the_line_of_days_is_a_slider_that_says_its_day(page: HierarchyPage) -> None:
    line = interface(page.days.line)
    assert line.role() is QAccessible.Role.Slider
    assert line.text(NAME) == "Vie du contrat"
    assert line.text(DESCRIPTION).startswith("22 novembre 2026")
    page.days.line.setFocus()
    press(Qt.Key.Key_Right)
    assert line.text(DESCRIPTION).startswith("1er mars 2027")
    assert "2027-03" in line.text(DESCRIPTION)


def test_the_picture_says_its_arrows(page: HierarchyPage) -> None:
    page.tools.pictured.click()
    picture = interface(page.reading.picture)
    assert picture.text(NAME) and "CP-D1 → CG-6.3.a" in picture.text(DESCRIPTION)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_tab_meets_nothing_without_a_name(page: HierarchyPage, language: str) -> None:
    page.context.set_language(language)
    page.tools.whole.click()
    page.tree.setFocus()
    met: list[QWidget] = []
    while (widget := QApplication.focusWidget()) is not None and widget not in met:
        met.append(widget)
        press(Qt.Key.Key_Tab)
    assert page.reading.sheet in met and page.days.line in met and page.tools.print in met
    nameless = [widget for widget in met if not interface(widget).text(NAME)]
    assert nameless == []


def test_the_views_are_checkable_and_one_is_checked(page: HierarchyPage) -> None:
    views = (page.tools.answer, page.tools.whole, page.tools.pictured)
    for view in views:
        view.setFocus()
        press(Qt.Key.Key_Space)
        states = [interface(one).state() for one in views]
        assert all(state.checkable for state in states)
        assert [state.checked for state in states].count(1) == 1
        assert interface(view).state().checked
