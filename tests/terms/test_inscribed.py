"""Clauses written into general terms: refusing every mark gives the terms back, accepting every mark gives
the terms with exactly those clauses; what cannot stand together is refused by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.language.catalog import load_language
from numspot_desk.rules.provisions import Effect
from numspot_desk.terms.inscribed import CannotInscribe, Inscription, inscribed, paragraph_count
from numspot_desk.terms.redline import Form, Origin
from numspot_desk.terms.tree import Terms
from numspot_desk.terms.word_diff import Mark
from tests.terms.comparisons import node, terms, trees, verger
from tests.terms.inscriptions import accepted, clause, refused, whole

ORCHARD = verger("2025")
BODY = whole(ORCHARD)
END = "Janvier : pommiers. Février : poiriers. Mars : pruniers."


def _with(*changes: tuple[str, list[str]]) -> list[str]:
    """The terms with paragraphs, each named by its first words, in whose place others stand."""
    found = list(BODY)
    for start, lines in changes:
        (place,) = [number for number, line in enumerate(found) if line.startswith(start)]
        found[place : place + 1] = lines
    return found


@pytest.mark.parametrize(
    ("inscription", "changes"),
    [
        (clause("CP-D1", "replace", "CG-3.3", "Le Cabanon reste ouvert."),
         [("Les outils du Cabanon", ["Le Cabanon reste ouvert."])]),
        (clause("CP-D1", "exclude", "CG-3.3", "Le Locataire garde ses outils."),
         [("Les outils du Cabanon", ["Le Locataire garde ses outils."])]),
        (clause("CP-D1", "complete", "CG-3.3", "Un reçu est remis.\n\nIl est daté."),
         [("Les outils du Cabanon", ["Les outils du Cabanon se rendent propres le soir même.",
                                     "Un reçu est remis.", "Il est daté."])]),
        (clause("CP-D1", "exclude", "CG-3.3"), [("Les outils du Cabanon", [])]),
        (clause("CP-D1", "replace", "CG-6.a", "par un appel ;"),
         [("a. par un courriel", ["a. par un appel ;"])]),
        (clause("CP-D1", "replace", "CG-6#1", "Le contrat cesse :"),
         [("Le contrat prend fin", ["Le contrat cesse :"])]),
        (clause("CP-D1", "exclude", "CG-6#1"), [("Le contrat prend fin", [])]),
        (clause("CP-D1", "complete", "CG-6#1", "sans frais,"),
         [("Le contrat prend fin", ["Le contrat prend fin :", "sans frais,"])]),
        (clause("CP-D1", "replace", "CG-6", "Rien ne met fin au contrat."),
         [("Le contrat prend fin", ["Rien ne met fin au contrat."]), ("a. par", []), ("b. par", [])]),
        (clause("CP-D1", "complete", "CG-6", "La fin se fête."),
         [("b. par une lettre", ["b. par une lettre du Verger, après un avertissement resté vain.",
                                 "La fin se fête."])]),
        (clause("CP-D1", "exclude", "CG-3"),
         [("1. Arrosage", []), ("Le Locataire arrose", []), ("2. Taille", []), ("La taille se fait", []),
          ("3. Outils", []), ("Les outils", [])]),
        (clause("CS-HDS-1", "complete", "", "Le fruit est compté.", under="Conditions spécifiques",
                title="CS-HDS-1 Fruit"),
         [(END, [END, "Conditions spécifiques", "CS-HDS-1 Fruit", "Le fruit est compté."])]),
    ],
)  # fmt: skip
def test_a_clause_is_written_where_it_says(
    inscription: Inscription, changes: list[tuple[str, list[str]]]
) -> None:
    marked = inscribed(ORCHARD, [inscription])
    assert refused(marked) == BODY
    assert accepted(marked) == _with(*changes)
    told = {origin.name for one in marked for origin in one.origins}
    assert told == {inscription.origin.name}


def test_texts_that_are_alike_are_marked_word_by_word() -> None:
    text = "Le Verger répond sous trente (30) jours. Son silence vaut refus."
    marked = inscribed(ORCHARD, [clause("CP-D1", "replace", "CG-2.2", text)])
    answer = next(one for one in marked if one.origins)
    assert answer.mark is Mark.KEPT
    assert [piece.mark for piece in answer.pieces].count(Mark.KEPT) >= 2
    other = inscribed(ORCHARD, [clause("CP-D1", "replace", "CG-2.2", "Nul délai ne court.")])
    assert [one.mark for one in other if one.origins] == [Mark.DELETED, Mark.INSERTED]


def test_several_clauses_at_one_place_stand_together_where_they_can() -> None:
    marked = inscribed(
        ORCHARD,
        [
            clause("CP-D1", "replace", "CG-3.3", "Les outils sont à lui.", subject="price"),
            clause("CP-D2", "replace", "CG-3.3", "Le Cabanon ferme.", subject="support"),
            clause("CP-D3", "complete", "CG-3.3", "Un reçu est remis."),
            clause("CP-D4", "complete", "CG-3.3", "Il est daté."),
        ],
    )
    lines = ["Les outils sont à lui.", "Le Cabanon ferme.", "Un reçu est remis.", "Il est daté."]
    assert accepted(marked) == _with(("Les outils du Cabanon", lines))
    same = [clause(name, "replace", "CG-3.3", "Le Cabanon ferme.") for name in ("CP-D1", "CP-D2")]
    assert accepted(inscribed(ORCHARD, same)).count("Le Cabanon ferme.") == 1


def test_special_conditions_complete_a_clause_that_a_derogation_excludes() -> None:
    marked = inscribed(
        ORCHARD,
        [
            clause("CP-D1", "exclude", "CG-3.3", "Les outils restent au Locataire."),
            clause("CS-HDS-1", "complete", "CG-3.3", "Le Cabanon est scellé."),
        ],
    )
    lines = ["Les outils restent au Locataire.", "Le Cabanon est scellé."]
    assert accepted(marked) == _with(("Les outils du Cabanon", lines))


@pytest.mark.parametrize(
    ("given_", "named"),
    [
        ([clause("CP-D1", "replace", "CG-3.3", "Un."), clause("CP-D2", "replace", "CG-3.3", "Deux.")],
         ["CP-D1 et CP-D2 ne vont pas ensemble"]),
        ([clause("CP-D1", "exclude", "CG-3.3"), clause("CP-D2", "complete", "CG-3.3", "Deux.")],
         ["CP-D1 et CP-D2 ne vont pas ensemble"]),
        ([clause("CP-D1", "replace", "CG-6.a", "Un."), clause("CP-D2", "exclude", "CG-6")],
         ["CP-D2 prend la place de CG-6"]),
        ([clause("CP-D1", "replace", "CG-6", "Un."), clause("CP-D2", "replace", "CG-6#1", "Deux.")],
         ["CP-D1 prend la place de CG-6"]),
        ([clause("CP-D1", "replace", "CG-99", "Un."), clause("CP-D2", "replace", "CG-6#7", "Deux.")],
         ["CP-D1 vise CG-99", "CP-D2 vise CG-6#7"]),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_refused_by_name(given_: list[Inscription], named: list[str]) -> None:
    with pytest.raises(CannotInscribe) as caught:
        inscribed(ORCHARD, given_)
    said = [load_language("fr").render(fault) for fault in caught.value.faults]
    assert len(said) == len(named)
    assert all(one.startswith(start) for one, start in zip(said, named, strict=True)), said


def test_a_void_clause_is_only_noted() -> None:
    note = Inscription(Origin("CP-D1", "nulle"), None, "", "CG-3.3")
    marked = inscribed(ORCHARD, [note])
    assert refused(marked) == accepted(marked) == BODY
    (noted,) = [one for one in marked if one.origins]
    assert noted.form is Form.CLAUSE and noted.pieces[0].text == "3. Outils"


def test_the_paragraphs_that_a_clause_would_strike_out_are_counted() -> None:
    counts = [paragraph_count(ORCHARD, ref) for ref in ("CG-6", "CG-6.a", "CG-6#1", "CG-6#9", "CG-99")]
    assert counts == [3, 1, 1, 0, 0]


@given(trees(), st.data())
def test_refusing_gives_the_terms_back_whatever_is_written(version: Terms, data: st.DataObject) -> None:
    refs = [one.ref for one in version.walk()] or [""]
    chosen = data.draw(st.lists(st.tuples(st.sampled_from(refs), st.sampled_from(list(Effect))), max_size=4))
    text = st.sampled_from(["le rang", "la poire sous trente jours", "un outil\nle noyer"])
    written = [
        clause(f"CP-D{number}", effect.value, ref, data.draw(text))
        for number, (ref, effect) in enumerate(chosen)
        if effect is not Effect.STATES
    ]
    try:
        marked = inscribed(version, written)
    except CannotInscribe:
        return
    assert refused(marked) == whole(version)
    for one in written:
        assert all(line in "\n".join(accepted(marked)) for line in one.lines)


def test_terms_without_a_title_or_headings_are_written_in() -> None:
    plain = terms(node("CG-1", "Un.\nDeux.", title="Vie"))
    marked = inscribed(plain, [clause("CP-D1", "replace", "CG-1", "Un.\nTrois.")])
    assert refused(marked) == whole(plain) and accepted(marked) == ["1. Vie", "Un.", "Trois."]
