"""Where another page can lead to on the page of deadlines."""

from typing import NamedTuple


class EntryAt(NamedTuple):
    """An entry of the agenda, by its key."""

    key: str
