"""Whatever a person tries, in whatever order: a signed fact stays as it was entered, the state follows from
the facts alone, and what is refused leaves nothing behind. Acts are drawn, right and wrong ones alike."""

import datetime as dt
import random
from pathlib import Path

import pytest

from numspot_desk.contracts.mandate_life.facts import (
    Account,
    Amended,
    Collected,
    Fact,
    Prepared,
    Replaced,
    Resumed,
    Revoked,
    Sent,
    Signed,
    Suspended,
)
from numspot_desk.contracts.mandate_life.life import life
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.mandates.mandate_acts import (
    Desk,
    FactRefused,
    book_of,
    open_mandate,
    record_facts,
    take_back,
)
from numspot_desk.usecases.ports.mandates import MandateQuery
from tests.usecases.mandate_desk import (
    IBAN,
    OTHER_IBAN,
    SIGNED_ON,
    AnyDay,
    desk_of,
    order_in,
    prepared,
    workspace_on,
)

ACTS = 40
RUMS = ("A-1", "B-2")


@pytest.mark.parametrize("seed", range(6))
def test_no_sequence_of_acts_changes_what_was_signed(tmp_path: Path, seed: int) -> None:
    chance, clock = random.Random(seed), AnyDay()
    by = desk_of(clock)
    with workspace_on(tmp_path / "w", clock) as store:
        order = order_in(store).id
        for rum in RUMS:
            open_mandate(store, order, prepared(rum), by)
        lasting: dict[str, list[Fact]] = {rum: [] for rum in RUMS}
        refused = 0
        for _ in range(ACTS):
            clock.day += dt.timedelta(chance.randrange(40))
            rum = chance.choice(RUMS)
            before = store.mandates.get(rum), store.audit.head(), store.mandates.files(rum)
            try:
                _act(store, rum, chance, clock.day, by)
            except FactRefused:
                refused += 1
                assert (store.mandates.get(rum), store.audit.head(), store.mandates.files(rum)) == before
            lasting[rum] = _still_there(store, rum, lasting[rum])
            _state_follows_from_facts(store, rum, clock.day, chance)
        assert refused and store.audit.verify().broken_at is None


def _act(store: OpenWorkspace, rum: str, chance: random.Random, today: dt.date, by: Desk) -> None:
    if chance.random() < 0.2:
        entry = chance.choice(store.mandates.get(rum).entries).entry
        take_back(store, rum, entry.id, chance.choice(("", "Erreur de saisie")), by)
        return
    day = today + dt.timedelta(chance.choice((-400, -20, -1, 0, 0, 0, 0, 1)))
    drawn: tuple[Fact, ...] = (
        Sent(day, "e-mail"),
        Signed(day, chance.choice(("Alix Martin", "Quelqu’un d’autre"))),
        Signed(today, "Alix Martin"),
        Collected(day),
        Collected(today),
        Suspended(day),
        Resumed(day),
        Amended(day, Account(chance.choice((IBAN, OTHER_IBAN, "FR00")))),
        Revoked(day),
        Replaced(day, chance.choice((*RUMS, "NOBODY"))),
        Prepared(day, rum, "Un autre", Account(IBAN), "FR15ZZZ588627"),
    )
    weights = (2, 3, 3, 4, 6, 2, 2, 2, 1, 1, 1)
    record_facts(store, rum, chance.choices(drawn, weights, k=1), by)


def _still_there(store: OpenWorkspace, rum: str, former: list[Fact]) -> list[Fact]:
    """The form and the signature that hold: what was there is there, unchanged, and nothing stands twice."""
    facts = [fact for fact in book_of(store.mandates.get(rum)).facts if isinstance(fact, (Prepared, Signed))]
    assert facts[: len(former)] == former
    assert len({type(fact) for fact in facts}) == len(facts)
    return facts


def _state_follows_from_facts(store: OpenWorkspace, rum: str, today: dt.date, chance: random.Random) -> None:
    facts = list(book_of(store.mandates.get(rum)).facts)
    wanted = life(facts, today).state
    chance.shuffle(facts)
    assert life(facts, today).state is wanted, "the order of entry changes nothing"
    rows = store.mandates.page(MandateQuery(today)).rows
    assert next(row for row in rows if row.rum == rum).state is wanted, "the list says what the facts say"
    assert min(fact.on for fact in facts) == SIGNED_ON
