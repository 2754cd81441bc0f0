"""What falls due over all contracts, from frozen versions in a real workspace."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.agenda.names import LIMIT_NAMES
from numspot_desk.contracts.order.order_check import CheckContext, check_order
from numspot_desk.contracts.order.order_events import facts_of_order
from numspot_desk.language.catalog import load_language
from numspot_desk.rules.table import TABLE
from numspot_desk.store.workspace import OpenWorkspace, create_workspace
from numspot_desk.usecases.deadlines.due_index import freshen
from numspot_desk.usecases.deadlines.upcoming_deadlines import UpcomingDeadline, deadlines_ahead
from numspot_desk.usecases.explaining.explanations import tell
from numspot_desk.usecases.orders.attach_signed_copy import attach_signed_copy
from numspot_desk.usecases.orders.freeze_order import freeze_record, keep_version
from numspot_desk.usecases.orders.order_acts import new_draft
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.samples.sample_answers import CLINIC, sample_answers
from tests.store.desk import KEY, SeededChance, SetClock

PERSON = Person("Anne Roy", "legal")
TODAY = dt.date(2026, 11, 20)
ALWAYS = 40_000


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def workspace(tmp_path: Path, clock: SetClock) -> Iterator[OpenWorkspace]:
    with create_workspace(tmp_path / "workspace", KEY, clock=clock, chance=SeededChance()) as opened:
        yield opened


def _answers(**changed: Any) -> dict[str, Any]:
    answers = sample_answers(CLINIC, TODAY)
    answers["lines"][0]["mode"] = "reserved"
    answers["lines"][0]["term"] = {"start": "2026-12-01", "end": "2027-11-30"}
    for line in answers["lines"][1:]:
        line["mode"], line["term"] = "on_demand", None
    answers["offer_valid_until"] = "2026-12-10"
    for special in answers["special_conditions"]:
        special["certificate"]["valid_until"] = "2027-03-31"
    return answers | changed


def _exported(workspace: OpenWorkspace, clock: SetClock, answers: dict[str, Any]) -> OrderRecord:
    """A frozen order; whether it was ready does not matter here."""
    chance = SeededChance(len(workspace.audit.entries()))
    record = new_draft(workspace, answers, "order.created", PERSON, clock, chance).record
    check = check_order(answers, CheckContext(TODAY, None))
    frozen = freeze_record(workspace, record, check, issued_on=TODAY, chance=chance, mark=None)
    keep_version(workspace, record, frozen, PERSON, clock.now())
    return record


def _signed(workspace: OpenWorkspace, clock: SetClock, record: OrderRecord, day: dt.date) -> None:
    attach_signed_copy(workspace, record.id, "signed.pdf", b"%PDF-1.7 copy", day, person=PERSON, clock=clock)


def all_due(workspace: OpenWorkspace, today: dt.date, days: int) -> tuple[UpcomingDeadline, ...]:
    """What the screen shows once everything is counted, each with its explanation."""
    while freshen(workspace, today):
        pass
    now = dt.datetime.combine(today, dt.time(12), dt.UTC)
    found = deadlines_ahead(workspace, now, today, days, explained=1_000)
    assert all(one.why is not None for one in found)
    return found


def _told(found: tuple[UpcomingDeadline, ...]) -> list[tuple[str, str, str]]:
    return [(one.rule or one.clause, one.last_day.isoformat(), one.about) for one in found]


def test_an_empty_workspace_and_a_draft_have_nothing_due(workspace: OpenWorkspace, clock: SetClock) -> None:
    assert all_due(workspace, TODAY, ALWAYS) == ()
    new_draft(workspace, _answers(), "order.created", PERSON, clock, SeededChance())
    assert all_due(workspace, TODAY, ALWAYS) == ()


def test_an_exported_order_has_its_offer_but_no_mandate_yet(
    workspace: OpenWorkspace, clock: SetClock
) -> None:
    record = _exported(workspace, clock, _answers())
    found = all_due(workspace, TODAY, ALWAYS)
    label = record.answers["lines"][0]["label"]
    assert _told(found)[0] == ("CP", "2026-12-10", "")
    assert ("T31", "2027-11-30", f"1. {label}") in _told(found)
    assert ("CS", "2027-03-31", "HDS") in _told(found)
    assert "T30" not in [one.rule for one in found]
    assert found[0].number == record.number and found[0].days_left == 20
    assert found[0].instant.isoformat() == "2026-12-11T00:00:00+01:00"


def test_once_signed_the_offer_is_gone_and_the_mandate_runs(
    workspace: OpenWorkspace, clock: SetClock
) -> None:
    record = _exported(workspace, clock, _answers())
    clock.forward(days=5)
    _signed(workspace, clock, record, dt.date(2026, 11, 24))
    found = all_due(workspace, dt.date(2026, 11, 25), ALWAYS)
    assert "CP" not in [one.clause for one in found]
    signed_on = (record.answers["mandate"] or {}).get("signed_on") or "2026-11-24"
    lapse = dt.date.fromisoformat(signed_on).replace(year=int(signed_on[:4]) + 3).isoformat()
    assert ("T30", lapse, "SEPA") in _told(found)


def test_only_the_days_asked_for_are_shown_today_included(workspace: OpenWorkspace, clock: SetClock) -> None:
    _exported(workspace, clock, _answers())
    assert [one.clause for one in all_due(workspace, TODAY, 20)] == ["CP"]
    assert all_due(workspace, TODAY, 19) == ()
    assert [one.days_left for one in all_due(workspace, dt.date(2026, 12, 10), 0)] == [0]
    assert all_due(workspace, dt.date(2026, 12, 11), 0) == ()


def test_deadlines_of_several_contracts_stand_in_order_of_time(
    workspace: OpenWorkspace, clock: SetClock
) -> None:
    for day in ("2027-01-05", "2026-12-10", "2026-12-24"):
        _exported(workspace, clock, _answers(offer_valid_until=day))
    offers = [one.last_day.isoformat() for one in all_due(workspace, TODAY, 60)]
    assert offers == ["2026-12-10", "2026-12-24", "2027-01-05"]


def test_each_deadline_can_say_why_in_both_languages(workspace: OpenWorkspace, clock: SetClock) -> None:
    _exported(workspace, clock, _answers())
    for one in all_due(workspace, TODAY, ALWAYS):
        for code in ("fr", "en"):
            language = load_language(code)
            assert language.render(one.what)
            assert tell(one.why, language).text


def test_every_limit_has_a_name_in_both_languages() -> None:
    french = load_language("fr")
    assert list(LIMIT_NAMES) == sorted({row.id for row in TABLE.rows})
    assert all(french.text(name) != name for name in LIMIT_NAMES.values())


def test_the_facts_of_an_order_are_its_terms_its_clauses_and_once_signed_its_mandate() -> None:
    answers = _answers()
    before = facts_of_order(answers, TODAY)
    after = facts_of_order(answers, TODAY, signed_on=TODAY)
    assert [event.kind for event in before.events] == ["reserved_term"]
    assert [event.kind for event in after.events] == ["reserved_term", "mandate_signed"]
    assert len(before.provisions) == len(answers["derogations"])
    assert facts_of_order({}, TODAY).events == ()
