"""Lives of contracts as data files: facts in, the whole agenda out, each day worked out by hand beside it.

An entry is written `T10 n 2026-08-30`: rule (with its step), event, inclusive last day, or the instant of a
limit in hours; `?` where there is no result; in brackets the safe and the sure side where readings differ.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.contracts.agenda.entries import AgendaContract, AgendaEntry, agenda, key_of
from numspot_desk.contracts.given.facts import read_facts
from numspot_desk.rules.clauses import is_reference
from numspot_desk.rules.events import Facts
from numspot_desk.rules.limits import Result
from numspot_desk.rules.table import TABLE

CONTRACT: Final = AgendaContract("family", "order", "CMD-2026-7K3Q9XM4", "Atelier")
_FACTS: Final = ("payment", "provisions", "readings")
Life = Mapping[str, Any]


def _lives() -> list[Life]:
    files = sorted((Path(__file__).parent / "lives").glob("*.toml"))
    return [life for file in files for life in tomllib.loads(file.read_text("utf-8"))["life"]]


LIVES: Final = _lives()


def facts_of(life: Life, events: Any = None) -> Facts:
    given_ = {name: life[name] for name in _FACTS if name in life}
    document = {"as_of": life.get("as_of", "2026-12-01"), "events": events or life["events"], **given_}
    return read_facts(document)


def written(entry: AgendaEntry) -> str:
    rule = entry.rule if entry.step is None else f"{entry.rule}.{entry.step}"
    applied, safe, sure = (
        _when(one) for one in (Result(entry.last_day, entry.instant), entry.safe, entry.sure)
    )
    spread = "" if safe == sure == applied else f" ({safe}..{sure})"
    return f"{rule} {entry.event} {applied}{spread}"


def _when(result: Result) -> str:
    if result.instant is None:
        return "?"
    return str(result.last_day) if result.last_day is not None else result.instant.isoformat()


@pytest.mark.parametrize("life", LIVES, ids=[life["name"] for life in LIVES])
def test_the_facts_of_a_life_give_its_agenda(life: Life) -> None:
    assert sorted(map(written, agenda(CONTRACT, facts_of(life)))) == sorted(life["agenda"])


def test_there_are_a_hundred_lives_that_know_every_limit_and_name_their_clauses() -> None:
    assert len(LIVES) >= 100
    told = {entry.split(".")[0].split(" ")[0] for life in LIVES for entry in life["agenda"]}
    assert told == {row.id for row in TABLE.rows}
    assert len({life["name"] for life in LIVES}) == len(LIVES)
    for life in LIVES:
        assert life["why"] and life["clauses"]
        assert all(is_reference(one) or " " in one for one in life["clauses"]), life["name"]


@given(life=st.sampled_from(LIVES), data=st.data())
def test_an_agenda_depends_on_the_facts_not_on_their_order(life: Life, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(life["events"]))
    assert agenda(CONTRACT, facts_of(life, shuffled)) == agenda(CONTRACT, facts_of(life))


@given(life=st.sampled_from(LIVES), day=st.dates())
def test_another_day_moves_no_entry_but_its_state(life: Life, day: Any) -> None:
    asked = {**life, "as_of": day.isoformat()} if 1950 <= day.year <= 2500 else life
    now, then = agenda(CONTRACT, facts_of(life)), agenda(CONTRACT, facts_of(asked))
    assert [(one.key, one.last_day, one.instant, one.safe, one.sure) for one in now] == [
        (one.key, one.last_day, one.instant, one.safe, one.sure) for one in then
    ]


@pytest.mark.parametrize("life", LIVES, ids=[life["name"] for life in LIVES])
def test_keys_are_unique_and_say_what_an_entry_follows_from(life: Life) -> None:
    found = agenda(CONTRACT, facts_of(life))
    keys = [one.key for one in found]
    assert len(set(keys)) == len(keys)
    assert keys == [key_of("family", one.rule, one.step, one.event) for one in found]


def test_a_key_stays_when_the_day_of_its_event_is_corrected() -> None:
    life = next(one for one in LIVES if one["name"].startswith("notice of client on 2026-06-01"))
    later = [{**one, "at": "2026-06-05T10:00:00+02:00"} for one in life["events"]]
    before, after = agenda(CONTRACT, facts_of(life)), agenda(CONTRACT, facts_of(life, later))
    assert [one.key for one in before] == [one.key for one in after]
    assert [one.last_day for one in before] != [one.last_day for one in after]
