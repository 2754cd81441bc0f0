"""Two versions of general terms of thirty pages compared: nothing changed, an article inserted before the
others, every sentence reworded, every clause elsewhere, every word another; beside difflib on the words of
the whole text. Then the tracked changes and the proof-reading list of the same terms, and the terms with
sixty derogations written into them."""

import datetime as dt
import difflib
import time
from collections.abc import Sequence
from functools import partial

from numspot_desk.contracts.content.blocks import Document
from numspot_desk.contracts.content.terms_memo import Compared
from numspot_desk.documents.word_redline import WordRedlines
from numspot_desk.rules.provisions import Effect
from numspot_desk.terms.comparing import compare
from numspot_desk.terms.inscribed import Inscription, inscribed
from numspot_desk.terms.proofs import proofs
from numspot_desk.terms.reading import read_terms
from numspot_desk.terms.redline import Origin
from numspot_desk.terms.tree import Terms
from numspot_desk.terms.word_diff import old_text
from numspot_desk.usecases.general_terms.export_comparison import redline_file
from tests.bench.measure import report_limit, timed

_ARTICLES = 20
_SAYING = """le verger loue des rangs aux familles qui cultivent poires pommes prunes pendant une saison
entière sous réserve du portail où chacun annonce ses récoltes avant la fête puis rend outils échelles"""
_WORDS = _SAYING.split()


def bench(times: int) -> list[bool]:
    """Print the figures; a comparison with all its words marked takes under 100 ms."""
    old = thirty_pages()
    clauses, count = sum(1 for _ in old.walk()), len(old.body().split())
    print(f"General terms of thirty pages: {clauses} clauses, {count} words\n")
    met = []
    for title, new in (
        ("the same", thirty_pages()),
        ("an article inserted first", thirty_pages(inserted=True)),
        ("every sentence reworded", thirty_pages(reworded=True)),
        ("every clause elsewhere and reworded", shuffled()),
        ("every clause elsewhere, reworded and under another title", shuffled(retitled=True)),
        ("every sentence written anew", thirty_pages(anew=True)),
    ):
        found = timed(partial(_marked, old, new), times)
        met.append(report_limit(f"Two versions of thirty pages compared: {title}", found, 100))
    new = thirty_pages(reworded=True)
    start = time.perf_counter()
    difflib.SequenceMatcher(None, old.body().split(), new.body().split(), autojunk=False).get_opcodes()
    print(f"difflib on the words of the last two, once: {(time.perf_counter() - start) * 1000:.0f} ms")
    compared = Compared(compare(old, new), "2025", "2026", "Camille Exemple", dt.date(2026, 11, 23))
    at = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    print(
        f"their tracked changes as Word: {timed(partial(redline_file, compared, WordRedlines(), at), times)}"
    )
    print(f"the proof-reading list of one: {timed(partial(proofs, old), times)}\n")
    found = timed(partial(_consolidated, old, sixty_derogations(), at), times)
    met.append(report_limit("Sixty derogations written into thirty pages, as Word", found, 250))
    return met


def _consolidated(terms: Terms, derogations: Sequence[Inscription], at: dt.datetime) -> None:
    frame = Document("consolidated_terms", "Conditions consolidées", "", (), (), None)
    assert WordRedlines().write(frame, inscribed(terms, derogations), "NumSpot", at)


def sixty_derogations() -> tuple[Inscription, ...]:
    """Of every effect, half of them at a paragraph, one in three alike to what it replaces."""
    made = []
    for number in range(60):
        article, point = divmod(number, 5)
        effect = (Effect.REPLACE, Effect.COMPLETE, Effect.EXCLUDE)[number % 3]
        target = f"CG-{article + 1}.{point + 1}" + ("#2" if number % 2 else "")
        text = _sentence(article * 100 + (point + 1) * 10 + 11, reworded=True)
        origin = Origin(f"CP-D{number + 1}", f"CP-D{number + 1}")
        made.append(Inscription(origin, effect, text, target, rank="CP"))
    return tuple(made)


def _marked(old: Terms, new: Terms) -> None:
    for change in compare(old, new).changes:
        assert change.before is None or old_text(change.pieces) == change.before


def thirty_pages(*, inserted: bool = False, reworded: bool = False, anew: bool = False) -> Terms:
    """Fictional terms of about 16 000 words, the same ones each time."""
    lines = ["Conditions du Verger", ""]
    first = 1
    if inserted:
        lines += ["ARTICLE 1. Accueil", "", "Une visite gratuite précède toute réservation du verger.", ""]
        first = 2
    for article in range(_ARTICLES):
        lines += [f"ARTICLE {article + first}. Sujet {article}", ""]
        for point in range(1, 6):
            lines += [f"{point}. Question {article} {point}", ""]
            for paragraph in range(4):
                said = _sentence(article * 100 + point * 10 + paragraph, reworded)
                lines += [said[::-1] if anew else said, ""]
    return read_terms("terms.txt", "\n".join(lines).encode())


def shuffled(*, retitled: bool = False) -> Terms:
    """The same points reworded, each under another article."""
    lines = ["Conditions du Verger", ""]
    count = _ARTICLES * 5
    for place in range(count):
        article, point = divmod(place * 37 % count, 5)
        if place % 5 == 0:
            lines += [f"ARTICLE {place // 5 + 1}. Sujet {place // 5}", ""]
        title = f"Propos {place}" if retitled else f"Question {article} {point + 1}"
        lines += [f"{place % 5 + 1}. {title}", ""]
        for paragraph in range(4):
            lines += [_sentence(article * 100 + (point + 1) * 10 + paragraph, reworded=True), ""]
    return read_terms("terms.txt", "\n".join(lines).encode())


def _sentence(seed: int, reworded: bool) -> str:
    chosen = [_WORDS[(seed * 7 + place * (seed % 11 + 3)) % len(_WORDS)] for place in range(40)]
    if reworded:
        chosen[5:8] = ["désormais", "sans", "délai"]
        chosen[20] = "autrement"
    return f"{chosen[0].capitalize()} {' '.join(chosen[1:])}."
