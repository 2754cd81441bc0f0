"""Two adopted versions side by side: the changes by weight at the left, both texts with their words marked at
the right, the rules and contracts that the change touches below. F8 goes to the next change.
"""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.content.terms_memo import Compared
from numspot_desk.terms.comparing import Change
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import file_dialog
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon, pixmap
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.terms.comparison_presenter import Chip, ComparisonPresenter
from numspot_desk.ui.terms.list_tree import ListTree
from numspot_desk.ui.terms.marked_text import MarkedText
from numspot_desk.usecases.compare_terms import ComparedVersions, compare_versions
from numspot_desk.usecases.export_comparison import export_comparison, french_rule_names
from numspot_desk.usecases.ports.orders import OrderRecord

_ICON = 16


class ComparisonView(QWidget):
    """`closed` when the person goes back. `show_comparison` shows versions that are compared already."""

    closed = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._presenter: ComparisonPresenter | None = None
        self._labels = ("", "")
        self._change: Change | None = None
        self._back, self._export = QPushButton(self), QPushButton(self)
        set_role(self._back, "quiet")
        self._back.clicked.connect(self.closed)
        self._export.clicked.connect(self.choose_folder)
        self._heading, self._summary = QLabel(self), QLabel(self)
        set_role(self._heading, "heading")
        set_role(self._summary, "muted")
        self._summary.setWordWrap(True)
        self.list = ListTree(self)
        self.list.chosen.connect(self._show_change)
        self._title, self._sign, self._status = QLabel(self), QLabel(self), QLabel(self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        set_role(self._title, "label")
        self._sides = [(QLabel(self), MarkedText(self)) for _ in range(2)]
        self._touched = QLabel(self)
        set_role(self._touched, "muted")
        self._chips = QWidget(self)
        self._chip_row = FlowLayout(self._chips)
        self._legend = QLabel(self)
        set_role(self._legend, "small")
        self._actions = [QAction(self) for _ in range(2)]
        for action, key, by in zip(self._actions, ("F8", "Shift+F8"), (1, -1), strict=True):
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setData(by)
            action.triggered.connect(self._step)
            self.addAction(action)
        self._lay_out()
        theme().changed.connect(self._dress)
        context.language_changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addWidget(self._heading, 1)
        head.addWidget(self._export)
        said = QHBoxLayout()
        said.setSpacing(GRID // 2)
        said.addWidget(self._sign)
        said.addWidget(self._status, 1)
        texts = QHBoxLayout()
        texts.setSpacing(2 * GRID)
        for label, text in self._sides:
            set_role(label, "muted")
            column = QVBoxLayout()
            column.setSpacing(GRID // 2)
            column.addWidget(label)
            column.addWidget(text, 1)
            texts.addLayout(column, 1)
        right = QWidget(self)
        inside = QVBoxLayout(right)
        inside.setContentsMargins(2 * GRID, 0, 0, 0)
        inside.setSpacing(GRID)
        inside.addWidget(self._title)
        inside.addLayout(said)
        inside.addLayout(texts, 1)
        inside.addWidget(self._legend)
        inside.addWidget(self._touched)
        inside.addWidget(self._chips)
        splitter = QSplitter(self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 2)
        splitter.setSizes([45 * GRID, 90 * GRID])
        splitter.setStretchFactor(1, 5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self._summary)
        layout.addWidget(splitter, 1)

    # ── What is compared ─────────────────────────────────────────────────────────────────────────

    def show_versions(self, old_label: str, new_label: str, language: str = "fr") -> None:
        """Compare two adopted versions and show what changed. What fails is said as a quiet message."""
        self.context.run(
            lambda workspace: compare_versions(workspace, old_label, new_label, language),
            self.show_comparison,
        )

    def show_comparison(self, found: ComparedVersions) -> None:
        """Show versions compared before."""
        self._labels = (found.old.label, found.new.label)
        self._presenter = ComparisonPresenter(found.comparison, self.context.language)
        self._fill()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything again in the reader's language, at the same change."""
        text = self.context.language.text
        self._back.setText(text("Back to the versions"))
        self._export.setText(text("Export to Word…"))
        self.list.setAccessibleName(text("Changes by weight"))
        self._touched.setText(text("Rules and contracts touched"))
        self._legend.setText(text("Struck through: removed. Underlined: added. F8: next change."))
        for action, said in zip(self._actions, (text("Next change"), text("Former change")), strict=True):
            action.setText(said)
        if self._presenter is not None:
            kept = self._change
            self._presenter = ComparisonPresenter(self._presenter.comparison, self.context.language)
            self._fill(kept)
        else:
            self._paint()

    def shortcuts(self) -> list[tuple[str, str]]:
        """(keys, what they do), for the list of F1."""
        return [(action.shortcut().toString(), action.text()) for action in self._actions]

    def _fill(self, keep: Change | None = None) -> None:
        presenter = self._presenter
        assert presenter is not None
        self.list.clear()
        self._change = None
        kept = None
        for group in presenter.groups():
            heading = self.list.add_heading(group.heading, opened=group.open)
            for change in group.changes:
                said = f"{presenter.heading(change)}\n{presenter.status(change)}"
                item = self.list.add_entry(heading, said, presenter.icon(change), change)
                kept = item if change is keep else kept
        if kept is not None:
            self.list.setCurrentItem(kept)
        elif not self.list.first():
            self._paint()

    def _step(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and not self.list.step(action.data()):
            self.context.post(self.context.language.text("There is no other change in this direction."))

    # ── One change ───────────────────────────────────────────────────────────────────────────────

    def _show_change(self, change: Change) -> None:
        self._change = change
        self._paint()

    def _paint(self) -> None:
        text, presenter, change = self.context.language.text, self._presenter, self._change
        old, new = self._labels
        self._heading.setText(f"{old} → {new}" if old else "")
        self._summary.setText("" if presenter is None else presenter.summary())
        self._export.setEnabled(presenter is not None)
        nothing = presenter is not None and change is None
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
        self._paint_chips(presenter, change)
        self._dress()

    def _paint_chips(self, presenter: ComparisonPresenter, change: Change) -> None:
        while (item := self._chip_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        chips = presenter.chips(change)
        for chip in chips:
            made = (
                self._rule_chip(chip) if chip.contract is None else self._contract_chip(chip, chip.contract)
            )
            made.setToolTip(chip.whole)
            made.setAccessibleName(chip.whole)
            self._chip_row.addWidget(made)
            made.show()
        self._touched.setVisible(bool(chips))
        self._chips.setVisible(bool(chips))
        self._chips.updateGeometry()

    def _rule_chip(self, chip: Chip) -> QWidget:
        label = QLabel(chip.text, self._chips)
        label.setTextFormat(Qt.TextFormat.PlainText)
        set_role(label, "badge")
        return label

    def _contract_chip(self, chip: Chip, number: str) -> QWidget:
        button = QPushButton(chip.text, self._chips)
        set_role(button, "chip")
        button.clicked.connect(lambda: self._open(number))
        return button

    def _open(self, number: str) -> None:
        """Go to the order of a contract."""

        def found(record: OrderRecord | None) -> None:
            if record is not None:
                self.context.go("order", record.id)

        self.context.run(lambda workspace: workspace.orders.by_number(number), found, owner=self)

    def _dress(self) -> None:
        self._export.setIcon(icon("export"))
        self._back.setIcon(icon("chevron-left", "accent"))
        if self._presenter is not None and self._change is not None:
            self._sign.setPixmap(pixmap(*self._presenter.icon(self._change), _ICON, self.devicePixelRatioF()))

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
        )
        at = context.clock.now()

        def write() -> tuple[Path, ...]:
            return export_comparison(
                compared, folder, word=context.word, redlines=redlines, files=context.files, at=at
            )

        context.background(write, self._exported)

    def _exported(self, paths: tuple[Path, ...]) -> None:
        self.context.post(self.context.language.text("Saved: {path}", path=", ".join(map(str, paths))))
