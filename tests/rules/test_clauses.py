"""Clause references: grammar, order, the ones that exist, titles."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.rules.clauses import (
    ALIASES,
    KNOWN,
    TITLES,
    Document,
    NoClause,
    in_order,
    is_reference,
    known,
    parse,
    sort_key,
    title,
)
from tests.examples import examples


@pytest.mark.parametrize(
    "text",
    [
        *("CG-P", "CG-6", "CG-6.3", "CG-6.3.a", "CG-1:Commande", "CG-A1.3", "CG-A2.V.A.11", "CG-A3.SLA6"),
        *("CG-A4", "CP-4", "CS-HDS-3", "CG-3.2.1", "CG-T2.4", "CG-6.3.a#2", "CG-15/2"),
        "CG-1:Réserve d'Instance#3",
    ],
)
def test_a_reference_is_read_and_written(text: str) -> None:
    assert str(parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "CG",
        "CG-",
        "cg-6",
        "CG 6",
        "CG-6.",
        "CG-.6",
        "CG-6..3",
        "CG-6#0",
        "CG-6#x",
        "CG-6/0",
        "XX-1",
        *("6.3", "CG-6-3", "CP-4:Terme", "CG-6\n", "CG-1:", "CG-1: Commande", "CG-6.3.a ", "CG-６"),
    ],
)
def test_what_is_no_reference_is_refused(text: str) -> None:
    assert not is_reference(text)
    with pytest.raises(NoClause):
        parse(text)


def test_a_reference_knows_its_parts() -> None:
    found = parse("CG-A2.V.A.11#2")
    assert (found.document, found.parts, found.paragraph) == (Document.GENERAL, ("A2", "V", "A", "11"), 2)
    assert str(found.clause) == "CG-A2.V.A.11"
    assert parse("CS-HDS-3").parts == parse("CS-HDS.3").parts == ("HDS", "3")
    assert parse("CS-HDS-3").within(parse("CS-HDS"))
    assert parse("CG-6.3.a").within(parse("CG-6"))
    assert not parse("CG-6").within(parse("CG-6.3"))
    assert not parse("CG-61").within(parse("CG-6"))


def test_clauses_sort_as_they_stand_in_the_contract() -> None:
    wanted = [
        "CS-HDS-3",
        "CP-4",
        "CP-10",
        "CG-P",
        "CG-1",
        "CG-1:Client",
        "CG-2",
        "CG-6",
        "CG-6.1",
        "CG-6.3.a",
    ]
    wanted += ["CG-6.3.a#2", "CG-6.3.a#10", "CG-6.3.b", "CG-10", "CG-18.9", "CG-A1", "CG-A2.IV", "CG-A2.V"]
    wanted += [
        "CG-A2.V.A",
        "CG-A2.V.A.2",
        "CG-A2.V.A.11",
        "CG-A2.V.B",
        "CG-A2.VI",
        "CG-A3.SLA2",
        "CG-A3.SLA10",
    ]
    shuffled = random.Random(7).sample(wanted, len(wanted))
    assert in_order(shuffled) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        [
            f"CG-A2.{numeral}"
            for numeral in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "11")
        ],
        ["CG-A2.II", "CG-A2.3", "CG-A2.IV"],
        ["CG-A2.V.A", "CG-A2.V.B", "CG-A2.V.I", "CG-A2.V.V"],  # a letter, no numeral
        ["CG-A3.B", "CG-A3.I", "CG-A3.V"],
        ["CG-15", "CG-15#1", "CG-15#2", "CG-15/1", "CG-15/1#1", "CG-15/2"],
        [
            "CG-1",
            "CG-1:Client",
            "CG-1:Client final",
            "CG-1:Cliente",
            "CG-1:Commande",
            "CG-1:Élément",
            "CG-1:Service",
        ],
    ],
)
def test_numerals_letters_and_what_a_clause_holds_have_one_order(wanted: list[str]) -> None:
    assert in_order(reversed(wanted)) == wanted
    assert len({sort_key(ref) for ref in wanted}) == len(wanted)


def test_a_term_is_within_its_article_and_within_no_other_term() -> None:
    term, article = parse("CG-1:Client"), parse("CG-1")
    assert term.within(term) and term.within(article)
    assert not article.within(term)
    assert not term.within(parse("CG-1:Commande"))


def test_the_titles_stand_in_the_order_of_the_terms() -> None:
    assert in_order(ref for ref in TITLES if ":" not in ref) == [ref for ref in TITLES if ":" not in ref]


def test_every_known_clause_has_both_titles_and_its_parent() -> None:
    for ref, (french, english) in TITLES.items():
        assert french and english
        reference = parse(ref)
        if len(reference.parts) > 1:
            assert f"CG-{'.'.join(reference.parts[:-1])}" in TITLES
    assert set(ALIASES.values()) <= set(TITLES)


@pytest.mark.parametrize("ref", sorted(KNOWN)[::7])
def test_the_known_clauses_are_known_with_their_paragraphs(ref: str) -> None:
    assert known(ref)
    assert known(f"{ref}#1")
    assert title(f"{ref}#1") == title(ref)


@pytest.mark.parametrize(
    "ref", ["CG-19", "CG-6.4", "CG-6.3.d", "CG-A3.SLA11", "CG-1:Inconnu", "CP-1", "", "x#1"]
)
def test_others_are_not(ref: str) -> None:
    assert not known(ref)
    assert title(ref) is None


def test_imported_references_replace_the_known_ones() -> None:
    imported = frozenset({"CG-3.2.1", "CG-15/2"})
    assert known("CG-3.2.1", imported)
    assert known("CG-15/2", imported)
    assert known("CG-15/2#1", imported)
    assert not known("CG-6.3.a", imported)


@examples(200)
@given(st.from_regex(r"(CG|CP|CS)-[A-Za-z0-9.:#/-]{1,12}", fullmatch=True))
def test_any_text_is_a_reference_with_one_written_form_or_none(text: str) -> None:
    if is_reference(text) and not text.startswith(("CP", "CS")):
        assert str(parse(text)) == text
        sort_key(text)
