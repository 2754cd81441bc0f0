"""Folded text, its words, and the passages shown for a search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.store.folding import fold, found, snippet, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Étienne", "etienne"),
        ("E\u0301tienne", "etienne"),  # the accent typed apart
        ("ŒUVRE œuvre", "oeuvre oeuvre"),
        ("Ægir æ", "aegir ae"),
        ("Straße STRASSE", "strasse strasse"),
        ("ÇA ÿ Ñ İ ı", "ca y n i i"),
        ("ﬁn №5", "fin no5"),
        ("", ""),
    ],
)
def test_case_accents_and_ligatures_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'échéance", ["l", "echeance"]),
        ("CMD-2026-7K3Q9XM4", ["cmd", "2026", "7k3q9xm4"]),
        ('AND "NOT" (a* OR b) a_b', ["and", "not", "a", "or", "b", "a", "b"]),
        ("« ’ » – %", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_snippet_is_the_passage_as_written() -> None:
    text = "Atelier\nVM 4 vCPU\nLe délai de l’échéance est porté à trente jours par dérogation."
    assert snippet(["echean"], text) == "Le délai de l’échéance est porté à trente jours par dérogation."
    assert snippet(["absent"], text) == ""
    long = "mot " * 60 + "l’échéance convenue " + "suite " * 60
    cut = snippet(["echeance"], long)
    assert cut.startswith("… ") and cut.endswith(" …") and "l’échéance convenue" in cut and len(cut) < 130


@given(st.text(max_size=300), st.text(max_size=8))
def test_a_snippet_never_fails_and_comes_from_the_text(text: str, wanted: str) -> None:
    sought = words(wanted)
    if sought:
        snippet(sought, text)
        found(sought, text)
