"""The marked text: refusing every mark gives the old version, accepting every mark the new one."""

from collections.abc import Sequence

import pytest
from hypothesis import given

from numspot_desk.terms.comparing import compare
from numspot_desk.terms.redline import Form, Paragraph, redline
from numspot_desk.terms.tree import Terms
from numspot_desk.terms.word_diff import Mark, new_text, old_text
from tests.terms.comparisons import node, terms, trees, verger


def _refused(paragraphs: Sequence[Paragraph]) -> list[str]:
    return [old_text(one.pieces) for one in paragraphs if one.mark is not Mark.INSERTED]


def _accepted(paragraphs: Sequence[Paragraph]) -> list[str]:
    return [new_text(one.pieces) for one in paragraphs if one.mark is not Mark.DELETED]


def _whole(version: Terms) -> list[str]:
    title = [version.title] if version.title else []
    return title + (version.body().split("\n") if any(True for _ in version.walk()) else [])


def test_the_versions_come_out_of_the_marked_text() -> None:
    old, new = verger("2025"), verger("2026")
    marked = redline(compare(old, new))
    assert _refused(marked) == _whole(old)
    assert _accepted(marked) == _whole(new)


def test_a_reworded_paragraph_is_marked_word_by_word_and_a_moved_clause_whole() -> None:
    marked = redline(compare(verger("2025"), verger("2026")))
    answer = next(one for one in marked if "répond sous" in new_text(one.pieces))
    assert answer.mark is Mark.KEPT and len(answer.pieces) == 4
    watering = [one for one in marked if "arrose deux fois" in old_text(one.pieces) + new_text(one.pieces)]
    assert [one.mark for one in watering] == [Mark.DELETED, Mark.INSERTED]
    assert {one.form for one in marked} == set(Form)


@pytest.mark.parametrize(
    ("old", "new", "marks"),
    [
        ("Un. Deux.", "Un. Deux.\nTrois bis.", ["kept", "kept", "inserted"]),
        ("Le rang est long.\nLa poire est mûre.", "Le noyer.\nLe rang est long.\nLa poire est verte.",
         ["kept", "inserted", "kept", "kept"]),
        ("Le rang est long.\nAdieu veau et vache.", "Le rang est long.", ["kept", "kept", "deleted"]),
    ],
)  # fmt: skip
def test_paragraphs_of_a_clause_are_found_again(old: str, new: str, marks: list[str]) -> None:
    found = compare(terms(node("CG-1", old, title="Vie")), terms(node("CG-1", new, title="Vie")))
    assert [one.mark.value for one in redline(found)] == marks


@given(trees(), trees())
def test_whatever_changed_both_versions_come_out(old: Terms, new: Terms) -> None:
    marked = redline(compare(old, new))
    assert _refused(marked) == _whole(old)
    assert _accepted(marked) == _whole(new)
