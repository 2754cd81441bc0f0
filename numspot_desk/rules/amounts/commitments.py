"""The service commitments of annex 3 as data: level, period, star, and whether penalties cover them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True)
class Commitment:
    """A promised level in percent. `period` is None where the text names none."""

    id: str
    promised: Decimal
    period: str | None
    star: bool
    penalty: bool
    example: Decimal | None

    @cached_property
    def clause(self) -> str:
        """The service level of annex 3 (`CG-A3.SLA6`)."""
        return f"CG-A3.{self.id.partition('.')[0]}"


def _read() -> Mapping[str, Commitment]:
    path = Path(__file__).parent.parent / "data" / "commitments.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["commitments"]
    return MappingProxyType(
        {
            name: Commitment(
                name,
                Decimal(row["promised"]),
                row.get("period"),
                row.get("star", False),
                row.get("penalty", True),
                Decimal(row["example"]) if "example" in row else None,
            )
            for name, row in rows.items()
        }
    )


COMMITMENTS: Final = _read()
