"""The library as a file: JSON with its format, its clauses and the sha256 of their canonical form.

A file is taken whole or not at all. Comparing it with what a workspace has is for a use case.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from numspot_desk.contracts.canonical import canonical_json
from numspot_desk.contracts.library.clause import LibraryClause
from numspot_desk.contracts.library.faults import LibraryFault, LibraryRefused
from numspot_desk.contracts.library.reading import read_clause
from numspot_desk.contracts.library.writing import document_of
from numspot_desk.contracts.shown import shown
from numspot_desk.language.messages import Message, message

FORMAT_NAME: Final = "numspot-desk/library/"
FORMAT: Final = 1
MOST_OCTETS: Final = 20_000_000
_MOST_CLAUSES: Final = 20_000
_NUMBERED: Final = re.compile(re.escape(FORMAT_NAME) + r"([1-9]\d{0,5})")


def library_file(clauses: Iterable[LibraryClause]) -> bytes:
    """The file of these clauses, every version given; by id and version, so that the same give the same."""
    ordered = sorted(clauses, key=lambda clause: (clause.id, clause.version))
    content = {"format": f"{FORMAT_NAME}{FORMAT}", "clauses": [document_of(clause) for clause in ordered]}
    signed = {**content, "sha256": digest_of(content)}
    return json.dumps(signed, ensure_ascii=False, indent=1).encode() + b"\n"


def digest_of(content: Mapping[str, Any]) -> str:
    """The sha256, in hexadecimal, of the canonical form of a file without its own."""
    return hashlib.sha256(
        canonical_json({key: value for key, value in content.items() if key != "sha256"})
    ).hexdigest()


def read_library_file(octets: bytes) -> tuple[LibraryClause, ...]:
    """The clauses of a file. Raises `LibraryRefused`: not JSON, of another or a newer format, altered, or
    with a clause that is not one; every clause at fault is named."""
    content = _content(octets)
    _held_format(content.get("format"))
    digest = content.get("sha256")
    if not isinstance(digest, str) or digest != _digest(content):
        raise _refused(
            "sha256",
            message("The file was altered or cut short: its checksum does not fit. Ask for it again."),
        )
    for key in content:
        if key not in ("format", "clauses", "sha256"):
            raise _refused("", message("there is no field {name} here. Remove it.", name=shown(key)))
    rows = content.get("clauses")
    if not isinstance(rows, list) or len(rows) > _MOST_CLAUSES:
        raise _refused("clauses", message("a list of at most {most} is expected here.", most=_MOST_CLAUSES))
    return read_clauses(rows)


def read_clauses(rows: Iterable[object]) -> tuple[LibraryClause, ...]:
    """The clauses of a list of documents. Raises `LibraryRefused` with the faults of all of them."""
    faults: list[LibraryFault] = []
    found: dict[tuple[str, int], LibraryClause] = {}
    for position, row in enumerate(rows):
        place = f"clauses[{position}]"
        try:
            clause = read_clause(row, place)
        except LibraryRefused as refused:
            faults += refused.faults
            continue
        if (clause.id, clause.version) in found:
            again = message("version {version} of this clause stands twice.", version=clause.version)
            faults.append(LibraryFault(place, again, clause.id))
        found[(clause.id, clause.version)] = clause
    if faults:
        raise LibraryRefused(tuple(faults))
    return tuple(found.values())


def _content(octets: bytes) -> Mapping[str, Any]:
    if len(octets) > MOST_OCTETS:
        raise _refused("", message("The file is too large for a clause library."))
    try:
        content = json.loads(octets.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise _refused(
            "", message("This is not a clause library: the file is not whole, or of another kind.")
        ) from error
    if not isinstance(content, Mapping):
        raise _refused(
            "", message("This is not a clause library: the file is not whole, or of another kind.")
        )
    return content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key stands twice")
    return made


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _held_format(name: object) -> None:
    found = _NUMBERED.fullmatch(name) if isinstance(name, str) else None
    if found is None:
        raise _refused(
            "format", message("This is not a clause library: the file is not whole, or of another kind.")
        )
    if int(found[1]) > FORMAT:
        raise _refused(
            "format",
            message(
                "The file is of a newer format ({number}) than this version of the program reads ({known})."
                " Update the program.",
                number=int(found[1]),
                known=FORMAT,
            ),
        )


def _digest(content: Mapping[str, Any]) -> str | None:
    try:
        return digest_of(content)
    except TypeError:
        return None  # a float: not a file that we wrote


def _refused(place: str, wrong: Message) -> LibraryRefused:
    return LibraryRefused((LibraryFault(place, wrong),))
