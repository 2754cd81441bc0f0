"""Who signs the papers of a mandate for the debtor.

The order names its own signatory; a mandate that was typed for it apart may be of another debtor, so that its
own facts alone say who signs.
"""

from collections.abc import Iterable

from numspot_desk.contracts.mandate_life.facts import Fact, Signed
from numspot_desk.contracts.order.order_document import get
from numspot_desk.language.folding import fold_line
from numspot_desk.rules.identifiers import rum
from numspot_desk.usecases.mandates.former_mandates import mandates_of
from numspot_desk.usecases.ports.mandates import KeptMandate
from numspot_desk.usecases.ports.orders import Answers
from numspot_desk.usecases.ports.workspace import Workspace

Signatory = tuple[str, str]
"""A name and a function; "" for what is not known."""


def is_of_its_order(workspace: Workspace, kept: KeptMandate) -> bool:
    """Whether the order gave this mandate its reference; another was typed for it apart."""
    record = workspace.orders.by_number(kept.number)
    return record is not None and any(rum.same(one.rum, kept.rum) for one in mandates_of(workspace, record))


def ordered_signatory(answers: Answers) -> Signatory:
    """The signatory that the order names."""
    name, function = (get(answers, f"contacts.signatory.{part}") for part in ("name", "function"))
    return name if isinstance(name, str) else "", function if isinstance(function, str) else ""


def signed_by(answers: Answers, facts: Iterable[Fact]) -> Signatory:
    """Who signed the mandate, with the function that the order gives this person; both "" before."""
    signed = next((fact for fact in facts if isinstance(fact, Signed)), None)
    if signed is None:
        return "", ""
    name, function = ordered_signatory(answers)
    return signed.signatory, function if fold_line(name) == fold_line(signed.signatory) else ""


def signatory_of(
    workspace: Workspace, kept: KeptMandate, answers: Answers, facts: Iterable[Fact]
) -> Signatory:
    """Who signs a letter about the mandate for the debtor."""
    return ordered_signatory(answers) if is_of_its_order(workspace, kept) else signed_by(answers, facts)
