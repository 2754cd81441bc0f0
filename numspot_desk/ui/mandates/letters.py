"""The papers of a mandate: its form, the blank form, the letters that are offered in its state; the folder,
what was written.

What they say is `usecases.mandates.mandate_letters`. Writing one records nothing: that it was sent, a
person says.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from numspot_desk.contracts.content.mandate_letters import AnnouncedDebit
from numspot_desk.contracts.mandate_life.facts import Scheme
from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import Chooser, SystemChooser
from numspot_desk.usecases.mandates.mandate_letters import (
    Letter,
    LetterMatter,
    mandate_letter,
    write_letter,
    write_notice_mail,
)
from numspot_desk.usecases.mandates.mandate_words import SCHEME_NAMES
from numspot_desk.usecases.mandates.plan_debits import PlannedDebit
from numspot_desk.usecases.mandates.print_mandate import print_blank, print_mandate
from numspot_desk.usecases.mandates.read_mandate import MandateDetail
from numspot_desk.usecases.ports.workspace import Workspace

_LABELS: Final = {
    Letter.ACCOUNT: N_("Change of account, for the client to sign…"),
    Letter.REVOCATION: N_("Revocation, for the client to sign…"),
    Letter.RECEIPT: N_("Receipt of the revocation…"),
    Letter.CREDITOR: N_("New creditor identifier…"),
}
Choice = tuple[Letter, PlannedDebit | None]


def letters_for(detail: MandateDetail, planned: Sequence[PlannedDebit]) -> tuple[Choice, ...]:
    """The letters that make sense: a notice of each planned debit, then those of the mandate itself."""
    choices: list[Choice] = [(Letter.NOTICE, one) for one in planned]
    if detail.life.standing.signed_on is not None and detail.life.ending is not None:
        if detail.life.revocation is not None:
            choices.append((Letter.RECEIPT, None))
        if detail.life.day <= detail.life.ending.last_day:
            choices += [(one, None) for one in (Letter.ACCOUNT, Letter.REVOCATION, Letter.CREDITOR)]
    return tuple(choices)


class Letters(QObject):
    """Offers letters in a menu and writes the chosen one, a notice with its message."""

    def __init__(self, context: DeskContext, page: QWidget) -> None:
        super().__init__(page)
        self.context, self._page = context, page
        self.chooser: Chooser = SystemChooser(lambda: context.language)

    def menu(self, detail: MandateDetail, planned: Sequence[PlannedDebit]) -> QMenu:
        """The letters of a mandate."""
        menu = QMenu(self._page)
        for letter, debit in letters_for(detail, planned):
            action = QAction(self._label(letter, debit), menu)
            action.triggered.connect(partial(self._ask_from_menu, detail.rum, letter, debit))
            menu.addAction(action)
        form = QAction(self.context.language.text("Form of the mandate, as it stands…"), menu)
        form.triggered.connect(partial(self._ask_form_from_menu, detail.rum))
        menu.addAction(form)
        return menu

    def blank_menu(self) -> QMenu:
        """The forms to fill by hand, one a scheme."""
        menu = QMenu(self._page)
        for scheme, name in SCHEME_NAMES.items():
            action = QAction(self.context.language.text(name), menu)
            action.triggered.connect(partial(self._ask_blank_from_menu, scheme))
            menu.addAction(action)
        return menu

    def ask_blank(self, scheme: Scheme) -> None:
        """Ask for the folder, then write a form to fill by hand."""
        title = self.context.language.text("Folder for the form")
        self.chooser.folder(self._page, title, partial(self._write_blank, scheme))

    def _ask_blank_from_menu(self, scheme: Scheme, _checked: bool = False) -> None:
        self.ask_blank(scheme)

    def _write_blank(self, scheme: Scheme, folder: Path) -> None:
        today, word, files = self.context.clock.today(), self.context.word, self.context.files
        self.context.run(
            lambda store: [print_blank(store, scheme, today, folder, word, files)], self._written, owner=self
        )

    def ask(self, rum: str, letter: Letter, debit: PlannedDebit | None = None) -> None:
        """Ask for the folder, then write a letter."""
        title = self.context.language.text("Folder for the letter")
        self.chooser.folder(self._page, title, partial(self._write, rum, letter, debit))

    def ask_form(self, rum: str) -> None:
        """Ask for the folder, then write the form of a mandate as it stands."""
        title = self.context.language.text("Folder for the form")
        self.chooser.folder(self._page, title, partial(self._write_form, rum))

    def _ask_form_from_menu(self, rum: str, _checked: bool = False) -> None:
        self.ask_form(rum)

    def _write_form(self, rum: str, folder: Path) -> None:
        today, word, files = self.context.clock.today(), self.context.word, self.context.files
        self.context.run(
            lambda store: [print_mandate(store, rum, today, folder, word, files)], self._written, owner=self
        )

    def _label(self, letter: Letter, debit: PlannedDebit | None) -> str:
        language = self.context.language
        if debit is None:
            return language.text(_LABELS[letter])
        return language.text(
            "Notice of the debit of {day}, invoice {number} (Word, e-mail)…",
            day=language.formats.date_list(debit.plan.debit_on),
            number=debit.plan.invoice,
        )

    def _ask_from_menu(
        self, rum: str, letter: Letter, debit: PlannedDebit | None, _checked: bool = False
    ) -> None:
        self.ask(rum, letter, debit)

    def _write(self, rum: str, letter: Letter, debit: PlannedDebit | None, folder: Path) -> None:
        context = self.context
        today, word, files, mail = context.clock.today(), context.word, context.files, context.mail
        matter = LetterMatter(
            debit=None
            if debit is None
            else AnnouncedDebit(debit.plan.invoice, debit.plan.amount, debit.plan.debit_on)
        )

        def work(workspace: Workspace) -> list[Path]:
            made = mandate_letter(workspace, rum, letter, today, matter)
            written = [write_letter(made, folder, word, files)]
            if letter is Letter.NOTICE and mail is not None:
                written.append(write_notice_mail(made, folder, word, mail, files))
            return written

        context.run(work, self._written, owner=self)

    def _written(self, paths: Sequence[Path]) -> None:
        names = ", ".join(path.name for path in paths)
        self.context.post(self.context.language.text("Written: {files}.", files=names))
