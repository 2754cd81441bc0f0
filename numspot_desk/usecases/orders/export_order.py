"""Export: the Word set of an order and its manifest, from a file alone or from the workspace.

An order of the workspace is frozen as it is exported: the version and its files come together or not
at all. What needs a review that it does not have is written with the draft mark and stays a draft. A
frozen version gives the same bytes each time. Delivery of what was exported is in `deliver_set`.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from numspot_desk.contracts.content.blocks import Document
from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.content.file_names import MANIFEST, file_names, names_memo
from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.order.order_check import CheckContext, OrderCheck, TermsText
from numspot_desk.contracts.order.states import FROZEN, OrderState
from numspot_desk.contracts.problems import Problem, Severity
from numspot_desk.language.messages import message
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.conditions.check_clauses import check_with_clauses
from numspot_desk.usecases.contract.named_facts import named_facts
from numspot_desk.usecases.orders.freeze_order import (
    draft_mark_of,
    freeze_from_file,
    freeze_record,
    keep_version,
)
from numspot_desk.usecases.orders.preview_order import documents_of
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.files import FileWriter, WordWriter
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Chance, Clock, Progress
from numspot_desk.usecases.refusals import DeskError, FileRefused, MoveRefused
from numspot_desk.usecases.reviews.read_review import standing_approval
from numspot_desk.usecases.roles import require_writer

MANIFEST_FORMAT: Final = "numspot-desk/manifest/1"
_WITHOUT_SET: Final = {
    OrderState.CANCELLED: message("This order is cancelled: duplicate it to export a new one."),
    OrderState.REFUSED: message("This order was refused: make a new version of it to go on."),
}


class ExportRefused(DeskError):
    """The order has problems that block; nothing was written. `problems` are those that do."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            message(
                "The order cannot be exported yet. Points that block it: {count}. Correct them, or export a"
                " draft.",
                count=len(problems),
            )
        )
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Exported:
    """One written file: `document` is its kind (`order_form`, `mandate`…, `manifest`)."""

    document: str
    path: Path
    sha256: str


@dataclass(frozen=True)
class ExportResult:
    """What an export of the workspace wrote. `frozen` tells whether the order is now exported."""

    files: tuple[Exported, ...]
    fingerprint: str
    frozen: bool
    changes: Changes


def export_from_file(
    answers: Mapping[str, Any],
    check: OrderCheck,
    writer: WordWriter,
    files: FileWriter,
    out: Path,
    draft: bool = False,
    terms: TermsText | None = None,
    *,
    creditor: Creditor | None = None,
    progress: Progress | None = None,
) -> list[Exported]:
    """Write the set of an order document that is in no workspace.

    Raises `ExportRefused` when the check blocks and no draft was asked for, `FileRefused`, and
    `Cancelled`; nothing is written then.
    """
    if not draft:
        refuse_blocked(check)
    order = freeze_from_file(answers, check, draft=draft, terms=terms, creditor=creditor)
    return write_set(order, documents_of(order), writer, files, out, progress)


def export_set(
    workspace: Workspace,
    order_id: str,
    out: Path,
    writer: WordWriter,
    files: FileWriter,
    *,
    person: Person,
    clock: Clock,
    chance: Chance,
    context: CheckContext,
    draft: bool = False,
    progress: Progress | None = None,
) -> ExportResult:
    """Write the set of an order of the workspace and freeze it, or write again what was frozen.

    An order that needs a review and is not approved, and any order when `draft` is asked, is written
    with the draft mark and not frozen; so is one in review, and one with a ranking of its own that legal did
    not approve. Raises `ExportRefused`, `MoveRefused` for an
    order whose state has no set (cancelled, refused before its export) and for somebody who only reads,
    `FileRefused` and `Cancelled`; the order is then as it was.
    """
    record = workspace.orders.load(order_id)
    never_exported = workspace.orders.version(order_id) is None
    if record.state is OrderState.CANCELLED or (record.state is OrderState.REFUSED and never_exported):
        raise MoveRefused(_WITHOUT_SET[record.state])
    if record.state in FROZEN:
        order = frozen_version(workspace, order_id)
        written = write_set(order, documents_of(order), writer, files, out, progress)
        return ExportResult(tuple(written), order.fingerprint, False, Changes())
    check = check_with_clauses(workspace, record, context)
    if not draft:
        refuse_blocked(check)
    approval = standing_approval(workspace, record)
    ranked = bool(named_facts(workspace, record.number).rankings)
    mark = draft_mark_of(
        check,
        asked=draft,
        approved=approval is not None,
        reviewing=ranked or record.state is not OrderState.DRAFT,
    )
    if mark is None:
        require_writer(person)
    order = freeze_record(
        workspace,
        record,
        check,
        issued_on=clock.today() if mark is None else None,
        chance=chance if mark is None else None,
        mark=mark,
        terms=context.terms_for(record.answers),
        audit_head=None if approval is None else approval.head,
    )
    if mark is not None:
        written = write_set(order, documents_of(order), writer, files, out, progress)
        return ExportResult(tuple(written), order.fingerprint, False, Changes())
    with workspace.transaction():
        keep_version(workspace, record, order, person, clock.now())
        written = write_set(order, documents_of(order), writer, files, out, progress)
    return ExportResult(tuple(written), order.fingerprint, True, Changes(orders=frozenset({order_id})))


