"""Rows of an agenda made by hand, for what only looks at their days and words."""

import datetime as dt

from numspot_desk.contracts.agenda.entries import AgendaContract, AgendaEntry
from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.contracts.agenda.standing import Stands, stands
from numspot_desk.language.messages import message
from numspot_desk.rules.explain import Step
from numspot_desk.rules.limits import Result
from numspot_desk.rules.time import PARIS, end_of

NOW = dt.datetime(2026, 11, 22, 14, 32, tzinfo=PARIS)


def day(number: int, month: int = 12) -> dt.date:
    """A day of December 2026, or of another month of that year."""
    return dt.date(2026, month, number)


def row(
    on: dt.date | None,
    name: str = "a",
    *,
    safe: dt.date | None = None,
    sure: dt.date | None = None,
    open_end: bool = False,
    hour: dt.datetime | None = None,
    client: str = "Atelier du Test",
    number: str = "CMD-2026-7K3Q9XM4",
    mark: Mark | None = None,
    now: dt.datetime = NOW,
) -> Stands:
    """An entry of this day, or of this hour; `open_end` where a reading gives no day at all."""

    def result(one: dt.date | None) -> Result:
        return Result(None, None) if one is None else Result(one, end_of(one))

    own = Result(None, hour) if hour is not None else result(on)
    entry = AgendaEntry(
        key=f"family:T22::{name}",
        contract=AgendaContract("family", "order", number, client),
        rule="T22",
        step=None,
        event=name,
        what=message("Pay the invoice"),
        about=name,
        clause="CG-A1.1",
        kind="act_before",
        party="client",
        last_day=own.last_day,
        instant=own.instant,
        safe=own if safe is None else result(safe),
        sure=Result(None, None) if open_end else own if sure is None else result(sure),
        status="running",
        alternatives=0,
        why=Step("limit.offer", on),
    )
    return stands(entry, now, mark)
