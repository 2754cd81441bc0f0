"""The page «Hiérarchie» on an order of many derogations: the longest time that the window does not answer.

Measured as people use it: the contract opened, the day moved, a clause chosen, each of the three views. A
stretch is one handling of an event by the GUI thread.
"""

import copy
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.keychain import door_of
from tests.bench.measure import Timed, report_limit

DEROGATIONS = 60
_REST = 0.2


def bench(times: int) -> list[bool]:
    """Print the longest stretch of each gesture; the goal is under 50 ms."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="numspot-bench-") as scratch:
        folder = Path(scratch)
        return _measured(folder, _prepared(folder), times)


def _prepared(folder: Path) -> str:
    """A workspace with the sample terms and one order of many derogations; its number."""
    from numspot_desk.app.world import SystemChance, SystemClock
    from numspot_desk.rules.subjects import CLAUSES
    from numspot_desk.usecases.orders.order_acts import new_draft
    from numspot_desk.usecases.person import Person
    from numspot_desk.usecases.samples.sample_answers import CLINIC, sample_answers
    from numspot_desk.usecases.samples.sample_workspace import fill_sample_workspace

    person, clock, chance = Person("Camille Durand", "sales"), SystemClock(), SystemChance()
    answers = copy.deepcopy(sample_answers(CLINIC, clock.today()))
    subjects = [subject for subject, clauses in CLAUSES.items() if clauses]
    answers["derogations"] = [
        {
            "id": f"D{number}",
            "target": CLAUSES[subject][0],
            "subject": subject,
            "effect": "complete",
            "text": f"Les parties conviennent du point {number} de la liste jointe à la commande.",
            "data": None,
        }
        for number in range(DEROGATIONS)
        for subject in (subjects[number % len(subjects)],)
    ]
    with door_of(folder).create(use_keychain=True).workspace as workspace:
        fill_sample_workspace(workspace, person, clock, chance)
        return new_draft(workspace, answers, "order.started", person, clock, chance).record.number


def _measured(folder: Path, number: str, times: int) -> list[bool]:
    from numspot_desk.app.start import load_qt

    load_qt()
    from PySide6.QtWidgets import QApplication

    from numspot_desk.app.desk import Desk
    from numspot_desk.ui.hierarchy.view import HierarchyPage

    desk = Desk([], folder, door=lambda: door_of(folder))
    window = desk.open()

    def settled() -> float:
        """Handle events until nothing is read any more; the longest of them, in milliseconds."""
        longest, rest = 0.0, time.perf_counter() + _REST
        while time.perf_counter() < rest or desk.context.busy:
            start = time.perf_counter()
            QApplication.processEvents()
            longest = max(longest, (time.perf_counter() - start) * 1000)
        return longest

    def stretch(act: Callable[[], object]) -> float:
        start = time.perf_counter()
        act()
        return max((time.perf_counter() - start) * 1000, settled())

    while window.current() is None or desk.context.busy:
        QApplication.processEvents()
    window.go("hierarchy", number)
    settled()
    page = window.current()
    assert isinstance(page, HierarchyPage)
    days, tools = page.days, page.tools
    gestures: dict[str, Callable[[], object]] = {
        "opening the contract": lambda: window.go("hierarchy", number),
        "another day": lambda: days.later.click() if days.later.isEnabled() else days.earlier.click(),
        "another clause": lambda: page.open_clause("CP-D1"),
        "the whole text": lambda: (tools.answer.click(), tools.whole.click()),
        "the picture": lambda: (tools.answer.click(), tools.pictured.click()),
    }
    met = []
    for name, act in gestures.items():
        stretch(act)
        found = Timed([stretch(act) for _ in range(times)])
        met.append(report_limit(f"Longest wait on the hierarchy page: {name}", found, 50.0))
    window.close()
    desk.close(window)
    return met
