"""Which contract is on which version of the general terms on a day, who refused one, who still may; and a
refusal entered by keyboard. Contracts are read some at a time. The rules are `usecases.contracts_by_terms`.
"""

import datetime as dt
from collections import Counter
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.language.typed import NotTyped, parse_date
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.kit.fields import ChoiceField, DateField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.terms.row_tree import RowTree
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.contracts_by_terms import (
    ContractsPage,
    ContractTerms,
    RefusalRefused,
    contracts_by_terms,
    refusal_day,
    refuse_terms,
    withdraw_refusal,
)

_HELD = Qt.ItemDataRole.UserRole
AT_A_TIME = 20


class ContractTree(RowTree):
    """The contracts; answers "why?" for the current one."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context

    def contract(self) -> ContractTerms | None:
        """The current contract."""
        item = self.currentItem()
        return None if item is None else item.data(0, _HELD)

    def why(self) -> WhyRequest | None:
        """Why this version binds the current contract."""
        if (found := self.contract()) is None:
            return None
        said = self.context.language.text("General terms of order {number}", number=found.number)
        return WhyRequest(said, found.binding.why)


class ContractsView(QWidget):
    """`closed` when the person goes back."""

    closed = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._found: list[ContractTerms] = []
        self._asked = 0
        self._reading = False
        self._back = QPushButton(self)
        set_role(self._back, "quiet")
        self._back.clicked.connect(self.closed)
        self._heading, self._summary = QLabel(self), QLabel(self)
        set_role(self._heading, "heading")
        set_role(self._summary, "muted")
        self._summary.setWordWrap(True)
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self.day = DateField(context, self)
        self.day.editingFinished.connect(self._another_day)
        self.day_row = FormRow(context, N_("On the day"), self.day, parent=self)
        self.list = ContractTree(context, self)
        self.list.currentItemChanged.connect(self._current)
        self.list.itemActivated.connect(self._open)
        self.label = ChoiceField(context, [], self)
        self.refused_on = DateField(context, self)
        self.label_row = FormRow(context, N_("Version refused by the client"), self.label, parent=self)
        self.refused_row = FormRow(context, N_("Refusal sent on"), self.refused_on, parent=self)
        self.refuse_button, self.withdraw_button = QPushButton(self), QPushButton(self)
        set_role(self.withdraw_button, "quiet")
        self.refuse_button.clicked.connect(self.refuse)
        self.withdraw_button.clicked.connect(self.withdraw)
        self._lay_out()
        theme().changed.connect(self._dress)
        context.language_changed.connect(self.retranslate)
        context.changed.connect(self._changed)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addWidget(self._heading, 1)
        refusal = QHBoxLayout()
        refusal.setSpacing(2 * GRID)
        refusal.addWidget(self.label_row, 3)
        refusal.addWidget(self.refused_row, 2)
        acts = QHBoxLayout()
        acts.addWidget(self.refuse_button)
        acts.addWidget(self.withdraw_button)
        acts.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self.day_row)
        layout.addWidget(self._summary)
        layout.addWidget(self.list, 1)
        layout.addLayout(refusal)
        layout.addLayout(acts)

    # ── Reading ──────────────────────────────────────────────────────────────────────────────────

    def show_contracts(self) -> None:
        """Show all contracts as of today."""
        self.day.set_value(self.context.clock.today().isoformat())
        self.day_row.set_problems(())
        self.read()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> None:
        """Read all contracts for the day that is typed; what was found stays until the whole is read."""
        day = _day(self.day.value())
        if day is None:
            self.day_row.set_problems(
                [problem("invalid_value", "day", message("Type the date, such as 22/11/2026."))]
            )
            return
        self.day_row.set_problems(())
        self._asked += 1
        self._reading = True
        self._go_on(self._asked, day, [], None)

    def _go_on(
        self, asked: int, day: dt.date, so_far: list[ContractTerms], key: tuple[Any, ...] | None
    ) -> None:
        def arrived(page: ContractsPage) -> None:
            if asked != self._asked:
                return
            found = [*so_far, *page.found]
            if page.next_key is not None:
                self._go_on(asked, day, found, page.next_key)
                return
            self._found, self._reading = found, False
            self._fill()

        self.context.run(
            lambda workspace: contracts_by_terms(workspace, day, key, AT_A_TIME), arrived, owner=self
        )

    def _another_day(self) -> None:
        self.read()

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and (changes.terms or changes.orders):
            self.read()

    # ── Showing ──────────────────────────────────────────────────────────────────────────────────

    def _fill(self) -> None:
        kept = self.list.contract()
        language = self.context.language
        self.list.clear()
        for one in self._found:
            cells = [
                one.number,
                one.client_name,
                one.label or language.text("none"),
                language.render(_situation(one)),
            ]
            item = QTreeWidgetItem(self.list, cells)
            item.setData(0, _HELD, one)
            for column, cell in enumerate(cells):
                item.setToolTip(column, cell)
            if kept is not None and one.number == kept.number:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self._say()
        self._dress()
        self._current()

    def _say(self) -> None:
        language = self.context.language
        if not self._found:
            self._summary.setText("" if self._reading else language.text("No contract is signed yet."))
            return
        by_label = Counter(one.label for one in self._found)
        parts = [
            language.ntext(
                "{n} contract on {label}",
                "{n} contracts on {label}",
                count,
                label=label or language.text("no version"),
            )
            for label, count in by_label.most_common()
        ]
        refused = sum(one.refusal is not None for one in self._found)
        waiting = sum(bool(one.may_refuse) for one in self._found)
        lacking = sum(bool(one.binding.insufficient) for one in self._found)
        if refused:
            parts.append(language.ntext("{n} refusal", "{n} refusals", refused))
        if waiting:
            parts.append(language.ntext("{n} may still refuse", "{n} may still refuse", waiting))
        if lacking:
            parts.append(
                language.ntext(
                    "{n} needs the client’s acceptance (P13)",
                    "{n} need the client’s acceptance (P13)",
                    lacking,
                )
            )
        self._summary.setText(" · ".join(parts))

    def _current(self) -> None:
        """Offer the versions that the client of the current contract can still refuse."""
        one = self.list.contract()
        versions = one.may_refuse if one is not None else ()
        self.label.set_options([])
        for version in versions:
            self.label.addItem(version.label, version.label)
        self.label_row.set_problems(())
        self.refused_row.set_problems(())
        self.refuse_button.setEnabled(bool(versions))
        self.label.setEnabled(bool(versions))
        self.refused_on.setEnabled(bool(versions))
        self.withdraw_button.setEnabled(one is not None and one.refusal is not None)

    def _open(self) -> None:
        if (one := self.list.contract()) is not None:
            self.context.go("order", one.order_id)

    # ── Refusals ─────────────────────────────────────────────────────────────────────────────────

    def refuse(self) -> None:
        """Keep the refusal of the current contract's client; what cannot be is said beside its field."""
        one, context = self.list.contract(), self.context
        if one is None:
            return
        label, day, order_id = self.label.value(), _day(self.refused_on.value()), one.order_id
        self.label_row.set_problems(())
        self.refused_row.set_problems(())

        def failed(error: BaseException) -> None:
            if not isinstance(error, RefusalRefused):
                context.failed(error)
                return
            row = self.label_row if error.field == "label" else self.refused_row
            row.set_problems([problem("invalid_value", error.field, error.message)])
            row.editor.setFocus(Qt.FocusReason.OtherFocusReason)

        def done(changes: Changes) -> None:
            self.refused_on.set_value("")
            context.announce(changes)
            context.post(
                context.language.text("The refusal of version {label} is recorded.", label=label),
                lambda: self._withdraw(order_id, label),
            )
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

        context.run(
            lambda workspace: refuse_terms(workspace, order_id, label, day, context.person, context.clock),
            done,
            failed,
            owner=self,
        )

    def withdraw(self) -> None:
        """Take back the refusal of the current contract."""
        one = self.list.contract()
        if one is not None and one.refusal is not None:
            self._withdraw(one.order_id, one.refusal.label, refusal_day(one.refusal))

    def _withdraw(self, order_id: str, label: str, day: dt.date | None = None) -> None:
        context = self.context

        def again() -> None:
            context.run(
                lambda workspace: refuse_terms(
                    workspace, order_id, label, day, context.person, context.clock
                ),
                context.announce,
                owner=self,
            )

        def done(changes: Changes) -> None:
            context.announce(changes)
            context.post(
                context.language.text("The refusal of version {label} is taken back.", label=label),
                again if day is not None else None,
            )

        context.run(
            lambda workspace: withdraw_refusal(workspace, order_id, label, context.person, context.clock),
            done,
            owner=self,
        )

    # ── Words ────────────────────────────────────────────────────────────────────────────────────

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        self._back.setText(text("Back to the versions"))
        self._heading.setText(text("Contracts by version"))
        self.list.setAccessibleName(text("Contracts"))
        self.list.setHeaderLabels([text("Order"), text("Client"), text("Version"), text("Situation")])
        self.refuse_button.setText(text("Record the refusal"))
        self.withdraw_button.setText(text("Take the refusal back"))
        self._fill()

    def shortcuts(self) -> list[tuple[str, str]]:
        """(keys, what they do), for the list of F1."""
        return [("Ctrl+I", self.context.language.text("Why this version"))]

    def _dress(self) -> None:
        self._back.setIcon(icon("chevron-left", "accent"))
        for column in range(3):
            self.list.resizeColumnToContents(column)


def _situation(one: ContractTerms) -> Message:
    """What a person must know of a contract besides its version."""
    ends_on = one.binding.ends_on
    if one.refusal is not None and ends_on is not None:
        return message(
            "Refused {label} on {day}: the contract ends on {end}",
            label=one.refusal.label,
            day=refusal_day(one.refusal),
            end=ends_on,
        )
    if one.may_refuse:
        nearest = min(one.may_refuse, key=lambda version: version.in_force_from)
        last = nearest.in_force_from - dt.timedelta(1)
        return message("May refuse {label} until {day}", label=nearest.label, day=last)
    if one.binding.insufficient:
        return message(
            "Use is no acceptance for SecNumCloud: have {labels} accepted (P13)",
            labels=", ".join(one.binding.insufficient),
        )
    return message("Signed on {day}", day=one.signed_on)


def _day(typed: str) -> dt.date | None:
    try:
        return parse_date(typed)
    except NotTyped:
        return None
