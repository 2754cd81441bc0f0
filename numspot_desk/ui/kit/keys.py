"""Keys as the keyboard of the reader names them: "Ctrl+Page suiv", not "Ctrl+PgDown"."""

from PySide6.QtGui import QKeySequence

TO = " … "
"""Between the first and the last of a row of keys."""


def keys_said(keys: str) -> str:
    """Keys written as Qt stores them (`Ctrl+PgDown`, `Alt+1 … Alt+7`), in the language of Qt's own words."""
    native = QKeySequence.SequenceFormat.NativeText
    return TO.join(QKeySequence(one).toString(native) for one in keys.split(TO))
