"""Branches of a version side by side: list them, go on with one, or stay with one's own. Both are acts.

Going on with a branch puts what was there aside, whole; nothing is removed. What was exported never changes:
there, only a new version can take up what a branch says.
"""

from dataclasses import dataclass, replace
from typing import Final

from numspot_desk.contracts.handover.joining import may_replace, state_on_arrival
from numspot_desk.contracts.handover.package import Standing, Variant
from numspot_desk.contracts.handover.sections import BESIDE, REVIEW_STEPS, joined, missing
from numspot_desk.language.messages import message
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.handover.handover_log import log_steps
from numspot_desk.usecases.handover.handover_plan import distinct
from numspot_desk.usecases.handover.house_rules import house_rules
from numspot_desk.usecases.orders.order_acts import extracted
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.handover import Branch, Held
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import MoveRefused, NoSuchRecord, StaleRecord
from numspot_desk.usecases.reviews.read_review import writers_of
from numspot_desk.usecases.roles import require_writer

CHOSEN: Final = "order.branch_chosen"
SET_ASIDE: Final = "order.branch_set_aside"


@dataclass(frozen=True)
class Branches:
    """A version and its branches. `replaceable`: whether a branch may take the place of what is there."""

    held: Held
    branches: tuple[Branch, ...]
    replaceable: bool

    @property
    def open(self) -> tuple[Branch, ...]:
        """Those that wait for a choice."""
        return tuple(branch for branch in self.branches if branch.standing is Standing.OPEN)


def read_branches(workspace: Workspace, order_id: str) -> Branches:
    """The branches of a version. Raises `NoSuchRecord`."""
    record = workspace.orders.load(order_id)
    held = next(each for each in workspace.handovers.held(record.number) if each.variant.order_id == order_id)
    kept = distinct(held.variant, workspace.handovers.branches(order_id))
    return Branches(held, kept, may_replace(held.variant, archived=held.archived))


def go_on_with(
    workspace: Workspace, order_id: str, chosen: str, seen: str, person: Person, clock: Clock
) -> Changes:
    """Let a branch take the place of what a version says; that stays beside it, set aside. `seen` is the id
    of the variant that the person compared it with.

    Raises `MoveRefused` where the version was exported or archived, or for a read-only role; `StaleRecord`
    where it says something else by now; `NoSuchRecord`.
    """
    require_writer(person)
    with workspace.transaction():
        found, branch = _branch(workspace, order_id, chosen)
        main, now = found.held.variant, clock.now()
        _require_seen(main, seen)
        if not found.replaceable:
            raise MoveRefused(
                message(
                    "This version of order {number} was exported or archived: it does not change any more."
                    " Make a new version, and write there what the other branch says.",
                    number=main.number,
                )
            )
        line = main.line | branch.variant.line | {main.id, branch.variant.id}
        rules = house_rules(workspace, writers_of(workspace, order_id), clock)
        state = state_on_arrival(branch.variant, rules)
        grown = {
            name: joined(name, main.rows(name), branch.variant.rows(name))
            for name, kind in BESIDE.items()
            if kind.grows
        }
        taken = replace(
            branch.variant,
            order_id=order_id,
            standing=Standing.MAIN,
            state=state,
            beside={**branch.variant.beside, **grown},
        )
        store = workspace.handovers
        store.replace(order_id, taken, state, extracted(workspace, taken.answers, clock), now)
        if taken.frozen is not None:
            store.freeze(order_id, taken.frozen)
        store.put_branch(order_id, replace(branch, standing=Standing.SET_ASIDE))
        store.put_branch(order_id, Branch(main, Standing.SET_ASIDE, now, ""))
        store.add_line(order_id, sorted(line))
        store.append(_act(CHOSEN, main, taken, person, clock))
        arrived = missing(REVIEW_STEPS, main.rows(REVIEW_STEPS), taken.rows(REVIEW_STEPS))
        log_steps(workspace, taken, arrived, chosen)
    return Changes(orders=frozenset({order_id}))


def stay_with_own(
    workspace: Workspace, order_id: str, refused: str, seen: str, person: Person, clock: Clock
) -> Changes:
    """Put a branch aside and go on with what the version says. Raises `MoveRefused`, `StaleRecord`,
    `NoSuchRecord`."""
    require_writer(person)
    with workspace.transaction():
        found, branch = _branch(workspace, order_id, refused)
        main = found.held.variant
        _require_seen(main, seen)
        kept = replace(branch, standing=Standing.SET_ASIDE)
        workspace.handovers.put_branch(order_id, kept)
        workspace.handovers.add_line(order_id, [main.id, branch.variant.id])
        workspace.handovers.append(_act(SET_ASIDE, branch.variant, main, person, clock))
    return Changes(orders=frozenset({order_id}))


def _branch(workspace: Workspace, order_id: str, wanted: str) -> tuple[Branches, Branch]:
    found = read_branches(workspace, order_id)
    branch = next((each for each in found.branches if each.variant.id == wanted), None)
    if branch is None:
        raise NoSuchRecord(message("This branch is no longer beside the order: open the order again."))
    return found, branch


def _require_seen(main: Variant, seen: str) -> None:
    if main.id != seen:
        raise StaleRecord(
            message(
                "Order {number} no longer says what you have on screen: nothing was changed. Open it again"
                " and read it before you decide.",
                number=main.number,
            )
        )


def _act(kind: str, aside: Variant, goes_on: Variant, person: Person, clock: Clock) -> Act:
    details = {
        "number": goes_on.number,
        "revision": goes_on.revision,
        "content": goes_on.content,
        "set_aside": aside.content,
    }
    return Act(kind, goes_on.order_id, person.name, clock.now(), details)
