"""Pages of a sorted list: the rows after the last one that was shown, by the values that it is sorted by."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_


def beyond(
    columns: Sequence[ColumnElement[Any]], key: Sequence[Any], *, descending: bool
) -> ColumnElement[bool]:
    """The condition of the rows after the one that has these values in these columns, which sort the list.

    Raises `ValueError` for the key of another sort.
    """
    if len(key) != len(columns):
        raise ValueError("this key belongs to another sort")
    cases = []
    for n, (column, value) in enumerate(zip(columns, key, strict=True)):
        same = [earlier == given for earlier, given in zip(columns[:n], key[:n], strict=True)]
        cases.append(and_(*same, column < value if descending else column > value))
    return or_(*cases)
