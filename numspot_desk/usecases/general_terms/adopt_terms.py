"""General terms from a file to the shelf: read and previewed, lines placed by hand, then adopted for good.

Nothing is kept before `adopt_terms`, and then all of it. A version enters into force no earlier than the
terms allow (T01), its name is its own, and both languages of one version bear the same days. Recognising
clauses lives in `terms`.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import message
from numspot_desk.rules.explain import Step
from numspot_desk.rules.table import TABLE
from numspot_desk.rules.time import add_days
from numspot_desk.rules.versions import Version
from numspot_desk.terms.isolated import Reading, read_isolated
from numspot_desk.terms.text_reader import MAX_BYTES
from numspot_desk.terms.tree import Terms, TermsRefused
from numspot_desk.terms.written import NONE_PLACED, Placements
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.general_terms.rule_clauses import follow_rule_clauses
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.terms import SourceFile, TermsVersion
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Chance, Clock
from numspot_desk.usecases.refusals import DeskError, FileRefused
from numspot_desk.usecases.roles import require_legal_terms

LANGUAGES: Final = ("fr", "en")
LONGEST_LABEL: Final = 200
ADOPTED: Final = "terms.adopted"
_T01: Final = TABLE.row("T01")


class AdoptionRefused(DeskError):
    """These general terms cannot be adopted as they are: `problems` says why, by field (`label`, `language`,
    `published_on`, `in_force_from`, `unplaced`). Nothing was kept."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0].message)
        self.problems = tuple(problems)


@dataclass(frozen=True)
class TermsPreview:
    """What a file holds, with what a person decided about single lines. Nothing of it is kept yet."""

    name: str
    content: bytes
    terms: Terms
    placements: Placements = field(default_factory=lambda: NONE_PLACED)


@dataclass(frozen=True)
class Adoption:
    """What a person says of a version: its name, its language, and its days (None: missing or unreadable)."""

    label: str
    language: str
    published_on: dt.date | None
    in_force_from: dt.date | None