def frozen_version(workspace: Workspace, order_id: str) -> FrozenOrder:
    """The frozen order of an exported order. Raises `MoveRefused` for one that was never exported."""
    version = workspace.orders.version(order_id)
    if version is None:
        raise MoveRefused(message("This order has not been exported yet: export it first."))
    return FrozenOrder.from_data(version.data)


def blocking(check: OrderCheck, under: str = "") -> tuple[Problem, ...]:
    """The problems that block; with `under`, only those at or below that field."""
    errors = [problem for problem in check.problems if problem.severity is Severity.ERROR]
    return tuple(problem for problem in errors if not under or _is_under(problem.field, under))


def refuse_blocked(check: OrderCheck, under: str = "") -> None:
    """Raise `ExportRefused` when something blocks."""
    if found := blocking(check, under):
        raise ExportRefused(found)


def _is_under(field: str, place: str) -> bool:
    return field == place or field.startswith((f"{place}.", f"{place}["))


def write_set(
    order: FrozenOrder,
    documents: Sequence[Document],
    writer: WordWriter,
    files: FileWriter,
    out: Path,
    progress: Progress | None = None,
) -> list[Exported]:
    """Write documents and the manifest to a folder, all or none.

    The manifest keeps the entries of other sets of the folder. Raises `FileRefused`, also beside an internal
    memo, and `Cancelled`.
    """
    refuse_beside_memo(files, out)
    contents: dict[str, bytes] = {}
    entries: list[dict[str, Any]] = []
    names = file_names(order, documents)
    for number, (document, name) in enumerate(zip(documents, names, strict=True)):
        if progress is not None:
            progress.step(number, len(documents), message("Writing: {title}", title=document.title))
        contents[name] = writer.write(document)
        entries.append(_entry(order, document, name, contents[name]))
    earlier, ours = _earlier(files, out)
    kept = [entry for entry in earlier if entry["file"] not in contents]
    contents[MANIFEST] = _manifest(sorted([*kept, *entries], key=lambda entry: str(entry["file"])))
    if progress is not None:
        progress.step(len(documents), len(documents), message("Saving the files"))
    paths = files.write_all(out, contents, ours=ours)
    kinds = [*(document.kind for document in documents), "manifest"]
    return [
        Exported(kind, path, _sha256(content))
        for kind, path, content in zip(kinds, paths, contents.values(), strict=True)
    ]


def refuse_beside_memo(files: FileWriter, folder: Path) -> None:
    """Raise `FileRefused` where an internal memo stands: what goes to a client and what must not are never
    side by side."""
    memo = next((name for name in files.names(folder) if names_memo(name)), None)
    if memo is not None:
        raise FileRefused(
            message(
                "This folder holds the internal memo {name}, which must not leave with the documents for the"
                " client: choose another folder, or move the memo away. Nothing was written.",
                name=memo,
            )
        )


def _entry(order: FrozenOrder, document: Document, name: str, content: bytes) -> dict[str, Any]:
    return {
        "file": name,
        "document": document.kind,
        "sha256": _sha256(content),
        "number": order.number,
        "revision": order.revision,
        "fingerprint": order.fingerprint,
        "audit_head": order.audit_head,
        "draft": order.draft is not None,
    }


def _manifest(entries: list[dict[str, Any]]) -> bytes:
    tree = {"format": MANIFEST_FORMAT, "files": entries}
    return json.dumps(tree, ensure_ascii=False, indent=1).encode() + b"\n"


def _earlier(files: FileWriter, out: Path) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The entries of the manifest that is there already, and the sha256 of what we wrote then."""
    content = files.read(out, MANIFEST)
    if content is None:
        return [], {}
    try:
        tree = json.loads(content)
        entries = [
            entry
            for entry in tree["files"]
            if isinstance(entry["file"], str) and isinstance(entry["sha256"], str)
        ]
        ours = tree["format"] == MANIFEST_FORMAT
    except (ValueError, TypeError, KeyError, RecursionError):
        return [], {}
    if not ours:
        return [], {}
    return entries, {**{entry["file"]: entry["sha256"] for entry in entries}, MANIFEST: _sha256(content)}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
