"""What a library file would bring, clause by clause, before it is kept; or why it is refused."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTreeWidgetItem, QVBoxLayout, QWidget

from numspot_desk.contracts.library.faults import LibraryFault
from numspot_desk.terms.word_diff import Mark, Piece, word_diff
from numspot_desk.ui.conditions.library_words import read_out
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.terms.marked_text import MarkedText
from numspot_desk.ui.terms.row_tree import RowTree
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.conditions.exchange_library import ClauseImport, ImportPreview, import_library
from numspot_desk.usecases.refusals import DeskError

_HELD = Qt.ItemDataRole.UserRole


class LibraryImportDialog(QDialog):
    """Opened on a preview. What diverged stays out unless it is ticked."""

    def __init__(self, context: DeskContext, preview: ImportPreview, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.preview = preview
        text = context.language.text
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(text("Import a library"))
        _size(self, parent)
        self._verdict = _label(self, "heading", self._said())
        self.list = RowTree(self)
        self.list.setHeaderLabels([text("Clause"), text("Id"), text("What comes")])
        self.list.setAccessibleName(text("What the file brings"))
        self.list.currentItemChanged.connect(self._current)
        self.list.itemChanged.connect(self._count)
        self._about = _label(self, "muted", "")
        self.text = MarkedText(self)
        self.text.setAccessibleName(text("Text of the clause"))
        self._outcome = OutcomeLine(self)
        buttons = QDialogButtonBox(self)
        leave = buttons.addButton(text("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        leave.setAutoDefault(False)
        self.keep = buttons.addButton("", QDialogButtonBox.ButtonRole.ApplyRole)
        set_role(self.keep, "primary")
        self.keep.setDefault(True)
        self.keep.clicked.connect(self.do_import)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._verdict)
        layout.addWidget(self.list, 3)
        layout.addWidget(self._about)
        layout.addWidget(self.text, 2)
        layout.addWidget(self._outcome)
        layout.addWidget(buttons)
        self._fill()
        self.list.setFocus()

    def chosen(self) -> frozenset[str]:
        """The diverged clauses that are ticked."""
        return frozenset(
            item.data(0, _HELD).after.id
            for item in self._items()
            if item.data(0, _HELD) in self.preview.diverged and item.checkState(0) is Qt.CheckState.Checked
        )

    def do_import(self) -> None:
        """Keep what the file brings, and of what diverged what is ticked."""
        context, preview, chosen = self.context, self.preview, self.chosen()
        note = context.language.text("Imported from {file}", file=preview.name)
        self.keep.setEnabled(False)

        def kept(found: tuple[int, Changes]) -> None:
            count, changes = found
            context.announce(changes)
            context.post(
                context.language.ntext(
                    "{n} version of a clause kept from {file}.",
                    "{n} versions of clauses kept from {file}.",
                    count,
                    file=preview.name,
                )
            )
            self.accept()

        def failed(error: BaseException) -> None:
            self.keep.setEnabled(True)
            if not isinstance(error, DeskError):
                raise error
            self._outcome.say(context.language.render(error.message), problem=True)

        context.run(
            lambda desk: import_library(desk, preview, note, context.person, context.clock, chosen),
            kept,
            failed,
            owner=self,
        )

    # ── Showing ──────────────────────────────────────────────────────────────────────────────────

    def _said(self) -> str:
        language, preview = self.context.language, self.preview
        said = [
            language.ntext("{n} new clause", "{n} new clauses", len(preview.new)) if preview.new else "",
            language.ntext("{n} with other versions", "{n} with other versions", len(preview.changed))
            if preview.changed
            else "",
            language.ntext("{n} refused", "{n} refused", len(preview.diverged)) if preview.diverged else "",
            language.ntext("{n} already here", "{n} already here", preview.same) if preview.same else "",
        ]
        return language.text("{label}: {value}", label=preview.name, value=", ".join(filter(None, said)))

    def _fill(self) -> None:
        preview = self.preview
        for one in preview.diverged:
            item = self._row(one, self._diverged(one), ("warning", "warning"))
            item.setCheckState(0, Qt.CheckState.Unchecked)
        for one in preview.changed:
            self._row(one, self._brought(one), ("version", "accent"))
        for one in preview.new:
            self._row(one, self._brought(one), ("plus", "success"))
        room = theme().metrics().averageCharWidth()
        for column, letters in enumerate((36, 22)):
            self.list.setColumnWidth(column, letters * room)
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self._count()

    def _row(self, one: ClauseImport, said: str, sign: tuple[str, str]) -> QTreeWidgetItem:
        cells = [one.after.title.in_language(self.context.language.code), one.after.id, said]
        item = QTreeWidgetItem(self.list, cells)
        item.setData(0, _HELD, one)
        item.setIcon(2, icon(*sign))
        for column, cell in enumerate(cells):
            item.setToolTip(column, cell)
        return item

    def _brought(self, one: ClauseImport) -> str:
        language = self.context.language
        numbers = ", ".join(str(clause.version) for clause in one.keeps)
        if one.before is None:
            return language.text("new, version {numbers}", numbers=numbers)
        return language.text("version {numbers}", numbers=numbers)

    def _diverged(self, one: ClauseImport) -> str:
        return self.context.language.text(
            "refused: other words under a version that is here; tick it to keep them as version {n}",
            n=one.keeps[-1].version,
        )

    def _current(self) -> None:
        item = self.list.currentItem()
        one: ClauseImport | None = None if item is None else item.data(0, _HELD)
        if item is None or one is None:
            return
        language = self.context.language
        after = read_out(one.after)
        if one.before is None:
            pieces: tuple[Piece, ...] = (Piece(Mark.KEPT, after),)
            said = language.text("The text of the file.")
        else:
            pieces = word_diff(read_out(one.before), after)
            said = language.text(
                "The text of version {after} of the file, marked against version {before} of the library.",
                after=one.after.version,
                before=one.before.version,
            )
            if all(piece.mark is Mark.KEPT for piece in pieces):
                said = language.text("The same words: what differs is beside the text.")
        lines = [item.text(2), said] if one in self.preview.diverged else [said]  # whole: its line may cut it
        self._about.setText("\n".join(lines))
        self.text.show_pieces(pieces, self._about.text())

    def _count(self) -> None:
        kept = sum(len(one.keeps) for one in (*self.preview.new, *self.preview.changed)) + len(self.chosen())
        self.keep.setText(
            self.context.language.ntext("Keep {n} version", "Keep {n} versions", kept)
            if kept
            else self.context.language.text("Nothing to keep")
        )
        self.keep.setEnabled(kept > 0)

    def _items(self) -> Iterable[QTreeWidgetItem]:
        found = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        return [item for item in found if item is not None]


class RefusedFileDialog(QDialog):
    """Why a file was not taken: every fault by its clause and place."""

    def __init__(
        self, context: DeskContext, name: str, faults: tuple[LibraryFault, ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        language = context.language
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(language.text("Import a library"))
        _size(self, parent)
        verdict = OutcomeLine(self)
        verdict.say(
            language.ntext(
                "{file} was not taken, the library is unchanged: {n} fault.",
                "{file} was not taken, the library is unchanged: {n} faults.",
                len(faults),
                file=name,
            ),
            problem=True,
        )
        self.list = RowTree(self)
        self.list.setAccessibleName(language.text("What is wrong with the file"))
        text = language.text
        self.list.setHeaderLabels([text("Clause"), text("Where it stands"), text("Fault")])
        for fault in faults:
            cells = [fault.clause or "–", fault.place or "–", language.render(fault.message)]
            item = QTreeWidgetItem(self.list, cells)
            for column, cell in enumerate(cells):
                item.setToolTip(column, cell)
        room = theme().metrics().averageCharWidth()
        for column, letters in enumerate((20, 24)):
            self.list.setColumnWidth(column, letters * room)
        self.list.currentItemChanged.connect(self._current)
        self._whole = _label(self, "", "")
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(language.text("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        for widget in (verdict, self.list, self._whole, buttons):
            layout.addWidget(widget)
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self.list.setFocus()

    def _current(self) -> None:
        """The fault in full: its line may cut it."""
        item = self.list.currentItem()
        self._whole.setText("" if item is None else item.text(2))


def _label(parent: QWidget, role: str, said: str) -> QLabel:
    label = QLabel(said, parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    set_role(label, role)
    return label


def _size(dialog: QDialog, parent: QWidget) -> None:
    dialog.resize(QSize(110 * GRID, 72 * GRID).boundedTo(parent.window().size()))