def read_terms_file(path: Path, reading: Reading | None = None) -> TermsPreview:
    """What a file that a person chose holds, read in a process of its own, which `reading` may stop. Raises
    `FileRefused`."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FileRefused(message("The file cannot be read ({reason}).", reason=reason)) from error
    return preview_terms(path.name, content, reading=reading)


def preview_terms(
    name: str, content: bytes, placements: Placements = NONE_PLACED, reading: Reading | None = None
) -> TermsPreview:
    """The clauses of a file with what a person decided about single lines. Raises `FileRefused` for a file
    that cannot be read and for a decision that cannot be kept."""
    try:
        terms = read_isolated(name, content, placements, reading=reading)
    except TermsRefused as refused:
        raise FileRefused(refused.message) from refused
    return TermsPreview(name, content, terms, placements)


def earliest_entry(published_on: dt.date) -> dt.date:
    """The first day on which a version published on a day may be in force (T01)."""
    assert _T01.length is not None
    return add_days(published_on, _T01.length.count)


def adoption_problems(
    adopted: Sequence[TermsVersion], preview: TermsPreview, asked: Adoption
) -> tuple[Problem, ...]:
    """Why these general terms cannot be adopted beside those adopted before; empty when they can."""
    return (*_label(adopted, asked), *_days(adopted, asked), *_unplaced(preview))


def adopt_terms(
    workspace: Workspace,
    preview: TermsPreview,
    asked: Adoption,
    person: Person,
    clock: Clock,
    chance: Chance,
) -> tuple[TermsVersion, Changes]:
    """Keep a version with its text and its file, for good. Raises `AdoptionRefused`, `LabelTaken`, and
    `MoveRefused` for anybody but legal; then nothing is kept."""
    with workspace.transaction():
        problems = adoption_problems(workspace.terms.list(), preview, asked)
        if problems:
            raise AdoptionRefused(problems)
        require_legal_terms(person)
        assert asked.published_on is not None and asked.in_force_from is not None
        version = TermsVersion(
            id=str(uuid.UUID(bytes=chance.bytes(16), version=4)),
            label=_one_line(asked.label),
            language=asked.language,
            published_on=asked.published_on,
            in_force_from=asked.in_force_from,
            adopted_at=clock.now(),
        )
        source = SourceFile(preview.name, preview.content, hashlib.sha256(preview.content).hexdigest())
        act = Act(ADOPTED, version.id, person.name, clock.now(), _details(version, source))
        workspace.terms.adopt(version, preview.terms, source, act)
        follow_rule_clauses(workspace, version.label, person, clock)
    return version, Changes(terms=True)


def _details(version: TermsVersion, source: SourceFile) -> Mapping[str, str]:
    return {
        "label": version.label,
        "language": version.language,
        "published_on": version.published_on.isoformat(),
        "in_force_from": version.in_force_from.isoformat(),
        "sha256": source.sha256,
    }


def _label(adopted: Sequence[TermsVersion], asked: Adoption) -> Iterator[Problem]:
    label = _one_line(asked.label)
    if not label:
        yield problem("missing_field", "label", message("Give this version a name, such as “2027-01”."))
    elif len(label) > LONGEST_LABEL:
        yield problem(
            "invalid_value", "label", message("This name is longer than {n} characters.", n=LONGEST_LABEL)
        )
    if asked.language not in LANGUAGES:
        yield problem("invalid_value", "language", message("Choose the language of this text."))
    for version in _same_name(adopted, asked):
        if version.language == asked.language:
            yield problem(
                "invalid_value",
                "label",
                message(
                    "A version {label} of the general terms was adopted in this language already."
                    " Give this one another name.",
                    label=version.label,
                ),
            )


def _days(adopted: Sequence[TermsVersion], asked: Adoption) -> Iterator[Problem]:
    published, start = asked.published_on, asked.in_force_from
    if published is None:
        yield problem("missing_field", "published_on", message("Type the day of publication."))
    if start is None:
        yield problem("missing_field", "in_force_from", message("Type the day of entry into force."))
    if published is None or start is None:
        return
    if not Version(asked.label, published, start).lawful:
        yield _too_early(published, start)
    for version in _same_name(adopted, asked):
        if version.language == asked.language:
            continue
        for name, day, other in (
            ("published_on", published, version.published_on),
            ("in_force_from", start, version.in_force_from),
        ):
            if day != other:
                yield problem(
                    "invalid_value",
                    name,
                    message(
                        "The other language of version {label} has the {day} here: both are one version.",
                        label=version.label,
                        day=other,
                    ),
                )


def _too_early(published: dt.date, start: dt.date) -> Problem:
    earliest = earliest_entry(published)
    notice = Step("version.notice_days", (earliest - published).days, ("CG-3.1",))
    why = Step(
        "version.earliest_entry",
        earliest,
        ("CG-3.1",),
        uses=(Step("version.published_on", published), notice),
    )
    return problem(
        "invalid_value",
        "in_force_from",
        message(
            "Published on {published}, this version enters into force on {earliest} at the earliest (T01,"
            " CG-3.1).",
            published=published,
            earliest=earliest,
        ),
        clause="CG-3.1",
        why=why,
    )


def _unplaced(preview: TermsPreview) -> Iterator[Problem]:
    if not any(node.lines or node.title for node in preview.terms.walk()):
        yield problem("missing_field", "unplaced", message("This file holds no text of general terms."))
    elif preview.terms.unplaced:
        yield problem(
            "invalid_value",
            "unplaced",
            message(
                "Lines that are not placed yet: {n}. Say of each what it is.", n=len(preview.terms.unplaced)
            ),
        )


def _same_name(adopted: Sequence[TermsVersion], asked: Adoption) -> Iterator[TermsVersion]:
    key = fold_line(asked.label)
    return (version for version in adopted if fold_line(version.label) == key)


def _one_line(label: str) -> str:
    printable = "".join(char if char.isprintable() else " " for char in label)
    return " ".join(printable.split())
