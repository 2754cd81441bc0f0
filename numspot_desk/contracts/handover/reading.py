"""Reading the clear content of a hand-over: strictly, each fault by name, before anything is kept.

What is held against itself here: sections and their versions, the fingerprints of what was frozen, the
digests of the audit rows, that every approval has its row. Holding it against a workspace is `joining`.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.handover.package import (
    FORMAT,
    Extract,
    Frozen,
    HandoverFault,
    NamedTerms,
    Package,
    Standing,
    Variant,
)
from numspot_desk.contracts.handover.sections import (
    ATTACHMENTS,
    AUDIT,
    BESIDE,
    COMMENT_THREADS,
    COMMENTS,
    ORDERS,
    REVIEW_STEPS,
    TERMS,
    VERSIONS,
    Rows,
)
from numspot_desk.contracts.handover.values import (
    damaged,
    instant,
    is_whole,
    json_list,
    json_object,
    matching,
    one_of,
    short_text,
    whole,
)
from numspot_desk.contracts.order.order_structure import misplaced
from numspot_desk.contracts.order.states import FROZEN, OrderState
from numspot_desk.contracts.reviewing.review import ReviewKind
from numspot_desk.language.messages import message

APPROVED_KIND: Final = "order.approved"
"""The kind of the audit row of an approval."""
_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_NUMBER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
_MOST_VARIANTS: Final = 2_000
_MOST_ROWS: Final = 200_000
_ROW_MEMBERS: Final = frozenset(
    {"format", "sequence", "at", "actor", "kind", "subject", "details", "previous", "digest"}
)


def read_package(content: bytes) -> Package:
    """The hand-over of these bytes. Raises `HandoverFault`, naming what is missing, unknown or altered."""
    told = json_object(_parsed(content), "the content")
    if told.get("format") != FORMAT:
        raise HandoverFault(
            message(
                "This hand-over has the format {format}, which this version of the program does not know:"
                " install the newer version, or ask for the file again.",
                format=str(told.get("format"))[:60],
            )
        )
    sections = _sections(json_object(told.get("sections"), "sections"))
    beside = {name: json_object(sections[name], name) for name in BESIDE}
    variants = tuple(
        _variant(value, f"{ORDERS}[{position}]", beside)
        for position, value in enumerate(json_list(sections[ORDERS], ORDERS, _MOST_VARIANTS))
    )
    _hold_together(variants)
    extracts = tuple(
        _extract(value, f"{AUDIT}[{position}]")
        for position, value in enumerate(json_list(sections[AUDIT], AUDIT, _MOST_VARIANTS))
    )
    _require_rows_of_approvals(variants, extracts)
    return Package(
        id=matching(told.get("id"), "id", _ID),
        made_at=instant(told.get("made_at"), "made_at"),
        by=short_text(told.get("by"), "by"),
        role=short_text(told.get("role"), "role"),
        workspace=matching(told.get("workspace"), "workspace", _ID),
        variants=variants,
        extracts=extracts,
        terms=tuple(_terms(value) for value in json_list(sections[TERMS], TERMS, _MOST_VARIANTS)),
        attachments={
            name: tuple(_attachment(value) for value in json_list(rows, ATTACHMENTS, _MOST_VARIANTS))
            for name, rows in json_object(sections[ATTACHMENTS], ATTACHMENTS).items()
        },
    )


# ── The whole ────────────────────────────────────────────────────────────────────────────────────────


def _parsed(content: bytes) -> Any:
    def float_found(_digits: str) -> NoReturn:
        raise ValueError("a float")

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(found)
        if len(members) != len(found):
            raise ValueError("a member twice")
        return members

    try:
        return json.loads(
            content, parse_float=float_found, parse_constant=float_found, object_pairs_hook=pairs
        )
    except (ValueError, RecursionError) as error:
        raise damaged("the content") from error


def _sections(found: Mapping[str, Any]) -> dict[str, Any]:
    for name, value in found.items():
        section = json_object(value, name)
        version = section.get("version")
        if name not in VERSIONS or not isinstance(version, int) or version > VERSIONS[name]:
            raise HandoverFault(
                message(
                    "This hand-over holds a part “{name}” (version {version}) that this version of the"
                    " program does not know: install the newer version. Nothing was changed.",
                    name=name[:60],
                    version=str(version)[:20],
                )
            )
    for name in VERSIONS:
        if name not in found:
            raise HandoverFault(
                message(
                    "The part “{name}” is missing from this hand-over: ask for the file again. Nothing was"
                    " changed.",
                    name=name,
                )
            )
    return {name: found[name].get("content") for name in VERSIONS}


def _hold_together(variants: tuple[Variant, ...]) -> None:
    """One order: one number, one family, every version up to the last with one variant to go on with."""
    mains = [variant for variant in variants if variant.standing is Standing.MAIN]
    revisions = sorted(variant.revision for variant in mains)
    if (
        not mains
        or len({(variant.number, variant.family_id) for variant in variants}) != 1
        or revisions != list(range(1, len(mains) + 1))
        or any(variant.revision not in revisions for variant in variants)
        or len({variant.id for variant in variants}) != len(variants)
        or len({variant.order_id for variant in mains}) != len(mains)
        or any((main.order_id == main.family_id) != (main.revision == 1) for main in mains)
    ):
        raise damaged(ORDERS)


def _require_rows_of_approvals(variants: tuple[Variant, ...], extracts: tuple[Extract, ...]) -> None:
    known = {
        row["details"].get("content")
        for extract in extracts
        for row in extract.rows
        if row["kind"] == APPROVED_KIND
    }
    for variant in variants:
        for step in variant.rows(REVIEW_STEPS):
            if step["kind"] == ReviewKind.APPROVED and step["content"] not in known:
                raise HandoverFault(
                    message(
                        "This hand-over holds an approval of order {number} that its audit extract does not:"
                        " it was altered. Ask for the file again. Nothing was changed.",
                        number=variant.number,
                    )
                )


# ── Orders ───────────────────────────────────────────────────────────────────────────────────────────


def variant_of(value: Mapping[str, Any], beside: Mapping[str, Rows]) -> Variant:
    """A variant as `writing.variant_json` wrote it, with the rows kept beside it. Raises `HandoverFault`."""
    rows = {name: {str(value.get("id")): list(found)} for name, found in beside.items()}
    return _variant(value, ORDERS, rows)


def _variant(value: Any, path: str, beside: Mapping[str, Mapping[str, Any]]) -> Variant:
    told = json_object(value, path)
    name = matching(told.get("id"), path, _SHA256)
    found = Variant(
        order_id=matching(told.get("order_id"), f"{path}.order_id", _ID),
        family_id=matching(told.get("family_id"), f"{path}.family_id", _ID),
        number=matching(told.get("number"), f"{path}.number", _NUMBER),
        revision=whole(told.get("revision"), path, least=1),
        state=OrderState(one_of(OrderState, told.get("state"), path)),
        author=short_text(told.get("author"), f"{path}.author"),
        created_at=instant(told.get("created_at"), f"{path}.created_at"),
        updated_at=instant(told.get("updated_at"), f"{path}.updated_at"),
        answers=json_object(told.get("answers"), f"{path}.answers"),
        frozen=None if told.get("frozen") is None else _frozen(told["frozen"], f"{path}.frozen"),
        standing=Standing(one_of(Standing, told.get("standing"), path)),
        line=frozenset(
            matching(each, f"{path}.line", _SHA256)
            for each in json_list(told.get("line"), f"{path}.line", _MOST_ROWS)
        ),
        beside={kind: _rows(rows.get(name), kind) for kind, rows in beside.items()},
    )
    was_exported = found.state in FROZEN - {OrderState.REFUSED}
    if found.id != name or found.updated_at < found.created_at or (was_exported and found.frozen is None):
        raise damaged(path)
    if (odd := misplaced(found.answers)) is not None:
        raise damaged(f"{path}.answers.{odd}")
    if found.frozen is not None and not _freezes(found.frozen, found):
        raise damaged(f"{path}.frozen")
    for step in found.rows(REVIEW_STEPS):
        _require_step(step)
    threads = {row.get("id") for row in found.rows(COMMENT_THREADS)}
    if threads != {row.get("thread_id") for row in found.rows(COMMENTS)}:  # none without its first words
        raise damaged(COMMENTS)
    for kind in BESIDE:
        if BESIDE[kind].contract and found.rows(kind) and found.revision != 1:
            raise damaged(kind)
    return found


def _frozen(value: Any, path: str) -> Frozen:
    told = json_object(value, path)
    data = json_object(told.get("data"), f"{path}.data")
    rum = told.get("rum")
    named = matching(told.get("fingerprint"), f"{path}.fingerprint", _SHA256)
    if fingerprint(data) != named or not (rum is None or (isinstance(rum, str) and 1 <= len(rum) <= 35)):
        raise HandoverFault(
            message(
                "An exported version in this hand-over does not have the fingerprint that it names: it was"
                " altered. Ask for the file again. Nothing was changed."
            )
        )
    return Frozen(instant(told.get("frozen_at"), f"{path}.frozen_at"), named, data, rum)


def _freezes(frozen: Frozen, variant: Variant) -> bool:
    """Whether what was exported is this version, as an export keeps it."""
    try:
        data = FrozenOrder.from_data(frozen.data)
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
        return False
    told = (data.number, data.revision, data.answers, data.rum)
    named = isinstance(data.terms.label, str | None)
    return named and told == (variant.number, variant.revision, variant.answers, frozen.rum)


def _rows(value: Any, name: str) -> Rows:
    rows = tuple(json_object(row, name) for row in json_list(value, name, _MOST_ROWS))
    if name in BESIDE:
        kind = BESIDE[name]
        told = [row.get(member) for row in rows for member in (*kind.key, kind.once, kind.when, "thread_id")]
        anchors = [row["anchor"] for row in rows if row.get("anchor") is not None]
        told += [value for anchor in anchors for value in json_object(anchor, name).values()]
        if any(value is not None and not isinstance(value, str) for value in told):
            raise damaged(name)
    return rows


def _require_step(step: Mapping[str, Any]) -> None:
    matching(step.get("content"), REVIEW_STEPS, _SHA256)
    for member in ("actor", "role", "note", "field", "about", "part", "given_to"):
        if not isinstance(step.get(member), str):
            raise damaged(REVIEW_STEPS)
    if step.get("kind") not in list(ReviewKind):
        raise HandoverFault(
            message(
                "This hand-over holds a review step “{kind}” that this version of the program does not know:"
                " install the newer version. Nothing was changed.",
                kind=str(step.get("kind"))[:40],
            )
        )
    instant(step.get("at"), REVIEW_STEPS)


# ── The audit extract, terms, attachments ────────────────────────────────────────────────────────────


def _extract(value: Any, path: str) -> Extract:
    told = json_object(value, path)
    rows = _rows(told.get("rows"), path)
    extract = Extract(
        workspace=matching(told.get("workspace"), f"{path}.workspace", _ID),
        name=short_text(told.get("name"), f"{path}.name"),
        sequence=whole(told.get("sequence"), path, least=0),
        head=matching(told.get("head"), f"{path}.head", _SHA256),
        rows=rows,
    )
    broken = first_broken(extract)
    if broken is not None:
        raise HandoverFault(
            message(
                "The audit extract of this hand-over is broken at row {row}: it was altered. Ask for the file"
                " again, and have the log verified where it comes from. Nothing was changed.",
                row=broken,
            )
        )
    return extract


def first_broken(extract: Extract) -> int | None:
    """The sequence number of the first row that does not hold: altered, out of order, not linked to the one
    right before it, or past the head; None where all hold."""
    former: Mapping[str, Any] | None = None
    for row in extract.rows:
        sequence: Any = row.get("sequence")
        body = {member: inner for member, inner in row.items() if member != "digest"}
        if (
            set(row) != _ROW_MEMBERS
            or not is_whole(sequence, least=1)
            or not isinstance(row["details"], dict)
            or fingerprint(body) != row["digest"]
        ):
            return sequence if isinstance(sequence, int) else 0
        follows = former is None or (
            sequence > former["sequence"]
            and (sequence != former["sequence"] + 1 or row["previous"] == former["digest"])
        )
        at_head = sequence < extract.sequence or (
            sequence == extract.sequence and row["digest"] == extract.head
        )
        if not follows or not at_head:
            return int(sequence)
        former = row
    return None


def _terms(value: Any) -> NamedTerms:
    told = json_object(value, TERMS)
    return NamedTerms(
        short_text(told.get("label"), TERMS),
        short_text(told.get("language"), TERMS),
        matching(told.get("sha256"), TERMS, _SHA256),
    )


def _attachment(value: Any) -> Mapping[str, Any]:
    told = json_object(value, ATTACHMENTS)
    return {
        "name": short_text(told.get("name"), ATTACHMENTS),
        "kind": short_text(told.get("kind"), ATTACHMENTS),
        "size": whole(told.get("size"), ATTACHMENTS, least=0),
        "sha256": matching(told.get("sha256"), ATTACHMENTS, _SHA256),
    }
