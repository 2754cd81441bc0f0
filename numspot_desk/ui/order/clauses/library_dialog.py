"""Choosing a clause of the library for the order: search, values with their limits, and what keeps one out.

Nothing is put in that cannot stand: why is said beside the clause. What fits is decided by
`clauses_presenter`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.library.clause import PLACE, LibraryClause, Rung
from numspot_desk.contracts.library.conditions import condition_text
from numspot_desk.contracts.library.rendering import filled
from numspot_desk.contracts.library.values import value_fault
from numspot_desk.language.folding import words
from numspot_desk.language.messages import N_
from numspot_desk.rules import clauses as references
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.clauses.clause_offers import Offer
from numspot_desk.ui.order.clauses.clause_parameters import ClauseParameters
from numspot_desk.ui.order.clauses.clause_words import reason_lines
from numspot_desk.ui.order.clauses.clauses_presenter import ClausesPresenter

_BESIDE_WORDS = 7 * GRID
"""What icon, margins and bar take of the width of a row."""
_RUNGS: Mapping[Rung, tuple[str, str]] = {
    Rung.PREFERRED: (N_("Preferred wording of the library."), "success"),
    Rung.ACCEPTABLE: (N_("Accepted fallback of the library."), "accent"),
    Rung.NEEDS_LEGAL: (N_("The library leaves these values to legal."), "warning"),
    Rung.REFUSED: (N_("The library refuses these values."), "problem"),
}


class LibraryDialog(QDialog):
    """`taken` carries the path of the clause that was put in."""

    taken = Signal(str)

    def __init__(
        self,
        context: DeskContext,
        clauses: ClausesPresenter,
        parent: QWidget,
        kind: str = "",
        covering: str = "",
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._clauses = clauses
        self._kind, self._covering = kind, covering
        self._offers: tuple[Offer, ...] = ()
        self._values: dict[str, dict[str, Any]] = {}
        self._parameters: ClauseParameters | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = context.language.text
        self.setWindowTitle(text("Take a clause of the library"))
        self.search = TextField(context, self)
        self.search.edited.connect(self._fill)
        self.search.installEventFilter(self)
        row = FormRow(context, N_("Search the library"), self.search, may_fail=False, parent=self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(text("Clauses of the library"))
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.viewport().installEventFilter(self)
        self.list.currentRowChanged.connect(self._show_current)
        self.list.itemActivated.connect(self._insert)
        self.buttons = QDialogButtonBox(self)
        close = self.buttons.addButton(text("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        self.insert: QPushButton = self.buttons.addButton(
            text("Put it into the order"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        set_role(self.insert, "primary")
        self.insert.setDefault(True)
        self.buttons.rejected.connect(self.reject)
        self.buttons.accepted.connect(self._insert)
        left = QVBoxLayout()
        left.addWidget(row)
        left.addWidget(self.list, 1)
        middle = QHBoxLayout()
        middle.setSpacing(2 * GRID)
        middle.addLayout(left, 2)
        middle.addWidget(self._detail(), 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.addLayout(middle, 1)
        layout.addWidget(self.buttons)
        self.resize(min(118 * GRID, parent.window().width()), min(78 * GRID, parent.window().height()))
        self._fill()
        self.search.setFocus()

    def _detail(self) -> QWidget:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget(area)
        set_role(inner, "scrolled")
        self._inside = QVBoxLayout(inner)
        self.title = self._label(inner, "heading")
        self.about = self._label(inner, "muted")
        self.why = self._label(inner, "")
        self.barred = self._label(inner, "problem")
        self._holder = QVBoxLayout()
        self.rung = self._label(inner, "")
        self.text = self._label(inner, "")
        self.gloss = self._label(inner, "muted")
        for widget in (self.title, self.about, self.why, self.barred):
            self._inside.addWidget(widget)
        self._inside.addLayout(self._holder)
        for widget in (self.rung, self.text, self.gloss):
            self._inside.addWidget(widget)
        self._inside.addStretch(1)
        area.setWidget(inner)
        return area

    def _label(self, parent: QWidget, role: str) -> QLabel:
        label = QLabel(parent)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(label, role)
        return label

    # ── The list ─────────────────────────────────────────────────────────────────────────────────────

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows walk through the list while somebody types in the search; rows fit its width."""
        if event.type() is QEvent.Type.Resize and watched is self.list.viewport():
            self._fit_rows()
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if by is not None and self.list.count():
                row = self.list.currentRow() + by
                self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
                return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        asked = words(self.search.text())
        found = self._clauses.offers(self._kind)
        if self._covering:
            found = tuple(one for one in found if self._covering in one.clause.covers) or found
        meant = [one for one in found if _answers(_named(one.clause), asked)]
        others = [one for one in found if not _answers(_named(one.clause), asked)]
        self._offers = (*meant, *(one for one in others if _answers(one.clause.text, asked)))
        self.list.clear()
        for one in self._offers:
            sign = ("clause", "accent") if one.fits else ("slash-circle", "problem")
            item = QListWidgetItem(icon(*sign), self._row(one), self.list)
            if not one.fits:
                item.setForeground(self.palette().placeholderText())
        self._fit_rows()
        self.list.setCurrentRow(0 if self._offers else -1)
        if not self._offers:
            self._show_current(-1)

    def _fit_rows(self) -> None:
        """Give each row the height of its words: what the list finds itself leaves out icon and margins."""
        width = self.list.viewport().width() - _BESIDE_WORDS
        for row in range(self.list.count()):
            item = self.list.item(row)
            words = QRect(0, 0, max(width, GRID), 0)
            height = (
                self.list.fontMetrics().boundingRect(words, Qt.TextFlag.TextWordWrap, item.text()).height()
            )
            item.setSizeHint(QSize(0, height + GRID))

    def _row(self, offer: Offer) -> str:
        clause, code = offer.clause, self.context.language.code
        title = clause.title.in_language(code)
        place = clause.target or ", ".join(clause.covers)
        if offer.fits:
            return f"{title}\n{place}"
        barred = self.context.language.text("not for this order")
        return f"{title}\n{place} – {barred}"

    # ── One clause ───────────────────────────────────────────────────────────────────────────────────

    def _current(self) -> Offer | None:
        row = self.list.currentRow()
        return self._offers[row] if 0 <= row < len(self._offers) else None

    def _show_current(self, _row: int) -> None:
        if self._parameters is not None:
            self._holder.removeWidget(self._parameters)
            self._parameters.hide()
            self._parameters.deleteLater()
            self._parameters = None
        offer = self._current()
        if offer is None:
            self.title.setText(self.context.language.text("No clause of the library fits this search."))
            for label in (self.about, self.why, self.barred, self.rung, self.text, self.gloss):
                label.hide()
            self.insert.setEnabled(False)
            return
        clause, code = offer.clause, self.context.language.code
        self.title.setText(clause.title.in_language(code))
        self.about.setText(self._place(clause))
        self.why.setText(clause.reason.in_language(code))
        for label in (self.about, self.why, self.rung, self.text):
            label.show()
        if clause.parameters:
            self._parameters = ClauseParameters(self.context, clause, parent=self)
            self._parameters.filled.connect(self._filled)
            self._holder.addWidget(self._parameters)
        self._show_values(offer)

    def _place(self, clause: LibraryClause) -> str:
        text, code = self.context.language.text, self.context.language.code
        version = text("version {n}", n=clause.version)
        if clause.target is None:
            return f"{', '.join(clause.covers)} · {version}"
        title = references.title(clause.target, code)
        return f"{clause.target}{f' – {title}' if title else ''} · {version}"

    def _values_of(self, clause: LibraryClause) -> dict[str, Any]:
        return self._values.setdefault(clause.id, dict(clause.preferred))

    def _filled(self, name: str, value: object) -> None:
        offer = self._current()
        if offer is not None:
            self._values_of(offer.clause)[name] = value
            self._show_values(offer)

    def _show_values(self, shown: Offer) -> None:
        language = self.context.language
        clause, values = shown.clause, self._values_of(shown.clause)
        offer = self._clauses.offer(clause, values)
        if self._parameters is not None:
            self._parameters.show_values(values)
        whole = all(value_fault(one, values.get(one.name)) is None for one in clause.parameters)
        said, colour = _RUNGS[offer.judgement.rung]
        lines = [language.text(said), *reason_lines(offer.judgement.reasons, language)]
        lines += [
            language.render(one.said) for one in offer.judgement.reasons if one.said and one.parameter is None
        ]
        self.rung.setText("\n".join(lines))
        self.rung.setVisible(whole)
        set_role(self.rung, colour if colour != "accent" else "")
        self.text.setText(_readable(clause, clause.text, values, "fr"))
        self.gloss.setText(_readable(clause, clause.gloss, values, "en"))
        self.gloss.setVisible(language.code == "en")
        barred = self._barred(offer)
        self.barred.setText("\n".join(barred))
        self.barred.setVisible(bool(barred))
        self.insert.setEnabled(whole and not barred and offer.judgement.rung is not Rung.REFUSED)

    def _barred(self, offer: Offer) -> list[str]:
        language = self.context.language
        lines = [
            language.text(
                "This clause is only for an order where {condition}.", condition=condition_text(one)
            )
            for one in offer.unmet
        ]
        for other in offer.excluded:
            if other.id == offer.clause.id:
                lines.append(language.text("The order has this clause already. Change that one instead."))
            else:
                title = other.title.in_language(language.code)
                lines.append(
                    language.text(
                        "The order has “{clause}”, which excludes this one. Take that one out first.",
                        clause=title,
                    )
                )
        if offer.astray:
            lines.append(
                language.text(
                    "The general terms of this order have no clause {clause}.", clause=offer.clause.target
                )
            )
        return lines

    def _insert(self) -> None:
        offer = self._current()
        if offer is None or not self.insert.isEnabled():
            return
        path = self._clauses.take(offer.clause, self._values_of(offer.clause), self._kind)
        if path is not None:
            self.accept()
            self.taken.emit(path)


def _named(clause: LibraryClause) -> str:
    """What a clause is called by: its titles and its places."""
    said = (clause.title.french, clause.title.english, clause.id, clause.target or "", *clause.covers)
    return " ".join(said)


def _readable(clause: LibraryClause, text: str, values: Mapping[str, Any], language: str) -> str:
    """The words of a clause with its values; what is not filled in stands there by its name."""
    names = {one.name: one.label.in_language(language) for one in clause.parameters}
    return PLACE.sub(
        lambda place: f"[{names.get(place[1], place[1])}]", filled(clause, text, values, language)
    )


def _answers(text: str, asked: Sequence[str]) -> bool:
    """Whether words of a text begin with all that is asked for."""
    there = words(text)
    return all(any(word.startswith(each) for word in there) for each in asked)
