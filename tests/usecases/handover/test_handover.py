"""Hand-over between two real workspaces: round trips, branches, and every file that must be refused."""

import json
import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from numspot_desk.contracts.canonical import canonical_json, fingerprint
from numspot_desk.contracts.handover.joining import Meeting, Refusal
from numspot_desk.contracts.handover.package import Standing
from numspot_desk.contracts.handover.writing import package_bytes
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.documents.files import FolderFiles
from numspot_desk.store.schema import clause_reasons, comment_threads, comments
from numspot_desk.store.workspace import open_workspace
from numspot_desk.usecases.handover.choose_branch import go_on_with, read_branches, stay_with_own
from numspot_desk.usecases.handover.receive_handover import open_handover, preview_handover, receive_handover
from numspot_desk.usecases.handover.send_handover import package_of
from numspot_desk.usecases.orders.archive_order import remove_draft
from numspot_desk.usecases.orders.new_version import new_version
from numspot_desk.usecases.orders.order_acts import new_draft
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import OrderQuery
from numspot_desk.usecases.refusals import FileRefused, MoveRefused, NumberTaken, WrongSecret
from numspot_desk.usecases.reviews.read_review import content_of, read_review
from numspot_desk.usecases.reviews.review_order import return_order
from numspot_desk.usecases.samples.sample_answers import CLINIC, sample_answers
from numspot_desk.usecases.settings.change_settings import change_four_eyes, change_powers, change_threshold
from tests.usecases.desk import export
from tests.usecases.laptops import LAWYER, SALES, SECRET, Laptop, Ticking

ROOT = Path(__file__).resolve().parents[3]
THREAD = "00000000-0000-4000-8000-000000000005"
Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def sales(tmp_path: Path, clock: Ticking) -> Laptop:
    return Laptop(tmp_path / "sales", 1, SALES, clock)


@pytest.fixture
def legal(tmp_path: Path, clock: Ticking) -> Laptop:
    return Laptop(tmp_path / "legal", 2, LAWYER, clock)


def exported(laptop: Laptop, order_id: str, out: Path) -> None:
    export(
        laptop.workspace,
        laptop.record(order_id),
        out,
        person=laptop.person,
        clock=laptop.clock,
        chance=laptop.chance,
    )


# ── Round trips ──────────────────────────────────────────────────────────────────────────────────────


def test_sales_ask_legal_approve_and_sales_have_the_approval(sales: Laptop, legal: Laptop) -> None:
    order = sales.new_order()
    sales.request(order)
    arrived = legal.receive(sales.send(order)).reception
    assert arrived.versions[0].met is Meeting.NEW
    assert legal.record(order).state is OrderState.IN_REVIEW
    assert legal.record(order).author == SALES.name
    legal.approve(order)
    back = legal.send(order)

    told = sales.receive(back).reception.versions[0]
    assert told.met is Meeting.SAME and told.approval is not None and told.approval.holds
    assert sales.record(order).state is OrderState.APPROVED
    review = read_review(sales.workspace, sales.record(order))
    assert review.approval is not None and review.approval.step.actor == LAWYER.name
    assert sales.workspace.audit.latest("order.approved", [order])[order].actor == LAWYER.name
    assert sales.workspace.audit.verify().broken_at is None


def test_an_approval_of_what_changed_meanwhile_is_void_here_and_both_texts_stand_side_by_side(
    sales: Laptop, legal: Laptop
) -> None:
    order = sales.new_order()
    sales.request(order)
    legal.receive(sales.send(order))
    legal.approve(order)
    back = legal.send(order)
    seen = content_of(sales.record(order))
    return_order(sales.workspace, order, seen, "Le client change d’avis", LAWYER, sales.clock)
    sales.edit(order, purchase_order_number="BC-2")

    told = sales.receive(back).reception.versions[0]
    assert told.met is Meeting.DIVERGED and told.approval is not None and not told.approval.holds
    assert sales.record(order).state is OrderState.DRAFT
    assert sales.record(order).answers["purchase_order_number"] == "BC-2"
    (branch,) = read_branches(sales.workspace, order).open
    assert branch.variant.state is OrderState.APPROVED and branch.sender == LAWYER.name

    main = sales.main(order)
    go_on_with(sales.workspace, order, branch.variant.id, main.id, SALES, sales.clock)
    assert sales.record(order).state is OrderState.APPROVED
    assert read_review(sales.workspace, sales.record(order)).approval is not None
    (aside,) = read_branches(sales.workspace, order).branches
    assert aside.standing is Standing.SET_ASIDE
    assert aside.variant.answers["purchase_order_number"] == "BC-2"


