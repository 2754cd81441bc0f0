"""What each field of an order is called when a message speaks of it.

A path is matched without its positions (`lines[3].term.end` is `lines.term.end`); the name of the row is
added (`Line 4`). Labels of the screens are the screens' own.
"""

import re
from typing import Final

from numspot_desk.language.messages import N_, Message, message

_POSITION = re.compile(r"\[(\d+)\]", re.ASCII)

_NAMES: Final = {
    "format": N_("Format of the document"),
    "client.legal_name": N_("Legal name"),
    "client.legal_form": N_("Legal form"),
    "client.siren": N_("SIREN"),
    "client.foreign_number": N_("Foreign registration number"),
    "client.vat_number": N_("VAT number"),
    "client.phone": N_("Telephone"),
    "client.consumer": N_("Consumer"),
    "client.public_body": N_("Public body"),
    "public_procurement.siret": N_("SIRET"),
    "public_procurement.service_code": N_("Service code"),
    "public_procurement.engagement_number": N_("Engagement number"),
    "technical_accounts": N_("Technical accounts"),
    "technical_accounts.id": N_("Account id"),
    "technical_accounts.email": N_("Account e-mail"),
    "technical_accounts.region": N_("Account region"),
    "contacts.technical.name": N_("Technical contact"),
    "contacts.technical.email": N_("Technical contact’s e-mail"),
    "contacts.technical.phone": N_("Technical contact’s telephone"),
    "contacts.billing": N_("Billing contacts"),
    "contacts.billing.name": N_("Name"),
    "contacts.billing.email": N_("E-mail"),
    "contacts.notification_email": N_("Notification e-mail address"),
    "contacts.signatory.name": N_("Signatory"),
    "contacts.signatory.function": N_("Signatory’s function"),
    "general_terms": N_("General terms"),
    "general_terms.label": N_("Version of the general terms"),
    "general_terms.published_on": N_("Publication of the general terms"),
    "general_terms.in_force_from": N_("Entry into force of the general terms"),
    "price_reference.kind": N_("Price reference"),
    "price_reference.date": N_("Date of the price reference"),
    "offer_valid_until": N_("Offer valid until"),
    "purchase_order_number": N_("Purchase order number"),
    "lines": N_("Order lines"),
    "lines.service": N_("Service"),
    "lines.label": N_("Description"),
    "lines.account": N_("Technical account"),
    "lines.region": N_("Region"),
    "lines.mode": N_("Billing mode"),
    "lines.term": N_("Term"),
    "lines.term.start": N_("Start of the term"),
    "lines.term.end": N_("End of the term"),
    "lines.quantity": N_("Quantity"),
    "lines.unit": N_("Unit"),
    "lines.unit_price": N_("Unit price"),
    "lines.discount_percent": N_("Discount"),
    "lines.qualification": N_("Qualification"),
    "lines.beta": N_("Beta service"),
    "payment.means": N_("Means of payment"),
    "payment.term": N_("Payment term"),
    "payment.term.days": N_("Days of the payment term"),
    "payment.term.end_of_month": N_("End of month"),
    "derogations": N_("Derogations"),
    "derogations.id": N_("Derogation id"),
    "derogations.target": N_("Clause it changes"),
    "derogations.subject": N_("Subject"),
    "derogations.effect": N_("Effect"),
    "derogations.text": N_("Text of the clause"),
    "derogations.data": N_("Data of the clause"),
    "derogations.data.days": N_("Days"),
    "derogations.data.percent": N_("Percent"),
    "derogations.data.end_of_month": N_("End of month"),
    "special_conditions": N_("Special conditions"),
    "special_conditions.kind": N_("Kind of special conditions"),
    "special_conditions.certificate.scope": N_("Scope of the certificate"),
    "special_conditions.certificate.issued_on": N_("Issue of the certificate"),
    "special_conditions.certificate.valid_until": N_("End of the certificate"),
    "special_conditions.clauses": N_("Clauses"),
    "special_conditions.clauses.id": N_("Clause id"),
    "special_conditions.clauses.subjects": N_("Subjects covered"),
    "special_conditions.clauses.text": N_("Text of the clause"),
    "mandate": N_("SEPA mandate"),
    "mandate.bic": N_("BIC"),
    "mandate.iban": N_("IBAN"),
    "mandate.scheme": N_("Scheme"),
    "mandate.place": N_("Place of signature"),
    "mandate.signed_on": N_("Date of signature"),
    "mandate.debtor.name": N_("Debtor’s name"),
    "mandate.bank.name": N_("Bank’s name"),
    "mandate.contractor.name": N_("Contractor’s name"),
}
_ADDRESS: Final = {
    "line1": N_("Address"),
    "line2": N_("Address complement"),
    "postcode": N_("Postcode"),
    "city": N_("Town"),
    "country": N_("Country"),
}
_OWNERS: Final = {
    "mandate.debtor": N_("debtor"),
    "mandate.bank": N_("bank"),
    "mandate.contractor": N_("contractor"),
}
_ROWS: Final = {
    "technical_accounts": N_("Account {row}, {name}"),
    "contacts.billing": N_("Billing contact {row}, {name}"),
    "lines": N_("Line {row}, {name}"),
    "derogations": N_("Derogation {row}, {name}"),
    "special_conditions": N_("Special conditions {row}, {name}"),
}


def field_name(path: str) -> Message:
    """The name of the field at a path, with its row where it is in a list; the path itself when unknown."""
    name = _name(_POSITION.sub("", path))
    found = _POSITION.search(path)
    if found is None:
        return name
    list_path = path[: found.start()]
    row = _ROWS.get(list_path)
    if row is None:
        return name
    return Message(row, {"row": int(found[1]) + 1, "name": name})


def _name(bare: str) -> Message:
    if bare in _NAMES:
        return Message(_NAMES[bare])
    head, _, tail = bare.rpartition(".address.")
    if tail in _ADDRESS:
        part = Message(_ADDRESS[tail])
        if head in _OWNERS:
            return message("{part} of the {owner}", part=part, owner=Message(_OWNERS[head]))
        return part
    return message("{path}", path=bare)
