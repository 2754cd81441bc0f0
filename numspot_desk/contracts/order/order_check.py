"""The check of an order: every fault at once, each at its place, and the totals.

Takes half-filled documents and any JSON whatever; never raises. The shape is checked by `order_faults`,
each topic by a module of `checks`; this module puts them together.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.contracts.checks.client import client_problems
from numspot_desk.contracts.checks.derogations import derogation_problems, payment_problems
from numspot_desk.contracts.checks.lines import account_problems, line_problems, totals
from numspot_desk.contracts.checks.mandate import mandate_problems
from numspot_desk.contracts.checks.prices import ListedPrices, price_reference_problems
from numspot_desk.contracts.checks.review import date_problems, review_problems
from numspot_desk.contracts.checks.special_conditions import special_condition_problems
from numspot_desk.contracts.order.order_document import ORDER
from numspot_desk.contracts.order.order_facts import OrderFacts, read_facts
from numspot_desk.contracts.order.order_faults import shape_problems
from numspot_desk.contracts.problems import Problem, Severity
from numspot_desk.language.folding import fold_line
from numspot_desk.rules.order_totals import OrderTotals
from numspot_desk.terms.mandate_annex import MandateAnnex

DISCOUNT_THRESHOLD: Final = Decimal("15")


@dataclass(frozen=True)
class TermsText:
    """What an order needs of a version of the general terms: its name and days, its clause references (None:
    those of contract-rules, section 1, count), by Data Act subject the clauses that cover it, the titles of
    its clauses, where the clauses that the rules name stand in it under another number, and the sentences of
    its form of the SEPA mandate (None: it has none that can be printed)."""

    label: str | None = None
    published_on: dt.date | None = None
    in_force_from: dt.date | None = None
    references: frozenset[str] | None = None
    covers: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    titles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    moved: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    mandate: MandateAnnex | None = None


_KNOWN_TERMS: Final = TermsText()


@dataclass(frozen=True)
class CheckContext:
    """What an order is checked against besides itself.

    `terms`: the general terms given for this check, None where none were. `discount_threshold`: percent,
    review is needed above it. `adopted`: every adopted version by its folded label; under None, the one in
    force. `price_lists`: what the known price lists ask.
    """

    as_of: dt.date
    terms: TermsText | None = None
    discount_threshold: Decimal = DISCOUNT_THRESHOLD
    price_lists: tuple[ListedPrices, ...] = ()
    adopted: Mapping[str | None, TermsText] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def in_force(self) -> TermsText | None:
        """The general terms of an order that names none; None where none were given nor adopted."""
        return self.terms or self.adopted.get(None)

    def terms_of(self, facts: OrderFacts) -> TermsText:
        """The general terms that govern an order: those given, else the version it names, else the adopted
        one in force. A version that nobody adopted here is taken to have the known clauses."""
        if self.terms is not None:
            return self.terms
        key = fold_line(facts.terms_label) if facts.states_terms else None
        return self.adopted.get(key, _KNOWN_TERMS)

    def terms_for(self, answers: Mapping[str, Any]) -> TermsText:
        """The same for an order document, complete or not."""
        return self.terms_of(read_facts(answers))


@dataclass(frozen=True)
class OrderCheck:
    """What was found. `totals` is None where the document is no object."""

    problems: tuple[Problem, ...]
    totals: OrderTotals | None

    @cached_property
    def ready(self) -> bool:
        """Whether nothing blocks: no problem is an error."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)

    def has(self, code: str) -> bool:
        """Whether a problem of this code was found."""
        return any(problem.code == code for problem in self.problems)


def check_order(answers: Mapping[str, Any], context: CheckContext) -> OrderCheck:
    """Check an order document, complete or not."""
    faults = shape_problems(answers)
    if not isinstance(answers, Mapping):
        return OrderCheck(tuple(faults), None)
    facts = read_facts(answers)
    terms = context.terms_of(facts)
    found = [
        *faults,
        *client_problems(facts),
        *account_problems(facts),
        *line_problems(facts),
        *price_reference_problems(facts, context.price_lists),
        *payment_problems(facts),
        *derogation_problems(facts, context.as_of, terms.references, terms.moved),
        *special_condition_problems(facts, terms.covers),
        *mandate_problems(facts, context.as_of),
        *date_problems(facts, context.as_of),
        *review_problems(facts, context.discount_threshold),
    ]
    return OrderCheck(tuple(sorted(found, key=_place)), totals(facts))


_PLACES: Final = {name: place for place, name in enumerate(ORDER.members)}
_TOP = re.compile(r"[a-z_]*", re.ASCII)


def _place(found: Problem) -> int:
    """The place in the document of the part a problem is in; problems of one part keep their order."""
    top = _TOP.match(found.field)
    return _PLACES.get(top[0], -1) if top else -1
