"""Word-level differences: exact to the character, and in the words that a reader would mark."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.terms.word_diff import Mark, new_text, old_text, plain, similarity, word_diff, words

_TEXTS = st.text(
    st.sampled_from("ab zé7.,’'\n\t\N{NO-BREAK SPACE}«»-_😀") | st.characters(exclude_categories=("Cs",)),
    max_size=60,
)


def _marked(old: str, new: str) -> str:
    signs = {Mark.KEPT: "{}", Mark.DELETED: "[-{}-]", Mark.INSERTED: "[+{}+]"}
    return "".join(signs[piece.mark].format(piece.text) for piece in word_diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("", "", ""),
        ("Rien.", "Rien.", "Rien."),
        ("", "Tout.", "[+Tout.+]"),
        ("Tout.", "", "[-Tout.-]"),
        ("sous sept jours", "sous dix jours", "sous [-sept-][+dix+] jours"),
        ("un taux de 3,5 %", "un taux de 3,75 %", "un taux de [-3,5-][+3,75+] %"),
        ("l’article 6", "l’article 7", "l’article [-6-][+7+]"),
        ("le jour dit", "le jour ouvré dit", "le jour [+ouvré +]dit"),
        ("paie de suite ici", "rend à la fois ici", "[-paie de suite-][+rend à la fois+] ici"),
        ("une ligne\nautre", "une ligne\nneuve", "une ligne\n[-autre-][+neuve+]"),
    ],
)
def test_the_words_a_reader_would_mark(old: str, new: str, marked: str) -> None:
    assert _marked(old, new) == marked


@given(_TEXTS, _TEXTS)
def test_applied_to_the_old_text_it_gives_the_new(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert old_text(pieces) == old
    assert new_text(pieces) == new
    assert all(piece.text for piece in pieces)
    assert all(one.mark is not other.mark for one, other in itertools.pairwise(pieces))


@given(_TEXTS)
def test_nothing_of_a_text_is_lost_in_its_words(text: str) -> None:
    assert "".join(words(text)) == text


@given(_TEXTS, _TEXTS)
def test_likeness_is_the_same_both_ways(old: str, new: str) -> None:
    assert similarity(words(old), words(new)) == similarity(words(new), words(old))


def test_a_text_as_long_as_a_book_is_compared_by_paragraphs_in_bounded_time() -> None:
    old = "\n".join(f"Le rang {number} porte des poires et des pommes mûres." for number in range(4000))
    new = old.replace("rang 77 ", "rang soixante-dix-sept ")
    start = time.process_time()
    pieces = word_diff(old, new)
    assert time.process_time() - start < 2
    assert (old_text(pieces), new_text(pieces)) == (old, new)
    assert sum(len(piece.text) for piece in pieces if piece.mark is Mark.DELETED) < 200


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("l'article", "l’article", True),
        ("« Fête »", "“Fête”", True),
        ("dix\N{NO-BREAK SPACE}jours", "dix jours", True),
        ("30 – 40", "30 - 40", True),
        ("dix jours", "dix jours ouvrés", False),
        ("Rang", "rang", False),
    ],
)
def test_what_only_typography_sets_apart(one: str, other: str, alike: bool) -> None:
    assert (plain(one) == plain(other)) is alike
