"""The Word files of a comparison, read back: tracked changes that give either version, and a memo that stays
on its page."""

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from numspot_desk.contracts.content.blocks import Table, Text
from numspot_desk.contracts.content.terms_memo import Compared, ContractsTold, terms_memo
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.documents.word_blocks import Body
from numspot_desk.documents.word_pages import runs_over
from numspot_desk.documents.word_redline import WordRedlines
from numspot_desk.documents.word_styles import ONE_PAGE
from numspot_desk.documents.word_xml import TextRefused, root
from numspot_desk.language.catalog import load_language
from numspot_desk.rules.readings import READINGS
from numspot_desk.rules.table import TABLE
from numspot_desk.terms.aims import Aim, Fate
from numspot_desk.terms.comparing import Status, compare
from numspot_desk.terms.reading import read_terms
from numspot_desk.terms.tree import Terms
from numspot_desk.usecases.explaining.rule_names import rule_name
from numspot_desk.usecases.general_terms.export_comparison import (
    export_comparison,
    french_cautions,
    french_rule_names,
    memo_file,
    redline_file,
)
from tests.documents.word_reading import W, part, settled, text_of
from tests.terms.comparisons import node, terms, verger
from tests.terms.edited_terms import LIGHTHOUSE, edited

AT = dt.datetime(2026, 11, 23, 10, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))


def _compared(old: Terms, new: Terms, **derogations: tuple[str, ...]) -> Compared:
    found = compare(old, new, derogations)
    return Compared(
        found, "2025-04", "2026/01", "Camille Exemple", AT.date(), rule_names=french_rule_names(found)
    )


def test_accepting_gives_the_new_text_and_rejecting_the_old_one() -> None:
    old, new = verger("2025"), verger("2026")
    content = redline_file(_compared(old, new), WordRedlines(), AT)
    assert settled(content, accept=False) == [old.title, *old.body().split("\n")]
    assert settled(content, accept=True) == [new.title, *new.body().split("\n")]
    docx.Document(io.BytesIO(content))  # an unrelated reader takes it


def test_each_change_has_its_author_its_time_and_its_own_number() -> None:
    content = redline_file(_compared(verger("2025"), verger("2026")), WordRedlines(), AT)
    changes = list(part(content, "word/document.xml").iter(f"{W}ins", f"{W}del"))
    assert {one.get(f"{W}author") for one in changes} == {"Camille Exemple"}
    assert {one.get(f"{W}date") for one in changes} == {"2026-11-23T09:30:00Z"}
    assert len({one.get(f"{W}id") for one in changes}) == len(changes) > 20
    deleted = part(content, "word/document.xml").iterfind(f".//{W}del//{W}t")
    assert not list(deleted), "deleted text is delText"


def test_the_same_comparison_gives_the_same_bytes() -> None:
    compared = _compared(verger("2025"), verger("2026"))
    assert redline_file(compared, WordRedlines(), AT) == redline_file(compared, WordRedlines(), AT)
    assert memo_file(compared, WordFiles()) == memo_file(compared, WordFiles())


@pytest.mark.parametrize("text", ["</w:t>", "=1+1", "&amp;", "{{7*7}}", "א\u200fב", "a  b\tc", "]]>"])
def test_text_of_terms_stays_text(text: str) -> None:
    old = terms(node("CG-1", f"Avant : {text} et le reste", title="Vie"))
    new = terms(node("CG-1", f"Après : {text} et la suite", title="Vie"))
    content = redline_file(_compared(old, new), WordRedlines(), AT)
    assert settled(content, accept=True) == new.body().split("\n")
    assert " ".join(text.split()) in "".join(_memo_text(old, new))


def test_a_character_that_word_cannot_carry_is_refused() -> None:
    old, new = terms(node("CG-1", "Un mot.")), terms(node("CG-1", "Un mot\x07."))
    with pytest.raises(TextRefused):
        redline_file(_compared(old, new), WordRedlines(), AT)


def test_both_files_are_written_or_none(tmp_path: Path) -> None:
    compared = _compared(verger("2025"), verger("2026"))
    given = {"word": WordFiles(), "redlines": WordRedlines(), "files": FolderFiles(), "at": AT}
    written = export_comparison(compared, tmp_path, **given)
    assert [path.name for path in written] == [
        "cg-comparaison-2025-04-2026-01.docx",
        "cg-note-2025-04-2026-01.docx",
    ]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Conditions générales de vente, 2026-01", "generales-de-vente-2026-01"),
        ("Été 2026, projet", "Ete-2026-projet"),
        ("../..", "version"),
        ("é" * 200, "e" * 28),
        ("CON", "CON"),
    ],
)
def test_any_label_gives_a_name_for_a_file(tmp_path: Path, label: str, name: str) -> None:
    compared = replace(_compared(verger("2025"), verger("2026")), old_label=label)
    given = {"word": WordFiles(), "redlines": WordRedlines(), "files": FolderFiles(), "at": AT}
    written = export_comparison(compared, tmp_path, **given)
    assert [path.name for path in written] == [
        f"cg-{kind}-{name}-2026-01.docx" for kind in ("comparaison", "note")
    ]


