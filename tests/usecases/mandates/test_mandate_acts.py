"""Acts on a mandate against the real store: what is recorded, what is refused by name with nothing kept."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.mandate_life.facts import (
    Account,
    Amended,
    Collected,
    Fact,
    Replaced,
    Resumed,
    Revoked,
    Scheme,
    Sent,
    Signed,
    Suspended,
)
from numspot_desk.contracts.mandate_life.states import MandateState
from numspot_desk.contracts.order.order_check import CheckContext, check_order
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.files.scanned_files import LARGEST, Scan, read_scan, scan_of
from numspot_desk.usecases.find_everything import find_everything
from numspot_desk.usecases.mandates.mandate_acts import (
    Desk,
    FactRefused,
    keep_file,
    open_mandate,
    record_facts,
    take_back,
)
from numspot_desk.usecases.mandates.read_mandate import MandateDetail, ProposedSignature, read_mandate
from numspot_desk.usecases.orders.attach_signed_copy import attach_signed_copy
from numspot_desk.usecases.orders.export_order import MoveRefused
from numspot_desk.usecases.orders.extract import extract
from numspot_desk.usecases.orders.new_version import new_version
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.mandates import FileKind
from numspot_desk.usecases.refusals import FileRefused, NoSuchRecord
from tests.usecases.desk import Counting, export
from tests.usecases.mandate_desk import (
    IBAN,
    OTHER_IBAN,
    RUM,
    SCAN,
    SIGNED_ON,
    AnyDay,
    desk_of,
    order_in,
    prepared,
    signed_mandate,
    workspace_on,
)

DAY = dt.timedelta(days=1)


@pytest.fixture
def clock() -> AnyDay:
    return AnyDay()


@pytest.fixture
def store(tmp_path: Path, clock: AnyDay) -> Iterator[OpenWorkspace]:
    with workspace_on(tmp_path / "w", clock) as opened:
        yield opened


@pytest.fixture
def by(clock: AnyDay) -> Desk:
    return desk_of(clock)


@pytest.fixture
def rum(store: OpenWorkspace, by: Desk) -> str:
    return signed_mandate(store, order_in(store).id, by)


def detail(store: OpenWorkspace, clock: AnyDay, rum: str = RUM) -> MandateDetail:
    return read_mandate(store, rum, clock.day)


def code_of(act: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(FactRefused) as refused:
        act()
    return refused.value.code, refused.value.field


def test_a_mandate_is_followed_from_printing_to_revocation(
    store: OpenWorkspace, clock: AnyDay, by: Desk, tmp_path: Path
) -> None:
    order = order_in(store)
    export(store, order, tmp_path / "out", clock=clock)
    (rum,) = store.mandates.of_order(order.id)
    states = [detail(store, clock, rum).life.state]
    for after, fact in (
        (1, Sent(SIGNED_ON + DAY, "e-mail")),
        (4, Signed(SIGNED_ON + 3 * DAY, "Anne Roussel", "Lyon")),
        (30, Collected(SIGNED_ON + 30 * DAY)),
        (40, Suspended(SIGNED_ON + 40 * DAY, "litige")),
        (50, Resumed(SIGNED_ON + 50 * DAY)),
        (60, Revoked(SIGNED_ON + 60 * DAY, "lettre recommandée")),
    ):
        clock.day = SIGNED_ON + after * DAY
        record_facts(store, rum, [fact], by)
        states.append(detail(store, clock, rum).life.state)
    assert [state.value for state in states] == [
        "draft",
        "sent",
        "signed",
        "active",
        "suspended",
        "active",
        "active",
    ]
    found = detail(store, clock, rum).life
    assert found.revocation is not None and found.revocation.effective == dt.date(2027, 2, 28)
    clock.day = dt.date(2027, 3, 1)
    assert detail(store, clock, rum).life.state is MandateState.REVOKED
    assert store.audit.verify().broken_at is None


def test_an_old_mandate_is_typed_with_its_own_reference_and_signature(
    store: OpenWorkspace, clock: AnyDay, by: Desk
) -> None:
    order = order_in(store)
    made = dt.date(2019, 5, 2)
    old = prepared("Mandat 2019/7", on=made, scheme=Scheme.B2B)
    open_mandate(store, order.id, old, by, Signed(dt.date(2024, 5, 9), "Alix Martin"))
    found = detail(store, clock, "mandat 2019/7")
    assert (found.rum, found.number) == ("Mandat 2019/7", order.number)
    assert found.life.state is MandateState.SIGNED and found.life.awaits_bank
    assert store.audit.entries(limit=1)[0].kind == "mandate.recorded"


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({"rum": "RUM é☃"}, ("invalid_rum", "rum")),
        ({"rum": "/A"}, ("invalid_rum", "rum")),
        ({"rum": "A" * 36}, ("invalid_rum", "rum")),
        ({"rum": ""}, ("invalid_rum", "rum")),
        ({"account": Account("FR1520041010050500013M02606")}, ("invalid_iban", "iban")),
        ({"account": Account("FR7600000000000000000000000")}, ("invalid_iban", "iban")),
        ({"account": Account(IBAN, "DEUTDEFF")}, ("bic_country_mismatch", "bic")),
        ({"account": Account("TN5910006035183598478831")}, ("iban_outside_sepa", "iban")),
        ({"ics": "FR00ZZZ588627"}, ("invalid_ics", "ics")),
        ({"debtor": " "}, ("no_debtor", "debtor")),
        ({"on": SIGNED_ON + DAY}, ("prepared_in_future", "on")),
    ],
)
def test_an_old_mandate_with_a_fault_is_refused_beside_its_field(
    store: OpenWorkspace, by: Desk, changed: dict[str, Any], wanted: tuple[str, str]
) -> None:
    order = order_in(store)
    fact = prepared(**changed)
    assert code_of(lambda: open_mandate(store, order.id, fact, by)) == wanted
    assert store.mandates.of_order(order.id) == []


@pytest.mark.parametrize("typed", [RUM, RUM.lower(), "Old-2019-7"])
def test_two_references_that_differ_in_case_are_one(
    store: OpenWorkspace, by: Desk, rum: str, typed: str
) -> None:
    other = order_in(store, "CMD-2026-OTHER000")
    assert code_of(lambda: open_mandate(store, other.id, prepared(typed), by)) == ("rum_taken", "rum")
    assert store.mandates.of_order(other.id) == []


def test_the_signature_of_an_old_mandate_is_refused_beside_its_own_field(
    store: OpenWorkspace, by: Desk
) -> None:
    order = order_in(store)
    early = Signed(SIGNED_ON - DAY, "Alix Martin")
    act = lambda: open_mandate(store, order.id, prepared(), by, early)  # noqa: E731
    assert code_of(act) == ("signed_before_mandate", "signed.on")
    assert store.mandates.of_order(order.id) == []


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ([Signed(SIGNED_ON, "Somebody else")], "signed_twice"),
        ([Collected(SIGNED_ON + DAY)], "collected_in_future"),
        ([Collected(SIGNED_ON - DAY)], "collected_before_mandate"),
        ([Amended(SIGNED_ON, Account("FR7630006000011234567890188"))], "invalid_iban"),
        ([Amended(SIGNED_ON, prepared().account)], "amends_nothing"),
        ([Resumed(SIGNED_ON)], "resumed_unsuspended"),
        ([Replaced(SIGNED_ON, "NOWHERE")], "successor_unknown"),
        ([Replaced(SIGNED_ON, RUM.lower())], "replaced_by_itself"),
    ],
)
def test_what_cannot_have_happened_is_refused_by_name(
    store: OpenWorkspace, by: Desk, rum: str, facts: list[Fact], wanted: str
) -> None:
    before = store.mandates.get(rum), store.audit.head()
    assert code_of(lambda: record_facts(store, rum, facts, by))[0] == wanted
    assert (store.mandates.get(rum), store.audit.head()) == before


def test_a_signature_in_the_future_or_before_the_mandate_is_refused(store: OpenWorkspace, by: Desk) -> None:
    open_mandate(store, order_in(store).id, prepared(), by)
    for day, wanted in ((SIGNED_ON + DAY, "signed_in_future"), (SIGNED_ON - DAY, "signed_before_mandate")):
        signed = Signed(day, "Alix Martin")
        assert code_of(lambda signed=signed: record_facts(store, RUM, [signed], by, SCAN)) == (wanted, "on")
    assert store.mandates.files(RUM) == [], "no scan without its signature"


def test_a_revocation_that_later_facts_speak_against_names_their_day(
    store: OpenWorkspace, clock: AnyDay, by: Desk, rum: str
) -> None:
    revoked = Revoked(SIGNED_ON + DAY)
    later = revoked.on + 60 * DAY
    clock.day = later + DAY
    record_facts(store, rum, [Suspended(later, "litige")], by)
    with pytest.raises(FactRefused) as refused:
        record_facts(store, rum, [revoked], by)
    assert (refused.value.code, refused.value.field) == ("suspended_after_revocation", "on")
    assert refused.value.message.params["day"] == later
    with pytest.raises(FactRefused) as same_day:
        record_facts(store, rum, [Resumed(later)], by)
    assert same_day.value.code == "paused_twice_a_day"


def test_no_debit_on_a_revoked_mandate_after_its_last_day(
    store: OpenWorkspace, clock: AnyDay, by: Desk, rum: str
) -> None:
    record_facts(store, rum, [Revoked(SIGNED_ON)], by)
    clock.day = dt.date(2027, 2, 1)
    last = dt.date(2027, 1, 1)
    record_facts(store, rum, [Collected(last)], by)
    assert code_of(lambda: record_facts(store, rum, [Collected(last + DAY)], by))[0] == (
        "collected_after_revocation"
    )


def test_a_mandate_is_replaced_by_one_that_is_signed_here(
    store: OpenWorkspace, clock: AnyDay, by: Desk, rum: str
) -> None:
    clock.day = SIGNED_ON + DAY
    other = order_in(store, "CMD-2026-OTHER000")
    open_mandate(store, other.id, prepared("NEW-1"), by)
    assert code_of(lambda: record_facts(store, rum, [Replaced(clock.day, "NEW-1")], by)) == (
        "successor_unsigned",
        "by",
    )
    record_facts(store, "NEW-1", [Signed(SIGNED_ON, "Alix Martin")], by)
    record_facts(store, rum, [Replaced(clock.day, "NEW-1")], by)
    assert detail(store, clock).life.state is MandateState.REPLACED


def test_an_amendment_keeps_the_reference_and_the_former_account(
    store: OpenWorkspace, clock: AnyDay, by: Desk, rum: str
) -> None:
    record_facts(store, rum, [Amended(SIGNED_ON, Account(OTHER_IBAN))], by)
    terms = detail(store, clock).life.terms
    assert terms.account.iban == OTHER_IBAN and terms.rum == rum
    assert [former.account.iban for former in terms.former_accounts] == [IBAN]


def test_what_was_a_mistake_is_taken_back_with_its_reason_and_stays(
    store: OpenWorkspace, clock: AnyDay, by: Desk, rum: str
) -> None:
    record_facts(store, rum, [Collected(SIGNED_ON)], by)
    line = detail(store, clock).lines[-1]
    assert code_of(lambda: take_back(store, rum, line.entry_id, "  ", by)) == ("no_reason", "reason")
    take_back(store, rum, line.entry_id, "Autre  client", by)
    after = detail(store, clock)
    assert after.lines[-1].taken_back == "Autre client" and after.life.state is MandateState.SIGNED
    for kept in after.lines[:2]:
        assert kept.lasting
        with pytest.raises(FactRefused):
            take_back(store, rum, kept.entry_id, "Erreur", by)


def test_the_scan_of_a_signature_is_kept_with_it(
    store: OpenWorkspace, clock: AnyDay, by: Desk, rum: str
) -> None:
    found = detail(store, clock)
    (kept,) = found.files
    signed = next(line.fact for line in found.lines if isinstance(line.fact, Signed))
    assert (kept.kind, kept.sha256) == (FileKind.FORM, signed.scan)
    again, changes = keep_file(store, rum, FileKind.FORM, SCAN, by)
    assert again == kept and not changes.mandates, "one file is kept once"
    record_facts(store, rum, [Revoked(SIGNED_ON)], by, Scan("lettre.png", b"\x89PNG\r\n\x1a\n"))
    assert [one.kind for one in store.mandates.files(rum)] == [FileKind.FORM, FileKind.EVIDENCE]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rib.pdf", b"MZ\x90\x00 this is a program", "is a program"),
        ("rib.pdf", b"\x7fELF\x02", "is a program"),
        ("rib.pdf", b"#!/bin/sh\nrm", "is a program"),
        ("rib.docx", b"PK\x03\x04", "neither a PDF nor an image"),
        ("rib.pdf", b"<html>", "neither a PDF nor an image"),
        ("rib.pdf", b"", "is empty"),
        ("rib.pdf", b"%PDF-" + bytes(LARGEST), "larger than 25 MB"),
    ],
)
def test_a_scan_that_is_none_is_refused_by_name(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    for attempt in (lambda: scan_of(name, content), lambda: read_scan(path)):
        with pytest.raises(FileRefused) as refused:
            attempt()
        assert said in refused.value.message.msgid and refused.value.message.params["name"] == name


def test_a_scan_of_forty_megabytes_is_never_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-")
        file.truncate(40 * 1024 * 1024)
    with pytest.raises(FileRefused, match="larger"):
        read_scan(path)
    with pytest.raises(FileRefused):
        read_scan(tmp_path / "missing.pdf")


def test_a_scan_is_kept_under_a_plain_name_of_what_it_is(tmp_path: Path) -> None:
    assert scan_of("C:\\temp\\r\x00ib.exe", b"%PDF-1").name == "rib.pdf"
    assert scan_of("../../etc/passwd", b"\xff\xd8\xff").name == "passwd.jpg"


def test_somebody_who_only_reads_changes_nothing(store: OpenWorkspace, clock: AnyDay, rum: str) -> None:
    reader = Desk(Person("Lea", "read_only"), clock, Counting(9000))
    for act in (
        lambda: open_mandate(store, store.mandates.get(rum).order_id, prepared("B"), reader),
        lambda: record_facts(store, rum, [Collected(SIGNED_ON)], reader),
        lambda: take_back(store, rum, "x", "y", reader),
        lambda: keep_file(store, rum, FileKind.RIB, SCAN, reader),
    ):
        with pytest.raises(MoveRefused):
            act()


def test_the_search_over_everything_finds_typed_mandates_by_reference_and_debtor(
    store: OpenWorkspace, clock: AnyDay, rum: str
) -> None:
    for text in ("old-20 19", "OLD-2019-7", "exemple", "atelier exem"):
        assert [one.rum for one in find_everything(store, text, clock.day).mandates] == [rum], text
    assert find_everything(store, "ate", clock.day).mandates == ()


def test_a_mandate_that_is_not_here_is_refused(store: OpenWorkspace, by: Desk) -> None:
    with pytest.raises(NoSuchRecord):
        record_facts(store, "NOBODY", [Collected(SIGNED_ON)], by)
    with pytest.raises(NoSuchRecord):
        read_mandate(store, "NOBODY", SIGNED_ON)


def test_the_signature_of_the_order_is_proposed_for_its_mandate(
    store: OpenWorkspace, clock: AnyDay, by: Desk, tmp_path: Path
) -> None:
    order = order_in(store)
    export(store, order, tmp_path / "1", clock=clock)
    (rum,) = store.mandates.of_order(order.id)
    assert detail(store, clock, rum).proposed == ProposedSignature(None, "Anne Roussel", "Lyon")
    clock.day = SIGNED_ON + 2 * DAY
    attach_signed_copy(
        store, order.id, "copie.pdf", b"%PDF-1", SIGNED_ON + DAY, person=by.person, clock=clock
    )
    assert detail(store, clock, rum).proposed.on == SIGNED_ON + DAY
    assert detail(store, clock, rum).life.state is MandateState.DRAFT, "a person records the signature"
    record_facts(store, rum, [Signed(SIGNED_ON + DAY, "Anne Roussel")], by)
    assert detail(store, clock, rum).proposed == ProposedSignature()


def test_the_account_that_a_later_order_prints_is_told_as_an_amendment_to_record(
    store: OpenWorkspace, clock: AnyDay, by: Desk, tmp_path: Path
) -> None:
    order = order_in(store)
    export(store, order, tmp_path / "1", clock=clock)
    (rum,) = store.mandates.of_order(order.id)
    assert detail(store, clock, rum).printed is None
    record_facts(store, rum, [Signed(SIGNED_ON, "Anne Roussel")], by)
    made = new_version(store, order.id, by.person, clock).record
    mandate = dict(made.answers["mandate"])
    bank = {**mandate["bank"], "name": "Commerzbank"}
    answers = {**made.answers, "mandate": {**mandate, "iban": OTHER_IBAN, "bic": "COBADEFF", "bank": bank}}
    extracted = extract(answers, check_order(answers, CheckContext(clock.day)))
    store.orders.save_draft(made.id, made.row_version, answers, made.place, extracted, clock.now())
    export(store, store.orders.load(made.id), tmp_path / "2", clock=clock, chance=Counting(50))
    found = detail(store, clock, rum)
    assert found.printed == Account(OTHER_IBAN, "COBADEFF", "Commerzbank")
    assert found.life.terms.account.iban == IBAN, "what was signed stands until the amendment is recorded"
    record_facts(store, rum, [Amended(SIGNED_ON, found.printed)], by)
    assert detail(store, clock, rum).printed is None