def test_what_a_colleague_went_on_with_takes_the_place_of_what_nobody_changed_here(
    sales: Laptop, legal: Laptop
) -> None:
    order = sales.new_order()
    legal.receive(sales.send(order))
    legal.edit(order, purchase_order_number="BC-7")
    arrived = sales.receive(legal.send(order)).reception
    assert arrived.versions[0].met is Meeting.CONTINUES
    assert sales.record(order).answers["purchase_order_number"] == "BC-7"
    (aside,) = read_branches(sales.workspace, order).branches
    assert aside.standing is Standing.SET_ASIDE


def test_the_choice_of_one_side_reaches_the_other(sales: Laptop, legal: Laptop) -> None:
    order = sales.new_order()
    legal.receive(sales.send(order))
    legal.edit(order, purchase_order_number="BC-legal")
    sales.edit(order, purchase_order_number="BC-sales")
    legal.receive(sales.send(order))
    sales.receive(legal.send(order))
    (branch,) = read_branches(legal.workspace, order).open
    assert [row.branch for row in legal.workspace.orders.page(OrderQuery()).rows] == [True]
    stay_with_own(legal.workspace, order, branch.variant.id, legal.main(order).id, LAWYER, legal.clock)
    assert not read_branches(legal.workspace, order).open
    assert [row.branch for row in legal.workspace.orders.page(OrderQuery()).rows] == [False]
    arrived = sales.receive(legal.send(order)).reception
    assert arrived.versions[0].met is Meeting.CONTINUES
    assert sales.record(order).answers["purchase_order_number"] == "BC-legal"
    assert not read_branches(sales.workspace, order).open


def test_an_exported_version_arrives_byte_for_byte(sales: Laptop, legal: Laptop, tmp_path: Path) -> None:
    order = sales.new_order()
    legal.receive(sales.send(order))
    sales.request(order)
    sales.approve(order, LAWYER)
    exported(sales, order, tmp_path / "set")
    first = legal.receive(sales.send(order)).reception.versions[0]
    assert first.met is Meeting.EXPORTED
    ours, theirs = sales.workspace.orders.version(order), legal.workspace.orders.version(order)
    assert ours == theirs and ours is not None and ours.rum is not None
    assert legal.record(order).state is OrderState.EXPORTED
    again = new_version(legal.workspace, order, LAWYER, legal.clock).record
    arrived = sales.receive(legal.send(again.id)).reception
    assert [plan.met for plan in arrived.versions] == [Meeting.SAME, Meeting.NEW]
    assert sales.record(again.id).revision == 2


def test_two_exports_of_one_version_stay_side_by_side_and_neither_replaces_the_other(
    sales: Laptop, legal: Laptop, tmp_path: Path
) -> None:
    order = sales.new_order()
    sales.request(order)
    sales.approve(order, LAWYER)
    legal.receive(sales.send(order))
    exported(sales, order, tmp_path / "one")
    exported(legal, order, tmp_path / "two")
    arrived = legal.receive(sales.send(order)).reception.versions[0]
    assert arrived.met is Meeting.DIVERGED
    found = read_branches(legal.workspace, order)
    assert not found.replaceable
    with pytest.raises(MoveRefused, match="new version"):
        go_on_with(
            legal.workspace, order, found.open[0].variant.id, found.held.variant.id, LAWYER, legal.clock
        )


