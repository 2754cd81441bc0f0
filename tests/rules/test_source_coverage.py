"""Every clause of the general terms with a number, a delay or a condition is encoded, or has a reason not to;
and each figure of the rules stands in the clause it cites. The text itself is read where it is shared.
"""

import re
import tomllib
from pathlib import Path
from typing import Final

import pytest

from numspot_desk.contracts.problems import CODES
from numspot_desk.rules import clauses
from numspot_desk.rules.amounts.commitments import COMMITMENTS
from numspot_desk.rules.amounts.late_payment import FLAT, POINTS
from numspot_desk.rules.amounts.liability import BETA_SUM, MONTHS, THRESHOLD
from numspot_desk.rules.amounts.penalty import CLAIM_DAYS, FACTOR, INVOICE_SHARE
from numspot_desk.rules.changes import rules_of
from numspot_desk.rules.readings import READINGS
from numspot_desk.rules.table import TABLE
from numspot_desk.terms.reading import read_terms
from numspot_desk.terms.tree import Terms

_LISTED: Final = tomllib.loads((Path(__file__).parent / "source_coverage.toml").read_text(encoding="utf-8"))
_NUMBER: Final = re.compile(r"\d|quarante|quatorze")
_DELAY: Final = re.compile(r"\b(jours?|mois|ans?|heures?|minutes?|délai|immédiat\w*|durée)\b", re.I)
_CONDITION: Final = re.compile(
    r"\b(si|sauf|à défaut|sous réserve|lorsqu\w*|dans le cas|en cas|à condition|uniquement|tant que|au-delà"
    r"|avant)\b",
    re.I,
)
_SPELLED: Final = {"T19", "T29", "T30"}
"""Limits whose length the text spells in words, or which come from the scheme."""


@pytest.fixture(scope="module")
def terms(shared: Path) -> Terms:
    return read_terms("cgv.txt", (shared / "source" / "cgv-numspot-fr.txt").read_bytes())


@pytest.fixture(scope="module")
def texts(terms: Terms) -> dict[str, str]:
    """The text of each clause with all that stands below it."""
    return {
        node.ref: re.sub(
            r"(?<=\d)[ .\u00a0\u202f](?=\d{3}\b)", "", "\n".join(inner.text for inner in node.walk())
        )
        for root in terms.nodes
        for node in root.walk()
    }


def test_each_clause_that_counts_is_encoded_or_has_a_reason(terms: Terms) -> None:
    counting = {
        node.ref
        for root in terms.nodes
        for node in root.walk()
        if any(pattern.search(node.text) for pattern in (_NUMBER, _DELAY, _CONDITION))
    }
    listed = set(_LISTED["encoded"]) | set(_LISTED["reasons"])
    assert counting - listed == set()
    assert listed - counting == set(), "listed without need"
    assert not set(_LISTED["encoded"]) & set(_LISTED["reasons"])


def test_what_is_named_exists() -> None:
    known = {row.id for row in TABLE.rows} | set(READINGS)
    known |= {f"M{n}" for n in range(1, 7)} | {f"P{n}" for n in range(1, 14)} | {"document:mandate"}
    known |= {f"order:{code}" for code in CODES}
    for ref, rules in _LISTED["encoded"].items():
        assert set(rules) <= known, ref
        assert clauses.is_reference(ref.partition("/")[0]), ref
    assert all(len(reason) > 10 for reason in _LISTED["reasons"].values())


def test_every_limit_and_amount_encodes_a_clause() -> None:
    named = {rule for rules in _LISTED["encoded"].values() for rule in rules}
    assert {row.id for row in TABLE.rows} - named == {"T34"}, "SecNumCloud's own limit, no clause of ours"
    assert {f"M{n}" for n in range(1, 7)} <= named


@pytest.mark.parametrize(("ref", "named"), list(_LISTED["encoded"].items()))
def test_what_encodes_a_clause_rests_on_it(ref: str, named: list[str]) -> None:
    whole = ref.partition("/")[0]
    limits = {rule for rule in named if rule.startswith("T")}
    if whole not in ("CG-1:Prestation de Récupération des Données", "CG-1:Réserve d'Instance", "CG-A3.SLA7"):
        assert limits <= set(rules_of(whole)), rules_of(whole)


def test_each_length_stands_in_its_clause(texts: dict[str, str]) -> None:
    for row in TABLE.rows:
        if row.length is None or row.id in _SPELLED or not row.clause.startswith("CG-"):
            continue
        where = "CG-6.1/1" if row.id == "T04" else row.clause
        assert _stands(str(row.length.count), texts[where]), row.id


def test_each_level_stands_in_its_clause(texts: dict[str, str]) -> None:
    for commitment in COMMITMENTS.values():
        shown = format(commitment.promised, "f").replace(".", ",")
        found = re.search(rf"(?<![\d,]){shown} ?%(?P<star>\*?)", texts[commitment.clause])
        assert found is not None, commitment.id
        assert commitment.star is False or f"{shown}%*" in texts[commitment.clause], commitment.id


def test_each_amount_stands_in_its_clause(texts: dict[str, str]) -> None:
    for ref, figure in (
        ("CG-8", INVOICE_SHARE * 100),
        ("CG-8", CLAIM_DAYS),
        ("CG-A3", FACTOR),
        ("CG-10.1.a", THRESHOLD),
        ("CG-10.1.a", MONTHS),
        ("CG-18.3", BETA_SUM),
        ("CG-A1.3", FLAT),
        ("CG-A1.3", POINTS),
    ):
        assert _stands(f"{int(figure)}", texts[ref]), (ref, figure)


def _stands(figure: str, text: str) -> bool:
    return re.search(rf"(?<![\d,.]){figure}(?![\d]|,\d)", text) is not None
