"""What lists and search need of an order: the client, the amount, the dates, the text to search.

Taken from any document, complete or half filled; folding of the text is the store's business.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from numspot_desk.contracts.order.order_check import OrderCheck
from numspot_desk.contracts.order.order_facts import OrderFacts, read_facts, text
from numspot_desk.contracts.problems import Severity
from numspot_desk.rules.identifiers import siren
from numspot_desk.usecases.ports.orders import Answers, Extracted


def extract(answers: Answers, check: OrderCheck) -> Extracted:
    """The extracted columns of an order. The amount is None while a line has no price or no line exists."""
    facts = read_facts(answers)
    totals = check.totals
    priced = totals is not None and totals.complete and bool(facts.lines)
    return Extracted(
        client_name=facts.client.legal_name,
        client_key=client_key(facts),
        excl_tax=totals.excl_tax if priced and totals is not None else None,
        offer_valid_until=facts.offer_valid_until,
        problems=sum(problem.severity is Severity.ERROR for problem in check.problems),
        search_text="\n".join(dict.fromkeys(part for part in _searched(answers, facts) if part)),
    )


def client_key(facts: OrderFacts) -> str:
    """What a client is recognised by: its SIREN where it is one, else its foreign number, else ""."""
    client = facts.client
    return siren.compact(client.siren) if siren.is_valid(client.siren) else client.foreign_number


def _searched(answers: Answers, facts: OrderFacts) -> Iterator[str]:
    client = facts.client
    yield from (client.legal_name, client_key(facts), client.vat_number, client.foreign_number)
    for path in (("client", "address", "city"), ("purchase_order_number",)):
        yield _text_at(answers, path)
    for line in facts.lines:
        yield from (line.label, line.service)
    for derogation in facts.derogations:
        yield from (derogation.target, derogation.text)
    for special in _rows(answers.get("special_conditions")):
        yield text(special, "kind")
        for clause in _rows(special.get("clauses")):
            yield from (text(clause, "id"), text(clause, "text"))


def _text_at(answers: Answers, path: tuple[str, ...]) -> str:
    value: Any = answers
    for name in path[:-1]:
        value = value.get(name) if isinstance(value, Mapping) else None
    return text(value, path[-1]) if isinstance(value, Mapping) else ""


def _rows(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        yield from (row for row in value if isinstance(row, Mapping))
