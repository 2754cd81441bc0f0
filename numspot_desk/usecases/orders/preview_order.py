"""The documents of an order as content: what the preview shows and what the export writes.

Builds them from a frozen order, or from the answers of a draft as they stand. Writes nothing.
"""

from collections.abc import Mapping
from typing import Any

from numspot_desk.contracts.content.blocks import Clause, Document
from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.content.derogations import derogation
from numspot_desk.contracts.content.filled import Filled
from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.content.mandate import mandate
from numspot_desk.contracts.content.order_form import order_form
from numspot_desk.contracts.content.parts import common
from numspot_desk.contracts.content.special_conditions import special_clause, special_conditions
from numspot_desk.contracts.order.mandate_identity import scheme_of
from numspot_desk.contracts.order.order_check import OrderCheck, TermsText
from numspot_desk.contracts.order.order_document import parse_path
from numspot_desk.usecases.orders.freeze_order import draft_mark_of, governing_terms, printed_totals
from numspot_desk.usecases.orders.printed_facts import NOTHING_NAMED, PrintedFacts


def documents_of(order: FrozenOrder) -> tuple[Document, ...]:
    """The set of a frozen order: order form, special conditions one a kind, mandate when it has one."""
    found = [order_form(order), *special_conditions(order)]
    sepa = mandate(order)
    return (*found, sepa) if sepa is not None else tuple(found)


def preview(
    answers: Mapping[str, Any],
    check: OrderCheck,
    number: str,
    *,
    revision: int = 1,
    creditor: Creditor | None = None,
    terms: TermsText | None = None,
    approved: bool = False,
    named: PrintedFacts = NOTHING_NAMED,
) -> tuple[Document, ...]:
    """The set of a draft as it stands: no issue date, no RUM, marked as a draft where it would be.

    `approved`: legal approved this content. `named`: what the parties named beside the texts.
    """
    order = FrozenOrder(
        answers=answers,
        number=number,
        revision=revision,
        issued_on=None,
        rum=None,
        creditor=creditor or Creditor(),
        totals=printed_totals(check.totals, answers),
        terms=governing_terms(answers, terms),
        scheme=scheme_of(answers),
        draft=draft_mark_of(check, asked=False, approved=approved, reviewing=named.ranking is not None),
        ranking=named.ranking,
        named=named.documents,
    )
    return documents_of(order)


def preview_clause(answers: Mapping[str, Any], path: str, terms: TermsText | None = None) -> Clause:
    """One clause of a draft as its document will print it: the derogation or the clause of special conditions
    that stands at this path."""
    order = FrozenOrder(
        answers=answers,
        number="",
        revision=1,
        issued_on=None,
        rum=None,
        creditor=Creditor(),
        totals=None,
        terms=governing_terms(answers, terms),
        scheme=scheme_of(answers),
    )
    steps = parse_path(path)
    if steps[0] == "derogations":
        return derogation(int(steps[1]), order, Filled(answers, common()))
    return special_clause(order, int(steps[1]), int(steps[3]))
