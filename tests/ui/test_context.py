"""Work goes to one thread in order and comes back to the screen; errors are shown or are bugs."""

import sys
import threading
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from numspot_desk.language.messages import message
from numspot_desk.ui.context import DeskContext, QuietMessage
from numspot_desk.ui.kit.progress import ProgressStrip
from numspot_desk.usecases.refusals import Cancelled, MoveRefused, WorkspaceRefused


def wait(context: DeskContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not context.busy, timeout=5_000)


def test_work_runs_elsewhere_and_the_answer_comes_back_here(context: DeskContext, qtbot: QtBot) -> None:
    threads: list[int] = []
    answers: list[tuple[int, int]] = []
    for number in range(20):
        context.background(
            lambda number=number: (threads.append(threading.get_ident()), number)[1],
            lambda number: answers.append((number, threading.get_ident())),
        )
    wait(context, qtbot)
    assert [number for number, _ in answers] == list(range(20))
    assert set(threads) != {threading.get_ident()} and len(set(threads)) == 1
    assert {thread for _, thread in answers} == {threading.get_ident()}


def test_work_apart_never_keeps_other_work_waiting(context: DeskContext, qtbot: QtBot) -> None:
    held, order = threading.Event(), []
    context.apart(held.wait, lambda _: order.append("apart"))
    context.background(lambda: None, lambda _: order.append("background"))
    qtbot.waitUntil(lambda: order == ["background"], timeout=5_000)
    assert context.busy
    held.set()
    wait(context, qtbot)
    assert order == ["background", "apart"]


def test_the_end_stops_what_runs_apart(context: DeskContext, qtbot: QtBot) -> None:
    strip = ProgressStrip(context)
    qtbot.addWidget(strip)
    progress, ended = strip.start(), []

    def work() -> None:
        try:
            while True:
                progress.step(0, 0, message("Saving the files"))
        except Cancelled:
            ended.append(True)

    context.apart(work)
    context.shut_down()
    assert ended == [True]


def test_without_a_workspace_the_work_is_refused_in_words(context: DeskContext, qtbot: QtBot) -> None:
    errors: list[BaseException] = []
    context.run(lambda workspace: workspace.orders.counts_by_state(), None, errors.append)
    wait(context, qtbot)
    assert isinstance(errors[0], WorkspaceRefused)
    shown: list[QuietMessage] = []
    context.message_posted.connect(shown.append)
    context.run(lambda workspace: workspace.orders.counts_by_state())
    wait(context, qtbot)
    assert shown[0].problem and "verrouillé" in shown[0].text


def test_an_error_for_people_is_shown_and_a_bug_is_not_swallowed(
    context: DeskContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QuietMessage] = []
    bugs: list[Any] = []
    context.message_posted.connect(shown.append)
    monkeypatch.setattr(sys, "excepthook", lambda *about: bugs.append(about[1]))

    def refuse() -> None:
        raise MoveRefused(message("This order is still a draft: change it directly."))

    def break_down() -> None:
        raise ZeroDivisionError

    context.background(refuse)
    context.background(break_down)
    context.background(lambda: None)
    wait(context, qtbot)
    assert [one.text for one in shown] == [
        "Cette commande est encore un brouillon\N{NO-BREAK SPACE}: modifiez-la directement."
    ]
    assert [type(bug) for bug in bugs] == [ZeroDivisionError]


def test_an_answer_for_a_widget_that_is_gone_is_dropped(context: DeskContext, qtbot: QtBot) -> None:
    owner, label = QObject(), QLabel()
    called: list[str] = []
    context.background(lambda: "x", label.setText)
    context.background(lambda: "x", called.append, owner=owner)
    context.background(lambda: "y", called.append, owner=context)
    delete(label)
    delete(owner)
    wait(context, qtbot)
    assert called == ["y"]


def test_a_workspace_lives_and_dies_on_the_thread_of_the_work(desk: DeskContext, qtbot: QtBot) -> None:
    states: list[bool] = []
    desk.workspace_changed.connect(states.append)
    closed: list[bool] = []
    desk.close_workspace(lambda: closed.append(True))
    wait(desk, qtbot)
    assert states == [False] and closed == [True] and not desk.has_workspace


def test_the_language_changes_once_and_is_remembered(context: DeskContext) -> None:
    changes: list[bool] = []
    context.language_changed.connect(lambda: changes.append(True))
    context.set_language("fr")
    context.set_language("en")
    assert changes == [True]
    assert context.preferences.get("language") == "en"
    assert context.text("Orders") == "Orders"


def test_nothing_runs_after_the_end(context: DeskContext) -> None:
    done: list[int] = []
    context.background(lambda: done.append(1))
    context.shut_down()
    context.background(lambda: done.append(2))
    context.shut_down()
    assert done == [1]
