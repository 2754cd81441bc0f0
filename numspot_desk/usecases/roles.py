"""What a declared role may do. Locally a role is declared, not proved: it guards against slips, no more."""

from numspot_desk.language.messages import message
from numspot_desk.usecases.ports import MoveRefused, Person

READ_ONLY = "read_only"


def may_write(person: Person) -> bool:
    """Whether this role changes anything."""
    return person.role != READ_ONLY


def require_writer(person: Person) -> None:
    """Raises `MoveRefused` for somebody who declared to read only."""
    if not may_write(person):
        raise MoveRefused(
            message(
                "Your declared role only reads: nothing was changed. Choose another role in the settings."
            )
        )
