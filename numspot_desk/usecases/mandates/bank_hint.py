"""The bank that an IBAN suggests: name and BIC from a hand-kept public register, and whether a BIC is of it.

A hint to check against the RIB, never an answer: the register has errors, and nothing is filled in from
it without a person. It knows no address: of that the country alone is told, as the BIC says it; the rest
stands on the RIB. The register is loaded when first asked.
"""

from dataclasses import dataclass

from numspot_desk.rules.identifiers import bic, iban
from numspot_desk.rules.identifiers.errors import InvalidIdentifier


@dataclass(frozen=True)
class BankHint:
    """A bank's name and BIC as the register has them; either may be unknown. `country`: that of its BIC, else
    of its accounts."""

    name: str | None
    bic: str | None
    country: str


def bank_hint(typed: str) -> BankHint | None:
    """The bank of a valid IBAN, or None when the IBAN is not valid or its bank is not registered."""
    try:
        number = iban.validate(typed)
    except InvalidIdentifier:
        return None
    from schwifty import IBAN
    from schwifty.exceptions import SchwiftyException

    try:
        account = IBAN(number)
        name, code = account.bank_name, account.bic
    except (SchwiftyException, ValueError):
        return None
    found = str(code) if code is not None and bic.is_valid(str(code)) else None
    country = iban.country(number) if found is None else bic.country(found)
    return BankHint(name or None, found, country) if name or found else None


def of_another_bank(typed_iban: str, typed_bic: str) -> bool:
    """Whether a valid BIC names another bank than those registered for the bank code of a valid IBAN. The
    town and the branch do not count; for a bank that is not registered there is no other."""
    try:
        number, code = iban.validate(typed_iban), bic.validate(typed_bic)
    except InvalidIdentifier:
        return False
    from schwifty import BIC, IBAN
    from schwifty.exceptions import SchwiftyException

    try:
        registered = BIC.candidates_from_bank_code(number[:2], IBAN(number).bank_code)
    except (SchwiftyException, ValueError):
        return False
    return bool(registered) and code[:4] not in {str(each)[:4] for each in registered}
