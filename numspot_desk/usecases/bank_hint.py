"""The bank that an IBAN suggests: name and BIC from a hand-kept public register.

A hint to check against the RIB, never an answer: the register has errors, and nothing is filled in from
it without a person. The register is loaded when first asked.
"""

from dataclasses import dataclass

from numspot_desk.rules.identifiers import bic, iban
from numspot_desk.rules.identifiers.errors import InvalidIdentifier


@dataclass(frozen=True)
class BankHint:
    """A bank's name and BIC as the register has them; either may be unknown."""

    name: str | None
    bic: str | None


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
    return BankHint(name or None, found) if name or found else None
