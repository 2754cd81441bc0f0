"""Two laptops, each with a workspace of its own, that hand orders over to each other, for tests."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import text

from numspot_desk.contracts.handover.package import Package, Variant
from numspot_desk.documents.files import FolderFiles
from numspot_desk.store.migrate import row_counts
from numspot_desk.store.passphrases import LEAST_COST
from numspot_desk.store.sealed import Sealer
from numspot_desk.usecases.handover.choose_branch import read_branches
from numspot_desk.usecases.handover.receive_handover import (
    Received,
    open_handover,
    read_handover,
    receive_handover,
)
from numspot_desk.usecases.handover.send_handover import hand_over
from numspot_desk.usecases.orders.edit_order import DraftHandle, check_context, save_edit
from numspot_desk.usecases.orders.order_acts import new_draft
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.reviews.read_review import content_of, read_review
from numspot_desk.usecases.reviews.review_order import approve_order, modify_again, request_review
from numspot_desk.usecases.reviews.review_parts import approve_parts
from numspot_desk.usecases.samples.sample_answers import CLINIC, sample_answers
from tests.new_workspace import new_workspace
from tests.store.desk import SeededChance

SALES = Person("Camille Vendeuse", "sales")
LAWYER = Person("Louis Juriste", "legal")
SECRET = "quatre mots bien choisis"
START = dt.datetime(2026, 12, 1, 9, 0, tzinfo=dt.UTC)


class Ticking:
    """A clock that goes on by one second each time it is read, shared by both laptops."""

    def __init__(self) -> None:
        self._at = START

    def now(self) -> dt.datetime:
        self._at += dt.timedelta(seconds=1)
        return self._at

    def today(self) -> dt.date:
        return self._at.date()


class Laptop:
    """A workspace and the person who works with it."""

    def __init__(self, folder: Path, seed: int, person: Person, clock: Ticking) -> None:
        self.person, self.clock, self.chance = person, clock, SeededChance(seed)
        self.out = folder / "out"
        self.out.mkdir(parents=True)
        self.sealer = Sealer(self.chance, LEAST_COST)
        key = bytes([seed]) * 32
        self.workspace = new_workspace(folder / "w", key, clock=clock, chance=self.chance)

    def new_order(self, kind: str = CLINIC, **changed: Any) -> str:
        answers = {**sample_answers(kind, self.clock.today()), **changed}
        made = new_draft(self.workspace, answers, "order.started", self.person, self.clock, self.chance)
        return made.record.id

    def record(self, order_id: str) -> OrderRecord:
        return self.workspace.orders.load(order_id)

    def edit(self, order_id: str, **changed: Any) -> None:
        record = self.record(order_id)
        handle = DraftHandle(order_id, record.row_version)
        answers: Mapping[str, Any] = {**record.answers, **changed}
        context = check_context(self.workspace, self.clock)
        save_edit(self.workspace, handle, answers, record.place, context, self.clock)

    def request(self, order_id: str, person: Person | None = None) -> None:
        seen = content_of(self.record(order_id))
        request_review(self.workspace, order_id, seen, "", person or self.person, self.clock)

    def approve(self, order_id: str, person: Person | None = None) -> None:
        seen = content_of(self.record(order_id))
        who, review = person or self.person, read_review(self.workspace, self.record(order_id))
        parts = [(each.part.fingerprint, each.part.id) for each in review.parts]
        if parts:
            approve_parts(self.workspace, order_id, seen, parts, who, self.clock)
        approve_order(self.workspace, order_id, seen, "Bon pour accord", who, self.clock)

    def reopen(self, order_id: str) -> None:
        modify_again(self.workspace, order_id, content_of(self.record(order_id)), self.person, self.clock)

    def send(self, order_id: str, passphrase: str = SECRET) -> Path:
        return hand_over(
            self.workspace,
            order_id,
            self.out,
            passphrase,
            sealer=self.sealer,
            files=FolderFiles(),
            person=self.person,
            clock=self.clock,
            chance=self.chance,
        ).path

    def open(self, path: Path, passphrase: str = SECRET) -> Package:
        return open_handover(read_handover(path), passphrase, self.sealer)

    def receive(self, path: Path) -> Received:
        return receive_handover(self.workspace, self.open(path), self.person, self.clock)

    def variants(self, number: str) -> dict[int, set[str]]:
        """What every version says or said, by the fingerprints of main content and branches."""
        found = {}
        for held in self.workspace.handovers.held(number):
            branches = read_branches(self.workspace, held.variant.order_id).branches
            found[held.variant.revision] = {held.variant.id, *(branch.variant.id for branch in branches)}
        return found

    def main(self, order_id: str) -> Variant:
        held = self.workspace.handovers.held(self.record(order_id).number)
        return next(each.variant for each in held if each.variant.order_id == order_id)

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, to compare a workspace before and after."""
        with self.workspace._session.transaction() as connection:
            return {
                name: sorted(
                    (tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))), key=repr
                )
                for name in row_counts(connection)
            }
