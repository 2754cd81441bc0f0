"""The life of a mandate as a timeline: what is ahead, then what happened, the latest first.

Many debits stand under one line that counts them. A planned debit says by when it is announced, and what the
invoice that it pays says of lateness (R06). Ctrl+I explains the current line.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from numspot_desk.contracts.mandate_life.facts import Collected, kind_of
from numspot_desk.language.messages import Message
from numspot_desk.language.zone import PARIS
from numspot_desk.rules.explain import Step
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.terms.list_tree import ListTree
from numspot_desk.usecases.mandates.mandate_words import ahead, conflict_line, event_names, fact_summary
from numspot_desk.usecases.mandates.plan_debits import INVOICE, Conflict, PlannedDebit
from numspot_desk.usecases.mandates.read_mandate import BookLine, MandateDetail

_TOGETHER: Final = 4
"""From how many debits in a row on they stand under one line."""
_SIGNS: Final = {
    "prepared": ("draft", "muted"),
    "sent": ("send", "particular"),
    "signed": ("signature", "success"),
    "registered": ("check-circle", "success"),
    "amended": ("version", "accent"),
    "resumed": ("active", "success"),
    "collected": ("value", "accent"),
    "suspended": ("stop", "warning"),
    "revoked": ("close-circle", "problem"),
    "replaced": ("moved", "muted"),
}


@dataclass(frozen=True)
class Ahead:
    """A day to come that no one entered: it follows from the facts."""

    step: Step


Held = BookLine | PlannedDebit | Conflict | Ahead


class Timeline(ListTree):
    """`removal_asked` carries the current fact or planned debit, on Del."""

    removal_asked = Signal(object)

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setMinimumWidth(0)

    def show_life(self, detail: MandateDetail, planned: Sequence[PlannedDebit]) -> None:
        """Show a mandate; the current line stays where it is still there."""
        former = self._identity(self.held())
        self.clear()
        self._show_ahead(detail, planned)
        self._show_facts(detail.lines)
        self._choose(former)

    def why(self) -> WhyRequest | None:
        """The explanation of the current line, where it is a computed one."""
        item = self.currentItem()
        held = self.held()
        step = _explanation(held)
        if item is None or step is None:
            return None
        return WhyRequest(item.text(0), step, {**event_names(step), **_invoice_name(held)})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = self.held()
        if event.key() == Qt.Key.Key_Delete and isinstance(held, (BookLine, PlannedDebit)):
            self.removal_asked.emit(held)
            event.accept()
            return
        super().keyPressEvent(event)

    # ── Lines ────────────────────────────────────────────────────────────────────────────────────────

    def _show_ahead(self, detail: MandateDetail, planned: Sequence[PlannedDebit]) -> None:
        language = self.context.language
        days = [
            (day, language.render(said), Ahead(detail.life.explanation)) for day, said in ahead(detail.life)
        ]
        coming: list[tuple[dt.date, str, Held]] = [*days]
        coming += [(one.plan.debit_on, self._planned(one, detail.life.last_debit), one) for one in planned]
        if not coming:
            return
        heading = self.add_heading(language.text("Ahead"), opened=True)
        for day, said, held in sorted(coming, key=lambda one: str(one[0])):
            line = f"{language.formats.date_list(day)} · {said}"
            sign = ("deadlines", "accent") if isinstance(held, PlannedDebit) else ("calendar", "muted")
            item = self.add_entry(heading, line, sign, held)
            if isinstance(held, PlannedDebit) and held.conflict is not None:
                self.add_entry(
                    item,
                    conflict_line(self.context.language, held.conflict),
                    ("warning", "warning"),
                    held.conflict,
                )
                item.setExpanded(True)
        heading.setExpanded(True)

    def _planned(self, one: PlannedDebit, last_debit: dt.date | None) -> str:
        language = self.context.language
        said = language.text(
            "Direct debit of {amount} for invoice {number}",
            amount=language.formats.money(one.plan.amount),
            number=one.plan.invoice,
        )
        if last_debit is not None and one.plan.debit_on > last_debit:
            late = language.text("after the last possible debit: take it back")
            return f"{said} · {late}"
        if one.announce_by is None:
            return said
        by = language.formats.date_list(one.announce_by)
        told = (
            language.text("announce it by {day} (shorter notice by a clause)", day=by)
            if one.shortened
            else language.text("announce it by {day}", day=by)
        )
        return f"{said} · {told}"

    def _show_facts(self, lines: Sequence[BookLine]) -> None:
        language = self.context.language
        heading = self.add_heading(language.text("What happened"), opened=True)
        run: list[BookLine] = []
        for line in reversed(lines):
            if isinstance(line.fact, Collected):
                run.append(line)
                continue
            self._add_debits(heading, run)
            run = []
            self._add_fact(heading, line)
        self._add_debits(heading, run)
        heading.setExpanded(True)

    def _add_debits(self, heading: QTreeWidgetItem, run: Sequence[BookLine]) -> None:
        if len(run) < _TOGETHER:
            for line in run:
                self._add_fact(heading, line)
            return
        formats = self.context.language.formats
        said = self.context.language.ntext(
            "{n} debit from {first} to {last}",
            "{n} debits from {first} to {last}",
            len(run),
            first=formats.date_list(run[-1].fact.on),
            last=formats.date_list(run[0].fact.on),
        )
        group = QTreeWidgetItem(heading, [said])
        for line in run:
            self._add_fact(group, line)

    def _add_fact(self, under: QTreeWidgetItem, line: BookLine) -> None:
        language = self.context.language
        said = fact_summary(line.fact, language)
        if line.taken_back:
            said = language.text("{fact} – taken back: {reason}", fact=said, reason=line.taken_back)
        item = self.add_entry(under, said, _SIGNS[kind_of(line.fact)], line)
        entered = line.recorded_at.astimezone(PARIS).date()
        item.setToolTip(
            0,
            language.text(
                "Entered by {person} on {day}",
                person=line.recorded_by or "?",
                day=language.formats.date_list(entered),
            ),
        )
        if line.taken_back:
            font = item.font(0)
            font.setStrikeOut(True)
            item.setFont(0, font)

    def _choose(self, former: str) -> None:
        items = list(self._items())
        chosen = next((item for item in items if self._identity(self._held_of(item)) == former), None)
        if chosen is None or not former:
            self.first()
        else:
            self.setCurrentItem(chosen)

    @staticmethod
    def _identity(held: object) -> str:
        match held:
            case BookLine():
                return held.entry_id
            case PlannedDebit():
                return held.event_id
            case _:
                return ""

    @staticmethod
    def _held_of(item: QTreeWidgetItem) -> object:
        return item.data(0, Qt.ItemDataRole.UserRole)


def _explanation(held: object) -> Step | None:
    match held:
        case PlannedDebit():
            return held.notice.explanation
        case Conflict():
            return held.limit.explanation
        case Ahead():
            return held.step
        case _:
            return None


def _invoice_name(held: object) -> dict[str, Message]:
    """What the invoice of a conflict is called in its explanation."""
    return {INVOICE: held.invoice} if isinstance(held, Conflict) else {}
