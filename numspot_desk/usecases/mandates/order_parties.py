"""What an order could fill in of an old mandate that is typed for it: the address of the same debtor, of the
bank of the same account, the contractor. Never of another debtor or account."""

from collections.abc import Mapping
from typing import Any

from numspot_desk.contracts.order.order_document import get
from numspot_desk.language.folding import fold_line
from numspot_desk.rules.identifiers import iban
from numspot_desk.usecases.ports.orders import Answers
from numspot_desk.usecases.ports.workspace import Workspace


def order_parties(workspace: Workspace, number: str, debtor: str, account: str) -> dict[str, Any]:
    """By `debtor_address`, `bank` (its name and address) and `contractor`, what the order has of them; empty
    for an order that is not here."""
    record = workspace.orders.by_number(number.strip())
    if record is None:
        return {}
    found: dict[str, Any] = {}
    for party, name in (("mandate.debtor", "name"), ("client", "legal_name")):
        if debtor.strip() and fold_line(_text(record.answers, f"{party}.{name}")) == fold_line(debtor):
            found["debtor_address"] = get(record.answers, f"{party}.address")
            found["contractor"] = get(record.answers, "mandate.contractor")
            break
    known = iban.compact(_text(record.answers, "mandate.iban"))
    if known and known == iban.compact(account):
        found["bank"] = get(record.answers, "mandate.bank")
    return {name: value for name, value in found.items() if isinstance(value, Mapping)}


def _text(answers: Answers, path: str) -> str:
    value = get(answers, path)
    return value if isinstance(value, str) else ""
