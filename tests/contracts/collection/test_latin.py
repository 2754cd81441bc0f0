"""What banks write of the names that people have."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.contracts.collection.latin import latin, unwritable

PERMITTED = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]*", re.ASCII)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Société d’Œuvres", "Societe d'OEuvres"),
        ("Müller & Söhne Straße 5", "Muller + Sohne Strasse 5"),
        ("Łódź Øresund Þór", "Lodz Oresund THor"),
        ("«\u00a0été\u00a0»", "' ete '"),
        ("n° 42 — 10 €; 5 %", "n. 42 - 10 E, 5 ."),
        ("[a] {b} c\\d e|f g_h", "(a) (b) c/d e/f g-h"),
        ("Αθήνα Ψ", "Athina Ps"),
        ("София, Щука, Йордан", "Sofiya, Shtuka, Yordan"),
        ("e\u0301te\u0301", "ete"),
        ("ﬁn\r\n\tde ligne", "fin de ligne"),
        ("\ufeffA\u200bB\u202eC", "A.B.C"),
        ("DUPONT S.A.R.L. (Lyon) +33/4", "DUPONT S.A.R.L. (Lyon) +33/4"),
        ("", ""),
    ],
)
def test_texts_are_written_as_the_scheme_does(typed: str, written: str) -> None:
    assert latin(typed).lstrip(".") == written
    assert unwritable(typed) == ""


def test_letters_without_a_latin_form_are_named() -> None:
    assert unwritable("株式会社 Tokyo 株") == "株式会社"
    assert unwritable("شركة")


@given(st.text(max_size=60))
def test_whatever_is_typed_comes_out_in_the_set_and_stays(text: str) -> None:
    written = latin(text)
    assert PERMITTED.fullmatch(written)
    assert latin(written) == written
    assert latin(unicodedata.normalize("NFD", text)) == latin(unicodedata.normalize("NFC", text))
