"""What a reminder says: in the list, and outside the window, where nobody's name is read."""

from collections.abc import Sequence

from numspot_desk.contracts.agenda.reminders import Reminder
from numspot_desk.language.catalog import Language
from numspot_desk.ui.deadlines.row_words import state, when

NAMED = 3
"""How many reminders a notification names; the others are counted."""


def count(reminders: Sequence[Reminder], language: Language) -> str:
    """How many there are: `3 rappels`."""
    return language.ntext("{n} reminder", "{n} reminders", len(reminders))


def outside_line(one: Reminder, language: Language) -> str:
    """A reminder where anybody may read it: what, of which contract, on which day. No client, no account."""
    row = one.row
    said = (language.render(row.entry.what), row.entry.contract.number, when(row, language))
    return f"{' · '.join(said)} ({state(row, language)})"


def outside_text(reminders: Sequence[Reminder], language: Language) -> str:
    """Several of them: the most pressing named, the others counted."""
    lines = [outside_line(one, language) for one in reminders[:NAMED]]
    if (rest := len(reminders) - NAMED) > 0:
        lines.append(language.ntext("and {n} more", "and {n} more", rest))
    return "\n".join(lines)
