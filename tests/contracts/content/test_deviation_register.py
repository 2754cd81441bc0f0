"""The register of departures as a document: each sentence of its wording is printed in some case."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace

from numspot_desk import bundle
from numspot_desk.contracts.content.deviation_register import Entry, deviation_register
from numspot_desk.contracts.content.wording import typographic
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.documents.word import WordFiles
from tests.contracts.content.test_wording import sentences
from tests.documents.word_reading import W, lines, part, text_of

ON = dt.date(2026, 11, 21)
NOTICE = Entry(
    order_id="o1",
    number="CMD-2026-00000001",
    revision=1,
    client="Centre hospitalier d'Exemple",
    state="draft",
    clause="D1",
    target="CG-6.3.a",
    title="Manquement d'une partie",
    label="Verger 2026",
    lacking=False,
    standard="Le Verger attend sept jours.",
    proposed="La mise en demeure passe à trente jours.",
    summary="Mise en demeure : 7 → 30 jours",
    rung="propre",
    asked_by="Pôle achats",
    approved_by="Maître Prune",
    why="Comité mensuel",
    until=dt.date(2027, 6, 30),
)


def cases() -> Iterator[Entry]:
    """An order in each state, then a clause that the version lacks, a version not imported, a term alone."""
    for state in OrderState:
        yield replace(NOTICE, order_id=state.value, state=state.value)
    yield replace(NOTICE, lacking=True, standard="", approved_by="")
    yield replace(NOTICE, label="", standard="")
    yield replace(NOTICE, proposed="")


def printed(entries: list[Entry]) -> str:
    document = deviation_register(entries, "Maître Prune", ON)
    file = [*lines(WordFiles().write(document)), *document.footer, *document.properties.values()]
    return "\n".join(file)


def test_every_sentence_is_printed() -> None:
    wording = tomllib.loads(bundle.resource("wording", "deviation_register.toml").read_text(encoding="utf-8"))
    states = wording["states"]
    text = printed(list(cases())) + printed([])
    for key, sentence in sentences(wording).items():
        fixed = re.split(r"\{\w+\}", typographic(sentence))
        said = sentence if key.startswith("states.") else max(fixed, key=len).strip()
        assert said in text, key
    assert set(states) == {state.value for state in OrderState}
    for sentence in states.values():
        assert f"Commande {sentence}." in text


def test_a_long_standard_text_is_cut_after_a_whole_word() -> None:
    whole = "Le Verger attend sept jours. " * 40
    (cut,) = [line for line in printed([replace(NOTICE, standard=whole)]).split("\n") if line.endswith(" …")]
    kept = cut.removesuffix(" …")
    assert len(cut) <= 480 and whole.startswith(f"{kept} ")


def test_long_texts_go_over_from_page_to_page() -> None:
    """A long row that could not be split would leave a page empty before it; a short one stays whole."""
    long = replace(NOTICE, proposed="Le fournisseur notifie le manquement. " * 500)
    rows = part(
        WordFiles().write(deviation_register([NOTICE, long], "Maître Prune", ON)), "word/document.xml"
    )
    short, split = (
        next(row for row in rows.iter(f"{W}tr") if words in text_of(row)) for words in ("trente", "notifie")
    )
    assert split.find(f".//{W}cantSplit") is None and short.find(f".//{W}cantSplit") is not None
    assert short.find(f".//{W}keepNext") is None
