"""What the program refuses, in words for the person: any other error is a bug.

Raised by `store`, `documents` and the use cases, caught by the screens and the commands.
"""

from numspot_desk.language.messages import Message


class DeskError(Exception):
    """Something a person can understand and act on: `message` says what happened and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.msgid)
        self.message = message


class WorkspaceRefused(DeskError):
    """The store cannot be opened or written: newer, damaged, locked, read-only, on a share, wrong key."""


class WrongSecret(WorkspaceRefused):
    """What was typed does not open the store: it can be typed again. The store itself was not looked at."""


class StaleRecord(DeskError):
    """The record changed since it was read: nothing was written."""


class NoSuchRecord(DeskError):
    """No record has this id."""


class NumberTaken(DeskError):
    """An order number or a RUM that must be unique exists already: nothing was written."""


class LabelTaken(DeskError):
    """General terms of this name and language were adopted already: nothing was written."""


class MoveRefused(DeskError):
    """The state of the record does not allow this act: nothing was written."""


class FileRefused(DeskError):
    """A file cannot be written or read: open elsewhere, disk full, missing folder, too large."""


class Cancelled(Exception):
    """The person stopped a long act; nothing was written."""
