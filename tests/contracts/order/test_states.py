"""The life of an order: what may follow what, and what is final."""

import itertools

import pytest

from numspot_desk.contracts.order.states import EDITABLE, FROZEN, OrderState, may_move

LIFE = [
    OrderState.DRAFT, OrderState.IN_REVIEW, OrderState.APPROVED, OrderState.EXPORTED, OrderState.SIGNED,
    OrderState.ACTIVE, OrderState.TERMINATED,
]  # fmt: skip


def test_the_whole_life_can_be_lived() -> None:
    for old, new in itertools.pairwise(LIFE):
        assert may_move(old, new)


@pytest.mark.parametrize("frozen", sorted(FROZEN))
def test_what_was_exported_never_becomes_a_draft_again(frozen: OrderState) -> None:
    assert not may_move(frozen, OrderState.DRAFT)
    assert not may_move(frozen, OrderState.IN_REVIEW)


@pytest.mark.parametrize("end", [OrderState.TERMINATED, OrderState.REFUSED])
def test_ends_are_ends(end: OrderState) -> None:
    assert not any(may_move(end, state) for state in OrderState)


def test_only_a_draft_is_edited_and_nothing_follows_itself() -> None:
    assert {OrderState.DRAFT} == EDITABLE
    assert not any(may_move(state, state) for state in OrderState)
