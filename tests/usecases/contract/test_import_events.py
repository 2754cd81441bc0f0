"""Events from CSV files: read as spreadsheets write them, refused by line and column, kept all or none."""

import datetime as dt
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from numspot_desk.language.catalog import load_language
from numspot_desk.language.messages import Message
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.contract.event_columns import EventSort
from numspot_desk.usecases.contract.facts_of_contract import contract_facts
from numspot_desk.usecases.contract.import_events import (
    IMPORTED,
    TOLD,
    EventsRead,
    keep_events_file,
    read_events_file,
)
from numspot_desk.usecases.contract.record_events import record_event
from numspot_desk.usecases.mandates.mandate_acts import Desk
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.refusals import Cancelled, FileRefused, MoveRefused
from tests.usecases.contract.test_facts_of_contract import NUMBER, answers
from tests.usecases.contract.test_show_hierarchy import signed
from tests.usecases.desk import PERSON, Counting, FixedClock, draft, workspace_in

MAY = dt.date(2026, 5, 4)
OTHER = "CMD-2026-00000002"
FR, EN = load_language("fr"), load_language("en")
HEAD = "Contrat;Numéro;Date;Montant TTC;Payée le\n"


class Told:
    """Progress that is counted, and that can say stop."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.steps: list[tuple[int, int]] = []
        self._stop_after = stop_after

    def step(self, done: int, total: int, what: Message) -> None:
        self.steps.append((done, total))
        if self._stop_after is not None and len(self.steps) > self._stop_after:
            raise Cancelled


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    signed(opened, draft(opened, answers()), tmp_path / "1", MAY)
    yield opened
    opened.close()


@pytest.fixture
def by() -> Desk:
    return Desk(PERSON, FixedClock(), Counting(9000))


def file_of(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "events.csv"
    path.write_bytes(text.encode(encoding))
    return path


def read(workspace: OpenWorkspace, path: Path, by: Desk, contract: str | None = NUMBER) -> EventsRead:
    return read_events_file(workspace, path, contract, by, Told())


def kinds(workspace: OpenWorkspace) -> list[str]:
    return sorted(one.kind for one in workspace.events.history(NUMBER))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_file_is_read_in_every_form_that_spreadsheets_write(
    workspace: OpenWorkspace, tmp_path: Path, by: Desk, encoding: str, separator: str
) -> None:
    rows = [
        "Numéro;Date;Montant TTC;Payée le",
        'F1;03/06/2026;"1 234,50";20/06/2026',
        "",
        "F2;2026-07-01;12.00;",
    ]
    text = "\r\n".join(rows).replace(";", separator)
    found = read(workspace, file_of(tmp_path, text, encoding), by)
    assert (found.sort, found.rows, found.added, found.refusals) == (EventSort.INVOICES, 2, 3, 0)
    assert kinds(workspace) == [], "nothing is kept by reading"


def test_what_was_read_is_kept_with_one_row_in_the_log(
    workspace: OpenWorkspace, tmp_path: Path, by: Desk
) -> None:
    path = file_of(tmp_path, HEAD + f"{NUMBER};F1;03/06/2026;1 234,50;20/06/2026\n;F2;01/07/2026;12;\n")
    found, changes = keep_events_file(workspace, path, NUMBER, by, Told())
    assert found.added == 3 and len(changes.orders) == 1
    assert kinds(workspace) == ["invoice_issued", "invoice_issued", "invoice_paid"]
    issued = {
        one.details["number"]: one.details["amount_incl_tax"]
        for one in contract_facts(workspace, NUMBER, MAY).events
        if one.kind == "invoice_issued"
    }
    assert issued == {"F1": "1234.50", "F2": "12.00"}
    (act,) = [one for one in workspace.audit.entries() if one.kind == IMPORTED]
    assert act.details == {"sort": "invoices", "events": 3}
    assert workspace.audit.verify() is None or not getattr(workspace.audit.verify(), "faults", ())


def test_a_longer_export_adds_only_what_is_new(workspace: OpenWorkspace, tmp_path: Path, by: Desk) -> None:
    path = file_of(tmp_path, HEAD + ";F1;03/06/2026;10,00;\n;F2;03/06/2026;10,00;\n")
    keep_events_file(workspace, path, NUMBER, by, Told())
    path = file_of(
        tmp_path, HEAD + ";F1;03/06/2026;10,00;01/07/2026\n;F2;03/06/2026;10,00;\n;F3;04/06/2026;1;\n"
    )
    found, _ = keep_events_file(workspace, path, NUMBER, by, Told())
    assert (found.added, found.known) == (2, 1)
    assert kinds(workspace) == ["invoice_issued"] * 3 + ["invoice_paid"]


def test_tickets_and_incidents_have_their_columns(workspace: OpenWorkspace, tmp_path: Path, by: Desk) -> None:
    tickets = file_of(tmp_path, "Ouvert le;Gravité\n01/06/2026 10:30;1\n02/06/2026 9h;3\n")
    assert keep_events_file(workspace, tickets, NUMBER, by, Told())[0].sort is EventSort.TICKETS
    incidents = file_of(
        tmp_path, "from,to,force majeure\n2026-06-01,2026-06-03,no\n2026-07-01,2026-07-02,oui\n"
    )
    assert keep_events_file(workspace, incidents, NUMBER, by, Told())[0].sort is EventSort.INCIDENTS
    assert kinds(workspace) == ["outage"] * 2 + ["ticket_opened"] * 2


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (HEAD + ";F1;31/02/2026;10;\n", 2, "Date"),
        (HEAD + ";F1;29/02/2026;10;\n", 2, "Date"),
        (HEAD + ";F1;03/06/2026;10,001;\n", 2, "Montant TTC"),
        (HEAD + ";F1;03/06/2026;dix;\n", 2, "Montant TTC"),
        (HEAD + ";;03/06/2026;10;\n", 2, "Numéro"),
        (HEAD + ";F1;03/06/2026;;\n", 2, "Montant TTC"),
        (HEAD + ";F1;03/05/2026;10;\n", 2, "Date"),  # before the signature
        (HEAD + ";F1;02/12/2026;10;\n", 2, "Date"),  # to come
        (HEAD + ";F1;03/06/2026;10;02/06/2026\n", 2, "Payée le"),  # paid before it was issued
        (HEAD + ";F0;03/06/2026;10;\n;F1;03/06/2026;10;\n\n;F1;03/06/2026;10;\n", 5, ""),  # twice
        (HEAD + f"{OTHER};F1;03/06/2026;10;\n", 2, "Contrat"),
        (HEAD + ";" + "F" * 300 + ";03/06/2026;10;\n", 2, "Numéro"),
        ("Ouvert le;Gravité\n29/03/2026 02:30;1\n", 2, "Ouvert le"),
        ("Ouvert le;Gravité\n25/10/2026 02:30;1\n", 2, "Ouvert le"),
        ("Ouvert le;Gravité\n01/06/2026;1\n", 2, "Ouvert le"),
        ("Ouvert le;Gravité\n01/06/2026 10:00;4\n", 2, "Gravité"),
        ("from;to;force majeure\n2026-06-03;2026-06-01;no\n", 2, "to"),
        ("from;to;force majeure\n2026-06-01;2026-06-03;perhaps\n", 2, "force majeure"),
        ("number,date,amount\nF1,2026-06-03,1,50\n", 2, ""),  # parted by its decimal comma
        ("number,date,amount\nF1,2026-06-03,10\nF2,2026-06-03,1 234,50\n", 3, ""),
        (HEAD + ";F1;03/06/2026;=1+1;\n", 2, "Montant TTC"),
        (HEAD + ';F1;03/06/2026;"=HYPERLINK(""x"")";\n', 2, "Montant TTC"),
        (HEAD + ";F1;=TODAY();10;\n", 2, "Date"),
        (HEAD + ";F1;03/06/2026;1,234.50.00;\n", 2, "Montant TTC"),
        (HEAD + ";F1;03/06/2026;1e3;\n", 2, "Montant TTC"),
        (HEAD + ";F1;03/06/2026;9999999999999;\n", 2, "Montant TTC"),
        (HEAD + ';"F0\n2";03/06/2026;10;\n\n;F1;06/2026;10;\n', 5, "Date"),  # a line within a cell counts
        (HEAD + ";F1;03/06/2026;10;31/06/2026\n", 2, "Payée le"),
        ("Ouvert le;Gravité\n28/03/2027 02:30;1\n", 2, "Ouvert le"),
        ("Ouvert le;Gravité\n01/06/2026 10:00;1\n01/06/2026 10:00 +02:00;1\n", 3, ""),
        ("from;to;force majeure\n2026-02-29;2026-03-01;no\n", 2, "from"),
    ],
)
def test_what_cannot_be_is_refused_by_line_and_column_and_nothing_is_kept(
    workspace: OpenWorkspace, tmp_path: Path, by: Desk, text: str, line: int, column: str
) -> None:
    path = file_of(tmp_path, text)
    found = read(workspace, path, by)
    assert found.refusals == 1
    (one,) = found.refused
    assert (one.line, one.column) == (line, column)
    assert FR.render(one.sentence) != EN.render(one.sentence)
    with pytest.raises(FileRefused) as refused:
        keep_events_file(workspace, path, NUMBER, by, Told())
    assert f"{line}" in FR.render(refused.value.message)
    assert kinds(workspace) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"name;colour\nx;y\n",
        HEAD.encode() + b';"F1;03/06/2026;10;\n',
        b"\x00\x01\x02",
        b"PK\x03\x04\x00\x00",
        (";" * 100 + "\n").encode(),
    ],
)
def test_a_file_that_is_none_is_refused(
    workspace: OpenWorkspace, tmp_path: Path, by: Desk, content: bytes
) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(content)
    with pytest.raises(FileRefused):
        read(workspace, path, by)
    with pytest.raises(FileRefused):
        read(workspace, tmp_path / "missing.csv", by)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEAD.encode() + b";F1;03/06/2026;10;\n;F2\x00;03/06/2026;10;\n", "Ligne 3"),
        ((HEAD + ";F1;03/06/2026;10;\n").encode("utf-16-le"), "Ligne 1"),  # without its mark
        ((HEAD + ";F1;03/06/2026;10;\n").encode("utf-32"), "Ligne 1"),
        (HEAD.encode() + b';F1;03/06/2026;10;\n;"F2;03/06/2026;10;\n;F3;03/06/2026;10;\n', "Ligne 3"),
        ("Numéro;Date;Montant;Montant TTC\nF1;03/06/2026;10;12\n".encode(), "Montant TTC"),
        ("Numéro;Date;Date de facture;TTC\nF1;03/06/2026;03/06/2026;12\n".encode(), "Date de facture"),
        ("Numéro|Date|Montant\nF1|03/06/2026|10\n".encode(), "première ligne"),
        (b"F1;03/06/2026;10\nF2;03/06/2026;10\n", "première ligne"),
        ((HEAD + ";F1;03/06/2026;10;\n").encode("utf-16")[:-1], "CSV UTF-8"),  # half a letter
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_nothing_is_kept(
    workspace: OpenWorkspace, tmp_path: Path, by: Desk, content: bytes, said: str
) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(content)
    for act in (read_events_file, keep_events_file):
        with pytest.raises(FileRefused) as refused:
            act(workspace, path, NUMBER, by, Told())
        assert said in FR.render(refused.value.message)
    assert kinds(workspace) == []


def test_a_row_too_many_is_refused_and_none_is_kept(
    workspace: OpenWorkspace, tmp_path: Path, by: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("numspot_desk.usecases.contract.import_events.MOST_ROWS", 1_000)
    rows = [f";F{n};03/06/2026;10;\n" for n in range(1_001)]
    keep_events_file(workspace, file_of(tmp_path, HEAD + "".join(rows[:1])), NUMBER, by, Told())
    with pytest.raises(FileRefused) as refused:
        keep_events_file(workspace, file_of(tmp_path, HEAD + "".join(rows)), NUMBER, by, Told())
    assert "plus de 1\u202f000" in FR.render(refused.value.message).replace("\u00a0", "\u202f")
    assert kinds(workspace) == ["invoice_issued"]


def test_what_a_formula_would_be_stays_text(workspace: OpenWorkspace, tmp_path: Path, by: Desk) -> None:
    path = file_of(tmp_path, HEAD + ';"=HYPERLINK(""http://x"")";03/06/2026;10;\n')
    keep_events_file(workspace, path, NUMBER, by, Told())
    (kept,) = [one for one in contract_facts(workspace, NUMBER, MAY).events if one.kind == "invoice_issued"]
    assert kept.details["number"] == '=HYPERLINK("http://x")'


def test_a_payment_of_another_day_is_not_passed_over(
    workspace: OpenWorkspace, tmp_path: Path, by: Desk
) -> None:
    paid = HEAD + ";F1;03/06/2026;10;20/06/2026\n"
    keep_events_file(workspace, file_of(tmp_path, paid), NUMBER, by, Told())
    assert read(workspace, file_of(tmp_path, paid), by).known == 1
    found = read(workspace, file_of(tmp_path, paid.replace("20/06", "25/06")), by)
    (refused,) = found.refused
    assert (refused.column, found.known, found.added) == ("Payée le", 0, 0)
    assert "20 juin 2026" in FR.render(refused.sentence)


def test_what_is_imported_and_then_entered_is_told_apart(
    workspace: OpenWorkspace, tmp_path: Path, by: Desk
) -> None:
    rows = "".join(f";F{n};03/06/2026;10;\n" for n in range(1_200))
    keep_events_file(workspace, file_of(tmp_path, HEAD + rows), NUMBER, by, Told())
    record = workspace.orders.by_number(NUMBER)
    assert record is not None
    entered, _ = record_event(workspace, record.id, {"kind": "audit_done", "on": "2026-06-03"}, by)
    idents = [one.id for one in workspace.events.history(NUMBER)]
    assert len(set(idents)) == 1_201 and idents[-1] == entered
    assert idents[:-1] == sorted(idents[:-1]), "written at one end of their index"


def test_contracts_that_are_none_are_looked_for_once_and_reported_meanwhile(
    workspace: OpenWorkspace, tmp_path: Path, by: Desk
) -> None:
    rows = "".join(f"CMD-{n % 50};F{n};03/06/2026;10;\n" for n in range(500))
    told = Told()
    found = read_events_file(workspace, file_of(tmp_path, HEAD + rows), None, by, told)
    assert (found.refusals, found.added) == (500, 0)
    assert len(told.steps) == 1 + 50 + 1


def test_an_invoice_entered_otherwise_is_not_overwritten(
    workspace: OpenWorkspace, tmp_path: Path, by: Desk
) -> None:
    order_id = workspace.orders.by_number(NUMBER)
    assert order_id is not None
    record = {"kind": "invoice_issued", "on": "2026-06-03", "number": "F1", "amount_incl_tax": "99.00"}
    record_event(workspace, order_id.id, record, by)
    found = read(workspace, file_of(tmp_path, HEAD + ";F1;03/06/2026;10;\n"), by)
    assert found.refusals == 1 and found.added == 0


def test_a_stop_and_a_reader_leave_nothing(workspace: OpenWorkspace, tmp_path: Path, by: Desk) -> None:
    rows = "".join(f";F{n};03/06/2026;10;\n" for n in range(5_000))
    path = file_of(tmp_path, HEAD + rows)
    with pytest.raises(Cancelled):
        keep_events_file(workspace, path, NUMBER, by, Told(stop_after=1))
    assert kinds(workspace) == []
    reader = Desk(Person("Lise", "read_only"), by.clock, by.chance)
    with pytest.raises(MoveRefused):
        keep_events_file(workspace, path, NUMBER, reader, Told())
    assert [one.kind for one in workspace.audit.entries()].count(IMPORTED) == 0


def test_refused_lines_are_counted_when_they_are_too_many_to_tell(
    workspace: OpenWorkspace, tmp_path: Path, by: Desk
) -> None:
    found = read(workspace, file_of(tmp_path, HEAD + ";F1;hier;10;\n" * (TOLD + 50)), by)
    assert (len(found.refused), found.refusals) == (TOLD, TOLD + 50)


def test_memory_does_not_grow_with_the_text_of_a_file(
    workspace: OpenWorkspace, tmp_path: Path, by: Desk
) -> None:
    """The text of the rows is never held: only a mark of each, to find it twice."""
    rows = 20_000
    path = tmp_path / "events.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("Numéro;Date;Montant TTC;Client\n")
        file.writelines(f"F{n};03/06/2026;10,00;{'x' * 1_000}\n" for n in range(rows))
    tracemalloc.start()
    told = Told()
    found = read_events_file(workspace, path, NUMBER, by, told)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.added == rows
    assert path.stat().st_size > 20_000_000 > 2 * most
    assert len(told.steps) >= 10 and told.steps[-1][0] == told.steps[-1][1]
