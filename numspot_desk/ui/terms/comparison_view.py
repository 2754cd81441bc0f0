"""Two adopted versions side by side: the contracts to look at and the changes by weight at the left, both
texts with their words marked at the right, the rules and contracts that the change touches below. F8 goes to
the next change; the list narrows to one weight or status.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.content.terms_memo import Compared
from numspot_desk.terms.comparing import Change
from numspot_desk.terms.word_diff import Mark, Piece
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import file_dialog
from numspot_desk.ui.kit.fields import ChoiceField
from numspot_desk.ui.kit.icons import icon, pixmap
from numspot_desk.ui.kit.keys import action_within
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.terms.comparison_presenter import Chip, ComparisonPresenter
from numspot_desk.ui.terms.list_tree import ListTree
from numspot_desk.ui.terms.marked_text import MarkedText
from numspot_desk.ui.terms.touched_chips import TouchedChips
from numspot_desk.usecases.general_terms.compare_terms import ComparedVersions, compare_versions
from numspot_desk.usecases.general_terms.contracts_touched import TouchedContract
from numspot_desk.usecases.general_terms.export_comparison import (
    contracts_told,
    export_comparison,
    french_cautions,
    french_rule_names,
)
from numspot_desk.usecases.ports.orders import OrderRecord

_ICON = 16
_LINES = 7
"""Lines of a text that are in sight, however small the window."""


class ComparisonView(QWidget):
    """`closed` when the person goes back. `show_comparison` shows versions that are compared already."""

    closed = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._presenter: ComparisonPresenter | None = None
        self._labels = ("", "")
        self._change: Change | None = None
        self._contract: TouchedContract | None = None
        self._back, self._copy, self._export = QPushButton(self), QPushButton(self), QPushButton(self)
        set_role(self._back, "quiet")
        self._back.clicked.connect(self.closed)
        self._export.clicked.connect(self.choose_folder)
        self._heading, self._summary = QLabel(self), QLabel(self)
        set_role(self._heading, "heading")
        set_role(self._summary, "muted")
        self._summary.setWordWrap(True)
        self._cautions = QLabel(self)
        self._cautions.setTextFormat(Qt.TextFormat.PlainText)
        self._cautions.setWordWrap(True)
        set_role(self._cautions, "warning")
        self.narrow = ChoiceField(context, (), self)
        self.narrow.edited.connect(lambda: self._fill(self._change))
        self.list = ListTree(self)
        self.list.chosen.connect(self._show_held)
        self._title, self._sign, self._status = QLabel(self), QLabel(self), QLabel(self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        set_role(self._title, "label")
        self._sides = [(QLabel(self), MarkedText(self)) for _ in range(2)]
        self._touched = QLabel(self)
        set_role(self._touched, "muted")
        self._chips = TouchedChips(self)
        self._chips.opened.connect(self._open)
        self._legend = QLabel(self)
        set_role(self._legend, "small")
        self._legend.setWordWrap(True)
        self._heading.setWordWrap(True)
        self._actions = [
            action_within(self, keys, partial(self._step, by)) for keys, by in (("F8", 1), ("Shift+F8", -1))
        ]
        self._cite = action_within(self, "Ctrl+Shift+C", self.copy_citation)
        self._copy.clicked.connect(self._cite.trigger)
        self._lay_out()
        theme().changed.connect(self._dress)
        context.language_changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addStretch(1)
        head.addWidget(self._copy)
        head.addWidget(self._export)
        said = QHBoxLayout()
        said.setSpacing(GRID // 2)
        said.addWidget(self._sign)
        said.addWidget(self._status, 1)
        texts = self._texts = QHBoxLayout()
        texts.setSpacing(2 * GRID)
        for label, text in self._sides:
            set_role(label, "muted")
            label.setWordWrap(True)
            column = QVBoxLayout()
            column.setSpacing(GRID // 2)
            column.addWidget(label)
            column.addWidget(text, 1)
            texts.addLayout(column, 1)
        shown = QWidget(self)
        inside = QVBoxLayout(shown)
        inside.setContentsMargins(2 * GRID, 0, 0, 0)
        inside.setSpacing(GRID)
        inside.addWidget(self._title)
        inside.addLayout(said)
        inside.addLayout(texts, 1)
        inside.addWidget(self._legend)
        inside.addWidget(self._touched)
        inside.addWidget(self._chips)
        right = QScrollArea(self)
        right.setFrameShape(QFrame.Shape.NoFrame)
        right.setWidgetResizable(True)
        right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        right.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right.setWidget(shown)
        left = QWidget(self)
        beside = QVBoxLayout(left)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(GRID)
        beside.addWidget(self.narrow)
        beside.addWidget(self.list, 1)
        splitter = QSplitter(self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 2)
        splitter.setSizes([45 * GRID, 90 * GRID])
        splitter.setStretchFactor(1, 5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self._heading)
        layout.addWidget(self._summary)
        layout.addWidget(self._cautions)
        layout.addWidget(splitter, 1)

    # ── What is compared ─────────────────────────────────────────────────────────────────────────

    def show_versions(self, old_label: str, new_label: str, language: str = "fr") -> None:
        """Compare two adopted versions and show what changed. What fails is said as a quiet message."""
        today = self.context.clock.today()
        self.context.run(
            lambda workspace: compare_versions(workspace, old_label, new_label, language, today),
            self.show_comparison,
        )

    def show_comparison(self, found: ComparedVersions) -> None:
        """Show versions compared before."""
        self._labels = (found.old.label, found.new.label)
        self._presenter = ComparisonPresenter(found, self.context.language)
        self.narrow.set_options(self._presenter.filters())
        self.narrow.set_value("")
        self._fill()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything again in the reader's language, at the same change."""
        text = self.context.language.text
        self._back.setText(text("Back to the versions"))
        self._export.setText(text("Export to Word…"))
        self._cite.setText(text("Copy the citation"))
        self._copy.setText(self._cite.text())
        self.narrow.setAccessibleName(text("Changes shown"))
        self.list.setAccessibleName(text("Changes by weight"))
        self._touched.setText(text("Rules and contracts touched"))
        self._legend.setText(text("Struck through: removed. Underlined: added. F8: next change."))
        for action, said in zip(self._actions, (text("Next change"), text("Former change")), strict=True):
            action.setText(said)
        if self._presenter is not None:
            self._presenter = ComparisonPresenter(self._presenter.compared, self.context.language)
            self.narrow.set_options(self._presenter.filters())
            self._fill(self._change or self._contract)
        else:
            self._paint()

    def shortcuts(self) -> list[tuple[str, str]]:
        """(keys, what they do), for the list of F1."""
        return [(action.shortcut().toString(), action.text()) for action in (*self._actions, self._cite)]

    def copy_citation(self) -> None:
        """Put the citation of the clause that is shown on the clipboard, and say it."""
        if self._presenter is None or self._change is None:
            return
        said = self._presenter.citation(self._change)
        QGuiApplication.clipboard().setText(said)
        self.context.post(self.context.language.text("Copied: {text}", text=said))

    def _fill(self, keep: Change | TouchedContract | None = None) -> None:
        presenter = self._presenter
        assert presenter is not None
        self.list.clear()
        self._change = self._contract = None
        kept = None
        chosen = self.narrow.value()
        touched = () if chosen else presenter.compared.contracts.touched
        if touched:
            heading = self.list.add_heading(presenter.contracts_heading(), opened=True)
            for one in touched:
                name, matter, sign = presenter.contract(one)
                item = self.list.add_entry(heading, f"{name}\n{matter}", sign, one)
                kept = item if one is keep else kept
        for group in presenter.groups(chosen):
            heading = self.list.add_heading(group.heading, opened=group.open)
            for change in group.changes:
                said = f"{presenter.heading(change)}\n{presenter.status(change)}"
                item = self.list.add_entry(heading, said, presenter.icon(change), change)
                kept = item if change is keep else kept
        if kept is not None:
            self.list.setCurrentItem(kept)
        elif not self.list.first():
            self._paint()

    def _step(self, by: int, _checked: bool = False) -> None:
        if not self.list.step(by):
            self.context.post(self.context.language.text("There is no other change in this direction."))

    # ── One change ───────────────────────────────────────────────────────────────────────────────

    def _show_held(self, held: Change | TouchedContract) -> None:
        self._change = held if isinstance(held, Change) else None
        self._contract = held if isinstance(held, TouchedContract) else None
        self._paint()

    def _paint(self) -> None:
        text, presenter, change = self.context.language.text, self._presenter, self._change
        old, new = self._labels
        self._heading.setText(f"{old} → {new}" if old else "")
        self._paint_summary()
        self._export.setEnabled(presenter is not None)
        self._copy.setEnabled(change is not None)
        if presenter is not None and self._contract is not None:
            self._paint_contract(presenter, self._contract)
            return
        self._texts.setStretch(1, 1)
        nothing = presenter is not None and not presenter.comparison.changes
        self._title.setText(text("Both versions say the same.") if nothing else "")
        sides = (widget for side in self._sides for widget in side)
        for widget in (self._legend, self._touched, self._chips, self._sign, *sides):
            widget.setVisible(change is not None)
        self._status.setText("")
        if presenter is None or change is None:
            return
        self._title.setText(presenter.heading(change))
        self._status.setText(presenter.status(change))
        names = (text("Version {label}", label=old), text("Version {label}", label=new))
        empty = (text("(not in this version)"), text("(not in this version)"))
        for (label, shown), name, none, pieces in zip(
            self._sides, names, empty, presenter.sides(change), strict=True
        ):
            label.setText(name)
            shown.setAccessibleName(name)
            shown.setPlaceholderText(none)
            shown.show_pieces(pieces, presenter.spoken(pieces))
        self._set_chips(presenter.chips(change))
        self._dress()

    def _paint_summary(self) -> None:
        presenter = self._presenter
        lines = () if presenter is None else (presenter.summary(), presenter.contracts_summary())
        self._summary.setText("\n".join(lines))
        cautions = () if presenter is None else presenter.cautions()
        self._cautions.setText("\n".join(cautions))
        self._cautions.setToolTip("" if presenter is None else presenter.all_cautions())
        self._cautions.setVisible(bool(cautions))

    def _paint_contract(self, presenter: ComparisonPresenter, one: TouchedContract) -> None:
        """A contract to look at: what became of each clause that its own conditions name."""
        name, matter, _sign = presenter.contract(one)
        self._title.setText(name)
        self._status.setText(matter)
        self._texts.setStretch(1, 0)
        (label, shown), (other, empty) = self._sides
        self._legend.setVisible(False)
        other.setVisible(False)
        empty.setVisible(False)
        for widget in (label, shown, self._sign, self._touched, self._chips):
            widget.setVisible(True)
        said = self.context.language.text("The clauses that its own conditions name")
        label.setText(said)
        shown.setAccessibleName(said)
        aims = presenter.aims(one)
        shown.show_pieces((Piece(Mark.KEPT, aims),), aims)
        self._set_chips((presenter.contract_chip(one.contract.number),))
        self._dress()

    def _set_chips(self, chips: Sequence[Chip]) -> None:
        self._touched.setVisible(bool(chips))
        self._chips.show_chips(chips)

    def _open(self, number: str) -> None:
        """Go to the order of a contract."""

        def found(record: OrderRecord | None) -> None:
            if record is not None:
                self.context.go("order", record.id)

        self.context.run(lambda workspace: workspace.orders.by_number(number), found, owner=self)

    def _dress(self) -> None:
        for _label, shown in self._sides:
            shown.setMinimumHeight(_LINES * shown.fontMetrics().lineSpacing())
        self._export.setIcon(icon("export"))
        self._back.setIcon(icon("chevron-left", "accent"))
        self._copy.setIcon(icon("copy"))
        if (presenter := self._presenter) is None:
            return
        if self._contract is not None:
            sign = presenter.contract(self._contract)[2]
        elif self._change is not None:
            sign = presenter.icon(self._change)
        else:
            return
        self._sign.setPixmap(pixmap(*sign, _ICON, self.devicePixelRatioF()))

    # ── Word files ───────────────────────────────────────────────────────────────────────────────

    def choose_folder(self) -> None:
        """Let the person choose where the Word files go."""
        dialog = file_dialog(
            self,
            self.context.language.text("Export to Word…").removesuffix("…"),
            QFileDialog.FileMode.Directory,
            self.context.language,
        )
        dialog.fileSelected.connect(lambda path: self.export_to(Path(path)))
        dialog.open()

    def export_to(self, folder: Path) -> None:
        """Write the text with tracked changes, and the memo."""
        context, presenter = self.context, self._presenter
        if presenter is None or context.redlines is None:
            return
        comparison, redlines = presenter.comparison, context.redlines
        compared = Compared(
            comparison,
            *self._labels,
            context.person.name,
            context.clock.today(),
            rule_names=french_rule_names(comparison),
            contracts=contracts_told(presenter.compared),
            cautions=french_cautions(comparison),
        )
        at = context.clock.now()

        def write() -> tuple[Path, ...]:
            return export_comparison(
                compared, folder, word=context.word, redlines=redlines, files=context.files, at=at
            )

        context.background(write, self._exported)

    def _exported(self, paths: tuple[Path, ...]) -> None:
        self.context.post(self.context.language.text("Saved: {path}", path=", ".join(map(str, paths))))
