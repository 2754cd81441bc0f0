"""Fields give back what was meant, or what was typed; nothing is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.ui.context import DeskContext, QuietMessage
from numspot_desk.ui.kit.fields import (
    AmountField,
    ChoiceField,
    DateField,
    IbanField,
    LongTextField,
    NumberField,
    TextField,
)
from tests.ui.keyboard import ALT, press, type_text

NARROW = "\N{NARROW NO-BREAK SPACE}"
NB = "\N{NO-BREAK SPACE}"


class Form(QWidget):
    """A field, and another one to go to."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        self.other = QLineEdit(self)
        layout.addWidget(field)
        layout.addWidget(self.other)
        field.setFocus()


def shown(field: QWidget, qtbot: QtBot) -> Form:
    form = Form(field)
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(field.hasFocus)
    return form


@pytest.mark.parametrize(
    ("typed", "value", "written"),
    [
        ("1234,5", "1234.5", f"1{NARROW}234,5"),
        ("1 234.5", "1234.5", f"1{NARROW}234,5"),
        (f"1{NB}234,5 €", "1234.5", f"1{NARROW}234,5"),
        (f"1{NARROW}234{NARROW}567", "1234567", f"1{NARROW}234{NARROW}567"),
        ("0,0000012", "0.0000012", "0,0000012"),
        ("", "", ""),
        ("douze", "douze", "douze"),
        ("1 23 4", "1 23 4", "1 23 4"),
        ("12,34,56", "12,34,56", "12,34,56"),
    ],
)
def test_a_number_takes_what_people_type(
    context: DeskContext, qtbot: QtBot, typed: str, value: str, written: str
) -> None:
    field = NumberField(context)
    form = shown(field, qtbot)
    edits: list[str] = []
    field.edited.connect(lambda: edits.append(field.value()))
    type_text(typed)
    assert field.value() == value
    assert field.text() == typed
    form.other.setFocus()
    assert (field.value(), field.text()) == (value, written)
    assert len(edits) == len(typed)


@pytest.mark.parametrize(
    ("typed", "value", "written"),
    [
        ("1234,5", "1234.5", f"1{NARROW}234,50"),
        ("12", "12", "12,00"),
        ("0,125", "0.125", "0,125"),
        ("1 234 567.89 €", "1234567.89", f"1{NARROW}234{NARROW}567,89"),
        ("douze", "douze", "douze"),
        ("", "", ""),
    ],
)
def test_an_amount_shows_its_cents_once_it_is_left(
    context: DeskContext, qtbot: QtBot, typed: str, value: str, written: str
) -> None:
    field = AmountField(context)
    form = shown(field, qtbot)
    type_text(typed)
    assert (field.value(), field.text()) == (value, typed), "nothing moves while somebody types"
    form.other.setFocus()
    assert field.text() == written
    context.set_language("en")
    assert field.value() in (value, "12.00", "1234.50")


def test_a_number_follows_the_language(context: DeskContext, qtbot: QtBot) -> None:
    field = NumberField(context)
    qtbot.addWidget(field)
    field.set_value("1234.5")
    context.set_language("en")
    assert (field.text(), field.value()) == (f"1{NARROW}234.5", "1234.5")


@pytest.mark.parametrize("value", ["1234", "1234567", "0.001", "12345.678", "999999999999"])
def test_a_number_shown_in_any_language_reads_back_as_itself(
    context: DeskContext, qtbot: QtBot, value: str
) -> None:
    field = NumberField(context)
    qtbot.addWidget(field)
    for code in ("fr", "en", "fr", "en"):
        context.set_language(code)
        field.set_value(value)
        field.settle()
        assert field.value() == value


def test_what_is_being_typed_is_not_rewritten_by_its_own_value(context: DeskContext, qtbot: QtBot) -> None:
    field = NumberField(context)
    form = shown(field, qtbot)
    type_text("1 000,")
    type_text("5")
    field.set_value("1000.5")
    assert field.text() == "1 000,5" and form.isVisible()


