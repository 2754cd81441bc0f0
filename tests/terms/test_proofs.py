"""Proof-reading: what a careful reader would mark in fictional terms, at its characters, and no more."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.terms.defined_terms import defined_terms, stem
from numspot_desk.terms.places import Place
from numspot_desk.terms.proofs import Fault, Proofs, proofs
from numspot_desk.terms.reading import read_terms
from numspot_desk.terms.tree import Terms
from tests.terms.comparisons import terms as made
from tests.terms.comparisons import trees, verger

FAULTY = """Conditions du Moulin

ARTICLE 1. Définitions

Les mots qui suivent ont un sens précis.

Meunier : la personne qui fait tourner la Meule.

Meule (ou Pierre) : la pierre qui écrase le grain.

Compte Technique : le compte d'un Meunier.

Réserve d'Eau : ce que garde le bief.

Vanne : la porte du bief.

ARTICLE 2. Mouture

1. Tour de rôle

Les Meuniers moulent à tour de rôle, selon les articles 2 et 7.
Leurs Comptes Techniques sont tenus par la Guilde.
Un MEUNIER absent perd son tour. Les Réserves d’Eau sont partagées, voir le point 3 et l'annexe 4.

2. Portail

Le moulin a un site (ci-après le « Portail »). Le Portail annonce les tours. La Guilde le tient à jour.

ARTICLE 3. Fin

Le contrat finit selon l'article 2 « Mouture ». L'article 2 « Farine » ne s'applique pas.
Le point 2 de l'article 2 vaut aussi.
L'article 1110 du Code civil et les articles 32 et 42 du RGPD restent saufs, l'article L. 441-10 aussi.

Annexe 1 - Tarifs

