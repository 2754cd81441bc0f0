"""The reverse question: which clauses of the general terms an order changes, and what those changes move.

Each provision of particular or special conditions in force on a day is put to the same precedence as
everywhere; what it moves is read from the table of limits (T…) and from what the amounts rest on (M…).
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from numspot_desk.rules.clauses import Document, NoClause, Reference, in_order, parse
from numspot_desk.rules.explain import SetAside, Step
from numspot_desk.rules.lengths import Length, agreed, length_in, written
from numspot_desk.rules.mandatory_law import LAW, Setting
from numspot_desk.rules.payment_term import GENERAL_TERMS, PaymentTerm, from_data
from numspot_desk.rules.precedence import DECIDES, Context, Governance, governing
from numspot_desk.rules.provisions import Provision
from numspot_desk.rules.readings import READINGS
from numspot_desk.rules.subjects import CLAUSES
from numspot_desk.rules.table import TABLE, Row, Table

_AMOUNTS: Final[Mapping[str, Mapping[str, Sequence[str]]]] = MappingProxyType(DECIDES["amounts"])
_DUE: Final = ("payment_due", "late_from")
_AFTER_THE_END: Final = ("after_end", "kept_after_end")
"""Ways of counting (`counting`) that run on from an invoice's due day, or from the end of the contract."""


@dataclass(frozen=True)
class Moved:
    """A rule whose result a change moves. `before`, `after`: the length where the rule counts one (`7 days`);
    None where only the rule is known to rest on the clause, or provisions conflict. `standard`, `agreed`: the
    same as the rules count them."""

    rule: str
    before: str | None = None
    after: str | None = None
    standard: Length | PaymentTerm | None = None
    agreed: Length | PaymentTerm | None = None


@dataclass(frozen=True)
class Change:
    """One clause of the general terms that provisions change: by which, how, whether it has effect (a
    provision void by law has none, an open conflict leaves it open), and what that moves."""

    clause: str
    subject: str
    by: tuple[str, ...]
    effect: str
    standing: str
    moves: tuple[Moved, ...]
    why: Step


@dataclass(frozen=True)
class Changed:
    """All that an order changes on a day, in the order of the clauses, explained."""

    on: dt.date
    changes: tuple[Change, ...]
    why: Step


def rules_of(ref: str, table: Table = TABLE) -> tuple[str, ...]:
    """Every rule that rests on a clause of the general terms, a part of it or what holds it: T…, M…, P… and
    R…. Raises `NoClause` for what is no reference."""
    wanted = parse(ref).clause
    return _found(
        rule for rule, clause in _near(wanted, table) if clause.within(wanted) or wanted.within(clause)
    )


def rules_resting_on(ref: str, table: Table = TABLE) -> tuple[str, ...]:
    """The rules that rest on a clause itself or on what holds it, not those of its parts alone. Raises
    `NoClause`."""
    wanted = parse(ref).clause
    return _found(rule for rule, clause in _near(wanted, table) if wanted.within(clause))


@cache
def clauses_named(table: Table = TABLE) -> tuple[str, ...]:
    """Every clause of the general terms that a rule, a subject or the Data Act table names, by the references
    of the version for which the rules were written (contract-rules, section 1), in the order of the text."""
    named = {clause for _rule, clauses in _rests(table) for clause in clauses}
    named |= {clause for clauses in CLAUSES.values() for clause in clauses}
    named |= {row["clause"] for row in LAW["data_act"]["beside"]}
    return tuple(in_order(one for one in named if _in_general_terms(one)))


def _in_general_terms(text: str) -> bool:
    try:
        return parse(text).document is Document.GENERAL
    except NoClause:  # an article of law
        return False


def _found(rules: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(rules)))


def _near(wanted: Reference, table: Table) -> Sequence[tuple[str, Reference]]:
    """The rules of the article or annex of a clause, each with a clause that it rests on."""
    return _by_article(table).get((wanted.document, wanted.parts[0]), ())


@cache
def _by_article(table: Table) -> Mapping[tuple[Document, str], Sequence[tuple[str, Reference]]]:
    found: dict[tuple[Document, str], list[tuple[str, Reference]]] = {}
    for rule, clauses in _rests(table):
        for clause in clauses:
            try:
                parsed = parse(clause).clause
            except NoClause:  # an article of law
                continue
            found.setdefault((parsed.document, parsed.parts[0]), []).append((rule, parsed))
    return MappingProxyType(found)


def _rests(table: Table) -> Iterator[tuple[str, Iterable[str]]]:
    yield from ((row.id, row.clauses) for row in table.rows)
    yield from ((name, rests["clauses"]) for name, rests in _AMOUNTS.items())
    yield from DECIDES["rests_on"].items()
    yield "P7", [row["clause"] for row in DECIDES["gives_way"]]
    yield from ((name, reading.clauses) for name, reading in READINGS.items())


