"""Whether what an event announced or did was late enough to be lawful: new terms (T01), a termination for
breach (T06). Speaks only where the facts do."""

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from functools import partial

from numspot_desk.rules.case import Case
from numspot_desk.rules.counting import COUNTS
from numspot_desk.rules.events import Event
from numspot_desk.rules.explain import Step
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.steps import Outcome, as_day, detail_of
from numspot_desk.rules.table import Row


def lawfulness(case: Case, row: Row, event: Event, last_day: dt.date | None) -> Step | None:
    """A step whose value says whether it was lawful (None: a fact is missing), with the readings that this
    rests on; or None where there is nothing to say. `last_day`: the result of the limit itself."""
    if row.id == "T01" and last_day is not None:
        named = detail_of(event, "enters_into_force")
        wait = Step("limit.notice_until", last_day)
        return Step("limit.lawful", as_day(named) > last_day, row.clauses, uses=(named, wait))
    if row.id == "T06":
        return _after_a_wait(case, event)
    return None


@dataclass(frozen=True)
class _Waited:
    """Among the formal notices until one of them: the wait that ended first, and one not known yet."""

    first: Outcome | None
    unknown: Outcome | None


def _after_a_wait(case: Case, event: Event) -> Step | None:
    """Whether a formal notice of the same party had stayed without effect when the event came (T05)."""
    party = str(event.details["by"])
    moments = [notice.moment for notice in _notices(case, party)]
    until = bisect_right(moments, event.moment)
    if not until:
        return None
    choice = Choice(case.readings_on(event.day).options)
    waited: list[_Waited] = case.once(("waited", party), partial(_waits, case, party), choice)
    first, unknown = waited[until - 1].first, waited[until - 1].unknown
    over = first is not None and first.instant is not None and first.instant <= event.moment
    deciding = first if over or unknown is None else unknown
    assert deciding is not None
    value = True if over else None if unknown is not None else False
    clauses = case.table.row("T05").clauses
    return Step("limit.lawful", value, clauses, dict(choice.named), (event.instant_step, deciding.steps[-1]))


def _notices(case: Case, party: str) -> list[Event]:
    return [notice for notice in case.of_kind("formal_notice") if notice.details["by"] == party]


def _waits(case: Case, party: str, choice: Choice) -> list[_Waited]:
    row = case.table.row("T05")
    found: list[_Waited] = []
    first = unknown = None
    for notice in _notices(case, party):
        wait = COUNTS[row.count](case, row, notice, choice)
        if wait.instant is None:
            unknown = unknown or wait
        elif first is None or first.instant is None or wait.instant < first.instant:
            first = wait
        found.append(_Waited(first, unknown))
    return found
