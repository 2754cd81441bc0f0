"""Clauses read and written back; bad ones refused by name and place."""

from typing import Any

import pytest

from numspot_desk.contracts.library.clause import ClauseKind, Rung
from numspot_desk.contracts.library.faults import LibraryRefused
from numspot_desk.contracts.library.reading import read_clause
from numspot_desk.contracts.library.writing import document_of
from tests.contracts.library.clauses import choice, document, parameter, percent, single, special


def _faults(made: object) -> list[tuple[str, str]]:
    with pytest.raises(LibraryRefused) as refused:
        read_clause(made, "clauses[4]")
    return [(fault.place, fault.message.msgid) for fault in refused.value.faults]


@pytest.mark.parametrize(
    "made",
    [
        document(),
        special(),
        document(parameters=[choice()]),
        document(parameters=[percent()]),
        document(parameters=[single("text")]),
        document(parameters=[single("date")]),
        document(retired=True, requires=["buyer:public", "clause:other"], excludes=["third"]),
        document(covers=["DA-25.d"]),
    ],
)
def test_what_is_written_is_read_back_as_the_same_clause(made: dict[str, Any]) -> None:
    found = read_clause(made)
    assert read_clause(document_of(found)) == found
    assert document_of(read_clause(document_of(found))) == document_of(found)


def test_a_clause_is_read_with_its_ladder_in_order() -> None:
    rows = parameter()["ladder"][::-1]
    found = read_clause(document(parameters=[parameter(ladder=rows)]))
    assert found.kind is ClauseKind.DEROGATION
    assert [band.rung for band in found.parameters[0].ladder] == list(Rung)
    assert found.parameters[0].ladder[3].law == "C. com. L.441-10 I"


@pytest.mark.parametrize(
    ("made", "place"),
    [
        ([], "clauses[4]"),
        (document(id="Délai"), "clauses[4].id"),
        (document(version=0), "clauses[4].version"),
        (document(version=True), "clauses[4].version"),
        (document(kind="other"), "clauses[4].kind"),
        (document(subject="prix"), "clauses[4].subject"),
        (document(title={"fr": "Titre"}), "clauses[4].title.en"),
        (document(title="Titre"), "clauses[4].title"),
        (document(text="  "), "clauses[4].text"),
        (document(text="x" * 20_001), "clauses[4].text"),
        (document(gloss=None), "clauses[4].gloss"),
        (document(target="6.3"), "clauses[4].target"),
        (document(target="CP-3"), "clauses[4].target"),
        (document(effect="states"), "clauses[4].effect"),
        (document(kinds=["HDS"]), "clauses[4].kinds"),
        (special(kinds=[]), "clauses[4].kinds"),
        (special(kinds=["ISO"]), "clauses[4].kinds[0]"),
        (special(target="CG-6", effect="replace"), "clauses[4].target"),
        (document(covers=["R9"]), "clauses[4].covers[0]"),
        (document(covers=["DA-25.d", "DA-25.d"]), "clauses[4].covers"),
        (document(text="Le délai."), "clauses[4].text"),
        (document(text="{delay} {other}"), "clauses[4].text"),
        (document(text="{delay} { autre"), "clauses[4].text"),
        (document(gloss="{other}"), "clauses[4].gloss"),
        (document(data={"days": "{other}"}), "clauses[4].data.days"),
        (document(data={"days": "about {delay}"}), "clauses[4].data.days"),
        (document(data={"days": 1.5}), "clauses[4].data.days"),
        (document(data={"Days": 1}), "clauses[4].data"),
        (document(data=[]), "clauses[4].data"),
        (document(requires=["weather:fine"]), "clauses[4].requires[0]"),
        (document(requires=["clause:delay-clause"]), "clauses[4].requires[0]"),
        (document(requires=["clause:b"], excludes=["b"]), "clauses[4].requires[0]"),
        (document(excludes=["delay-clause"]), "clauses[4].excludes"),
        (document(colour="red"), "clauses[4]"),
        (document(retired="yes"), "clauses[4].retired"),
        (document(parameters={}), "clauses[4].parameters"),
        (document(parameters=[3]), "clauses[4].parameters[0]"),
        (document(parameters=[parameter(), parameter()]), "clauses[4].parameters"),
        (document(parameters=[parameter(name="Délai")]), "clauses[4].parameters[0].name"),
        (document(parameters=[parameter(kind="weeks")]), "clauses[4].parameters[0].kind"),
        (document(parameters=[parameter(least=None)]), "clauses[4].parameters[0].least"),
        (document(parameters=[parameter(most="90")]), "clauses[4].parameters[0].most"),
        (document(parameters=[parameter(preferred=91)]), "clauses[4].parameters[0].preferred"),
        (document(parameters=[parameter(preferred=None)]), "clauses[4].parameters[0].preferred"),
        (document(parameters=[parameter(colour=1)]), "clauses[4].parameters[0]"),
        (document(parameters=[choice(options=[])]), "clauses[4].parameters[0].options"),
        (document(parameters=[choice(kind="flag")]), "clauses[4].parameters[0].options"),
        (document(parameters=[percent(decimals=9)]), "clauses[4].parameters[0].decimals"),
    ],
)
def test_a_bad_clause_is_refused_at_its_place(made: object, place: str) -> None:
    assert place in [found for found, _ in _faults(made)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Le délai est de {delay}\u200b.", "U+200B"),
        ("Le délai\u00ad est de {delay}.", "U+00AD"),
        ("Le délai \u202e est de {delay}.", "U+202E"),
        ("Voir { REF _Ref12 \\h } : {delay}.", "REF"),
        ("Voir \x13 REF _Ref12 \x14 6.3 \x15 : {delay}.", "REF"),
        ("Erreur ! Source du renvoi introuvable. {delay}", "Erreur"),
    ],
)
def test_text_pasted_from_a_word_processor_is_refused_by_what_it_holds(text: str, says: str) -> None:
    with pytest.raises(LibraryRefused) as refused:
        read_clause(document(text=text))
    (fault,) = refused.value.faults
    assert fault.place == "text" and fault.clause == "delay-clause"
    assert says in str(dict(fault.message.params))


