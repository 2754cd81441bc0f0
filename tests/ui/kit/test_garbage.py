"""Cycles are collected on the GUI thread alone, at Python's own thresholds."""

import gc
import threading
from collections.abc import Iterator

import pytest

from numspot_desk.ui.kit.garbage import GuiThreadCollector


@pytest.fixture
def collector(qtbot: object) -> Iterator[GuiThreadCollector]:
    collector = GuiThreadCollector()
    yield collector
    collector.stop()
    gc.disable()  # as the other screens' tests have it


class Cycle:
    """Holds itself, and says on which thread it went."""

    went: list[int]

    def __init__(self, went: list[int]) -> None:
        self.went = went
        self.own = self

    def __del__(self) -> None:
        self.went.append(threading.get_ident())


def test_work_on_another_thread_collects_nothing(collector: GuiThreadCollector) -> None:
    went: list[int] = []
    Cycle(went)
    worker = threading.Thread(target=lambda: [Cycle([]) for _ in range(5_000)])
    worker.start()
    worker.join()
    assert went == []
    assert collector.collect() is not None
    assert went == [threading.get_ident()]


def test_nothing_is_collected_before_it_is_due(collector: GuiThreadCollector) -> None:
    gc.collect()
    assert collector.collect() is None


def test_python_collects_by_itself_when_the_interface_has_ended(qtbot: object) -> None:
    collector = GuiThreadCollector()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
    gc.disable()
