"""What the conditions step decides about clauses: their verdicts, where they came from, what is done to them.

No Qt. Every act on the answers is one step of the order's undo; what stands beside the order (origin, reason)
is kept as it is said. The values of a clause of the library are read back from its text, so that undo brings
them back; a value that cannot stand is kept beside it until it can. What is said on clauses lives in
`clause_comments`, which clauses of the library fit in `clause_offers`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from numspot_desk.contracts.clauses.clause_problems import with_clauses
from numspot_desk.contracts.clauses.clause_reasons import ClauseReason
from numspot_desk.contracts.clauses.clause_verdict import Assessment, ClauseVerdict, assess, ground_of
from numspot_desk.contracts.clauses.clause_verdict_clauses import OrderClause, clauses_of
from numspot_desk.contracts.clauses.departures import Taken
from numspot_desk.contracts.content.blocks import Clause as PrintedClause
from numspot_desk.contracts.library.clause import LibraryClause
from numspot_desk.contracts.library.judging import refusal
from numspot_desk.contracts.library.picking import place
from numspot_desk.contracts.library.recovering import differ
from numspot_desk.contracts.library.rendering import NotRendered, render
from numspot_desk.contracts.order import order_document
from numspot_desk.contracts.order.order_check import OrderCheck
from numspot_desk.contracts.order.order_facts import read_facts
from numspot_desk.language.messages import N_
from numspot_desk.terms.word_diff import Piece, word_diff
from numspot_desk.ui.order.clauses.clause_comments import ClauseComments
from numspot_desk.ui.order.clauses.clause_offers import Offer, offer, offers
from numspot_desk.ui.order.presenter import OrderPresenter
from numspot_desk.ui.order.screen import Runner
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.conditions.clause_desk import ClauseDesk, keep_origin, read_clause_desk
from numspot_desk.usecases.conditions.clause_reasons import keep_reason
from numspot_desk.usecases.orders.preview_order import preview_clause
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.library import ClauseOrigin
from numspot_desk.usecases.ports.world import Clock

_REMEMBERED = 2_000


class ClausesPresenter:
    """The clauses of the open order. `shown` is called when something beside the answers changed."""

    def __init__(
        self,
        order: OrderPresenter,
        run: Runner,
        person: Callable[[], Person],
        clock: Clock,
        announce: Callable[[Changes], None],
        shown: Callable[[], None],
    ) -> None:
        self._order = order
        self._run = run
        self._person = person
        self._clock = clock
        self._announce = announce
        self._shown = shown
        self.comments = ClauseComments(order, run, person, clock, announce, shown)
        self.desk: ClauseDesk | None = None
        self._desk_of = ""  # the order that it stands beside
        self.assessment: Assessment | None = None
        self._value_at: tuple[str, str] | None = None
        self._value_before: Any = None
        self._read: dict[tuple[str, str], tuple[ClauseOrigin | None, Taken | None]] = {}

    # ── Opening and assessing ────────────────────────────────────────────────────────────────────────

    def open(self) -> None:
        """Another order is open: read what stands beside its clauses."""
        self.desk = self.assessment = None
        self.read_again()

    def read_again(self) -> None:
        """Read again what stands beside the clauses."""
        if self._order.opened is None:
            return
        order_id = self._order.record.id

        def read(found: ClauseDesk) -> None:
            if self._order.opened is not None and self._order.record.id == order_id:
                self.desk, self._desk_of = found, order_id
                self.assess()
                self._shown()

        self._run(lambda workspace: read_clause_desk(workspace, order_id), read)

    def assess(self) -> Assessment | None:
        """Judge the clauses as they stand on the screen, and keep the origins in step with them."""
        opened = self._order.opened
        if opened is None:
            return None
        facts = read_facts(self._order.answers)
        terms = opened.context.terms_of(facts)
        ground = ground_of(facts, opened.context.as_of, terms.references)
        found = clauses_of(self._order.answers)
        self.assessment = assess(found, ground, self._taken(found), self.assessment)
        self._keep_in_step(found)
        return self.assessment

    def checked(self, check: OrderCheck) -> OrderCheck:
        """The check of the open order with what is wrong among its clauses, once it is known where they came
        from."""
        opened = self._order.opened
        known = opened is not None and opened.record.id == self._desk_of and self.desk is not None
        found = self.assess() if known else None
        return check if found is None else with_clauses(check, found)

    def verdict(self, path: str) -> ClauseVerdict | None:
        """The verdict on one clause."""
        return None if self.assessment is None else self.assessment.by_path.get(path)

    def _taken(self, found: tuple[OrderClause, ...]) -> Mapping[str, Taken]:
        made = ((clause.id, self.taken(clause)) for clause in found)
        return {clause_id: taken for clause_id, taken in made if taken is not None}

    def taken(self, clause: OrderClause) -> Taken | None:
        """What a clause came from, with the values of its words."""
        desk = self.desk
        if desk is None:
            return None
        origin = desk.origins.get(clause.id)
        known = self._read.get((clause.id, clause.text))
        if known is None or known[0] is not origin:
            if len(self._read) > _REMEMBERED:
                self._read.clear()
            known = self._read[clause.id, clause.text] = origin, desk.taken(clause)
        return known[1]

    def waiting(self, path: str) -> Mapping[str, Any]:
        """The values filled in that the library refuses: they wait beside the text, which keeps the former
        ones."""
        found = self.verdict(path)
        if found is None or found.taken is None or self.desk is None:
            return {}
        kept = self.desk.origins[found.clause.id].values
        return {
            one.name: kept[one.name]
            for one in found.taken.clause.parameters
            if one.name in kept
            and kept[one.name] != found.taken.values.get(one.name)
            and refusal(one, kept[one.name]) is not None
        }

    def _keep_in_step(self, found: tuple[OrderClause, ...]) -> None:
        """Undo and typing change what a clause says: the values kept beside it follow."""
        if self.desk is None or not self._order.editable:
            return
        for clause in found:
            known, taken = self.desk.origin_of(clause.id), self.taken(clause)
            if known is None or taken is None:
                continue
            source, origin = known
            refused = {
                one.name: origin.values[one.name]
                for one in source.parameters
                if one.name in origin.values and refusal(one, origin.values[one.name]) is not None
            }
            if differ({**taken.values, **refused}, origin.values):
                self._keep_origin(clause.id, replace(origin, values={**taken.values, **refused}))

    # ── Taking from the library ──────────────────────────────────────────────────────────────────────

    def offers(self, kind: str = "") -> tuple[Offer, ...]:
        """The clauses of the library for the derogations, or for the special conditions of a kind, those that
        fit the order first."""
        if self.desk is None:
            return ()
        return offers(self.desk.latest.values(), kind, self.assessment or self.assess())

    def offer(self, clause: LibraryClause, values: Mapping[str, Any]) -> Offer:
        """One clause with values, held against the order."""
        return offer(clause, values, self.assessment or self.assess())

    def take(self, clause: LibraryClause, values: Mapping[str, Any], kind: str = "") -> str | None:
        """Put a clause of the library into the order; its path, or None where a value cannot stand."""
        if self.desk is None or not self._order.editable:
            return None
        try:
            placed = place(dict(self._order.answers), clause, values, kind or None)
        except NotRendered:
            return None
        clause_id = self._free_id(placed.clause_id)
        answers = order_document.put(placed.answers, f"{placed.path}.id", clause_id)
        self._keep_origin(clause_id, ClauseOrigin(clause.id, clause.version, dict(values)))
        self._order.edit(answers, N_("Add a clause of the library"), f"{placed.path}.text")
        return placed.path

    def fresh(
        self, path: str, blank: Mapping[str, Any], prefix: str, beside: Sequence[Mapping[str, Any]] = ()
    ) -> dict[str, Any]:
        """A clause to write freely, with an id that no clause of this order had before: what stands beside
        those would be taken for its own. `beside`: others that are about to be added."""
        rows = order_document.get(self._order.answers, path)
        count = len(rows) if isinstance(rows, list) else 0
        taken = frozenset(str(one.get("id")) for one in beside)
        return {**blank, "id": self._free_id(f"{prefix}{count + 1}", taken)}

    def _free_id(self, wanted: str, taken: frozenset[str] = frozenset()) -> str:
        """The id, or the next number after it that is free and was never used."""
        used = {clause.id for clause in clauses_of(self._order.answers)} | taken
        if self.desk is not None:
            used |= {*self.desk.origins, *self.desk.reasons}
        start = wanted.rstrip("0123456789")
        number = int(wanted[len(start) :] or 1)
        while f"{start}{number}" in used:
            number += 1
        return f"{start}{number}"

    # ── Values and wording ───────────────────────────────────────────────────────────────────────────

    def set_value(self, path: str, name: str, value: Any) -> None:
        """Fill in a parameter: the clause is written again with it. A value that the library refuses waits
        beside the text, which says again what it said before somebody began to type (`9` on the way to
        `900` is no answer)."""
        found = self.verdict(path)
        if found is None or found.taken is None or not self._order.editable:
            return
        source, said = found.taken.clause, found.taken.values
        if self._value_at != (path, name):
            self._value_at, self._value_before = (path, name), said.get(name)
        values = {**said, **self.waiting(path), name: value}
        self._remember(found.clause.id, source, values)
        stands = {one.name for one in source.parameters if refusal(one, values.get(one.name)) is None}
        written = {**said, name: self._value_before, **{each: values[each] for each in stands}}
        try:
            rendered = render(source, written)
        except NotRendered:
            rendered = None
        if rendered is None or not differ(written, said):
            self.assess()
            self._shown()
            return
        undo = N_("Change a value of a clause")
        self._write(path, source, rendered.text, rendered.data, undo, value_field(path, name))

    def value_left(self) -> None:
        """Nobody types in the field of a parameter any longer."""
        self._value_at = None

    def revert(self, path: str) -> None:
        """The text of the library again, with the values kept."""
        found = self.verdict(path)
        if found is None or found.taken is None:
            return
        source, values = found.taken.clause, found.taken.values
        try:
            rendered = render(source, values)
        except NotRendered:
            return
        self._remember(found.clause.id, source, values)
        undo = N_("Back to the text of the library")
        self._write(path, source, rendered.text, rendered.data, undo, f"{path}.text", typing=False)

    def printed(self, path: str) -> PrintedClause:
        """The clause as its document will print it, under the number and the titles it will have there."""
        opened, answers = self._order.opened, self._order.answers
        terms = None if opened is None else opened.context.terms_of(read_facts(answers))
        return preview_clause(answers, path, terms)

    def difference(self, path: str) -> tuple[Piece, ...]:
        """The clause word by word against the text of the library; nothing where it is that text."""
        found = self.verdict(path)
        if found is None or found.taken is None or not found.modified:
            return ()
        try:
            text = render(found.taken.clause, found.taken.values).text
        except NotRendered:
            return ()
        return word_diff(text, found.clause.text)

    def _write(
        self,
        path: str,
        source: LibraryClause,
        text: str,
        data: Mapping[str, Any],
        undo: str,
        field: str,
        *,
        typing: bool = True,
    ) -> None:
        row = order_document.get(self._order.answers, path)
        if not isinstance(row, Mapping):
            return
        made = {**row, "text": text}
        if source.target is not None:
            effect = source.effect.value if source.effect is not None else None
            made |= {"target": source.target, "subject": source.subject, "effect": effect}
            made["data"] = dict(data) or None
        after = order_document.put(self._order.answers, path, made)
        self._order.edit(after, undo, field, typing=typing)

    def _remember(self, clause_id: str, source: LibraryClause, values: Mapping[str, Any]) -> None:
        self._keep_origin(clause_id, ClauseOrigin(source.id, source.version, dict(values)))

    def _keep_origin(self, clause_id: str, origin: ClauseOrigin) -> None:
        if self.desk is None:
            return
        self.desk = replace(self.desk, origins={**self.desk.origins, clause_id: origin})
        order_id, person = self._order.record.id, self._person()
        self._run(
            lambda workspace: keep_origin(workspace, order_id, clause_id, origin, person), self._announce
        )

    # ── Order and reasons ────────────────────────────────────────────────────────────────────────────

    def move(self, path: str, by: int) -> str:
        """Move a clause among those of its list by so many places; the path it has then."""
        holder, _, rest = path.rpartition("[")
        position = int(rest.rstrip("]"))
        rows = order_document.get(self._order.answers, holder)
        if not isinstance(rows, list):
            return path
        to = min(max(position + by, 0), len(rows) - 1)
        if to == position or not self._order.editable:
            return path
        moved = [*rows[:position], *rows[position + 1 :]]
        moved.insert(to, rows[position])
        after = order_document.put(self._order.answers, holder, moved)
        self._order.edit(after, N_("Move a clause"), f"{holder}[{to}].text")
        return f"{holder}[{to}]"

    def reason_of(self, path: str) -> ClauseReason:
        """Who asked for a clause, why, until when."""
        clause_id = order_document.get(self._order.answers, f"{path}.id")
        if self.desk is None or not isinstance(clause_id, str):
            return ClauseReason()
        return self.desk.reasons.get(clause_id, ClauseReason())

    def keep_reason(self, path: str, reason: ClauseReason) -> None:
        """Keep it, in place of what was said before."""
        clause_id = order_document.get(self._order.answers, f"{path}.id")
        if self.desk is None or not isinstance(clause_id, str) or reason == self.reason_of(path):
            return
        order_id, person, clock = self._order.record.id, self._person(), self._clock

        def kept(changes: Changes) -> None:
            if self.desk is not None and self._order.record.id == order_id:
                self.desk = replace(self.desk, reasons={**self.desk.reasons, clause_id: reason})
            self._announce(changes)

        self._run(lambda workspace: keep_reason(workspace, order_id, clause_id, reason, person, clock), kept)


def value_field(path: str, name: str) -> str:
    """Where somebody is who fills in a parameter of a clause, as the place of an order says it."""
    return f"{path}.values.{name}"