# ── The memo ──


def _memo_text(old: Terms, new: Terms, **derogations: tuple[str, ...]) -> list[str]:
    content = memo_file(_compared(old, new, **derogations), WordFiles())
    return [text_of(each) for each in part(content, "word/document.xml").iter(f"{W}p")]


def test_the_memo_says_what_counts_first() -> None:
    said = "\n".join(_memo_text(verger("2025"), verger("2026"), **{"CMD-2026-7K3Q9XM4": ("CG-2.2",)}))
    assert "5 inchangées, 4 réécrites, 1 déplacée, 8 renumérotées, 2 ajoutées, 1 supprimée" in said
    assert "«\N{NO-BREAK SPACE}Le Verger répond sous sept (7) jours." in said
    assert "CMD-2026-7K3Q9XM4" in said and "était CG-2.2" in said
    assert "P9\N{NO-BREAK SPACE}: Les consommateurs sont exclus" in said
    assert said.index("CG-3.2") < said.index("CG-1:Saison")


def test_a_comparison_without_changes_says_so() -> None:
    said = "\n".join(_memo_text(verger("2025"), verger("2025")))
    assert "19 inchangées" in said and "Aucun changement de place" in said


def _worst() -> Compared:
    """Eighty long clauses reworded, in articles that many rules rest on, each with a contract of its own."""
    articles = ("6.3.a", "8", "10.1", "A1.1", "A1.3", "3.1", "7.1", "7.2", "6.3.b", "A3")
    refs = [f"CG-{articles[n % 10]}" + ("" if n < 10 else f".{n}") for n in range(80)]
    old, new = (
        terms(
            *(
                node(ref, f"{side} {'Wagonnet ' * 80} {n} {side}", title=f"Wagonnet {n} " + "WWWW " * 30)
                for n, ref in enumerate(refs)
            )
        )
        for side in ("avant", "après")
    )
    compared = _compared(old, new, **{f"CMD-2026-{n:08}": (ref,) for n, ref in enumerate(refs)})
    name = "Conditions générales de vente des WAGONNETS de la Démonstration"
    contracts = {
        f"CMD-2026-{n:08}": tuple(
            Aim(f"CG-A2.V.A.{k}{n}", Fate.RENUMBERED, f"CG-A2.V.A.9{k}{n}") for k in range(4)
        )
        if n % 2
        else (Aim(ref, Fate.REWORDED, ref),)
        for n, ref in enumerate(refs)
    }
    told = ContractsTold(AT.date(), 12_345, contracts)
    return replace(compared, author=name, old_label=name, new_label=name, contracts=told)


def test_the_memo_stays_on_its_page_whatever_changed() -> None:
    document = terms_memo(_worst())
    body = Body(ONE_PAGE)
    parent = root("body")
    for style, text in (("Title", document.title), ("Subtitle", document.subtitle)):
        body.paragraph(parent, (Text(text),), style)
    body.write(parent, document.blocks)
    assert not runs_over(body.flow.pieces, ONE_PAGE)
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert len(table.rows) == 5


def test_the_memo_shows_what_touches_a_contract_first() -> None:
    old, new = (
        terms(*(node(f"CG-{n}", f"La règle {n} vaut {days} jours pleins.") for n in (6, 12, 16)))
        for days in ("sept", "dix")
    )
    document = terms_memo(_compared(old, new, **{"CMD-2026-7K3Q9XM4": ("CG-12",)}))
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [row[0][0] for row in table.rows] == [Text(f"CG-{n}", bold=True) for n in (12, 6, 16)]


