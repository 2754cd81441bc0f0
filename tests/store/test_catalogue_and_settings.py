"""Price lists kept whole and by date; settings by name, each change with its audit row."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.catalogue import CatalogueItem, PriceList

NewAct = Callable[..., Act]
TODAY = dt.date(2026, 11, 22)


def price_list(number: int, dated: str, kind: str = "public_list") -> PriceList:
    items = (
        CatalogueItem(
            "VM-4-8", "virtual_machine", "VM 4 vCPU", "eu-west-2", "on_demand", "heure", Decimal("0.1234")
        ),
        CatalogueItem("OS", "object_storage", "Objet", None, "reserved", "Gio", Decimal("12.5"), "HDS", True),
    )
    return PriceList(
        id=f"00000000-0000-4000-8000-{number:012d}",
        label=f"Tarif {number}",
        kind=kind,
        dated=dt.date.fromisoformat(dated),
        items=items,
        imported_at=dt.datetime(2026, 11, 20, 8, number, tzinfo=dt.UTC),
    )


def test_a_price_list_comes_back_exactly_in_its_order(desk: OpenWorkspace, act: NewAct) -> None:
    added = price_list(1, "2026-11-01")
    desk.catalogue.add(added, act("prices.imported"))
    assert desk.catalogue.current(TODAY) == added
    assert str(desk.catalogue.all()[0].items[0].unit_price) == "0.1234"
    entry = desk.audit.entries(added.id)[0]
    assert entry.details == {"kind": "public_list", "items": 2}


def test_the_latest_dated_list_is_in_use_and_a_sample_only_alone(desk: OpenWorkspace, act: NewAct) -> None:
    assert desk.catalogue.current(TODAY) is None
    lists = [
        price_list(1, "2026-11-20", "sample"),
        price_list(2, "2026-11-01"),
        price_list(3, "2026-10-01"),
        price_list(4, "2026-11-01"),  # the same date, imported later
    ]
    in_use = []
    for added in lists:
        desk.catalogue.add(added, act())
        current = desk.catalogue.current(TODAY)
        assert current is not None
        in_use.append(current.label)
    assert in_use == ["Tarif 1", "Tarif 2", "Tarif 2", "Tarif 4"]
    assert [kept.label for kept in desk.catalogue.all()] == ["Tarif 1", "Tarif 4", "Tarif 2", "Tarif 3"]


def test_a_list_dated_later_starts_on_its_day_and_not_before(desk: OpenWorkspace, act: NewAct) -> None:
    for number, dated in enumerate(("2026-12-15", "2026-12-01", "2026-11-01"), start=1):
        desk.catalogue.add(price_list(number, dated), act())

    def on(day: str) -> tuple[str | None, list[str]]:
        today = dt.date.fromisoformat(day)
        current = desk.catalogue.current(today)
        return current and current.label, [later.label for later in desk.catalogue.coming(today)]

    assert on("2026-10-31") == (None, ["Tarif 3", "Tarif 2", "Tarif 1"])
    assert on("2026-11-22") == ("Tarif 3", ["Tarif 2", "Tarif 1"])
    assert on("2026-11-30") == ("Tarif 3", ["Tarif 2", "Tarif 1"])
    assert on("2026-12-01") == ("Tarif 2", ["Tarif 1"])
    assert on("2026-12-15") == ("Tarif 1", [])


def test_nothing_of_a_list_is_kept_when_one_item_is_wrong(desk: OpenWorkspace, act: NewAct) -> None:
    good = price_list(1, "2026-11-01")
    wrong = replace(good, items=(*good.items, replace(good.items[0], mode="sometimes")))
    with pytest.raises(IntegrityError):
        desk.catalogue.add(wrong, act())
    assert desk.catalogue.all() == []
    assert desk.audit.entries()[0].kind == "workspace.created"


def test_a_list_without_an_id_is_given_one(desk: OpenWorkspace, act: NewAct) -> None:
    desk.catalogue.add(replace(price_list(1, "2026-11-01"), id=""), act())
    current = desk.catalogue.current(TODAY)
    assert current is not None and len(current.id) == 36


def test_a_setting_is_replaced_whole_and_its_content_stays_out_of_the_log(
    desk: OpenWorkspace, act: NewAct
) -> None:
    desk.settings.put(
        "signatory", {"name": "Camille Martin", "function": "Direction"}, act("settings.changed")
    )
    desk.settings.put("signatory", {"name": "Louis Petit"}, act("settings.changed"))
    assert desk.settings.get("signatory") == {"name": "Louis Petit"}
    assert desk.settings.get("unknown") is None
    entries = desk.audit.entries("signatory")
    assert len(entries) == 2
    assert "Petit" not in str([entry.details for entry in entries])
