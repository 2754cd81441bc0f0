"""Hand an order over to a colleague at another laptop: its versions and all that stands beside them, sealed.

The file holds every version up to the chosen one, their branches, review steps, the rows about them in the
audit log, and the general terms by name. Signed copies and other attached files stay here and are only named:
a hand-over is mailed, and mail servers refuse large files. Receiving one is `receive_handover`.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from numspot_desk.contracts.handover.package import NamedTerms, Package, Standing, Variant
from numspot_desk.contracts.handover.writing import package_bytes
from numspot_desk.contracts.order.order_document import get
from numspot_desk.language.folding import fold_line
from numspot_desk.language.zone import PARIS
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.general_terms.terms_in_force import version_in_force
from numspot_desk.usecases.handover.handover_plan import distinct
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.files import FileWriter
from numspot_desk.usecases.ports.handover import Branch, HandoverFile, HandoverSealer, Held
from numspot_desk.usecases.ports.terms import TermsVersion
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Chance, Clock
from numspot_desk.usecases.roles import require_writer

SENT: Final = "order.handed_over"
ENDING: Final = "remise"


@dataclass(frozen=True)
class HandedOver:
    """The file that was written, and what to refresh."""

    path: Path
    package: Package
    changes: Changes


def hand_over(
    workspace: Workspace,
    order_id: str,
    folder: Path,
    passphrase: str,
    *,
    sealer: HandoverSealer,
    files: FileWriter,
    person: Person,
    clock: Clock,
    chance: Chance,
) -> HandedOver:
    """Write the hand-over of an order in a folder, with its audit row; or nothing.

    Raises `NoSuchRecord`, `MoveRefused` for a read-only role, `FileRefused` for a passphrase too short or a
    folder that cannot be written.
    """
    require_writer(person)
    with workspace.transaction():
        package = package_of(workspace, order_id, person, clock, chance)
        sealed = sealer.seal(package_bytes(package), passphrase)
        at = package.made_at
        workspace.handovers.note_file(
            HandoverFile(package.id, "sent", package.number, at, person.name, person.name, package.workspace)
        )
        details = {
            "number": package.number,
            "revision": package.last.revision,
            "content": package.last.content,
            "file": package.id,
        }
        workspace.handovers.append(Act(SENT, order_id, person.name, at, details))
        for variant in package.mains:
            workspace.handovers.add_line(variant.order_id, [variant.id])
            if variant.frozen is None:  # a draft may change: what was sent is still there
                sent = Branch(replace(variant, standing=Standing.SET_ASIDE), Standing.SET_ASIDE, at, "")
                workspace.handovers.put_branch(variant.order_id, sent)
        name = f"{package.number}-{at.astimezone(PARIS):%Y%m%d-%H%M%S}.{ENDING}"
        path = files.write_all(folder, {name: sealed})[0]
    return HandedOver(path, package, Changes(orders=frozenset({order_id})))


def package_of(workspace: Workspace, order_id: str, person: Person, clock: Clock, chance: Chance) -> Package:
    """What is handed over of an order. Raises `NoSuchRecord`."""
    record = workspace.orders.load(order_id)
    store = workspace.handovers
    held = [
        each
        for each in store.held(record.number)
        if each.variant.revision <= record.revision and not each.removed
    ]
    variants = tuple(variant for each in held for variant in _variants(workspace, each))
    return Package(
        id=str(uuid.UUID(bytes=chance.bytes(16), version=4)),
        made_at=clock.now(),
        by=person.name,
        role=person.role,
        workspace=store.workspace_id,
        variants=variants,
        extracts=(
            store.own_extract(record.number, person.name),
            *store.received_extracts(record.number),
        ),
        terms=tuple(_governing(workspace, variants, clock)),
        attachments={
            each.variant.id: tuple(
                {"name": kept.name, "kind": kept.kind, "size": kept.size, "sha256": kept.sha256}
                for kept in workspace.orders.attachments(each.variant.order_id)
            )
            for each in held
        },
    )


def _variants(workspace: Workspace, held: Held) -> Iterator[Variant]:
    main = held.variant
    yield main
    for branch in distinct(main, workspace.handovers.branches(main.order_id)):
        yield replace(branch.variant, standing=branch.standing)


def _governing(workspace: Workspace, variants: tuple[Variant, ...], clock: Clock) -> Iterator[NamedTerms]:
    """The adopted versions that the orders name, or the one in force where they name none."""
    adopted = workspace.terms.list()
    wanted: dict[str, TermsVersion] = {}
    for variant in variants:
        label = get(variant.answers, "general_terms.label")
        if isinstance(label, str) and label:
            same = [version for version in adopted if fold_line(version.label) == fold_line(label)]
            wanted |= {version.id: version for version in same}
        elif (found := version_in_force(adopted, clock.today())) is not None:
            wanted[found.id] = found
    for version in wanted.values():
        stored = workspace.terms.get(version.label, version.language)
        yield NamedTerms(version.label, version.language, stored.source_sha256)
