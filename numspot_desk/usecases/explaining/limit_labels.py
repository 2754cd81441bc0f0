"""What the labels of the time limits and of availability say; what each limit is called is
`contracts.agenda.names`.

A new label of `rules.counting`, `rules.limits` or `rules.amounts.availability` is a new row here; how a
tree of steps becomes lines lives in `explanations`.
"""

from typing import Final

from numspot_desk.language.messages import N_
from numspot_desk.usecases.explaining.explanation_labels import Label, Unit

LIMIT_LABELS: Final[dict[str, Label]] = {
    "limit.sheet": Label(N_("Time limits of the contract")),
    "limit.deadline": Label(N_("{limit} ({rule}), from the event {event}")),
    "limit.wait": Label(N_("{limit} ({rule}), from the event {event}; last day of the wait")),
    "limit.fact_day": Label(N_("Day of the event {event}")),
    "limit.fact_instant": Label(N_("Date and time of the event {event}")),
    "limit.fact_detail": Label(N_("Event {event}, {detail}")),
    "limit.paris_day": Label(N_("Its day in Paris")),
    "limit.length.days": Label(N_("Length in calendar days")),
    "limit.length.weeks": Label(N_("Length in weeks")),
    "limit.length.months": Label(N_("Length in months, same day number")),
    "limit.length.years": Label(N_("Length in years, same day number")),
    "limit.length.hours": Label(N_("Length in hours")),
    "limit.length.minutes": Label(N_("Length in minutes")),
    "limit.length.open": Label(N_("Length left open by the contract")),
    "limit.payment_term": Label(N_("Payment term from the issue of the invoice"), Unit.DAYS),
    "limit.payment_term_end_of_month": Label(
        N_("Payment term from the issue of the invoice, then to a month end"), Unit.DAYS
    ),
    "limit.general_terms": Label(N_("what the general terms say"), Unit.LENGTH),
    "limit.void": Label(N_("void: the law stands above this clause"), Unit.LENGTH),
    "limit.provision": Label(N_("what a clause of lower rank says"), Unit.LENGTH),
    "limit.runs_from": Label(N_("The limit runs from")),
    "limit.receipt_unknown": Label(N_("The receipt is not among the facts")),
    "limit.after": Label(N_("Last day; the day it runs from does not count")),
    "limit.before": Label(N_("Counted backwards, at the latest")),
    "limit.rolled": Label(N_("The last day falls on a weekend or public holiday")),
    "limit.eve": Label(N_("The day before")),
    "limit.end_of_day": Label(N_("The day counts whole, until midnight in Paris")),
    "limit.start_of_day": Label(N_("From the first moment of the day in Paris")),
    "limit.next_year": Label(N_("First day of the next calendar year")),
    "limit.month_end": Label(N_("Last day of the term, by month ends")),
    "limit.later_of_due_and_debit": Label(N_("Due day and earliest lawful debit compared")),
    "limit.ordered_too_late": Label(N_("The recovery was ordered too late: the end stays")),
    "limit.put_off": Label(N_("The end moves to the day the data are received")),
    "limit.put_off_at_most": Label(N_("The end moves by 90 days at most")),
    "limit.erasure_asked": Label(N_("The client asked for an earlier erasure; at the latest")),
    "limit.not_received": Label(N_("The data are not received yet: the end is not known")),
    "limit.no_end_to_put_off": Label(N_("No termination among the facts: there is no end to put off")),
    "limit.elapsed": Label(N_("So much real time later")),
    "limit.working_hours": Label(N_("Counted in working time")),
    "limit.answering_time": Label(N_("The client was asked, and answered")),
    "limit.not_answered": Label(N_("The client has not answered yet: the clock stands still")),
    "limit.answering_deducted": Label(N_("The client's answering time deducted")),
    "limit.outage_days": Label(N_("Lost to force majeure within the term"), Unit.DAYS),
    "limit.days_lost": Label(
        N_("Lost within the term to force majeure and suspensions by an authority"), Unit.DAYS
    ),
    "limit.not_extended": Label(N_("A suspension ordered by an authority adds nothing")),
    "limit.outage_days_until": Label(N_("Lost until {event}, this one included"), Unit.DAYS),
    "limit.end_until": Label(N_("The end as it stood after {event}")),
    "limit.no_term_to_extend": Label(N_("No reserved term among the facts: nothing to extend")),
    "limit.lawful": Label(N_("Lawful: the wait before it was over")),
    "limit.notice_until": Label(N_("Last day of the notice")),
    "limit.other_reading": Label(N_("another reading would give this")),
    "limit.answered": Label(N_("stopped, answered in time")),
    "limit.paid": Label(N_("stopped, paid in time")),
    "limit.disputed": Label(N_("stopped, disputed in time")),
    "limit.refused": Label(N_("stopped, refused in time")),
    "limit.superseded": Label(N_("a later event of this kind counts")),
    "limit.cancelled": Label(N_("the event was cancelled")),
    "limit.too_late": Label(N_("refused once the terms were in force: use is acceptance")),
    "limit.offer": Label(N_("Last day of the offer, as the order states it")),
    "limit.certificate": Label(N_("Last day of the certificate, as the special conditions state it")),
    "simulation.supposed": Label(N_("Supposed to happen on the first day that this allows")),
    "simulation.no_refund": Label(
        N_("Paid in advance: no refund, the client refused no new general terms"), Unit.EUROS
    ),
    "availability.observed": Label(N_("Availability observed"), Unit.PERCENT),
    "availability.not_in_every_zone": Label(
        N_("Availability observed; the commitment needs every zone"), Unit.PERCENT
    ),
    "availability.promised": Label(N_("Availability promised"), Unit.PERCENT),
    "availability.overlapping": Label(
        N_("Incidents overlap or touch: their common time counts once; incidents given")
    ),
    "availability.downtime": Label(N_("Downtime that counts, in seconds")),
    "availability.period": Label(N_("Length of the period, in real seconds")),
    "availability.start": Label(N_("First day of the period")),
    "availability.end": Label(N_("Last day of the period")),
    "availability.year": Label(N_("Length of the year looked at, in real seconds")),
    "availability.year_of": Label(N_("Day from which the year is found")),
    "availability.incident": Label(N_("Seconds of the incident that count")),
    "availability.lasted": Label(N_("Seconds within the period")),
    "availability.from": Label(N_("Beginning of the incident")),
    "availability.to": Label(N_("End of the incident")),
    "availability.excluded": Label(N_("Seconds of windows that do not count")),
    "availability.excluded_for": Label(N_("Seconds set aside: {cause}")),
    "availability.spared": Label(N_("Seconds never counted of an incident")),
    "availability.announced_late": Label(N_("maintenance to be announced at the latest on")),
}

AMOUNT_NAMES: Final[dict[str, str]] = {
    "M1": N_("Service penalty"),
    "M2": N_("Liability cap"),
    "M3": N_("Late payment"),
    "M4": N_("Refund of what is paid in advance"),
    "M5": N_("Totals of the order"),
    "M6": N_("Availability"),
}

DETAIL_NAMES: Final[dict[str, str]] = {
    "start": N_("first day"),
    "end": N_("last day"),
    "from": N_("first day"),
    "to": N_("last day"),
    "enters_into_force": N_("day of entry into force"),
    "effective_on": N_("day of effect"),
}
"""What the days are called that an event states."""
