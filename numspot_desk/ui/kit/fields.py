"""The fields people type in: text, choice, number, amount, date, IBAN.

All share `value()`, `set_value()` and `edited`. A value is text in the form of the order document
(`"1234.50"`, `"2026-11-22"`); what cannot be read is kept and given back exactly as typed, so that
nothing is lost and the checks can name it. Checking lives in `contracts`; saying what is wrong in `form`.
"""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
    QWidgetAction,
)

from numspot_desk.language.typed import NotTyped, parse_date, parse_number
from numspot_desk.ui.context import DeskContext, Text
from numspot_desk.ui.kit.icons import icon, pixmap
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.kit.whole_text import keep_whole

LONGEST = 100_000
"""More characters than any field can hold: typing beyond is refused by the check, never cut silently."""


class TextField(QLineEdit):
    """One line of text, kept exactly as typed."""

    edited = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setMaxLength(LONGEST)
        self.textEdited.connect(self._text_edited)
        context.language_changed.connect(self._show_again)

    def value(self) -> str:
        """The value as the order document holds it, or the typed text where it cannot be read."""
        text = self.text()
        read = self.read(text)
        return text if read is None else read

    def set_value(self, value: str | None) -> None:
        """Show a value. What is being typed stays as it is when it already means this value."""
        if value is None:
            value = ""
        if value == self.value() and (value == "") == (self.text() == ""):
            return
        self.setText(self.show_form(value))

    def read(self, text: str) -> str | None:
        """The canonical value of a typed text, or None where it cannot be read."""
        return text

    def show_form(self, value: str) -> str:
        """How a canonical value is written in the reader's language; unreadable text as it is."""
        return value

    def settle(self) -> None:
        """Write what was typed in the form of the language, if it can be read."""
        read = self.read(self.text())
        if read is not None and self.text().strip():
            shown = self.show_form(read)
            if shown != self.text():
                self.setText(shown)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()

    def _text_edited(self) -> None:
        keep_whole(self, self.context)
        self.edited.emit()

    def _show_again(self) -> None:
        if not self.hasFocus():
            self.settle()


