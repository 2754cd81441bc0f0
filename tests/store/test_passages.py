"""The passages shown for a search."""

from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.language.folding import words
from numspot_desk.store.passages import found, snippet


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
