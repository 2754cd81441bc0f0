"""The calculators: which facts each asks for, in the order of its form.

Their answers are those of the commands.
"""

from typing import Final

from numspot_desk.language.messages import N_
from numspot_desk.rules.amounts.availability import MEASURED
from numspot_desk.rules.amounts.commitments import COMMITMENTS
from numspot_desk.rules.amounts.exclusions import OUTAGES
from numspot_desk.rules.amounts.liability import CAUSES
from numspot_desk.usecases.answers.amount_answers import (
    late_invoices_found,
    liability_found,
    penalty_found,
    refund_found,
)
from numspot_desk.usecases.answers.availability_answer import availability_found
from numspot_desk.usecases.answers.exit_answer import exit_found
from numspot_desk.usecases.answers.totals_answer import totals_found
from numspot_desk.usecases.calculations.parts import Calculator, Entry, Kind, Rows
from numspot_desk.usecases.explaining.explanation_labels import CAUSE_NAMES, COMMITMENT_NAMES

_CAUSES: Final = {
    "other": N_("any other cause"),
    "sla": N_("a cause that a service penalty covers"),
    "gross_negligence": N_("gross negligence"),
    "wilful": N_("wilful misconduct"),
    "bodily_harm": N_("bodily harm"),
}
_INTENTS: Final = (
    ("switch", N_("to move to another provider")),
    ("on_premises", N_("to move to its own infrastructure")),
    ("erase", N_("to have its data erased")),
)
_SERVICES: Final = (
    ("standard", N_("standard service")),
    ("custom_built", N_("built to measure for this client")),
    ("test", N_("provided for a test")),
)
_INSTANT_HELP: Final = N_("Paris time, like 22/11/2026 10:30.")