def changed_by(
    provisions: Iterable[Provision],
    on: dt.date,
    setting: Setting | None = None,
    context: Context | None = None,
    table: Table = TABLE,
) -> Changed:
    """What the particular and special conditions of one contract change in the general terms on a day."""
    provisions = tuple(provisions)
    setting = setting or Setting(on=on)
    own = [p for p in provisions if p.document is not Document.GENERAL and _from(p, on)]
    groups: dict[tuple[str, str], list[Provision]] = {}
    for provision in sorted(own, key=lambda p: p.id):
        for clause in _targets(provision, provisions, table):
            groups.setdefault((clause, provision.subject), []).append(provision)
    found = [
        _change(clause, subject, groups[clause, subject], provisions, on, setting, context, table)
        for clause in in_order({clause for clause, _subject in groups})
        for subject in sorted(subject for one, subject in groups if one == clause)
    ]
    why = Step("changes.all", len(found), ("CG-2.2",), uses=tuple(one.why for one in found))
    return Changed(on, tuple(found), why)


def _from(provision: Provision, on: dt.date) -> bool:
    return provision.in_force_from is None or provision.in_force_from <= on


def _targets(provision: Provision, provisions: Sequence[Provision], table: Table) -> tuple[str, ...]:
    """The clauses a provision changes: the one it names; else those of the general terms on its subject."""
    if provision.target is not None:
        return (provision.target,)
    stated = {
        p.clause for p in provisions if p.document is Document.GENERAL and p.subject == provision.subject
    }
    limits = {row.clause for row in table.rows if row.subject == provision.subject}
    yields = {row["clause"] for row in DECIDES["gives_way"] if provision.subject in row["subjects"]}
    amounts = {rests["clauses"][0] for rests in _AMOUNTS.values() if provision.subject in rests["subjects"]}
    return tuple(sorted(stated or limits or yields or amounts))


def _change(
    clause: str,
    subject: str,
    by: Sequence[Provision],
    provisions: Sequence[Provision],
    on: dt.date,
    setting: Setting,
    context: Context | None,
    table: Table,
) -> Change:
    found = governing(subject, on, provisions, setting, context)
    standing = _standing(by, found)
    moves: tuple[Moved, ...] = ()
    if standing in ("applies", "open_conflict"):
        moves = (*_limits(subject, provisions, on, setting, table), *_amounts(subject))
    effect = by[0].effect.value if len({p.effect for p in by}) == 1 else "several"
    uses = (found.why, *(_told(one) for one in moves))
    why = Step(f"changes.{standing}", clause, (clause, *(p.clause for p in by)), uses=uses)
    return Change(clause, subject, tuple(p.id for p in by), effect, standing, moves, why)


def _standing(by: Sequence[Provision], found: Governance) -> str:
    """Whether any of them has effect: `applies`, `open_conflict`, `void`, or `set_aside` by another."""
    ids = {p.id for p in by}
    if any(ids & set(group) for group in found.conflicts):
        return "open_conflict"
    if ids & set(found.stack):
        return "applies"
    return "void" if ids & {void.provision for void in found.void} else "set_aside"


def _limits(
    subject: str, provisions: Sequence[Provision], on: dt.date, setting: Setting, table: Table
) -> list[Moved]:
    """The limits whose length the subject is, and those that run on from an end it moves."""
    own = {row.id: row for row in table.rows if subject in _subjects(row, table)}
    moved = {name: _limit(subject, row, provisions, on, setting, table) for name, row in own.items()}
    if any(row.ends_contract for row in own.values()):
        after = (row.id for row in table.rows if row.count in _AFTER_THE_END)
        moved |= {name: Moved(name) for name in after if name not in moved}
    return [moved[name] for name in sorted(moved)]


def _subjects(row: Row, table: Table) -> set[str]:
    return {table.length_row(row).subject} | ({"payment_term"} if row.count in _DUE else set())


def _limit(
    subject: str, row: Row, provisions: Sequence[Provision], on: dt.date, setting: Setting, table: Table
) -> Moved:
    said = [p for p in provisions if p.document is not Document.GENERAL]
    if subject == "payment_term":
        term = agreed(GENERAL_TERMS, row.clauses[:1], said, subject, on, setting, from_data)
        return Moved(row.id, written(GENERAL_TERMS), written(term.value), GENERAL_TERMS, term.value)
    own = table.length_row(row)
    length = agreed(own.length, own.clauses[:1], said, subject, on, setting, length_in)
    return Moved(row.id, written(own.length), written(length.value), own.length, length.value)


def _amounts(subject: str) -> list[Moved]:
    return [Moved(name) for name, rests in sorted(_AMOUNTS.items()) if subject in rests["subjects"]]


def _told(moved: Moved) -> Step:
    params = {"rule": moved.rule}
    if moved.before is None:
        return Step("changes.moves_along", moved.after, params=params)
    return Step(
        "changes.moves",
        moved.after,
        set_aside=(SetAside("limit.general_terms", moved.before),),
        params=params,
    )
