"""Two versions compared: each clause found again, whatever moved; the properties hold for random trees."""

import re
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given

from numspot_desk.rules.changes import rules_of
from numspot_desk.terms.comparing import Change, Comparison, Status, Weight, compare
from numspot_desk.terms.reading import read_terms
from numspot_desk.terms.tree import Node, Terms
from numspot_desk.terms.word_diff import new_text, old_text
from tests.terms.comparisons import node, terms, trees, verger


@pytest.fixture(scope="module")
def orchard() -> Comparison:
    return compare(verger("2025"), verger("2026"))


def _at(found: Comparison, ref: str) -> Change:
    return next(one for one in found.clauses if one.ref == ref and one.status is not Status.REMOVED)


@pytest.mark.parametrize(
    ("ref", "old_ref", "status", "place"),
    [
        ("CG-P", None, Status.SAME, None),
        ("CG-1:Saison", None, Status.REWORDED, None),
        ("CG-2", None, Status.ADDED, None),
        ("CG-3", "CG-2", Status.RENUMBERED, Status.RENUMBERED),
        ("CG-3.1", "CG-2.1", Status.RENUMBERED, Status.RENUMBERED),
        ("CG-3.2", "CG-2.2", Status.REWORDED, Status.RENUMBERED),
        ("CG-4.1", "CG-3.2", Status.REWORDED, Status.RENUMBERED),
        ("CG-5.1", "CG-4", Status.REWORDED, Status.MOVED),
        ("CG-5.2", "CG-3.1", Status.MOVED, Status.MOVED),
        ("CG-7.b", "CG-6.b", Status.RENUMBERED, Status.RENUMBERED),
        ("CG-A1", None, Status.SAME, None),
    ],
)
def test_each_clause_is_found_again(
    orchard: Comparison, ref: str, old_ref: str | None, status: Status, place: Status | None
) -> None:
    found = _at(orchard, ref)
    assert (found.old_ref, found.status, found.place) == (old_ref, status, place)


def test_a_removed_clause_stands_after_the_one_it_followed(orchard: Comparison) -> None:
    refs = [one.ref for one in orchard.clauses]
    gone = next(one for one in orchard.clauses if one.status is Status.REMOVED)
    assert gone.ref == "CG-1:Cabanon" and gone.title == "Cabanon"
    assert refs[refs.index("CG-1:Cabanon") - 1] == "CG-1:Saison"
    assert gone.before == "Cabanon : la remise commune où dorment les outils." and gone.after is None


def test_the_words_that_changed(orchard: Comparison) -> None:
    answer = _at(orchard, "CG-3.2")
    changed = [(piece.mark.value, piece.text) for piece in answer.pieces if piece.mark.value != "kept"]
    assert changed == [("deleted", "sept (7"), ("inserted", "dix (10")]


def test_a_title_is_shown_where_it_changed(orchard: Comparison) -> None:
    fruits = _at(orchard, "CG-5.1")
    assert (fruits.before or "").startswith("Récolte\nChaque")
    assert (fruits.after or "").startswith("Fruits\nChaque")
    assert not (_at(orchard, "CG-3.2").before or "").startswith("Réponse")


def test_other_quotes_alone_weigh_least(orchard: Comparison) -> None:
    assert _at(orchard, "CG-4.1").weight is Weight.FORM
    assert _at(orchard, "CG-5.2").weight is Weight.FORM
    assert _at(orchard, "CG-1:Saison").weight is Weight.WORDING
    assert _at(orchard, "CG-3.2").weight is Weight.RULES


# ── What a change touches ──


def _six(notice: str, *more: Node, head: str = "On se quitte ainsi.") -> Terms:
    points = (node("CG-6.3", "", node("CG-6.3.a", notice, kind="letter"), *more, title="Fin"),)
    return terms(node("CG-6", head, *points, title="Résiliation", kind="article"))


SEVEN = "La partie avertie a sept jours pleins pour réparer son manquement."
TEN = "La partie avertie a dix jours pleins pour réparer son manquement."


def test_a_change_names_the_rules_of_the_old_clause() -> None:
    changed = compare(_six(SEVEN), _six(TEN)).changes
    assert [(one.ref, one.rules) for one in changed] == [("CG-6.3.a", rules_of("CG-6.3.a"))]
    assert {"T05", "T06", "R16"} <= set(changed[0].rules)


def test_an_added_clause_touches_what_rests_on_the_clause_above_it() -> None:
    more = node("CG-6.3.b", "La partie absente est réputée avertie après un mois entier.", kind="letter")
    (added,) = compare(_six(SEVEN), _six(SEVEN, more)).changes
    assert added.status is Status.ADDED
    assert "T05" not in added.rules, "nothing that rests on letter a alone"


def test_the_contracts_that_derogate_from_a_changed_clause_are_named() -> None:
    derogations = {"K1": ("CG-6.3.a",), "K2": ("CG-6",), "K3": ("CG-7", "no reference"), "K4": ()}
    (changed,) = compare(_six(SEVEN), _six(TEN), derogations).changes
    assert changed.contracts == ("K1", "K2")
    (head,) = compare(_six(SEVEN), _six(SEVEN, head="On se quitte autrement que cela."), derogations).changes
    assert head.ref == "CG-6" and head.contracts == ("K1", "K2"), "the head of an article reaches its letters"


