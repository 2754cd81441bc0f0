"""The page of the general terms: its versions, and one of them imported, read, compared, or held beside the
contracts. Each of these is a view of its own in this folder."""

from pathlib import Path
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from numspot_desk.language.messages import N_, message
from numspot_desk.terms.isolated import Reading
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import file_dialog
from numspot_desk.ui.kit.empty import EmptyState
from numspot_desk.ui.kit.keys import action_within
from numspot_desk.ui.kit.page import Page
from numspot_desk.ui.terms.import_view import ImportView
from numspot_desk.ui.terms.reading_view import ReadingView
from numspot_desk.ui.terms.terms_words import Edition
from numspot_desk.ui.terms.versions_view import VersionsView
from numspot_desk.ui.terms.waiting_view import WaitingView
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.general_terms.adopt_terms import TermsPreview, read_terms_file
from numspot_desk.usecases.general_terms.rule_clauses import rule_clauses_of
from numspot_desk.usecases.general_terms.terms_in_force import version_in_force
from numspot_desk.usecases.ports.terms import FoundPassage, RuleClause, TermsVersion
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import FileRefused

_LONG: Final = 300
"""Milliseconds after which the reading of a file is shown, with the way to stop it."""
_FILTER: Final = N_("General terms (*.docx *.txt *.md)")


