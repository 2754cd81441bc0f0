"""What a clause of the library must be as a whole: every place a parameter, every parameter in the text, data
that its values fill, a subject, a target and conditions that exist.
"""

import re
from collections.abc import Iterator
from typing import Final

from numspot_desk.contracts.library.clause import PLACE, ClauseKind, LibraryClause, places
from numspot_desk.contracts.library.conditions import is_condition, named_clause
from numspot_desk.contracts.library.faults import LibraryFault
from numspot_desk.contracts.order.order_document import QUALIFICATIONS, SUBJECTS
from numspot_desk.contracts.shown import shown
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.checklists import SUBJECTS as CHECKLIST_SUBJECTS
from numspot_desk.rules.clauses import Document, NoClause, parse

_BRACE: Final = re.compile(r"[{}]")


def wholeness_faults(clause: LibraryClause, place: str) -> Iterator[LibraryFault]:
    """Every fault of a clause whose members are read, by place."""
    for path, wrong in (*_subjects(clause), *_places(clause), *_standing(clause), *_relations(clause)):
        yield LibraryFault(f"{place}.{path}".strip("."), wrong, clause.id)


_Found = Iterator[tuple[str, Message]]


def _subjects(clause: LibraryClause) -> _Found:
    if clause.subject not in SUBJECTS:
        yield "subject", message("No order has a subject {id}.", id=shown(clause.subject))
    for position, subject in enumerate(clause.covers):
        if subject not in CHECKLIST_SUBJECTS:
            yield (
                f"covers[{position}]",
                message("No checklist has a subject {id}. Choose one of the list.", id=shown(subject)),
            )
    for position, kind in enumerate(clause.kinds):
        if kind not in QUALIFICATIONS:
            yield f"kinds[{position}]", message("There are no special conditions {kind}.", kind=shown(kind))


def _places(clause: LibraryClause) -> _Found:
    names = [one.name for one in clause.parameters]
    for name in sorted({one for one in names if names.count(one) > 1}):
        yield "parameters", message("two parameters have the name {name}. Give each its own.", name=name)
    for member, text in (("text", clause.text), ("gloss", clause.gloss)):
        if _BRACE.search(PLACE.sub("", text)):
            yield member, message("a brace stands alone: a place is written {place}.", place="{delay}")
        for name in places(text):
            if name not in names:
                yield member, message("no parameter has the name {name}. Add it.", name=shown(name))
    for name in names:
        if name not in places(clause.text):
            yield (
                "text",
                message("the text does not use the parameter {name}. Put it in, or remove it.", name=name),
            )
    for key, value in clause.data.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and _BRACE.search(one):
                found = PLACE.fullmatch(one)
                if found is None or found[1] not in names:
                    yield f"data.{key}", message("no parameter has the name {name}. Add it.", name=shown(one))


def _standing(clause: LibraryClause) -> _Found:
    """A derogation changes a clause of the general terms; a special clause belongs to special conditions."""
    if clause.kind is ClauseKind.SPECIAL:
        if not clause.kinds:
            yield "kinds", message("a special clause names the special conditions that it is for.")
        if clause.target or clause.effect or clause.data:
            yield "target", message("a special clause has no target, no effect and no data. Remove them.")
        return
    if clause.kinds:
        yield "kinds", message("a derogation is for no special conditions. Remove them.")
    try:
        general = parse(clause.target or "").document is Document.GENERAL
    except NoClause:
        general = False
    if not general:
        yield (
            "target",
            message("A clause of the general terms is expected here, written like CG-6.3.a."),
        )


def _relations(clause: LibraryClause) -> _Found:
    for position, condition in enumerate(clause.requires):
        if not is_condition(condition):
            yield f"requires[{position}]", message("there is no condition {name}.", name=shown(condition))
        elif named_clause(condition) in (clause.id, *clause.excludes):
            yield (
                f"requires[{position}]",
                message("the clause asks for {clause} and cannot stand beside it.", clause=shown(condition)),
            )
    if clause.id in clause.excludes:
        yield "excludes", message("a clause cannot exclude itself.")
