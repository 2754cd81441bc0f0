"""The conditions step: derogations to the general terms, and special conditions with their coverage."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from numspot_desk.contracts.checks.special_conditions import order_coverage
from numspot_desk.contracts.order import order_document
from numspot_desk.contracts.order.flow import StepId
from numspot_desk.contracts.order.order_document import QUALIFICATIONS
from numspot_desk.contracts.order.order_facts import read_facts
from numspot_desk.contracts.order.order_shape import blank
from numspot_desk.language.messages import N_
from numspot_desk.rules import clauses
from numspot_desk.rules.checklists import DATA_ACT
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.keys import TO
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order import questions
from numspot_desk.ui.order.clauses.clause_cards import ClauseCards
from numspot_desk.ui.order.clauses.clause_picker import pick_clauses
from numspot_desk.ui.order.clauses.clauses_presenter import ClausesPresenter
from numspot_desk.ui.order.clauses.coverage_strip import CoverageStrip
from numspot_desk.ui.order.clauses.library_dialog import LibraryDialog
from numspot_desk.ui.order.clauses.order_matrix import OrderMatrix
from numspot_desk.ui.order.clauses.special_block import SpecialBlock
from numspot_desk.ui.order.labels import QUALIFICATION_LABELS
from numspot_desk.ui.order.repeated import Group, Repeated
from numspot_desk.ui.order.step_view import StepView

_MANY = 8
"""More clauses than this come and go at once only when an order opens."""


class ConditionsStep(StepView):
    """What the order changes."""

    step = StepId.CONDITIONS

    def build(self) -> None:
        self.clauses = ClausesPresenter(
            self.presenter,
            partial(self.context.run, owner=self),
            lambda: self.context.person,
            self.context.clock,
            self.context.announce,
            self._beside_shown,
        )
        self.presenter.checked = self.clauses.checked
        self.cards = ClauseCards(self, self.clauses)
        self._wanted = ""
        self.matrix = OrderMatrix(self)
        self.matrix_button = QPushButton(self)
        set_role(self.matrix_button, "quiet")
        self.matrix_button.clicked.connect(self.matrix.open)
        for keys, work in (("Ctrl+M", self.matrix.open), ("Ctrl+Space", self._library_of_the_place)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(work)
        self.layout_.addWidget(self.matrix_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.heading(N_("Derogations"))
        target, subject, effect, text, days = questions.DEROGATION
        self.derogations = Repeated(
            self,
            "derogations",
            [[target], [subject, effect], [text], [days]],
            title=self._derogation_title,
            add_label=N_("Add a derogation"),
            add_name=N_("Add a derogation"),
            remove_label=N_("Remove derogation {n}"),
            remove_name=N_("Remove a derogation"),
            dress=self._offer_clauses,
            fresh=self._fresh_derogation,
        )
        self.layout_.addWidget(self.derogations)
        self.from_library = QPushButton(self)
        set_role(self.from_library, "quiet")
        self.from_library.clicked.connect(self._open_library)
        self.layout_.addWidget(self.from_library, 0, Qt.AlignmentFlag.AlignLeft)
        self.heading(N_("Special conditions"))
        self._blocks: list[SpecialBlock] = []
        self._kinds: list[str] = []
        self._blocks_layout = QVBoxLayout()
        self._blocks_layout.setSpacing(2 * GRID)
        self.layout_.addLayout(self._blocks_layout)
        self.layout_.addWidget(self._add_buttons())
        self.heading(N_("Data Act: points that the contract must settle"))
        self.data_act = CoverageStrip(self.context, blocking=False, parent=self)
        self.layout_.addWidget(self.data_act)
        theme().changed.connect(self._dress)
        self.retranslate()

    def order_opened(self) -> None:
        flow = self.presenter.flow
        if flow is not None and ".values." in flow.field:
            self._wanted = flow.field  # it is there once the library is read
        self.clauses.open()

    # ── Showing ──────────────────────────────────────────────────────────────────────────────────────

    def shape(self) -> object:
        return tuple(self._rows), self.cards.shape()

    def show_answers(self) -> None:
        many = abs(len(self.derogations.items()) - len(self.derogations.groups)) > _MANY
        with self._laid_out_once() if many else nullcontext():
            self._show_answers()

    @contextmanager
    def _laid_out_once(self) -> Iterator[None]:
        """While much comes and goes: a form that is shown is laid out anew each time."""
        content, focused = self.widget(), self._focused()
        if content is not None:
            content.hide()
        yield
        if content is not None:
            content.show()
        if focused is not None:
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_answers(self) -> None:
        self.derogations.show_answers()
        self._show_blocks()
        super().show_answers()
        self.from_library.setVisible(self.presenter.editable)
        self._clauses_shown()
        for position, group in enumerate(self.derogations.groups):
            self._name_target(group, position)
        present = set(self._kinds)
        for kind, button in self.add_buttons.items():
            button.setVisible(self.presenter.editable and kind not in present)

    def show_check(self) -> None:
        super().show_check()
        context = self.presenter.opened.context if self.presenter.opened is not None else None
        facts = read_facts(self.presenter.answers)
        covered = context.terms_of(facts).covers if context is not None else {}
        held = {each.checklist.id: each for each in order_coverage(facts, covered)}
        self.data_act.show_coverage(held[DATA_ACT])
        for block in self._blocks:
            if block.kind in held:
                block.show_coverage(held[block.kind])
        self.matrix.refresh()
        self._clauses_shown()

    def _clauses_shown(self) -> None:
        """The verdict on every clause, as it stands on the screen."""
        if self.clauses.assess() is not None:
            self.cards.show()

    def _beside_shown(self) -> None:
        """What stands beside the clauses came, or changed."""
        self.presenter.check()
        new = not any(card.parameters for card in self.cards.cards.values())
        with self._laid_out_once() if new and len(self.cards.cards) > _MANY else nullcontext():
            self._clauses_shown()
        self.reshaped.emit()
        wanted, self._wanted = self._wanted, ""
        focused = self._focused()
        if wanted and focused is not None:
            self.focus_field(wanted)
        elif new and focused is not None:
            QTimer.singleShot(0, focused, partial(self._bring, focused))

    def widget_of(self, field: str) -> QWidget | None:
        found = super().widget_of(field)
        if found is not None:
            return found
        if ".values." in field:
            return self.cards.widget_of(field)
        if field.startswith("special_conditions["):
            position = int(field[19:].partition("]")[0] or 0)
            if position < len(self._blocks):
                return self._blocks[position].strip.cells.get(
                    field.partition("].")[2], self._blocks[position].clauses.add_button
                )
        if field.startswith("general_terms."):
            return self.data_act.cells.get(field.partition(".")[2])
        if field.startswith("derogations["):
            return super().widget_of(f"{field.partition(']')[0]}].target")
        return None

    def shortcuts(self) -> list[tuple[str, str]]:
        text = self.context.language.text
        return [
            ("Ctrl+M", text("Coverage matrix")),
            ("Ctrl+Space", text("Take a clause of the library")),
            (f"Alt+Up{TO}Alt+Down", text("Move a clause")),
        ]

    def focus_first(self) -> bool:
        if self.derogations.groups and super().focus_first():
            return True
        self.derogations.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return self.presenter.editable

    def retranslate(self) -> None:
        super().retranslate()
        self.derogations.retranslate()
        self.from_library.setText(self.context.language.text("Take a derogation of the library"))
        self.matrix_button.setText(self.context.language.text("Coverage matrix"))
        self.data_act.retranslate()
        text = self.context.language.text
        for kind, button in self.add_buttons.items():
            button.setText(text("Add {kind} special conditions", kind=text(QUALIFICATION_LABELS[kind])))
        for block in self._blocks:
            block.retranslate()
        self.cards.retranslate()
        self._dress()

    # ── Derogations ──────────────────────────────────────────────────────────────────────────────────

    def _derogation_title(self, _item: Any, position: int) -> str:
        return self.context.language.text("Derogation {name}", name=position + 1)

    def _offer_clauses(self, group: Group) -> None:
        editor = group.rows[0].field_editor
        if isinstance(editor, TextField):
            pick_clauses(editor)
        self.cards.dress(group)

    def _fresh_derogation(self) -> dict[str, Any]:
        return self.clauses.fresh("derogations", blank(order_document.DEROGATION), "D")

    def _library_of_the_place(self) -> None:
        """Offer the library for the special conditions that the focus is in, else for the derogations."""
        focused = self._focused()
        inside = (one.kind for one in self._blocks if focused is not None and one.isAncestorOf(focused))
        if self.presenter.editable:
            self.choose_from_library(next(inside, ""))

    def _open_library(self) -> None:
        self.choose_from_library()

    def choose_from_library(self, kind: str = "", covering: str = "") -> LibraryDialog:
        """Offer the clauses of the library: for the derogations, or for the special conditions of a kind, and
        among those the ones that cover a subject."""
        dialog = LibraryDialog(self.context, self.clauses, self, kind, covering)
        dialog.taken.connect(lambda path: self.focus_field(f"{path}.text"))
        dialog.open()
        return dialog

    def _name_target(self, group: Group, position: int) -> None:
        """Below the reference, the title of the clause it names."""
        target = order_document.get(self.presenter.answers, f"derogations[{position}].target")
        title = clauses.title(target, self.context.language.code) if isinstance(target, str) else None
        row = group.rows[0]
        row.set_label(row.question.label, title or row.question.help)

    # ── Special conditions ───────────────────────────────────────────────────────────────────────────

    def _show_blocks(self) -> None:
        """One block for each set of special conditions, made anew when their kinds change."""
        found = self.presenter.answers.get("special_conditions") or []
        kinds = [str(conditions.get("kind") or "") for conditions in found]
        if kinds != self._kinds:
            for block in self._blocks:
                self._drop(block)
            self._kinds = kinds
            self._blocks = [SpecialBlock(self, position) for position in range(len(kinds))]
            for block in self._blocks:
                self._blocks_layout.addWidget(block)
                block.show()
        for block in self._blocks:
            block.show_answers()

    def _drop(self, block: SpecialBlock) -> None:
        for row in (*block.rows, *(row for group in block.clauses.groups for row in group.rows)):
            self.forget(row)
        self._blocks_layout.removeWidget(block)
        block.hide()
        block.deleteLater()

    def _add_buttons(self) -> QWidget:
        holder = QWidget(self)
        line = FlowLayout(holder)
        self.add_buttons: dict[str, QPushButton] = {}
        for kind in QUALIFICATIONS:
            button = QPushButton(holder)
            set_role(button, "quiet")
            button.clicked.connect(self._add_clicked)
            self.add_buttons[kind] = button
            line.addWidget(button)
        return holder

    def _add_clicked(self) -> None:
        sender = self.sender()
        for kind, button in self.add_buttons.items():
            if button is sender:
                self.add_conditions(kind)

    def add_conditions(self, kind: str) -> None:
        """Add special conditions of a kind, with their certificate to fill in."""
        answers = self.presenter.answers
        found = answers.get("special_conditions") or []
        made = {
            **blank(order_document.SPECIAL_CONDITIONS),
            "kind": kind,
            "certificate": blank(order_document.CERTIFICATE),
        }
        path = f"special_conditions[{len(found)}]"
        after = order_document.put(answers, "special_conditions", [*found, made])
        self.presenter.edit(after, N_("Add special conditions"), f"{path}.certificate.scope")
        self.focus_field(f"{path}.certificate.scope")

    def _dress(self) -> None:
        for button in self.add_buttons.values():
            button.setIcon(icon("plus", "accent"))
        self.from_library.setIcon(icon("search", "accent"))
        self.matrix_button.setIcon(icon("shield", "accent"))