class TermsPage(Page):
    """One view at a time; Escape goes back to the versions."""

    page_id: ClassVar[str] = "terms"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._searched = ""
        self._wanted = self._chosen = ""
        self._reading_file: Reading | None = None
        self._import = QAction(self)
        self._import.setShortcut(QKeySequence(QKeySequence.StandardKey.Open))
        self._import.triggered.connect(self.choose_file)
        self.addAction(self._import)
        self._import.setText(context.language.text("Import…"))
        self._escape = action_within(self, Qt.Key.Key_Escape, self._back)
        self.empty = EmptyState(
            context,
            "terms",
            N_("No general terms yet"),
            N_(
                "Import the text of a version from a Word, text or Markdown file: you check its clauses"
                " before you adopt it."
            ),
            [self._import],
        )
        self.versions = VersionsView(context, self)
        self.reading = ReadingView(context, self)
        self.importing = ImportView(context, self)
        self.waiting = WaitingView(context, self)
        self.waiting.stopped.connect(self.stop_reading)
        self.stack = QStackedWidget(self)
        for view in (self.empty, self.versions, self.reading, self.importing, self.waiting):
            self.stack.addWidget(view)
        self._others: dict[str, QWidget] = {}
        self.versions.read_asked.connect(self._read)
        self.versions.compare_asked.connect(self._compare)
        self.versions.proofs_asked.connect(self._proofread)
        self.versions.contracts_asked.connect(self._contracts)
        self.versions.coverage_asked.connect(self._cover)
        self.versions.rules_asked.connect(self._show_rules)
        self.reading.closed.connect(self.show_list)
        self.importing.closed.connect(self._abandon)
        self.importing.adopted.connect(self._adopted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        context.changed.connect(self._changed)
        context.workspace_changed.connect(self._forget)
        context.ending.connect(self._let_go)
        self.retranslate()

    # ── The frame ────────────────────────────────────────────────────────────────────────────────

    def title(self) -> str:
        return self.context.language.text("General terms")

    def primary_action(self) -> QAction | None:
        return self._import

    def searchable(self) -> bool:
        return True

    def search_text(self) -> str:
        return self._searched

    def search(self, text: str) -> None:
        self._searched = text
        if not text.strip():
            self.versions.show_found(None)
            return

        def look(workspace: Workspace) -> tuple[FoundPassage, ...]:
            return tuple(workspace.terms.search(text))

        self.context.run(look, self._found, owner=self)

    def focus_found(self) -> None:
        self.versions.focus_list()

    def shortcuts(self) -> list[tuple[str, str]]:
        text = self.context.language.text
        keys = self._import.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        own: list[tuple[str, str]] = getattr(self.stack.currentWidget(), "shortcuts", list)()
        return [(keys, self._import.text()), *own, ("Esc", text("Back to the versions"))]

    def enter(self, argument: Any = None) -> None:
        """Show the versions, or go on where the person was; with a reference, read that clause of the version
        in force."""
        self._wanted = argument if isinstance(argument, str) else ""
        self.refresh()
        QTimer.singleShot(0, self, self._focus)  # the key that led here is not for the button found here

    def retranslate(self) -> None:
        self._import.setText(self.context.language.text("Import…"))

    # ── Views ────────────────────────────────────────────────────────────────────────────────────

    def refresh(self) -> None:
        """Read the list of versions again."""
        if self.context.has_workspace:
            self.context.run(lambda workspace: workspace.terms.list(), self._listed, owner=self)

    def _back(self) -> None:
        if self._reading_file is not None:
            self.stop_reading()
        elif self.stack.currentWidget() is self.importing:
            self._abandon()
        else:
            self.show_list()

    def show_list(self) -> None:
        """Back to the versions."""
        self.importing.let_go()
        self._show(self.versions if self.versions.editions else self.empty)
        self._focus()

    def _listed(self, adopted: tuple[TermsVersion, ...]) -> None:
        chosen, self._chosen = self._chosen, ""
        self.versions.show_versions(adopted, chosen)
        wanted, self._wanted = self._wanted, ""
        in_force = version_in_force(adopted, self.context.clock.today())
        if wanted and in_force is not None:
            edition = next(one for one in self.versions.editions if in_force in one.texts)
            self._read(edition, wanted, in_force.language)
        elif self.stack.currentWidget() in (self.empty, self.versions):
            self._show(self.versions if self.versions.editions else self.empty)
            if self.isVisible():
                QTimer.singleShot(0, self, self._focus)

    def _found(self, found: tuple[FoundPassage, ...]) -> None:
        if self._searched.strip():
            self.versions.show_found(found)
            if self.versions.editions:
                self._show(self.versions)

    def _show(self, view: QWidget) -> None:
        self.stack.setCurrentWidget(view)

    def _focus(self) -> None:
        shown = self.stack.currentWidget()
        if shown is self.versions:
            self.versions.focus_list()
        elif shown is self.empty:
            self.empty.buttons()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, changes: Changes) -> None:
        if changes.terms:
            self.refresh()

    def _forget(self) -> None:
        """Another workspace: nothing of the former one stays in sight."""
        self._let_go()
        self.versions.show_versions(())
        self.versions.show_found(None)
        self._searched = ""
        self._show(self.empty)

    def _read(self, edition: Edition, ref: str, first: str) -> None:
        self._show(self.reading)
        self.reading.show_edition(edition, ref, first)

    def _compare(self, old: str, new: str, language: str) -> None:
        from numspot_desk.ui.terms.comparison_view import ComparisonView

        view = self._other("comparison", ComparisonView)
        view.show_versions(old, new, language)

    def _proofread(self, label: str, language: str) -> None:
        from numspot_desk.ui.terms.proofs_view import ProofsView

        view = self._other("proofs", ProofsView)
        view.show_version(label, language)

    def _cover(self, label: str, language: str) -> None:
        from numspot_desk.ui.terms.coverage_view import CoverageView

        view = self._other("coverage", CoverageView)
        view.show_version(label, language)

    def _show_rules(self, label: str, language: str) -> None:
        from numspot_desk.ui.terms.rule_clauses_view import RuleClausesView

        view = self._other("rules", RuleClausesView)
        view.show_version(label, language)

    def _contracts(self) -> None:
        from numspot_desk.ui.terms.contracts_view import ContractsView

        view = self._other("contracts", ContractsView)
        view.show_contracts()

    def _other(self, name: str, kind: Any) -> Any:
        """A view that is made at its first use, shown."""
        if name not in self._others:
            view = kind(self.context, self)
            view.closed.connect(self.show_list)
            self.stack.addWidget(view)
            self._others[name] = view
        self._show(self._others[name])
        return self._others[name]

    # ── Import ───────────────────────────────────────────────────────────────────────────────────

    def choose_file(self) -> None:
        """Let the person choose a file, then show what it holds."""
        dialog = file_dialog(self, self.title(), QFileDialog.FileMode.ExistingFile, self.context.language)
        dialog.setNameFilter(self.context.language.text(_FILTER))
        dialog.fileSelected.connect(lambda path: self.open_file(Path(path)))
        dialog.open()

    def open_file(self, path: Path) -> None:
        """Read a file in a process of its own and show what it holds. What cannot be read is said; until it
        is read, the person can stop it."""
        self._let_go()
        reading = self._reading_file = Reading()
        self.waiting.show_file(path.name)

        def read(preview: TermsPreview) -> None:
            if self._reading_file is reading:
                self._reading_file = None
                self.show_preview(preview)

        def unread(error: BaseException) -> None:
            if self._reading_file is reading:
                self._reading_file = None
                self._leave_waiting()
                self.context.failed(_named(path, error))

        QTimer.singleShot(_LONG, self, lambda: self._say_reading(reading))
        self.context.apart(lambda: read_terms_file(path, reading), read, unread, owner=self)

    def _abandon(self) -> None:
        """Leave an import, which an undo brings back with what was typed and placed."""
        preview = self.importing.preview
        self.show_list()
        if preview is None:
            return

        def again() -> None:
            if self.importing.preview is preview:
                self._show(self.importing)
                self.importing.label.setFocus(Qt.FocusReason.OtherFocusReason)

        said = self.context.language.text(
            "The import of {name} is cancelled: nothing was kept.", name=preview.name
        )
        self.context.post(said, again)

    def stop_reading(self) -> None:
        """Give the file up that is being read: its process ends, nothing of it is kept."""
        if self._reading_file is not None:
            self._let_go()
            self._leave_waiting()
            self.context.post(self.context.language.text("The reading was stopped: nothing was kept."))

    def _say_reading(self, reading: Reading) -> None:
        if self._reading_file is reading:
            self._show(self.waiting)
            self.waiting.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_waiting(self) -> None:
        if self.stack.currentWidget() is self.waiting:
            self.show_list()

    def _let_go(self) -> None:
        """The file that is being read is no longer wanted."""
        reading, self._reading_file = self._reading_file, None
        if reading is not None:
            reading.stop()

    def show_preview(self, preview: TermsPreview) -> None:
        """Show what a file holds, to be adopted or not."""
        self._show(self.importing)
        self.importing.show_preview(preview)

    def _adopted(self, version: TermsVersion) -> None:
        language = self.context.language
        self._chosen = version.label
        self._show(self.versions)
        self.refresh()
        self.context.post(
            language.text(
                "Version {label} is adopted: in force from {start}.",
                label=version.label,
                start=language.formats.date_list(version.in_force_from),
            )
        )
        self.versions.focus_list()

        def followed(found: tuple[RuleClause, ...]) -> None:
            if any(one.moved for one in found) and self.stack.currentWidget() is self.versions:
                self._show_rules(version.label, version.language)

        self.context.run(lambda store: rule_clauses_of(store, version.label), followed, owner=self)


def _named(path: Path, error: BaseException) -> BaseException:
    """Why a file is refused, with its name: the sentence may still be read when another file is open."""
    if not isinstance(error, FileRefused):
        return error
    said = message("{name} is not imported. {reason}", name=path.name, reason=error.message)
    return FileRefused(said)
