"""The proof-reading list of an adopted version: findings and defined terms at the left, the clause with the
words marked at the right, and under it the definition where a use is shown. F8 goes to the next point.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.content.file_names import slug
from numspot_desk.terms.proofs import Proofs
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import file_dialog
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.keys import action_within
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.terms.list_tree import ListTree
from numspot_desk.ui.terms.marked_text import MarkedText
from numspot_desk.ui.terms.proofs_presenter import Entry, ProofsPresenter
from numspot_desk.usecases.general_terms.compare_terms import proofread


class ProofsView(QWidget):
    """`closed` when the person goes back. `show_proofs` shows what was found already."""

    closed = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._found: Proofs | None = None
        self._presenter: ProofsPresenter | None = None
        self._label = ""
        self._entry: Entry | None = None
        self._back, self._copy, self._save = QPushButton(self), QPushButton(self), QPushButton(self)
        set_role(self._back, "quiet")
        self._save.clicked.connect(self.choose_file)
        self._back.clicked.connect(self.closed)
        self._heading, self._summary = QLabel(self), QLabel(self)
        set_role(self._heading, "heading")
        set_role(self._summary, "muted")
        self.list = ListTree(self)
        self.list.chosen.connect(self._show_entry)
        self._title, self._where, self._defined = QLabel(self), QLabel(self), QLabel(self)
        for label, role in ((self._title, "label"), (self._where, "muted"), (self._defined, "label")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            set_role(label, role)
        self.text, self.definition = MarkedText(self), MarkedText(self)
        self._actions = [
            action_within(self, keys, partial(self._step, by)) for keys, by in (("F8", 1), ("Shift+F8", -1))
        ]
        self._listing = action_within(self, "Ctrl+Shift+C", self.copy_list)
        self._copy.clicked.connect(self._listing.trigger)
        self._lay_out()
        theme().changed.connect(self._dress)
        context.language_changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addStretch(1)
        head.addWidget(self._copy)
        head.addWidget(self._save)
        right = QWidget(self)
        inside = QVBoxLayout(right)
        inside.setContentsMargins(2 * GRID, 0, 0, 0)
        inside.setSpacing(GRID)
        for widget, stretch in (
            (self._title, 0),
            (self._where, 0),
            (self.text, 3),
            (self._defined, 0),
            (self.definition, 2),
        ):
            inside.addWidget(widget, stretch)
        splitter = QSplitter(self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 2)
        splitter.setSizes([45 * GRID, 90 * GRID])
        splitter.setStretchFactor(1, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self._heading)
        layout.addWidget(self._summary)
        layout.addWidget(splitter, 1)

    def show_version(self, label: str, language: str = "fr") -> None:
        """Read an adopted version through and show what was found."""
        self.context.run(
            lambda workspace: proofread(workspace, label, language),
            lambda found: self.show_proofs(label, found),
            owner=self,
        )

    def show_proofs(self, label: str, found: Proofs) -> None:
        """Show what was found in a version."""
        self._label, self._found = label, found
        self._fill()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        self._back.setText(text("Back to the versions"))
        self._listing.setText(text("Copy the list"))
        self._copy.setText(self._listing.text())
        self._save.setText(text("Save the list…"))
        self.list.setAccessibleName(text("Points to look at and defined terms"))
        self.text.setAccessibleName(text("Text of the clause"))
        self.definition.setAccessibleName(text("Definition"))
        for action, said in zip(self._actions, (text("Next point"), text("Former point")), strict=True):
            action.setText(said)
        if self._found is not None:
            self._fill()
        else:
            self._paint()

    def shortcuts(self) -> list[tuple[str, str]]:
        """(keys, what they do), for the list of F1."""
        actions = (*self._actions, self._listing)
        return [(action.shortcut().toString(), action.text()) for action in actions]

    def copy_list(self) -> None:
        """Put the findings on the clipboard as text, and say it."""
        if self._presenter is not None:
            QGuiApplication.clipboard().setText(self._presenter.listed())
            self.context.post(self.context.language.text("The list is copied."))

    def choose_file(self) -> None:
        """Let the person choose the folder where the list goes."""
        title = self.context.language.text("Save the list…").removesuffix("…")
        dialog = file_dialog(self, title, QFileDialog.FileMode.Directory, self.context.language)
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path)))
        dialog.open()

    def save_to(self, folder: Path) -> None:
        """Write the findings as a text file. A file of another content is not written over."""
        if self._presenter is None:
            return
        name = f"cg-relecture-{slug(self._label) or 'version'}.txt"
        content = {name: self._presenter.listed().encode()}
        self.context.background(
            lambda: self.context.files.write_all(folder, content), self._saved, owner=self
        )

    def _saved(self, paths: Sequence[Path]) -> None:
        self.context.post(self.context.language.text("Saved: {path}", path=", ".join(map(str, paths))))

    def _fill(self) -> None:
        assert self._found is not None
        presenter = self._presenter = ProofsPresenter(self._found, self.context.language)
        self.list.clear()
        self._entry = None
        for group in presenter.groups():
            heading = self.list.add_heading(group.heading, opened=group.finding)
            for entry in group.entries:
                self._add(heading, entry)
        if not self.list.first():
            self._paint()

    def _add(self, under: QTreeWidgetItem, entry: Entry) -> None:
        item = self.list.add_entry(under, entry.text, entry.icon, entry)
        for inner in entry.entries:
            self._add(item, inner)

    def _step(self, by: int, _checked: bool = False) -> None:
        if not self.list.step(by):
            self.context.post(self.context.language.text("There is no other point in this direction."))

    def _show_entry(self, entry: Entry) -> None:
        self._entry = entry
        self._paint()

    def _paint(self) -> None:
        text, presenter, entry = self.context.language.text, self._presenter, self._entry
        self._heading.setText(
            text("Proof-reading of version {label}", label=self._label) if self._label else ""
        )
        for button in (self._copy, self._save):
            button.setEnabled(presenter is not None)
        self._summary.setText("" if presenter is None else presenter.summary())
        for widget in (self._title, self._where, self.text):
            widget.setVisible(entry is not None)
        definition = None if entry is None else entry.definition
        self._defined.setVisible(definition is not None)
        self.definition.setVisible(definition is not None)
        if presenter is None or entry is None:
            return
        title, whole, line = presenter.clause(entry.place)
        self._title.setText(title)
        self._where.setText(line)
        self.text.show_place(whole, entry.place.start, entry.place.end)
        if definition is not None:
            name, whole, _line = presenter.clause(definition)
            self._defined.setText(text("Defined in {ref}", ref=name))
            self.definition.show_place(whole, definition.start, definition.end)
        self._dress()

    def _dress(self) -> None:
        self._back.setIcon(icon("chevron-left", "accent"))
        self._copy.setIcon(icon("copy"))
        self._save.setIcon(icon("export"))
