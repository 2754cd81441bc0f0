"""Special conditions, one document a kind (CG-1 Conditions Spécifiques, CG-2.2): certificate and clauses.

Makes the content from a frozen order; the clauses' text is what legal wrote in the order. Which
subjects a kind must cover is decided by the checklists, not here.
"""

from collections.abc import Container, Iterable

from numspot_desk.contracts.content.blocks import (
    Block,
    Clause,
    Column,
    Document,
    Fields,
    Inline,
    Paragraph,
    Reference,
    Signatures,
    Table,
    Text,
)
from numspot_desk.contracts.content.derogations import clause_title
from numspot_desk.contracts.content.filled import NONE, Filled
from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.content.parts import (
    Numberer,
    Row,
    client_signature,
    common,
    draft_mark,
    footer,
    properties,
    provider_signature,
)
from numspot_desk.contracts.content.wording import Wording, wording
from numspot_desk.rules import checklists, clauses
from numspot_desk.rules.subjects import CLAUSES

KIND = "special_conditions"


def special_conditions(order: FrozenOrder) -> tuple[Document, ...]:
    """One document for each special conditions of the order, in the order's own sequence."""
    filled = Filled(order.answers, common())
    return tuple(
        _document(order, filled, f"special_conditions[{number}]")
        for number in range(filled.count("special_conditions"))
    )


def _document(order: FrozenOrder, filled: Filled, path: str) -> Document:
    words = wording("special_conditions")
    kind = filled.written(f"{path}.kind")
    name = common().say(f"kind.{kind}") if common().has(f"kind.{kind}") else kind
    numberer = Numberer()
    title = words.say("title")
    blocks: list[Block] = [
        Paragraph((Text(words.say("lead", number=order.number, kind=kind)),), "lead"),
        *_parties(order, filled, kind, words, numberer),
        *_certificate(filled, path, kind, words, numberer),
        numberer.heading(1, words.say("clauses.title")),
        Paragraph((Text(words.say("clauses.intro")),)),
        *_clauses(order, filled, path, kind, words),
        *_coverage(filled, path, kind, words, numberer),
        numberer.heading(1, words.say("signature.title")),
        Paragraph((Text(words.say("signature.intro", number=order.number)),)),
        Signatures(
            (
                provider_signature(order, words.say("signature.provider")),
                client_signature(filled, words.say("signature.client")),
            )
        ),
    ]
    return Document(
        kind=KIND,
        title=title,
        subtitle=words.say("subtitle", kind=name, number=order.number, revision=str(order.revision)),
        blocks=tuple(blocks),
        footer=footer(order),
        draft_mark=draft_mark(order),
        properties=properties(order, f"{title} {name}", words.say("subject", kind=name)),
        variant=kind,
        logo=order.creditor.logo_png(),
    )


def clause_ref(filled: Filled, path: str, kind: str, number: int) -> str:
    """The reference of a clause: its own id, else its place (`CS-HDS-3`)."""
    return filled.written(f"{path}.clauses[{number}].id") or f"CS-{kind}-{number + 1}"


def _parties(
    order: FrozenOrder, filled: Filled, kind: str, words: Wording, numberer: Numberer
) -> list[Block]:
    lines: list[Inline] = []
    for number in range(filled.count("lines")):
        if filled.written(f"lines[{number}].qualification") == kind:
            label = filled.field(f"lines[{number}].label")
            lines += [Text("\n")] if lines else []
            lines += words.inlines("parties.line", number=str(number + 1), label=label)
    rows: list[Row] = [
        (words.say("parties.provider"), (Text(order.creditor.legal_name),)),
        (words.say("parties.client"), (filled.field("client.legal_name", bold=True),)),
        (words.say("parties.order"), (Text(order.number),)),
    ]
    if lines:
        rows.append((words.say("parties.services"), tuple(lines)))
    return [numberer.heading(1, words.say("parties.title")), Fields(tuple(rows))]


def _certificate(filled: Filled, path: str, kind: str, words: Wording, numberer: Numberer) -> list[Block]:
    suffix = f"_{kind.lower()}"
    title = "certificate.title" + (suffix if words.has("certificate.title" + suffix) else "")
    intro = "certificate.intro" + (suffix if words.has("certificate.intro" + suffix) else "")
    certificate = f"{path}.certificate"
    return [
        numberer.heading(1, words.say(title)),
        Paragraph((Text(words.say(intro)),)),
        Fields(
            (
                (words.say("certificate.scope"), (filled.field(f"{certificate}.scope"),)),
                (words.say("certificate.issued_on"), (filled.day_field(f"{certificate}.issued_on"),)),
                (words.say("certificate.valid_until"), (filled.day_field(f"{certificate}.valid_until"),)),
            )
        ),
    ]


