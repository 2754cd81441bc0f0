"""`self-test`: whether the installed program works on this machine, one line a check."""

import argparse
import os
import tempfile
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from numspot_desk import bundle
from numspot_desk.app.console import Console, Status
from numspot_desk.app.world import SystemChance, SystemClock
from numspot_desk.language.catalog import load_language
from numspot_desk.language.messages import Message, message


def self_test(console: Console, options: argparse.Namespace) -> Status:
    """Run every check, print each with its outcome; blocked when one fails."""
    failed = False
    for name, check in _CHECKS:
        try:
            found = check()
        except Exception as error:  # whatever is wrong with this machine is the answer
            failed = True
            console.say(message("{check}: failed ({reason})", check=name, reason=_reason(error)))
        else:
            console.say(message("{check}: ok ({found})", check=name, found=found))
    console.answer({"ok": not failed})
    return Status.BLOCKED if failed else Status.DONE


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _catalogues() -> str:
    french, english = load_language("fr"), load_language("en")
    if french.text("yes") == english.text("yes"):
        raise RuntimeError("the French catalogue says nothing")
    return "fr, en"


def _resources() -> str:
    from numspot_desk.usecases.samples.sample_answers import CLINIC, sample_answers
    from numspot_desk.usecases.samples.sample_prices import sample_price_list

    sample_answers(CLINIC, SystemClock().today())
    icons = len(list(bundle.resource("icons").glob("*.svg")))
    if not icons or not bundle.resource("styles", "desk.qss").is_file():
        raise FileNotFoundError(str(bundle.resource("icons")))
    return f"{icons} + {len(sample_price_list().items)}"


def _store() -> str:
    from numspot_desk.store.keys import new_key
    from numspot_desk.store.workspace import create_workspace, open_workspace

    with tempfile.TemporaryDirectory(prefix="numspot-desk-") as scratch:
        folder, key = Path(scratch), new_key(SystemChance())
        create_workspace(folder, key, clock=SystemClock()).close()
        with open_workspace(folder, key, clock=SystemClock()) as workspace:
            verdict = workspace.audit.verify()
    if verdict.broken_at is not None:
        raise RuntimeError("the audit chain of a new store is broken")
    return "SQLCipher"


def _word() -> str:
    from numspot_desk.contracts.order.order_check import CheckContext, check_order
    from numspot_desk.documents.word import WordFiles
    from numspot_desk.usecases.orders.preview_order import preview
    from numspot_desk.usecases.samples.sample_answers import CLINIC, sample_answers

    today = SystemClock().today()
    answers = sample_answers(CLINIC, today)
    documents = preview(answers, check_order(answers, CheckContext(today)), "CMD-0000-00000000")
    for document in documents:
        with zipfile.ZipFile(BytesIO(WordFiles().write(document))) as packed:
            packed.read("word/document.xml")
    return ", ".join(document.kind for document in documents)


def _window() -> str:
    """Draws the real window off screen; comes last, because Qt stays loaded."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from numspot_desk.app.start import load_qt

    load_qt()
    from numspot_desk.app.desk import drawn_off_screen

    with tempfile.TemporaryDirectory(prefix="numspot-desk-") as scratch:
        width, height = drawn_off_screen(Path(scratch))
    return f"{width} × {height}"


_CHECKS: tuple[tuple[Message, Callable[[], str]], ...] = (
    (message("Message catalogues"), _catalogues),
    (message("Resources"), _resources),
    (message("Encrypted store"), _store),
    (message("Word files"), _word),
    (message("Window"), _window),
)
