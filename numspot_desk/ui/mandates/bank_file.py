"""Handing the debits planned for a day over to the bank: the day and the account to credit, what forbids it,
the folder, the file that was written.

What may be handed over is decided in `usecases.mandates.hand_over_debits`; the file records nothing: a
debit that was presented is recorded by a person, or read from what the bank says.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from numspot_desk.contracts.collection.debits import Collection
from numspot_desk.contracts.collection.refusals import DebitFault, faults
from numspot_desk.contracts.mandate_life.facts import Scheme
from numspot_desk.language.messages import N_, message
from numspot_desk.language.typed import NotTyped, parse_date
from numspot_desk.rules.identifiers import bic, iban
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import Chooser, SystemChooser
from numspot_desk.ui.mandates.dialogs import FormDialog
from numspot_desk.ui.mandates.forms import Field, Form
from numspot_desk.usecases.mandates.debits_of_mandates import next_planned, planned_collection, planned_on
from numspot_desk.usecases.mandates.hand_over_debits import HandedOver, hand_over_debits, payee_on
from numspot_desk.usecases.mandates.mandate_words import SCHEME_NAMES
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.settings.kept_settings import creditor_of

_SCHEMES: Final = tuple((scheme.value, name) for scheme, name in SCHEME_NAMES.items())
FORM: Final = Form(
    N_("Debits for the bank"),
    N_("Choose the folder…"),
    (
        Field(
            "on", N_("Day of the debits"), "day", N_("The debits planned for it go into one file a scheme.")
        ),
        Field(
            "iban", N_("Account to credit (IBAN)"), help=N_("NumSpot’s own, as on its RIB; it is not kept.")
        ),
        Field("bic", N_("BIC"), optional=True),
        Field("scheme", N_("Scheme"), "choice", options=_SCHEMES),
    ),
)
_TOLD: Final = 5
"""How many faults of debits are told at once."""
_PLACE: Final = re.compile(r"debits\[(\d+)\]")
_FIELDS: Final = {"collect_on": "on", "creditor.iban": "iban", "creditor.bic": "bic"}


class Prepared(NamedTuple):
    """The debits of a day, and what forbids handing them over."""

    collection: Collection
    faults: Sequence[DebitFault]


class BankFile(QObject):
    """Asks and writes; `dialog` is the one that is open."""

    def __init__(self, context: DeskContext, page: QWidget) -> None:
        super().__init__(page)
        self.context, self._page = context, page
        self.chooser: Chooser = SystemChooser(lambda: context.language)
        self.dialog: FormDialog | None = None

    def ask(self) -> None:
        """Ask for the day and the account; the next day with a planned debit is offered."""
        today = self.context.clock.today()
        self.context.run(lambda store: next_planned(store, today), self._open, owner=self)

    def _open(self, offered: dt.date | None) -> None:
        initial = {"scheme": Scheme.CORE.value} | ({} if offered is None else {"on": offered.isoformat()})
        dialog = FormDialog(self.context, FORM, self._page, lambda: self.chooser, initial)
        dialog.asked.connect(partial(self._try, dialog))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _try(self, dialog: FormDialog, values: Mapping[str, str]) -> None:
        try:
            day = parse_date(values["on"])
        except NotTyped:
            dialog.refuse("on", message("This is not a day: write it as 22/11/2026."))
            return
        account, bank = iban.compact(values["iban"]), bic.compact(values["bic"]) or None
        today, scheme = self.context.clock.today(), Scheme(values["scheme"] or Scheme.CORE)

        def prepare(store: Workspace) -> Prepared:
            payee = payee_on(creditor_of(store), account, bank)
            collection = planned_collection(store, day, payee, planned_on(store, day), scheme)
            return Prepared(collection, faults(collection, today))

        dialog.keep.setEnabled(False)
        self.context.run(prepare, partial(self._prepared, dialog), owner=dialog)

    def _prepared(self, dialog: FormDialog, found: Prepared) -> None:
        dialog.keep.setEnabled(True)
        if found.faults:
            self._refuse(dialog, found)
            return
        title = self.context.language.text("Folder for the bank’s file")
        self.chooser.folder(dialog, title, partial(self._write, dialog, found.collection))

    def _refuse(self, dialog: FormDialog, found: Prepared) -> None:
        """What is wrong with a field beside it; with the debits at the foot, each under its reference."""
        for fault in found.faults:
            if fault.path in _FIELDS:
                dialog.refuse(_FIELDS[fault.path], fault.message)
                return
        language = self.context.language
        lines = [f"{_about(found, fault)}{language.render(fault.message)}" for fault in found.faults]
        hidden = len(lines) - _TOLD
        if hidden > 0:
            lines[_TOLD:] = [language.ntext("{n} more", "{n} more", hidden)]
        dialog.said.say("\n".join(lines), problem=True)

    def _write(self, dialog: FormDialog, collection: Collection, folder: Path) -> None:
        context = self.context
        today, debits, files = context.clock.today(), context.debits, context.files
        if debits is None:
            return
        context.apart(
            lambda: hand_over_debits(collection, today, debits, files, folder),
            partial(self._written, dialog),
            owner=dialog,
        )

    def _written(self, dialog: FormDialog, done: HandedOver) -> None:
        dialog.accept()
        language = self.context.language
        said = language.ntext(
            "{n} debit, {total}, written in {file}.",
            "{n} debits, {total}, written in {file}.",
            done.message.count,
            total=language.formats.money(done.message.total),
            file=done.path.name,
        )
        cautions = dict.fromkeys(language.render(one.message) for one in done.cautions)
        self.context.post(" ".join((said, *cautions)))


def _about(found: Prepared, fault: DebitFault) -> str:
    """The reference of the mandate that a fault is of, in front of its sentence."""
    place = _PLACE.match(fault.path)
    return "" if place is None else f"{found.collection.debits[int(place[1])].rum} – "
