"""A clause of the library read whole: what it is, one of its versions, who uses it, and what legal can do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.language.messages import Message
from numspot_desk.ui.conditions.clause_sheet import ClauseSheet
from numspot_desk.ui.conditions.clause_uses import ClauseUsesList
from numspot_desk.ui.conditions.library_words import about, version_line
from numspot_desk.ui.context import DeskContext, Text
from numspot_desk.ui.kit.fields import ChoiceField
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.conditions.clause_library import ClauseVersion, Library, LibraryEntry
from numspot_desk.usecases.roles import may_decide

_LINES = 7
"""The least lines of the clause that are in sight."""


class ClauseReading(QFrame):
    """`write_asked` for a new version after the last one, `retire_asked` to take the clause out of use or
    bring it back."""

    write_asked = Signal()
    retire_asked = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._library = Library(())
        self._entry: LibraryEntry | None = None
        set_role(self, "card")
        self._title, self._about = QLabel(self), QLabel(self)
        set_role(self._title, "heading")
        set_role(self._about, "muted")
        for label in (self._title, self._about):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.versions = ChoiceField(context, parent=self)
        self.versions.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)
        self.versions.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.versions.edited.connect(self._paint)
        self.marked = QCheckBox(self)
        self.marked.toggled.connect(self._paint)
        self.write_button, self.retire_button = QPushButton(self), QPushButton(self)
        self.write_button.clicked.connect(self.write_asked)
        self.retire_button.clicked.connect(self.retire_asked)
        set_role(self.retire_button, "quiet")
        self.sheet = QTextBrowser(self)
        self.sheet.setOpenLinks(False)
        self.sheet.setTabChangesFocus(True)
        self.uses = ClauseUsesList(context, self)
        bar = FlowLayout()
        for widget in (self.versions, self.marked, self.write_button, self.retire_button):
            bar.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._title)
        layout.addWidget(self._about)
        layout.addLayout(bar)
        layout.addWidget(self.sheet, 1)
        layout.addWidget(self.uses)
        theme().changed.connect(self._dress)
        context.person_changed.connect(self._say)
        self.retranslate()

    def show_entry(self, library: Library, entry: LibraryEntry | None) -> None:
        """Show a clause in its last version, or in the one that is being read; None shows nothing."""
        before = self._entry
        self._library, self._entry = library, entry
        kept = ""
        if entry is not None and before is not None and entry.clause.id == before.clause.id:
            same = entry.clause.version == before.clause.version
            kept = self.versions.value() if same else ""
        self._offer(kept)
        self.uses.show_entry(entry)
        self._say()

    def shown(self) -> ClauseVersion | None:
        """The version that is read."""
        if self._entry is None:
            return None
        value = self.versions.value()
        found = self._entry.version(int(value)) if value else None
        return found or self._entry.latest

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        self.versions.setAccessibleName(text("Version to read"))
        self.marked.setText(text("Mark what changed"))
        self.write_button.setText(text("New version…"))
        self.sheet.setAccessibleName(text("The clause"))
        self._offer(self.versions.value())
        self.uses.retranslate()
        self._dress()
        self._say()

    def _offer(self, kept: str) -> None:
        """Offer the versions, the last one first."""
        entry, language = self._entry, self.context.language
        self.versions.blockSignals(True)
        offered: list[tuple[str, Text]] = []
        if entry is not None:
            offered = [
                (str(one.clause.version), Message("{line}", {"line": version_line(one, language)}))
                for one in reversed(entry.versions)
            ]
        self.versions.set_value("")
        self.versions.set_options(offered)
        self.versions.set_value(kept or (offered[0][0] if offered else ""))
        self.versions.blockSignals(False)

    def _say(self) -> None:
        entry, language = self._entry, self.context.language
        self._title.setText("" if entry is None else entry.clause.title.in_language(language.code))
        self._about.setText("" if entry is None else about(entry.clause, language))
        self.versions.setVisible(entry is not None)
        self.marked.setVisible(entry is not None and len(entry.versions) > 1)
        legal = entry is not None and may_decide(self.context.person)
        retired = entry is not None and entry.clause.retired
        self.write_button.setVisible(legal)
        self.retire_button.setVisible(legal)
        self.retire_button.setText(
            language.text("Bring back into use…") if retired else language.text("Take out of use…")
        )
        self._paint()

    def _paint(self) -> None:
        entry, shown = self._entry, self.shown()
        if entry is None or shown is None:
            self.sheet.clear()
            return
        earlier = [one for one in entry.versions if one.clause.version < shown.clause.version]
        self.marked.setEnabled(bool(earlier))
        against = earlier[-1] if earlier and self.marked.isChecked() else None
        sheet = ClauseSheet(self._library, self.context.language, theme().tokens)
        self.sheet.setHtml(sheet.version(entry, shown, against=against))
        self.sheet.setAccessibleDescription(self._title.text())

    def _dress(self) -> None:
        self.write_button.setIcon(icon("version", "accent"))
        self.retire_button.setIcon(icon("archive", "accent"))
        self.sheet.setMinimumHeight(_LINES * theme().metrics().lineSpacing())
        self._paint()
