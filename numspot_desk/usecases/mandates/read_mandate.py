"""One mandate as it is shown: its life on a day, its book line by line, its files.

Everything follows from the facts; what is kept is never an answer. Lists are `ports.mandates`, sentences
`mandate_words`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from numspot_desk.contracts.mandate_life.facts import KINDS, LASTING, Account, Fact, kind_of
from numspot_desk.contracts.mandate_life.life import Life, life
from numspot_desk.contracts.order.order_document import get
from numspot_desk.rules.identifiers import iban
from numspot_desk.rules.identifiers import rum as references
from numspot_desk.rules.identifiers.errors import InvalidIdentifier
from numspot_desk.usecases.mandates.mandate_acts import book_of, readings_for
from numspot_desk.usecases.ports.mandates import KeptMandate, MandateFile
from numspot_desk.usecases.ports.workspace import Workspace

_RANK = {kind: rank for rank, kind in enumerate(KINDS.values())}


@dataclass(frozen=True)
class BookLine:
    """A fact of the book: when it was entered and by whom; `taken_back` says why it no longer holds, "" where
    it does. `lasting`: it is never taken back."""

    entry_id: str
    fact: Fact
    recorded_at: dt.datetime
    recorded_by: str
    taken_back: str
    lasting: bool


@dataclass(frozen=True)
class ProposedSignature:
    """What the order says of the signature of its mandate: a form is filled with it, a person records it.
    `on`: the day the order was signed, None before."""

    on: dt.date | None = None
    signatory: str = ""
    place: str = ""


@dataclass(frozen=True)
class MandateDetail:
    """A mandate on a day. `printed` is the account that the latest exported order prints, where the
    mandate never had it: an amendment to record."""

    rum: str
    order_id: str
    number: str
    life: Life
    lines: tuple[BookLine, ...]
    files: tuple[MandateFile, ...]
    printed: Account | None = None
    proposed: ProposedSignature = ProposedSignature()


def read_mandate(workspace: Workspace, rum: str, day: dt.date) -> MandateDetail:
    """A mandate on a day. Raises `NoSuchRecord`."""
    kept = workspace.mandates.get(rum)
    found = life(book_of(kept).facts, day, dict(readings_for(workspace, kept)))
    return MandateDetail(
        kept.rum,
        kept.order_id,
        kept.number,
        found,
        lines_of(kept),
        tuple(workspace.mandates.files(kept.rum)),
        _printed(workspace, kept, found),
        _proposed(workspace, kept, found),
    )


def lines_of(kept: KeptMandate) -> tuple[BookLine, ...]:
    """The facts of a book by their days, those of one day in the order they happen; what was taken back
    stands among them."""
    gone: Mapping[str, str] = {
        line.entry.takes_back: line.entry.reason for line in kept.entries if line.entry.takes_back is not None
    }
    lines = [
        BookLine(
            line.entry.id,
            line.entry.fact,
            line.recorded_at,
            line.recorded_by,
            gone.get(line.entry.id, ""),
            isinstance(line.entry.fact, LASTING),
        )
        for line in kept.entries
        if line.entry.fact is not None
    ]
    return tuple(sorted(lines, key=lambda line: (line.fact.on, _RANK[kind_of(line.fact)], line.recorded_at)))


def _printed(workspace: Workspace, kept: KeptMandate, found: Life) -> Account | None:
    """The account on the latest order that prints this mandate, where the mandate never had it."""
    record = workspace.orders.by_number(kept.number)
    if record is None or found.standing.signed_on is None:
        return None
    own = workspace.orders.version(record.id)
    versions = [*([own] if own is not None else []), *workspace.orders.former_versions(record.id)]
    latest = next(
        (one for one in versions if one.rum is not None and references.same(one.rum, kept.rum)), None
    )
    if latest is None:
        return None
    answers = latest.data.get("answers") or {}
    try:
        number = iban.validate(str(get(answers, "mandate.iban") or ""))
    except InvalidIdentifier:
        return None
    known = {found.terms.account.iban, *(former.account.iban for former in found.terms.former_accounts)}
    if number in known:
        return None
    named, code = get(answers, "mandate.bank.name"), get(answers, "mandate.bic")
    return Account(number, code if isinstance(code, str) and code else None, str(named or ""))


def _proposed(workspace: Workspace, kept: KeptMandate, found: Life) -> ProposedSignature:
    """The signature as the order that printed the mandate has it; nothing for a mandate that is signed."""
    if found.standing.signed_on is not None:
        return ProposedSignature()
    versions = workspace.orders.signed_versions([kept.number])
    order = versions[-1].order_id if versions else kept.order_id
    version = workspace.orders.version(order)
    if version is None or version.rum is None or not references.same(version.rum, kept.rum):
        return ProposedSignature()
    answers = version.data.get("answers") or {}
    name, place = get(answers, "contacts.signatory.name"), get(answers, "mandate.place")
    return ProposedSignature(
        versions[-1].signed_on if versions else None,
        name if isinstance(name, str) else "",
        place if isinstance(place, str) else "",
    )
