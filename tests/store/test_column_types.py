"""Money, instants, quantities and documents refuse what they are not, and come back exactly."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from numspot_desk.store.types import Cents, Document, ExactDecimal, Instant, document_text, plain, storable

SQLITE = sqlite.dialect()


@given(st.decimals(-(10**12), 10**12, places=2))
def test_an_amount_keeps_its_cents(amount: Decimal) -> None:
    kept = Cents().process_bind_param(amount, SQLITE)
    assert isinstance(kept, int)
    assert Cents().process_result_value(kept, SQLITE) == amount


@pytest.mark.parametrize("wrong", [Decimal("0.005"), Decimal("NaN"), Decimal("Infinity"), Decimal("1e20")])
def test_an_amount_that_cents_cannot_hold_is_refused(wrong: Decimal) -> None:
    with pytest.raises(ValueError, match="amount"):
        Cents().process_bind_param(wrong, SQLITE)


@pytest.mark.parametrize("wrong", [1.5, 3, "1.00"])
def test_only_a_decimal_is_an_amount_or_a_quantity(wrong: Any) -> None:
    for kind in (Cents(), ExactDecimal()):
        with pytest.raises(TypeError):
            kind.process_bind_param(wrong, SQLITE)


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_quantity_keeps_every_digit(quantity: Decimal) -> None:
    kept = ExactDecimal().process_bind_param(quantity, SQLITE)
    assert kept is not None and "E" not in kept
    assert ExactDecimal().process_result_value(kept, SQLITE) == quantity


def test_an_instant_is_kept_in_utc_and_a_naive_one_refused() -> None:
    paris = dt.timezone(dt.timedelta(hours=2))
    kept = Instant().process_bind_param(dt.datetime(2026, 10, 25, 2, 30, tzinfo=paris), SQLITE)
    assert kept == dt.datetime(2026, 10, 25, 0, 30)  # noqa: DTZ001 - as the column holds it
    back = Instant().process_result_value(kept, SQLITE)
    assert back == dt.datetime(2026, 10, 25, 2, 30, tzinfo=paris) and back.tzinfo is dt.UTC
    with pytest.raises(ValueError, match="zone"):
        Instant().process_bind_param(dt.datetime(2026, 10, 25), SQLITE)  # noqa: DTZ001 - what is refused


ANY_TEXT = st.text(st.characters(exclude_categories=()))  # half surrogate pairs too
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | ANY_TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner),
    max_leaves=10,
)


@given(JSON)
def test_a_document_comes_back_as_typed(value: Any) -> None:
    if value is not None:
        kept = Document().process_bind_param(value, SQLITE)
        assert kept is not None and kept.encode("utf-8")
        assert Document().process_result_value(kept, SQLITE) == value
        assert document_text(plain(value)) == kept


def test_extracted_text_is_what_every_engine_can_hold() -> None:
    assert storable("a\x00b\ud800c é") == "a\ufffdb\ufffdc é"
