"""The settings of a workspace: NumSpot's own data, and the rules of the review
(discount threshold, four eyes, signatory powers). The account to credit is `creditor_account`.

Who may change what: the rules of the review and what binds NumSpot (identity, ICS, signatory) are legal's;
contacts and logo are anybody's who may write.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.language.messages import message
from numspot_desk.language.typed import NotTyped, parse_number
from numspot_desk.rules.identifiers import ics
from numspot_desk.rules.identifiers.errors import InvalidIdentifier
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.person import Person, same_person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.reviews.signing_power import NO_LIMITS, SigningPowers
from numspot_desk.usecases.roles import require_legal_settings, require_writer
from numspot_desk.usecases.settings.creditor_account import CreditorAccount, creditor_account
from numspot_desk.usecases.settings.kept_settings import (
    CREDITOR,
    HIGHEST_CEILING,
    HIGHEST_PERCENT,
    REVIEW,
    creditor_of,
    discount_threshold,
    four_eyes,
    signing_powers,
)

CONTACTS = frozenset({"phone", "email", "billing_email", "logo"})
"""NumSpot's own data that bind nobody: whoever may write changes them. The rest is for legal."""


@dataclass(frozen=True)
class WorkspaceSettings:
    """What is set; `discount_threshold` in percent, as text; `four_eyes`: nobody
    approves an order of their own."""

    creditor: Creditor
    discount_threshold: str
    four_eyes: bool = False
    powers: SigningPowers = NO_LIMITS
    account: CreditorAccount | None = None


def read_settings(workspace: Workspace) -> WorkspaceSettings:
    """What is set now, with the defaults for the rest."""
    threshold = format(discount_threshold(workspace), "f")
    return WorkspaceSettings(
        creditor_of(workspace),
        threshold,
        four_eyes(workspace),
        signing_powers(workspace),
        creditor_account(workspace),
    )


def change_creditor(workspace: Workspace, data: Mapping[str, str], person: Person, clock: Clock) -> Changes:
    """Keep NumSpot's own data. Raises `ValueError` for what `creditor_problems` refuses, `MoveRefused` for
    a read-only role, and for any but legal where more than `CONTACTS` would change."""
    kept = Creditor.from_settings(data).data()
    faults = creditor_problems(kept)
    if faults:
        raise ValueError(faults[0].field)
    kept["ics"] = ics.compact(kept["ics"])
    former = read_settings(workspace).creditor.data()
    if kept == former:
        require_writer(person)
        return Changes()
    if any(kept[name] != former[name] for name in kept.keys() - CONTACTS):
        require_legal_settings(person)
    return _put(workspace, CREDITOR, kept, person, clock)


def change_threshold(workspace: Workspace, percent: str, person: Person, clock: Clock) -> Changes:
    """Keep the discount above which an order needs a review. Raises `ValueError` for a percentage that
    `threshold_problems` refuses, `MoveRefused` for any role but legal."""
    if threshold_problems(percent):
        raise ValueError(percent)
    value = format(parse_number(percent), "f")
    return _change_review(workspace, {"discount_threshold": value}, person, clock)


def change_four_eyes(workspace: Workspace, asked: bool, person: Person, clock: Clock) -> Changes:
    """Keep whether a review needs somebody else than who wrote the order or asked for it. Raises
    `MoveRefused` for any role but legal."""
    return _change_review(workspace, {"four_eyes": asked}, person, clock)


def change_powers(
    workspace: Workspace,
    ceiling: str,
    signatories: Sequence[Mapping[str, str]],
    person: Person,
    clock: Clock,
) -> Changes:
    """Keep up to what amount who of legal approves: `ceiling` for anybody, `signatories` (`name`, `title`,
    `ceiling`) for those with a power of their own; "" is no limit. Raises `ValueError` for what
    `powers_problems` refuses, `MoveRefused` for any role but legal."""
    faults = powers_problems(ceiling, signatories)
    if faults:
        raise ValueError(faults[0].field)
    kept = [
        {
            "name": " ".join(each["name"].split()),
            "title": each.get("title", "").strip(),
            "ceiling": _amount(each.get("ceiling", "")),
        }
        for each in signatories
    ]
    return _change_review(workspace, {"ceiling": _amount(ceiling), "signatories": kept}, person, clock)


def powers_problems(ceiling: str, signatories: Sequence[Mapping[str, str]]) -> list[Problem]:
    """What is wrong with signatory powers, by field (`ceiling`, `signatories[0].name`)."""
    found = [] if _is_amount(ceiling) else [_no_amount("ceiling")]
    for position, each in enumerate(signatories):
        field, name = f"signatories[{position}]", each.get("name", "")
        if not name.strip() or not name.isprintable():
            found.append(problem("missing_field", f"{field}.name", message("Write the name of the person.")))
        elif any(same_person(name, other.get("name", "")) for other in signatories[:position]):
            said = message("This person is in the list already: keep one of the two.")
            found.append(problem("invalid_value", f"{field}.name", said))
        if not _is_amount(each.get("ceiling", "")):
            found.append(_no_amount(f"{field}.ceiling"))
    return found


def _no_amount(field: str) -> Problem:
    said = message("Write an amount in euros, or nothing where there is no limit.")
    return problem("invalid_value", field, said)


def _is_amount(typed: str) -> bool:
    try:
        return not typed.strip() or 0 <= parse_number(typed) <= HIGHEST_CEILING
    except NotTyped:
        return False


def _amount(typed: str) -> str:
    return format(parse_number(typed), "f") if typed.strip() else ""


def creditor_problems(data: Mapping[str, str]) -> list[Problem]:
    """What is wrong with NumSpot's own data, by field."""
    found = []
    if not data.get("legal_name", "").strip():
        found.append(problem("missing_field", "legal_name", message("The creditor needs a name.")))
    try:
        ics.validate(data.get("ics", ""))
    except InvalidIdentifier:
        found.append(
            problem(
                "invalid_value",
                "ics",
                message(
                    "This creditor identifier is not valid: compare it with the bank's letter. "
                    "The former one stays."
                ),
                clause="CG-A4",
            )
        )
    return found


def threshold_problems(percent: str) -> list[Problem]:
    """What is wrong with a threshold: it is a percentage from 0 to 100."""
    try:
        if 0 <= parse_number(percent) <= HIGHEST_PERCENT:
            return []
    except NotTyped:
        pass
    return [problem("invalid_value", "discount_threshold", message("Write a percentage from 0 to 100."))]


def _change_review(workspace: Workspace, change: Mapping[str, Any], person: Person, clock: Clock) -> Changes:
    require_legal_settings(person)
    return _put(workspace, REVIEW, {**(workspace.settings.get(REVIEW) or {}), **change}, person, clock)


def _put(workspace: Workspace, name: str, value: Mapping[str, Any], person: Person, clock: Clock) -> Changes:
    require_writer(person)
    if workspace.settings.get(name) == value:
        return Changes()
    workspace.settings.put(name, value, Act(f"settings.{name}", name, person.name, clock.now()))
    return Changes(settings=True)
