"""Folded text, folded lines and their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.language.folding import fold, fold_line, plain, words


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


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("  Centre \N{NO-BREAK SPACE} Hospitalier\tde  l’Étang\n", "centre hospitalier de l’etang"),
        ("Unité", "unite"),
        ("\N{NARROW NO-BREAK SPACE}", ""),
        ("", ""),
    ],
)
def test_a_folded_line_has_single_spaces_and_none_at_its_ends(written: str, line: str) -> None:
    assert fold_line(written) == line


@given(st.text())
def test_two_writings_of_one_line_are_one(text: str) -> None:
    assert fold_line(f" {text.upper()} ") == fold_line(fold_line(text.upper()))


@pytest.mark.parametrize(
    ("written", "kept"),
    [("Œuvre de Łódź", "OEuvre de Lodz"), ("GROẞ ß", "GROSS ss"), ("É  e", "E  e"), ("ß", "ss")],
)
def test_plain_letters_keep_case_and_spaces(written: str, kept: str) -> None:
    assert plain(written) == kept
