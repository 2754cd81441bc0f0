"""The register of mandates as a sheet: every mandate that the list shows, its account masked unless a person
asks for it whole.

Text stays text, never a formula (`documents.sheets`). Columns alone are read, but for whole accounts, which
stand in the facts.
"""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from numspot_desk.contracts.mandate_life.life import life
from numspot_desk.contracts.mandate_life.states import STATE_NAMES
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_, message
from numspot_desk.usecases.mandates.mandate_acts import Desk, book_of
from numspot_desk.usecases.mandates.mandate_words import SCHEME_NAMES, next_event
from numspot_desk.usecases.mandates.plan_debits import with_next_debits
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.files import Cell, FileWriter, Sheet, SheetKind, SheetWriter
from numspot_desk.usecases.ports.mandates import MandateQuery, MandateRow
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Progress
from numspot_desk.usecases.roles import require_writer

AT_ONCE: Final = 500
WHOLE: Final = "mandate.accounts_exported"
HEADINGS: Final = (
    N_("Mandate reference (RUM)"),
    N_("Debtor"),
    N_("Account (IBAN)"),
    N_("Scheme"),
    N_("State"),
    N_("Signed on"),
    N_("Latest debit"),
    N_("Last day"),
    N_("Next event"),
    N_("Order"),
)


@dataclass(frozen=True)
class RegisterAsked:
    """What the register shows: the query of the list, in a language; `whole`: with whole accounts."""

    query: MandateQuery
    language: Language
    whole: bool = False


class MandatesReading:
    """The rows of a register, read a page at a time so that saves come between; a mandate that changes
    meanwhile stands once, as it was met."""

    def __init__(self, asked: RegisterAsked) -> None:
        self._asked = asked
        self._rows: dict[str, list[Cell]] = {}
        self._key: tuple[Any, ...] | None = None
        self._total: int | None = None

    def read_page(self, workspace: Workspace, progress: Progress | None = None) -> bool:
        """Read the next page; whether there is one more. Raises `Cancelled` when the person stops it."""
        if self._total is None:
            self._total = workspace.mandates.count(self._asked.query)
        if progress is not None:
            progress.step(len(self._rows), self._total, message("Reading the mandates"))
        page = workspace.mandates.page(self._asked.query, self._key, AT_ONCE)
        for row in with_next_debits(workspace, page.rows, self._asked.query.day):
            self._rows.setdefault(row.rum.upper(), self._cells(workspace, row))
        self._key = page.next_key
        return self._key is not None

    def sheet(self) -> Sheet:
        """What was read, in the order of the list."""
        language = self._asked.language
        headings = [language.text(heading) for heading in HEADINGS]
        return Sheet(language.text("Mandates"), headings, list(self._rows.values()), language.code == "fr")

    def _cells(self, workspace: Workspace, row: MandateRow) -> list[Cell]:
        text, day = self._asked.language.text, self._asked.query.day
        account = row.iban_masked
        if self._asked.whole:
            account = life(book_of(workspace.mandates.get(row.rum)).facts, day).terms.account.iban
        return [
            row.rum,
            row.debtor,
            account,
            text(SCHEME_NAMES[row.scheme]),
            text(STATE_NAMES[row.state]),
            row.signed_on,
            row.last_collected,
            row.ends_on,
            self._asked.language.render(next_event(row, day)),
            row.number,
        ]


def note_whole_accounts(workspace: Workspace, by: Desk, count: int) -> None:
    """Note in the audit log that whole accounts leave the workspace. Raises `MoveRefused` for somebody who
    only reads: they have the masked register."""
    require_writer(by.person)
    with workspace.transaction():
        workspace.mandates.note(Act(WHOLE, "mandates", by.person.name, by.clock.now(), {"count": count}))


def register_of(workspace: Workspace, asked: RegisterAsked, progress: Progress | None = None) -> Sheet:
    """The whole register at once."""
    reading = MandatesReading(replace(asked))
    while reading.read_page(workspace, progress):
        pass
    return reading.sheet()


def write_register(
    sheet: Sheet,
    folder: Path,
    stem: str,
    at: dt.datetime,
    kind: SheetKind,
    sheets: SheetWriter,
    files: FileWriter,
    progress: Progress | None = None,
) -> Path:
    """Write the register in a folder, whole or not at all; `at` is local time, the name holds no account.
    Raises `FileRefused`, `Cancelled`."""
    name = f"{stem}-{at:%Y-%m-%d-%H%M%S}.{kind.value}"
    return files.write_all(folder, {name: sheets.write(sheet, kind, progress)})[0]