def test_a_contract_is_named_for_a_clause_that_only_has_another_number() -> None:
    shifted = terms(
        node("CG-6", "Un accueil précède tout le reste du contrat.", title="Accueil", kind="article"),
        node("CG-7", "On se quitte ainsi.", title="Résiliation", kind="article"),
    )
    old = terms(node("CG-6", "On se quitte ainsi.", title="Résiliation", kind="article"))
    found = compare(old, shifted, {"K1": ("CG-6",)})
    assert {(one.ref, one.status, one.contracts) for one in found.changes} == {
        ("CG-6", Status.ADDED, ()),
        ("CG-7", Status.RENUMBERED, ("K1",)),
    }


def test_a_clause_with_other_words_altogether_is_removed_and_added() -> None:
    found = compare(
        terms(node("CG-1", "Les poules dorment au grenier la nuit.")),
        terms(node("CG-1", "Chaque facture porte un numéro unique.")),
    )
    assert [one.status for one in found.clauses] == [Status.REMOVED, Status.ADDED]


def test_a_clause_of_one_title_rewritten_whole_is_reworded() -> None:
    found = compare(
        terms(node("CG-1", "Les poules dorment au grenier la nuit.", title="Poules")),
        terms(node("CG-1", "Chaque facture porte un numéro unique.", title="Poules")),
    )
    assert [one.status for one in found.clauses] == [Status.REWORDED]


def test_parts_that_changed_places_are_moved() -> None:
    texts = ("Les rangs se tracent au cordeau.", "Les outils se rendent le soir.", "La fête est en octobre.")
    old = terms(*(node(f"CG-{number}", text) for number, text in enumerate(texts, 1)))
    new = terms(*(node(f"CG-{number}", texts[place]) for number, place in enumerate((2, 0, 1), 1)))
    assert [(one.ref, one.old_ref, one.status) for one in compare(old, new).clauses] == [
        ("CG-1", "CG-3", Status.MOVED),
        ("CG-2", "CG-1", Status.RENUMBERED),
        ("CG-3", "CG-2", Status.RENUMBERED),
    ]


# ── Properties ──


@given(trees())
def test_terms_compared_with_themselves_are_the_same(terms: Terms) -> None:
    found = compare(terms, terms)
    assert all(one.status is Status.SAME for one in found.clauses)
    assert [one.new for one in found.clauses] == list(terms.walk())


@given(trees(), trees())
def test_every_clause_of_both_sides_appears_once(old: Terms, new: Terms) -> None:
    found = compare(old, new)

    def once(nodes: Sequence[Node | None], terms: Terms) -> bool:
        return Counter(id(node) for node in nodes if node is not None) == Counter(map(id, terms.walk()))

    assert once([one.old for one in found.clauses], old)
    assert once([one.new for one in found.clauses], new)
    assert [one.new for one in found.clauses if one.new is not None] == list(new.walk())
    assert sum(found.counts.values()) == len(found.clauses)


@given(trees(), trees())
def test_the_other_way_round_what_was_added_is_removed(old: Terms, new: Terms) -> None:
    forth, back = compare(old, new), compare(new, old)
    there = {(id(one.old), id(one.new)) for one in forth.clauses}
    assert there == {(id(one.new), id(one.old)) for one in back.clauses}
    assert forth.counts[Status.ADDED] == back.counts[Status.REMOVED]
    assert forth.counts[Status.REMOVED] == back.counts[Status.ADDED]
    assert forth.counts[Status.REWORDED] == back.counts[Status.REWORDED]


@given(trees(), trees())
def test_the_marked_words_turn_the_old_clause_into_the_new(old: Terms, new: Terms) -> None:
    for one in compare(old, new).clauses:
        assert old_text(one.pieces) == (one.before or "")
        assert new_text(one.pieces) == (one.after or "")


def test_clauses_by_the_thousand_without_likeness_are_compared_in_bounded_time() -> None:
    old, new = (
        terms(*(node(f"CG-{n}", f"{side}{n} a{n % 97} b{n % 89} c{n % 83} d e f g") for n in range(1, 4001)))
        for side in ("x", "y")
    )
    start = time.process_time()
    found = compare(old, new)
    assert time.process_time() - start < 5
    assert len(found.changes) >= 4000


def test_one_length_changed_in_the_source_names_its_limits(shared: Path) -> None:
    source = (shared / "source" / "cgv-numspot-fr.txt").read_text(encoding="utf-8")
    changed = re.sub(r"\w+ \(15\) jours avant", "trente (30) jours avant", source)
    assert changed != source
    old, new = (read_terms("source.txt", text.encode()) for text in (source, changed))
    (only,) = compare(old, new).changes
    assert (only.ref, only.status, only.weight) == ("CG-3.1", Status.REWORDED, Weight.RULES)
    assert {"T01", "T02", "P10", "P13"} <= set(only.rules)


def test_an_article_inserted_in_the_source_renumbers_the_others(shared: Path) -> None:
    source = (shared / "source" / "cgv-numspot-fr.txt").read_text(encoding="utf-8")
    title, body = source.split("ARTICLE 1. Définitions\n\n", 1)
    body = re.sub(r"(?m)^ARTICLE (\d+)\.", lambda found: f"ARTICLE {int(found[1]) + 1}.", body)
    added = "ARTICLE 1. Accueil\n\nUne visite gratuite précède tout.\n\nARTICLE 2. Définitions\n\n"
    old, new = (read_terms("source.txt", text.encode()) for text in (source, title + added + body))
    found = compare(old, new)
    assert [(one.ref, one.status) for one in found.changes if one.status is not Status.RENUMBERED] == [
        ("CG-1", Status.ADDED)
    ]
    assert found.counts[Status.RENUMBERED] + found.counts[Status.SAME] == sum(1 for _ in old.walk())
