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
    SUBJECT = "subject"  # of a checklist, by its id
    DAYS = "days"
    DAY = "day"  # a day in its JSON form
    CHARGES = "charges"  # what may be charged for a switch, by its code
    LENGTH = "length"  # a length of the rules: `45 days, end of month`
    CLAUSE = "clause"  # a reference, one paragraph of a clause in words
    SAID = "said"  # the label says it all: the value is not repeated


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
    "client.consumer": Label(N_("Consumers are not eligible"), Unit.SAID),
    "client.vat_siren": Label(
        N_("The VAT number and the SIREN are of two different undertakings"), Unit.SAID
    ),
    "client.siren": Label(N_("SIREN of the client")),
    "client.siren_of_vat": Label(N_("SIREN inside the VAT number")),
    "line.region_mismatch": Label(N_("The line and its account are in two regions"), Unit.SAID),
    "line.region": Label(N_("Region of the line")),
    "account.region": Label(N_("Region of the account")),
    "mandate.bic_country": Label(N_("The bank and the account are in two countries"), Unit.SAID),
    "mandate.country_of_bic": Label(N_("Country of the BIC")),
    "mandate.country_of_iban": Label(N_("Country of the IBAN")),
    "mandate.state": Label(N_("State of the mandate"), Unit.SAID),
    "mandate.fact.prepared": Label(N_("Mandate prepared on")),
    "mandate.fact.sent": Label(N_("Sent for signature on")),
    "mandate.fact.signed": Label(N_("Mandate signed on")),
    "mandate.fact.registered": Label(N_("Registered by the debtor’s bank on")),
    "mandate.fact.amended": Label(N_("Mandate amended on")),
    "mandate.fact.resumed": Label(N_("Debits resumed on")),
    "mandate.fact.collected": Label(N_("Debit presented on")),
    "mandate.fact.suspended": Label(N_("Debits suspended on")),
    "mandate.fact.revoked": Label(N_("Mandate revoked on")),
    "mandate.fact.replaced": Label(N_("Mandate replaced on")),
    "mandate.collections": Label(N_("Debits presented, the latest ones below")),
    "mandate.last_debit": Label(N_("Last banking day for a debit before the mandate ends")),
    "mandate.days_left": Label(N_("Left before the mandate lapses"), Unit.DAYS),
    "payment.mandate_required": Label(N_("Direct debit needs a SEPA mandate"), Unit.SAID),
    "payment_term.lawful": Label(N_("The payment term is lawful"), Unit.SAID),
    "payment_term.unlawful": Label(N_("The payment term is over the legal maximum"), Unit.SAID),
    "payment_term.agreed": Label(N_("Term from the invoice"), Unit.DAYS),
    "payment_term.agreed_end_of_month": Label(N_("Term from the invoice, then end of month"), Unit.DAYS),
    "payment_term.maximum": Label(N_("Legal maximum from the invoice"), Unit.DAYS),
    "payment_term.maximum_end_of_month": Label(N_("Legal maximum before the end of month"), Unit.DAYS),
    "payment_term.maximum_periodic": Label(N_("Legal maximum of periodic invoices"), Unit.DAYS),
    "payment_term.buyer.private": Label(N_("The buyer is a private undertaking"), Unit.SAID),
    "payment_term.buyer.public": Label(N_("The buyer is a public body"), Unit.SAID),
    "payment_term.buyer.public_health": Label(N_("The buyer is a public health establishment"), Unit.SAID),
    "payment_term.buyer.public_undertaking": Label(N_("The buyer is a public undertaking"), Unit.SAID),
    "law.liability_cap": Label(N_("The law allows no cap of liability in these cases"), Unit.SAID),
    "law.late_payment_flat": Label(N_("The sum for a late invoice is below the legal minimum"), Unit.SAID),
    "law.late_payment_flat_agreed": Label(N_("Sum agreed for a late invoice"), Unit.EUROS),
    "law.late_payment_flat_least": Label(N_("Legal minimum for a late invoice"), Unit.EUROS),
    "law.late_payment_rate": Label(N_("The rate of late payment is below what the law asks"), Unit.SAID),
    "law.late_payment_rate_agreed": Label(N_("Rate agreed for late payment"), Unit.PERCENT),
    "law.late_payment_rate_least": Label(N_("Lowest lawful rate of late payment"), Unit.PERCENT),
    "law.legal_interest": Label(N_("Legal interest rate since {since}"), Unit.PERCENT),
    "law.public_points": Label(N_("Points above the central bank’s rate, fixed for public buyers")),
    "law.payment_term_default": Label(N_("Payment term by law, where nothing was agreed"), Unit.DAYS),
    "law.not_checked": Label(N_("To be verified: {article} was last checked on")),
    "law.past_last_check": Label(N_("To be verified: the rates were last checked on")),
    "law.switching_notice": Label(N_("Longest lawful notice for switching, in months")),
    "law.retrieval": Label(N_("Shortest lawful time to retrieve data"), Unit.DAYS),
    "law.transition": Label(N_("Longest lawful transition"), Unit.DAYS),
    "law.switching_charges": Label(N_("No switching charges from")),
    "precedence.prevails": Label(N_("Prevails"), Unit.CLAUSE),
    "precedence.open_conflict": Label(N_("Open conflict of one rank"), Unit.CLAUSE),
    "precedence.nothing": Label(N_("Nothing governs this subject on that day"), Unit.SAID),
    "precedence.lower_rank": Label(N_("Of lower rank"), Unit.CLAUSE),
    "precedence.void": Label(N_("Void by law"), Unit.CLAUSE),
    "precedence.beaten.P2": Label(N_("Replaced by an amendment"), Unit.CLAUSE),
    "precedence.beaten.P6": Label(N_("Text in the other language"), Unit.CLAUSE),
    "precedence.beaten.P10": Label(N_("Of an earlier version of the general terms"), Unit.CLAUSE),
    "precedence.without_rank": Label(N_("Without rank")),
    "precedence.interpreted_by": Label(N_("The contract is interpreted by")),
    "version.binds": Label(N_("Version of the general terms that binds")),
    "version.none": Label(N_("No version of the general terms binds on that day"), Unit.SAID),
    "version.ended": Label(N_("The contract has ended after a refusal of new terms"), Unit.SAID),
    "version.signed": Label(N_("Version accepted at signature")),
    "version.signed_on": Label(N_("Signed on")),
    "version.exported_on": Label(N_("Exported for signature, not signed; exported on")),
    "version.draft_on": Label(N_("Draft, not signed; last changed on")),
    "version.would_bind": Label(N_("Version of the general terms that a signature would accept")),
    "version.entered": Label(N_("Later version that entered into force")),
    "version.in_force_from": Label(N_("In force from")),
    "version.refused": Label(N_("Version refused in time")),
    "version.refused_on": Label(N_("Refused on")),
    "version.ends_on": Label(N_("Last day of the contract after the refusal")),
    "version.not_accepted": Label(N_("A qualified service needs the client’s acceptance of this version")),
    "version.published_on": Label(N_("Published on")),
    "version.notice_days": Label(N_("Notice before entry into force"), Unit.DAYS),
    "version.earliest_entry": Label(N_("Earliest entry into force")),
    "version.published_too_late": Label(N_("published too late before its entry into force")),
    "changes.all": Label(N_("Clauses of the general terms that are changed")),
    "changes.applies": Label(N_("Changed clause")),
    "changes.open_conflict": Label(N_("Clause changed in two ways: an open conflict")),
    "changes.void": Label(N_("Change without effect: void by law")),
    "changes.set_aside": Label(N_("Change without effect: another clause prevails")),
    "changes.moves": Label(N_("Moves “{limit}” ({rule})"), Unit.LENGTH),
    "changes.moves_along": Label(N_("Moves “{limit}” ({rule}) along"), Unit.SAID),
    "data_act.meets": Label(N_("The general terms meet this point of the Data Act"), Unit.SUBJECT),
    "data_act.below": Label(N_("The general terms stay below this point of the Data Act"), Unit.SUBJECT),
    "data_act.silent": Label(
        N_("The general terms give no figure on this point of the Data Act"), Unit.SUBJECT
    ),
    "data_act.terms_days": Label(N_("The general terms say"), Unit.DAYS),
    "data_act.terms_charge": Label(N_("The general terms charge for it")),
    "data_act.charges_allowed": Label(N_("Charges at cost are still allowed")),
    "data_act.most_days": Label(N_("The Data Act allows at most"), Unit.DAYS),
    "data_act.most_months": Label(N_("Longest time that the Data Act allows, in months")),
    "data_act.least_days": Label(N_("The Data Act asks at least"), Unit.DAYS),
    "precedence.states": Label(N_("Clause that states, in {document}"), Unit.CLAUSE),
    "precedence.replace": Label(N_("Clause that replaces, in {document}"), Unit.CLAUSE),
    "precedence.complete": Label(N_("Clause that completes, in {document}"), Unit.CLAUSE),
    "precedence.exclude": Label(N_("Clause that excludes, in {document}"), Unit.CLAUSE),
    "special.required": Label(N_("Special conditions needed")),
    "coverage.uncovered": Label(N_("Subject that no clause covers")),
    "coverage.covered": Label(N_("Subjects covered")),
    "coverage.required": Label(N_("Subjects required")),
    "coverage.last_checked": Label(N_("List last checked on")),
    "review.required": Label(N_("Legal review needed before signature"), Unit.SAID),
    "review.cause": Label(N_("Because of the field")),
    "offer.expired": Label(N_("The offer was valid until")),
    "offer.as_of": Label(N_("Day of the check")),
    "reading.settled": Label(N_("A clause of the contract settles the reading")),
    "reading.decided": Label(
        N_("Reading {name} chosen for this contract by {by} on {on}: {reason}"), Unit.SAID
    ),
    "reading.chosen": Label(N_("Reading {name} chosen for this contract: {reason}"), Unit.SAID),
    "penalty.due": Label(N_("Penalty due"), Unit.EUROS),
    "penalty.before_caps": Label(N_("Sum of the penalties before the cap"), Unit.EUROS),
    "penalty.cap": Label(N_("Cap of the penalties"), Unit.EUROS),
    "penalty.cap_invoice": Label(N_("30% of the invoice of the month"), Unit.EUROS),
    "penalty.cap_average": Label(N_("Average monthly revenue"), Unit.EUROS),
    "penalty.invoice": Label(N_("Invoice of the month"), Unit.EUROS),
    "penalty.revenue": Label(N_("Average monthly revenue"), Unit.EUROS),
    "penalty.promised": Label(N_("Level promised"), Unit.PERCENT),
    "penalty.observed": Label(N_("Level observed"), Unit.PERCENT),
    "penalty.service": Label(N_("{service} ({code}): (promised − observed) × 10 × revenue"), Unit.EUROS),
    "penalty.service_outside": Label(N_("{service} ({code}): outside the penalties"), Unit.EUROS),
    "penalty.refused.T15": Label(
        N_("Brought to zero: claimed after the days that follow the period"), Unit.SAID
    ),
    "penalty.refused.R12": Label(N_("Brought to zero: no reservation within 48 hours"), Unit.SAID),
    "penalty.refused.CG-8": Label(N_("Brought to zero: the client is late in paying"), Unit.SAID),
    "penalty.refused.CG-18.3": Label(N_("Brought to zero: a beta service gives no penalty"), Unit.SAID),
    "penalty.refused.CG-A3": Label(
        N_("Brought to zero: the client did not deploy in every availability zone"), Unit.SAID
    ),
    "penalty.excluded": Label(N_("No penalty: {cause}"), Unit.SAID),
    "liability.due": Label(N_("Compensation due"), Unit.EUROS),
    "liability.excluded": Label(N_("No compensation: {cause}"), Unit.EUROS),
    "liability.if_grossly_negligent": Label(
        N_("what would be due if gross negligence were proved"), Unit.EUROS
    ),
    "liability.below_threshold": Label(N_("Loss below the threshold: nothing is due"), Unit.EUROS),
    "liability.penalty_alone": Label(N_("The service penalty is the whole compensation"), Unit.EUROS),
    "liability.penalty_unknown": Label(
        N_("The service penalty is the whole compensation; it is not among the facts"), Unit.SAID
    ),
    "liability.uncapped.gross_negligence": Label(N_("Gross negligence: no cap"), Unit.EUROS),
    "liability.uncapped.wilful": Label(N_("Wilful misconduct: no cap"), Unit.EUROS),
    "liability.uncapped.bodily_harm": Label(N_("Bodily harm: no cap"), Unit.EUROS),
    "liability.cap": Label(N_("General cap: the lowest of the three"), Unit.EUROS),
    "liability.cap_beta": Label(N_("Cap for beta services"), Unit.EUROS),
    "liability.threshold": Label(N_("Threshold"), Unit.EUROS),
    "liability.direct_loss": Label(N_("Direct loss"), Unit.EUROS),
    "liability.half_cashed": Label(N_("Half of what was received in twelve months"), Unit.EUROS),
    "liability.cashed": Label(N_("Received in twelve months, before tax"), Unit.EUROS),
    "liability.twelve_months": Label(N_("Twelve times the last month of the failing service"), Unit.EUROS),
    "liability.last_month": Label(N_("Last month of the failing service"), Unit.EUROS),
    "late.total": Label(N_("Due for late payment"), Unit.EUROS),
    "late.interest": Label(N_("Interest"), Unit.EUROS),
    "late.flat": Label(N_("Fixed sum for recovery costs"), Unit.EUROS),
    "late.past_last_check": Label(N_("To be verified: the rates were last checked on")),
    "late.all": Label(N_("Due for late payment, all invoices"), Unit.EUROS),
    "late.invoice": Label(N_("Invoice {number}: interest and fixed sum"), Unit.EUROS),
    "late.invoice_in_time": Label(N_("Invoice {number}: nothing was paid late"), Unit.EUROS),
    "late.part": Label(N_("Interest on {amount}, paid on {day}"), Unit.EUROS),
    "late.unpaid": Label(N_("Interest on {amount}, unpaid on {day}"), Unit.EUROS),
    "late.accrued": Label(N_("Interest on {amount} up to {day}"), Unit.EUROS),
    "late.on_interest": Label(N_("Of the payment of {day}, counted on interest"), Unit.EUROS),
    "late.principal_left": Label(N_("Invoice {number}: principal unpaid"), Unit.EUROS),
    "late.imputation.principal": Label(N_("Payments count on the invoice first"), Unit.SAID),
    "late.imputation.interest_first": Label(
        N_("Payments count on the interest first (C. civ. 1343-1)"), Unit.SAID
    ),
    "late.below_floor": Label(
        N_("The rate is below the legal floor, three times the legal interest rate"), Unit.PERCENT
    ),
    "late.in_time": Label(N_("Paid in time"), Unit.EUROS),
    "late.paid": Label(N_("Paid on")),
    "late.due": Label(N_("Due on")),
    "late.period": Label(N_("Interest from {start} to {end}: amount × rate × days / year"), Unit.EUROS),
    "late.base_incl_tax": Label(N_("Amount including tax"), Unit.EUROS),
    "late.base_excl_tax": Label(N_("Amount before tax"), Unit.EUROS),
    "late.rate": Label(N_("Rate: that of the central bank plus the points"), Unit.PERCENT),
    "late.ecb_rate": Label(N_("Rate of the European Central Bank on {day}"), Unit.PERCENT),
    "late.points": Label(N_("Points added to it")),
    "late.days": Label(N_("Late by"), Unit.DAYS),
    "late.year": Label(N_("Length of the year"), Unit.DAYS),
    "exit.erased_from": Label(N_("Data can be erased from")),
    "exit.notified_on": Label(N_("Notice of exit sent on")),
    "exit.agreed_notice": Label(N_("Notice agreed"), Unit.DAYS),
    "exit.terms_end": Label(N_("Contract ends on (general terms alone)")),
    "exit.terms_erasure_days": Label(N_("Time that the general terms leave for erasure"), Unit.DAYS),
    "exit.terms_erased": Label(N_("Data erased by (general terms alone)")),
    "exit.beside_terms": Label(N_("Beside it, what the general terms say alone"), Unit.SAID),
    "exit.outside.too_early": Label(
        N_("The Data Act does not apply: the notice comes before it does"), Unit.SAID
    ),
    "exit.outside.outside_union": Label(
        N_("The Data Act does not apply: the client is outside the European Union"), Unit.SAID
    ),
    "exit.outside.test_service": Label(
        N_("The Data Act does not apply: the service was provided for a test"), Unit.SAID
    ),
    "exit.past_last_check": Label(N_("To be verified: the law was last checked on")),
    "exit.notice_longest": Label(N_("End of the longest notice that the Data Act allows")),
    "exit.notice_months": Label(N_("Longest notice"), Unit.LENGTH),
    "exit.notice_agreed": Label(N_("End of the notice agreed")),
    "exit.notice_ends": Label(N_("Notice ends on")),
    "exit.transition_usual": Label(N_("End of the usual transition")),
    "exit.transition_days": Label(N_("Longest transition"), Unit.DAYS),
    "exit.extended_until": Label(N_("End of the transition that the client asked for")),
    "exit.transition_ends": Label(N_("Transition ends on")),
    "exit.impossible_told_on": Label(N_("Said to be technically impossible on")),
    "exit.impossible_latest": Label(N_("Last day to say so")),
    "exit.impossible_too_late": Label(
        N_("The longer transition was announced too late: the usual one holds"), Unit.SAID
    ),
    "exit.alternative_until": Label(N_("End of the longer transition announced")),
    "exit.alternative_longest": Label(N_("Latest end of a longer transition")),
    "exit.alternative": Label(N_("End of the longer transition")),
    "exit.retrieval_least": Label(N_("Shortest lawful time to retrieve data"), Unit.DAYS),
    "exit.retrieval_agreed": Label(N_("Time agreed to retrieve data"), Unit.DAYS),
    "exit.retrieval_days": Label(N_("Time to retrieve data"), Unit.DAYS),
    "exit.retrieval_ends": Label(N_("Data can be retrieved until")),
    "exit.contract_ends": Label(N_("Contract ends on")),
    "exit.contract_ends_expected": Label(N_("Contract ends once the switch is complete, at the latest on")),
    "exit.completed_on": Label(N_("Switch complete on")),
    "exit.completed_late": Label(N_("Complete after the transition, which ended on")),
    "exit.erased_by": Label(N_("Data erased by")),
    "exit.no_charges_from": Label(N_("No switching charges from")),
    "exit.charges.at_cost": Label(N_("Switching charges: at cost at most"), Unit.SAID),
    "exit.charges.at_cost_then_none": Label(
        N_("Switching charges: at cost at most, and none once the law forbids them"), Unit.SAID
    ),
    "exit.charges.none": Label(N_("Switching charges: none"), Unit.SAID),
    "exit.charges.as_agreed": Label(N_("Switching charges: as the contract says"), Unit.SAID),
    "exit.charges_asked": Label(N_("Charges asked"), Unit.EUROS),
    "exit.cost": Label(N_("What the switch costs NumSpot"), Unit.EUROS),
    "exit.charges_due": Label(N_("Charges due"), Unit.EUROS),
    "exit.charges_none_due": Label(N_("Charges due"), Unit.EUROS),
    "exit.cost_unknown": Label(
        N_("Without what the switch costs NumSpot, nothing says how much may be charged"), Unit.SAID
    ),
    "exit.erasure_needs_notice": Label(
        N_("A qualified service: erasure needs the client’s agreement, or a notice of"), Unit.DAYS
    ),
    "refund.due": Label(N_("Refund: billed × days left / days of the term"), Unit.EUROS),
    "refund.billed": Label(N_("Amount billed"), Unit.EUROS),
    "refund.days_left": Label(N_("Days remaining in the term"), Unit.DAYS),
    "refund.days_of_term": Label(N_("Length of the term"), Unit.DAYS),
    "refund.effective_termination": Label(N_("Effective termination date")),
    "refund.term_start": Label(N_("Start of the term")),
    "refund.term_end": Label(N_("End of the term")),
}

