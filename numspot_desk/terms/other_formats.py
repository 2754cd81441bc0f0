"""Files of other programs, told by how they begin, whatever their name says: each refused with what to do.

What is read lives in `reading`.
"""

from typing import Final

from numspot_desk.language.messages import message
from numspot_desk.terms.tree import TermsRefused

_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a Word file under a password starts, and one of before 2007."""
_STARTS: Final = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"<!doctype html", "HTML"),
    (b"<html", "HTML"),
    (b"<?xml", "XML"),
)
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_LOOKED_AT: Final = 1024


def refuse_other_formats(content: bytes) -> None:
    """Raise `TermsRefused` for a file that begins like one of another program."""
    if content.startswith(_COMPOUND):
        raise protected()
    if content.startswith(_PICTURES):
        raise no_text()
    start = content[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for begins, name in _STARTS:
        if start.startswith(begins.lower()):
            raise TermsRefused(
                message(
                    "This is a {format} file: open it in Word or LibreOffice and save it as .docx.",
                    format=name,
                )
            )


def no_text() -> TermsRefused:
    """The refusal of a file without any text."""
    return TermsRefused(
        message("The file holds no text. Scanned pages are pictures: ask for the text itself.")
    )


def protected() -> TermsRefused:
    """The refusal of a file under a password, or of the format before `.docx`: both look the same."""
    return TermsRefused(
        message(
            "The file is protected by a password, or is a Word file from before 2007: open it in Word and"
            " save it as .docx without a password."
        )
    )


def no_word() -> TermsRefused:
    """The refusal of an archive that is no Word file: a spreadsheet, an OpenDocument text…"""
    return TermsRefused(
        message(
            "This compressed file is no Word file: open it in the program that made it and save the text as"
            " .docx."
        )
    )
