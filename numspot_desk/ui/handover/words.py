"""What a hand-over and its branches are in words, without Qt."""

import datetime as dt
import math
from collections.abc import Iterator
from typing import Final

from numspot_desk.contracts.handover.joining import Meeting, Refusal
from numspot_desk.contracts.handover.package import Standing, Variant
from numspot_desk.contracts.handover.sections import COMMENTS, CONTRACT_EVENTS, REVIEW_STEPS, TERMS_REFUSALS
from numspot_desk.contracts.order.differences import differences
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_
from numspot_desk.language.zone import PARIS
from numspot_desk.terms.word_diff import Mark, Piece, word_diff
from numspot_desk.ui.kit.states import state_label
from numspot_desk.usecases.handover.handover_plan import ToldApproval, VersionPlan
from numspot_desk.usecases.handover.receive_handover import Reception
from numspot_desk.usecases.ports.handover import Branch

_MEETINGS: Final = {
    Meeting.NEW: N_("Version {n}: not here yet, it will be added."),
    Meeting.SAME: N_("Version {n}: here already, with the same content."),
    Meeting.EXPORTED: N_("Version {n}: your colleague exported it; it will be exported here too."),
    Meeting.CONTINUES: N_(
        "Version {n}: your colleague went on from yours. Theirs takes its place, yours is kept aside."
    ),
    Meeting.EARLIER: N_("Version {n}: yours goes on from theirs and stays."),
    Meeting.DIVERGED: N_(
        "Version {n}: changed on both sides. Yours stays; theirs is kept beside it, to compare and choose."
    ),
}
_REFUSALS: Final = {
    Refusal.ROLE: N_("Approved by {name} on {day}: void here, only legal approves."),
    Refusal.FOUR_EYES: N_(
        "Approved by {name} on {day}: void here, who wrote or asked does not approve (four eyes)."
    ),
    Refusal.POWER: N_("Approved by {name} on {day}: void here, above the signatory’s power here."),
    Refusal.UNREAD: N_(
        "Approved by {name} on {day}: void here, not every clause and discount read here was approved."
    ),
}
_WEAK, _FAIR = 60, 80


def strength(passphrase: str) -> str:
    """How hard a passphrase is to guess, as a msgid; "" for one too short to say."""
    if len(passphrase) < 12:
        return ""
    letters = len(set(passphrase))
    pool = 26 * any(c.islower() for c in passphrase) + 26 * any(c.isupper() for c in passphrase)
    pool += 10 * any(c.isdigit() for c in passphrase) + 20 * any(not c.isalnum() for c in passphrase)
    bits = min(len(passphrase), 2 * letters) * math.log2(max(pool, 2)) * min(1.0, letters / 8)
    if bits < _WEAK:
        return N_("Strength: weak. Add a word.")
    return N_("Strength: fair.") if bits < _FAIR else N_("Strength: good.")


def reception_lines(reception: Reception, language: Language) -> Iterator[str]:
    """What a file holds and what receiving it will do, line by line."""
    text, package = language.text, reception.package
    client = (package.last.answers.get("client") or {}).get("legal_name") or text("Client to name")
    yield text("Order {number}, {client}.", number=package.number, client=str(client))
    yield text(
        "Handed over by {name} on {day}.",
        name=package.by or text("somebody without a name"),
        day=_day(package.made_at, language),
    )
    if reception.known is not None:
        yield text(
            "This file was received already, on {day}: there is nothing to do.",
            day=_day(reception.known.at, language),
        )
        return
    for plan in reception.versions:
        yield from _plan_lines(plan, language)
    for warning in reception.warnings:
        yield "⚠ " + language.render(warning)
    if reception.nothing_new:
        yield text("Everything in it is here already.")


def _plan_lines(plan: VersionPlan, language: Language) -> Iterator[str]:
    text, before = language.text, plan.here.variant.state if plan.here else None
    yield text(_MEETINGS[plan.met], n=plan.main.revision)
    if before is not plan.main.state:
        after = text(state_label(plan.main.state))
        if before is None:
            yield "   " + text("State: {state}.", state=after)
        else:
            was = text(state_label(before))
            yield "   " + text("State: {before}, then {after}.", before=was, after=after)
    steps, comments = len(plan.arrived[REVIEW_STEPS]), len(plan.arrived[COMMENTS])
    if steps:
        yield "   " + language.ntext("{n} review step arrives.", "{n} review steps arrive.", steps)
    if comments:
        yield "   " + language.ntext("{n} comment arrives.", "{n} comments arrive.", comments)
    yield from _contract_lines(plan, language)
    if plan.approval is not None:
        at = dt.datetime.fromisoformat(plan.approval.at)
        said = {"name": plan.approval.actor, "day": _day(at, language)}
        yield "   " + text(_approval_words(plan.approval), **said)


def _contract_lines(plan: VersionPlan, language: Language) -> Iterator[str]:
    """What comes about the contract, whatever its versions say."""
    events = len(plan.arrived[CONTRACT_EVENTS])
    if events:
        yield "   " + language.ntext(
            "{n} fact of the contract arrives.", "{n} facts of the contract arrive.", events
        )
    if plan.crossed:
        yield "   ⚠ " + language.text(
            "The same fact was corrected on both sides: both stand, take back the one that is wrong."
        )
    for row in plan.arrived[TERMS_REFUSALS]:
        yield "   " + language.text(
            "Refusal of the general terms “{label}” arrives, entered by {name}.",
            label=str(row["label"]),
            name=str(row["recorded_by"]),
        )


def _approval_words(approval: ToldApproval) -> str:
    if approval.holds:
        return N_("Approved by {name} on {day}: the approval holds here.")
    if approval.refusal is not None:
        return _REFUSALS[approval.refusal]
    return N_("Approved by {name} on {day}: void for what your version says.")


def branch_label(branch: Branch, language: Language) -> str:
    """A branch in one line of a list."""
    text = language.text
    stands = text("To choose") if branch.standing is Standing.OPEN else text("Kept aside")
    whence = text("from {name}", name=branch.sender) if branch.sender else text("your own, earlier")
    state = text(state_label(branch.variant.state))
    return f"{stands} · {whence} · {_day(branch.kept_at, language)} · {state}"


def compared(main: Variant, other: Variant, language: Language) -> tuple[tuple[Piece, ...], str]:
    """What differs from the main variant to another, word by word, and in words for a screen reader."""
    found = differences(main.answers, other.answers)
    pieces: list[Piece] = []
    spoken: list[str] = []
    for each in found:
        name = language.render(each.name)
        here, there = (_said(value, language) for value in (each.here, each.there))
        pieces.append(Piece(Mark.KEPT, f"{name}\n"))
        pieces += word_diff(here, there)
        pieces.append(Piece(Mark.KEPT, "\n\n"))
        spoken.append(language.text("{field}: {here}, then {there}", field=name, here=here, there=there))
    if not found:
        said = language.text("The answers are the same; only the export differs.")
        return (Piece(Mark.KEPT, said),), said
    return tuple(pieces), "\n".join(spoken)


def _said(value: object, language: Language) -> str:
    match value:
        case None:
            return language.text("(empty)")
        case bool():
            return language.text("yes") if value else language.text("no")
        case dict():
            return "; ".join(f"{key}: {_said(inner, language)}" for key, inner in value.items() if inner)
        case list():
            return ", ".join(_said(inner, language) for inner in value)
    return str(value)


def _day(at: dt.datetime, language: Language) -> str:
    return language.formats.date_list(at.astimezone(PARIS).date())
