"""What a later version of an order changes in prices and discounts."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from numspot_desk.contracts.order.order_facts import LineFacts
from numspot_desk.contracts.ranking.line_overrides import LineOverride, LineWay, line_overrides
from numspot_desk.contracts.ranking.papers import Paper, PaperKind
from numspot_desk.rules.clauses import Document

LINE = LineFacts(
    position=0,
    service="virtual_machine",
    label="VM 4 cœurs",
    account="A1",
    region="cloudgouv-eu-west-1",
    mode="reserved",
    has_term=False,
    start=None,
    end=None,
    quantity=Decimal(2),
    unit_price=Decimal("100.00"),
    discount_percent=Decimal(10),
    qualification="",
    beta=False,
)
OTHER = replace(LINE, position=1, label="VM 8 cœurs", unit_price=Decimal("180.00"))


def version(revision: int) -> Paper:
    return Paper(
        f"CP/v{revision}", PaperKind.PARTICULAR, Document.PARTICULAR, "CMD", revision=revision, number="CMD"
    )


def told(*new: LineFacts, earlier: list[LineFacts]) -> list[tuple[LineWay, int, Decimal, Decimal]]:
    found = line_overrides(new, [(version(1), earlier)])
    return [(one.way, one.number, one.was, one.now) for one in found]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"quantity": Decimal(3)}, []),
        ({"unit_price": Decimal("100.0")}, []),
        ({"unit_price": Decimal("110.00")}, [(LineWay.PRICE, 1, Decimal(100), Decimal(110))]),
        ({"unit_price": Decimal("90.00")}, [(LineWay.PRICE, 1, Decimal(100), Decimal(90))]),
        ({"unit_price": None}, []),
        ({"discount_percent": Decimal(15)}, []),
        ({"discount_percent": Decimal(5)}, [(LineWay.DISCOUNT, 1, Decimal(10), Decimal(5))]),
        ({"discount_percent": None}, [(LineWay.DISCOUNT, 1, Decimal(10), Decimal(0))]),
        (
            {"label": "Machine 4 cœurs", "discount_percent": None},
            [(LineWay.DISCOUNT, 1, Decimal(10), Decimal(0))],
        ),
        ({"label": "vm 4 CŒURS", "unit_price": Decimal(1)}, [(LineWay.PRICE, 1, Decimal(100), Decimal(1))]),
        ({"region": "eu-west-2", "unit_price": Decimal(1)}, []),
        ({"mode": "on_demand", "unit_price": Decimal(1)}, []),
    ],
)
def test_a_line_is_held_against_the_same_line_before(
    change: dict[str, Any], expected: list[tuple[LineWay, int, Decimal, Decimal]]
) -> None:
    assert told(replace(LINE, **change), earlier=[LINE]) == expected


def test_a_renamed_line_among_several_of_its_kind_is_not_guessed() -> None:
    renamed = replace(LINE, label="Autre", unit_price=Decimal(1))
    again = replace(OTHER, label="Encore", unit_price=Decimal(2))
    assert told(renamed, again, earlier=[LINE, OTHER]) == []


def test_lines_of_one_name_are_paired_in_their_order() -> None:
    second = replace(LINE, position=1, unit_price=Decimal(200))
    assert told(LINE, second, earlier=[LINE, second]) == []


def test_the_latest_version_that_has_the_line_counts() -> None:
    cheaper = replace(LINE, unit_price=Decimal(80))
    found = line_overrides([LINE], [(version(1), [LINE]), (version(2), [cheaper])])
    assert [(one.was, one.now, one.earlier_in.revision) for one in found] == [(Decimal(80), Decimal(100), 2)]
    (kept,) = line_overrides([cheaper], [(version(1), [LINE]), (version(2), [])])
    assert isinstance(kept, LineOverride) and kept.earlier_in.revision == 1
