"""Order numbers and unique mandate references (RUM): final offline, without a server.

Year and eight random Crockford base-32 characters (`CMD-2026-7K3Q9XM4`, RUM `NS20267K3Q9XM4`): a
trillion a year, so that two laptops do not meet; the store's unique constraint holds wherever they do.
"""

from collections.abc import Callable

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RandomBytes = Callable[[int], bytes]


def new_suffix(random_bytes: RandomBytes) -> str:
    """Eight random Crockford base-32 characters (40 bits)."""
    number = int.from_bytes(random_bytes(5), "big")
    return "".join(CROCKFORD[(number >> shift) & 31] for shift in range(35, -5, -5))


def order_number(year: int, suffix: str) -> str:
    """`CMD-2026-7K3Q9XM4`."""
    return f"CMD-{year:04d}-{suffix}"


def mandate_reference(year: int, suffix: str) -> str:
    """`NS20267K3Q9XM4`: upper case, no spaces, fits the boxes of the paper form (CG-A4)."""
    return f"NS{year:04d}{suffix}"
