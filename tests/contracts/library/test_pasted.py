"""Text from a word processor: what is hidden in it is taken out, counted and named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.contracts.library.pasted import HIDDEN, clean, first_field, first_hidden
from tests.examples import examples


@pytest.mark.parametrize(
    ("text", "cleaned", "fields", "characters"),
    [
        ("Trente jours.", "Trente jours.", 0, ()),
        ("Trente\u00a0jours\u202fnets", "Trente\u00a0jours\u202fnets", 0, ()),
        ("Tren\u00adte\u200b jours\u200b", "Trente jours", 0, (("U+00AD", 1), ("U+200B", 2))),
        ("a\r\nb\x0bc\x0cd", "a\nb\nc\nd", 0, ()),
        ("Article \x13 REF _R1 \\h \x146.3\x15 du contrat", "Article 6.3 du contrat", 1, ()),
        ("\x13 IF \x13 PAGE \x141\x15 = 1 \x14oui\x15 non", "oui non", 2, ()),
        ("Voir { REF _Ref123 \\h } ci-dessus", "Voir ci-dessus", 1, ()),
        ("\uf0b7\tPremier\n\u2022 Second", "- Premier\n- Second", 0, ()),
        ("un\ufeffdeux", "undeux", 0, (("U+FEFF", 1),)),
        ("délai de {delay}", "délai de {delay}", 0, ()),
    ],
)
def test_what_is_hidden_is_taken_out_and_told(
    text: str, cleaned: str, fields: int, characters: tuple[tuple[str, int], ...]
) -> None:
    found = clean(text)
    assert (found.text, found.fields, found.characters) == (cleaned, fields, characters)
    assert found.changed == bool(fields or characters)


def test_a_reference_that_word_lost_is_told() -> None:
    found = clean("Voir Erreur ! Source du renvoi introuvable. Fin.")
    assert found.lost == 1 and found.text == "Voir Fin."


@given(st.text(max_size=80))
@examples(200)
def test_what_was_cleaned_is_clean_and_stays_so(text: str) -> None:
    found = clean(text)
    assert not HIDDEN.search(found.text.replace("\n", ""))
    assert first_hidden(found.text, lines=True) is None
    assert clean(found.text).text == found.text


def test_the_first_thing_hidden_is_named() -> None:
    assert first_hidden("a\u2060b") == "U+2060"
    assert first_hidden("a\nb") == "U+000A" and first_hidden("a\nb", lines=True) is None
    assert first_field("voir { PAGEREF x }") == "{ PAGEREF x }"
    assert first_field("{delay}") is None
