"""A calendar file of real contracts: held against the agenda, written again as facts change or vanish."""

import datetime as dt
import errno
import random
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar, Event

from numspot_desk.contracts.agenda.entries import AgendaEntry
from numspot_desk.documents.calendar_file import CalendarFiles
from numspot_desk.documents.files import FolderFiles
from numspot_desk.language.catalog import load_language
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.contract.facts_of_contract import known_contract
from numspot_desk.usecases.deadlines.agenda_page import agenda_page
from numspot_desk.usecases.deadlines.export_calendar import ExportedCalendar, export_calendar, uid_of
from numspot_desk.usecases.deadlines.mark_entry import mark
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.events import WITHDRAWN, NewEvent
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.refusals import DeskError, FileRefused, NoSuchRecord
from tests.store.desk import IBAN
from tests.usecases.contract.test_facts_of_contract import MAY, NUMBER, answers, keep
from tests.usecases.contract.test_show_hierarchy import signed
from tests.usecases.desk import NOON, PERSON, draft, export, workspace_in

FR = load_language("fr")
JUNE = dt.date(2026, 6, 1)
INVOICE = {"number": "F1", "amount_incl_tax": "120.00"}


class Now:
    """A clock that the test sets."""

    def __init__(self, day: dt.date) -> None:
        self.at = dt.datetime.combine(day, dt.time(8), dt.UTC)

    def now(self) -> dt.datetime:
        return self.at

    def today(self) -> dt.date:
        return self.at.date()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


@pytest.fixture
def order(workspace: OpenWorkspace, tmp_path: Path) -> OrderRecord:
    return signed(workspace, draft(workspace, answers()), tmp_path / "word", MAY)


def written(
    workspace: OpenWorkspace, out: Path, on: dt.date = JUNE, number: str | None = NUMBER, **changed: Any
) -> ExportedCalendar:
    given = {
        "writer": CalendarFiles(),
        "files": FolderFiles(),
        "language": FR,
        "person": PERSON,
        "clock": Now(on),
    }
    return export_calendar(workspace, out, on, number=number, **(given | changed))


def events(out: Path) -> Mapping[str, Event]:
    found = Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    told = {str(one["UID"]): one for one in found}
    assert len(told) == len(found)
    return told


def agenda(workspace: OpenWorkspace, on: dt.date = JUNE) -> list[AgendaEntry]:
    return [one for one in known_contract(workspace, NUMBER, on).agenda() if one.instant is not None]


def invoice(workspace: OpenWorkspace, order: OrderRecord, on: dt.date, **changed: Any) -> str:
    return keep(workspace, order.id, "invoice_issued", on=on, data=INVOICE, **changed)


