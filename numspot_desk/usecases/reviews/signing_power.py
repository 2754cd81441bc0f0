"""Signatory power: up to what amount a person of legal approves an order. Amounts in euros excluding tax.

The powers are a setting (`kept_settings`, `change_settings`); like roles, a name is declared, not proved.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from numspot_desk.usecases.person import same_person


@dataclass(frozen=True)
class Signatory:
    """A person of legal by name, what they are, and up to what amount they approve: None for any."""

    name: str
    title: str
    ceiling: Decimal | None


@dataclass(frozen=True)
class SigningPowers:
    """The amount up to which anybody of legal approves, None for any, and the people with a power of their
    own."""

    ceiling: Decimal | None = None
    signatories: tuple[Signatory, ...] = ()

    def of(self, name: str) -> Decimal | None:
        """Up to what amount this person approves; None for any. Of a name given twice, the lower counts."""
        own = [each.ceiling for each in self.signatories if same_person(each.name, name)]
        if not own:
            return self.ceiling
        limited = [ceiling for ceiling in own if ceiling is not None]
        return min(limited) if limited else None

    def suffices(self, name: str, amount: Decimal | None) -> bool:
        """Whether this person's power reaches the amount, itself included. An amount that cannot be told is
        for those without a limit."""
        power = self.of(name)
        return power is None or (amount is not None and amount <= power)

    def enough_for(self, amount: Decimal | None) -> tuple[str, ...]:
        """The names of the list whose power reaches the amount."""
        return tuple(each.name for each in self.signatories if self.suffices(each.name, amount))


NO_LIMITS: Final = SigningPowers()
"""Anybody of legal approves any amount."""
