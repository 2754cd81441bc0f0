"""Checks on the SEPA mandate (CG-A4; contract-rules, section 5): IBAN, BIC, that they go together, and the
day of signature."""

import datetime as dt
from collections.abc import Iterator

from numspot_desk.contracts.identifier_reasons import reason_sentence
from numspot_desk.contracts.order.order_facts import MandateFacts, OrderFacts
from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.language.messages import message
from numspot_desk.rules.countries import SEPA
from numspot_desk.rules.explain import Step
from numspot_desk.rules.identifiers import bic, iban
from numspot_desk.rules.identifiers.errors import InvalidIdentifier

CLAUSE = "CG-A4"


def mandate_problems(facts: OrderFacts, as_of: dt.date) -> Iterator[Problem]:
    """Every fault of the bank identifiers, a signature still to come, and a mandate that is missing."""
    if facts.mandate is not None:
        yield from _bank_identifiers(facts.mandate)
        if facts.mandate.signed_on is not None and facts.mandate.signed_on > as_of:
            sentence = message("The day of signature is in the future: correct the day.")
            yield problem("invalid_value", "mandate.signed_on", sentence, clause=CLAUSE)
    elif facts.payment_means == "direct_debit":
        yield problem(
            "mandate_required",
            "mandate",
            message("Payment by direct debit needs a SEPA mandate. Fill it in, or choose a transfer."),
            clause="CG-A1.3",
            why=Step("payment.mandate_required", True, ("CG-A1.3", "CG-A4")),
        )


def _bank_identifiers(mandate: MandateFacts) -> Iterator[Problem]:
    iban_country = bic_country = None
    if mandate.iban:
        try:
            iban_country = iban.country(iban.validate(mandate.iban))
        except InvalidIdentifier as error:
            yield problem(
                "invalid_iban", "mandate.iban", reason_sentence("IBAN", error.reason), clause=CLAUSE
            )
        else:
            if iban_country not in SEPA:
                yield problem(
                    "invalid_iban",
                    "mandate.iban",
                    message(
                        "No SEPA direct debit reaches accounts of this country. Ask for another account."
                    ),
                    clause=CLAUSE,
                )
    if mandate.bic:
        try:
            bic_country = bic.country(bic.validate(mandate.bic))
        except InvalidIdentifier as error:
            yield problem("invalid_bic", "mandate.bic", reason_sentence("BIC", error.reason), clause=CLAUSE)
    if iban_country and bic_country and not bic.fits_iban_country(bic_country, iban_country):
        why = Step(
            "mandate.bic_country",
            False,
            (CLAUSE,),
            uses=(Step("mandate.country_of_bic", bic_country), Step("mandate.country_of_iban", iban_country)),
        )
        yield problem(
            "bic_country_mismatch",
            "mandate.bic",
            message(
                "The BIC is of a bank in {bic}, the IBAN of an account in {iban}. Compare both with the RIB.",
                bic=bic_country,
                iban=iban_country,
            ),
            clause=CLAUSE,
            why=why,
        )