def _named(codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    names = {**CAUSE_NAMES, **COMMITMENT_NAMES, **_CAUSES}
    return tuple((code, names.get(code, code)) for code in codes)


def _window(*more: Entry) -> tuple[Entry, ...]:
    return (
        Entry("from", N_("From"), Kind.INSTANT),
        Entry("to", N_("To"), Kind.INSTANT),
        *more,
    )


AVAILABILITY: Final = Calculator(
    "availability",
    N_("Availability"),
    N_("The level of a service over a period, from its incidents."),
    (
        Entry("commitment", N_("Commitment"), Kind.CHOICE, options=_named(MEASURED)),
        Entry("period.start", N_("First day of the period"), Kind.DAY),
        Entry("period.end", N_("Last day of the period"), Kind.DAY),
        Rows("incidents", N_("Incidents"), _window(), _INSTANT_HELP),
        Rows(
            "maintenance",
            N_("Planned maintenance"),
            _window(Entry("announced_on", N_("Announced on"), Kind.DAY, optional=True, null=True)),
            N_("It is left out where it was announced two days before, or earlier."),
        ),
        Rows(
            "excluded",
            N_("Other windows that do not count"),
            _window(Entry("reason", N_("Cause"), Kind.CHOICE, options=_named(OUTAGES))),
        ),
        Entry(
            "contract_start",
            N_("Start of the contract"),
            Kind.DAY,
            N_("For a yearly level, where the year of the contract counts."),
            optional=True,
        ),
        Entry("all_zones", N_("Deployed in every availability zone"), Kind.FLAG, default="true"),
    ),
    availability_found,
    ("observed", "promised", "met"),
)
PENALTY: Final = Calculator(
    "penalty",
    N_("Service penalty"),
    N_("What is owed for levels that were missed, under both caps."),
    (
        Rows(
            "services",
            N_("Services"),
            (
                Entry("commitment", N_("Commitment"), Kind.CHOICE, options=_named(tuple(COMMITMENTS))),
                Entry("observed", N_("Observed (%)"), Kind.NUMBER),
                Entry("beta", N_("Beta"), Kind.FLAG),
                Entry("all_zones", N_("Every zone"), Kind.FLAG, default="true"),
            ),
            least=1,
        ),
        Entry(
            "monthly_average_revenue",
            N_("Average monthly revenue, before tax"),
            Kind.AMOUNT,
            N_("Over a rolling year, all technical accounts of the client."),
        ),
        Entry("invoice_of_the_month", N_("Invoice of the month of the incidents, before tax"), Kind.AMOUNT),
        Entry("period_end", N_("Last day of the period"), Kind.DAY),
        Entry("claimed_on", N_("Claimed on"), Kind.DAY),
        Entry("reservations_in_time", N_("Reservation within 48 hours"), Kind.FLAG, default="true"),
        Entry("late_payer", N_("The client is late in paying"), Kind.FLAG),
    ),
    penalty_found,
    ("due", "before_caps", "cap"),
)
LIABILITY: Final = Calculator(
    "liability",
    N_("Liability cap"),
    N_("What is owed for a loss, and up to what amount."),
    (
        Entry("cause", N_("Cause of the loss"), Kind.CHOICE, options=_named(CAUSES), default="other"),
        Entry("cashed_12_months_excl_tax", N_("Received in twelve months, before tax"), Kind.AMOUNT),
        Entry("last_month_of_failing_service", N_("Last month of the failing service"), Kind.AMOUNT),
        Entry("direct_loss", N_("Direct loss"), Kind.AMOUNT),
        Entry(
            "penalty",
            N_("Service penalty already computed"),
            Kind.AMOUNT,
            N_("Where a penalty covers the cause, it is the whole compensation."),
            optional=True,
        ),
        Entry("beta", N_("Beta service"), Kind.FLAG),
    ),
    liability_found,
    ("due", "cap"),
    laws=("liability",),
)
LATE_PAYMENT: Final = Calculator(
    "late_payment",
    N_("Late payment"),
    N_("Interest and fixed sums of late invoices, each payment counted to its own day."),
    (
        Rows(
            "invoices",
            N_("Invoices"),
            (
                Entry("number", N_("Number"), Kind.TEXT),
                Entry("amount_incl_tax", N_("Including tax"), Kind.AMOUNT),
                Entry("amount_excl_tax", N_("Before tax"), Kind.AMOUNT),
                Entry("due", N_("Due on"), Kind.DAY),
            ),
            least=1,
        ),
        Rows(
            "payments",
            N_("Payments"),
            (
                Entry("number", N_("Invoice"), Kind.TEXT),
                Entry("on", N_("Paid on"), Kind.DAY),
                Entry("amount", N_("Amount"), Kind.AMOUNT),
            ),
        ),
        Entry(
            "imputation",
            N_("A payment counts first"),
            Kind.CHOICE,
            N_("The general terms are silent; without another agreement, C. civ. 1343-1 says on interest."),
            options=(("principal", N_("on the invoice")), ("interest_first", N_("on the interest"))),
            default="principal",
        ),
        Entry(
            "counted_to",
            N_("Counted to"),
            Kind.DAY,
            N_("What is unpaid bears interest to this day included."),
        ),
        Entry("public_buyer", N_("Public buyer"), Kind.FLAG),
    ),
    late_invoices_found,
    ("total", "interest", "owed"),
    rated=True,
    laws=("recovery_flat", "legal_interest"),
    day="counted_to",
)
REFUND: Final = Calculator(
    "refund",
    N_("Refund of reserved instances"),
    N_("What is paid back of a term that ends early."),
    (
        Entry("billed", N_("Amount billed for the term"), Kind.AMOUNT),
        Entry("term.start", N_("Start of the term"), Kind.DAY),
        Entry("term.end", N_("End of the term"), Kind.DAY),
        Entry("effective_termination", N_("Effective termination date"), Kind.DAY),
    ),
    refund_found,
    ("refund", "days_left"),
)
TOTALS: Final = Calculator(
    "totals",
    N_("Order totals"),
    N_("Lines as they are printed, VAT, and what is billed in advance."),
    (
        Rows(
            "lines",
            N_("Lines"),
            (
                Entry("quantity", N_("Quantity"), Kind.NUMBER),
                Entry("unit_price", N_("Unit price"), Kind.AMOUNT),
                Entry("discount_percent", N_("Discount (%)"), Kind.NUMBER, optional=True),
                Entry("reserved", N_("Reserved"), Kind.FLAG),
            ),
            least=1,
        ),
        Entry(
            "country",
            N_("Country of the client"),
            Kind.TEXT,
            N_("By its two letters, like FR."),
            default="FR",
        ),
        Entry(
            "postcode",
            N_("Postcode"),
            Kind.TEXT,
            N_("In France it decides the rate."),
            optional=True,
        ),
        Entry("vat_number", N_("VAT number of another Member State"), Kind.TEXT, optional=True),
    ),
    totals_found,
    ("incl_tax",),
)
EXIT: Final = Calculator(
    "exit",
    N_("Exit under the Data Act"),
    N_("When a client leaves: notice, transition, retrieval, erasure, and what may be charged."),
    (
        Entry("notified_on", N_("Notice of exit sent on"), Kind.DAY),
        Entry("intent", N_("What the client asks for"), Kind.CHOICE, options=_INTENTS, default="switch"),
        Entry("service", N_("Kind of service"), Kind.CHOICE, options=_SERVICES, default="standard"),
        Entry("in_union", N_("Client in the European Union"), Kind.FLAG, default="true"),
        Entry("qualified", N_("SecNumCloud or HDS service"), Kind.FLAG),
        Entry(
            "notice_days",
            N_("Notice agreed, in days"),
            Kind.WHOLE,
            N_("Empty: that of the general terms. The Data Act caps it at two months."),
            optional=True,
        ),
        Entry(
            "retrieval_days",
            N_("Time agreed to retrieve data, in days"),
            Kind.WHOLE,
            N_("Thirty days at least, even where less was agreed."),
            optional=True,
        ),
        Entry(
            "impossible_told_on",
            N_("Usual transition said to be impossible on"),
            Kind.DAY,
            N_("Within 14 working days of the notice, with reasons."),
            optional=True,
        ),
        Entry("alternative_until", N_("End of the longer transition announced"), Kind.DAY, optional=True),
        Entry(
            "extended_until",
            N_("End of the transition that the client asked for"),
            Kind.DAY,
            N_("The client may put it off once."),
            optional=True,
        ),
        Entry("completed_on", N_("Switch complete on"), Kind.DAY, optional=True),
        Entry("charges", N_("Charges asked"), Kind.AMOUNT, optional=True),
        Entry("cost", N_("What the switch costs NumSpot"), Kind.AMOUNT, optional=True),
        Entry("charged_on", N_("Charged on"), Kind.DAY, optional=True),
    ),
    exit_found,
    ("contract_ends", "retrieval_ends", "erased_from"),
    laws=("data_act",),
    day="notified_on",
)
CALCULATORS: Final = (AVAILABILITY, PENALTY, LIABILITY, LATE_PAYMENT, REFUND, TOTALS, EXIT)
BY_ID: Final = {one.id: one for one in CALCULATORS}
