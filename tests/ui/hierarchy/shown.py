"""A contract in a workspace with adopted terms; gestures that the tests of its page share."""

import datetime as dt
import hashlib
import uuid

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.hierarchy.view import HierarchyPage
from numspot_desk.usecases.orders.order_acts import new_draft
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.terms import SourceFile, TermsVersion
from numspot_desk.usecases.samples.sample_answers import sample_answers
from tests.contracts.contracts import derogation, terms
from tests.ui.conftest import NOON
from tests.ui.keyboard import press

TODAY = NOON.date()
THIRTY = derogation("D1", "CG-6.3.a", "breach_notice", "replace", "Trente <jours>.", days=30)
VOID = derogation("D2", "CG-A1.1", "payment_term", "replace", "À cent jours.", days=100)
BREACH = "topic:breach_notice|"


def adopt(store: OpenWorkspace, label: str, start: dt.date, breach: str) -> None:
    version = TermsVersion(
        str(uuid.uuid5(uuid.NAMESPACE_URL, label)), label, "fr", start - dt.timedelta(days=99), start, NOON
    )
    source = SourceFile("terms.txt", b"x", hashlib.sha256(b"x").hexdigest())
    store.terms.adopt(version, terms(breach), source, Act("terms.adopted", "", "Louis", NOON))


def prepare(store: OpenWorkspace, desk: DeskContext, *, beta: bool = False) -> str:
    adopt(store, "2026-01", dt.date(2026, 1, 1), "Dix jours.")
    adopt(store, "2027-03", dt.date(2027, 3, 1), "Douze jours.")
    answers = dict(sample_answers("workshop", TODAY)) | {"derogations": [THIRTY, VOID]}
    answers["lines"] = [line | {"beta": beta} for line in answers["lines"]]
    return new_draft(store, answers, "order.started", desk.person, desk.clock, desk.chance).record.number


def settle(desk: DeskContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not desk.busy, timeout=10_000)


def chosen_text(page: HierarchyPage) -> str:
    return page.reading.sheet.toPlainText()


def choose(page: HierarchyPage, key: str) -> None:
    page.tree.setFocus()
    page.tree.choose(key)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Down)
