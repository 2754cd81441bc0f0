"""A copied workspace is the one that would have been created; later ids and instants go on as after it."""

from pathlib import Path

from numspot_desk.store.workspace import create_workspace
from tests.new_workspace import new_workspace
from tests.store.desk import KEY, SeededChance
from tests.usecases.laptops import Ticking


def test_a_copy_holds_what_was_created_and_leaves_clock_and_chance_as_creating_does(tmp_path: Path) -> None:
    clock, chance = Ticking(), SeededChance(7)
    with create_workspace(tmp_path / "created", KEY, clock=clock, chance=chance) as created:
        known = created.id, created.audit.entries(), created.audit.head()
    for name in ("first", "second"):
        again, drawn = Ticking(), SeededChance(7)
        with new_workspace(tmp_path / name, KEY, clock=again, chance=drawn) as copied:
            assert (copied.id, copied.audit.entries(), copied.audit.head()) == known
        assert (vars(again), vars(drawn)) == (vars(clock), vars(chance))
