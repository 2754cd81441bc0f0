"""Who answers "why?": the nearest widget that explains what it shows."""

from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.rules.explain import Step
from numspot_desk.ui.context import WhyRequest
from numspot_desk.ui.kit.explained import explanation_at


class Explaining(QWidget):
    """Knows why."""

    def why(self) -> WhyRequest | None:
        return WhyRequest("Total", Step("totals.incl_tax", 1))


class Form(QWidget):
    """Has a field for a reason, and no explanation."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.why = QLineEdit(self)
        self.button = QToolButton(self)


def test_the_nearest_widget_that_explains_is_asked(qtbot: QtBot) -> None:
    outer = Explaining()
    qtbot.addWidget(outer)
    form = Form(outer)
    for widget in (form.button, form.why, form, outer):
        found = explanation_at(widget)
        assert found is not None and found.title == "Total"


def test_nothing_explains_where_no_widget_does(qtbot: QtBot) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    form = Form(outer)
    assert explanation_at(form.why) is None and explanation_at(None) is None
