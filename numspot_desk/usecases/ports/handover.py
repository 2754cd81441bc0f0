"""What a hand-over needs of the store: versions with all that stands beside them, branches, received logs.

The model of a hand-over is `contracts.handover`; which change follows from which meeting is decided in the
use cases, and each method below is one change without a decision.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from numspot_desk.contracts.handover.package import Extract, Frozen, Standing, Variant
from numspot_desk.contracts.handover.sections import Rows
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import Extracted


@dataclass(frozen=True)
class Held:
    """A version as it is kept here: its main variant, and whether it is archived or was removed."""

    variant: Variant
    archived: bool = False
    removed: bool = False


@dataclass(frozen=True)
class Branch:
    """Another content of a version: how it stands, since when, and who sent it ("" for one's own)."""

    variant: Variant
    standing: Standing
    kept_at: dt.datetime
    sender: str


@dataclass(frozen=True)
class HandoverFile:
    """A file that was made or received here. `sender` is who made it, as declared."""

    id: str
    direction: str  # "sent" or "received"
    number: str
    at: dt.datetime
    actor: str
    sender: str
    workspace: str


class HandoverSealer(Protocol):
    """Content under a passphrase, in memory."""

    def seal(self, content: bytes, passphrase: str) -> bytes:
        """The bytes of the file. Raises `FileRefused`."""
        ...

    def open(self, sealed: bytes, passphrase: str) -> bytes:
        """The content. Raises `WrongSecret`, `FileRefused`."""
        ...


class HandoverStore(Protocol):
    """The versions of orders as they are handed over."""

    @property
    def workspace_id(self) -> str:
        """The id that this workspace keeps for life."""
        ...

    def held(self, number: str) -> Sequence[Held]:
        """Every version of the order with this number, oldest first, removed drafts included."""
        ...

    def number_of(self, order_id: str) -> str | None:
        """The number that an order id bears here, whether it was removed or not."""
        ...

    def branches(self, order_id: str) -> Sequence[Branch]:
        """The other contents of a version, those open to choice first."""
        ...

    def open_branches(self) -> frozenset[str]:
        """The ids of the orders that have a branch open to choice."""
        ...

    def add(self, variant: Variant, state: OrderState, extracted: Extracted) -> None:
        """Keep a version that was not here. Raises `NumberTaken`."""
        ...

    def bring_back(self, order_id: str, at: dt.datetime) -> None:
        """Put a removed draft back in the list."""
        ...

    def replace(
        self, order_id: str, variant: Variant, state: OrderState, extracted: Extracted, at: dt.datetime
    ) -> None:
        """Let this content take the place of what a version says: answers, state and rows beside it."""
        ...

    def freeze(self, order_id: str, frozen: Frozen) -> None:
        """Keep what was exported, with its typed facts. Raises `MoveRefused`, `NumberTaken`."""
        ...

    def claim(self, rum: str, family_id: str) -> None:
        """Reserve a mandate reference for an order. Raises `NumberTaken` where another one has it."""
        ...

    def set_state(self, order_id: str, state: OrderState, at: dt.datetime) -> None:
        """Give a version the state that follows from its joined steps."""
        ...

    def put_rows(self, order_id: str, section: str, rows: Rows) -> None:
        """Keep exactly these rows beside a version, in this order."""
        ...

    def put_branch(self, order_id: str, branch: Branch) -> None:
        """Keep another content of a version, in place of the same one kept before. Raises `FileRefused` for
        rows beside it that no table holds."""
        ...

    def drop_branch(self, order_id: str, variant: str) -> None:
        """Forget a branch that became the main content."""
        ...

    def add_line(self, order_id: str, variants: Sequence[str]) -> None:
        """Note that a version follows from these variants."""
        ...

    def own_extract(self, number: str, name: str) -> Extract:
        """The audit rows about the versions of an order, in this workspace."""
        ...

    def received_extracts(self, number: str) -> Sequence[Extract]:
        """The audit rows about an order that came from other workspaces."""
        ...

    def contradiction(self, extract: Extract) -> int | None:
        """The first row of an extract that differs from what the same workspace sent before."""
        ...

    def keep_extract(self, number: str, extract: Extract) -> None:
        """Keep the rows of another workspace."""
        ...

    def file(self, file_id: str, direction: str) -> HandoverFile | None:
        """What is known of a file."""
        ...

    def note_file(self, file: HandoverFile) -> None:
        """Remember a file that was made or received."""
        ...

    def append(self, act: Act) -> None:
        """Write the audit row of an act."""
        ...
