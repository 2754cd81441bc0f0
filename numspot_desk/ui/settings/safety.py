"""The section that keeps the contracts safe: lock, passphrase, recovery key, backup, restore, move, audit.

Each act is offered by `SafetyActions` and runs on the serial executor; dialogs only ask what it needs.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMessageBox, QPushButton, QSizePolicy, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext, SafetyActions, Text
from numspot_desk.ui.kit.choosers import file_dialog, start_in
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.passphrase import PassphraseDialog
from numspot_desk.ui.recovery import RecoveryDialog
from numspot_desk.ui.settings.section import Section
from numspot_desk.usecases.ports.audit import AuditVerdict
from numspot_desk.usecases.ports.workspace import Workspace

_KEY_KEPT = N_("To print and keep apart; the former one stops working.")
_BY_SESSION = N_("This computer's session opens the contracts: nothing to type.")
_BY_PASSPHRASE = N_("The passphrase is asked for at each start.")
_KEY_NOT_KEPT = N_("No recovery key is kept. Make a new one, then print or save it.")


class ActRow(QWidget):
    """One act: what it does in a sentence, and its button."""

    def __init__(
        self,
        context: DeskContext,
        picture: str,
        label: Text,
        sentence: Text,
        act: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._picture, self._label, self._sentence_text = picture, label, sentence
        self.button = QPushButton(self)
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._sentence = QLabel(self)
        self._sentence.setWordWrap(True)
        set_role(self._sentence, "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._sentence, 1)
        layout.addWidget(self.button)
        self.button.clicked.connect(act)
        theme().changed.connect(self._dress)
        context.language_changed.connect(self._dress)
        self._dress()

    def say(self, sentence: Text, *, label: Text = "", warning: bool = False) -> None:
        """Say something else about the act, as a warning where it should be done soon; `label` on its button
        where the act is another one."""
        self._sentence_text = sentence
        self._label = label or self._label
        set_role(self._sentence, "warning" if warning else "muted")
        self._dress()

    def _dress(self) -> None:
        label = self.context.text(self._label)
        self.button.setText(label)
        self.button.setIcon(icon(self._picture))
        self.button.setAccessibleName(label.replace("…", ""))
        sentence = self.context.text(self._sentence_text)
        self._sentence.setText(sentence)
        self.button.setAccessibleDescription(sentence)


class SafetySection(Section):
    """Shown while a workspace is open and `app` offers these acts."""

    def __init__(self, context: DeskContext, safety: SafetyActions, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            N_("Safety"),
            N_("Contracts are encrypted on this computer. Nothing leaves it unless you export it."),
            parent,
        )
        self.safety = safety
        rows: tuple[tuple[str, str, str, Callable[[], None]], ...] = (
            ("lock", N_("Lock now"), N_("Close the workspace; its key is asked for again."), self._lock),
            (
                "key",
                N_("Change the passphrase…"),
                N_("Replace it, or set one where the keychain alone opens the workspace."),
                self._passphrase,
            ),
            ("unlock", N_("Ask for the passphrase"), _BY_SESSION, self._switch_session),
            ("shield", N_("New recovery key…"), _KEY_KEPT, self._key),
            (
                "backup",
                N_("Back up…"),
                N_("An encrypted copy in a folder of your choice, verified at once."),
                self._back_up,
            ),
            (
                "undo",
                N_("Restore…"),
                N_("Go back to a backup; what is there now is kept beside it."),
                self._restore,
            ),
            (
                "laptop",
                N_("Move to a new laptop…"),
                N_("All that another computer needs, in one folder."),
                self._move,
            ),
            (
                "check-circle",
                N_("Check the journal"),
                N_("Every act is chained: a change would show."),
                self._verify,
            ),
        )
        self.acts: dict[str, ActRow] = {}
        for picture, label, sentence, act in rows:
            row = ActRow(context, picture, label, sentence, act, self)
            self.acts[picture] = row
            self.add_row(row)
        self._by_session: bool | None = None
        self.offer(self.acts["unlock"], False)
        self.retranslate()

    def read(self) -> None:
        if self.context.has_workspace:
            self.context.run(self.safety.recovery_key_kept, self._show_kept, owner=self)
            self.context.run(self.safety.opens_by_session, self._show_session, owner=self)

    @property
    def recovery_key_button(self) -> QPushButton:
        """The button that makes a new recovery key."""
        return self.acts["shield"].button

    def _show_kept(self, kept: bool) -> None:
        self.acts["shield"].say(_KEY_KEPT if kept else _KEY_NOT_KEPT, warning=not kept)

    def _show_session(self, by_session: bool | None) -> None:
        self._by_session = by_session
        row = self.acts["unlock"]
        if by_session:
            row.say(_BY_SESSION, label=N_("Ask for the passphrase"))
        else:
            row.say(_BY_PASSPHRASE, label=N_("Use this computer's session"))
        self.offer(row, by_session is not None)

    def _switch_session(self) -> None:
        wanted = not self._by_session
        self._open_by_session(wanted, lambda: self._open_by_session(not wanted))

    def _open_by_session(self, wanted: bool, undo: Callable[[], None] | None = None) -> None:
        """Choose what opens the contracts from now on. What stands is read again, also after a refusal."""
        safety, text = self.safety, self.context.language.text
        said = text("From now on, nothing is asked for: this computer's session opens the contracts.")
        if not wanted:
            said = text("From now on, the passphrase is asked for at each start.")

        def done(_: None) -> None:
            self.context.post(said, undo)

        self.context.run(lambda workspace: safety.open_by_session(workspace, wanted), done, owner=self)
        self.read()

    def _lock(self) -> None:
        self.safety.lock()

    def _passphrase(self) -> None:
        dialog = PassphraseDialog(self.context, self)
        dialog.chosen.connect(self._change_passphrase)
        dialog.open()

    def _change_passphrase(self, new: str) -> None:
        safety = self.safety
        said = self.context.language.text("The passphrase is changed.")
        self._do(lambda workspace: safety.change_passphrase(workspace, new), lambda _: said)
        self.read()

    def _key(self) -> None:
        self.context.run(self.safety.new_recovery_key, self._show_key)

    def _show_key(self, key: str) -> None:
        dialog = RecoveryDialog(self.context, key, self)
        dialog.accepted.connect(self._key_kept)
        dialog.finished.connect(self.read)
        dialog.open()

    def _key_kept(self) -> None:
        self.context.run(self.safety.keep_recovery_key)

    def _back_up(self) -> None:
        self._folder(N_("Folder of the backup"), self.back_up_to)

    def back_up_to(self, folder: Path) -> None:
        """Write a verified backup in this folder."""
        safety, text = self.safety, self.context.language.text
        self._do(
            lambda workspace: safety.back_up(workspace, folder),
            lambda file: text("Backup written and verified: {file}", file=str(file)),
        )

    def _move(self) -> None:
        self._folder(N_("Folder for the new laptop"), self.move_to)

    def move_to(self, folder: Path) -> None:
        """Write what another laptop needs in this folder."""
        safety, text = self.safety, self.context.language.text
        self._do(
            lambda workspace: safety.move_to(workspace, folder),
            lambda file: text(
                "Ready to move: take {file} to the other laptop and choose “I come from another computer” "
                "there. The passphrase or the recovery key opens it.",
                file=str(file),
            ),
        )

    def _restore(self) -> None:
        language, mode = self.context.language, QFileDialog.FileMode.ExistingFile
        dialog = file_dialog(self, language.text("Choose a backup"), mode, language)
        dialog.setNameFilter(language.text("Backups (*.ndbackup)"))
        start_in(dialog, self.safety.backups_folder())
        dialog.fileSelected.connect(self._ask_to_restore)
        dialog.show()

    def _ask_to_restore(self, name: str) -> None:
        text = self.context.language.text
        box = QMessageBox(self)
        box.setWindowTitle(text("Restore"))
        box.setText(
            text("Go back to this backup? What is there now is kept beside it, and can be restored too.")
        )
        go = box.addButton(text("Restore"), QMessageBox.ButtonRole.AcceptRole)
        keep = box.addButton(text("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.finished.connect(
            lambda _result: self.restore_from(Path(name)) if box.clickedButton() is go else None
        )
        box.finished.connect(box.deleteLater)
        box.open()

    def restore_from(self, file: Path) -> None:
        """Verify this backup and put it in place."""
        safety, text = self.safety, self.context.language.text
        self._do(
            lambda workspace: safety.restore(workspace, file),
            lambda kept: text("The backup is in place. What was there is kept: {file}", file=str(kept)),
        )

    def _verify(self) -> None:
        self.context.run(lambda workspace: workspace.audit.verify(), self._tell_verdict)

    def _tell_verdict(self, verdict: AuditVerdict) -> None:
        text, ntext = self.context.language.text, self.context.language.ntext
        if verdict.broken_at is None:
            self.context.post(
                ntext("The journal is whole: {n} act.", "The journal is whole: {n} acts.", verdict.entries)
            )
        else:
            said = text(
                "The journal was changed at act {number}: keep a copy of the folder and tell legal.",
                number=verdict.broken_at,
            )
            self.context.post(said)

    def _do(self, work: Callable[[Workspace], object], said: Callable[[object], str]) -> None:
        self.context.run(work, partial(self._tell, said), owner=self)

    def _tell(self, said: Callable[[object], str], outcome: object) -> None:
        self.context.post(said(outcome))

    def _folder(self, title: str, then: Callable[[Path], None]) -> None:
        language = self.context.language
        dialog = file_dialog(self, language.text(title), QFileDialog.FileMode.Directory, language)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.show()
