"""What a declared role may do. Locally a role is declared, not proved: it guards against slips, no more."""

from numspot_desk.language.messages import message
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.refusals import MoveRefused

READ_ONLY = "read_only"
LEGAL = "legal"
SALES = "sales"


def may_write(person: Person) -> bool:
    """Whether this role changes anything."""
    return person.role in (SALES, LEGAL)


def require_writer(person: Person) -> None:
    """Raises `MoveRefused` for somebody who declared to read only."""
    if not may_write(person):
        raise MoveRefused(
            message(
                "Your declared role only reads: nothing was changed. Choose another role in the settings."
            )
        )


def may_decide(person: Person) -> bool:
    """Whether this role decides: on reviews, on their rules, and on what binds NumSpot."""
    return person.role == LEGAL


def require_legal(person: Person) -> None:
    """Raises `MoveRefused` for anybody who did not declare the role of legal."""
    if not may_decide(person):
        raise MoveRefused(
            message(
                "Only legal decides on a review: nothing was changed. Roles are declared in the settings."
            )
        )


def require_legal_settings(person: Person) -> None:
    """Raises `MoveRefused` for anybody who did not declare the role of legal."""
    if not may_decide(person):
        raise MoveRefused(
            message(
                "Only legal changes this setting: nothing was changed. Roles are declared in the settings."
            )
        )


def require_legal_readings(person: Person) -> None:
    """Raises `MoveRefused` for anybody who did not declare the role of legal."""
    if not may_decide(person):
        raise MoveRefused(
            message(
                "Only legal chooses how a contract is read: nothing was changed. Roles are declared in the"
                " settings."
            )
        )


def require_legal_terms(person: Person) -> None:
    """Raises `MoveRefused` for anybody who did not declare the role of legal."""
    if not may_decide(person):
        raise MoveRefused(
            message(
                "Only legal adopts general terms: nothing was changed. Roles are declared in the settings."
            )
        )


def require_legal_library(person: Person) -> None:
    """Raises `MoveRefused` for anybody who did not declare the role of legal."""
    if not may_decide(person):
        raise MoveRefused(
            message(
                "Only legal changes the clause library: nothing was changed. Roles are declared in the"
                " settings."
            )
        )
