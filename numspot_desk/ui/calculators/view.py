"""The page «Calculs»: the calculators at the left, the form in the middle, the result at the right.

Where the window is narrow the calculators fold into a choice at the top; narrower, the result stands below
the form. Every key is answered at once; what was typed in each calculator stays.
"""

import copy
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.language.messages import N_
from numspot_desk.language.zone import PARIS
from numspot_desk.ui.calculators.form import CalculatorForm
from numspot_desk.ui.calculators.laws_dialog import LawsDialog
from numspot_desk.ui.calculators.presenter import CalculatorsPresenter
from numspot_desk.ui.calculators.rates_dialog import RatesDialog
from numspot_desk.ui.calculators.result import ResultPane
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.kit.choosers import Chooser, SystemChooser
from numspot_desk.ui.kit.fields import ChoiceField
from numspot_desk.ui.kit.page import Page
from numspot_desk.ui.kit.tab_order import TabOrder
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.notes.actions import NoteActions
from numspot_desk.ui.order.autosave import Autosave
from numspot_desk.usecases.calculations.calculators import BY_ID, CALCULATORS
from numspot_desk.usecases.calculations.export import write_document, write_workbook
from numspot_desk.usecases.calculations.kept_forms import keep_form, kept_forms
from numspot_desk.usecases.calculations.laws_kept import keep_laws, kept_laws
from numspot_desk.usecases.calculations.rates_kept import keep_rates, kept_rates
from numspot_desk.usecases.calculations.told import as_text
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.ports.workspace import Workspace

_KEYS: Final = (
    ("Ctrl+PgDown", N_("The next calculator")),
    ("Ctrl+PgUp", N_("The calculator before")),
    ("Ctrl+Shift+C", N_("Copy the result")),
    ("Ctrl+Shift+J", N_("Attach to a contract")),
    ("Ctrl+Shift+Backspace", N_("Empty the form")),
)
_WIDE: Final = 112 * GRID
_WIDE_LETTERS: Final = 118
_LISTED: Final = 130 * GRID
_LISTED_LETTERS: Final = 138


