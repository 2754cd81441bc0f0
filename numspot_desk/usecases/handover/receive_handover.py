"""Receive the hand-over of a colleague: open it, say what will happen, then do it whole or not at all.

Nothing here is overwritten: what was here and is no longer the version to go on with stays as a branch. A
file that was received before is recognised. What happens in which case is `handover_plan`; choosing between
branches is `choose_branch`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.handover.joining import Meeting
from numspot_desk.contracts.handover.package import HandoverFault, Package, Variant
from numspot_desk.contracts.handover.reading import read_package
from numspot_desk.contracts.handover.sections import BESIDE, CLAUSE_ORIGINS, REVIEW_STEPS
from numspot_desk.contracts.library.built_in import built_in
from numspot_desk.contracts.order.order_document import get
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import Message, message
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.handover.handover_log import log_steps
from numspot_desk.usecases.handover.handover_plan import VersionPlan, plan_version
from numspot_desk.usecases.handover.house_rules import house_rules
from numspot_desk.usecases.orders.order_acts import extracted
from numspot_desk.usecases.orders.preview_order import documents_of
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.handover import Branch, HandoverFile, HandoverSealer
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import FileRefused, NumberTaken
from numspot_desk.usecases.roles import require_writer

RECEIVED: Final = "order.handover_received"
LARGEST: Final = 32 * 1024 * 1024
"""Bytes of a file that is looked at at all; the sealer is stricter."""


@dataclass(frozen=True)
class Reception:
    """What receiving does: the plan of each version, oldest first, what to warn of, and, where this very file
    was received before, when and by whom."""

    package: Package
    versions: tuple[VersionPlan, ...]
    warnings: tuple[Message, ...] = ()
    known: HandoverFile | None = None

    @property
    def nothing_new(self) -> bool:
        """Whether everything in it is here already."""
        return self.known is not None or all(plan.nothing_new for plan in self.versions)

    @property
    def order_id(self) -> str:
        """The id here of the latest version that came."""
        return self.versions[-1].main.order_id


@dataclass(frozen=True)
class Received:
    """What was done, and what to refresh."""

    reception: Reception
    changes: Changes


class _LeaveNothing(Exception):
    """Ends a trial."""


def read_handover(path: Path) -> bytes:
    """The bytes of a file that a person chose. Raises `FileRefused` for one that is none, or too large."""
    try:
        if not path.is_file():
            raise FileRefused(message("{name} is not a file: choose the hand-over.", name=path.name))
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise FileRefused(
            message(
                "{name} cannot be read ({reason}): choose another file, or try again.",
                name=path.name,
                reason=error.strerror or type(error).__name__,
            )
        ) from error
    if len(content) > LARGEST:
        raise FileRefused(
            message("This file is too large for a hand-over ({most} MB at most).", most=LARGEST >> 20)
        )
    return content


def open_handover(sealed: bytes, passphrase: str, sealer: HandoverSealer) -> Package:
    """What a file holds; needs no workspace. Raises `WrongSecret`, `FileRefused`."""
    return package_in(sealer.open(sealed, passphrase))


def package_in(content: bytes) -> Package:
    """The hand-over of this clear content. Raises `FileRefused`, also for an exported version that no
    documents can be made of."""
    try:
        package = read_package(content)
        for variant in package.variants:
            if variant.frozen is not None:
                documents_of(FrozenOrder.from_data(variant.frozen.data))
    except HandoverFault as fault:
        raise FileRefused(fault.message) from fault
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise FileRefused(
            message("An exported version in this hand-over cannot be printed: ask for the file again.")
        ) from error
    return package


def preview_handover(workspace: Workspace, package: Package, person: Person, clock: Clock) -> Reception:
    """What receiving would do. It is tried whole and taken back: what the preview accepts, the store will.
    Raises `FileRefused`, `NumberTaken`, `MoveRefused`."""
    require_writer(person)
    reception = _reception(workspace, package, clock)
    if reception.nothing_new:
        return reception
    try:
        with workspace.transaction():
            _receive(workspace, reception, person, clock)
            raise _LeaveNothing
    except _LeaveNothing:
        return reception


def receive_handover(workspace: Workspace, package: Package, person: Person, clock: Clock) -> Received:
    """Keep what came, in one transaction. Raises what `preview_handover` raises, with nothing changed."""
    require_writer(person)
    with workspace.transaction():
        reception = _reception(workspace, package, clock)
        if reception.known is None:
            _receive(workspace, reception, person, clock)
    orders = frozenset(plan.main.order_id for plan in reception.versions if not plan.nothing_new)
    about_contract = any(
        plan.arrived[name] for plan in reception.versions for name, kind in BESIDE.items() if kind.contract
    )
    return Received(reception, Changes(orders=orders, terms=about_contract))


# ── Deciding ─────────────────────────────────────────────────────────────────────────────────────────


def _reception(workspace: Workspace, package: Package, clock: Clock) -> Reception:
    store = workspace.handovers
    held = {each.variant.revision: each for each in store.held(package.number)}
    _refuse_collisions(workspace, package, [each.variant for each in held.values()])
    plans = []
    known = (*package.mains, *(each.variant for each in held.values()))
    rules = house_rules(workspace, (variant.author for variant in known), clock)
    for theirs in package.mains:
        here = held.get(theirs.revision)
        kept = store.branches(here.variant.order_id) if here is not None else ()
        sent = package.of_revision(theirs.revision)
        plans.append(plan_version(here, kept, sent, rules))
    same_file = store.file(package.id, "received") or store.file(package.id, "sent")
    return Reception(package, tuple(plans), tuple(_warnings(workspace, package)), same_file)


def _refuse_collisions(workspace: Workspace, package: Package, held: list[Variant]) -> None:
    family = package.variants[0].family_id
    if any(variant.family_id != family for variant in held):
        raise NumberTaken(
            message(
                "Another order of this workspace already bears the number {number}: nothing was changed. Ask"
                " your colleague to duplicate theirs, which gives it another number, and to hand that over.",
                number=package.number,
            )
        )
    here = {variant.order_id: variant.revision for variant in held}
    for variant in package.mains:
        bears = workspace.handovers.number_of(variant.order_id)
        if bears is not None and here.get(variant.order_id) != variant.revision:
            raise NumberTaken(
                message(
                    "This hand-over gives order {here} of this workspace the number {number}: it was made"
                    " wrong or altered. Nothing was changed; ask for the file again.",
                    here=bears,
                    number=package.number,
                )
            )


def _warnings(workspace: Workspace, package: Package) -> Iterator[Message]:
    adopted = {
        (fold_line(version.label), version.language): version.label for version in workspace.terms.list()
    }
    for terms in package.terms:
        label = adopted.get((fold_line(terms.label), terms.language))
        if label is None:
            yield message(
                "The general terms “{label}” were not adopted here: ask for their file and import them.",
                label=terms.label,
            )
        elif workspace.terms.get(label, terms.language).source_sha256 != terms.sha256:
            yield message(
                "The general terms “{label}” were adopted here from another file: compare the two before you"
                " decide.",
                label=terms.label,
            )
    named = {fold_line(terms.label) for terms in package.terms}
    label = get(package.last.answers, "general_terms.label")
    if isinstance(label, str) and label and fold_line(label) not in named:
        yield message("Your colleague does not have the general terms “{label}” either.", label=label)
    for name, version in _unknown_origins(workspace, package):
        yield message(
            "The clause library here lacks version {version} of the clause “{clause}” that this order uses:"
            " ask for the library file of your colleague.",
            clause=name,
            version=version,
        )
    for extract in package.extracts:
        row = workspace.handovers.contradiction(extract)
        if row is not None:
            yield message(
                "The log of {name} differs at row {row} from what came before: their workspace was restored"
                " from a backup, or its log rewritten. Ask before you rely on it.",
                name=extract.name or extract.workspace,
                row=row,
            )
    kept = sum(len(rows) for rows in package.attachments.values())
    if kept:
        yield message(
            "Attached files (signed copies…) stay with your colleague: {n}. Ask for those that you need.",
            n=kept,
        )


def _unknown_origins(workspace: Workspace, package: Package) -> list[tuple[str, int]]:
    """The versions of library clauses that the latest version of the order was written from, and that are not
    here."""
    used = {
        (str(row.get("library_id")), row.get("library_version"))
        for row in package.last.rows(CLAUSE_ORIGINS)
        if row.get("stands") is True
    }
    if not used:
        return []
    known = {(clause.id, clause.version) for clause in built_in().values()}
    known |= {(kept.clause.id, kept.clause.version) for kept in workspace.library.kept()}
    return sorted((name, version) for name, version in used - known if isinstance(version, int))


# ── Doing ────────────────────────────────────────────────────────────────────────────────────────────


def _receive(workspace: Workspace, reception: Reception, person: Person, clock: Clock) -> None:
    store, package, now = workspace.handovers, reception.package, clock.now()
    for plan in reception.versions:
        _keep_version(workspace, plan, package, clock)
    for extract in package.extracts:
        if extract.workspace != store.workspace_id:
            store.keep_extract(package.number, extract)
    store.note_file(
        HandoverFile(package.id, "received", package.number, now, person.name, package.by, package.workspace)
    )
    details = {
        "number": package.number,
        "revision": package.last.revision,
        "content": package.last.content,
        "file": package.id,
        "workspace": package.workspace,
        "met": {str(plan.main.revision): plan.met.value for plan in reception.versions},
    }
    store.append(Act(RECEIVED, reception.order_id, person.name, now, details))
    for plan in reception.versions:
        log_steps(workspace, plan.main, plan.arrived[REVIEW_STEPS], package.workspace)


def _keep_version(workspace: Workspace, plan: VersionPlan, package: Package, clock: Clock) -> None:
    store, main, now = workspace.handovers, plan.main, clock.now()
    if plan.bring_back:
        store.bring_back(main.order_id, now)
    if plan.met is Meeting.NEW:
        store.add(main, main.state, extracted(workspace, main.answers, clock))
    elif plan.met is Meeting.CONTINUES:
        store.replace(main.order_id, main, main.state, extracted(workspace, main.answers, clock), now)
    else:
        assert plan.here is not None
        if main.state is not plan.here.variant.state:
            store.set_state(main.order_id, main.state, now)
        for name in BESIDE:
            if main.rows(name) != plan.here.variant.rows(name):
                store.put_rows(main.order_id, name, main.rows(name))
    if plan.freeze is not None:
        store.freeze(main.order_id, plan.freeze)
    for name in plan.dropped:
        store.drop_branch(main.order_id, name)
    for variant, standing in plan.branches:
        if variant.frozen is not None and variant.frozen.rum is not None:
            store.claim(variant.frozen.rum, main.family_id)
        own = plan.here is not None and variant.id == plan.here.variant.id
        store.put_branch(main.order_id, Branch(variant, standing, now, "" if own else package.by))
    store.add_line(main.order_id, sorted(main.line))
