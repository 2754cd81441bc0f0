"""What the tests of mandates share: a workspace at a settable day, an order with a mandate typed for it."""

import datetime as dt
from pathlib import Path
from typing import Any

from numspot_desk.contracts.mandate_life.facts import Account, Prepared, Scheme, Signed
from numspot_desk.language.zone import PARIS
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.files.scanned_files import Scan
from numspot_desk.usecases.mandates.mandate_acts import Desk, open_mandate, record_facts
from numspot_desk.usecases.ports.orders import OrderRecord
from tests.new_workspace import new_workspace
from tests.usecases.desk import PERSON, Counting, draft, sample

RUM = "OLD-2019-7"
IBAN = "FR1420041010050500013M02606"
OTHER_IBAN = "DE89370400440532013000"
SIGNED_ON = dt.date(2026, 12, 1)
SCAN = Scan("mandat.pdf", b"%PDF-1.7 signed")


class AnyDay:
    """A clock that shows noon in Paris of the day it is set to."""

    def __init__(self, day: dt.date = SIGNED_ON) -> None:
        self.day = day

    def now(self) -> dt.datetime:
        return dt.datetime.combine(self.day, dt.time(12), PARIS).astimezone(dt.UTC)

    def today(self) -> dt.date:
        return self.day


def workspace_on(folder: Path, clock: AnyDay) -> OpenWorkspace:
    return new_workspace(folder, bytes(range(32)), clock=clock, chance=Counting())


def desk_of(clock: AnyDay, start: int = 1000) -> Desk:
    return Desk(PERSON, clock, Counting(start))


def order_in(workspace: OpenWorkspace, number: str = "CMD-2026-7K3Q9XM4", **changed: Any) -> OrderRecord:
    return draft(workspace, {**sample("workshop"), **changed}, number)


def prepared(rum: str = RUM, **changed: Any) -> Prepared:
    made: dict[str, Any] = {
        "on": SIGNED_ON,
        "rum": rum,
        "debtor": "Atelier Exemple",
        "account": Account(IBAN, "PSSTFRPP", "La Banque Postale"),
        "ics": "FR15ZZZ588627",
        "scheme": Scheme.CORE,
    }
    return Prepared(**{**made, **changed})


def signed_mandate(workspace: OpenWorkspace, order_id: str, by: Desk, rum: str = RUM) -> str:
    """A mandate that is signed on the first day."""
    open_mandate(workspace, order_id, prepared(rum), by)
    record_facts(workspace, rum, [Signed(SIGNED_ON, "Alix Martin", "Lyon")], by, SCAN)
    return rum
