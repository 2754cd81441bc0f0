"""The XML for the bank: byte for byte, held against the schema, read back, and against another writer's."""

import datetime as dt
import string
from decimal import Decimal
from pathlib import Path

import pytest
import sepaxml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from numspot_desk.contracts.collection.debits import Address, Debit
from numspot_desk.contracts.collection.message import (
    Amendment,
    Batch,
    DebitMessage,
    Party,
    PostalAddress,
    Transaction,
    debit_message,
)
from numspot_desk.contracts.collection.refusals import faults
from numspot_desk.contracts.mandate_life.facts import Scheme
from numspot_desk.documents.pain008 import NAMESPACE, DebitFiles
from numspot_desk.documents.pain008_schema import SchemaFile
from numspot_desk.usecases.refusals import FileRefused
from tests.contracts.collection.asked import DAY, SIGNED, TODAY, asked, debit, other_debit
from tests.examples import examples

GOLDEN = Path(__file__).parent / "files" / "pain008.xml"
SCHEMA_FILE = Path(sepaxml.__file__).parent / "schemas" / "pain.008.001.08.xsd"
FILES = DebitFiles()
NAMES = {"n": NAMESPACE}


@pytest.fixture(scope="module")
def schema() -> SchemaFile:
    return SchemaFile(SCHEMA_FILE)


def everything() -> DebitMessage:
    """A first debit, an amended mandate on behalf of another, and one whose bank and address are unknown."""
    amended = f"{SIGNED}; collected 2026-02-02; amended 2026-03-01 ics=FR15ZZZ588627 account=commerz"
    moved = f"prepared 2026-01-05 ics=FR72ZZZ123456; {amended.partition(';')[2]}"
    return debit_message(
        asked(
            debit(),
            other_debit(2, moved, amount=Decimal("0.01"), on_behalf_of="Société Élan & fils"),
            other_debit(
                3,
                "prepared 2026-01-05 account=abn; signed 2026-01-20; collected 2026-02-02",
                amount=Decimal("999999999.99"),
                debtor_address=Address(),
                text="",
            ),
        ),
        TODAY,
    )


def test_the_file_is_the_golden_one() -> None:
    written = FILES.write(everything())
    assert written == FILES.write(everything())
    assert written.decode() == GOLDEN.read_text(encoding="utf-8")


def test_the_golden_file_follows_the_schema_and_reads_as_it_was_said(schema: SchemaFile) -> None:
    assert schema.departures(GOLDEN.read_bytes()) == []
    assert FILES.read(GOLDEN.read_bytes()) == everything()


def test_the_blocks_that_banks_look_at_are_there() -> None:
    tree = etree.fromstring(GOLDEN.read_bytes())

    def said(path: str) -> list[str]:
        return [element.text or "" for element in tree.iterfind(f".//{path}", NAMES)]

    assert said("n:SeqTp") == ["FRST", "RCUR"]
    assert said("n:AmdmntInd") == ["true"]
    assert said("n:AmdmntInfDtls/n:OrgnlDbtrAcct/n:Id/n:Othr/n:Id") == ["SMNDA"]
    assert said("n:OrgnlCdtrSchmeId/n:Id/n:PrvtId/n:Othr/n:Id") == ["FR72ZZZ123456"]
    assert said("n:CtrlSum") == ["1000001200.00", "1200.00", "1000000000.00"]
    assert said("n:Dbtr/n:PstlAdr/n:TwnNm") == ["Lyon", "Lyon"]
    assert not said("n:AdrLine")
    assert said("n:DbtrAgt/n:FinInstnId/n:Othr/n:Id") == ["NOTPROVIDED"]
    assert GOLDEN.read_text(encoding="utf-8").isascii()


# ── Whatever the message says ────────────────────────────────────────────────────────────────────────

_LATIN = string.ascii_letters + string.digits + "/-?:().,'+"


def _texts(most: int, least: int = 1) -> st.SearchStrategy[str]:
    return (
        st.text(_LATIN + " ", min_size=least, max_size=most)
        .map(str.strip)
        .filter(lambda text: len(text) >= least)
    )


_days = st.dates(dt.date(2026, 1, 1), dt.date(2035, 12, 31))
_parties = st.builds(
    Party,
    _texts(70),
    st.none()
    | st.builds(
        PostalAddress,
        street=_texts(70, 0),
        number=_texts(16, 0),
        building=_texts(35, 0),
        box=_texts(16, 0),
        postcode=_texts(16, 0),
        town=_texts(35),
        country=st.sampled_from(["FR", "DE", "CH"]),
    ),
)
_ibans = st.sampled_from(
    ["FR1420041010050500013M02606", "DE89370400440532013000", "MT84MALT011000012345MTLCAST001S"]
)
_bics = st.none() | st.sampled_from(["PSSTFRPP", "COBADEFFXXX"])
_amounts = (
    st.integers(1, 99_999_999_999)
    .map(lambda cents: Decimal(cents) / 100)
    .map(lambda found: found.quantize(Decimal("0.01")))
)
_transactions = st.builds(
    Transaction,
    reference=_texts(35),
    amount=_amounts,
    rum=_texts(35),
    signed_on=_days,
    amendment=st.none()
    | st.just(Amendment(True))
    | st.builds(Amendment, st.booleans(), st.just("FR72ZZZ123456")),
    bic=_bics,
    debtor=_parties,
    iban=_ibans,
    on_behalf_of=_texts(70, 0),
    text=_texts(140, 0),
)
_batches = st.builds(
    Batch,
    id=_texts(35),
    scheme=st.sampled_from(Scheme),
    sequence=st.sampled_from(["FRST", "RCUR"]),
    collect_on=_days,
    creditor=_parties,
    iban=_ibans,
    bic=_bics,
    ics=st.just("FR15ZZZ588627"),
    transactions=st.lists(_transactions, min_size=1, max_size=4).map(tuple),
)
_messages = st.builds(
    DebitMessage,
    id=_texts(35),
    created_at=st.integers(0, 2**31).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC)),
    initiator=_texts(70),
    batches=st.lists(_batches, min_size=1, max_size=3).map(tuple),
)


