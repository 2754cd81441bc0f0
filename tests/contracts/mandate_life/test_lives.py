"""The table of lives: facts in, state, deadlines and refusals out; worked by hand, read from `lives.toml`."""

import datetime as dt
from typing import Any

import pytest

from numspot_desk.contracts.mandate_life.life import Life, life
from numspot_desk.contracts.mandate_life.limits import readings_of
from numspot_desk.contracts.mandate_life.refusals import faults
from numspot_desk.contracts.mandate_life.standing import standing
from tests.contracts.mandate_life.reading_lives import LIVES, facts_of


def _lapse(found: Life) -> dt.date | None:
    return found.standing.lapses and found.standing.lapses.last_day


SHOWN = {
    "state": lambda found: found.state.value,
    "ends": lambda found: found.ending and found.ending.last_day,
    "why": lambda found: found.ending.why.value,
    "debit": lambda found: found.last_debit,
    "effective": lambda found: found.revocation.effective,
    "lapses": _lapse,
    "left": lambda found: found.countdown and found.countdown.days_left,
    "due": lambda found: found.countdown.due,
    "refund": lambda found: found.refund and found.refund.result.last_day,
    "sequence": lambda found: found.sequence,
    "collectable": lambda found: found.collectable,
    "awaits_bank": lambda found: found.awaits_bank,
    "rum": lambda found: found.terms.rum,
    "iban": lambda found: found.terms.account.iban,
    "former": lambda found: [one.account.iban for one in found.terms.former_accounts],
    "debtor": lambda found: found.terms.debtor,
    "ics": lambda found: found.terms.ics,
    "first_ics": lambda found: found.terms.first_ics,
}


def test_the_table_is_large_and_names_each_life_once() -> None:
    assert len(LIVES) >= 80
    assert len({one["name"] for one in LIVES}) == len(LIVES)
    asked = {"name", "facts", "day", "today", "faults", "readings"}
    assert {name for one in LIVES for name in one} - asked == set(SHOWN)


@pytest.mark.parametrize("case", LIVES, ids=[one["name"] for one in LIVES])
def test_a_life(case: dict[str, Any]) -> None:
    facts, day, readings = facts_of(case["facts"]), case["day"], case.get("readings", {})
    found = life(facts, day, readings)
    wanted = {name: None if value == "none" else value for name, value in case.items() if name in SHOWN}
    assert {name: SHOWN[name](found) for name in wanted} == wanted
    codes = [fault.code for fault in faults(facts, case.get("today", day), readings_of(readings))]
    assert codes == case.get("faults", [])
    assert standing(facts, day, readings_of(readings)) == found.standing