@pytest.mark.parametrize(
    "pasted",
    [
        "FR76 3000 6000 0112 3456 7890 189",
        "fr7630006000011234567890189",
        f"FR76{NB}3000{NB}6000{NARROW}0112 3456 7890 189 ",
        "FR76-3000-6000-0112-3456-7890-189",
        "\ufeffFR76\u200b30006000 0112\u20113456\u20137890189\n",
    ],
)
def test_an_iban_is_taken_as_people_paste_it(context: DeskContext, qtbot: QtBot, pasted: str) -> None:
    field = IbanField(context)
    form = shown(field, qtbot)
    field.insert(pasted)
    assert field.value() == "FR7630006000011234567890189"
    form.other.setFocus()
    assert field.text() == "FR76 3000 6000 0112 3456 7890 189"


def test_an_iban_that_cannot_be_one_stays_as_typed(context: DeskContext, qtbot: QtBot) -> None:
    field = IbanField(context)
    form = shown(field, qtbot)
    type_text("à demander")
    form.other.setFocus()
    assert field.text() == field.value() == "à demander"


def test_a_day_is_typed_or_picked(context: DeskContext, qtbot: QtBot) -> None:
    field = DateField(context)
    form = shown(field, qtbot)
    type_text("3.1.2027")
    assert field.value() == "2027-01-03"
    form.other.setFocus()
    assert field.text() == "03/01/2027"
    field.setFocus()
    field.selectAll()
    type_text("31/02/2027")
    assert field.read(field.text()) is None and field.value() == "31/02/2027"
    field.setText("03/01/2027")
    press(Qt.Key.Key_Down, ALT)
    month = form.findChild(QCalendarWidget)
    qtbot.waitUntil(month.isVisible)
    assert month.selectedDate().toString("yyyy-MM-dd") == "2027-01-03"
    month.activated.emit(month.selectedDate().addDays(1))
    assert field.value() == "2027-01-04"
    qtbot.waitUntil(lambda: form.findChild(QCalendarWidget) is None)


def test_a_choice_keeps_a_value_it_does_not_know(context: DeskContext, qtbot: QtBot) -> None:
    field = ChoiceField(context, [("order", "Order"), ("list", "Prices")])
    qtbot.addWidget(field)
    field.set_value("other")
    assert field.value() == "other"
    field.set_value("list")
    context.set_language("en")
    assert (field.value(), field.currentText()) == ("list", "Prices")


def test_long_texts_keep_every_character(context: DeskContext, qtbot: QtBot) -> None:
    text = "{{7*7}} <b>\u202eא</b>\n\n=cmd|' /C calc'!A0\t" + "é" * 10_000
    long, line = LongTextField(context), TextField(context)
    for field in (long, line):
        qtbot.addWidget(field)
    long.set_value(text)
    assert long.value() == text
    line.set_value("é" * 10_000)
    assert line.value() == "é" * 10_000


# ── Damaged characters ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", [TextField, NumberField, DateField, IbanField])
def test_half_a_character_is_left_out_and_said_by_name(
    kind: type[TextField], context: DeskContext, qtbot: QtBot
) -> None:
    field = kind(context)
    field.setAccessibleName("Libellé")
    form = shown(field, qtbot)
    said: list[QuietMessage] = []
    context.message_posted.connect(said.append)
    given: list[str] = []
    field.edited.connect(lambda: given.append(field.value()))
    field.setText("a😀b")
    assert said == []
    field.setSelection(1, 1)
    field.del_()  # takes one half of the character away
    assert given == [field.value()] and "😀" not in given[0]
    field.end(False)
    assert field.cursorPosition() == len("ab")
    assert [message.text.partition(NB)[0] for message in said] == ["Libellé"]
    form.close()


def test_no_break_spaces_of_a_long_text_are_kept(context: DeskContext, qtbot: QtBot) -> None:
    long = LongTextField(context)
    qtbot.addWidget(long)
    long.set_value("Taux\u00a0: 15\u202f%\nEnsuite")
    assert long.value() == "Taux\u00a0: 15\u202f%\nEnsuite"
    long.insertPlainText("Un\u00a0seul ")
    assert long.value().startswith("Un\u00a0seul Taux\u00a0:")


@pytest.mark.parametrize("kind", [TextField, LongTextField])
def test_whole_characters_of_every_plane_are_kept(
    kind: type[TextField | LongTextField], context: DeskContext, qtbot: QtBot
) -> None:
    said: list[QuietMessage] = []
    context.message_posted.connect(said.append)
    field = kind(context)
    form = shown(field, qtbot)
    type_text("é😀\N{COMBINING ACUTE ACCENT}")
    assert field.value() == "é😀\N{COMBINING ACUTE ACCENT}"
    assert said == []
    form.close()
