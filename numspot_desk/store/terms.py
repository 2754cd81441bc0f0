"""Adopted general terms of a workspace (`TermsShelf`): versions with text and file, never changed; refusals.

Reading a file of terms, and which version binds a contract, live elsewhere.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, func, or_, select

from numspot_desk.language.folding import fold_line, words
from numspot_desk.language.messages import message
from numspot_desk.store import audit
from numspot_desk.store.passages import snippet
from numspot_desk.store.schema import (
    orders,
    terms_coverage,
    terms_nodes,
    terms_refusals,
    terms_rule_clauses,
    terms_texts,
    terms_versions,
)
from numspot_desk.store.session import Session
from numspot_desk.store.types import storable
from numspot_desk.terms.encoded import from_data, to_data
from numspot_desk.terms.tree import Terms
from numspot_desk.terms.whereabouts import Found
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.terms import (
    CoverDecision,
    FoundPassage,
    RuleClause,
    SourceFile,
    StoredTerms,
    TermsRefusal,
    TermsVersion,
)
from numspot_desk.usecases.ports.world import Chance
from numspot_desk.usecases.refusals import LabelTaken, NoSuchRecord

_BEFORE_NUMBER: Final = re.compile(r"^(?:art(?:icle)?\b\.?\s*)?(?:cg\b[-\s]*)?")
_LATEST_FIRST: Final = (
    terms_versions.c.in_force_from.desc(),
    terms_versions.c.published_on.desc(),
    terms_versions.c.label,
    terms_versions.c.language != "fr",
    terms_versions.c.language,
)


class AdoptedTerms:
    """The general terms of one workspace (`TermsShelf`)."""

    def __init__(self, session: Session, chance: Chance) -> None:
        self._session = session
        self._chance = chance
        self._read: dict[tuple[str, str], StoredTerms] = {}  # what was adopted never changes

    def list(self) -> tuple[TermsVersion, ...]:
        """Every adopted version, the latest to enter into force first, French before other languages."""
        with self._session.transaction() as connection:
            rows = connection.execute(select(terms_versions).order_by(*_LATEST_FIRST)).all()
        return tuple(_version(row) for row in rows)

    def get(self, label: str, language: str) -> StoredTerms:
        """The text of a version. Raises `NoSuchRecord`."""
        key = (fold_line(label), language)
        if key not in self._read:
            self._read[key] = self._stored(label, language)
        return self._read[key]

    def _stored(self, label: str, language: str) -> StoredTerms:
        query = select(terms_versions, terms_texts.c.document).join(terms_texts)
        with self._session.transaction() as connection:
            row = connection.execute(query.where(_is(label, language))).first()
        if row is None:
            raise NoSuchRecord(
                message("No version {label} of the general terms was adopted in this language.", label=label)
            )
        return StoredTerms(_version(row), from_data(row.document), row.source_name, row.source_sha256)

    def source(self, version_id: str) -> SourceFile:
        """The file that a version was read from. Raises `NoSuchRecord`."""
        query = select(terms_versions, terms_texts.c.source).join(terms_texts)
        with self._session.transaction() as connection:
            row = connection.execute(query.where(terms_versions.c.id == version_id)).first()
        if row is None:
            raise NoSuchRecord(message("These general terms are not in this workspace."))
        return SourceFile(row.source_name, row.source, row.source_sha256)

    def adopt(self, version: TermsVersion, terms: Terms, source: SourceFile, act: Act) -> None:
        """Keep a version with its text, its file and its audit row, or nothing. Raises `LabelTaken`."""
        nodes = [{"version_id": version.id, **row} for row in _rows(terms)]
        with self._session.transaction() as connection:
            if connection.execute(select(1).where(_is(version.label, version.language))).first():
                raise LabelTaken(
                    message(
                        "A version {label} of the general terms was adopted in this language already."
                        " Give this one another name.",
                        label=version.label,
                    )
                )
            connection.execute(
                terms_versions.insert().values(
                    **vars(version),
                    label_key=fold_line(version.label),
                    source_name=storable(source.name),
                    source_sha256=source.sha256,
                )
            )
            text = {"version_id": version.id, "document": to_data(terms), "source": source.content}
            connection.execute(terms_texts.insert().values(**text))
            if nodes:
                connection.execute(terms_nodes.insert(), nodes)
            audit.append(connection, replace(act, subject=version.id), self._chance)

    def search(self, text: str, limit: int = 50) -> Sequence[FoundPassage]:
        """The clauses that hold every word, the last one as the beginning of a word, or have this number."""
        wanted = words(text)
        if not wanted:
            return ()
        held = [terms_nodes.c.words.contains(f" {word} ") for word in wanted[:-1]]
        said = and_(*held, terms_nodes.c.words.contains(f" {wanted[-1]}"))
        query = (
            select(terms_versions, terms_nodes.c.ref, terms_nodes.c.title, terms_nodes.c.text)
            .join(terms_nodes, terms_nodes.c.version_id == terms_versions.c.id)
            .where(or_(said, _is_clause(text)))
            .order_by(*_LATEST_FIRST, terms_nodes.c.position)
            .limit(limit)
        )
        with self._session.transaction() as connection:
            rows = connection.execute(query).all()
        return tuple(
            FoundPassage(_version(row), row.ref, row.title, snippet(wanted, f"{row.text}\n{row.title}"))
            for row in rows
        )

    def refusals(self) -> tuple[TermsRefusal, ...]:
        """Every refusal, the latest first."""
        query = _REFUSALS.order_by(terms_refusals.c.refused_at.desc(), orders.c.number)
        with self._session.transaction() as connection:
            return tuple(_refusal(row) for row in connection.execute(query).all())

    def refuse(self, order_id: str, label: str, refused_at: dt.datetime, act: Act) -> TermsRefusal:
        """Keep that the client of a contract refused a version. Raises `NoSuchRecord`."""
        with self._session.transaction() as connection:
            chosen = _of_contract(connection, order_id, label)
            connection.execute(terms_refusals.delete().where(chosen))
            connection.execute(
                terms_refusals.insert().values(
                    family_id=_family(connection, order_id),
                    label_key=fold_line(label),
                    label=label,
                    refused_at=refused_at,
                    recorded_at=act.at,
                    recorded_by=storable(act.actor),
                )
            )
            audit.append(connection, act, self._chance)
            return _refusal(connection.execute(_REFUSALS.where(chosen)).one())

    def withdraw_refusal(self, order_id: str, label: str, act: Act) -> None:
        """Forget a refusal that was entered by mistake. Raises `NoSuchRecord`."""
        with self._session.transaction() as connection:
            chosen = _of_contract(connection, order_id, label)
            if not connection.execute(terms_refusals.delete().where(chosen)).rowcount:
                raise NoSuchRecord(message("This refusal is no longer there."))
            audit.append(connection, act, self._chance)

    def coverage(self, label: str) -> Mapping[str, CoverDecision]:
        """The latest decision on each point of a version, by point."""
        query = (
            select(terms_coverage)
            .where(terms_coverage.c.label_key == fold_line(label))
            .order_by(terms_coverage.c.sequence)
        )
        with self._session.transaction() as connection:
            rows = connection.execute(query).all()
        return MappingProxyType({row.point: _decision(label, row) for row in rows})

    def decide_coverage(self, label: str, point: str, clauses: Sequence[str], act: Act) -> None:
        """Keep a decision; those before it stay in the history. Raises `NoSuchRecord`."""
        with self._session.transaction() as connection:
            _require_adopted(connection, label)
            last = connection.execute(select(func.max(terms_coverage.c.sequence))).scalar() or 0
            connection.execute(
                terms_coverage.insert().values(
                    sequence=last + 1,
                    label_key=fold_line(label),
                    point=point,
                    clauses={"clauses": [storable(ref) for ref in clauses]},
                    decided_at=act.at,
                    decided_by=storable(act.actor),
                )
            )
            audit.append(connection, act, self._chance)

    def rule_clauses(self, label: str) -> Mapping[str, RuleClause]:
        """Where each clause that the rules name stands in a version, the latest row of each."""
        query = (
            select(terms_rule_clauses)
            .where(terms_rule_clauses.c.label_key == fold_line(label))
            .order_by(terms_rule_clauses.c.sequence)
        )
        with self._session.transaction() as connection:
            rows = connection.execute(query).all()
        return MappingProxyType({row.clause: _rule_clause(label, row) for row in rows})

    def keep_rule_clauses(self, label: str, found: Sequence[Found], act: Act, *, decided: bool) -> None:
        """Keep where clauses stand; rows before stay in the history. Raises `NoSuchRecord`."""
        with self._session.transaction() as connection:
            _require_adopted(connection, label)
            last = connection.execute(select(func.max(terms_rule_clauses.c.sequence))).scalar() or 0
            rows = [
                {
                    "sequence": number,
                    "label_key": fold_line(label),
                    "clause": storable(one.clause),
                    "ref": None if one.ref is None else storable(one.ref),
                    "proposed": None if one.proposed is None else storable(one.proposed),
                    "standing": "decided" if decided else "followed",
                    "kept_at": act.at,
                    "kept_by": storable(act.actor),
                }
                for number, one in enumerate(found, last + 1)
            ]
            if rows:
                connection.execute(terms_rule_clauses.insert(), rows)
            audit.append(connection, act, self._chance)


_REFUSALS = select(terms_refusals, orders.c.number).join(orders, orders.c.id == terms_refusals.c.family_id)


def _is_clause(text: str) -> Any:
    """Whether a clause has the number that was typed (`6.3`, `CG-6.3`, `art. 6.3`), or stands below it."""
    number = _BEFORE_NUMBER.sub("", fold_line(text), count=1)
    ref = func.lower(terms_nodes.c.ref)
    return or_(ref == f"cg-{number}", ref.startswith(f"cg-{number}.", autoescape=True))


def _require_adopted(connection: Connection, label: str) -> None:
    adopted = select(1).where(terms_versions.c.label_key == fold_line(label))
    if connection.execute(adopted).first() is None:
        raise NoSuchRecord(message("No version {label} of the general terms was adopted.", label=label))


def _is(label: str, language: str) -> Any:
    return and_(terms_versions.c.label_key == fold_line(label), terms_versions.c.language == language)


def _of_contract(connection: Connection, order_id: str, label: str) -> Any:
    family = terms_refusals.c.family_id == _family(connection, order_id)
    return and_(family, terms_refusals.c.label_key == fold_line(label))


def _family(connection: Connection, order_id: str) -> str:
    found: str | None = connection.execute(select(orders.c.family_id).where(orders.c.id == order_id)).scalar()
    if found is None:
        raise NoSuchRecord(message("This order is not in this workspace."))
    return found


def _rows(terms: Terms) -> Iterator[dict[str, Any]]:
    for position, node in enumerate(terms.walk()):
        held = " ".join(words(f"{node.title} {node.text}"))
        yield {
            "position": position,
            "ref": storable(node.ref),
            "title": storable(node.title),
            "text": storable(node.text),
            "words": f" {held} ",
        }


def _version(row: Row[Any]) -> TermsVersion:
    return TermsVersion(row.id, row.label, row.language, row.published_on, row.in_force_from, row.adopted_at)


def _decision(label: str, row: Row[Any]) -> CoverDecision:
    return CoverDecision(label, row.point, tuple(row.clauses["clauses"]), row.decided_at, row.decided_by)


def _rule_clause(label: str, row: Row[Any]) -> RuleClause:
    decided = row.standing == "decided"
    return RuleClause(label, row.clause, row.ref, row.proposed, decided, row.kept_at, row.kept_by)


def _refusal(row: Row[Any]) -> TermsRefusal:
    return TermsRefusal(
        row.family_id, row.number, row.label, row.refused_at, row.recorded_at, row.recorded_by
    )
