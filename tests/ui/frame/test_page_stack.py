"""The visited pages: one in front, the one before left, all forgotten; and where the next start begins."""

import pytest
from pytestqt.qtbot import QtBot

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.frame.page_stack import PageStack, place_of


@pytest.mark.parametrize(
    ("kept", "place"),
    [
        ("orders", ("orders", None)),
        ("order/o-1", ("order", "o-1")),
        ("order", ("home", None)),  # an order that is not named
        ("deadlines/:month;a/b", ("deadlines", ":month;a/b")),
        ("", ("home", None)),
        ("no such page", ("home", None)),
    ],
)
def test_the_next_start_begins_where_one_was_or_at_home(kept: str, place: tuple[str, str | None]) -> None:
    assert place_of(kept) == place


def test_a_page_is_made_once_left_for_another_and_forgotten(
    desk: DeskContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stack = PageStack(desk)
    qtbot.addWidget(stack)
    settings = stack.bring("settings")
    left: list[str] = []
    monkeypatch.setattr(settings, "leave", lambda: left.append("settings"))
    assert stack.bring("settings") is settings and left == []
    assert stack.place() == "settings"
    stack.bring("audit")
    assert left == ["settings"] and stack.visited("settings") is settings
    stack.forget()
    assert stack.front is None and stack.visited("settings") is None and stack.place() == ""
    with pytest.raises(KeyError):
        stack.bring("no such page")