def _ladder(*rows: dict[str, Any]) -> dict[str, Any]:
    return document(parameters=[parameter(ladder=list(rows))])


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ([(1, 10), (12, 90)], 11),
        ([(1, 10), (10, 90)], 10),
        ([(2, 90)], 1),
        ([(1, 89)], None),
        ([(0, 90)], 0),
        ([(1, 95)], None),
        ([(1, 50), (1, 50), (51, 90)], 1),
        ([(1, 90), (40, 50)], 40),
    ],
)
def test_a_ladder_with_a_gap_or_an_overlap_is_refused(rows: list[tuple[int, int]], value: int | None) -> None:
    made = _ladder(*({"rung": "preferred", "least": low, "most": high} for low, high in rows))
    with pytest.raises(LibraryRefused) as refused:
        read_clause(made)
    fault = refused.value.faults[0]
    assert fault.place == "parameters[0].ladder"
    if value is not None:
        assert fault.message.params["value"] == value


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ({"rung": "best", "least": 1, "most": 90}, "parameters[0].ladder[0].rung"),
        ({"rung": "preferred", "least": 1}, "parameters[0].ladder[0]"),
        ({"rung": "preferred", "least": "1", "most": 90}, "parameters[0].ladder[0].least"),
        ({"rung": "preferred", "least": 90, "most": 1}, "parameters[0].ladder[0]"),
        ({"rung": "preferred", "least": 1, "most": 90, "law": ""}, "parameters[0].ladder[0].law"),
        ({"rung": "preferred", "least": 1, "most": 90, "reason": "long"}, "parameters[0].ladder[0].reason"),
        ({"rung": "preferred", "least": 1, "most": 90, "colour": 1}, "parameters[0].ladder[0]"),
        ({"rung": "preferred", "least": 1, "most": 90, "values": [1]}, "parameters[0].ladder[0].values"),
    ],
)
def test_a_bad_band_is_refused_at_its_place(row: dict[str, Any], place: str) -> None:
    with pytest.raises(LibraryRefused) as refused:
        read_clause(_ladder(row))
    assert place in [fault.place for fault in refused.value.faults]


def test_every_value_of_a_choice_stands_on_one_rung() -> None:
    for bands in (
        [{"rung": "preferred", "values": ["one"]}],
        [{"rung": "preferred", "values": ["one", "two"]}, {"rung": "refused", "values": ["two"]}],
        [{"rung": "preferred", "values": ["one", "two", "three"]}],
    ):
        with pytest.raises(LibraryRefused):
            read_clause(document(parameters=[choice(ladder=bands)]))


def test_every_fault_of_a_clause_is_told_at_once() -> None:
    places = [place for place, _ in _faults(document(version=0, text="", subject=3))]
    assert places == ["clauses[4].version", "clauses[4].subject", "clauses[4].text"]
