"""The orders that a person opened last, by their ids alone, in the preferences of this computer.

What an order is called and whether it is still there is asked of the store each time they are shown.
"""

from typing import Final

from numspot_desk.ui.preferences import Preferences

KEPT: Final = 8
"""How many ids are remembered."""
_NAME: Final = "recent"


class RecentOrders:
    """Ids, the last opened first; each once."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def ids(self) -> tuple[str, ...]:
        """The ids, the last opened first."""
        return tuple(part for part in self._preferences.get(_NAME).split(";") if part)

    def opened(self, order_id: str) -> None:
        """This order was opened just now."""
        if self.ids()[:1] != (order_id,):
            self._keep((order_id, *(known for known in self.ids() if known != order_id)))

    def forget(self, order_id: str) -> None:
        """Take an order off the list."""
        self._keep(tuple(known for known in self.ids() if known != order_id))

    def _keep(self, ids: tuple[str, ...]) -> None:
        self._preferences.put(_NAME, ";".join(ids[:KEPT]))
