"""What is asked of a mandate, carried out: the dialog of each act, the work with the store, what is refused
said where it belongs. The page refreshes by what changed.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from numspot_desk.contracts.mandate_life.book import EntryRefused
from numspot_desk.language.messages import message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import Chooser, SystemChooser
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.mandates.dialogs import FormDialog
from numspot_desk.ui.mandates.forms import (
    FORMS,
    OPEN,
    TAKE_BACK,
    Form,
    Wrong,
    fact_of,
    opened_of,
    party_values,
    plan_of,
)
from numspot_desk.ui.mandates.import_dialog import ImportDialog
from numspot_desk.ui.mandates.presenter import MandateAct
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.files.scanned_files import read_scan, unreadable
from numspot_desk.usecases.mandates.import_collections import (
    CollectionsRead,
    keep_collections,
    read_collections,
)
from numspot_desk.usecases.mandates.mandate_acts import (
    Desk,
    FactRefused,
    keep_file,
    open_mandate,
    record_facts,
    take_back,
)
from numspot_desk.usecases.mandates.order_parties import order_parties
from numspot_desk.usecases.mandates.plan_debits import PlannedDebit, plan_debit, take_back_debit
from numspot_desk.usecases.mandates.read_mandate import BookLine, MandateDetail
from numspot_desk.usecases.mandates.save_mandate_file import save_mandate_file
from numspot_desk.usecases.ports.mandates import FileKind, MandateFile
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import DeskError, FileRefused
from numspot_desk.usecases.settings.kept_settings import creditor_of

_LARGEST: Final = 6 * 1024 * 1024
Work = Callable[[Workspace], Changes]


class Recording(QObject):
    """`kept` carries the `Changes` of an act, `opened` the reference of a mandate that was typed."""

    kept = Signal(object)
    opened = Signal(str)

    def __init__(self, context: DeskContext, page: QWidget) -> None:
        super().__init__(page)
        self.context, self._page = context, page
        self.chooser: Chooser = SystemChooser(lambda: context.language)
        self.dialog: FormDialog | ImportDialog | None = None

    def ask(self, act: MandateAct, detail: MandateDetail) -> None:
        """Ask for what an act needs, then do it."""
        match act:
            case MandateAct.RIB | MandateAct.FORM:
                kind = FileKind.RIB if act is MandateAct.RIB else FileKind.FORM
                dialog = self._open_form(FORMS[act], partial(self._keep_scan, detail.rum, kind))
                dialog.choose_file("scan")
            case MandateAct.IMPORT:
                self.import_debits(detail.rum)
            case MandateAct.PLAN:
                initial = {"issued_on": _day(self.context)}
                self._open_form(FORMS[act], partial(self._plan, detail.rum), initial)
            case _:
                initial = {"on": _day(self.context)}
                if act is MandateAct.SIGN:
                    proposed = detail.proposed
                    initial |= {"signatory": proposed.signatory, "place": proposed.place}
                    if proposed.on is not None:
                        initial["on"] = proposed.on.isoformat()
                if act is MandateAct.AMEND and detail.printed is not None:
                    printed = detail.printed
                    initial |= {"iban": printed.iban, "bic": printed.bic or "", "bank": printed.bank}
                self._open_form(FORMS[act], partial(self._record, act, detail.rum), initial)

    def ask_removal(self, detail: MandateDetail, held: BookLine | PlannedDebit) -> None:
        """Take back a fact, with its reason, or a planned debit at once."""
        by, rum = self._by(), detail.rum
        if isinstance(held, PlannedDebit):
            event = held.event_id
            self.context.run(lambda store: take_back_debit(store, rum, event, by), self._kept, owner=self)
        elif held.lasting:
            said = self.context.language.text(
                "A printed mandate and its signature are kept for good. Record a replacement or a revocation"
                " instead."
            )
            self.context.post(said)
        elif not held.taken_back:
            entry = held.entry_id
            self._open_form(
                TAKE_BACK,
                lambda dialog, values: self._do(
                    dialog, lambda store: take_back(store, rum, entry, values["reason"], by)
                ),
            )

    def ask_old_mandate(self) -> None:
        """Ask for a mandate that was made elsewhere."""

        def ask(ics: str) -> None:
            dialog = self._open_form(OPEN, self._open_mandate, {"ics": ics, "scheme": "core"})
            for field in ("number", "debtor", "iban"):
                editor = dialog.rows[field].editor
                assert isinstance(editor, TextField)
                editor.editingFinished.connect(lambda: self._propose_parties(dialog))

        self.context.run(lambda store: creditor_of(store).ics, ask, owner=self)

    def _propose_parties(self, dialog: FormDialog) -> None:
        """Fill in of the order what is empty, where debtor or account are the same."""
        typed = dialog.values()
        asked = typed["number"], typed["debtor"], typed["iban"]
        self.context.run(
            lambda store: order_parties(store, *asked),
            lambda found: dialog.fill(party_values(found, dialog.values())),
            owner=dialog,
        )

    def import_debits(self, rum: str | None = None) -> None:
        """Ask for a file of debits, show what it holds, keep it when the person agrees."""
        title = self.context.language.text("File of debits")
        self.chooser.file(self._page, title, "CSV (*.csv *.txt *.tsv)", partial(self._read_debits, rum))

    def save_file(self, kept: MandateFile, rum: str) -> None:
        """Save a copy of a kept file in a folder."""
        title = self.context.language.text("Folder for the copy")
        files = self.context.files

        def save(folder: Path) -> None:
            self.context.run(
                lambda store: save_mandate_file(store, rum, kept.id, folder, files),
                lambda path: self.context.post(
                    self.context.language.text("Copy written in {file}.", file=path.name)
                ),
                owner=self,
            )

        self.chooser.folder(self._page, title, save)

    # ── Dialogs ──────────────────────────────────────────────────────────────────────────────────────

    def _open_form(
        self,
        form: Form,
        act: Callable[[FormDialog, Mapping[str, str]], None],
        initial: Mapping[str, str] | None = None,
    ) -> FormDialog:
        dialog = FormDialog(self.context, form, self._page, lambda: self.chooser, initial)
        dialog.asked.connect(lambda values: self._try(dialog, act, values))
        self.dialog = dialog
        dialog.open()
        return dialog

    def _try(
        self,
        dialog: FormDialog,
        act: Callable[[FormDialog, Mapping[str, str]], None],
        values: Mapping[str, str],
    ) -> None:
        try:
            act(dialog, values)
        except Wrong as error:
            dialog.refuse(error.field, error.message)

    def _record(self, act: MandateAct, rum: str, dialog: FormDialog, values: Mapping[str, str]) -> None:
        fact, by, scan = fact_of(act, values), self._by(), values.get("scan", "")
        self._do(
            dialog,
            lambda store: record_facts(store, rum, [fact], by, read_scan(Path(scan)) if scan else None),
        )

    def _plan(self, rum: str, dialog: FormDialog, values: Mapping[str, str]) -> None:
        plan, by = plan_of(values), self._by()
        self._do(dialog, lambda store: plan_debit(store, rum, plan, by))

    def _open_mandate(self, dialog: FormDialog, values: Mapping[str, str]) -> None:
        number, prepared, signed = opened_of(values)
        by = self._by()

        def work(store: Workspace) -> Changes:
            order = store.orders.by_number(number)
            if order is None:
                said = message("No order has the number {number} here: compare it.", number=number)
                raise FactRefused(said, field="number", code="no_order")
            return open_mandate(store, order.id, prepared, by, signed)

        self._do(dialog, work, lambda: self.opened.emit(prepared.rum))

    def _do(self, dialog: FormDialog, work: Work, then: Callable[[], None] | None = None) -> None:
        """Do an act of a dialog: it closes once that is kept, and says what is refused."""
        dialog.keep.setEnabled(False)

        def done(changes: Changes) -> None:
            dialog.accept()
            self._kept(changes)
            if then is not None:
                then()

        def failed(error: BaseException) -> None:
            dialog.keep.setEnabled(True)
            match error:
                case FactRefused():
                    dialog.refuse(error.field, error.message)
                case FileRefused():
                    dialog.refuse("scan", error.message)
                case DeskError():
                    dialog.refuse("", error.message)
                case _:
                    self.context.failed(error)

        self.context.run(work, done, failed, owner=dialog)

    # ── Files ────────────────────────────────────────────────────────────────────────────────────────

    def _keep_scan(self, rum: str, kind: FileKind, dialog: FormDialog, values: Mapping[str, str]) -> None:
        if not values["scan"]:
            raise Wrong("scan", message("Choose the file to keep."))
        path, by = Path(values["scan"]), self._by()
        self._do(dialog, lambda store: keep_file(store, rum, kind, read_scan(path), by)[1])

    def _read_debits(self, rum: str | None, path: Path) -> None:
        today = self.context.clock.today()

        def read(store: Workspace) -> CollectionsRead:
            return read_collections(store, _content(path), today, rum)

        self.context.run(read, self._show_debits, owner=self)

    def _show_debits(self, read: CollectionsRead) -> None:
        dialog = ImportDialog(self.context, read, self._page)
        dialog.agreed.connect(lambda: self._keep_debits(dialog, read))
        self.dialog = dialog
        dialog.open()

    def _keep_debits(self, dialog: ImportDialog, read: CollectionsRead) -> None:
        by = self._by()

        def done(changes: Changes) -> None:
            dialog.accept()
            self._kept(changes)
            said = self.context.language.ntext("{n} debit recorded.", "{n} debits recorded.", read.added)
            self.context.post(said)

        def failed(error: BaseException) -> None:
            if isinstance(error, (DeskError, EntryRefused)):
                dialog.say(self.context.language.render(error.message))
            else:
                self.context.failed(error)

        self.context.run(lambda store: keep_collections(store, read, by), done, failed, owner=dialog)

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────────

    def _by(self) -> Desk:
        return Desk(self.context.person, self.context.clock, self.context.chance)

    def _kept(self, changes: Changes) -> None:
        self.kept.emit(changes)
        self.context.announce(changes)


def _day(context: DeskContext) -> str:
    return context.clock.today().isoformat()


def _content(path: Path) -> bytes:
    """The bytes of a chosen file, no more than can be read anyway. Raises `FileRefused`."""
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except OSError as error:
        raise unreadable(path.name, error) from error
