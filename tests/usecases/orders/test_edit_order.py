"""Opening and editing an order, against the real encrypted store."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from numspot_desk.contracts.order.order_document import blank_order, put
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.store.workspace import OpenWorkspace, SystemChance
from numspot_desk.usecases.orders.edit_order import (
    DraftHandle,
    check_context,
    open_order,
    save_edit,
    take_over,
    todays_prices,
)
from numspot_desk.usecases.orders.start_order import start_order
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.catalogue import CatalogueItem, PriceList
from numspot_desk.usecases.ports.orders import OrderRecord, Place
from numspot_desk.usecases.refusals import MoveRefused, NoSuchRecord, StaleRecord
from tests.new_workspace import new_workspace

NOW = dt.datetime(2026, 11, 22, 13, 32, tzinfo=dt.UTC)
CAMILLE = Person("Camille Durand", "sales")


class Clock:
    def now(self) -> dt.datetime:
        return NOW

    def today(self) -> dt.date:
        return NOW.date()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = new_workspace(tmp_path / "workspace", bytes(range(32)), clock=Clock())
    yield opened
    opened.close()


@pytest.fixture
def order(store: OpenWorkspace) -> OrderRecord:
    return start_order(store, CAMILLE, Clock(), SystemChance()).record


def _save(store: OpenWorkspace, handle: DraftHandle, name: str, place: Place = Place("client")) -> None:
    answers = put(blank_order(), "client.legal_name", name)
    save_edit(store, handle, answers, place, check_context(store, Clock()), Clock())


def test_an_order_opens_with_what_the_wizard_needs(store: OpenWorkspace, order: OrderRecord) -> None:
    opened = open_order(store, order.id, Clock())
    assert opened.record.answers == blank_order()
    assert opened.editable
    assert opened.context.as_of == NOW.date()
    assert opened.price_list.kind == "sample"


def test_an_order_is_priced_from_the_list_of_its_day_never_from_one_that_starts_later(
    store: OpenWorkspace, order: OrderRecord
) -> None:
    later = PriceList("", "Tarif 2027", "public_list", dt.date(2026, 11, 23), (), NOW)
    store.catalogue.add(later, Act("catalogue.imported", "", "Camille", NOW))
    assert open_order(store, order.id, Clock()).price_list.kind == "sample"
    store.catalogue.add(
        dataclasses.replace(later, label="Tarif du jour", dated=NOW.date()),
        Act("catalogue.imported", "", "Camille", NOW),
    )
    assert open_order(store, order.id, Clock()).price_list.label == "Tarif du jour"


def test_an_order_is_checked_against_every_list_and_the_sample(
    store: OpenWorkspace, order: OrderRecord
) -> None:
    item = CatalogueItem("VM-1", "virtual_machine", "VM", None, "on_demand", "mois", Decimal("10.00"))
    public = PriceList("", "Tarif", "public_list", NOW.date(), (item,), NOW)
    store.catalogue.add(public, Act("catalogue.imported", "", "Camille", NOW))
    known = open_order(store, order.id, Clock()).context.price_lists
    assert [each.kind for each in known] == ["public_list", "sample"]
    assert known[0].prices == {("VM", "virtual_machine", "on_demand", Decimal("10.00"))}
    assert known[1].prices


def test_prices_are_looked_up_again_for_the_day_that_has_begun(store: OpenWorkspace) -> None:
    tomorrow = PriceList("", "Tarif", "public_list", dt.date(2026, 11, 23), (), NOW)
    store.catalogue.add(tomorrow, Act("catalogue.imported", "", "Camille", NOW))
    assert todays_prices(store, Clock()).price_list.kind == "sample"

    class NextDay(Clock):
        def today(self) -> dt.date:
            return dt.date(2026, 11, 23)

    found = todays_prices(store, NextDay())
    assert found.price_list.label == "Tarif" and found.context.as_of == dt.date(2026, 11, 23)


def test_an_order_that_does_not_exist_is_refused(store: OpenWorkspace) -> None:
    with pytest.raises(NoSuchRecord):
        open_order(store, "nothing", Clock())


def test_edits_follow_each_other_and_are_acknowledged_with_what_is_kept(
    store: OpenWorkspace, order: OrderRecord
) -> None:
    handle = DraftHandle(order.id, order.row_version)
    _save(store, handle, "Atelier")
    answers = put(blank_order(), "client.legal_name", "Atelier Exemple")
    place = Place("client", "client.legal_name", frozenset({"services", "mandate"}))
    kept = save_edit(store, handle, answers, place, check_context(store, Clock()), Clock())
    assert (kept.at, kept.answers, kept.place) == (NOW, answers, place)
    assert kept.changes.orders == {order.id}
    record = store.orders.load(order.id)
    assert record.answers == answers and record.place == place
    assert record.row_version == handle.row_version == order.row_version + 2


def test_an_edit_over_another_ones_is_refused_until_it_is_chosen(
    store: OpenWorkspace, order: OrderRecord
) -> None:
    mine, theirs = (DraftHandle(order.id, order.row_version) for _ in range(2))
    _save(store, theirs, "Theirs")
    with pytest.raises(StaleRecord):
        _save(store, mine, "Mine")
    assert store.orders.load(order.id).answers["client"]["legal_name"] == "Theirs"
    take_over(store, mine)
    _save(store, mine, "Mine")
    assert store.orders.load(order.id).answers["client"]["legal_name"] == "Mine"


def test_what_is_no_draft_any_more_is_not_edited(store: OpenWorkspace, order: OrderRecord) -> None:
    cancelled = store.orders.change_state(
        order.id, order.row_version, OrderState.CANCELLED, Act("order.cancelled", order.id, "Camille", NOW)
    )
    with pytest.raises(MoveRefused):
        _save(store, DraftHandle(order.id, cancelled.row_version), "Atelier")
    opened = open_order(store, order.id, Clock())
    assert not opened.editable


def test_an_archived_draft_is_read_only(store: OpenWorkspace, order: OrderRecord) -> None:
    opened = open_order(store, order.id, Clock())
    archived = dataclasses.replace(opened, record=dataclasses.replace(opened.record, archived=True))
    assert not archived.editable


@pytest.mark.parametrize(
    ("kept", "threshold"),
    [("20", Decimal(20)), ("beaucoup", Decimal(15)), (20, Decimal(15)), (None, Decimal(15))],
)
def test_the_discount_threshold_is_the_one_of_the_settings(
    store: OpenWorkspace, kept: object, threshold: Decimal
) -> None:
    store.settings.put(
        "review", {"discount_threshold": kept}, Act("settings.changed", "review", "Camille", NOW)
    )
    assert check_context(store, Clock()).discount_threshold == threshold
