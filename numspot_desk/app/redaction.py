"""Text that may leave the contract behind: bank accounts, addresses, amounts, names and paths removed.

For logs and crash reports. What a person typed reaches an error only inside quotes or as a number, so
quoted text and long numbers go whole; what is left is the shape of the fault.
"""

import logging
import re
from pathlib import Path
from typing import Final

_GAP = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}.-]?"
_RULES: Final = (
    ("‹IBAN›", re.compile(rf"\b[A-Za-z]{{2}}\d{{2}}(?:{_GAP}[A-Za-z0-9]){{11,30}}(?![A-Za-z0-9])")),
    ("‹e-mail›", re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)*")),
    ("‹text›", re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|«[^»\n]*»|“[^”\n]*”|‘[^’\n]*’")),
    ("‹amount›", re.compile(rf"\d(?:{_GAP}\d|,\d)*\s*(?:€|EUR\b)")),
    (
        "‹number›",
        re.compile(
            r"\d[\d \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]*[.,]\d+|\d{5,}|(?:\d{2,4}[ .]){2,}\d{2,4}"
        ),
    ),
)
_SOURCE_LINE = re.compile(r'^  File "(?P<file>[^"]+)", line (?P<line>\d+), in (?P<name>\S+)$')


def redacted(text: str) -> str:
    """The text without what could tell who or how much."""
    home = str(Path.home())
    if len(home) > 1:
        text = text.replace(home, "~")
    for shown, pattern in _RULES:
        text = pattern.sub(shown, text)
    return text


def redacted_traceback(text: str) -> str:
    """A traceback as Python prints it: file, line and function stay, source lines and everything said
    by the error are redacted."""
    return "\n".join(_frame_or_redacted(line) for line in text.splitlines())


def _frame_or_redacted(line: str) -> str:
    found = _SOURCE_LINE.match(line)
    if found is None:
        return redacted(line)
    parts = Path(found["file"]).parts
    kept = "/".join(parts[-4:]) if "numspot_desk" in parts or "site-packages" in parts else parts[-1]
    return f"  {kept}:{found['line']} in {found['name']}"


class RedactingFormatter(logging.Formatter):
    """Formats a log record, then removes what no log may hold, traceback included."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's line."""
        time, level, name = self.formatTime(record), record.levelname, record.name
        line = f"{time} {level} {name}: {redacted(record.getMessage())}"
        if record.exc_info:
            line += "\n" + redacted_traceback(self.formatException(record.exc_info))
        return line
