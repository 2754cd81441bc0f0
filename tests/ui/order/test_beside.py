"""Questions side by side or one below the other: one way at each width, whichever way they stood before."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.order.flow import StepId
from numspot_desk.contracts.order.order_document import put
from numspot_desk.ui.order.beside import Beside
from numspot_desk.ui.order.page import OrderPage
from tests.ui.order.typist import Typist


def test_each_width_has_one_way_of_standing(qtbot: QtBot) -> None:
    holder = Beside()
    qtbot.addWidget(holder)
    for _ in range(2):
        field = QWidget(holder)
        field.setMinimumSize(200, 40)
        holder._row.addWidget(field, 1)
    holder.show()
    for widths in (range(500, 380, -1), range(380, 500)):
        for width in widths:
            holder.resize(width, 200)
            QApplication.processEvents()
            stands = holder._row.direction()
            holder._fit()
            assert holder._row.direction() is stands, width


def test_a_page_of_any_width_comes_to_rest(page: OrderPage, typist: Typist) -> None:
    """A scroll area whose content never agrees with itself on its height takes the program down."""
    page.presenter.edit(put(page.presenter.answers, "client.consumer", True), "Edit", "client.consumer")
    typist.settle()
    for width in (*range(1000, 560, -1), *range(560, 1000, 7)):
        page.resize(width, 640)
        QApplication.processEvents()
    content = page.view(StepId.CLIENT).widget()
    assert content.height() >= content.minimumSizeHint().height()