Le prix est de 3 deniers. La Meule ne se paie pas. Voir l'article 2.1, l'article 9.9 et la Sous-Guilde.
"""


def _read(text: str) -> Terms:
    return read_terms("terms.txt", text.encode())


@pytest.fixture(scope="module")
def mill() -> Proofs:
    return proofs(_read(FAULTY))


def _words(found: Proofs, places: tuple[Place, ...]) -> list[str]:
    said = []
    for place in places:
        node = found.terms.find(place.ref)
        assert node is not None
        said.append((node.title if place.part == "title" else node.text)[place.start : place.end])
    return said


def test_the_list_is_what_a_careful_reader_would_mark(mill: Proofs) -> None:
    assert [(one.fault, one.text, len(one.places)) for one in mill.findings] == [
        (Fault.UNUSED, "Vanne", 1),
        (Fault.BROKEN_REFERENCE, "article 7", 1),
        (Fault.UNDEFINED, "Guilde", 2),
        (Fault.BROKEN_REFERENCE, "point 3", 1),
        (Fault.BROKEN_REFERENCE, "annexe 4", 1),
        (Fault.WRONG_TITLE, "article 2 « Farine »", 1),
        (Fault.BROKEN_REFERENCE, "article 9.9", 1),
        (Fault.UNDEFINED, "Sous-Guilde", 1),
    ]


def test_each_place_shows_the_very_words(mill: Proofs) -> None:
    found = {(one.fault, one.text): _words(mill, one.places) for one in mill.findings}
    assert found[Fault.UNDEFINED, "Guilde"] == ["Guilde", "Guilde"]
    assert found[Fault.BROKEN_REFERENCE, "article 7"] == ["7"]
    assert found[Fault.BROKEN_REFERENCE, "annexe 4"] == ["annexe 4"]
    assert found[Fault.UNUSED, "Vanne"] == ["Vanne"]


def test_a_place_names_the_line_of_the_file(mill: Proofs) -> None:
    lines = FAULTY.split("\n")
    for one in mill.findings:
        for place, words in zip(one.places, _words(mill, one.places), strict=True):
            assert place.line is not None and words in lines[place.line - 1]


def test_a_clause_called_otherwise_is_told_its_title(mill: Proofs) -> None:
    assert [one.expected for one in mill.findings if one.fault is Fault.WRONG_TITLE] == ["Mouture"]


def test_uses_lead_to_their_definition_in_the_plural_and_in_capitals(mill: Proofs) -> None:
    uses = {one.term: _words(mill, tuple(places)) for one, places in mill.defined.uses.items()}
    assert uses == {
        "Meunier": ["Meunier", "Meuniers", "MEUNIER"],
        "Meule": ["Meule", "Meule"],
        "Compte Technique": ["Comptes Techniques"],
        "Réserve d'Eau": ["Réserves d’Eau"],
        "Vanne": [],
        "Portail": ["Portail", "Portail"],
    }


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("selon l'article 1", ["CG-1"]),
        ("selon l'article 2.1", ["CG-2.1"]),
        ("selon l'article 2.1 a)", [None]),
        ("le point 1 ci-dessus", ["CG-2.1"]),
        ("le point 2.1", ["CG-2.1"]),
        ("les points 1 à 2", ["CG-2.1", "CG-2.2"]),
        ("l'annexe 1 et l'Annexe I", ["CG-A1", "CG-A1"]),
        ("le point 1 de l'article 2", ["CG-2.1", "CG-2"]),
        ("le point 3 de l'article 2", [None, "CG-2"]),
        ("le point 1 de l'annexe 1", [None, "CG-A1"]),
        ("l'article 12 du Code civil", []),
        ("l'article 5 de la loi du 3 mars", []),
        ("article 28 of the Regulation", []),
        ("article L. 441-10", []),
        ("article R.2192-10", []),
        ("l'article 6 a été lu", [None]),
    ],
)
def test_where_a_reference_leads(text: str, targets: list[str | None]) -> None:
    whole = (
        "ARTICLE 1. Un\n\nRien ici.\n\nARTICLE 2. Deux\n\n1. Haut\n\n"
        f"Voyez donc {text}.\n\n2. Bas\n\nRien là.\n\nAnnexe 1 - Prix\n\nRien non plus.\n"
    )
    assert [one.target for one in proofs(_read(whole)).references] == targets


@pytest.mark.parametrize(
    ("text", "undefined"),
    [
        ("Le loueur, les Parties et la Région.", ["Parties", "Région"]),
        ("Elle vit en Bretagne, la Bretagne est belle.", []),
        ("La TVA, le SIREN et le SecNumCloud.", []),
        ("Le Code civil et la Commission européenne.", []),
        ("Elle tient l’Espace de Suivi pour le Client Final.", ["Espace de Suivi", "Client Final"]),
        ("Les clients partent. Les lots restent.", []),
        ("Chiffre d’Affaires : la Garantie de Temps (GTI) le suit.", []),
        ("Les autorités de l’European Union et le Conseil décident.", []),
        ("« Quai Haut » désigne le quai du nord. Le Quai Haut est réservé.", []),
        ("The hirer signs the Booking Form and any Annex.", ["Booking Form"]),
    ],
)
def test_what_has_a_capital_without_a_definition(text: str, undefined: list[str]) -> None:
    whole = f"ARTICLE 1. Un\n\n{text}\n\nARTICLE 2. Deux\n\nRien de plus ici.\n"
    found = proofs(_read(whole)).findings
    assert [one.text for one in found if one.fault is Fault.UNDEFINED] == undefined


def test_a_heading_that_was_not_placed_is_no_reference() -> None:
    whole = "ARTICLE 1. Un\n\nRien ici.\n\nARTICLE 1. Bis\n\nVoyez l'article 9.\n"
    broken = [one.text for one in proofs(_read(whole)).findings if one.fault is Fault.BROKEN_REFERENCE]
    assert broken == ["article 9"]
    whole = whole.replace("ARTICLE 1. Bis", "ARTICLE 9. Bis\n\nARTICLE 1. Ter")
    assert all(one.place.ref != "CG-1" for one in proofs(_read(whole)).references)


def test_a_term_that_a_line_states_is_defined_there() -> None:
    whole = "ARTICLE 1. Un\n\n« Quai Haut » désigne le quai du nord.\n\nLe Quai Haut est réservé.\n"
    found = proofs(_read(whole))
    assert [(one.term, one.place.ref) for one in found.defined.definitions] == [("Quai Haut", "CG-1")]
    assert found.findings == ()


def test_the_source_has_few_findings_that_are_none(shared: Path) -> None:
    """Each was judged: about one in six is a name, not a term; the others are used without a definition."""
    content = (shared / "source" / "cgv-numspot-fr.txt").read_bytes()
    found = proofs(read_terms("source.txt", content))
    undefined = {one.text for one in found.findings if one.fault is Fault.UNDEFINED}
    assert len(undefined) <= 45
    assert not undefined & {"Conseil", "Santé", "Exploitation", "Affaires", "Réglementations"}
    assert {one.fault for one in found.findings} == {Fault.UNDEFINED}


def test_a_term_defined_twice_is_told_once_with_both_places() -> None:
    whole = (
        "ARTICLE 1. Définitions\n\nBief : le canal du moulin.\n\n"
        "ARTICLE 2. Eau\n\nLe canal (ci-après le « Bief ») coule. Le Bief gèle parfois.\n"
    )
    found = [one for one in proofs(_read(whole)).findings if one.fault is Fault.DEFINED_TWICE]
    assert [(one.text, [place.ref for place in one.places]) for one in found] == [
        ("Bief", ["CG-1:Bief", "CG-2"])
    ]


def test_sound_terms_have_no_findings() -> None:
    assert proofs(verger("2025")).findings == ()
    assert proofs(made()).findings == ()


@pytest.mark.parametrize(
    ("one", "other"), [("Comptes", "compte"), ("Journaux", "journal"), ("Niveaux", "niveau"), ("Fees", "fee")]
)
def test_singular_and_plural_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@given(trees(), st.sampled_from(["Rang", "Poire Mûre", "d'Eau"]))
def test_whatever_the_terms_every_place_is_within_its_clause(tree: Terms, term: str) -> None:
    for node in tree.walk():
        for line in node.lines[:1]:
            said = f"{line.text} (ci-après le « {term} ») le {term}, article 3"
            node.lines[0] = type(line)(line.number, said)
    found = proofs(tree)
    nodes = {node.ref: node for node in tree.walk()}
    places = [place for one in found.findings for place in one.places]
    places += [place for place, _definition in defined_terms(tree).links()]
    for place in places:
        whole = nodes[place.ref].title if place.part == "title" else nodes[place.ref].text
        assert 0 <= place.start < place.end <= len(whole)


def test_the_source_has_no_reference_that_leads_nowhere(shared: Path) -> None:
    content = (shared / "source" / "cgv-numspot-fr.txt").read_bytes()
    found = proofs(read_terms("source.txt", content))
    assert len(found.references) >= 25
    assert all(one.target is not None for one in found.references)
    uses = {one.term: len(places) for one, places in found.defined.uses.items()}
    assert uses["Client"] > 200 and uses["Compte Technique"] > 20
    assert {"Tarifs Publics", "Documentation Publique", "Usage Raisonnable"} <= set(uses)
    undefined = {one.text for one in found.findings if one.fault is Fault.UNDEFINED}
    assert {"Régions", "Parties"} <= undefined