@examples(100)
@given(_messages)
def test_every_message_follows_the_schema_and_reads_back(said: DebitMessage) -> None:
    written = FILES.write(said)
    assert SchemaFile(SCHEMA_FILE).departures(written) == []
    assert FILES.read(written) == said


# ── Another writer, other files ──────────────────────────────────────────────────────────────────────


def test_another_writer_says_the_same_of_the_same_debit() -> None:
    said = debit_message(asked(debit(debtor_address=Address())), TODAY)
    batch, sent = said.batches[0], said.batches[0].transactions[0]
    other = sepaxml.SepaDD(
        {
            "name": batch.creditor.name,
            "IBAN": batch.iban,
            "BIC": batch.bic,
            "batch": True,
            "creditor_id": batch.ics,
            "currency": "EUR",
            "instrument": "CORE",
        },
        schema="pain.008.001.08",
    )
    other.add_payment(
        {
            "name": sent.debtor.name,
            "IBAN": sent.iban,
            "BIC": sent.bic,
            "amount": int(sent.amount * 100),
            "type": batch.sequence,
            "collection_date": batch.collect_on,
            "mandate_id": sent.rum,
            "mandate_date": sent.signed_on,
            "description": sent.text,
            "endtoend_id": sent.reference,
        }
    )
    read = FILES.read(other.export(validate=False))
    assert (read.count, read.total) == (said.count, said.total)
    assert read.batches[0].transactions == batch.transactions
    assert (read.batches[0].collect_on, read.batches[0].ics) == (DAY, batch.ics)


def test_the_schema_finds_what_departs_from_it_and_repeats_no_value(schema: SchemaFile) -> None:
    broken = GOLDEN.read_bytes().replace(
        b"<PmtMtd>DD</PmtMtd>", b"<PmtMtd>FR1420041010050500013M02606</PmtMtd>", 1
    )
    found = schema.departures(broken)
    assert found and "FR14" not in " ".join(found)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<Document/>",
        b"not xml",
        GOLDEN.read_bytes().replace(b"<NbOfTxs>3<", b"<NbOfTxs>4<"),
        GOLDEN.read_bytes().replace(b"0.01</InstdAmt>", b"0.02</InstdAmt>"),
        GOLDEN.read_bytes().replace(b"0.01</InstdAmt>", b"x</InstdAmt>"),
        GOLDEN.read_bytes().replace(b"EndToEndId", b"InstrId"),
        GOLDEN.read_bytes().replace(b"pain.008.001.08", b"pain.008.001.02"),
        b'<!DOCTYPE x [<!ENTITY a "b">]>'
        + GOLDEN.read_bytes().partition(b"\n")[2].replace(b">NumSpot<", b">&a;<"),
    ],
)
def test_a_file_that_is_not_ours_or_was_altered_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused):
        FILES.read(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<schema/>",
        b"x" * (5 * 1024 * 1024 + 1),
        SCHEMA_FILE.read_bytes().replace(b"pain.008.001.08", b"pain.008.001.02"),
        SCHEMA_FILE.read_bytes().replace(
            b'<xs:element name="Document" type="Document"/>',
            b'<xs:import namespace="urn:x" schemaLocation="http://example.invalid/x.xsd"/>'
            b'<xs:element name="Document" type="Document"/>',
        ),
        SCHEMA_FILE.read_bytes().replace(b'type="Max35Text"', b'type="Max36Text"', 1),
    ],
)
def test_only_the_schema_of_this_message_is_taken(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "schema.xsd"
    path.write_bytes(content)
    with pytest.raises(FileRefused):
        SchemaFile(path)


def test_a_schema_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        SchemaFile(tmp_path / "none.xsd")


# ── Whatever a person asks for ───────────────────────────────────────────────────────────────────────

_usual = st.sampled_from(["Société Élan & fils", "Ωμέγα Α.Ε.", "12 bis rue de l'Œuvre", "/", "\x00", ""])
_typed = _usual | st.text(st.characters(codec="latin-1"), max_size=36) | st.text(max_size=80)
_addresses = st.sampled_from([Address(), Address("12 rue X", "BP 3", "69003", "Lyon", "FR")]) | st.builds(
    Address, _usual, _usual, st.just("69003"), st.just("Zürich") | _typed, st.sampled_from(["FR", "GB", "XX"])
)
_asked = st.builds(
    debit,
    st.sampled_from(
        [
            SIGNED,
            f"{SIGNED}; collected 2026-10-12; amended 2026-10-13 account=commerz",
            "prepared 2026-01-05 scheme=b2b; signed 2026-01-20; registered 2026-01-21",
            "prepared 2026-01-05 account=GB29NWBK60161331926819/NWBKGB2L; signed 2026-01-20",
        ]
    ),
    amount=_amounts | st.decimals(min_value=0, max_value=10, places=3),
    reference=st.sampled_from(["FA-2026-0042", "A/B", "/", "n° 1"]),
    text=_typed,
    on_behalf_of=_typed,
    debtor_address=_addresses,
)


@examples(300)
@given(_asked)
def test_what_our_rules_let_through_the_schema_lets_through(asked_for: Debit) -> None:
    collection = asked(asked_for)
    if faults(collection, TODAY):
        return
    said = debit_message(collection, TODAY)
    written = FILES.write(said)
    assert SchemaFile(SCHEMA_FILE).departures(written) == []
    assert FILES.read(written) == said
    assert written.isascii()
