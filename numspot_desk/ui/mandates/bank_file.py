"""Handing debits planned for a day over to the bank: what is offered, what forbids it, the folder, the file
that was written.

What may be handed over is decided in `usecases.mandates.choose_debits`; the file records nothing: a debit
that was presented is recorded by a person, or read from what the bank says.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from numspot_desk.contracts.collection.debits import Collection
from numspot_desk.contracts.mandate_life.facts import Scheme
from numspot_desk.language.messages import message
from numspot_desk.language.typed import NotTyped, parse_date
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import Chooser, SystemChooser
from numspot_desk.ui.mandates.bank_dialog import BankDialog
from numspot_desk.usecases.mandates.choose_debits import (
    Offer,
    Verdict,
    collection_of,
    offer_debits,
    verdict,
)
from numspot_desk.usecases.mandates.debits_of_mandates import next_planned
from numspot_desk.usecases.mandates.hand_over_debits import HandedOver, SchemaDeparted, hand_over_debits
from numspot_desk.usecases.refusals import DeskError, FileRefused

_SCHEMA: Final = "pain008_schema"
"""The preference that keeps where the schema was found last."""
_TOLD: Final = 5
"""How many departures from the schema are told at once."""


class Judged(NamedTuple):
    """What was chosen, read again, and what forbids it."""

    offer: Offer
    verdict: Verdict
    collection: Collection


class BankFile(QObject):
    """Asks and writes; `dialog` is the one that is open."""

    def __init__(self, context: DeskContext, page: QWidget) -> None:
        super().__init__(page)
        self.context, self._page = context, page
        self.chooser: Chooser = SystemChooser(lambda: context.language)
        self.dialog: BankDialog | None = None

    def ask(self) -> None:
        """Offer the debits of the next day for which one is planned."""
        today = self.context.clock.today()
        self.context.run(lambda store: next_planned(store, today), self._open, owner=self)

    def _open(self, offered: dt.date | None) -> None:
        kept = self.context.preferences.get(_SCHEMA)
        dialog = BankDialog(
            self.context, self._page, lambda: self.chooser, kept if Path(kept).is_file() else ""
        )
        dialog.scheme.set_value(Scheme.CORE.value)
        dialog.day.set_value("" if offered is None else offered.isoformat())
        dialog.day_changed.connect(partial(self._offer, dialog))
        dialog.asked.connect(partial(self._try, dialog))
        dialog.settings_asked.connect(partial(self._to_settings, dialog))
        dialog.schema.edited.connect(partial(self._keep_schema, dialog))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()
        self._offer(dialog)

    def _closed(self) -> None:
        self.dialog = None

    def _to_settings(self, dialog: BankDialog) -> None:
        dialog.reject()
        self.context.go("settings", "account")

    def _keep_schema(self, dialog: BankDialog) -> None:
        dialog.rows["schema"].set_problems([])
        self.context.preferences.put(_SCHEMA, dialog.schema.value())

    # ── Offering ─────────────────────────────────────────────────────────────────────────────────────

    def _offer(self, dialog: BankDialog) -> None:
        """Show what is planned for the day that is typed, once it is a day."""
        try:
            day = parse_date(dialog.day.value())
        except NotTyped:
            return
        today, scheme = self.context.clock.today(), Scheme(dialog.scheme.value() or Scheme.CORE)

        def show(offer: Offer) -> None:
            if dialog.day.value() in (typed, offer.day.isoformat()) and dialog.scheme.value() == scheme.value:
                dialog.show_offer(offer)

        typed = dialog.day.value()
        self.context.run(lambda store: offer_debits(store, day, scheme, today), show, owner=dialog)

    # ── Writing ──────────────────────────────────────────────────────────────────────────────────────

    def _try(self, dialog: BankDialog) -> None:
        try:
            day = parse_date(dialog.day.value())
        except NotTyped:
            dialog.refuse("on", message("This is not a day: write it as 22/11/2026."))
            return
        today, scheme = self.context.clock.today(), Scheme(dialog.scheme.value() or Scheme.CORE)
        amounts = dialog.amounts()
        dialog.keep.setEnabled(False)
        self.context.run(
            lambda store: _judged(offer_debits(store, day, scheme, today), amounts, today),
            partial(self._judged, dialog),
            owner=dialog,
        )

    def _judged(self, dialog: BankDialog, found: Judged) -> None:
        dialog.keep.setEnabled(True)
        dialog.show_offer(found.offer)
        dialog.show_verdict(found.verdict)
        if found.verdict.clear:
            title = self.context.language.text("Folder for the bank’s file")
            self.chooser.folder(dialog, title, partial(self._write, dialog, found.collection))

    def _write(self, dialog: BankDialog, collection: Collection, folder: Path) -> None:
        context, schema_file = self.context, dialog.schema.value()
        today, debits, files, read = (
            context.clock.today(),
            context.debits,
            context.files,
            context.debit_schema,
        )
        if debits is None:
            return

        def write() -> HandedOver:
            schema = read(Path(schema_file)) if schema_file and read is not None else None
            return hand_over_debits(collection, today, debits, files, folder, schema)

        dialog.keep.setEnabled(False)
        context.apart(
            write,
            partial(self._written, dialog, Path(schema_file).name),
            partial(self._not_written, dialog),
            owner=dialog,
        )

    def _written(self, dialog: BankDialog, schema: str, done: HandedOver) -> None:
        dialog.accept()
        language = self.context.language
        said = language.ntext(
            "{n} debit, {total}, written in {file}.",
            "{n} debits, {total}, written in {file}.",
            done.message.count,
            total=language.formats.money(done.message.total),
            file=done.path.name,
        )
        held = (
            language.text("It follows the schema {name}.", name=schema)
            if schema
            else language.text("It was not held against the schema: none was chosen.")
        )
        cautions = dict.fromkeys(language.render(one.message) for one in done.cautions)
        self.context.post(" ".join((said, held, *cautions)))

    def _not_written(self, dialog: BankDialog, error: BaseException) -> None:
        dialog.keep.setEnabled(True)
        match error:
            case SchemaDeparted():
                dialog.refuse("schema", error.message)
                dialog.said.say("\n".join(error.departures[:_TOLD]), problem=True)
            case FileRefused() if dialog.schema.value() and _names(error, dialog.schema.value()):
                dialog.refuse("schema", error.message)
            case DeskError():
                dialog.said.say(self.context.language.render(error.message), problem=True)
            case _:
                self.context.failed(error)


def _judged(offer: Offer, amounts: Mapping[str, Decimal], today: dt.date) -> Judged:
    return Judged(offer, verdict(offer, amounts, today), collection_of(offer, amounts))


def _names(error: FileRefused, path: str) -> bool:
    """Whether a refusal is of the schema, and not of the folder."""
    return error.message.params.get("name") == Path(path).name
