"""A hand-over altered by somebody who knows its passphrase: refused in words with nothing changed; or taken
whole, and then everything about the order can be read and handed on."""

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.contracts.clauses.clause_reasons import ClauseReason
from numspot_desk.contracts.handover.reading import read_package
from numspot_desk.contracts.handover.writing import package_bytes
from numspot_desk.language.catalog import load_language
from numspot_desk.ui.handover.words import reception_lines
from numspot_desk.usecases.conditions.clause_reasons import keep_reason
from numspot_desk.usecases.contract.contract_facts import USED, record_fact
from numspot_desk.usecases.contract.named_facts import named_facts
from numspot_desk.usecases.handover.choose_branch import read_branches
from numspot_desk.usecases.handover.receive_handover import package_in, receive_handover
from numspot_desk.usecases.handover.send_handover import package_of
from numspot_desk.usecases.orders.new_version import new_version
from numspot_desk.usecases.refusals import DeskError, WorkspaceRefused
from numspot_desk.usecases.reviews.comment import begin_thread, read_comments
from numspot_desk.usecases.reviews.read_review import read_review
from tests.examples import TIMES
from tests.usecases.handover.test_handover_travels import derogation_of, signed
from tests.usecases.laptops import LAWYER, SALES, Laptop, Ticking

EN = load_language("en")
ROUNDS = 150
NASTY: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**53,
    2**70,
    "",
    "x",
    "x" * 5_000,
    "\ud800",
    "a\x00b",
    "2026-01-01",
    "2026-01-01T00:00:00",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "f" * 64,
    "00000000-0000-4000-8000-000000000009",
    [],
    {},
    [[]],
    [{}],
    {"x": 1},
    json.loads("[" * 300 + "]" * 300),
)


class _PutBack(Exception):
    """Ends a trial that was accepted."""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A signed order with a later version, and a row of most kinds beside it."""
    folder = tmp_path_factory.mktemp("sales")
    sales = Laptop(folder / "desk", 1, SALES, Ticking())
    order = sales.new_order()
    begin_thread(sales.workspace, order, "derogations[0]", "Dérogation 1", "Pourquoi ?", SALES, sales.clock)
    reason = ClauseReason("Le client", "Budget", sales.clock.today())
    keep_reason(sales.workspace, order, derogation_of(sales, order), reason, SALES, sales.clock)
    signed(sales, order, folder / "set")
    record_fact(sales.workspace, order, USED, sales.clock.today(), SALES, sales.clock)
    again = new_version(sales.workspace, order, SALES, sales.clock).record
    sales.request(again.id)
    package = package_of(sales.workspace, again.id, SALES, sales.clock, sales.chance)
    sales.workspace.close()
    return json.loads(package_bytes(package))


@pytest.fixture(scope="module")
def legal(tmp_path_factory: pytest.TempPathFactory, content: Any) -> Iterator[Laptop]:
    """A laptop of legal that holds an order of its own."""
    laptop = Laptop(tmp_path_factory.mktemp("legal") / "desk", 2, LAWYER, Ticking())
    laptop.new_order()
    yield laptop
    laptop.workspace.close()


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container in a JSON value with each of its keys."""
    for key in value if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from places(value[key])


def alter(whole: Any, chance: random.Random) -> None:
    """One change somewhere, more often high up than deep down in the answers."""
    every = list(places(whole))
    some = [chance.choice(every) for _ in range(3)]
    holder, key = min(some, key=lambda place: len(repr(place[1]))) if chance.random() < 0.2 else some[0]
    match chance.randrange(5):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[chance.choice(("colour", "id", "at", ""))] = chance.choice(NASTY)
        case 2 if isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        case 3:
            other, there = chance.choice(every)
            holder[key] = copy.deepcopy(other[there]) if other is not holder else None
        case _:
            holder[key] = copy.deepcopy(chance.choice(NASTY))


def mend(whole: Any) -> None:
    """Give what was altered the fingerprints it would need, as one would who forges with care."""
    try:
        for variant in whole["sections"]["orders"]["content"]:
            told = {
                "number": variant["number"],
                "revision": variant["revision"],
                "answers": variant["answers"],
            }
            frozen = variant["frozen"]
            if frozen is not None:
                frozen["fingerprint"] = fingerprint(frozen["data"])
            former = variant["id"]
            variant["id"] = fingerprint(
                {"content": fingerprint(told), "frozen": frozen and frozen["fingerprint"]}
            )
            for section in whole["sections"].values():
                if isinstance(section["content"], dict) and former in section["content"]:
                    section["content"][variant["id"]] = section["content"].pop(former)
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
        return


def held_by(laptop: Laptop, number: str) -> None:
    """Read all that the screens read of an order, and hand it on."""
    for held in laptop.workspace.handovers.held(number):
        record = laptop.record(held.variant.order_id)
        read_review(laptop.workspace, record)
        read_comments(laptop.workspace, record)
        read_branches(laptop.workspace, record.id)
        laptop.workspace.register.reasons(record.id)
    named_facts(laptop.workspace, number)
    assert laptop.workspace.audit.verify().broken_at is None
    again = package_of(laptop.workspace, record.id, LAWYER, laptop.clock, laptop.chance)
    assert read_package(package_bytes(again)).number == number


@pytest.mark.campaign
@pytest.mark.parametrize("careful", [False, True], ids=["as_altered", "fingerprints_mended"])
def test_altered_content_is_refused_whole_or_taken_whole(content: Any, legal: Laptop, careful: bool) -> None:
    """Three thousand of each in a campaign."""
    chance, before, refused = random.Random(7 + careful), legal.dump(), 0
    for _ in range(ROUNDS * TIMES):
        whole = copy.deepcopy(content)
        alter(whole, chance)
        if careful:
            mend(whole)
        raw = json.dumps(whole).encode()
        try:
            package = package_in(raw)
            with legal.workspace.transaction():
                received = receive_handover(legal.workspace, package, LAWYER, legal.clock)
                list(reception_lines(received.reception, EN))
                held_by(legal, package.number)
                raise _PutBack
        except DeskError as error:
            assert not isinstance(error, WorkspaceRefused), "the store failed, not the content"
            assert EN.render(error.message)
            refused += 1
        except _PutBack:
            continue
        assert legal.dump() == before
    assert refused > ROUNDS // 4
