"""New workspaces for tests: the first of a kind is created, the others are copies of its store.

Creating one takes a fifth of a second, a copy a hundredth. What creating means is tested in `tests/store`,
where each one is created.
"""

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from numspot_desk.store.names import STORE_FILE
from numspot_desk.store.workspace import OpenWorkspace, create_workspace, open_workspace
from numspot_desk.usecases.ports.world import Chance, Clock


class _Still:
    """A clock that stands where another one stood."""

    def __init__(self, clock: Clock) -> None:
        self._now, self._today = clock.now(), clock.today()

    def now(self) -> Any:
        return self._now

    def today(self) -> Any:
        return self._today

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Still) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self._now, self._today))


def new_workspace(folder: Path, key: bytes, *, clock: Clock, chance: Chance | None = None) -> OpenWorkspace:
    """What `create_workspace` makes, with a clock that stands still and a chance whose state is numbers: it
    is left as creating leaves it."""
    kind, state = (None, ()) if chance is None else (type(chance), tuple(vars(chance).items()))
    content, after = _created(key, _Still(clock), kind, state)
    if chance is not None:
        vars(chance).update(after)
    folder.mkdir(mode=0o700)
    store = folder / STORE_FILE
    store.touch(mode=0o600)
    store.write_bytes(content)
    return open_workspace(folder, key, clock=clock, chance=chance)


@cache
def _created(
    key: bytes, clock: _Still, kind: type[Any] | None, state: tuple[tuple[str, int], ...]
) -> tuple[bytes, dict[str, int]]:
    chance = None
    if kind is not None:
        chance = kind.__new__(kind)
        vars(chance).update(state)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "w"
        create_workspace(folder, key, clock=clock, chance=chance).close()
        return (folder / STORE_FILE).read_bytes(), {} if chance is None else dict(vars(chance))
