"""Which files are read: by what they hold, whatever their name; characters that nobody sees are told."""

import pytest

from numspot_desk.terms.reading import read_terms, read_written
from numspot_desk.terms.tree import TermsRefused
from tests.terms.raw_word import p, raw_word

_WORD = raw_word(p("Article 1 Objet") + p("Un."))


@pytest.mark.parametrize("name", ["x.docx", "x.txt", "x.md", "x.pdf", "x"])
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "{format}"),
        (b"{\\rtf1\\ansi Un.}", "{format}"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>Un.</p>", "{format}"),
        (b"<HTML><p>Un.</p>", "{format}"),
        (b'<?xml version="1.0"?><w:wordDocument/>', "{format}"),
        (b"\x89PNG\r\n\x1a\n", "pictures"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        (b"", "empty"),
        (b"x" * (20 * 1024 * 1024 + 1), "20 MB"),
    ],
    ids=["pdf", "rtf", "html", "html in capitals", "xml", "picture", "compound", "empty", "large"],
)
def test_what_is_of_another_program_is_refused_with_what_to_do(name: str, content: bytes, says: str) -> None:
    with pytest.raises(TermsRefused) as refused:
        read_terms(name, content)
    assert says in refused.value.message.msgid


def test_a_word_file_is_known_by_its_content_and_a_text_is_none() -> None:
    assert read_terms("x.txt", _WORD).body() == read_terms("x.docx", _WORD).body()
    with pytest.raises(TermsRefused) as refused:
        read_terms("x.DOCX", b"Un texte.")
    assert "no Word file" in refused.value.message.msgid


@pytest.mark.parametrize("make", [lambda text: text.encode(), lambda text: raw_word(p(text))])
@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u2066", "\ufeff", "\U000e0041"])
def test_characters_that_nobody_sees_are_kept_and_told(make: object, sign: str) -> None:
    assert callable(make)
    found = read_written("x", make(f"Le prix est de 01{sign} euros, payé d’avance."))
    assert sign in found.lines[0].text
    (remark,) = found.remarks
    assert (remark.code, remark.line) == ("unseen_characters", 1)
    assert f"U+{ord(sign):04X}" in str(remark.message.params["names"])


def test_typography_is_no_unseen_character() -> None:
    assert not read_written(
        "x", "« Un\N{NO-BREAK SPACE}» – l’été\N{NARROW NO-BREAK SPACE}; œuvre…".encode()
    ).remarks
