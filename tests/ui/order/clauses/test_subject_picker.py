"""The subjects of a clause are chosen from the checklist, in the field."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from numspot_desk.contracts.order.flow import StepId
from numspot_desk.contracts.order.order_document import get
from numspot_desk.rules.checklists import CHECKLISTS
from numspot_desk.ui.order.clauses.conditions_step import ConditionsStep
from numspot_desk.ui.order.clauses.subject_picker import subject_rows
from numspot_desk.ui.order.page import OrderPage
from tests.ui.order.typist import ALT, Typist

HDS = CHECKLISTS["HDS"].subjects
PATH = "special_conditions[0].clauses[0].subjects"


def test_the_list_has_the_id_and_the_title_of_each_subject() -> None:
    rows = subject_rows("", False, "HDS", "fr")
    assert rows[0].shown == f"{HDS[0].id} – {HDS[0].french}"
    assert {row.text for row in rows} >= {subject.id for subject in HDS}


def test_the_word_being_typed_narrows_the_list_and_is_replaced() -> None:
    held = f"{HDS[0].id}, {HDS[1].id.lower()}"
    rows = subject_rows(held, True, "HDS", "fr")
    assert rows and rows[0].text == f"{HDS[0].id}, {HDS[1].id}"


def test_a_subject_that_is_held_is_not_offered_again() -> None:
    held = f"{HDS[0].id}, "
    assert all(not row.shown.startswith(f"{HDS[0].id} ") for row in subject_rows(held, True, "HDS", "en"))


def test_another_kind_has_no_list_of_its_own_but_the_data_act() -> None:
    assert all(row.text.startswith("DA-") for row in subject_rows("", False, "", "fr"))


def test_subjects_are_chosen_by_keyboard_and_the_strip_follows(page: OrderPage, typist: Typist) -> None:
    typist.press(Qt.Key.Key_5, ALT)
    view = page.view(StepId.CONDITIONS)
    assert isinstance(view, ConditionsStep)
    view.add_conditions("HDS")
    typist.tab_to_button("Ajouter une clause")
    typist.press(Qt.Key.Key_Space)
    typist.tab_to(PATH)
    typist.press(Qt.Key.Key_Down, ALT)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    typist.press(Qt.Key.Key_Down, times=2)
    assert get(page.presenter.answers, PATH) in (None, []), "looking at the list types nothing"
    typist.press(Qt.Key.Key_Return)
    assert get(page.presenter.answers, PATH) == [HDS[1].id]
    typist.type(", " + HDS[0].id)
    typist.press(Qt.Key.Key_Escape)
    assert get(page.presenter.answers, PATH) == [HDS[1].id, HDS[0].id]
    page.presenter.check()
    assert "✓" in view.widget_of(f"special_conditions[0].{HDS[1].id}").text()


def test_the_list_closes_when_nothing_fits(page: OrderPage, typist: Typist) -> None:
    typist.press(Qt.Key.Key_5, ALT)
    typist.tab_to_button("Ajouter une dérogation")
    typist.press(Qt.Key.Key_Space)
    typist.tab_to("derogations[0].target")
    typist.type("CG")
    assert QApplication.activePopupWidget() is not None
    typist.type(" zzz")
    assert QApplication.activePopupWidget() is None
    assert get(page.presenter.answers, "derogations[0].target") == "CG zzz"


def test_a_clause_that_is_only_looked_at_is_not_written(page: OrderPage, typist: Typist) -> None:
    typist.press(Qt.Key.Key_5, ALT)
    typist.tab_to_button("Ajouter une dérogation")
    typist.press(Qt.Key.Key_Space)
    typist.tab_to("derogations[0].target")
    field = typist.focused()
    typist.type("CG-6")
    typist.press(Qt.Key.Key_Down)
    typist.press(Qt.Key.Key_Escape)
    assert field.text() == get(page.presenter.answers, "derogations[0].target") == "CG-6"
    typist.press(Qt.Key.Key_Down, ALT)
    typist.type("A1.1")
    typist.press(Qt.Key.Key_Down)
    typist.press(Qt.Key.Key_Return)
    assert get(page.presenter.answers, "derogations[0].target") is not None