def test_the_memo_names_the_contracts_whose_references_are_left_behind() -> None:
    told = ContractsTold(
        AT.date(),
        12,
        {
            "CMD-2026-00000001": (
                Aim("CG-2.2", Fate.RENUMBERED, "CG-3.2"),
                Aim("CG-4", Fate.REMOVED, None),
                Aim("CG-5", Fate.REWORDED, "CG-5"),
            ),
            "CMD-2026-00000002": (Aim("CG-2.2", Fate.REWORDED, "CG-2.2"),),
        },
    )
    compared = replace(_compared(verger("2025"), verger("2026")), contracts=told)
    said = text_of(part(memo_file(compared, WordFiles()), "word/document.xml"))
    assert "12 contrats sous l’ancienne version au 23 novembre 2026." in said
    assert "CMD-2026-00000001 (CG-2.2 → CG-3.2, CG-4 → supprimée)" in said
    assert "Clause visée réécrite\N{NO-BREAK SPACE}: CMD-2026-00000002." in said


def test_the_memo_names_who_does_not_simply_pass_to_the_newer_version() -> None:
    names = tuple(f"CMD-2026-0000000{number}" for number in range(1, 6))
    told = ContractsTold(AT.date(), 6, {}, refused=names[:1], to_accept=names[1:])
    compared = replace(_compared(verger("2025"), verger("2026")), contracts=told)
    said = text_of(part(memo_file(compared, WordFiles()), "word/document.xml"))
    assert "ancienne version jusqu’à la résiliation\N{NO-BREAK SPACE}: CMD-2026-00000001." in said
    assert "CMD-2026-00000002, CMD-2026-00000003, CMD-2026-00000004 et 1 autres." in said


def test_the_memo_gives_the_gravest_cautions_first() -> None:
    plain = _compared(verger("2025"), verger("2026"))

    def said(*cautions: str) -> str:
        return text_of(part(memo_file(replace(plain, cautions=cautions), WordFiles()), "word/document.xml"))

    assert "À savoir d’abord" not in said()
    assert "Premier point." in said("Premier point.") and "remarque" not in said("Premier point.")
    three = said("Premier point.", "Deuxième point.", "Troisième point.")
    assert "Premier point. Deuxième point. Et une autre remarque de ce genre." in three
    assert "Et 2 autres remarques de ce genre." in said("Un.", "Deux.", "Trois.", "Quatre.")


def test_the_cautions_of_the_memo_are_in_french() -> None:
    both = (read_terms("p.txt", text.encode()) for text in (LIGHTHOUSE, edited(LIGHTHOUSE, [])))
    assert french_cautions(compare(*both)) == ()
    (told,) = french_cautions(compare(verger("2025"), read_terms("p.txt", LIGHTHOUSE.encode())))
    assert "deux versions" in told


def test_a_definition_under_another_name_is_said_to_be_renamed() -> None:
    old, new = (
        terms(node(f"CG-1:{name}", f"{name} : la personne qui commande.", kind="definition"))
        for name in ("Client", "Abonné")
    )
    made = _compared(old, new, **{"CMD-2026-00000001": ("CG-1:Client",)})
    (change,) = made.comparison.changes
    assert change.renamed and not replace(change, new=change.old).renamed
    assert "Réécrite et renommée" in text_of(part(memo_file(made, WordFiles()), "word/document.xml"))


def test_the_memo_tells_where_the_words_of_a_split_clause_were() -> None:
    edits = [
        ("renumber", "6", "1"),
        ("replace", "Il ne répond pas de la", "\n\nARTICLE 6. Exclusions\n\nIl ne répond pas de la"),
    ]
    found = compare(*(read_terms("p.txt", text.encode()) for text in (LIGHTHOUSE, edited(LIGHTHOUSE, edits))))
    heavy = [replace(one, rules=("T03",)) for one in found.clauses if one.status is not Status.SAME]
    made = Compared(replace(found, clauses=tuple(heavy)), "1", "2", "Camille", AT.date())
    assert "ses mots étaient dans CG-5" in text_of(part(memo_file(made, WordFiles()), "word/document.xml"))


def test_rows_of_a_table_stand_in_columns() -> None:
    old, new = (
        terms(node("CG-1", f"Lumière\tPrix\nRouge\t{price} euros", title="Prix")) for price in (15, 16)
    )
    content = redline_file(_compared(old, new), WordRedlines(), AT)
    stops = [len(tabs) for tabs in part(content, "word/document.xml").iter(f"{W}tabs")]
    assert stops == [1, 1]


def test_every_rule_has_a_name_in_both_languages() -> None:
    rules = {row.id for row in TABLE.rows} | set(READINGS) | {f"M{n}" for n in range(1, 7)}
    for rule in rules | {f"P{n}" for n in range(1, 14)}:
        names = {rule_name(rule, load_language(code)) for code in ("fr", "en")}
        assert rule not in names and len(names) == 2, rule
    assert rule_name("X9", load_language("fr")) == "X9"
