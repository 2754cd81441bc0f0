"""What the presenter of an order needs around it: a screen to tell, a clock that calls back, a worker.

Protocols only, without Qt. The page implements them; tests do too.
"""

from collections.abc import Callable
from typing import Any, Protocol

from numspot_desk.usecases.orders.edit_order import SavedEdit
from numspot_desk.usecases.ports.workspace import Workspace


class Screen(Protocol):
    """What the presenter tells the page."""

    def show_order(self) -> None:
        """Another order is open, or the same one in another state."""
        ...

    def not_opened(self, error: BaseException) -> None:
        """The order that was asked for could not be opened."""
        ...

    def show_answers(self) -> None:
        """Answers changed, by typing or by undo."""
        ...

    def show_check(self) -> None:
        """Problems, totals or step states changed."""
        ...

    def show_place(self) -> None:
        """Another step, or a field to put the focus on."""
        ...

    def show_prices(self) -> None:
        """Another price list is in use."""
        ...

    def show_saving(self) -> None:
        """The state of saving changed."""
        ...

    def saved(self, edit: SavedEdit) -> None:
        """An edit is in the store."""
        ...


class Later(Protocol):
    """Calls back at the right moment."""

    def check_soon(self) -> None:
        """Ask for a check once typing rests."""
        ...

    def save_soon(self) -> None:
        """Ask for a save within the second that an edit may wait."""
        ...


class Runner(Protocol):
    """Does work with the workspace in the background, then calls back."""

    def __call__(
        self,
        work: Callable[[Workspace], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None: ...
