"""Reading text files of general terms: encodings and line ends, and what is refused."""

import pytest

from numspot_desk.terms.text_reader import MAX_BYTES, read_lines
from numspot_desk.terms.tree import TermsRefused


@pytest.mark.parametrize(
    "content",
    [
        "été\nfin".encode(),
        "été\r\nfin".encode(),
        "été\rfin".encode(),
        b"\xef\xbb\xbf" + "été\nfin".encode(),
        "été\nfin".encode("utf-16"),
        "été\nfin ".encode("utf-16-le"),
        "été\nfin ".encode("utf-16-be"),
        "été\nfin".encode("cp1252"),
    ],
)
def test_encodings_and_line_ends_give_the_same_lines(content: bytes) -> None:
    lines = read_lines(content)
    assert [(line.number, line.text) for line in lines] == [(1, "été"), (2, "fin")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no text"),
        (b" \n\t\n", "no text"),
        (b"\n" * 19_000_000, "no text"),
        (b"text\x00more", "control"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "control"),
        (b"caf\xe9 \x81", "encoding"),
        (b"\xff\xfea", "damaged"),
        ("Été, hiver, à la forêt".encode() + b"\xc3 ", "damaged"),
        (b"x" * (MAX_BYTES + 1), "20 MB"),
        (b"x" * 200_000, "too long"),
        (b"x\n" * 200_001, "too long"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(content: bytes, says: str) -> None:
    with pytest.raises(TermsRefused) as refused:
        read_lines(content)
    assert says in refused.value.message.msgid


def test_unicode_has_line_ends_of_its_own() -> None:
    lines = read_lines("un\u2028deux\u2029trois\x85quatre".encode())
    assert [line.text for line in lines] == ["un", "deux", "trois", "quatre"]
