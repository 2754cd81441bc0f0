"""Each clause of the real source changed by one word: the change names the rules that contract-rules gives
for that clause, and no others than those told here with their reason. Skips where the source is absent."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from numspot_desk.terms.comparing import Status, Weight, compare
from numspot_desk.terms.reading import read_terms
from numspot_desk.terms.tree import Line, Node, Terms

_ROW = re.compile(r"\| ([TPR]\d\d?) \|(.*)\|$")
_AMOUNT = re.compile(r"\*\*(M\d) [^*]*\*\* ?\(([^)]*)\)")
_CLAUSE = re.compile(r"(?<![\w.-])(?:CG-)?(SLA\d+|P|A?\d+(?:\.[A-Za-z0-9]+)*)(?:–([a-z]))?(?![\w-])")

_TOLD_IN_PROSE: Mapping[str, frozenset[str]] = {
    "CG-6.3.b": frozenset({"T13"}),  # R14: 90 days from the notice of this letter
    "CG-7.1": frozenset({"T06"}),  # R01
    "CG-7.2": frozenset({"T06", "T07", "T09", "T10", "T11"}),  # the midnight of each ETD (R02)
    "CG-8": frozenset({"M1", "R09"}),  # the cap of M1; a credit of one year
    "CG-9.5": frozenset({"M4"}),
    "CG-11": frozenset({"T31"}),  # extends fixed terms
    "CG-15": frozenset({"R09"}),
    "CG-17.1": frozenset({"R09"}),
    "CG-18.1": frozenset({"R16", "T04", "T05"}),  # the time of a notice
    "CG-18.3": frozenset({"M2"}),
    "CG-A1.1": frozenset({"T25"}),  # the due date
    "CG-A4": frozenset({"R09"}),
}
_OF_SEVERAL_OR_LAW = frozenset({"P7", "P8", "P12", "P13", "T30", "M5", "M6"})
"""Rules whose clauses stand in other words than a list: checked by name below."""
_GIVE_WAY = ("CG-4.1", "CG-16", "CG-18.1", "CG-18.3", "CG-18.6", "CG-A1.1", "CG-1:Catalogue des Services")


@pytest.fixture(scope="module")
def source(shared: Path) -> bytes:
    return (shared / "source" / "cgv-numspot-fr.txt").read_bytes()


@pytest.fixture(scope="module")
def rules(shared: Path) -> dict[str, list[str]]:
    """The clauses of each rule, as contract-rules names them."""
    found: dict[str, list[str]] = {}
    for line in (shared / "domain" / "contract-rules.md").read_text(encoding="utf-8").split("\n"):
        if row := _ROW.match(line):
            cells = [cell.strip() for cell in row[2].split("|")]
            cell = cells[0] if row[1][0] == "R" else cells[-1]
            found[row[1]] = [] if "scheme" in cell or "L.441" in cell else list(_clauses(cell))
        elif amount := _AMOUNT.match(line):
            found[amount[1]] = list(_clauses(amount[2].partition(";")[0].replace("preamble", "P")))
    found["P11"] = ["CG-1:Services Professionnels"]  # the definition that says it
    assert len(found) > 70
    return found


def _clauses(cell: str) -> Iterator[str]:
    for one in _CLAUSE.finditer(cell):
        ref = f"CG-{'A3.' if one[1].startswith('SLA') else ''}{one[1]}"
        yield ref
        if one[2]:
            yield ref[:-1] + one[2]


def test_each_clause_names_its_rules(source: bytes, rules: dict[str, list[str]]) -> None:
    old = read_terms("source.txt", source)
    tried = 0
    for node in old.walk():
        if node.lines:
            (only,) = compare(old, _one_word_changed(source, node.ref)).changes
            assert (only.ref, only.status) == (node.ref, Status.REWORDED)
            named, expected = set(only.rules) - _OF_SEVERAL_OR_LAW, _expected(node, rules)
            assert named == expected, node.ref
            assert (only.weight is Weight.RULES) == bool(only.rules)
            tried += 1
    assert tried > 110


def test_the_clauses_that_give_way_and_those_of_law_are_named(source: bytes) -> None:
    old = read_terms("source.txt", source)
    touched = {
        ref: compare(old, _one_word_changed(source, ref)).changes[0].rules
        for ref in (*_GIVE_WAY, "CG-10.1.a", "CG-A1.3", "CG-7.1", "CG-7.2", "CG-3.1", "CG-8", "CG-A3.SLA6")
    }
    assert all("P7" in touched[ref] for ref in _GIVE_WAY)
    assert all("P8" in touched[ref] for ref in ("CG-10.1.a", "CG-A1.1", "CG-A1.3"))
    assert all("P12" in touched[ref] for ref in ("CG-7.1", "CG-7.2"))
    assert "P13" in touched["CG-3.1"]
    assert all("M6" in touched[ref] for ref in ("CG-8", "CG-A3.SLA6"))


def _expected(node: Node, rules: dict[str, list[str]]) -> set[str]:
    own = node.ref.split("/")[0]
    rests = {
        rule
        for rule, clauses in rules.items()
        for clause in clauses
        if _within(own, clause) or _within(clause, own)
    }
    return (rests | _TOLD_IN_PROSE.get(own, frozenset())) - _OF_SEVERAL_OR_LAW


def _within(ref: str, other: str) -> bool:
    return ref == other or ref.startswith((f"{other}.", f"{other}:"))


def _one_word_changed(source: bytes, ref: str) -> Terms:
    changed = read_terms("source.txt", source)
    node = changed.find(ref)
    assert node is not None
    place = max(range(len(node.lines)), key=lambda at: len(node.lines[at].text))
    line = node.lines[place]
    words = line.text.split(" ")
    words[len(words) // 2] = "autrement"
    node.lines[place] = Line(line.number, " ".join(words))
    return changed
