"""Whether there is a display to draw on. Qt ends the process when it finds none, so we look before it does.

`python -m numspot_desk.app.display` exits 0 where there is one, 1 where there is none; `make run` asks it.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def display_available(environment: Mapping[str, str] | None = None) -> bool:
    """Whether Qt would find a display: a platform asked for by name, a Wayland socket or an X server that
    answers. Windows and macOS always have one."""
    variables = os.environ if environment is None else environment
    if not sys.platform.startswith("linux") or variables.get("QT_QPA_PLATFORM"):
        return True
    return _wayland_listens(variables) or _x_answers(variables.get("DISPLAY", ""))


def _wayland_listens(variables: Mapping[str, str]) -> bool:
    name = variables.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    return (Path(variables.get("XDG_RUNTIME_DIR", "/nonexistent")) / name).is_socket()


def _x_answers(name: str) -> bool:
    """A display that is named but gone (a closed SSH session, a stopped server) is no display."""
    if not name:
        return False
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(name.encode(), None)
    try:
        return not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)


if __name__ == "__main__":
    raise SystemExit(not display_available())
