"""Writing a version of a clause: the form at the left, the clause as it will be read at the right.

What cannot be kept is said beside its field. Nothing is kept before the person says so; what is left
unfinished goes back to the view, which offers it again.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QScrollArea,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.library.clause import LibraryClause
from numspot_desk.contracts.library.faults import LibraryFault
from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import N_, Message
from numspot_desk.ui.conditions.clause_draft import by_field
from numspot_desk.ui.conditions.clause_form import ClauseForm
from numspot_desk.ui.conditions.clause_sheet import ClauseSheet
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import LongTextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.tab_order import TabOrder
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import FORM_WIDTH, GRID
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.conditions.clause_library import Library
from numspot_desk.usecases.conditions.write_clause import ClauseRefused, checked, write_clause
from numspot_desk.usecases.refusals import DeskError

_SIDE_BY_SIDE = 110
"""Letters of width from which form and preview stand side by side."""
_NOTE = "note"


class ClauseEditor(QDialog):
    """`written` carries the id of the clause that was kept; `left` the document and the reason that were not.

    `known`: as `known_references` tells.
    """

    written = Signal(str)
    left = Signal(object, str)

    def __init__(
        self,
        context: DeskContext,
        library: Library,
        document: Mapping[str, Any],
        known: frozenset[str] | None,
        parent: QWidget,
        note: str = "",
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._library = library
        self._known = known
        before = library.by_id.get(str(document.get("id")))
        self._before = None if before is None else before.clause
        self._touched: set[str] = set()
        self._asked = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self._title(int(document["version"])))
        self.form = ClauseForm(context, library, document, new=self._before is None, parent=self)
        self.note = LongTextField(context, 2, self)
        self.note.set_value(note)
        self.note_row = FormRow(
            context,
            N_("Why this version"),
            self.note,
            N_("Kept with the version: whoever reads the library later will ask."),
            parent=self,
        )
        self.preview = QTextBrowser(self)
        self.preview.setOpenLinks(False)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName(context.language.text("Preview of the clause"))
        self.outcome = OutcomeLine(self, keep_room=True)
        self._build()
        self.form.edited.connect(self._edited)
        self.note.edited.connect(partial(self._edited, _NOTE))
        self._tab_order = TabOrder(self)
        self._start = self.form.document()
        self._size(parent)
        self._tab_order.follow()
        self._check()
        first = "id" if self._before is None else "text"
        self.form.fields[first].setFocus()

    def _build(self) -> None:
        text = self.context.language.text
        inside = QWidget(self)
        set_role(inside, "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addWidget(self.note_row)
        column.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        right = QWidget(self)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(GRID, 0, 0, 0)
        beside.setSpacing(GRID // 2)
        heading = QLabel(text("Preview"), right)
        set_role(heading, "label")
        beside.addWidget(heading)
        beside.addWidget(self.preview, 1)
        self.split = QSplitter(self)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.area)
        self.split.addWidget(right)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([FORM_WIDTH + 8 * GRID, FORM_WIDTH])
        buttons = QDialogButtonBox(self)
        leave = buttons.addButton(text("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        leave.setAutoDefault(False)
        self.keep = buttons.addButton(text("Keep this version"), QDialogButtonBox.ButtonRole.ApplyRole)
        self.keep.setAutoDefault(False)
        set_role(self.keep, "primary")
        self.keep.clicked.connect(self.do_keep)
        buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.do_keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.split, 1)
        layout.addWidget(self.outcome)
        layout.addWidget(buttons)

    def _title(self, version: int) -> str:
        language = self.context.language
        if self._before is None:
            return language.text("New clause")
        title = self._before.title.in_language(language.code)
        return language.text("{title}: version {n}", title=title, n=version)

    # ── Checking ─────────────────────────────────────────────────────────────────────────────────

    def _edited(self, name: str) -> None:
        self._touched.add(name)
        self._tab_order.follow()
        self.outcome.clear()
        self._check()

    def _check(self) -> LibraryClause | None:
        found = checked(self._library, self.form.document(), self._known)
        faults = found if isinstance(found, tuple) else ()
        self._show_faults(faults)
        if isinstance(found, tuple):
            self._say_unready(len(faults))
            return None
        sheet = ClauseSheet(self._library, self.context.language, theme().tokens)
        place = self.preview.verticalScrollBar().value()
        self.preview.setHtml(sheet.preview(found, against=self._before))
        self.preview.verticalScrollBar().setValue(place)
        return found

    def _show_faults(self, faults: tuple[LibraryFault, ...]) -> dict[str, list[Message]]:
        """Say what is wrong beside the fields that were touched; of all once the person wanted to keep it."""
        rows = self.form.all_rows()
        found = by_field(faults, rows)
        shown = {name: said for name, said in found.items() if self._asked or self._was_touched(name)}
        self.form.show_faults(shown)
        return found

    def _was_touched(self, name: str) -> bool:
        return name in self._touched or (name.startswith("parameters[") and "parameters" in self._touched)

    def _say_unready(self, faults: int) -> None:
        language = self.context.language
        said = language.ntext(
            "The preview stands still: {n} thing to fill in or correct.",
            "The preview stands still: {n} things to fill in or correct.",
            faults,
        )
        self.outcome.say_as("help", said)

    # ── Keeping ──────────────────────────────────────────────────────────────────────────────────

    def do_keep(self) -> None:
        """Keep the version, or say what stands against it."""
        self._asked = True
        document, note = self.form.document(), self.note.value()
        context = self.context
        self.note_row.set_problems(())
        self.keep.setEnabled(False)

        def kept(found: tuple[LibraryClause, Changes]) -> None:
            clause, changes = found
            context.announce(changes)
            said = context.language.text(
                "{title}: version {n} is kept.",
                title=clause.title.in_language(context.language.code),
                n=clause.version,
            )
            context.post(said)
            self.written.emit(clause.id)
            self.accept()

        context.run(
            lambda desk: write_clause(desk, document, note, context.person, context.clock),
            kept,
            self._refused,
            owner=self,
        )

    def _refused(self, error: BaseException) -> None:
        self.keep.setEnabled(True)
        if isinstance(error, ClauseRefused):
            self._point_at(error.faults)
        elif isinstance(error, DeskError):
            self.outcome.say(self.context.language.render(error.message), problem=True)
        else:
            self.context.failed(error)

    def _point_at(self, faults: tuple[LibraryFault, ...]) -> None:
        found = self._show_faults(faults)
        notes = found.pop(_NOTE, []) + [one.message for one in faults if one.place == _NOTE]
        self.note_row.set_problems([problem("invalid_value", _NOTE, one) for one in dict.fromkeys(notes)])
        rows = {**self.form.all_rows(), _NOTE: self.note_row}
        first = next((row for name, row in rows.items() if row.problems), None)
        language = self.context.language
        said = language.ntext(
            "Nothing was kept: {n} thing to correct.", "Nothing was kept: {n} things to correct.", len(faults)
        )
        whole = [one.message for one in faults if one.place != _NOTE and one.message in found.get("", ())]
        self.outcome.say(" ".join([said, *map(language.render, whole)]), problem=True)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(first)

    def reject(self) -> None:
        """Leave without keeping; what was typed goes with `left`."""
        document = self.form.document()
        if document != self._start or self.note.value().strip():
            self.left.emit(document, self.note.value())
        super().reject()

    # ── Look ─────────────────────────────────────────────────────────────────────────────────────

    def _size(self, parent: QWidget) -> None:
        self.resize(QSize(150 * GRID, 92 * GRID).boundedTo(parent.window().size()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _SIDE_BY_SIDE * theme().metrics().averageCharWidth()
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.split.orientation() != wanted:
            self.split.setOrientation(wanted)