def test_two_new_versions_made_apart_are_branches_of_one(
    sales: Laptop, legal: Laptop, tmp_path: Path
) -> None:
    order = sales.new_order()
    sales.request(order)
    sales.approve(order, LAWYER)
    exported(sales, order, tmp_path / "set")
    legal.receive(sales.send(order))
    ours = new_version(sales.workspace, order, SALES, sales.clock).record
    theirs = new_version(legal.workspace, order, LAWYER, legal.clock).record
    assert ours.id != theirs.id
    legal.edit(theirs.id, purchase_order_number="BC-9")
    arrived = sales.receive(legal.send(theirs.id)).reception
    assert [plan.met for plan in arrived.versions] == [Meeting.SAME, Meeting.DIVERGED]
    assert len(read_branches(sales.workspace, ours.id).open) == 1


def test_four_eyes_hold_across_laptops(sales: Laptop, legal: Laptop) -> None:
    both = Person(SALES.name, "legal")
    change_four_eyes(sales.workspace, True, Person("Anne", "legal"), sales.clock)
    order = sales.new_order()
    sales.request(order)
    legal.receive(sales.send(order))
    legal.approve(order, both)
    told = sales.receive(legal.send(order)).reception.versions[0]
    assert (
        told.approval is not None and not told.approval.holds and told.approval.refusal is Refusal.FOUR_EYES
    )
    assert sales.record(order).state is OrderState.IN_REVIEW


@pytest.mark.parametrize(
    ("setting", "refusal"),
    [
        (lambda laptop: set_ceiling(laptop, "1000"), Refusal.POWER),
        (lambda laptop: set_ceiling(laptop, "900000"), None),
        (lambda laptop: set_threshold(laptop, "0"), Refusal.UNREAD),
        (lambda laptop: set_threshold(laptop, "15"), None),
    ],
    ids=["above the power", "within the power", "a discount not read", "a discount that nobody reads"],
)
def test_an_approval_is_held_against_the_limits_of_who_receives_it(
    sales: Laptop, legal: Laptop, setting: Callable[[Laptop], None], refusal: Refusal | None
) -> None:
    order = sales.new_order(lines=discounted(sales))
    sales.request(order)
    legal.receive(sales.send(order))
    legal.approve(order)
    setting(sales)
    told = sales.receive(legal.send(order)).reception.versions[0].approval
    assert told is not None and (told.holds, told.refusal) == (refusal is None, refusal)
    assert sales.record(order).state is (OrderState.IN_REVIEW if refusal else OrderState.APPROVED)
    assert (read_review(sales.workspace, sales.record(order)).approval is None) == (refusal is not None)


def discounted(laptop: Laptop) -> list[dict[str, Any]]:
    """The lines of the sample, with ten percent off the first one."""
    first, *others = sample_answers(CLINIC, laptop.clock.today())["lines"]
    return [{**first, "discount_percent": "10"}, *others]


def set_ceiling(laptop: Laptop, ceiling: str) -> None:
    change_powers(laptop.workspace, ceiling, [], Person("Anne", "legal"), laptop.clock)


def set_threshold(laptop: Laptop, percent: str) -> None:
    change_threshold(laptop.workspace, percent, Person("Anne", "legal"), laptop.clock)


def test_the_same_file_twice_is_recognised(sales: Laptop, legal: Laptop) -> None:
    order = sales.new_order()
    path = sales.send(order)
    legal.receive(path)
    before = legal.dump()
    second = legal.receive(path)
    assert second.reception.known is not None and second.reception.nothing_new
    assert not second.changes.orders
    assert legal.dump() == before
    assert sales.receive(path).reception.known is not None  # one's own file comes back


def test_a_preview_says_what_happens_and_changes_nothing(sales: Laptop, legal: Laptop) -> None:
    order = sales.new_order()
    package = legal.open(sales.send(order))
    before = legal.dump()
    told = preview_handover(legal.workspace, package, LAWYER, legal.clock)
    assert [plan.met for plan in told.versions] == [Meeting.NEW] and not told.nothing_new
    assert legal.dump() == before


def test_a_removed_draft_comes_back(sales: Laptop, legal: Laptop) -> None:
    order = sales.new_order()
    legal.receive(sales.send(order))
    remove_draft(legal.workspace, order, LAWYER, legal.clock)
    legal.receive(sales.send(order))
    assert legal.record(order).state is OrderState.DRAFT