CAUSE_NAMES: Final[dict[str, str]] = {
    "maintenance": N_("maintenance announced in time"),
    "major_risk": N_("protection against an exceptional major risk"),
    "force_majeure": N_("force majeure"),
    "suspension": N_("suspension of the services under the general terms"),
    "missing_backup": N_("the client kept no backups as the state of the art asks"),
    "volume_coherence": N_("a volume was left in an incoherent state"),
    "non_persistent_storage": N_("non-persistent storage, which carries no guarantee"),
    "block_mode": N_("object storage used in block mode"),
    "not_restarted": N_("the client could have restarted the machine"),
    "throttling": N_("identical requests limited to one a second"),
    "abusive_use": N_("countermeasures against abusive use by the client"),
    "client_duty": N_("the client did not keep to the responsibility matrix"),
    "penetration_test": N_("a penetration test by the client"),
    "indirect_loss": N_("indirect or immaterial loss"),
    "terms_changed": N_("new general terms, offers or public prices"),
}
"""What the causes are called for which nothing is owed."""

COMMITMENT_NAMES: Final[dict[str, str]] = {
    "SLA1.region": N_("availability of a region"),
    "SLA1.zone": N_("availability of a zone"),
    "SLA2.network": N_("internal network"),
    "SLA3.dns_ntp_dhcp": N_("DNS, NTP and DHCP"),
    "SLA3.metadata": N_("metadata service"),
    "SLA4.internet_access": N_("internet access"),
    "SLA4.firewall": N_("logical firewalls"),
    "SLA4.api": N_("API of the network service"),
    "SLA5.load_balancer": N_("load balancers"),
    "SLA5.api": N_("API of the load balancers"),
    "SLA6.durability": N_("durability of object storage"),
    "SLA6.publication_api": N_("publication API of object storage"),
    "SLA6.access_api": N_("access API of object storage"),
    "SLA7.volume": N_("persistent volume"),
    "SLA7.snapshot": N_("snapshot"),
    "SLA7.snapshot_durability": N_("durability of a snapshot"),
    "SLA7.iops": N_("subscribed IOPS"),
    "SLA9.bare_metal": N_("bare metal"),
    "SLA9.virtual_machine": N_("virtual machine"),
    "SLA9.api": N_("API of the virtual machines"),
}
"""What the service commitments of annex 3 are called."""

CHARGES_NAMES: Final[dict[str, str]] = {
    "at_cost": N_("at cost at most"),
    "at_cost_then_none": N_("at cost at most, then none"),
    "none": N_("no charges"),
    "as_agreed": N_("as the contract says"),
}
"""What may be charged for a switch, in words."""

PHASE_NAMES: Final[dict[str, str]] = {
    "notice": N_("Notice"),
    "transition": N_("Transition"),
    "retrieval": N_("Data retrieval"),
    "erasure": N_("Erasure"),
}
"""What the parts of an exit are called."""

DOCUMENT_NAMES: Final[dict[str, str]] = {
    "CS": N_("the special conditions"),
    "CP": N_("the particular conditions"),
    "CG": N_("the general terms"),
}
"""What the ranked documents of a contract are called within a sentence."""
