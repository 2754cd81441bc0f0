"""What receiving a hand-over will do, version by version: decided once, shown as the preview, then done.

Pure: what is held here and what came are given. Doing it is `receive_handover`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from numspot_desk.contracts.handover.joining import (
    HouseRules,
    Meeting,
    Refusal,
    joined_steps,
    meeting,
    refusal_of,
    standing_on_arrival,
    state_of_joined,
    state_on_arrival,
)
from numspot_desk.contracts.handover.package import Frozen, Standing, Variant
from numspot_desk.contracts.handover.sections import (
    BESIDE,
    CONTRACT_EVENTS,
    REVIEW_STEPS,
    Row,
    Rows,
    joined,
    missing,
)
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.contracts.reviewing.review import ReviewKind
from numspot_desk.usecases.ports.handover import Branch, Held

_REPLACES = frozenset({Meeting.CONTINUES, Meeting.EXPORTED})


@dataclass(frozen=True)
class ToldApproval:
    """An approval that came: who signed it, when, and whether it holds here for what the version says."""

    actor: str
    at: str
    holds: bool
    refusal: Refusal | None = None  # what the rules of this laptop have against it


@dataclass(frozen=True)
class VersionPlan:
    """What happens with one version. `main` is what it says afterwards, with its state and rows; `branches`
    are those to keep beside it, `dropped` those that are no longer beside."""

    met: Meeting
    here: Held | None
    theirs: Variant
    main: Variant
    freeze: Frozen | None = None
    branches: tuple[tuple[Variant, Standing], ...] = ()
    dropped: frozenset[str] = frozenset()
    arrived: Mapping[str, Rows] = field(default_factory=lambda: MappingProxyType({}))
    approval: ToldApproval | None = None

    @property
    def bring_back(self) -> bool:
        """Whether a removed draft comes back to the list."""
        return self.here is not None and self.here.removed

    @property
    def new_branches(self) -> int:
        """How many open branches there will be to choose from."""
        return sum(standing is Standing.OPEN for _variant, standing in self.branches)

    @property
    def crossed(self) -> int:
        """How many facts of the contract come that correct one which was corrected here, too."""
        sent = {row["id"]: row["supersedes"] for row in self.theirs.rows(CONTRACT_EVENTS)}
        return sum(
            row["supersedes"] is None and sent.get(row["id"]) is not None
            for row in self.arrived[CONTRACT_EVENTS]
        )

    @property
    def nothing_new(self) -> bool:
        """Whether this version stays as it is."""
        same = self.here is not None and self.here.variant.state is self.main.state
        return (
            self.met in (Meeting.SAME, Meeting.EARLIER)
            and same
            and not (self.branches or self.freeze or self.bring_back or any(self.arrived.values()))
        )


def distinct(main: Variant, kept: Sequence[Branch]) -> tuple[Branch, ...]:
    """The branches that say something else than the main variant: neither the same, nor, where a content was
    exported, that content before its export."""
    variants = [main, *(branch.variant for branch in kept)]
    exported = {variant.content for variant in variants if variant.frozen is not None}
    return tuple(
        branch
        for branch in kept
        if branch.variant.id != main.id
        and (branch.variant.frozen is not None or branch.variant.content not in exported)
    )


def plan_version(
    here: Held | None, kept: Sequence[Branch], sent: Sequence[Variant], rules: HouseRules
) -> VersionPlan:
    """What happens with one version: `here` and the branches `kept` beside it, the variants `sent` of it."""
    theirs = next(variant for variant in sent if variant.standing is Standing.MAIN)
    ours = [*([here.variant] if here else []), *(branch.variant for branch in kept)]
    met = meeting(here.variant if here else None, theirs, sent, ours)
    main, freeze = _main(here, theirs, sent, met, rules)
    before = here.variant.rows if here is not None else lambda _name: ()
    beside = _Beside(main, kept, rules)
    if here is not None and met is Meeting.CONTINUES:
        beside.put(here.variant, Standing.SET_ASIDE)
    for variant in sent:
        standing = standing_on_arrival(here.variant if here else main, variant, met)
        beside.put(variant, standing, reopen=variant is theirs and met is Meeting.DIVERGED)
    return VersionPlan(
        met=met,
        here=here,
        theirs=theirs,
        main=main,
        freeze=freeze,
        branches=beside.changed(),
        dropped=beside.dropped(),
        arrived={name: missing(name, before(name), main.rows(name)) for name in BESIDE},
        approval=_approval(main, theirs, rules),
    )


def _main(
    here: Held | None, theirs: Variant, sent: Sequence[Variant], met: Meeting, rules: HouseRules
) -> tuple[Variant, Frozen | None]:
    if here is None or met is Meeting.CONTINUES:
        order_id = theirs.order_id if here is None else here.variant.order_id
        state = state_on_arrival(theirs, rules)
        grown = _grown(here.variant if here else theirs, sent)
        line = theirs.line | {theirs.id} | (here.variant.line | {here.variant.id} if here else frozenset())
        found = replace(theirs, order_id=order_id, state=state, line=line)
        return replace(found, beside={**theirs.beside, **grown}), theirs.frozen
    ours = here.variant
    line = ours.line if met is Meeting.DIVERGED else ours.line | theirs.line | {theirs.id}
    found = replace(ours, line=line, beside={**ours.beside, **_grown(ours, sent)})
    freeze = None
    if met is Meeting.EXPORTED:
        found, freeze = replace(found, frozen=theirs.frozen, state=theirs.state), theirs.frozen
    for same in (variant for variant in sent if variant.content == ours.content):
        steps = joined_steps(found, found.rows(REVIEW_STEPS), same.rows(REVIEW_STEPS))
        state = state_of_joined(found, same, steps, rules)
        rows = {name: joined(name, found.rows(name), same.rows(name)) for name in BESIDE}
        found = replace(found, state=state, beside={**rows, REVIEW_STEPS: steps})
    return found, freeze


def _grown(ours: Variant, sent: Sequence[Variant]) -> dict[str, Rows]:
    """The rows that belong to the version whatever it says: those of both sides."""
    return {
        name: joined(name, ours.rows(name), [row for each in sent for row in each.rows(name)])
        for name, kind in BESIDE.items()
        if kind.grows
    }


class _Beside:
    """The branches beside a main variant, as they become."""

    def __init__(self, main: Variant, kept: Sequence[Branch], rules: HouseRules) -> None:
        self._main = main
        self._rules = rules
        self._kept = {branch.variant.id: branch for branch in kept}
        self._now = {name: (branch.variant, branch.standing) for name, branch in self._kept.items()}
        if main.id in self._now:  # what was handed over may be the main one again: no choice is left there
            self._now[main.id] = (self._now[main.id][0], Standing.SET_ASIDE)

    def put(self, variant: Variant, standing: Standing, *, reopen: bool = False) -> None:
        """Keep a variant, joined with what is kept of it already; one that the main one says too, or that
        stands here exported, is not kept twice."""
        exported = [each for each, _ in self._now.values() if each.frozen is not None]
        if variant.id == self._main.id or (
            variant.frozen is None
            and any(variant.content == each.content for each in (*exported, self._main))
        ):
            return
        if variant.id in self._now:
            known, stands = self._now[variant.id]
            rows = {name: joined(name, known.rows(name), variant.rows(name)) for name in BESIDE}
            line = known.line | variant.line
            variant = replace(variant, beside=rows, line=line)
            variant = replace(variant, state=state_on_arrival(variant, self._rules))
            standing = Standing.OPEN if reopen else stands
        if variant.frozen is not None:
            self._now = {
                name: (each, stands)
                for name, (each, stands) in self._now.items()
                if each.frozen is not None or each.content != variant.content
            }
        self._now[variant.id] = (replace(variant, standing=standing), standing)

    def changed(self) -> tuple[tuple[Variant, Standing], ...]:
        """Those that are new, or hold more, or stand otherwise than before."""
        return tuple(
            (variant, standing)
            for name, (variant, standing) in sorted(self._now.items())
            if name not in self._kept
            or self._kept[name].standing is not standing
            or self._kept[name].variant.beside != variant.beside
            or self._kept[name].variant.line != variant.line
        )

    def dropped(self) -> frozenset[str]:
        """Those that were kept and no longer are."""
        return frozenset(self._kept) - frozenset(self._now)


def _approval(main: Variant, theirs: Variant, rules: HouseRules) -> ToldApproval | None:
    """The latest approval that came, and whether it holds for what the version says here."""
    found = [step for step in theirs.rows(REVIEW_STEPS) if step["kind"] == ReviewKind.APPROVED]
    if not found:
        return None
    last: Row = found[-1]
    exported = main.frozen is not None and main.state is not OrderState.REFUSED
    holds = last["content"] == main.content and (main.state is OrderState.APPROVED or exported)
    refusal = None
    if last["content"] == main.content:
        refusal = refusal_of(main, main.rows(REVIEW_STEPS), rules)
    return ToldApproval(str(last["actor"]), str(last["at"]), holds and refusal is None, refusal)
