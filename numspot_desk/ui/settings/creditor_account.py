"""The section of the account that direct debits credit: masked, typed in a dialog of its own, forgotten.

What may be kept is decided in `usecases.settings.creditor_account`.
"""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.rules.identifiers import iban
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import SystemChooser
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.mandates.dialogs import FormDialog
from numspot_desk.ui.mandates.forms import Field, Form
from numspot_desk.ui.settings.own_data import saved
from numspot_desk.ui.settings.section import Section
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.roles import may_decide
from numspot_desk.usecases.settings.change_settings import WorkspaceSettings
from numspot_desk.usecases.settings.creditor_account import (
    CreditorAccount,
    change_creditor_account,
    creditor_account,
    creditor_account_problems,
)

FORM: Final = Form(
    N_("Account to credit"),
    N_("Keep the account"),
    (
        Field("iban", N_("Account (IBAN)"), "iban", N_("NumSpot’s own, as on its RIB.")),
        Field("bic", N_("BIC"), optional=True),
    ),
)


class CreditorAccountSection(Section):
    """The account by its last digits; `dialog` is the one that is open."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            N_("Account of the direct debits"),
            N_("Where the debits handed over to the bank arrive. Kept encrypted, printed nowhere."),
            parent,
        )
        self.dialog: FormDialog | None = None
        self._account: CreditorAccount | None = None
        held = QWidget(self)
        self.shown = QLabel(held)
        self.change, self.forget = QPushButton(held), QPushButton(held)
        set_role(self.change, "secondary")
        set_role(self.forget, "quiet")
        self.change.clicked.connect(self._ask)
        self.forget.clicked.connect(self._forget)
        line = QHBoxLayout(held)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        for widget in (self.shown, self.change, self.forget):
            line.addWidget(widget)
        line.addStretch(1)
        held.setFocusProxy(self.change)
        self.add_row(FormRow(context, N_("Account to credit"), held, may_fail=False, parent=self))
        context.person_changed.connect(self._lock_rows)
        self._lock_rows()
        self.retranslate()

    def show_settings(self, settings: WorkspaceSettings) -> None:
        """Show what the workspace holds."""
        self._show(settings.account)

    def retranslate(self) -> None:
        super().retranslate()
        text = self.context.language.text
        kept = self._account
        self.shown.setText(
            text("None kept yet")
            if kept is None
            else " · ".join(part for part in (iban.masked(kept.iban), kept.bic or "") if part)
        )
        self.change.setText(text("Type the account…") if kept is None else text("Change the account…"))
        self.forget.setText(text("Forget it"))
        self.forget.setAccessibleName(text("Forget the account to credit"))
        self.forget.setVisible(kept is not None and may_decide(self.context.person))

    def _show(self, account: CreditorAccount | None) -> None:
        self._account = account
        self.retranslate()

    def _lock_rows(self) -> None:
        decides = may_decide(self.context.person)
        self.change.setVisible(decides)
        self.say_locked("" if decides else N_("Legal alone changes the account that debits credit."))
        self.retranslate()

    def _ask(self) -> None:
        chooser = SystemChooser(lambda: self.context.language)
        dialog = FormDialog(self.context, FORM, self, lambda: chooser)
        dialog.asked.connect(partial(self._try, dialog))
        self.dialog = dialog
        dialog.open()

    def _try(self, dialog: FormDialog, values: Mapping[str, str]) -> None:
        found = creditor_account_problems(values["iban"], values["bic"])
        if found:
            dialog.refuse(found[0].field, found[0].message)
            return
        self._keep(values["iban"], values["bic"])
        dialog.accept()

    def _forget(self) -> None:
        former = self._account
        if former is None:
            return
        self._keep("", "")
        undo = partial(self._keep, former.iban, former.bic or "")
        self.context.post(self.context.language.text("Account forgotten."), undo)

    def _keep(self, number: str, code: str) -> None:
        person, clock = self.context.person, self.context.clock

        def keep(store: Workspace) -> tuple[Changes, CreditorAccount | None]:
            return change_creditor_account(store, number, code, person, clock), creditor_account(store)

        def kept(done: tuple[Changes, CreditorAccount | None]) -> None:
            changes, account = done
            self._show(account)
            saved(self.context, changes)

        self.context.run(keep, kept, owner=self)
