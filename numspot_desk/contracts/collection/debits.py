"""What a person asks the bank to collect: one day, one creditor's account, an amount from each mandate.

Nothing is judged here; `refusals` does, over the whole.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from numspot_desk.contracts.mandate_life.facts import Fact
from numspot_desk.rules.mandatory_law import Setting
from numspot_desk.rules.provisions import Provision


@dataclass(frozen=True)
class Address:
    """A postal address as it was typed; `country` is an ISO code."""

    line1: str = ""
    line2: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""


@dataclass(frozen=True)
class Payee:
    """The creditor and the account that is credited."""

    name: str
    ics: str
    iban: str
    bic: str | None = None
    address: Address = field(default_factory=Address)


@dataclass(frozen=True)
class Debit:
    """An amount in euros from one mandate, known by its facts. `reference` is the creditor's own, usually the
    invoice; `announced_on` the day the debtor was told (T24), which `provisions` of the contract may shorten;
    `on_behalf_of` the contractor where it is not the debtor."""

    rum: str
    facts: tuple[Fact, ...]
    amount: Decimal
    reference: str
    announced_on: dt.date | None = None
    text: str = ""
    debtor_address: Address = field(default_factory=Address)
    on_behalf_of: str = ""
    provisions: Sequence[Provision] = ()
    setting: Setting = field(default_factory=Setting)
    readings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Collection:
    """The debits that are handed over together, to be settled on one day."""

    collect_on: dt.date
    payee: Payee
    debits: tuple[Debit, ...]