def test_the_file_says_what_the_agenda_says(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    invoice(workspace, order, dt.date(2026, 6, 3))
    ticket = dt.datetime(2026, 10, 24, 23, 30, tzinfo=dt.UTC)  # half past one, the night the clocks go back
    keep(workspace, order.id, "ticket_opened", at=ticket, data={"severity": 1})
    keep(workspace, order.id, "audit_done", on=dt.date(2027, 2, 28))
    keep(workspace, order.id, "debit_made", on=dt.date(2027, 12, 31))
    keep(workspace, order.id, "breach_termination_mail", at=ticket, data={"by": "client"})
    made = written(workspace, tmp_path / "a.ics")
    told, due = events(tmp_path / "a.ics"), agenda(workspace)
    assert made.new == made.events == len(told) == len(due) > 8
    days = [one for one in due if one.last_day is not None]
    hours = [one for one in due if one.last_day is None]
    assert days and hours
    for one in days:
        event = told[uid_of(one.key)]
        assert event["DTSTART"].dt == one.last_day and type(event["DTSTART"].dt) is dt.date
        assert event["DTEND"].dt - event["DTSTART"].dt == dt.timedelta(days=1)
    for one in hours:
        event = told[uid_of(one.key)]
        assert one.instant is not None  # in UTC: Python calls no repeated hour equal to one elsewhere
        assert event["DTSTART"].dt == one.instant.astimezone(dt.UTC)
        assert event["DTSTART"].to_ical().endswith(b"Z")
    for one in due:
        event = told[uid_of(one.key)]
        assert str(event["SUMMARY"]).startswith(FR.render(one.what)) and event["SEQUENCE"] == 0
        assert one.contract.client in str(event["SUMMARY"])
        assert NUMBER in str(event["DESCRIPTION"]) and one.clause in str(event["DESCRIPTION"])
        assert ("lectures diffèrent" in str(event["DESCRIPTION"])) == (one.safe != one.sure)
        acted = one.kind in ("act_before", "latest_before")
        assert ("agissez" in str(event["DESCRIPTION"])) == (acted and one.safe != one.sure)
        assert event.walk("VALARM")
    assert len({str(one["UID"]) for one in told.values()} & {one.key for one in due}) == 0


def test_nothing_of_the_account_is_in_it(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    written(workspace, tmp_path / "a.ics", number=None)
    content = (tmp_path / "a.ics").read_text(encoding="utf-8").replace("\r\n ", "")
    given = str(order.answers)
    account = order.answers["mandate"]["iban"]
    assert account in given and account not in content and IBAN not in content
    assert all(entry.details.keys() == {"events", "cancelled", "order"} for entry in exports(workspace))


def exports(workspace: OpenWorkspace) -> list[Any]:
    return [one for one in workspace.audit.entries() if one.kind == "deadlines.exported"]


def test_exported_again_on_another_day_it_is_the_same_file(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    first = written(workspace, tmp_path / "a.ics")
    again = written(workspace, tmp_path / "a.ics", JUNE + dt.timedelta(days=9))
    assert again.sha256 == first.sha256 and (again.new, again.changed, again.cancelled) == (0, 0, 0)
    elsewhere = written(workspace, tmp_path / "b.ics")
    assert elsewhere.sha256 == first.sha256
    assert len(exports(workspace)) == 3 and workspace.audit.verify().broken_at is None


def test_what_changed_keeps_its_id_under_a_higher_sequence(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    first = invoice(workspace, order, dt.date(2026, 6, 3))
    written(workspace, tmp_path / "a.ics")
    before = events(tmp_path / "a.ics")
    invoice(workspace, order, dt.date(2026, 7, 3), supersedes=first)
    made = written(workspace, tmp_path / "a.ics", JUNE + dt.timedelta(days=1))
    after = events(tmp_path / "a.ics")
    assert before.keys() == after.keys() and made.changed and not made.new and not made.cancelled
    moved = {uid for uid, one in after.items() if one["SEQUENCE"] == 1}
    assert len(moved) == made.changed
    for uid in after:
        assert (before[uid].to_ical() != after[uid].to_ical()) == (uid in moved)
    (pays,) = [one for one in agenda(workspace) if one.rule == "T22"]
    assert uid_of(pays.key) in moved and after[uid_of(pays.key)]["DTSTART"].dt == pays.last_day


def test_what_vanished_is_cancelled_and_comes_back_as_the_same_event(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    out = tmp_path / "a.ics"
    invoice(workspace, order, dt.date(2026, 6, 3))
    written(workspace, out)
    (pays,) = [uid_of(one.key) for one in agenda(workspace) if one.rule == "T22"]
    summary = str(events(out)[pays]["SUMMARY"])
    paid = keep(workspace, order.id, "invoice_paid", on=dt.date(2026, 6, 9), data={"number": "F1"})
    made = written(workspace, out, dt.date(2026, 6, 10))
    gone = events(out)[pays]
    assert made.cancelled and str(gone["STATUS"]) == "CANCELLED" and gone["SEQUENCE"] == 1
    assert str(gone["SUMMARY"]) == f"Sans objet\u00a0: {summary}" and not gone.walk("VALARM")
    once_more = written(workspace, out, dt.date(2026, 6, 11))
    assert once_more.sha256 == made.sha256 and once_more.cancelled == 0
    keep(workspace, order.id, WITHDRAWN, supersedes=paid)
    written(workspace, out, dt.date(2026, 6, 12))
    back = events(out)[pays]
    assert (str(back["STATUS"]), back["SEQUENCE"], str(back["SUMMARY"])) == ("CONFIRMED", 2, summary)


def test_a_cancelled_event_is_not_told_for_ever(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    out = tmp_path / "a.ics"
    event = invoice(workspace, order, dt.date(2026, 6, 3))
    written(workspace, out)
    (pays,) = [uid_of(one.key) for one in agenda(workspace) if one.rule == "T22"]
    keep(workspace, order.id, WITHDRAWN, supersedes=event)
    written(workspace, out, dt.date(2026, 6, 10))
    assert pays in events(out)
    written(workspace, out, dt.date(2027, 6, 10))
    assert pays not in events(out)


def test_what_is_over_is_not_begun_but_stays_where_it_was_written(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    later = dt.date(2028, 1, 1)
    written(workspace, tmp_path / "a.ics")
    ended = [uid_of(one.key) for one in agenda(workspace, later) if one.status == "over"]
    assert ended
    written(workspace, tmp_path / "a.ics", later)
    assert set(ended) <= events(tmp_path / "a.ics").keys()


def test_an_old_contract_gives_a_new_calendar_nothing_of_the_past(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    written(workspace, tmp_path / "a.ics", dt.date(2028, 1, 1))
    assert all(one["DTSTART"].dt >= dt.date(2028, 1, 1) for one in events(tmp_path / "a.ics").values())


def test_reminders_that_would_come_too_late_are_left_out(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    on = dt.date(2027, 5, 20)  # eleven days before the end of the reserved term
    written(workspace, tmp_path / "a.ics", on)
    (ends,) = [one for one in agenda(workspace, on) if one.rule == "T31"]
    assert ends.last_day == dt.date(2027, 5, 31)
    alarms = events(tmp_path / "a.ics")[uid_of(ends.key)].walk("VALARM")
    assert [one["TRIGGER"].dt for one in alarms] == [dt.timedelta(days=-n, hours=9) for n in (7, 1)]


def test_one_contract_leaves_the_others_alone(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    other = draft(workspace, answers(), "CMD-2026-00000002")
    export(workspace, other, tmp_path / "word2")
    both = written(workspace, tmp_path / "all.ics", number=None)
    one = written(workspace, tmp_path / "one.ics")
    assert one.events < both.events and (one.new, one.cancelled) == (0, 0)
    assert events(tmp_path / "one.ics").keys() < events(tmp_path / "all.ics").keys()
    waiting = written(workspace, tmp_path / "two.ics", number=" cmd-2026-00000002 ")
    assert waiting.contract == "CMD-2026-00000002" and waiting.events + one.events == both.events


def test_the_file_of_somebody_else_is_never_written_over(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    out = tmp_path / "a.ics"
    out.write_bytes(b"BEGIN:VCALENDAR")
    with pytest.raises(FileRefused):
        written(workspace, out)
    assert out.read_bytes() == b"BEGIN:VCALENDAR"
    assert workspace.calendar.written() == {} and exports(workspace) == []
    out.unlink()
    assert written(workspace, out).new > 0


@pytest.mark.parametrize("number", ["CMD-2026-NOTHERE1", "CMD-2026-00000009", ""])
def test_an_order_without_deadlines_is_refused_by_name(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path, number: str
) -> None:
    draft(workspace, answers(), "CMD-2026-00000009")
    with pytest.raises(NoSuchRecord):
        written(workspace, tmp_path / "a.ics", number=number)
    assert not (tmp_path / "a.ics").exists()


def test_a_workspace_where_nothing_is_due_says_so(workspace: OpenWorkspace, tmp_path: Path) -> None:
    with pytest.raises(DeskError):
        written(workspace, tmp_path / "a.ics", number=None)
    assert not (tmp_path / "a.ics").exists() and exports(workspace) == []


def test_in_what_order_facts_came_changes_nothing(tmp_path: Path) -> None:
    facts = [
        NewEvent("audit_done", on=dt.date(2026, 6, 3)),
        NewEvent("termination_notice", at=dt.datetime(2026, 6, 5, 9, tzinfo=dt.UTC), data={"by": "client"}),
        NewEvent("invoice_issued", on=dt.date(2026, 6, 3), data=INVOICE),
    ]
    said = []
    for name, told in (("one", facts), ("two", facts[::-1])):
        with workspace_in(tmp_path / name) as opened:
            order = signed(opened, draft(opened, answers()), tmp_path / f"{name}-word", MAY)
            for fact in told:
                act = Act("contract.event_recorded", order.id, PERSON.name, NOON, {})
                opened.events.record(order.id, fact, act)
            written(opened, tmp_path / f"{name}.ics")
            said.append(
                sorted(
                    (str(one["SUMMARY"]), one["DTSTART"].dt.isoformat())
                    for one in events(tmp_path / f"{name}.ics").values()
                )
            )
    assert said[0] == said[1]


# ── One source, chosen entries, what people added ────────────────────────────────────────────────────


def on_the_page(workspace: OpenWorkspace, on: dt.date = JUNE) -> list[AgendaEntry]:
    """The entries as the page of deadlines reads them."""
    return [one for one in agenda_page(workspace, on, None, 100).entries if one.instant is not None]


def marked(workspace: OpenWorkspace, one: AgendaEntry, on: dt.date, **changed: Any) -> None:
    mark(workspace, one.key, person=PERSON, clock=Now(on), **changed)


def test_the_file_holds_the_agenda_of_the_page(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    later = draft(workspace, answers(), "CMD-2026-00000002")
    export(workspace, later, tmp_path / "word2")
    invoice(workspace, order, dt.date(2026, 6, 3))
    written(workspace, tmp_path / "all.ics", number=None)
    told, due = events(tmp_path / "all.ics"), on_the_page(workspace)
    assert told.keys() == {uid_of(one.key) for one in due} and len(due) > 5
    for one in due:
        begins = told[uid_of(one.key)]["DTSTART"].dt
        assert begins == (one.last_day or one.instant)


def test_chosen_entries_alone_are_written_and_the_others_left_alone(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    invoice(workspace, order, dt.date(2026, 6, 3))
    written(workspace, tmp_path / "all.ics")
    first, second, *_ = due = agenda(workspace)
    made = written(workspace, tmp_path / "some.ics", number=None, keys={first.key, second.key})
    assert (made.events, made.new, made.cancelled) == (2, 0, 0)
    assert events(tmp_path / "some.ics").keys() == {uid_of(first.key), uid_of(second.key)}
    fewer = written(workspace, tmp_path / "some.ics", number=None, keys={second.key})
    assert (fewer.events, fewer.cancelled) == (1, 0), "not chosen any more is no reason to cancel"
    again = written(workspace, tmp_path / "all.ics")
    assert again.events == len(due) and (again.changed, again.cancelled) == (0, 0)


def test_a_file_of_chosen_entries_cancels_what_it_held_and_nothing_else(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    bill = invoice(workspace, order, dt.date(2026, 6, 3))
    debit = keep(workspace, order.id, "debit_made", on=dt.date(2026, 6, 3))
    gone = [one for one in agenda(workspace) if one.event in (bill, debit)]
    of_bill, of_debit = ([one for one in gone if one.event == event] for event in (bill, debit))
    assert of_bill and of_debit
    other = next(one for one in agenda(workspace) if one.event not in (bill, debit))
    out = tmp_path / "some.ics"
    written(workspace, out, number=None, keys={of_bill[0].key, other.key})
    written(workspace, tmp_path / "all.ics")
    for event in (bill, debit):
        keep(workspace, order.id, WITHDRAWN, supersedes=event)
    made = written(workspace, out, dt.date(2026, 6, 10), number=None, keys={other.key})
    told = events(out)
    assert told.keys() == {uid_of(of_bill[0].key), uid_of(other.key)} and made.cancelled == 1
    assert str(told[uid_of(of_bill[0].key)]["STATUS"]) == "CANCELLED"
    whole = written(workspace, tmp_path / "all.ics", dt.date(2026, 6, 11))
    assert whole.cancelled == len(gone) - 1, "the one was cancelled before"


def test_an_entry_that_is_over_is_written_where_it_was_chosen(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    invoice(workspace, order, dt.date(2026, 3, 2))
    late = next(one for one in agenda(workspace) if one.rule == "T22")
    assert late.status == "over"
    written(workspace, tmp_path / "all.ics")
    assert uid_of(late.key) not in events(tmp_path / "all.ics")
    written(workspace, tmp_path / "late.ics", number=None, keys={late.key})
    assert events(tmp_path / "late.ics").keys() == {uid_of(late.key)}


def test_what_is_done_stays_without_alarms_and_is_not_begun(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    invoice(workspace, order, dt.date(2026, 6, 3))
    pays = next(one for one in agenda(workspace) if one.rule == "T22")
    marked(workspace, pays, JUNE, done_on=JUNE, for_day=pays.last_day)
    written(workspace, tmp_path / "a.ics")
    assert uid_of(pays.key) not in events(tmp_path / "a.ics")
    marked(workspace, pays, JUNE, done_on=None)
    written(workspace, tmp_path / "a.ics")
    before = events(tmp_path / "a.ics")[uid_of(pays.key)]
    marked(workspace, pays, JUNE, done_on=JUNE, for_day=pays.last_day)
    made = written(workspace, tmp_path / "a.ics")
    done = events(tmp_path / "a.ics")[uid_of(pays.key)]
    assert (made.changed, made.cancelled) == (1, 0)
    assert before.walk("VALARM") and not done.walk("VALARM")
    assert str(done["SUMMARY"]) == f"Fait\u00a0: {before['SUMMARY']}"
    assert (str(done["STATUS"]), done["SEQUENCE"]) == ("CONFIRMED", 1)
    assert done["DTSTART"].dt == pays.last_day


def test_done_for_another_day_is_due_again(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    first = invoice(workspace, order, dt.date(2026, 6, 3))
    pays = next(one for one in agenda(workspace) if one.rule == "T22")
    marked(workspace, pays, JUNE, done_on=JUNE, for_day=pays.last_day)
    invoice(workspace, order, dt.date(2026, 7, 3), supersedes=first)
    written(workspace, tmp_path / "a.ics")
    event = events(tmp_path / "a.ics")[uid_of(pays.key)]
    assert event.walk("VALARM") and not str(event["SUMMARY"]).startswith("Fait")


def test_what_is_put_off_rings_on_its_morning(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    (ends,) = [one for one in agenda(workspace) if one.rule == "T31"]
    assert ends.last_day == dt.date(2027, 5, 31)
    marked(workspace, ends, JUNE, snoozed_until=dt.date(2027, 5, 20))
    written(workspace, tmp_path / "a.ics")
    alarms = events(tmp_path / "a.ics")[uid_of(ends.key)].walk("VALARM")
    assert [one["TRIGGER"].dt for one in alarms] == [dt.timedelta(days=-n, hours=9) for n in (11, 7, 1)]


@pytest.mark.parametrize("seed", range(6))
def test_read_back_any_selection_is_the_agenda(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path, seed: int
) -> None:
    """Whatever happened and whatever is chosen: the days, instants and titles read back are the agenda's."""
    chance = random.Random(seed)
    for number in range(5):
        on = JUNE + dt.timedelta(days=chance.randint(-90, 500))
        data = {**INVOICE, "number": f"F{seed}-{number}"}
        keep(workspace, order.id, "invoice_issued", on=on, data=data)
        at = dt.datetime.combine(on, dt.time(chance.randrange(24), chance.randrange(60)), dt.UTC)
        keep(workspace, order.id, "ticket_opened", at=at, data={"severity": chance.randint(1, 2)})
    due = {one.key: one for one in on_the_page(workspace)}
    chosen = set(chance.sample(sorted(due), chance.randint(1, len(due))))
    written(workspace, tmp_path / "a.ics", number=None, keys=chosen)
    told = events(tmp_path / "a.ics")
    assert told.keys() == {uid_of(key) for key in chosen}
    for key in chosen:
        event, one = told[uid_of(key)], due[key]
        assert event["DTSTART"].dt == (one.last_day or one.instant)
        assert isinstance(event["DTSTART"].dt, dt.datetime) == (one.last_day is None)
        assert FR.render(one.what) in str(event["SUMMARY"]) and event["DTSTAMP"].dt.tzinfo is not None


@pytest.mark.parametrize("place", ["folder.ics", "missing/deep/a.ics", "file.txt/a.ics", "Échéances.ics"])
def test_a_bad_place_is_refused_by_name(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path, place: str
) -> None:
    (tmp_path / "folder.ics").mkdir()
    (tmp_path / "file.txt").write_text("x", encoding="utf-8")
    with pytest.raises(FileRefused) as refused:
        written(workspace, tmp_path / place)
    said = FR.render(refused.value.message)
    assert any(part in said or ascii(part) in said for part in Path(place).parts)
    assert workspace.calendar.written() == {} and exports(workspace) == []


def test_a_protected_folder_is_refused_by_name(
    workspace: OpenWorkspace, order: OrderRecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refused)
    with pytest.raises(FileRefused) as said:
        written(workspace, tmp_path / "a.ics")
    assert "a.ics" in FR.render(said.value.message)
    assert workspace.calendar.written() == {} and workspace.calendar.held_by(str(tmp_path / "a.ics")) == set()
