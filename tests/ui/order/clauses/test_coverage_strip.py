"""The strip of a checklist: how many of its subjects are covered, in words, and what each cell says."""

import pytest
from pytestqt.qtbot import QtBot

from numspot_desk.rules.checklists import CHECKLISTS, coverage
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.order.clauses.coverage_strip import CoverageStrip


@pytest.mark.parametrize(
    ("covered", "said"), [(0, "0 sujet couvert"), (1, "1 sujet couvert"), (2, "2 sujets couverts")]
)
def test_the_head_counts_as_french_does(context: DeskContext, qtbot: QtBot, covered: int, said: str) -> None:
    strip = CoverageStrip(context)
    qtbot.addWidget(strip)
    subjects = [subject.id for subject in CHECKLISTS["HDS"].subjects]
    strip.show_coverage(coverage("HDS", [("CS-1", subjects[:covered])]))
    assert strip.head() == f"{said} sur {len(subjects)}"


def test_a_subject_names_its_requirement_in_the_framework(context: DeskContext, qtbot: QtBot) -> None:
    strip = CoverageStrip(context)
    qtbot.addWidget(strip)
    strip.show_coverage(coverage("HDS", []))
    for subject in CHECKLISTS["HDS"].subjects:
        cell = strip.cells[subject.id]
        said = (cell.toolTip(), cell.accessibleName())
        assert all(words.startswith(subject.id) and subject.french in words for words in said)
        assert all((subject.framework or "EXI") in words for words in said) is (subject.framework is not None)