class CalculatorsPage(Page):
    """Reached from the navigation; `enter` takes the id of a calculator."""

    page_id: ClassVar[str] = "calculators"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.presenter = CalculatorsPresenter(context.language)
        self.chooser: Chooser = SystemChooser(lambda: context.language)
        self.list = QListWidget(self)
        self.choice = ChoiceField(context, [(one.id, one.label) for one in CALCULATORS], self)
        self.forms = QStackedWidget(self)
        self.result = ResultPane(context, self.presenter, self)
        self._forms: dict[str, CalculatorForm] = {}
        self._tab_order = TabOrder(self)
        for one in CALCULATORS:
            item = QListWidgetItem(self.list)
            item.setData(Qt.ItemDataRole.UserRole, one.id)
        self.list.setCurrentRow(0)
        self.list.currentItemChanged.connect(self._item_chosen)
        self.choice.edited.connect(lambda: self.show_calculator(self.choice.value()))
        self.result.why.clicked.connect(self._ask_why)
        self.result.copy.clicked.connect(self.copy_result)
        self.result.attach.clicked.connect(self.attach)
        self.result.carry.clicked.connect(self._carry)
        self.result.word.clicked.connect(lambda: self._ask_folder(self.save_document))
        self.result.workbook.clicked.connect(lambda: self._ask_folder(self.save_workbook))
        self.result.rates.clicked.connect(self.open_rates)
        self.result.laws.clicked.connect(self.open_laws)
        self.result.problem_asked.connect(self._go_to_problem)
        self._body = QSplitter(Qt.Orientation.Horizontal, self)
        self._body.setChildrenCollapsible(False)
        for widget in (self.forms, self.result):
            self._body.addWidget(widget)
        self._top = QWidget(self)
        top = QVBoxLayout(self._top)
        top.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        top.addWidget(self.choice)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.list)
        beside.addWidget(self._body, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._top)
        layout.addLayout(beside, 1)
        self._make_actions()
        self.autosave = Autosave(self)
        self.notes = NoteActions(context, self)
        self.autosave.save = self._keep
        self._read = False
        context.workspace_changed.connect(self._forget)
        theme().changed.connect(self._fit)
        self.retranslate()

    def _make_actions(self) -> None:
        acts = {
            "Ctrl+PgDown": lambda: self._step(1),
            "Ctrl+PgUp": lambda: self._step(-1),
            "Ctrl+Shift+C": self.copy_result,
            "Ctrl+Shift+J": self.attach,
            "Ctrl+Shift+Backspace": self.empty_form,
        }
        for keys, _name in _KEYS:
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(acts[keys])
            self.addAction(action)

    # ── The frame ────────────────────────────────────────────────────────────────────────────────

    def title(self) -> str:
        return self.context.language.text("Calculations")

    def shortcuts(self) -> list[tuple[str, str]]:
        return [(keys, self.context.language.text(name)) for keys, name in _KEYS]

    def bookmark(self) -> str:
        return self.presenter.chosen.id

    def enter(self, argument: Any = None) -> None:
        self.show_calculator(argument if argument in BY_ID else self.presenter.chosen.id)
        self.form.first().setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._read:
            self._read = True
            self.context.run(kept_forms, self._forms_read)
        self.context.run(kept_rates, self._rates_read)
        self.context.run(kept_laws, self._laws_read)

    def leave(self) -> None:
        self.autosave.flush()

    def why(self) -> WhyRequest | None:
        """The explanation of the result."""
        return self.presenter.why()

    def retranslate(self) -> None:
        text = self.context.language.text
        self.presenter.language = self.context.language
        self.list.setAccessibleName(text("Calculators"))
        self.choice.setAccessibleName(text("Calculators"))
        for row, one in enumerate(CALCULATORS):
            self.list.item(row).setText(text(one.label))
        for form in self._forms.values():
            form.retranslate()
        self._fit()
        self.show_calculator(self.presenter.chosen.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # ── What a person does ───────────────────────────────────────────────────────────────────────

    @property
    def form(self) -> CalculatorForm:
        """The form in hand, made at its first visit."""
        ident = self.presenter.chosen.id
        if ident not in self._forms:
            form = CalculatorForm(self.context, self.presenter, self.presenter.chosen, self)
            form.show_values(self.presenter.typed)
            form.typed.connect(self._typed)
            form.emptied.connect(self.empty_form)
            self._forms[ident] = form
            self.forms.addWidget(form)
            self._tab_order.follow()
        return self._forms[ident]

    def show_calculator(self, ident: str) -> None:
        """Bring a calculator to the front, as it was left."""
        self.presenter.choose(ident)
        self.forms.setCurrentWidget(self.form)
        self.choice.set_value(ident)
        row = [one.id for one in CALCULATORS].index(ident)
        if self.list.currentRow() != row:
            self.list.setCurrentRow(row)
        self._paint()

    def copy_result(self) -> None:
        """Put the result on the clipboard, as text."""
        found = self.presenter.told()
        if found is not None:
            QGuiApplication.clipboard().setText(as_text(found, self.context.language))
            self.context.post(self.context.language.text("The result is on the clipboard."))

    def empty_form(self) -> None:
        """Begin anew; what stood there comes back by the undo."""
        ident, former = self.presenter.chosen.id, self.presenter.clear()
        self._show_typed()
        self.context.post(
            self.context.language.text("The form is empty."), lambda: self._put_back(ident, former)
        )

    def show_typed(self, typed: dict[str, Any]) -> None:
        """Show in the calculator in hand what was typed once."""
        self.presenter.put_back(typed)
        self._show_typed()

    def save_document(self, folder: Path) -> None:
        """Write the result as a Word document in a folder."""
        context, at = self.context, self.context.clock.now().astimezone(PARIS)
        answer = self.presenter.told("fr")
        if answer is not None:
            author, word, files = context.person.name, context.word, context.files
            context.background(lambda: write_document(answer, author, at, folder, word, files), self._written)

    def save_workbook(self, folder: Path) -> None:
        """Write the result as a workbook in a folder."""
        context, at = self.context, self.context.clock.now().astimezone(PARIS)
        answer, found = self.presenter.told(), self.presenter.outcome.found
        sheets, language, files = context.sheets, context.language, context.files
        if answer is not None and found is not None and sheets is not None:
            context.background(
                lambda: write_workbook(answer, found.values, at, language, folder, sheets, files),
                self._written,
            )

    def attach(self) -> None:
        """Put the result with a contract, as a dated note."""
        found = self.presenter.told()
        if found is not None:
            self.notes.attach(self.presenter.outcome, copy.deepcopy(self.presenter.typed), found)

    def _ask_folder(self, save: Callable[[Path], None]) -> None:
        self.chooser.folder(self, self.context.language.text("Folder for the calculation"), save)

    def _written(self, path: Path) -> None:
        self.context.post(self.context.language.text("Written: {file}", file=path.name))

    def open_rates(self) -> None:
        """Let the person add rates of the central bank."""
        dialog = RatesDialog(self.context, self.presenter.kept_rates, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(lambda typed: self._keep_rates(dialog, typed))
        dialog.open()

    def _keep_rates(self, dialog: RatesDialog, typed: dict[str, Any]) -> None:
        person, clock = self.context.person, self.context.clock

        def kept(changes: Changes) -> None:
            dialog.accept()
            self.context.announce(changes)
            self.context.run(kept_rates, self._rates_read)

        self.context.run(lambda workspace: keep_rates(workspace, typed, person, clock), kept, owner=dialog)

    def open_laws(self) -> None:
        """Show the laws that the result rests on; legal adds to them."""
        dialog = LawsDialog(self.context, self.presenter.kept_laws, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(lambda typed: self._keep_laws(dialog, typed))
        dialog.open()

    def _keep_laws(self, dialog: LawsDialog, typed: dict[str, Any]) -> None:
        person, clock = self.context.person, self.context.clock

        def kept(changes: Changes) -> None:
            dialog.accept()
            self.context.announce(changes)
            self.context.run(kept_laws, self._laws_read)

        self.context.run(lambda workspace: keep_laws(workspace, typed, person, clock), kept, owner=dialog)

    def _laws_read(self, kept: Mapping[str, Any]) -> None:
        self.presenter.use_laws(kept, self.context.clock.today())
        self._paint()

    def _rates_read(self, kept: Mapping[str, Any]) -> None:
        self.presenter.use_rates(kept)
        self._paint()

    def _forms_read(self, kept: Mapping[str, dict[str, Any]]) -> None:
        self.presenter.bring_back(kept)
        self._show_all()

    def _forget(self, is_open: bool) -> None:
        """This workspace is closed: what was typed in it is not shown beside another one."""
        if not is_open:
            self._read = False
            self.presenter.forget()
            self._show_all()

    def _keep(self) -> None:
        """Keep what was typed since, in the workspace."""
        changed, clock = self.presenter.to_keep(), self.context.clock

        def work(workspace: Workspace) -> None:
            for ident, typed in changed.items():
                keep_form(workspace, ident, typed, clock)

        if changed:
            self.context.run(work)

    def _show_all(self) -> None:
        for ident, form in self._forms.items():
            form.show_values(self.presenter.typed_in(ident))
        self._paint()

    def _put_back(self, ident: str, former: dict[str, Any]) -> None:
        self.show_calculator(ident)
        self.show_typed(former)

    def _show_typed(self) -> None:
        self.form.show_values(self.presenter.typed)
        self.autosave.save_soon()
        self._paint()

    def _typed(self, key: str, value: object) -> None:
        if value != self.presenter.typed.get(key):
            self.presenter.type_in(key, value)
            self.autosave.save_soon()
            self._paint()

    def _item_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(Qt.ItemDataRole.UserRole) != self.presenter.chosen.id:
            self.show_calculator(item.data(Qt.ItemDataRole.UserRole))

    def _step(self, step: int) -> None:
        row = (self.list.currentRow() + step) % len(CALCULATORS)
        self.show_calculator(CALCULATORS[row].id)
        self.form.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _carry(self) -> None:
        if self.presenter.carry():
            self.show_calculator(self.presenter.chosen.id)
            self._show_typed()
            self.form.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_why(self) -> None:
        if (found := self.presenter.why()) is not None:
            self.context.show_why(found.title, found.step)

    def _go_to_problem(self, field: str) -> None:
        self.form.focus_problem(field)

    def _paint(self) -> None:
        self.form.show_problems(self.presenter.outcome.refused)
        self.result.paint_result()
        self.context.value_focused.emit()

    def _fit(self) -> None:
        """Side by side where there is room, else one above the other; the list where there is still more."""
        letter = theme().metrics().averageCharWidth()
        wide = self.width() >= max(_WIDE, _WIDE_LETTERS * letter)
        listed = self.width() >= max(_LISTED, _LISTED_LETTERS * letter)
        self.list.setVisible(listed)
        self._top.setVisible(not listed)
        self.result.set_compact(not wide)
        asked = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        self.list.setFixedWidth(self.list.sizeHintForColumn(0) + 3 * GRID)
        if self._body.orientation() is not asked or not self._body.property("fitted"):
            self._body.setProperty("fitted", True)
            self._body.setOrientation(asked)
            self._body.setSizes([3000, 2600] if wide else [3000, 2400])
