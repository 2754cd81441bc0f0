"""The page «Hiérarchie»: a contract and a day above; the tree at the left; at the right the prevailing text
and its stack, or the whole contract as one text. The explanation opens in the panel "Pourquoi ?" (Ctrl+I).
"""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, Final
from urllib.parse import quote, unquote

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedLayout,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.language.messages import N_
from numspot_desk.rules.clauses import Document
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.hierarchy.chooser import ContractChooser
from numspot_desk.ui.hierarchy.picture import HierarchyPicture
from numspot_desk.ui.hierarchy.presenter import HierarchyPresenter
from numspot_desk.ui.hierarchy.sheets import Sheets
from numspot_desk.ui.hierarchy.tools import ToolRow
from numspot_desk.ui.hierarchy.tree import HierarchyTree
from numspot_desk.ui.hierarchy.trial_dialog import TrialDialog
from numspot_desk.ui.kit.choosers import file_dialog
from numspot_desk.ui.kit.empty import EmptyState
from numspot_desk.ui.kit.fields import DateField
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.page import Page
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases import hierarchy_words as words
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.consolidate_contract import consolidated_document, file_name
from numspot_desk.usecases.ports.orders import OrderSummary
from numspot_desk.usecases.show_hierarchy import ShownContract, contract_of, contracts_named

_EMPTY_HEADING: Final = N_("Hierarchy")
_EMPTY: Final = N_("Here you will see which document prevails on a subject, on a given day, and why.")


