"""Checks on technical accounts and order lines: regions, terms, services outside the terms, betas, prices.

Also what the totals are computed from: the lines as the rules take them, and the VAT of the client.
"""

from collections import Counter
from collections.abc import Iterator

from numspot_desk.contracts.order.order_facts import LineFacts, OrderFacts
from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.contracts.shown import shown
from numspot_desk.language.messages import message
from numspot_desk.rules.explain import Step
from numspot_desk.rules.identifiers import vat
from numspot_desk.rules.order_totals import OrderTotals, PricedLine, order_totals
from numspot_desk.rules.value_added_tax import vat_case


def account_problems(facts: OrderFacts) -> Iterator[Problem]:
    """Account ids used twice; two accounts of one region."""
    ids: set[str] = set()
    regions: dict[str, str] = {}
    for account in facts.accounts:
        path = f"technical_accounts[{account.position}]"
        if account.id and account.id in ids:
            yield problem(
                "invalid_value",
                f"{path}.id",
                message("Two accounts have the id {id}. Give each its own.", id=shown(account.id)),
            )
        ids.add(account.id)
        if account.region and account.region in regions:
            yield problem(
                "account_region_duplicate",
                f"{path}.region",
                message(
                    "Account {other} is in the region {region} as well. Keep both only if the client wants "
                    "separate bills.",
                    other=shown(regions[account.region]),
                    region=shown(account.region),
                ),
                clause="CG-1:Compte Technique",
            )
        regions.setdefault(account.region, account.id)


def line_problems(facts: OrderFacts) -> Iterator[Problem]:
    """Every fault of the lines."""
    counts = Counter(account.id for account in facts.accounts if account.id)
    regions = {account.id: account.region for account in facts.accounts}
    for line in facts.lines:
        yield from _place(line, regions, counts)
        yield from _term(line)
        yield from _remarks(line)
    if facts.price_reference == "sample":
        yield problem(
            "sample_price",
            "price_reference.kind",
            message("The prices are samples, invented to try the program. Put real prices before you sign."),
            clause="CG-A1.1",
        )


def _place(line: LineFacts, regions: dict[str, str], counts: Counter[str]) -> Iterator[Problem]:
    path = f"lines[{line.position}]"
    if line.account and line.account not in regions:
        yield problem(
            "unknown_account",
            f"{path}.account",
            message(
                "No technical account of the order has the id {id}. Choose one of them.",
                id=shown(line.account),
            ),
            clause="CG-1:Compte Technique",
        )
    elif line.account and counts[line.account] == 1:
        region = regions[line.account]
        if region and line.region and region != line.region:
            why = Step(
                "line.region_mismatch",
                False,
                ("CG-1:Compte Technique",),
                uses=(Step("line.region", line.region), Step("account.region", region)),
            )
            yield problem(
                "region_mismatch",
                f"{path}.region",
                message(
                    "Account {id} is in the region {region}. Choose that region, or an account of {wanted}.",
                    id=shown(line.account),
                    region=shown(region),
                    wanted=shown(line.region),
                ),
                clause="CG-1:Compte Technique",
                why=why,
            )


def _term(line: LineFacts) -> Iterator[Problem]:
    path = f"lines[{line.position}].term"
    if line.mode == "reserved" and not line.has_term:
        yield problem(
            "term_required",
            path,
            message("A reserved instance has a term. Give its first and last day."),
            clause="CG-1:Réserve d'Instance",
        )
    if line.mode == "on_demand" and line.has_term:
        yield problem(
            "term_on_demand",
            path,
            message("On demand has no term. Remove the term, or choose a reserved instance."),
            clause="CG-1:On Demand",
        )
    if line.start is not None and line.end is not None and line.end < line.start:
        yield problem(
            "term_end_before_start",
            f"{path}.end",
            message("The term ends before it starts, on {start}. Correct one of the days.", start=line.start),
            clause="CG-A1.1",
        )


def _remarks(line: LineFacts) -> Iterator[Problem]:
    path = f"lines[{line.position}]"
    if line.service == "professional_service":
        yield problem(
            "professional_service_outside_terms",
            f"{path}.service",
            message(
                "Professional services are outside the general terms. Make a contract of their own for them."
            ),
            clause="CG-1:Services Professionnels",
        )
    if line.beta:
        yield problem(
            "beta_line",
            f"{path}.beta",
            message(
                "A beta service has no service level and is not billed unless the order says so. "
                "Tell the client."
            ),
            clause="CG-18.3",
        )


def totals(facts: OrderFacts) -> OrderTotals:
    """The totals of the lines that can be priced (contract-rules M5)."""
    beta_billed = any(derogation.subject == "beta" for derogation in facts.derogations)
    priced = [
        PricedLine(
            line.position,
            line.quantity,
            line.unit_price,
            line.discount_percent,
            reserved=line.mode == "reserved",
            billed=beta_billed or not line.beta,
        )
        for line in facts.lines
        if line.quantity is not None and line.unit_price is not None and line.discount_percent is not None
    ]
    client = facts.client
    number = client.vat_number
    foreign = vat.is_valid(number) and vat.country(number) != "FR"
    case = vat_case(client.address.country, client.address.postcode, foreign_vat_number=foreign)
    return order_totals(priced, case, complete=len(priced) == len(facts.lines))
