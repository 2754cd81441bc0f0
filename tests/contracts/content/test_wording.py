"""The project's own wording: French typography, nobody else's sentences, every name used and known."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from numspot_desk import bundle
from numspot_desk.contracts.content.blocks import Field, Text
from numspot_desk.contracts.content.wording import Wording, typographic, wording
from numspot_desk.documents.word import WordFiles
from numspot_desk.usecases.orders.preview_order import documents_of
from tests.documents.frozen_orders import answers, frozen
from tests.documents.word_reading import lines

FILES = sorted(path.stem for path in bundle.resource("wording").glob("*.toml"))
RUN = 11
CHOSEN_BY_CODE = {"service", "subject", "kind", "means", "vat", "draft", "file", "footer", "count", "status",
                  "named", "says", "states", "rungs", "kinds", "followed", "standing", "scheme"}  # fmt: skip
"""Families of sentences whose last part is a word of the data: the tests of these documents say every one."""


def sentences(tree: dict[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in tree.items():
        found |= sentences(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: value}
    return found


def read(name: str) -> dict[str, str]:
    return sentences(tomllib.loads(bundle.resource("wording", f"{name}.toml").read_text(encoding="utf-8")))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def test_french_spacing_is_set() -> None:
    nbsp = "\N{NO-BREAK SPACE}"
    assert typographic("Prix : 20 % ; l'« offre » n° 3 ?") == (
        f"Prix{nbsp}: 20{nbsp}%{nbsp}; l’«{nbsp}offre{nbsp}» n°{nbsp}3{nbsp}?"
    )
    assert typographic("à l'article 44 de https://x") == f"à l’article{nbsp}44 de https://x"


@pytest.mark.parametrize("name", FILES)
def test_every_sentence_is_typeset(name: str) -> None:
    said = wording(name)
    for key in read(name):
        text = said.say(key, **dict.fromkeys(re.findall(r"\{(\w+)\}", read(name)[key]), "x"))
        assert not re.search(r"[ \w][:;?!»](?=\s|$)", text), (key, text)
        assert "'" not in text and "..." not in text, key


def test_no_sentence_shares_eleven_words_with_the_general_terms(shared: Path) -> None:
    """No run of eleven words, within a sentence or across two, in the data or in the documents."""
    source = words((shared / "source" / "cgv-numspot-fr.txt").read_text(encoding="utf-8"))
    taken = {tuple(source[place : place + RUN]) for place in range(len(source) - RUN + 1)}
    texts = {name: " ".join(read(name).values()) for name in FILES}
    for document in documents_of(frozen(answers())):
        texts[document.title] = " ".join(lines(WordFiles().write(document)))
    for name, text in texts.items():
        ours = words(text)
        for place in range(len(ours) - RUN + 1):
            assert tuple(ours[place : place + RUN]) not in taken, (name, ours[place : place + RUN])


def test_every_sentence_is_used() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("contracts/content", "usecases")
        for path in (bundle.resource().parent / "numspot_desk" / folder).rglob("*.py")
    )
    for name in FILES:
        for key in read(name):
            last = key.rpartition(".")[2]
            for suffix in ("_undated", "_hds", "_secnumcloud", "_one"):  # chosen by the answers
                last = last.removesuffix(suffix)
            family = key.partition(".")[0]
            by_code = family in CHOSEN_BY_CODE
            assert by_code or f'"{key}"' in code or re.search(rf"\b{re.escape(last)}\b", code), (name, key)


def test_what_people_typed_stays_apart_from_the_sentence() -> None:
    said = Wording({"line": "ligne {number}, {label}."})
    field = Field("lines[0].label", "{number} : % x")
    assert said.inlines("line", number="1", label=field) == (
        Text("ligne "), Text("1"), Text(", "), field, Text("."),
    )  # fmt: skip
    with pytest.raises(KeyError):
        said.say("other")
    with pytest.raises(KeyError):
        said.say("line", number="1")
