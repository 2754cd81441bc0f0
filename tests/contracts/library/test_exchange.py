"""The library as a file: read back as it was, refused when altered, cut, newer or with a bad clause."""

import json
from typing import Any

import pytest

from numspot_desk.contracts.library.built_in import built_in
from numspot_desk.contracts.library.exchange import digest_of, library_file, read_library_file
from numspot_desk.contracts.library.faults import LibraryFault, LibraryRefused
from tests.contracts.library.clauses import clause, document, special


def _file(clauses: list[Any], form: object = "numspot-desk/library/1", **more: Any) -> bytes:
    content = {"format": form, "clauses": clauses, **more}
    return json.dumps({**content, "sha256": digest_of(content)}).encode()


def _refused(octets: bytes) -> tuple[LibraryFault, ...]:
    with pytest.raises(LibraryRefused) as refused:
        read_library_file(octets)
    return refused.value.faults


def test_the_whole_library_is_read_back_as_it_was() -> None:
    clauses = tuple(sorted(built_in().values(), key=lambda one: one.id))
    assert read_library_file(library_file(clauses)) == clauses
    assert library_file(reversed(clauses)) == library_file(clauses)


def test_every_version_of_a_clause_stands_in_a_file() -> None:
    versions = (clause(), clause(version=2, text="Autre délai : {delay}."))
    assert read_library_file(library_file(versions)) == versions


@pytest.mark.parametrize(
    ("octets", "place"),
    [
        (b"", ""),
        (b"{", ""),
        (b"[]", ""),
        (b"\xff\xfe", ""),
        (b'{"format": "numspot-desk/order/1"}', "format"),
        (b'{"format": 3}', "format"),
        (b'{"format": "numspot-desk/library/1", "clauses": NaN}', ""),
        (b'{"format": "numspot-desk/library/1", "format": "numspot-desk/library/1"}', ""),
        (b'{"format": "numspot-desk/library/1", "clauses": [1.5], "sha256": "0"}', "sha256"),
        (b'{"format": "numspot-desk/library/1", "clauses": []}', "sha256"),
        (b"[" * 100_000, ""),
        (_file({}), "clauses"),
        (_file([], colour="red"), ""),
        (_file([], form="numspot-desk/library/2"), "format"),
        (_file([], form="numspot-desk/library/0"), "format"),
    ],
)
def test_what_is_no_library_is_refused(octets: bytes, place: str) -> None:
    (fault,) = _refused(octets)
    assert fault.place == place


def test_a_newer_format_is_named_before_its_checksum_is_held() -> None:
    (fault,) = _refused(b'{"format": "numspot-desk/library/7", "sha256": "?"}')
    assert fault.message.params == {"number": 7, "known": 1}


def test_one_octet_changed_or_missing_is_found() -> None:
    octets = library_file([clause()])
    at = octets.index(b"61")
    assert _refused(octets[:at] + b"62" + octets[at + 2 :])[0].place == "sha256"
    assert _refused(octets[:-20])


def test_every_bad_clause_is_named_and_nothing_is_taken() -> None:
    bad = [document(), document(id="second", version=0), special(id="third", kinds=["ISO"]), document()]
    faults = _refused(_file(bad))
    assert [(one.place, one.clause) for one in faults] == [
        ("clauses[1].version", "second"),
        ("clauses[2].kinds[0]", "third"),
        ("clauses[3]", "delay-clause"),
    ]