def test_terms_that_the_receiver_lacks_are_named(sales: Laptop, legal: Laptop) -> None:
    order = sales.new_order(
        general_terms={"label": "CG 2027", "published_on": "2026-10-01", "in_force_from": "2026-11-01"}
    )
    told = legal.receive(sales.send(order)).reception
    assert any(warning.params.get("label") == "CG 2027" for warning in told.warnings)


# ── Refusals ─────────────────────────────────────────────────────────────────────────────────────────


def refused(legal: Laptop, content: bytes, match: str) -> None:
    """The content, sealed anew by one who knows the passphrase, is refused and changes nothing."""
    before = legal.dump()
    with pytest.raises((FileRefused, NumberTaken), match=match):
        package = open_handover(legal.sealer.seal(content, SECRET), SECRET, legal.sealer)
        receive_handover(legal.workspace, package, LAWYER, legal.clock)
    assert legal.dump() == before


def content_sent(sales: Laptop, order: str) -> dict[str, Any]:
    package = package_of(sales.workspace, order, SALES, sales.clock, sales.chance)
    found: dict[str, Any] = json.loads(package_bytes(package))
    return found


def _newer_section(whole: dict[str, Any]) -> None:
    whole["sections"]["seals"] = {"version": 1, "content": []}


def _newer_version(whole: dict[str, Any]) -> None:
    whole["sections"]["review_steps"]["version"] = 2


def _newer_format(whole: dict[str, Any]) -> None:
    whole["format"] = "numspot-desk/handover/2"


def _no_audit(whole: dict[str, Any]) -> None:
    del whole["sections"]["audit"]


def _broken_chain(whole: dict[str, Any]) -> None:
    whole["sections"]["audit"]["content"][0]["rows"][0]["details"] = {"number": "CMD-2026-00000000"}


def _row_taken_out(whole: dict[str, Any]) -> None:
    extract = whole["sections"]["audit"]["content"][0]
    extract["rows"] = [row for row in extract["rows"] if row["kind"] != "order.approved"]


def _row_moved(whole: dict[str, Any]) -> None:
    whole["sections"]["audit"]["content"][0]["rows"].reverse()


def _other_answers(whole: dict[str, Any]) -> None:
    whole["sections"]["orders"]["content"][0]["answers"]["purchase_order_number"] = "BC-forgé"


def _other_frozen(whole: dict[str, Any]) -> None:
    whole["sections"]["orders"]["content"][0]["frozen"]["data"]["number"] = "CMD-2026-00000000"


def _unknown_step(whole: dict[str, Any]) -> None:
    next(iter(whole["sections"]["review_steps"]["content"].values()))[0]["kind"] = "sealed"


def _step_with_more(whole: dict[str, Any]) -> None:
    next(iter(whole["sections"]["review_steps"]["content"].values()))[0]["colour"] = "red"


def _step_without_part(whole: dict[str, Any]) -> None:
    del next(iter(whole["sections"]["review_steps"]["content"].values()))[0]["part"]


def _no_orders(whole: dict[str, Any]) -> None:
    whole["sections"]["orders"]["content"] = []


def _nested(whole: dict[str, Any]) -> None:
    whole["sections"]["orders"]["content"] = {"orders": []}


ALTERED: dict[str, tuple[Change, str]] = {
    "a section of a newer program": (_newer_section, "does not know"),
    "a newer version of a section": (_newer_version, "does not know"),
    "a newer format": (_newer_format, "does not know"),
    "a section missing": (_no_audit, "missing"),
    "an audit row changed": (_broken_chain, "broken at row"),
    "an approval without its row": (_row_taken_out, "audit extract does not"),
    "audit rows moved": (_row_moved, "broken at row"),
    "answers changed": (_other_answers, "damaged"),
    "frozen data changed": (_other_frozen, "fingerprint"),
    "a review step of a newer program": (_unknown_step, "does not know"),
    "a member too many": (_step_with_more, "damaged"),
    "a member too few": (_step_without_part, "damaged"),
    "no order": (_no_orders, "damaged"),
    "another shape": (_nested, "damaged"),
}


