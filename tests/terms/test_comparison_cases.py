"""Pairs of fictional terms with what a lawyer expects of their comparison, and what it must warn of."""

import re
from collections.abc import Sequence

import pytest

from numspot_desk.language.catalog import load_language
from numspot_desk.terms.cautions import cautions
from numspot_desk.terms.comparing import Comparison, Status, Weight, compare
from numspot_desk.terms.reading import read_terms
from tests.terms.comparisons import verger
from tests.terms.edited_terms import LIGHTHOUSE, cases, compared, edited, said

_KENNEL = "ARTICLE 5. Chien\n\nLes chiens restent à la barrière, tenus en laisse courte.\n\nARTICLE 6. Fête"
_ENGLISH = """Terms of the Lighthouse

ARTICLE 1. Definitions

Words with a capital have the meaning that is given here, and the singular means the plural as well.

ARTICLE 2. Subscription

The Owner asks for a subscription by letter, and the Lighthouse answers within seven (7) days of it.
"""


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case["name"]))
def test_a_lawyer_finds_what_they_expect(case: dict[str, list[Sequence[str]]]) -> None:
    assert [said(one) for one in compared(case["edits"]).changes] == case["expect"]


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case["name"]))
def test_the_other_way_round_the_same_clauses_belong_together(case: dict[str, list[Sequence[str]]]) -> None:
    forth = compared(case["edits"])
    back = compare(forth.new, forth.old)
    assert {(one.ref, one.old_ref or one.ref) for one in forth.clauses if one.old and one.new} == {
        (one.old_ref or one.ref, one.ref) for one in back.clauses if one.old and one.new
    }
    assert [one.slight for one in forth.clauses if one.slight] == [
        one.slight for one in back.clauses if one.slight
    ]


def _cautions(found: Comparison) -> list[str]:
    english = load_language("en")
    return [english.text(one.msgid, **one.params) for one in cautions(found)]


def _orchard_with_kennel(*edits: Sequence[str]) -> Comparison:
    old = verger("2025")
    content = (*edits, ("renumber", "5", "1"), ("replace", "ARTICLE 6. Fête", _KENNEL))
    source = edited(_orchard(), content)
    return compare(old, read_terms("verger.txt", source.encode()))


def _orchard() -> str:
    from tests.terms.comparisons import VERSIONS

    return (VERSIONS / "verger-2025.txt").read_text(encoding="utf-8")


def test_a_reference_that_follows_its_clause_is_form_only() -> None:
    found = _orchard_with_kennel(("replace", "l'article 5 «", "l'article 6 «"))
    (reworded,) = (one for one in found.changes if one.status is Status.REWORDED)
    assert said(reworded) == "CG-4 reworded references: -{5} +{6}" and reworded.weight is Weight.FORM
    assert _cautions(found) == []


def test_a_reference_left_behind_is_told() -> None:
    found = _orchard_with_kennel()
    assert _cautions(found) == [
        "CG-4 still says “article 5”, but that clause is now CG-6: the reference leads to another one."
    ]


def test_a_reference_to_a_clause_that_is_gone_is_told() -> None:
    source = edited(_orchard(), [("cut", "ARTICLE 5.", "ARTICLE 6.")])
    found = compare(verger("2025"), read_terms("verger.txt", source.encode()))
    assert _cautions(found) == [
        "CG-4 still says “article 5”, which was CG-5: there is no such clause any more."
    ]
    source = edited(_orchard(), [("cut", "ARTICLE 5.", "ARTICLE 6."), ("renumber", "6", "-1")])
    found = compare(verger("2025"), read_terms("verger.txt", source.encode()))
    assert _cautions(found) == [
        "CG-4 still says “article 5”: this clause is gone, another one has its number."
    ]


def test_two_languages_are_told() -> None:
    old, new = (read_terms("phare.txt", text.encode()) for text in (LIGHTHOUSE, _ENGLISH))
    assert (old.language, new.language) == ("fr", "en")
    (told,) = _cautions(compare(old, new))
    assert told.startswith("The two texts are not in one language (fr, en)")


def test_terms_of_another_company_are_told() -> None:
    lighthouse = read_terms("phare.txt", LIGHTHOUSE.encode())
    assert len(_cautions(compare(lighthouse, verger("2025")))) == 1
    assert len(_cautions(compare(verger("2025"), lighthouse))) == 1


def test_a_version_reworded_throughout_is_no_stranger() -> None:
    reworded = re.sub(r"(\w+)\.\n", r"\1 en tout cas.\n", LIGHTHOUSE)
    found = compared([("replace", LIGHTHOUSE, reworded)])
    assert found.counts[Status.REWORDED] > 15 and _cautions(found) == []
