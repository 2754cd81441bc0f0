"""Numbers and mandate references: final offline, unique in practice, right for the paper form."""

import random
import re

from numspot_desk.contracts.order.numbering import mandate_reference, new_suffix, order_number


def test_forms() -> None:
    suffix = new_suffix(lambda count: bytes(range(count)))
    assert len(suffix) == 8
    assert re.fullmatch(r"CMD-\d{4}-[0-9A-HJKMNP-TV-Z]{8}", order_number(2026, suffix))
    assert re.fullmatch(r"NS2026[0-9A-Z]{8}", mandate_reference(2026, suffix))


def test_every_bit_counts_and_the_ends_are_reached() -> None:
    assert new_suffix(lambda count: b"\x00" * count) == "00000000"
    assert new_suffix(lambda count: b"\xff" * count) == "ZZZZZZZZ"
    singles = {new_suffix(lambda count, bit=bit: (1 << bit).to_bytes(count, "big")) for bit in range(40)}
    assert len(singles) == 40


def test_two_laptops_do_not_meet() -> None:
    chance = random.Random(2026)
    assert len({new_suffix(chance.randbytes) for _ in range(20_000)}) == 20_000
