"""A workspace of many invented orders, the same for the same seed, for benches and tests of lists.

Rows are written in bulk, as the store itself writes them one by one; no audit rows.
"""

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from numspot_desk.contracts.order.numbering import CROCKFORD
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.store import engine, order_rows
from numspot_desk.store.schema import order_documents, orders
from numspot_desk.store.session import Session
from numspot_desk.usecases.ports.orders import Extracted, OrderRecord, Place

RARE_WORD = "Quetzalcoatl"
"""Stands in one order of every 5,000."""
BROAD_PREFIX = "serv"
"""Begins a word of every order."""
_KINDS = ("Hôpital", "Clinique", "Mairie", "Atelier", "Banque", "Université", "Société", "Œuvre", "Régie")
_NAMES = ("Lumière", "Étoile", "Garonne", "Vauban", "Échéance", "Noël", "Chêne", "Forêt", "Aurore", "Loire")
_CITIES = ("Lyon", "Saint-Étienne", "Brest", "Nîmes", "Orléans", "Angoulême", "Besançon", "Paris")
_LINES = ("VM 4 vCPU 16 Gio", "Stockage objet", "Volume persistant", "Répartiteur de charge", "Pare-feu")
Row = dict[str, Any]
_START = dt.datetime(2024, 1, 1, 8, tzinfo=dt.UTC)


def fill(session: Session, count: int, seed: int = 1) -> None:
    """Add `count` orders to an empty store. 100,000 take about half a minute."""
    made = _made(count, random.Random(seed))
    with session.transaction() as connection:
        while batch := [row for _, row in zip(range(5_000), made, strict=False)]:
            connection.execute(orders.insert(), [row for row, _, _ in batch])
            connection.execute(order_documents.insert(), [document for _, document, _ in batch])
            engine.index_words(connection, {row["recency"]: words for row, _, words in batch})


def _made(count: int, chance: random.Random) -> Iterator[tuple[Row, Row, list[str]]]:
    for place in range(1, count + 1):
        record, extracted = _order(place, chance)
        words = order_rows.search_words(record.number, extracted)
        document = order_rows.document_columns(record.answers, record.place, extracted)
        yield (
            order_rows.columns(record, record.id, extracted, place),
            {"order_id": record.id, **document},
            words,
        )


def _order(place: int, chance: random.Random) -> tuple[OrderRecord, Extracted]:
    name = f"{chance.choice(_KINDS)} {chance.choice(_NAMES)} {chance.randrange(2_000)}"
    city = chance.choice(_CITIES)
    siren = f"{chance.randrange(10**9):09d}"
    lines = [f"{chance.choice(_LINES)} {chance.randrange(64)}" for _ in range(chance.randrange(1, 6))]
    clause = f"Stipulation {place}: le service est rendu à {city} sous {chance.randrange(90)} jours."
    if place % 5_000 == 0:
        clause += f" Désignation {RARE_WORD}."
    at = _START + dt.timedelta(minutes=place)
    answers = {
        "format": "numspot-desk/order/1",
        "client": {"legal_name": name, "siren": siren, "address": {"city": city}},
        "lines": [{"service": "virtual_machine", "label": line, "unit_price": "100.00"} for line in lines],
    }
    extracted = Extracted(
        client_name=name,
        client_key=siren,
        excl_tax=Decimal(chance.randrange(10**8)) / 100 if place % 11 else None,
        offer_valid_until=at.date() + dt.timedelta(days=30),
        problems=chance.randrange(4),
        search_text="\n".join([name, siren, city, *lines, clause]),
    )
    record = OrderRecord(
        id=str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        number=f"CMD-2026-{''.join(chance.choices(CROCKFORD, k=8))}",
        revision=1,
        state=chance.choices(list(OrderState), weights=[30, 5, 5, 15, 15, 20, 5, 3, 2])[0],
        answers=answers,
        place=Place(),
        row_version=1,
        archived=place % 20 == 7,
        created_at=at,
        updated_at=at,
        author="Camille Martin",
    )
    return record, extracted
