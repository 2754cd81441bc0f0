"""Whether there is a display to draw on."""

import socket
from pathlib import Path

from numspot_desk.app.display import display_available


def test_without_any_display_there_is_none() -> None:
    assert not display_available({})


def test_a_display_that_does_not_answer_is_none(tmp_path: Path) -> None:
    assert not display_available({"DISPLAY": ":4711"})
    assert not display_available({"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": str(tmp_path)})


def test_a_platform_asked_for_by_name_is_taken_at_its_word() -> None:
    assert display_available({"QT_QPA_PLATFORM": "offscreen"})


def test_a_wayland_socket_is_a_display(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "wayland-0"))
        assert display_available({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)})
