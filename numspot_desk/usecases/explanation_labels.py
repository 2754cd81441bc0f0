"""What the labels of `Step` say, and the unit of their value. A new label of a rule is a new row here."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from numspot_desk.language.messages import N_


class Unit(StrEnum):
    """How a value is written."""

    PLAIN = "plain"
    EUROS = "euros"
    EUROS_EXACT = "euros_exact"  # a price with all its decimals
    PERCENT = "percent"
    DAYS = "days"


@dataclass(frozen=True)
class Label:
    """The sentence of a label, with the places of its parameters."""

    msgid: str
    unit: Unit = Unit.PLAIN


LABELS: Final[dict[str, Label]] = {
    "totals.incl_tax": Label(N_("Total including tax"), Unit.EUROS),
    "totals.excl_tax": Label(N_("Total before tax"), Unit.EUROS),
    "totals.vat": Label(N_("VAT"), Unit.EUROS),
    "totals.line": Label(N_("Line {line}: quantity × unit price × (1 − discount)"), Unit.EUROS),
    "totals.line_beta": Label(N_("Line {line}: beta, not billed"), Unit.EUROS),
    "totals.quantity": Label(N_("Quantity")),
    "totals.unit_price": Label(N_("Unit price"), Unit.EUROS_EXACT),
    "totals.discount": Label(N_("Discount"), Unit.PERCENT),
    "vat.territory": Label(N_("Country or territory of the client")),
    "vat.number": Label(N_("Valid VAT number of another Member State")),
    "vat.regime.metropolitan": Label(N_("VAT rate of metropolitan France and Monaco"), Unit.PERCENT),
    "vat.regime.overseas_reduced": Label(N_("VAT rate of Guadeloupe, Martinique and Réunion"), Unit.PERCENT),
    "vat.regime.overseas_exempt": Label(N_("VAT rate of Guyane and Mayotte"), Unit.PERCENT),
    "vat.regime.outside_french_vat": Label(N_("VAT rate outside the French VAT territory"), Unit.PERCENT),
    "vat.regime.reverse_charge": Label(N_("VAT rate, accounted for by the client"), Unit.PERCENT),
    "vat.regime.union_without_number": Label(
        N_("VAT rate of a client of the Union without a valid number"), Unit.PERCENT
    ),
    "vat.regime.outside_union": Label(N_("VAT rate outside the Union"), Unit.PERCENT),
}


READINGS: Final[dict[tuple[str, str], str]] = {
    ("R01", "ten_days"): N_("ten days, the special rule"),
    ("R01", "ninety_days"): N_("ninety days, the general rule"),
    ("R02", "end_of_day"): N_("midnight at the end of the day"),
    ("R02", "start_of_day"): N_("midnight at the start of the day"),
    ("R03", "lowest"): N_("both caps, the lower applies"),
    ("R03", "invoice_30"): N_("30% of the invoice"),
    ("R03", "monthly_average"): N_("the monthly average"),
    ("R04", "table"): N_("the list of commitments"),
    ("R04", "example"): N_("the worked example"),
    ("R05", "six_days"): N_("six working days"),
    ("R05", "support_hours"): N_("48 hours of support time"),
    ("R06", "later_of_both"): N_("late only after the earliest lawful debit"),
    ("R06", "due_date"): N_("the due date alone"),
    ("R07", "incl_tax"): N_("on the amount including tax"),
    ("R07", "excl_tax"): N_("on the amount excluding tax"),
    ("R08", "half_year"): N_("the rate of each half-year"),
    ("R08", "due_day"): N_("the rate of the first day late"),
    ("R09", "last_day"): N_("last day of the shorter month"),
    ("R09", "next_first"): N_("first day of the next month"),
    ("R10", "to_event_day"): N_("twelve months up to the eve of the event"),
    ("R10", "calendar_months"): N_("twelve whole months before"),
    ("R11", "until_received"): N_("until the data are received"),
    ("R11", "capped_90"): N_("90 more days at most"),
    ("R12", "lost"): N_("lost without a reservation in time"),
    ("R12", "claimable"): N_("still claimable"),
    ("R13", "no_holidays_excluded"): N_("Monday to Friday, public holidays included"),
    ("R13", "french_holidays"): N_("French public holidays excluded"),
    ("R14", "from_etd"): N_("from the effective termination date"),
    ("R14", "from_notice"): N_("from the request"),
    ("R15", "no_roll"): N_("the day as written, even on a weekend"),
    ("R15", "next_working_day"): N_("moved to the next working day"),
    ("R16", "sending"): N_("from the sending"),
    ("R16", "receipt"): N_("from the receipt"),
    ("R17", "days_365"): N_("365 days a year"),
    ("R17", "actual_year"): N_("the real length of the year"),
    ("R17", "days_360"): N_("360 days a year"),
    ("R18", "ordinary"): N_("an ordinary invoice"),
    ("R18", "periodic"): N_("a periodic invoice"),
    ("R19", "refusal_stands"): N_("the refusal stands"),
    ("R19", "use_accepts"): N_("use means acceptance"),
    ("R20", "rolling_12_months"): N_("the twelve months before the end of the period"),
    ("R20", "calendar_year"): N_("the calendar year"),
    ("R20", "contract_year"): N_("the year of the contract"),
    ("R21", "no"): N_("the term is not extended"),
    ("R21", "yes"): N_("the term is extended"),
    ("R22", "days_then_month_end"): N_("the days, then the end of the month"),
    ("R22", "month_end_then_days"): N_("the end of the month, then the days"),
    ("R23", "anniversary"): N_("from the same day of the next year"),
    ("R23", "calendar_year"): N_("once a calendar year"),
}