def _clauses(order: FrozenOrder, filled: Filled, path: str, kind: str, words: Wording) -> list[Block]:
    count = filled.count(f"{path}.clauses")
    return [_clause(order, filled, path, kind, number, words) for number in range(count)]


def special_clause(order: FrozenOrder, at: int, number: int) -> Clause:
    """One clause of the special conditions at a position, as their document prints it."""
    filled, path = Filled(order.answers, common()), f"special_conditions[{at}]"
    kind = filled.written(f"{path}.kind")
    return _clause(order, filled, path, kind, number, wording("special_conditions"))


def _clause(order: FrozenOrder, filled: Filled, path: str, kind: str, number: int, words: Wording) -> Clause:
    clause = f"{path}.clauses[{number}]"
    subjects = _subjects(filled, clause)
    paragraphs = [Paragraph((filled.field(f"{clause}.text"),))]
    if subjects:
        listed = _listed(subjects, words)
        name = "clauses.subject" if len(subjects) == 1 else "clauses.subjects"
        said = words.say(name, list=listed) + _completed(order, subjects, words)
        paragraphs.append(Paragraph((Text(said),), "note"))
    heading = next((title for title in map(subject_title, subjects) if title), "")
    return Clause(clause_ref(filled, path, kind, number), heading, None, tuple(paragraphs))


def completed_clause(subjects: Iterable[str], known: Container[str]) -> str:
    """The clause of the general terms that speaks of one of these subjects, the first of them that the
    governing version has; "" where none does."""
    spoken = (place for subject in subjects for place in CLAUSES.get(subject, ()))
    return next((place for place in spoken if place in known), "")


def _completed(order: FrozenOrder, subjects: list[str], words: Wording) -> str:
    """Which clause of the general terms a clause completes, where one speaks of its subjects."""
    ref = completed_clause(subjects, order.terms.titles or clauses.KNOWN)
    if not ref:
        return ""
    title = clause_title(ref, order)
    name = "clauses.completes_titled" if title else "clauses.completes"
    return " " + words.say(name, ref=ref, title=title)


def _listed(subjects: list[str], words: Wording) -> str:
    """The subjects a clause covers; the title of one alone is the clause's heading already."""
    if len(subjects) == 1:
        return _subject_id(subjects[0]) or subject_title(subjects[0])
    return ", ".join(
        words.say("clauses.subject_titled", id=ident, title=title) if ident and title else ident or title
        for ident, title in ((_subject_id(subject), subject_title(subject)) for subject in subjects)
    )


def _coverage(
    filled: Filled,
    path: str,
    kind: str,
    words: Wording,
    numberer: Numberer,
) -> list[Block]:
    covering: dict[str, list[str]] = {}
    for number in range(filled.count(f"{path}.clauses")):
        for subject in _subjects(filled, f"{path}.clauses[{number}]"):
            covering.setdefault(subject, []).append(clause_ref(filled, path, kind, number))
    if not covering:
        return []
    columns = (
        Column(words.say("coverage.id"), 20),
        Column(words.say("coverage.name"), 55),
        Column(words.say("coverage.clause"), 25),
    )
    rows = tuple(
        ((Text(_subject_id(subject) or NONE),), (Text(subject_title(subject)),), _references(refs))
        for subject, refs in covering.items()
    )
    return [
        numberer.heading(1, words.say("coverage.title")),
        Paragraph((Text(words.say("coverage.intro")),)),
        Table(columns, rows),
    ]


def _references(refs: list[str]) -> tuple[Inline, ...]:
    pieces: list[Inline] = []
    for ref in refs:
        pieces += [Text(", ")] if pieces else []
        pieces.append(Reference(bookmark_of(ref), ref))
    return tuple(pieces)


def bookmark_of(ref: str) -> str:
    """The bookmark of a clause by its reference (`CS-HDS-3` -> `CS_HDS_3`)."""
    return "".join(character if character.isalnum() else "_" for character in ref)[:40]


def _subjects(filled: Filled, clause: str) -> list[str]:
    paths = [f"{clause}.subjects[{number}]" for number in range(filled.count(f"{clause}.subjects"))]
    return [text for text in map(filled.written, paths) if text]


def subject_title(subject: str) -> str:
    """The French title of a subject, of a checklist or of the general terms; "" for an unknown id."""
    known = checklists.SUBJECTS.get(subject)
    if known is not None:
        return known.title("fr")
    return common().say(f"subject.{subject}") if common().has(f"subject.{subject}") else ""


def _subject_id(subject: str) -> str:
    """The id that people cite: that of a checklist. A subject of the general terms has none but its title."""
    return "" if common().has(f"subject.{subject}") else subject
