"""New workspaces for tests: the first of a kind is created, the others are copies of its store.

Creating one takes a fifth of a second, a copy a hundredth. What creating means is tested in `tests/store`, by
tests that call `create_workspace` themselves.
"""

import pickle
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from numspot_desk.store.names import STORE_FILE
from numspot_desk.store.workspace import OpenWorkspace, create_workspace, open_workspace
from numspot_desk.usecases.ports.world import Chance, Clock

_Kept = tuple[type[Any], bytes]
"""What a clock or a chance is made again from: its class, and what it holds."""


def new_workspace(folder: Path, key: bytes, *, clock: Clock, chance: Chance | None = None) -> OpenWorkspace:
    """What `create_workspace` makes with these; the clock and the chance are left as creating leaves them."""
    content, *after = _created(key, _kept(clock), None if chance is None else _kept(chance))
    for one, (_, state) in zip((clock, chance), after, strict=False):
        vars(one).update(pickle.loads(state))
    folder.mkdir(mode=0o700, parents=True)
    store = folder / STORE_FILE
    store.touch(mode=0o600)
    store.write_bytes(content)
    return open_workspace(folder, key, clock=clock, chance=chance)


@cache
def _created(key: bytes, clock: _Kept, chance: _Kept | None) -> tuple[Any, ...]:
    """The bytes of a new store, then the clock and the chance as they are once it is created."""
    made = [_made_again(one) for one in (clock, chance) if one is not None]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "w"
        create_workspace(folder, key, clock=made[0], chance=made[1] if chance else None).close()
        return (folder / STORE_FILE).read_bytes(), *map(_kept, made)


def _kept(one: object) -> _Kept:
    return type(one), pickle.dumps(vars(one))


def _made_again(kept: _Kept) -> Any:
    kind, state = kept
    made = kind.__new__(kind)
    vars(made).update(pickle.loads(state))
    return made
