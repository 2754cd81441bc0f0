"""Checks on the client: who may buy (P9), SIREN, VAT number, French postcode, data for a public buyer."""

import re
from collections.abc import Iterator

from numspot_desk.contracts.identifier_reasons import reason_sentence
from numspot_desk.contracts.order.order_facts import ClientFacts, OrderFacts, text
from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.countries import FRENCH_OUTERMOST, UNION
from numspot_desk.rules.explain import Step
from numspot_desk.rules.identifiers import siren, siret, vat
from numspot_desk.rules.identifiers.errors import InvalidIdentifier, Reason, bare

SIREN_COUNTRIES = frozenset({"FR", "BL", "PM"}) | FRENCH_OUTERMOST
"""Where every undertaking has a SIREN (INSEE)."""

_FOREIGN_NUMBER = re.compile(r"[\w .,:/()'’&#№-]+")
_LIKE_VAT = re.compile(rf"(?:EL|{'|'.join(sorted(UNION))})[A-Z0-9]{{2}}[0-9]{{5,10}}", re.ASCII)
_FRENCH_POSTCODE = re.compile(r"\d{5}", re.ASCII)


def client_problems(facts: OrderFacts) -> Iterator[Problem]:
    """Every fault of the client and of its purchasing data."""
    client = facts.client
    if client.consumer:
        yield problem(
            "consumer_not_eligible",
            "client.consumer",
            message("Consumers cannot order these services. Make no order, or correct who the client is."),
            clause="CG-2",
            why=Step("client.consumer", True, ("CG-2",)),
        )
    yield from _registration(client)
    yield from _foreign_number(client)
    yield from _vat_number(client)
    postcode = re.sub(r"\s", "", client.address.postcode)
    if client.address.country in {"FR", "MC"} and postcode and not _FRENCH_POSTCODE.fullmatch(postcode):
        yield problem(
            "invalid_value",
            "client.address.postcode",
            message("A French postcode has five digits. Check it."),
        )
    if client.public_body:
        yield from _public_procurement(facts)
    elif typed := text(facts.procurement, "siret"):
        yield from _siret(typed)


def _registration(client: ClientFacts) -> Iterator[Problem]:
    if client.siren:
        try:
            siren.validate(client.siren)
        except InvalidIdentifier as error:
            yield problem("invalid_siren", "client.siren", _refused_siren(client.siren, error.reason))
    elif client.address.country in SIREN_COUNTRIES:
        yield problem(
            "missing_field", "client.siren", message("A French client needs its SIREN. Fill it in.")
        )
    elif not client.foreign_number:
        yield problem(
            "missing_field",
            "client.foreign_number" if client.address.country else "client.siren",
            message("Fill in the SIREN, or the registration number of a foreign client."),
        )


def _refused_siren(typed: str, reason: Reason) -> Message:
    """Why it is no SIREN; what is a VAT number, or is written like one, is sent to its own field."""
    if vat.is_valid(typed) or _LIKE_VAT.fullmatch(bare(typed)):
        return message("This looks like a VAT number: type it in its own field.")
    return reason_sentence("SIREN", reason)


def _foreign_number(client: ClientFacts) -> Iterator[Problem]:
    """A French client is known by its SIREN alone; a foreign one may have both, for an office in France."""
    typed = client.foreign_number
    if not typed:
        return
    if client.siren and client.address.country in SIREN_COUNTRIES:
        yield problem(
            "invalid_value",
            "client.foreign_number",
            message("A French client is registered under its SIREN alone. Clear the foreign number."),
        )
    elif not _FOREIGN_NUMBER.fullmatch(typed) or not any(character.isdigit() for character in typed):
        yield problem(
            "invalid_value",
            "client.foreign_number",
            message(
                "This is no registration number: copy it from the register, with its digits, for instance"
                " HRB 12345."
            ),
        )


def _vat_number(client: ClientFacts) -> Iterator[Problem]:
    if not client.vat_number:
        yield from _vat_number_missing(client)
        return
    try:
        number = vat.validate(client.vat_number)
    except InvalidIdentifier as error:
        yield problem("invalid_vat", "client.vat_number", reason_sentence("VAT", error.reason))
        return
    if client.address.country in UNION - {"FR"} and vat.country(number) == "FR":
        yield problem(
            "vat_number_missing",
            "client.vat_number",
            message(
                "This VAT number is French, so the client is billed 20% VAT. Ask for the number of its own "
                "country."
            ),
            clause="CG-A1.1",
        )
    inside = vat.siren_of(number)
    if inside is not None and siren.is_valid(client.siren) and inside != siren.compact(client.siren):
        why = Step(
            "client.vat_siren",
            False,
            uses=(Step("client.siren", siren.compact(client.siren)), Step("client.siren_of_vat", inside)),
        )
        yield problem(
            "vat_siren_mismatch",
            "client.vat_number",
            message("The VAT number is not the one of the SIREN. Check both."),
            why=why,
        )


def _vat_number_missing(client: ClientFacts) -> Iterator[Problem]:
    country = client.address.country
    if country not in UNION or client.consumer or (country == "FR" and client.public_body):
        return
    if country == "FR":
        sentence = message("The client has no VAT number. Fill it in if it has one.")
    else:
        sentence = message(
            "Without a VAT number this client of the Union is billed 20% VAT. Ask for its number: "
            "the client then accounts for the VAT itself."
        )
    yield problem("vat_number_missing", "client.vat_number", sentence, clause="CG-A1.1")


def _public_procurement(facts: OrderFacts) -> Iterator[Problem]:
    typed = text(facts.procurement, "siret")
    if typed:
        yield from _siret(typed)
    else:
        yield problem(
            "public_procurement_missing",
            "public_procurement.siret",
            message("A public body is invoiced by its SIRET. Ask for it."),
        )
    if not text(facts.procurement, "service_code"):
        yield problem(
            "public_procurement_missing",
            "public_procurement.service_code",
            message("A public body is invoiced with its service code. Ask for it."),
        )
    if not text(facts.procurement, "engagement_number"):
        yield problem(
            "public_procurement_missing",
            "public_procurement.engagement_number",
            message("A public body is invoiced with its engagement number. Ask for it."),
        )


def _siret(typed: str) -> Iterator[Problem]:
    try:
        siret.validate(typed)
    except InvalidIdentifier as error:
        yield problem("invalid_value", "public_procurement.siret", reason_sentence("SIRET", error.reason))
