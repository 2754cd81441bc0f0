"""The single fields of the wizard: what each is called, how it is typed, its help, the name of its undo.

Lists (accounts, lines, clauses) have their own editors; the words of the format are named in `labels`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from numspot_desk.language.messages import N_
from numspot_desk.ui.order.labels import (
    EFFECT_LABELS,
    PAYMENT_LABELS,
    PRICE_REFERENCE_LABELS,
    SUBJECT_LABELS,
)


class Kind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CLAUSE_TEXT = "clause_text"
    DATE = "date"
    WHOLE = "whole"
    CHOICE = "choice"
    FLAG = "flag"
    IBAN = "iban"
    WORDS = "words"  # a list of short texts, typed with commas


@dataclass(frozen=True)
class Question:
    """One field of the form. `undo` is what taking its edit back is called."""

    path: str
    label: str
    undo: str
    kind: Kind = Kind.TEXT
    help: str = ""
    choices: Mapping[str, str] | None = None
    optional: bool = False

    def at(self, path: str) -> "Question":
        """The same question about another path (an item of a list)."""
        return replace(self, path=path)


def _address(holder: str) -> tuple[Question, ...]:
    return (
        Question(f"{holder}.line1", N_("Address"), N_("Edit the address")),
        Question(f"{holder}.line2", N_("Address, second line"), N_("Edit the address"), optional=True),
        Question(f"{holder}.postcode", N_("Postcode"), N_("Edit the postcode")),
        Question(f"{holder}.city", N_("Town"), N_("Edit the town")),
        Question(
            f"{holder}.country",
            N_("Country"),
            N_("Edit the country"),
            help=N_("Name or code: DE…"),
        ),
    )


IDENTITY: Final = (
    Question("client.legal_name", N_("Legal name"), N_("Edit the legal name")),
    Question(
        "client.legal_form",
        N_("Legal form"),
        N_("Edit the legal form"),
        help=N_("SAS, SA, établissement public de santé…"),
    ),
    Question("client.siren", N_("SIREN"), N_("Edit the SIREN"), help=N_("Nine digits, for a French client.")),
    Question(
        "client.foreign_number",
        N_("Foreign registration number"),
        N_("Edit the registration number"),
        help=N_("For a client that has no SIREN."),
        optional=True,
    ),
    Question(
        "client.vat_number",
        N_("VAT number"),
        N_("Edit the VAT number"),
        help=N_("Filled in from the SIREN; change it if it differs."),
    ),
)
CLIENT_ADDRESS: Final = (
    *_address("client.address"),
    Question("client.phone", N_("Phone"), N_("Edit the phone number")),
)
CLIENT_KIND: Final = (
    Question(
        "client.consumer",
        N_("The client is a consumer"),
        N_("Change consumer or business"),
        Kind.FLAG,
        help=N_("The general terms are for businesses and public bodies only."),
    ),
    Question(
        "client.public_body",
        N_("The client is a public body"),
        N_("Change public body or not"),
        Kind.FLAG,
        help=N_("Its invoices go through Chorus Pro."),
    ),
)
CHORUS: Final = (
    Question("public_procurement.siret", N_("SIRET"), N_("Edit the SIRET"), help=N_("Fourteen digits.")),
    Question("public_procurement.service_code", N_("Service code"), N_("Edit the service code")),
    Question(
        "public_procurement.engagement_number", N_("Engagement number"), N_("Edit the engagement number")
    ),
)
TECHNICAL_CONTACT: Final = (
    Question("contacts.technical.name", N_("Name"), N_("Edit the technical contact")),
    Question("contacts.technical.email", N_("E-mail"), N_("Edit the technical contact")),
    Question("contacts.technical.phone", N_("Phone"), N_("Edit the technical contact")),
)
BILLING_CONTACT: Final = (
    Question("contacts.billing[0].name", N_("Name"), N_("Edit a billing contact")),
    Question("contacts.billing[0].email", N_("E-mail"), N_("Edit a billing contact")),
)
NOTIFICATION: Final = (
    Question(
        "contacts.notification_email",
        N_("E-mail address for notices"),
        N_("Edit the address for notices"),
        help=N_("Formal notices and changes of the terms are sent there."),
    ),
)
SIGNATORY: Final = (
    Question("contacts.signatory.name", N_("Signatory"), N_("Edit the signatory")),
    Question("contacts.signatory.function", N_("Function"), N_("Edit the signatory")),
)
ACCOUNT: Final = (
    Question("technical_accounts[0].id", N_("Account id"), N_("Edit an account")),
    Question("technical_accounts[0].email", N_("E-mail of the account"), N_("Edit an account")),
    Question("technical_accounts[0].region", N_("Region"), N_("Edit the region of an account")),
)
PAYMENT: Final = (
    Question(
        "payment.means",
        N_("Means of payment"),
        N_("Change the means of payment"),
        Kind.CHOICE,
        choices=PAYMENT_LABELS,
    ),
)
PAYMENT_TERM: Final = (
    Question(
        "payment.term.days",
        N_("Days from the date of the invoice"),
        N_("Change the payment term"),
        Kind.WHOLE,
    ),
    Question(
        "payment.term.end_of_month",
        N_("then to the end of the month"),
        N_("Change the payment term"),
        Kind.FLAG,
    ),
)
PRICES: Final = (
    Question(
        "price_reference.kind",
        N_("Prices of"),
        N_("Change the price reference"),
        Kind.CHOICE,
        choices=PRICE_REFERENCE_LABELS,
    ),
    Question("price_reference.date", N_("Dated"), N_("Change the date of the prices"), Kind.DATE),
    Question(
        "offer_valid_until",
        N_("Offer valid until"),
        N_("Change the validity of the offer"),
        Kind.DATE,
        optional=True,
    ),
    Question(
        "purchase_order_number",
        N_("Client's purchase order number"),
        N_("Edit the purchase order number"),
        optional=True,
    ),
)
GENERAL_TERMS: Final = (
    Question("general_terms.label", N_("Version of the general terms"), N_("Change the general terms")),
    Question(
        "general_terms.published_on",
        N_("Published on"),
        N_("Change the general terms"),
        Kind.DATE,
        optional=True,
    ),
    Question(
        "general_terms.in_force_from",
        N_("In force from"),
        N_("Change the general terms"),
        Kind.DATE,
        optional=True,
    ),
)
DEROGATION: Final = (
    Question(
        "derogations[0].target",
        N_("Clause it changes"),
        N_("Change the clause of a derogation"),
        help=N_("Type a number or a word of the title: CG-6.3.a, penalty…"),
    ),
    Question(
        "derogations[0].subject",
        N_("Subject"),
        N_("Change the subject of a derogation"),
        Kind.CHOICE,
        choices=SUBJECT_LABELS,
    ),
    Question(
        "derogations[0].effect",
        N_("Effect"),
        N_("Change the effect of a derogation"),
        Kind.CHOICE,
        choices=EFFECT_LABELS,
    ),
    Question(
        "derogations[0].text",
        N_("Text of the derogation"),
        N_("Edit the text of a derogation"),
        Kind.CLAUSE_TEXT,
    ),
    Question(
        "derogations[0].data.days",
        N_("Days"),
        N_("Change the days of a derogation"),
        Kind.WHOLE,
        help=N_("The length it sets, when it sets one: deadlines are computed with it."),
        optional=True,
    ),
)
CERTIFICATE: Final = (
    Question(
        "special_conditions[0].certificate.scope", N_("Scope of the certificate"), N_("Edit the certificate")
    ),
    Question(
        "special_conditions[0].certificate.issued_on", N_("Issued on"), N_("Edit the certificate"), Kind.DATE
    ),
    Question(
        "special_conditions[0].certificate.valid_until",
        N_("Valid until"),
        N_("Edit the certificate"),
        Kind.DATE,
    ),
)
SPECIAL_CLAUSE: Final = (
    Question(
        "special_conditions[0].clauses[0].subjects",
        N_("Subjects it covers (ids, separated by commas)"),
        N_("Change the subjects of a clause"),
        Kind.WORDS,
    ),
    Question(
        "special_conditions[0].clauses[0].text",
        N_("Text of the clause"),
        N_("Edit a clause"),
        Kind.CLAUSE_TEXT,
    ),
)
DEBTOR: Final = (
    Question("mandate.debtor.name", N_("Name of the debtor"), N_("Edit the debtor")),
    *_address("mandate.debtor.address"),
)
BANK: Final = (
    Question("mandate.bank.name", N_("Name of the bank"), N_("Edit the bank")),
    *_address("mandate.bank.address"),
)
ACCOUNT_AT_BANK: Final = (
    Question(
        "mandate.iban",
        N_("IBAN"),
        N_("Edit the IBAN"),
        Kind.IBAN,
        help=N_("Paste it as it is: spaces and hyphens are taken out."),
    ),
    Question("mandate.bic", N_("BIC"), N_("Edit the BIC"), help=N_("Eight or eleven characters.")),
)
CONTRACTOR: Final = (
    Question("mandate.contractor.name", N_("Name of the contractor"), N_("Edit the contractor")),
    *_address("mandate.contractor.address"),
)
PLACE: Final = (
    Question("mandate.place", N_("Signed at"), N_("Edit the place of signature"), optional=True),
    Question(
        "mandate.signed_on",
        N_("Signed on"),
        N_("Change the date of signature"),
        Kind.DATE,
        optional=True,
    ),
)
