"""The outline of general terms: own fictional ones in many shapes, the real source, and any text."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.terms.reading import read_terms
from numspot_desk.terms.tree import KINDS, Node, Terms, references
from tests.examples import examples

CORPUS = Path(__file__).with_name("corpus")

EXPECTED = {
    "01-articles.txt": """
        CG-P preamble Préambule | CG-1 article Définitions | CG-1:Abonnement definition |
        CG-1:Abonné definition | CG-2 article Commande | CG-2.1 point Passer commande |
        CG-2.2 point Refuser une commande | CG-2.2.a letter | CG-2.2.b letter | CG-2.2/1 heading |
        CG-3 article Fin du contrat | CG-3.1 point Sortie | CG-3.1.a letter Sortie de l'Abonné |
        CG-3.1.b letter Sortie de Brumaire | CG-A1 annex Tarifs | CG-A1.I part Prix |
        CG-A1.II part Remises | CG-A1.II.A section Volume | CG-A1.II.A.1 point Seuil |
        CG-A1.II.A.2 point Calcul | CG-A1.II.B section Fidélité | CG-A2 annex Niveaux de service |
        CG-A2.SLA1 sla « Serveurs » | CG-A2.SLA2 sla « Réseau » | CG-A2/1 heading Crédits et calcul""",
    "02-dashes.txt": """
        CG-1 article Objet | CG-2 article Réservation | CG-2.a letter | CG-2.b letter | CG-2.c letter |
        CG-2/1 heading | CG-3 article Annulation | CG-3/1 heading Prix et acompte |
        CG-AA annex Plan des salles""",
    "03-decimal.txt": """
        CG-1 article Scope | CG-1.1 point | CG-1.2 point | CG-2 article Delivery | CG-2.1 point Times |
        CG-2.1.1 point | CG-2.1.2 point | CG-2.2 point Places | CG-3 article Liability""",
    "04-titres.txt": """
        CG-T1 part Des membres | CG-T1.1 article Admission | CG-T1.2 article Départ | CG-T2 part Des apports |
        CG-T2.3 article Quantités | CG-T2.4 article Qualité""",
    "05-no-headings.txt": "CG-P preamble",
    "06-english.md": """
        CG-P preamble | CG-P/1 heading Definitions | CG-P:Session definition | CG-P:Guest definition |
        CG-1 article Booking | CG-2 article Fees | CG-2.1 point Amount | CG-2.2 point Payment |
        CG-A1 annex Rates""",
    "07-tight.txt": "CG-1 article Objet | CG-2 article Horaires | CG-4 article Bois",
    "08-clauses.txt": """
        CG-P preamble Preamble | CG-1 article Loans | CG-2 article Care | CG-2.a letter | CG-2.b letter |
        CG-A2 annex Looms""",
    "09-decimal-articles.txt": """
        CG-1 article Accès au phare | CG-1.1 point Horaires | CG-1.2 point Groupes | CG-1.2.1 point |
        CG-1.2.2 point | CG-2 article Visites guidées | CG-2.1 point | CG-2.2 point |
        CG-3 article Fermeture | CG-AA annex Tarifs""",
    "10-roman.txt": """
        CG-I part Objet | CG-II part Membres | CG-II.A section Admission | CG-II.B section Départ |
        CG-II.B.1 point Départ volontaire | CG-II.B.2 point Exclusion | CG-III part Dissolution""",
    "11-english.txt": """
        CG-T1 part ORDERS | CG-T1.1 article Placing an order | CG-T1.1.a letter | CG-T1.1.b letter |
        CG-T1.1.c letter | CG-T1.2 article Changes | CG-T2 part DELIVERY | CG-T2.3 article Vans |
        CG-T2.4 article Trays | CG-AA annex Prices | CG-AB annex Holidays""",
    "12-definitions.md": """
        CG-1 article Définitions | CG-1:Gardien definition | CG-1:Nuitée definition |
        CG-1:Randonneur definition | CG-2 article Réservation | CG-3 article Bruit""",
    "13-faults.txt": """
        CG-1 article Inscription | CG-2 article Emprunt | CG-6 article Amendes | CG-8 article Pertes |
        CG-A1 annex Salles""",
    "14-mixed-ends.txt": """
        CG-1 article Paniers | CG-2 article Retrait | CG-2.a letter | CG-2.b letter | CG-A1 annex""",
    "15-numbers.txt": """
        CG-1 article Entrée | CG-2 article Bassins | CG-2.a letter Grand bassin |
        CG-2.b letter Petit bassin | CG-3 article Vestiaires""",
    "16-annex-points.txt": """
        CG-P preamble PRÉAMBULE | CG-1 article DURÉE | CG-2 article LOYER |
        CG-A1 annex ÉTAT DES LIEUX | CG-A1.1 point Roue | CG-A1.2 point Meules |
        CG-A1.2.1 point Meule dormante | CG-A1.2.2 point Meule courante""",
    "17-title-below.txt": """
        CG-1 article DÉFINITIONS | CG-1:Barque definition | CG-1:Passeur definition |
        CG-2 article PASSAGE DE LA RIVIÈRE | CG-2.1 point Départs | CG-3 article |
        CG-A1 annex Tarif des passages""",
    "19-close-headings.txt": """
        CG-1 article Parcelles | CG-2 article Eau | CG-2.1 point Arrosage | CG-2.2 point Économies |
        CG-3 article OUTILS | CG-AA annex Plan du jardin""",
    "20-numbered-signs.txt": """
        CG-1 article Objet | CG-2 article Prix | CG-2bis article Abonnements | CG-3 article Hygiène |
        CG-A1 annex Bassins | CG-A1.A part Bassin froid | CG-A1.B part Bassin chaud""",
    "18-sections.md": """
        CG-1 article Lending | CG-1.1 point | CG-1.2 point | CG-2 article Returning |
        CG-A1 annex Opening hours""",
    "21-saas-capitales.txt": """
        CG-P preamble | CG-P/1 heading PRÉAMBULE | CG-1 article OBJET | CG-2 article ACCÈS AU
        SERVICE | CG-2.1 point Identifiants | CG-2.2 point Disponibilité | CG-2.2.1 point |
        CG-2.2.2 point | CG-3 article REDEVANCES | CG-3.a letter Abonnement mensuel | CG-3.b
        letter Options | CG-4 article SÉCURITÉ | CG-4.1 point Sauvegardes | CG-4.2 point Perte
        d’identifiants | CG-A1 annex NIVEAUX DE SERVICE | CG-A1.1 point Délais | CG-A1.2 point
        Pénalités | CG-A2 annex Tarifs""",
    "22-msa.txt": """
        CG-P preamble | CG-1 article DEFINITIONS | CG-1:Affiliate definition | CG-1:Confidential
        Information definition | CG-1:Fees definition | CG-2 article SERVICES | CG-2.1 point |
        CG-2.2 point | CG-2.2.a letter | CG-2.2.b letter | CG-2.2.c letter | CG-2.3 point | CG-3
        article TERM | CG-4 article FEES | CG-4.1 point | CG-4.2 point | CG-A1 annex SERVICES |
        CG-A1.1 point Hosting | CG-A1.1.1 point | CG-A1.1.2 point | CG-A1.2 point Support | CG-A2
        annex Data Processing | CG-A2.1 point Roles""",
    "23-titres-chapitres.txt": """
        CG-T1 part DISPOSITIONS GÉNÉRALES | CG-T1.C1 part CHAMP D'APPLICATION | CG-T1.C1.1 article
        Objet | CG-T1.C1.2 article Définitions | CG-T1.C1.2:Usager definition | CG-T1.C2 part
        AUTORITÉS | CG-T1.C2.S1 part LE CAPITAINE | CG-T1.C2.S1.3 article Pouvoirs | CG-T1.C2.S2
        part LE CONSEIL | CG-T1.C2.S2.4 article Séances | CG-T2 part REDEVANCES | CG-T2.C1 part
        CALCUL | CG-T2.C1.5 article Assiette | CG-T2.C2 part PAIEMENT | CG-T2.C2.6 article
        Échéance""",
    "24-numbered-paragraphs.txt": """
        CG-1 article | CG-2 article | CG-3 article | CG-4 article | CG-5 article""",
    "25-articles-numbered-paragraphs.txt": """
        CG-1 article Objet | CG-1.1 point | CG-1.2 point | CG-2 article Membres | CG-2.1 point |
        CG-2.2 point | CG-2.3 point | CG-3 article Bureau""",
    "26-bold-headings.md": """
        CG-P preamble | CG-P/1 heading Objet | CG-P/2 heading Inscription | CG-P/3 heading Prix et
        paiement""",
    "27-md-levels.md": """
        CG-P preamble | CG-P/1 heading General | CG-P/2 heading Who we are | CG-P/3 heading Who
        you are | CG-P/4 heading Your account | CG-P/5 heading Opening | CG-P/6 heading Identity |
        CG-P/7 heading Closing""",
    "28-capitals.txt": """
        CG-P preamble | CG-P/1 heading OBJET | CG-P/2 heading TARIFS | CG-P/3 heading
        RESPONSABILITE DU TRANSPORTEUR | CG-P/4 heading DROIT APPLICABLE""",
    "29-roman-articles.txt": """
        CG-I part OBJET | CG-II part BILLETS | CG-II.1 point Vente | CG-II.2 point Échange |
        CG-III part PLACEMENT | CG-III.A section Parterre | CG-III.B section Balcon""",
    "30-us.txt": """
        CG-1 article DEFINITIONS | CG-1.1 point | CG-1.2 point | CG-2 article SUBSCRIPTION |
        CG-2.1 point | CG-2.2 point | CG-3 article MISCELLANEOUS | CG-3.1 point | CG-AA annex
        PRICES""",
    "31-nbsp.txt": """
        CG-1 article Objet | CG-2 article Livraison | CG-2.1 point Jours de livraison | CG-2.2
        point Absence | CG-3 article « Force majeure »""",
    "32-annexe-letters.txt": """
        CG-P preamble Préambule : | CG-1 article Durée | CG-2 article Prix | CG-AA annex Liste des
        fontaines | CG-AA.1 point Fontaine haute | CG-AA.2 point Fontaine basse | CG-AB annex
        Calendrier | CG-AB.1 point Printemps | CG-A1 annex Plan""",
    "33-deep.txt": """
        CG-1 article GENERAL | CG-1.1 point Application | CG-1.1.1 point Orders | CG-1.1.1.1 point
        | CG-1.1.1.2 point | CG-1.1.2 point Offers | CG-1.2 point Priority | CG-2 article DELIVERY
        | CG-2.1 point | CG-2.2 point | CG-2.2.a letter | CG-2.2.b letter | CG-2.2.c letter | CG-3
        article PRICE""",
    "34-dpa.txt": """
        CG-1 article Objet | CG-2 article Durée. | CG-3 article Prix | CG-3.1 point Montant |
        CG-3.2 point Indice | CG-A1 annex Accord sur les données | CG-A1.1 article Rôles | CG-A1.2
        article Mesures | CG-A1.2.1 point Chiffrement | CG-A1.3 article Fin | CG-A2 annex Tarif""",
    "35-slash.txt": """
        CG-1 article RESERVATION | CG-2 article ARRIVEE | CG-2.a letter Horaires | CG-2.b letter
        Clés | CG-3 article DEPART""",
    "36-nospace.txt": """
        CG-1 article Objet | CG-2 article Prix | CG-2.1 point Tarif | CG-2.2 point Remise | CG-3
        article Livraison""",
    "37-paragraph-sign.txt": """
        CG-1 article Scope | CG-2 article Loans | CG-2.1 point | CG-2.2 point | CG-3 article Fines""",
    "38-wrapped.txt": """
        CG-P preamble | CG-1 article Scope | CG-2 article Prices | CG-3 article Loss | CG-4
        article Law""",
    "39-annexes-first.txt": """
        CG-P preamble | CG-1 article Objet | CG-2 article Prix | CG-A1 annex Tarifs | CG-A2 annex
        Délais""",
    "40-titles-with-dots.txt": """
        CG-1 article Objet. | CG-2 article Accès aux bassins. | CG-3 article Pêche.""",
    "41-roman-in-articles.txt": """
        CG-1 article Récolte | CG-1.I part Principe | CG-1.II part Exceptions | CG-1.II.A section
        Gel | CG-1.II.B section Grêle | CG-2 article Entretien | CG-2.A section Taille | CG-2.B
        section Arrosage""",
}


def outline(content: bytes) -> Terms:
    return read_terms("terms.txt", content)


def _shape(terms: Terms) -> list[str]:
    return [" ".join([node.ref, node.kind, node.title]).strip() for node in terms.walk()]


def _written(content: bytes) -> list[str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return [
        _cells(line) if line.startswith("|") else line for line in lines if not line.startswith(("|-", "|:"))
    ]


def _cells(row: str) -> str:
    return "\t".join(cell.strip() for cell in row.strip("|").split("|"))


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_terms_of_many_shapes_give_their_tree(name: str) -> None:
    content = (CORPUS / name).read_bytes()
    terms = outline(content)
    assert _shape(terms) == [" ".join(entry.split()) for entry in EXPECTED[name].split("|")]


def test_the_corpus_is_whole() -> None:
    assert {path.name for path in CORPUS.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_nothing_of_a_text_is_lost(name: str) -> None:
    content = (CORPUS / name).read_bytes()
    terms = outline(content)
    lines = _written(content)
    title = 1 if terms.title else 0
    kept = [line for line in lines[title:] if line not in [entry.text for entry in terms.contents]]
    if terms.contents:  # entries without page number are the very lines of the headings
        kept = lines[title + len(terms.contents) :]
    assert terms.body().split("\n") == kept
    numbers = [line.number for node in terms.walk() for line in node.lines]
    assert len(numbers) == len(set(numbers))


def test_language_and_title_are_told() -> None:
    english = outline((CORPUS / "06-english.md").read_bytes())
    french = outline((CORPUS / "01-articles.txt").read_bytes())
    assert (english.language, english.title) == ("en", "Northlight studio terms")
    assert (french.language, french.title) == ("fr", "Conditions d'hébergement Brumaire")
    assert len(french.contents) == 6


def test_a_repeated_and_a_skipped_number_are_reported_and_their_text_kept() -> None:
    terms = outline((CORPUS / "07-tight.txt").read_bytes())
    assert [one.line.number for one in terms.unplaced] == [5, 7]
    second = terms.find("CG-2")
    assert second is not None and "Chacun vide ses cendres." in second.text


def test_faults_of_the_numbers_are_shown_where_they_stand() -> None:
    terms = outline((CORPUS / "13-faults.txt").read_bytes())
    assert [(one.line.text, one.reason.msgid) for one in terms.unplaced] == [
        ("ARTICLE 2. Retour", "Another clause has this number already."),
        ("ARTICLE 6. Amendes", "A number is missing before this one."),
        ("ARTICLE 8. Pertes", "A number is missing before this one."),
        ("ARTICLE 9. Chaises", "This article stands inside an annex."),
    ]


def test_an_article_added_between_two_leaves_no_gap() -> None:
    assert not outline((CORPUS / "20-numbered-signs.txt").read_bytes()).unplaced


def test_items_of_a_list_are_no_points_however_short() -> None:
    lines = [
        "Article 1 - Un",
        "Il faut :",
        "1. Paille",
        "2. Feuilles",
        "3. Tontes",
        "Article 2 - Deux",
        "1. Eau",
    ]
    lines += ["L'eau se prend à la citerne.", "2. Outils", "Les outils se rangent à la cabane."]
    terms = outline("\n".join(lines).encode())
    refs = [node.ref for node in terms.walk()]
    assert refs == ["CG-1", "CG-2", "CG-2.1", "CG-2.2"]


def test_annexes_that_are_only_listed_do_not_begin_there() -> None:
    lines = [
        "Article 1 - Un",
        "Sont joints :",
        "Annexe 1 - Prix",
        "Annexe 2 - Plan",
        "Article 2 - Deux",
        "Deux.",
    ]
    lines += ["Annexe 1 - Prix", "Dix.", "Annexe 2 - Plan", "Joint."]
    for joint in ("\n", "\n\n"):
        terms = outline(joint.join(lines).encode())
        assert [node.ref for node in terms.walk()] == ["CG-1", "CG-2", "CG-A1", "CG-A2"]
        assert not terms.unplaced


def annexes(*labels: str, word: str = "ANNEXE") -> list[str]:
    """The references of annexes with these numbers after an article."""
    text = "ARTICLE 1. Objet\n\nLe phare est gardé.\n\n"
    text += "\n\n".join(f"{word} {label} – Liste\n\nUne lampe est due." for label in labels)
    terms = read_terms("cg.txt", text.encode())
    assert not terms.unplaced
    return [node.ref for node in terms.walk() if node.kind == "annex"]


@pytest.mark.parametrize("word", ["ANNEXE", "Annexe", "Annex n°"])
def test_roman_annexes_count_and_lettered_ones_do_not(word: str) -> None:
    assert annexes("I", "II", "III", "IV", word=word) == ["CG-A1", "CG-A2", "CG-A3", "CG-A4"]
    assert annexes("I", word=word) == ["CG-A1"]
    assert annexes("IV", "V", "VI", word=word) == ["CG-A4", "CG-A5", "CG-A6"]
    assert annexes(*"ABCDEFGHIJ", word=word) == [f"CG-A{letter}" for letter in "ABCDEFGHIJ"]
    assert annexes(*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", word=word)[-5:] == [f"CG-A{one}" for one in "VWXYZ"]


def test_an_article_inside_an_annex_is_reported() -> None:
    terms = outline(b"Article 1 - Un\n\nTexte.\n\nAnnexe 1 - Deux\n\nTexte.\n\nArticle 2 - Trois\n\nTexte.")
    assert [one.line.number for one in terms.unplaced] == [9]


def test_other_names_of_a_term_are_references_too() -> None:
    found = references(outline((CORPUS / "01-articles.txt").read_bytes()))
    assert {"CG-1:Abonnement", "CG-1:Formule", "CG-2.2.a"} <= found
    assert "CG-2.1.1" not in found


# ── The real source ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def source(shared: Path) -> bytes:
    return (shared / "source" / "cgv-numspot-fr.txt").read_bytes()


def test_the_source_has_every_clause_of_the_rules(source: bytes) -> None:
    terms = outline(source)
    found = references(terms)
    points = {2: 2, 3: 3, 4: 2, 5: 5, 6: 3, 7: 2, 9: 5, 10: 3, 14: 2, 17: 2, 18: 9}
    wanted = {f"CG-{article}" for article in range(1, 19)}
    wanted |= {f"CG-{article}.{n}" for article, count in points.items() for n in range(1, count + 1)}
    wanted |= {f"CG-6.1.{letter}" for letter in "abcd"} | {f"CG-6.2.{letter}" for letter in "ab"}
    wanted |= {f"CG-{point}.{letter}" for point in ("6.3", "10.1") for letter in "abc"}
    wanted |= {f"CG-A{annex}" for annex in range(1, 5)} | {f"CG-A1.{n}" for n in range(1, 5)}
    wanted |= {f"CG-A2.{part}" for part in ("I", "II", "III", "IV", "V", "VI", "V.A", "V.B")}
    wanted |= {f"CG-A2.V.A.{n}" for n in range(1, 16)} | {f"CG-A3.SLA{n}" for n in range(1, 11)}
    wanted |= {"CG-P", "CG-1:Commande", "CG-1:Compte", "CG-1:Service(s)"}
    assert wanted <= found
    numbered = {node.ref for node in terms.walk() if node.kind not in ("definition", "heading")}
    assert numbered <= wanted
    assert not terms.unplaced
    assert [node.kind for node in terms.nodes].count("article") == 18


def test_the_source_is_rebuilt_to_the_character(source: bytes) -> None:
    terms = outline(source)
    lines = [line.rstrip() for line in source.decode("utf-8").split("\n")]
    start = lines.index(next(line for line in lines if "\t" not in line and line.startswith("Préambule")))
    assert terms.body() == "\n".join(line for line in lines[start:] if line)
    assert len(terms.contents) == 23


def test_the_same_source_with_other_line_ends_and_encoding_gives_the_same_tree(source: bytes) -> None:
    text = source.decode("utf-8")
    for other in (text.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + source, text.encode("utf-16")):
        assert _shape(outline(other)) == _shape(outline(source))


def test_the_source_is_read_quickly(source: bytes) -> None:
    best = min(_seconds(source) for _ in range(3))
    assert best < 1.0  # the goal is 50 ms; this guards against a hang on a busy machine


def _seconds(source: bytes) -> float:
    start = time.perf_counter()
    outline(source)
    return time.perf_counter() - start


# ── Any text at all ──────────────────────────────────────────────────────────────────────────────────

_FRAGMENTS = [
    *[
        "ARTICLE 1. Un",
        "Article 2 - Deux",
        "Annexe 1 - Trois",
        "1. Quatre",
        "a. Cinq",
        "- b. six ;",
        "I. Sept",
    ],
    *["A. Huit", "SLA1 – Neuf", "3.2.1 Dix", "TITRE II", "Préambule", "Mot : sens.", ""],
]


@examples(200)
@given(
    st.lists(
        st.one_of(
            st.text(alphabet="abcIVX123.-() \t:«»#*é", max_size=30),
            st.sampled_from(_FRAGMENTS),
        ),
        min_size=1,
        max_size=40,
    )
)
def test_any_text_keeps_every_line_in_one_place(lines: list[str]) -> None:
    text = "\n".join(["Conditions", *lines, "fin."])
    terms = outline(text.encode())
    kept = [line.rstrip() for line in [*lines, "fin."] if line.strip()]
    written = [entry.text for entry in terms.contents] + terms.body().split("\n")
    assert sorted(written) == sorted(kept)
    refs = [node.ref for node in terms.walk()]
    assert len(refs) == len(set(refs))
    assert {node.kind for node in terms.walk()} <= set(KINDS)


def test_a_hostile_text_is_read_in_time() -> None:
    lines = ["1. Un", "a. deux ;", "A. Trois", "I. Quatre", " " * 2000 + "." * 2000] * 4000
    start = time.perf_counter()
    terms = outline("\n".join(lines).encode())
    assert time.perf_counter() - start < 20
    assert isinstance(terms.nodes[0], Node)
