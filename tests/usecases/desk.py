"""A real workspace for the tests of export and hand-over: fixed clock, counted chance, two sample orders."""

import datetime as dt
from pathlib import Path
from typing import Any

from numspot_desk.contracts.order.order_check import CheckContext, check_order
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.orders.export_order import ExportResult, export_set
from numspot_desk.usecases.orders.extract import extract
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderRecord, Place
from numspot_desk.usecases.reviews.read_review import content_of, read_review
from numspot_desk.usecases.reviews.review_order import approve_order, request_review
from numspot_desk.usecases.reviews.review_parts import approve_parts
from numspot_desk.usecases.samples.sample_answers import sample_answers
from tests.new_workspace import new_workspace

NOON = dt.datetime(2026, 12, 1, 11, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 12, 1)
CONTEXT = CheckContext(TODAY)
PERSON = Person("Camille Vendeuse", "sales")
LAWYER = Person("Louis Juriste", "legal")


class FixedClock:
    def now(self) -> dt.datetime:
        return NOON

    def today(self) -> dt.date:
        return TODAY


class Counting:
    """Chance that counts; `start` makes it begin elsewhere."""

    def __init__(self, start: int = 0) -> None:
        self._next = start

    def bytes(self, count: int) -> bytes:
        self._next += 1
        return self._next.to_bytes(count, "big")


def workspace_in(folder: Path) -> OpenWorkspace:
    return new_workspace(folder, bytes(range(32)), clock=FixedClock(), chance=Counting())


def draft(
    workspace: OpenWorkspace, answers: dict[str, Any], number: str = "CMD-2026-7K3Q9XM4"
) -> OrderRecord:
    extracted = extract(answers, check_order(answers, CONTEXT))
    act = Act("order.started", "", PERSON.name, NOON)
    return workspace.orders.create(number, answers, Place(), extracted, act)


def sample(name: str) -> dict[str, Any]:
    return sample_answers(name, TODAY)


def move(workspace: OpenWorkspace, record: OrderRecord, state: OrderState, kind: str) -> OrderRecord:
    return workspace.orders.change_state(
        record.id, record.row_version, state, Act(kind, record.id, LAWYER.name, NOON)
    )


def approved(workspace: OpenWorkspace, record: OrderRecord) -> OrderRecord:
    """The order after a review that approved it."""
    content = content_of(record)
    request_review(workspace, record.id, content, "", PERSON, FixedClock())
    read_all(workspace, record)
    return approve_order(workspace, record.id, content, "", LAWYER, FixedClock()).record


def read_all(workspace: OpenWorkspace, record: OrderRecord, person: Person = LAWYER) -> None:
    """Legal approves every clause and line of an order in review."""
    parts = [(each.part.fingerprint, each.part.id) for each in read_review(workspace, record).parts]
    approve_parts(workspace, record.id, content_of(record), parts, person, FixedClock())


def export(workspace: OpenWorkspace, record: OrderRecord, out: Path, **changes: Any) -> ExportResult:
    made: dict[str, Any] = {
        "writer": WordFiles(),
        "files": FolderFiles(),
        "person": PERSON,
        "clock": FixedClock(),
        "chance": Counting(),
        "context": CONTEXT,
    }
    return export_set(workspace, record.id, out, **{**made, **changes})
