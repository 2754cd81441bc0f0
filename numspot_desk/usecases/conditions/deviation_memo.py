"""The memo on the departures of an order, gathered from the workspace: for the desk alone.

Texts and people come from the register, what moves and what is wrong from the verdict on each clause, what is
to change from the review. What sales and legal comment to each other stays out of it, as out of every file.
It is written where no set for a client stands.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from numspot_desk.contracts.clauses.clause_verdict import Assessment, assess, ground_of
from numspot_desk.contracts.clauses.clause_verdict_clauses import clauses_of
from numspot_desk.contracts.clauses.departure_kinds import DepartureKind
from numspot_desk.contracts.content.deviation_memo import KIND, Departure, Memo, deviation_memo
from numspot_desk.contracts.content.file_names import MANIFEST, memo_name
from numspot_desk.contracts.content.filled import day
from numspot_desk.contracts.content.wording import wording
from numspot_desk.contracts.order.order_facts import read_facts
from numspot_desk.contracts.reviewing.review_parts import PartReview, PartState
from numspot_desk.language.catalog import Language, load_language
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.time import paris_day
from numspot_desk.usecases.conditions.clause_desk import read_clause_desk
from numspot_desk.usecases.conditions.departure_words import summary
from numspot_desk.usecases.conditions.deviation_register import Deviation, RegisterReading
from numspot_desk.usecases.conditions.memo_words import move_lines, reason_lines
from numspot_desk.usecases.contract.consolidate_terms import RedlineRefused, governing_text, strikes_out_much
from numspot_desk.usecases.explaining.subject_names import SUBJECT_NAMES
from numspot_desk.usecases.orders.edit_order import check_context_on
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.files import FileWriter, WordWriter
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.register import RegisterQuery, RegisterRow, RegisterSort, Standing
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import FileRefused
from numspot_desk.usecases.reviews.read_review import Review, read_review

_NO_CLAUSE: Final = frozenset({DepartureKind.PAYMENT, DepartureKind.DISCOUNT})
_OUTSIDE: Final = "outside"
"""The rung of what the library has no clause for."""
_EFFECTS: Final = frozenset({"replace", "complete", "exclude"})


def memo_of(workspace: Workspace, order_id: str, person: Person, clock: Clock) -> Memo:
    """What the memo on an order says today, in French. Raises `NoSuchRecord`."""
    record, french = workspace.orders.load(order_id), load_language("fr")
    on = paris_day(clock.now())
    terms = check_context_on(workspace, on).terms_for(record.answers)
    ground = ground_of(read_facts(record.answers), on, terms.references)
    clauses = clauses_of(record.answers)
    found = assess(clauses, ground, read_clause_desk(workspace, order_id).all_taken(clauses))
    review = read_review(workspace, record)
    cautions = _cautions(workspace, record, terms.label, clock)
    departures = tuple(
        _departure(one, found, review, cautions.get(one.row.field), french)
        for one in _deviations(workspace, record, clock)
    )
    facts = read_facts(record.answers)
    return Memo(
        record.number,
        record.revision,
        facts.client.legal_name,
        terms.label or "",
        record.state.value,
        _approval(review),
        person.name,
        on,
        departures,
        tuple((one.kind, len(one.clauses)) for one in facts.special_conditions),
    )


def write_deviation_memo(memo: Memo, folder: Path, word: WordWriter, files: FileWriter) -> Path:
    """Write the memo to a folder. Raises `FileRefused` where the set of an order stands there: what goes to a
    client and what must not are never side by side."""
    if files.read(folder, MANIFEST) is not None:
        raise FileRefused(
            message(
                "This folder holds documents for the client: choose another one, the internal memo must not"
                " leave with them."
            )
        )
    name = memo_name(memo.number, memo.revision)
    return files.write_all(folder, {name: word.write(deviation_memo(memo))})[0]


# ── Gathering ────────────────────────────────────────────────────────────────────────────────────────


def _deviations(workspace: Workspace, record: OrderRecord, clock: Clock) -> list[Deviation]:
    query = RegisterQuery(text=record.number, standing=Standing.ALL, sort=RegisterSort.NUMBER)
    reading = RegisterReading(query, paris_day(clock.now()))
    while reading.read_page(workspace):
        pass
    own = [one for one in reading.deviations(workspace) if one.row.order_id == record.id]
    return sorted(own, key=lambda one: one.row.position)


def _cautions(
    workspace: Workspace, record: OrderRecord, label: str | None, clock: Clock
) -> Mapping[str, Message]:
    """The derogations that strike out much more than they say, by their path."""
    try:
        terms = governing_text(workspace, label, clock.now()).terms
    except RedlineRefused:  # not here: there is nothing to hold them against
        return {}
    derogations = read_facts(record.answers).derogations
    said = {f"derogations[{one.position}]": strikes_out_much(one, terms) for one in derogations}
    return {field: caution for field, caution in said.items() if caution is not None}


def _departure(
    one: Deviation,
    found: Assessment,
    review: Review,
    caution: Message | None,
    french: Language,
) -> Departure:
    row, standard = one.row, one.standard
    verdict = found.by_path.get(row.field)
    part = next((each for each in review.parts if each.part.field == row.field), None)
    counts = part is not None and review.counts(part)
    step = part.step if part is not None and counts else None
    open_points = [] if verdict is None else [french.render(each.message) for each in verdict.findings]
    open_points += [] if caution is None else [french.render(caution)]
    open_points += _said_in_review(part)
    return Departure(
        ref="" if verdict is None else verdict.clause.ref,
        subject=french.text(SUBJECT_NAMES.get(row.subject, row.subject)),
        target=row.target,
        title=standard.title,
        kind=_kind(row),
        label=standard.label or "",
        lacking=standard.lacking,
        standard=_named_paragraph(row.target, standard.text),
        proposed=row.proposed,
        summary=summary(row, french),
        moves=(summary(row, french),) if verdict is None else move_lines(found.effects(row.field), french),
        rung=_OUTSIDE if row.kind in _NO_CLAUSE else row.rung,
        reasons=() if verdict is None else reason_lines(verdict, french),
        asked_by=row.asked_by,
        why=row.reason.why,
        until=row.reason.until,
        followed="approved" if counts else _followed(part),
        approved_by=row.approved_by or ("" if step is None else step.actor),
        approved_on=None if step is None else paris_day(step.at),
        open_points=tuple(dict.fromkeys(open_points)),
    )


def _kind(row: RegisterRow) -> str:
    if row.kind in _NO_CLAUSE:
        return row.kind.value
    return row.effect if row.effect in _EFFECTS else "other"


def _named_paragraph(target: str, text: str) -> str:
    """The standard text; of a paragraph that is named, that one alone."""
    _base, _mark, number = target.partition("#")
    lines = text.split("\n")
    if not number.isdigit() or not 1 <= int(number) <= len(lines):
        return text
    return lines[int(number) - 1]


def _followed(part: PartReview | None) -> str:
    state = PartState.TO_READ if part is None else part.state
    return PartState.TO_READ.value if state is PartState.APPROVED else state.value


def _said_in_review(part: PartReview | None) -> Iterator[str]:
    if part is not None and part.state is PartState.TO_CHANGE and part.step is not None:
        yield wording(KIND).say("detail.note", name=part.step.actor, words=_line(part.step.note))


def _line(text: str) -> str:
    return " ".join(text.split())


def _approval(review: Review) -> str:
    words = wording(KIND)
    if review.approval is not None:
        step = review.approval.step
        return words.say("summary.approved", name=step.actor, on=day(paris_day(step.at)))
    if review.voided is not None:
        step = review.voided
        return words.say("summary.voided", name=step.actor, on=day(paris_day(step.at)))
    return words.say("summary.not_approved")
