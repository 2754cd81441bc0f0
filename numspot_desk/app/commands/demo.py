"""`demo --out DIR`: what the program does, in files, where there is no display.

A workspace of its own with a throw-away key, three sample orders in it, the Word sets of the complete ones,
and the deadlines of an invented contract. A second run replaces what the first one wrote.
"""

import argparse
import base64
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from numspot_desk.app.console import Console, Status
from numspot_desk.app.door import door_of
from numspot_desk.app.world import SystemChance, SystemClock
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.language.messages import message
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.answers.deadlines_answer import deadlines_answer
from numspot_desk.usecases.orders.edit_order import check_context
from numspot_desk.usecases.orders.export_order import export_set
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.refusals import FileRefused
from numspot_desk.usecases.samples.sample_answers import CLINIC, WORKSHOP, sample_facts
from numspot_desk.usecases.samples.sample_workspace import fill_sample_workspace

_WORKSPACE: Final = "workspace"
_MARK: Final = "sample.txt"
_SETS: Final = {CLINIC: "clinic", WORKSHOP: "workshop"}
_PERSON: Final = Person("Camille Exemple", "sales")


def demo(console: Console, options: argparse.Namespace) -> Status:
    """Write it all, and say what was written."""
    out: Path = options.out
    try:
        out.mkdir(parents=True, exist_ok=True)
        folder = _fresh_workspace_folder(out)
        passphrase = base64.b32encode(SystemChance().bytes(10)).decode().lower()
        written = _orders(folder, passphrase, out)
        written.append(_deadlines(console, out))
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileRefused(
            message("The folder {folder} cannot be written ({reason}).", folder=str(out), reason=reason)
        ) from error
    console.answer({"workspace": str(folder), "written": [str(path) for path in written]})
    console.say(
        message(
            "The sample workspace opens with: NUMSPOT_DESK_PASSPHRASE={passphrase} numspot-desk "
            "--workspace {folder}",
            passphrase=passphrase,
            folder=str(folder),
        )
    )
    return Status.DONE


def _fresh_workspace_folder(out: Path) -> Path:
    """An empty folder for the workspace. One of an earlier demonstration is replaced; any other stays, and
    the demonstration is refused."""
    folder = out / _WORKSPACE
    if folder.exists():
        if not (folder / _MARK).is_file():
            raise FileRefused(
                message("The folder {folder} is not of a demonstration: choose another.", folder=str(folder))
            )
        shutil.rmtree(folder)
    folder.mkdir()
    (folder / _MARK).write_text("numspot-desk demo: replaced by the next demonstration.\n", encoding="utf-8")
    return folder


def _orders(folder: Path, passphrase: str, out: Path) -> list[Path]:
    created = door_of(folder, _PERSON.name).create(passphrase)
    with created.workspace as workspace:
        records = fill_sample_workspace(workspace, _PERSON, SystemClock(), SystemChance())
        return [
            path
            for name, record in records.items()
            if name in _SETS
            for path in _set(workspace, name, record, out)
        ]


def _set(workspace: OpenWorkspace, name: str, record: OrderRecord, out: Path) -> Sequence[Path]:
    clock = SystemClock()
    target = out / _SETS[name]
    for old in (*target.glob("*.docx"), *target.glob("manifest.json")):
        old.unlink()
    result = export_set(
        workspace,
        record.id,
        target,
        WordFiles(),
        FolderFiles(),
        person=_PERSON,
        clock=clock,
        chance=SystemChance(),
        context=check_context(workspace, clock),
    )
    return [one.path for one in result.files]


def _deadlines(console: Console, out: Path) -> Path:
    facts: Mapping[str, Any] = sample_facts(console.on)
    answer = {"facts": facts, **deadlines_answer(facts, console.language)}
    text = json.dumps(answer, ensure_ascii=False, indent=1) + "\n"
    FolderFiles().write_all(out, {"deadlines.json": text.encode()})
    return out / "deadlines.json"
