"""The toolkit itself: faults of its releases that would end the program."""

import sys

from PySide6.QtWidgets import QApplication, QWidget


def test_a_call_of_the_toolkit_keeps_the_references_to_none(qapp: QApplication) -> None:
    """PySide6 6.12.0 drops one reference to None a call on Python 3.11: some thousand calls and it aborts."""
    widget = QWidget()
    before = sys.getrefcount(None)
    for _ in range(200):
        widget.setToolTip("x")
    assert sys.getrefcount(None) - before > -100