class LongTextField(QPlainTextEdit):
    """Several lines of text; Tab goes to the next field."""

    edited = Signal()

    def __init__(self, context: DeskContext, lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._setting = False
        self._lines = lines
        self.setTabChangesFocus(True)
        self._set_height()
        theme().changed.connect(self._set_height)
        self.textChanged.connect(self._text_changed)

    def value(self) -> str:
        """The text as typed, with line feeds; no-break spaces too, which Qt's plain text loses."""
        return self.document().toRawText().translate(_LINE_FEEDS)

    def set_value(self, value: str | None) -> None:
        """Show a text, unless it is the one that stands there."""
        if (value or "") == self.value():
            return
        self._setting = True
        try:
            self.setPlainText(value or "")
        finally:
            self._setting = False

    def _text_changed(self) -> None:
        if self._setting:
            return
        self._setting = True
        try:
            keep_whole(self, self.context)
        finally:
            self._setting = False
        self.edited.emit()

    def _set_height(self) -> None:
        self.setFixedHeight(theme().metrics().lineSpacing() * self._lines + 3 * GRID)


class NumberField(TextField):
    """A number with the decimals it has, right-aligned: `2 048`, `0,02`."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def read(self, text: str) -> str | None:
        if not text.strip():
            return ""
        try:
            return format(parse_number(text), "f")
        except NotTyped:
            return None

    def show_form(self, value: str) -> str:
        number = _canonical_number(value)
        return value if number is None else self.written(number)

    def written(self, number: Decimal) -> str:
        """The number in the language's form, its groups apart by a space: a comma that groups in English
        would be read back as a decimal one."""
        return self._apart(self.context.language.formats.number(number))

    def _apart(self, written: str) -> str:
        english = self.context.language.code == "en"
        return written.replace(",", "\N{NARROW NO-BREAK SPACE}") if english else written


class AmountField(NumberField):
    """An amount in euros, with two decimals at least: `36 500,00`."""

    def written(self, number: Decimal) -> str:
        return self._apart(self.context.language.formats.amount(number))


class DateField(TextField):
    """A day, typed `22/11/2026` or picked in a month (Alt+Down); its value is `2026-11-22`."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._open = QAction(self)
        self._open.triggered.connect(self.open_calendar)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        theme().changed.connect(self._dress)
        context.language_changed.connect(self._dress)
        self._dress()

    def read(self, text: str) -> str | None:
        if not text.strip():
            return ""
        try:
            return parse_date(text).isoformat()
        except NotTyped:
            return None

    def show_form(self, value: str) -> str:
        try:
            return parse_date(value).strftime("%d/%m/%Y")
        except NotTyped:
            return value

    def open_calendar(self) -> None:
        """Offer the month around the date, or around today."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        month = QCalendarWidget(menu)
        month.setAccessibleName(self.context.language.text("Choose a day"))
        month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        try:
            day = parse_date(self.text())
        except NotTyped:
            day = self.context.clock.today()
        month.setSelectedDate(QDate(day.year, day.month, day.day))
        action = QWidgetAction(menu)
        action.setDefaultWidget(month)
        menu.addAction(action)
        month.activated.connect(self._picked)
        month.clicked.connect(self._picked)
        month.activated.connect(menu.close)
        month.clicked.connect(menu.close)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        month.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def _picked(self, day: QDate) -> None:
        self.setText(self.show_form(day.toString(Qt.DateFormat.ISODate)))
        self.edited.emit()

    def _dress(self) -> None:
        self._open.setIcon(icon("calendar", "muted"))
        self._open.setText(self.context.language.text("Choose a day"))
        self.setPlaceholderText(self.context.language.text("dd/mm/yyyy"))


class IbanField(TextField):
    """An IBAN as people paste it: spaces of every kind, hyphens, lower case. Shown in groups of four."""

    def read(self, text: str) -> str | None:
        compact = compact_iban(text)
        return compact if compact.isascii() and compact.isalnum() else (None if compact else "")

    def show_form(self, value: str) -> str:
        return group_iban(value)


class ChoiceField(QComboBox):
    """One of a few values. A value outside the list is kept and shown as it is."""

    edited = Signal()

    def __init__(
        self, context: DeskContext, options: Sequence[tuple[str, Text]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._options: tuple[tuple[str, Text], ...] = ()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel: it only scrolls past
        self.set_options(options)
        self.activated.connect(self._activated)
        context.language_changed.connect(self._retranslate)

    def set_options(self, options: Sequence[tuple[str, Text]]) -> None:
        """Offer these (value, label) pairs, keeping the chosen value."""
        value = self.value()
        self._options = tuple(options)
        self.clear()
        for option, label in self._options:
            self.addItem(self.context.text(label) if label else "", option)
        if value:
            self.set_value(value)

    def value(self) -> str:
        """The chosen value, "" for none."""
        data = self.currentData()
        return data if isinstance(data, str) else ""

    def set_value(self, value: str | None) -> None:
        """Choose a value."""
        value = value or ""
        index = self.findData(value)
        if index < 0 and value:
            self.addItem(value, value)
            index = self.count() - 1
        self.setCurrentIndex(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page; it never changes a value that somebody passes over."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        arrow = pixmap("chevron-down", "muted", 16, self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap(self.width() - 26, (self.height() - 16) // 2, arrow)
        painter.end()

    def _activated(self, _index: int) -> None:
        self.edited.emit()

    def _retranslate(self) -> None:
        for index, (_, label) in enumerate(self._options):
            self.setItemText(index, self.context.text(label) if label else "")


Field = TextField | LongTextField | ChoiceField
_LINE_FEEDS = str.maketrans("\N{PARAGRAPH SEPARATOR}\N{LINE SEPARATOR}", "\n\n")


def compact_iban(text: str) -> str:
    """An IBAN without the spaces and hyphens of every kind that people paste, in upper case."""
    return "".join(c for c in text if not c.isspace() and c not in _IBAN_NOISE).upper()


def group_iban(text: str) -> str:
    """An IBAN in groups of four: `FR76 3000 6000 …`."""
    compact = compact_iban(text)
    return " ".join(compact[i : i + 4] for i in range(0, len(compact), 4))


_IBAN_NOISE = frozenset(
    "-.\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\ufeff"
)


def _canonical_number(value: str) -> Decimal | None:
    try:
        return parse_number(value)
    except NotTyped:
        return None