class HierarchyPage(Page):
    """Reached from the navigation; `enter` takes the number or the id of an order."""

    page_id: ClassVar[str] = "hierarchy"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.presenter = HierarchyPresenter(context.language, context.clock.today())
        self._wanted = ""
        self._make_head()
        self._make_body()
        self._make_actions()
        self._empty = EmptyState(context, "hierarchy", _EMPTY_HEADING, _EMPTY, (self._begin,))
        body = QWidget(self)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(self._head_row)
        layout.addWidget(self._note)
        layout.addWidget(self.tools)
        layout.addWidget(self._split, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(body)
        self._stack.addWidget(self._empty)
        context.changed.connect(self._changed)
        theme().changed.connect(self._paint_all)
        self.retranslate()

    # ── Made once ────────────────────────────────────────────────────────────────────────────────

    def _make_head(self) -> None:
        self.contracts = ContractChooser(self.context, self)
        self.contracts.chosen.connect(self._contract_chosen)
        self.day = DateField(self.context, self)
        self.day.setFixedWidth(18 * GRID)
        self.day.editingFinished.connect(self._day_typed)
        self.earlier, self.later = QToolButton(self), QToolButton(self)
        self.earlier.clicked.connect(lambda: self._step(-1))
        self.later.clicked.connect(lambda: self._step(1))
        self._head_row = QHBoxLayout()
        self._head_row.setSpacing(GRID)
        self._head_row.addWidget(self.contracts, 1)
        for widget in (self.earlier, self.day, self.later):
            self._head_row.addWidget(widget)
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        set_role(self._note, "warning")

    def _make_body(self) -> None:
        self.tree = HierarchyTree(self.context, self)
        self.tree.chosen.connect(self._row_chosen)
        self.sheet = QTextBrowser(self)
        self.sheet.setOpenLinks(False)
        self.sheet.anchorClicked.connect(self._link)
        self.picture = HierarchyPicture(self.context, self)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        for widget in (self.tree, self.sheet, self.picture):
            self._split.addWidget(widget)
        self.picture.hide()
        self._split.setStretchFactor(0, 2)
        self._split.setStretchFactor(1, 3)
        self._split.setStretchFactor(2, 3)
        self._split.setChildrenCollapsible(False)

    def _make_actions(self) -> None:
        self.tools = ToolRow(self.context, self)
        self.tools.view_changed.connect(self._paint_sheet)
        self.tools.menu_opening.connect(self._allow_trials)
        self.tools.rank_asked.connect(lambda rank: self._tried(lambda: self.presenter.try_rank(rank)))
        self.tools.without.triggered.connect(lambda: self._tried(self.presenter.try_without))
        self.tools.end.triggered.connect(lambda: self._tried(self.presenter.end_trial))
        for asked, act in (
            (self.tools.add.triggered, self.open_trial),
            (self.tools.why.clicked, self._ask_why),
            (self.tools.copy.clicked, self.copy_citation),
            (self.tools.save.clicked, self.choose_folder),
            (self.tools.print.clicked, self.print_sheet),
        ):
            asked.connect(act)
        self._keys: dict[str, QAction] = {}
        for keys, act in (
            ("Alt+Left", lambda: self._step(-1)),
            ("Alt+Right", lambda: self._step(1)),
            ("Ctrl+Shift+C", self.copy_citation),
            ("Ctrl+P", self.print_sheet),
        ):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            self.addAction(action)
            self._keys[keys] = action
        self._begin = QAction(self)
        self._begin.triggered.connect(lambda: self.context.go("order"))

    # ── The frame ────────────────────────────────────────────────────────────────────────────────

    def title(self) -> str:
        return self.context.language.text("Hierarchy")

    def searchable(self) -> bool:
        return self.presenter.day is not None

    def search(self, text: str) -> None:
        self.presenter.sought = text
        self._paint_tree(all_open=True)

    def search_text(self) -> str:
        return self.presenter.sought

    def focus_found(self) -> None:
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def shortcuts(self) -> list[tuple[str, str]]:
        return [(keys, action.text()) for keys, action in self._keys.items()]

    def bookmark(self) -> str:
        return self.presenter.day.shown.number if self.presenter.day is not None else ""

    def enter(self, argument: Any = None) -> None:
        if isinstance(argument, str) and argument:
            self._wanted = argument
        self.refresh()
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def why(self) -> WhyRequest | None:
        """The explanation of the first answer shown."""
        return self.presenter.why()

    def retranslate(self) -> None:
        text = self.context.language.text
        self.presenter.language = self.context.language
        self.contracts.retranslate()
        self.day.setAccessibleName(text("Day"))
        self.tree.setAccessibleName(text("Subjects and documents of the contract"))
        self.sheet.setAccessibleName(text("Prevailing text"))
        self.picture.setAccessibleName(text("Picture of the documents and derogations"))
        self.tools.retranslate()
        for button, name, picture in (
            (self.earlier, text("The event before"), "chevron-left"),
            (self.later, text("The next event"), "chevron-right"),
        ):
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setIcon(icon(picture, "muted"))
        for keys, name in (
            ("Alt+Left", text("The event before")),
            ("Alt+Right", text("The next event")),
            ("Ctrl+Shift+C", text("Copy as a citation")),
            ("Ctrl+P", text("Print")),
        ):
            self._keys[keys].setText(name)
        self._begin.setText(text("Create an order"))
        self._paint_all()

    # ── Reading ──────────────────────────────────────────────────────────────────────────────────

    def refresh(self) -> None:
        """Read the contracts to choose from, and the one that is shown or wanted."""
        self.context.run(lambda workspace: contracts_named(workspace, ""), self._contracts_read)

    def _contracts_read(self, rows: Sequence[OrderSummary]) -> None:
        self.contracts.offer(rows)
        if self.presenter.day is not None:
            shown = self.presenter.day.shown
            self.contracts.show_contract(shown.number, shown.contract.client)
        wanted = self._wanted or self.bookmark() or (rows[0].id if rows else "")
        self._wanted = ""
        self._stack.setCurrentIndex(0 if wanted else 1)
        if wanted:
            self.context.run(lambda workspace: contract_of(workspace, wanted), self._contract_read)

    def _contract_read(self, shown: ShownContract) -> None:
        self.presenter.show(shown)
        self.contracts.show_contract(shown.number, shown.contract.client)
        self._stack.setCurrentIndex(0)
        self._paint_all()
        self.title_changed.emit()

    def _contract_chosen(self, number: str) -> None:
        self.context.run(lambda workspace: contract_of(workspace, number), self._contract_read)

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and (changes.orders or changes.terms):
            self.refresh()

    # ── The day ──────────────────────────────────────────────────────────────────────────────────

    def _day_typed(self) -> None:
        day = self.presenter.day
        try:
            typed = dt.date.fromisoformat(self.day.value())
        except ValueError:
            self._paint_day()
            self.context.post(self.context.language.text("This is no day: write it like 31/12/2026."))
            return
        if day is not None and typed != day.on:
            self.presenter.go_to(typed)
            self._paint_all()

    def _step(self, step: int) -> None:
        found = self.presenter.next_day(step)
        if found is not None:
            self.presenter.go_to(found)
            self._paint_all()

    # ── What was chosen ──────────────────────────────────────────────────────────────────────────

    def _row_chosen(self, key: str) -> None:
        self.presenter.chosen = key
        if self.tools.whole.isChecked():
            self.sheet.scrollToAnchor(quote(key))
            return
        self._paint_sheet()
        self.context.value_focused.emit()

    def _link(self, url: QUrl) -> None:
        key = unquote(url.toString())
        self.tools.show_answer()
        self.presenter.chosen = key
        self.tree.choose(key)
        self._paint_sheet()

    def _ask_why(self) -> None:
        if (found := self.presenter.why()) is not None:
            self.context.show_why(found.title, found.step)

    def copy_citation(self) -> None:
        """Put the citation of the chosen clause on the clipboard."""
        cited = self.presenter.citation()
        if cited:
            QGuiApplication.clipboard().setText(cited)
            self.context.post(self.context.language.text("On the clipboard: {citation}", citation=cited))

    def choose_folder(self) -> None:
        """Let the person choose where the whole text, or the picture, is written."""
        dialog = file_dialog(self, self.title(), QFileDialog.FileMode.Directory, self.context.language)
        dialog.fileSelected.connect(lambda path: self.save_in(Path(path)))
        dialog.open()

    def save_in(self, folder: Path) -> None:
        """Write the picture where it is shown, as SVG and PNG; else the consolidated text as a Word file."""
        day, context = self.presenter.day, self.context
        if day is None:
            return
        everything = self.tools.everything.isChecked()
        name = file_name(day.situation, context.language)
        pictures: dict[str, bytes] = {}
        if self.tools.pictured.isChecked():
            stem = name.removesuffix(".docx")
            pictures = {f"{stem}.svg": self.picture.svg(), f"{stem}.png": self.picture.png()}

        def work() -> Sequence[Path]:
            if pictures:
                return context.files.write_all(folder, pictures)
            document = consolidated_document(day.situation, context.language, everything=everything)
            return context.files.write_all(folder, {name: context.word.write(document)})

        def written(paths: Sequence[Path]) -> None:
            context.post(context.language.text("Saved: {path}", path=paths[0]))

        context.background(work, written, owner=self)

    def print_sheet(self) -> None:
        """Ask for a printer, then print what is shown."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._print_on(printer))
        dialog.show()

    def _print_on(self, printer: Any) -> None:
        if self.tools.pictured.isChecked():
            painter = QPainter(printer)
            self.picture.render(painter)
            painter.end()
        else:
            self.sheet.document().print_(printer)

    # ── Trials ───────────────────────────────────────────────────────────────────────────────────

    def _allow_trials(self) -> None:
        may = self.presenter.may_try()
        for action in (self.tools.without, *self.tools.ranks.values()):
            action.setEnabled(may)
        self.tools.add.setEnabled(self.presenter.day is not None)
        self.tools.end.setEnabled(self.presenter.trying)

    def open_trial(self) -> None:
        """Ask for the clause to try."""
        clause = self.presenter.clause()
        target = clause.ref if clause is not None and clause.document is Document.GENERAL else ""
        dialog = TrialDialog(self.context, target, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.tried.connect(
            lambda topic, effect, where, said, rank: self._tried(
                lambda: self.presenter.try_clause(topic, effect, where, said, rank)
            )
        )
        dialog.open()

    def _tried(self, act: Any) -> None:
        act()
        self._paint_all()

    # ── Painting ─────────────────────────────────────────────────────────────────────────────────

    def _paint_all(self) -> None:
        self._paint_day()
        self._paint_note()
        self._paint_tree()
        self._paint_sheet()

    def _paint_day(self) -> None:
        day = self.presenter.day
        self.day.setText("" if day is None else self.day.show_form(day.on.isoformat()))
        self.earlier.setEnabled(self.presenter.next_day(-1) is not None)
        self.later.setEnabled(self.presenter.next_day(1) is not None)

    def _paint_note(self) -> None:
        day, language = self.presenter.day, self.context.language
        said: list[str] = []
        if day is not None:
            if day.shown.unsigned is not None:
                said.append(
                    language.text("Nobody signed this order yet: what stands here is what it would say.")
                )
            said += [words.override_text(one, language) for one in day.shown.overrides]
            if day.shown.contract.history is None:
                said.append(
                    language.text("No general terms are imported: their references stand for their text.")
                )
            if not day.situation.papers:
                said.append(language.text("No document of this contract was in force on that day."))
        self._note.setText("\n".join(said))
        self._note.setVisible(bool(said))

    def _paint_tree(self, *, all_open: bool = False) -> None:
        self.tree.show_rows(self.presenter.rows(), self.presenter.chosen, all_open=all_open)

    def _paint_sheet(self) -> None:
        pictured = self.tools.pictured.isChecked() and self.presenter.day is not None
        self.sheet.setVisible(not pictured)
        self.picture.setVisible(pictured)
        if pictured and self.presenter.day is not None:
            self.picture.show_day(self.presenter.day)
        sheets = Sheets(self.presenter, theme().tokens)
        if self.tools.whole.isChecked():
            self.sheet.setHtml(sheets.consolidated(everything=self.tools.everything.isChecked()))
        else:
            self.sheet.setHtml(sheets.answers())
        chosen = self.presenter.clause() is not None
        self.tools.copy.setEnabled(chosen)
        self.tools.why.setEnabled(bool(self.presenter.answers()))
        self.tools.save.setEnabled(self.presenter.day is not None)
