"""What folds away in a small window, and how the tree gets more room by keyboard."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from numspot_desk.ui.hierarchy.view import HierarchyPage
from numspot_desk.ui.kit.theme import theme
from tests.ui.keyboard import ALT, press

SHIFT = Qt.KeyboardModifier.ShiftModifier
FOUR = ("Un.", "Deux.", "Trois.", "Quatre.")


def below(page: HierarchyPage) -> bool:
    """Whether the day stands below the contract, not beside it."""
    return page.days.y() > page.contracts.geometry().bottom()


def test_a_small_window_keeps_the_day_and_gives_its_height_to_the_text(
    page: HierarchyPage, qtbot: QtBot
) -> None:
    page.resize(1000, 900)
    qtbot.waitUntil(lambda: below(page))
    assert page.days.line.isVisible()
    page.resize(680, 420)
    qtbot.waitUntil(lambda: not below(page))
    assert page.days.isVisible()
    assert not page.days.line.isVisible() and page.days.field.isVisible()
    assert page.days.field.toolTip(), "what made the day what it is can still be read"
    assert page.body.split.height() > page.height() / 2
    page.resize(1000, 900)
    qtbot.waitUntil(lambda: below(page))
    assert page.days.line.isVisible()


def test_a_narrow_page_has_the_day_below_the_contract_and_nothing_overlaps(
    page: HierarchyPage, qtbot: QtBot
) -> None:
    page.resize(680, 420)
    qtbot.waitUntil(lambda: not below(page))
    assert not page.days.field.geometry().intersects(page.days.today.geometry())
    theme().choose("light", 14)
    page.resize(page.minimumSizeHint())
    qtbot.waitUntil(lambda: below(page))
    assert not page.days.line.isVisible()
    assert not page.days.field.geometry().intersects(page.days.today.geometry())
    tools = page.tools
    for view in (tools.answer, tools.whole, tools.pictured):
        for tool in (tools.trial, tools.named, tools.readings, tools.why):
            assert not view.geometry().intersects(tool.geometry())


def test_a_small_window_shows_one_announcement_and_the_others_on_demand(page: HierarchyPage) -> None:
    page.resize(1000, 900)
    page.announcements.announce(FOUR[:3])
    assert page.announcements.label.text() == "\n".join(FOUR[:3]), "no button for a single line"
    page.announcements.announce(FOUR)
    assert page.announcements.label.text() == "\n".join(FOUR[:2])
    page.resize(680, 420)
    assert page.announcements.label.text() == "Un." and "3" in page.announcements.more.text()
    page.announcements.more.click()
    assert page.announcements.label.text() == "\n".join(FOUR)


def test_keys_move_the_split_and_it_is_kept(page: HierarchyPage) -> None:
    page.tree.setFocus()
    before = page.body.split.sizes()
    press(Qt.Key.Key_Right, ALT | SHIFT)
    wider = page.body.split.sizes()
    assert wider[0] > before[0] and sum(wider) == sum(before)
    press(Qt.Key.Key_Left, ALT | SHIFT)
    assert page.body.split.sizes() == before
    assert page.context.preferences.get_bytes("hierarchy.split") == page.body.split.saveState()