@pytest.mark.parametrize(("change", "match"), ALTERED.values(), ids=ALTERED.keys())
def test_content_altered_by_one_who_knows_the_passphrase_is_refused(
    sales: Laptop, legal: Laptop, tmp_path: Path, change: Change, match: str
) -> None:
    order = sales.new_order()
    sales.request(order)
    sales.approve(order, LAWYER)
    exported(sales, order, tmp_path / "set")
    whole = content_sent(sales, order)
    change(whole)
    refused(legal, canonical_json(whole), match)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"NaN", b'{"a": 1.5}', b'{"a":1,"a":2}', b"[" * 100_000], ids=repr
)
def test_content_that_is_no_hand_over_is_refused(legal: Laptop, content: bytes) -> None:
    refused(legal, content, r"damaged|does not know")


def test_a_sealed_file_cut_altered_or_under_another_passphrase_changes_nothing(
    sales: Laptop, legal: Laptop
) -> None:
    whole = sales.send(sales.new_order()).read_bytes()
    before = legal.dump()
    with pytest.raises(WrongSecret):
        open_handover(whole, "une tout autre phrase", legal.sealer)
    for end in range(0, len(whole), len(whole) // 40):
        with pytest.raises(FileRefused):
            open_handover(whole[:end], SECRET, legal.sealer)
    for place in range(0, len(whole), len(whole) // 40):
        altered = whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :]
        with pytest.raises((FileRefused, WrongSecret)):
            open_handover(altered, SECRET, legal.sealer)
    assert legal.dump() == before


def test_a_number_that_another_order_bears_is_refused(sales: Laptop, legal: Laptop) -> None:
    order = sales.new_order()
    number = sales.record(order).number
    other = new_draft(legal.workspace, {}, "order.started", LAWYER, legal.clock, legal.chance).record
    with legal.workspace._session.transaction() as connection:
        connection.execute(text("UPDATE orders SET number = :n WHERE id = :i"), {"n": number, "i": other.id})
    refused(legal, canonical_json(content_sent(sales, order)), "already bears")


def test_an_order_id_that_bears_another_number_here_is_refused(sales: Laptop, legal: Laptop) -> None:
    order = sales.new_order()
    legal.receive(sales.send(order))
    with legal.workspace._session.transaction() as connection:
        connection.execute(text("UPDATE orders SET number = 'CMD-2026-ZZZZZZZZ' WHERE id = :i"), {"i": order})
    refused(legal, canonical_json(content_sent(sales, order)), "gives order")


def test_a_mandate_reference_of_another_order_is_refused(
    sales: Laptop, legal: Laptop, tmp_path: Path
) -> None:
    order = sales.new_order()
    sales.request(order)
    sales.approve(order, LAWYER)
    exported(sales, order, tmp_path / "set")
    version = sales.workspace.orders.version(order)
    assert version is not None and version.rum is not None
    other = legal.new_order()
    legal.workspace.handovers.claim(version.rum, other)
    refused(legal, canonical_json(content_sent(sales, order)), "already belongs")


def test_a_log_that_was_rewritten_since_the_last_file_is_told(sales: Laptop, legal: Laptop) -> None:
    order = sales.new_order()
    legal.receive(sales.send(order))
    whole = content_sent(sales, order)
    extract = whole["sections"]["audit"]["content"][0]
    row = extract["rows"][0]
    row["details"] = {"number": "CMD-2026-00000000"}
    row["digest"] = fingerprint({name: value for name, value in row.items() if name != "digest"})
    extract["rows"], extract["sequence"] = [row], row["sequence"] + 9
    sealed = legal.sealer.seal(canonical_json(whole), SECRET)
    package = open_handover(sealed, SECRET, legal.sealer)
    told = preview_handover(legal.workspace, package, LAWYER, legal.clock)
    assert any("differs at row" in warning.msgid for warning in told.warnings)


def test_nothing_personal_in_the_log_nor_in_clear_in_a_file(
    sales: Laptop, legal: Laptop, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    order = sales.new_order()
    sales.request(order)
    path = sales.send(order)
    legal.receive(path)
    client = sales.record(order).answers["client"]["legal_name"]
    iban = sales.record(order).answers["mandate"]["iban"]
    told = "\n".join(record.getMessage() for record in caplog.records)
    rows = str(legal.workspace.audit.entries(order)) + told
    assert client not in rows and iban not in rows and SECRET not in rows
    written = b"".join(each.read_bytes() for each in path.parent.iterdir())
    assert client.encode() not in written and SALES.name.encode() not in written
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_folder_that_takes_no_file_leaves_no_trace_of_a_hand_over(sales: Laptop, tmp_path: Path) -> None:
    order = sales.new_order()
    before = sales.dump()
    sales.out = tmp_path / "missing" / "folder"
    with pytest.raises(FileRefused):
        sales.send(order)
    assert sales.dump() == before


KILLED = """
import os, sys
from pathlib import Path
from sqlalchemy import Engine, event
from numspot_desk.store.sealed import Sealer
from numspot_desk.store.schema import clause_reasons, comment_threads, comments
from numspot_desk.store.workspace import open_workspace
from numspot_desk.usecases.handover.receive_handover import open_handover, read_handover, receive_handover
from tests.store.desk import SeededChance
from tests.usecases.laptops import LAWYER, SECRET, Ticking
clock, chance, left = Ticking(), SeededChance(9), int(sys.argv[3])
desk = open_workspace(Path(sys.argv[1]), bytes([2]) * 32, clock=clock, chance=chance)
package = open_handover(read_handover(Path(sys.argv[2])), SECRET, Sealer(chance))

@event.listens_for(Engine, "before_cursor_execute")
def count(*_):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), 9)

receive_handover(desk, package, LAWYER, clock)
print("done")
"""


def test_receiving_killed_at_any_statement_is_whole_or_nothing(sales: Laptop, legal: Laptop) -> None:
    order = sales.new_order()
    sales.request(order)
    path = sales.send(order)
    folder = legal.workspace.folder
    before = legal.dump()
    after = []
    for statement in (0, 5, 11, 17, 23, 10_000):
        legal.workspace.close()
        program = [sys.executable, "-c", KILLED, str(folder), str(path), str(statement)]
        done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
        assert ("done" in done.stdout) == (done.returncode == 0), done.stderr
        legal.workspace = open_workspace(folder, bytes([2]) * 32, clock=legal.clock, chance=legal.chance)
        after.append(legal.dump() == before)
        assert legal.workspace.damage() == []
    assert after == [True] * 5 + [False]
    assert legal.record(order).state is OrderState.IN_REVIEW


def test_a_reader_neither_sends_nor_receives(sales: Laptop, legal: Laptop) -> None:
    order = sales.new_order()
    path = sales.send(order)
    for laptop in (sales, legal):
        laptop.person = Person("Anne Lectrice", "read_only")
    with pytest.raises(MoveRefused):
        sales.send(order)
    with pytest.raises(MoveRefused):
        legal.receive(path)
    assert FolderFiles().read(path.parent, path.name) is not None


def test_comments_and_reasons_of_clauses_travel_both_ways(sales: Laptop, legal: Laptop) -> None:
    order = sales.new_order()
    legal.receive(sales.send(order))
    for laptop in (sales, legal):
        with laptop.workspace._session.transaction() as connection:
            thread = comment_threads.insert().values(
                id=THREAD,
                order_id=order,
                field="derogations[0]",
                about="D1",
                anchor={},
            )
            connection.execute(thread)
            connection.execute(
                comments.insert().values(
                    thread_id=THREAD,
                    position=1,
                    kind="message",
                    at=laptop.clock.now(),
                    actor=laptop.person.name,
                    role=laptop.person.role,
                    words="Pourquoi ?",
                )
            )
    with sales.workspace._session.transaction() as connection:
        connection.execute(
            clause_reasons.insert().values(
                order_id=order, clause_id="D1", asked_by="Le client", why="Budget", until=None
            )
        )
    first = legal.receive(sales.send(order)).reception.versions[0]
    assert first.met is Meeting.SAME and len(first.arrived["comments"]) == 1
    sales.receive(legal.send(order))
    for laptop in (sales, legal):
        main = laptop.main(order)
        assert {row["actor"] for row in main.rows("comments")} == {SALES.name, LAWYER.name}
        assert [row["why"] for row in main.rows("clause_reasons")] == ["Budget"]
