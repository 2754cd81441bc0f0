"""What a person decides about single lines: applied before the rules, again and again, or refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.terms.placing import AsHeading, AsParagraph, place, possible_parents
from numspot_desk.terms.reading import read_terms, read_written
from numspot_desk.terms.tree import KINDS, Terms, TermsRefused
from numspot_desk.terms.written import Placements, Written
from tests.examples import examples
from tests.terms.word_shapes import SHAPES

CORPUS = Path(__file__).with_name("corpus")
FAULTS = (CORPUS / "13-faults.txt").read_bytes()


def _written() -> Written:
    return read_written("13-faults.txt", FAULTS)


def _shape(terms: Terms) -> list[str]:
    return [" ".join([node.ref, node.kind, node.title]).strip() for node in terms.walk()]


def _line(starts: str) -> int:
    return next(line.number for line in _written().lines if line.text.startswith(starts))


def test_the_faults_of_a_file_are_settled_line_by_line() -> None:
    decided: Placements = {
        _line("ARTICLE 2. Retour"): AsHeading("article", label="3"),
        _line("ARTICLE 9"): AsHeading("point", under="CG-A1"),
        _line("La salle haute"): AsParagraph(),
    }
    terms = place(_written(), decided)
    assert _shape(terms) == [
        *("CG-1 article Inscription", "CG-2 article Emprunt", "CG-3 article Retour"),
        *("CG-6 article Amendes", "CG-8 article Pertes", "CG-A1 annex Salles", "CG-A1.9 point Chaises"),
    ]
    assert [one.line.text for one in terms.unplaced] == ["ARTICLE 6. Amendes", "ARTICLE 8. Pertes"]
    assert place(_written(), decided) == terms
    assert read_terms("13-faults.txt", FAULTS, decided) == terms
    assert terms.body() == read_terms("13-faults.txt", FAULTS).body()


@pytest.mark.parametrize(
    ("decided", "ref", "title"),
    [
        (AsHeading("heading", under="CG-A1"), "CG-A1/1", "ARTICLE 9. Chaises"),
        (AsHeading("article", label="9"), "CG-9", "Chaises"),
        (AsHeading("annex", label="B"), "CG-AB", "Chaises"),
        (AsHeading("part", under="CG-A1", label="I"), "CG-A1.I", "Chaises"),
        (AsHeading("part", label="2"), "CG-T2", "Chaises"),
        (AsHeading("section", under="CG-A1", label="A"), "CG-A1.A", "Chaises"),
        (AsHeading("letter", under="CG-A1", label="a"), "CG-A1.a", "Chaises"),
        (AsHeading("sla", under="CG-A1", label="SLA1"), "CG-A1.SLA1", "Chaises"),
        (AsHeading("preamble"), "CG-P", "Chaises"),
    ],
)
def test_a_line_becomes_a_heading_of_the_kind_that_is_decided(
    decided: AsHeading, ref: str, title: str
) -> None:
    terms = place(_written(), {_line("ARTICLE 9"): decided})
    found = terms.find(ref)
    assert found is not None
    assert (found.kind, found.title) == (decided.kind, title)
    assert found.text == "Les chaises ne sortent pas de la salle."
    assert terms.body() == read_terms("x.txt", FAULTS).body()


def test_numbers_go_on_after_a_decision() -> None:
    lines = [
        "ARTICLE 1. Un",
        "Texte.",
        "Deux mots",
        "Encore.",
        "2. Trois mots",
        "Suite.",
        "ARTICLE 2. Fin",
        "Fin.",
    ]
    written = read_written("x.txt", "\n\n".join(lines).encode())
    terms = place(written, {5: AsHeading("point", under="CG-1")})
    assert _shape(terms) == [
        *("CG-1 article Un", "CG-1.1 point Deux mots", "CG-1.2 point Trois mots", "CG-2 article Fin"),
    ]


@pytest.mark.parametrize(
    ("line", "decided", "why"),
    [
        ("ARTICLE 9", AsHeading("article", label="8"), "number already"),
        ("ARTICLE 9", AsHeading("point", under="CG-1"), "not open"),
        ("ARTICLE 9", AsHeading("definition", under="CG-A1"), "kind"),
        ("ARTICLE 9", AsHeading("nothing"), "kind"),
        ("ARTICLE 9", AsHeading("article", label="9 bis"), "letters and digits"),
        ("ARTICLE 9", AsHeading("heading"), "name it"),
    ],
)
def test_a_decision_that_cannot_be_kept_is_refused(line: str, decided: AsHeading, why: str) -> None:
    with pytest.raises(TermsRefused) as refused:
        place(_written(), {_line(line): decided})
    assert why in refused.value.message.params["reason"].msgid
    assert refused.value.message.params["line"] == _line(line)


@pytest.mark.parametrize("line", [0, 2, 4000, 1])
def test_a_line_that_is_no_text_of_a_clause_cannot_be_placed(line: int) -> None:
    with pytest.raises(TermsRefused) as refused:
        place(_written(), {line: AsParagraph()})
    assert refused.value.message.params == {"line": line}


def test_the_clauses_that_a_line_can_stand_under_are_told() -> None:
    written = read_written("x.md", (CORPUS / "16-annex-points.txt").read_bytes())
    line = next(line.number for line in written.lines if line.text == "Elle est fixe.")
    assert possible_parents(written, line) == ("CG-A1", "CG-A1.2", "CG-A1.2.1")
    assert possible_parents(written, 1) == ()


def _files() -> dict[str, bytes]:
    texts = {path.name: path.read_bytes() for path in sorted(CORPUS.iterdir())}
    return texts | {name: shape.content for name, shape in SHAPES.items()}


@pytest.mark.parametrize(
    "name", [name for name, content in _files().items() if read_terms("x", content).unplaced]
)
def test_every_line_that_fits_nowhere_can_be_placed(name: str) -> None:
    """In every way that is offered: nothing is lost, the line is settled, and it goes the same again."""
    written = read_written("x", _files()[name])
    body = place(written).body().replace("\n", "")
    for one in place(written).unplaced:
        line = one.line.number
        settled = [place(written, {line: AsParagraph()})]
        for under in ("", *possible_parents(written, line)):
            for kind in sorted(set(KINDS) - {"definition"}):
                decided: Placements = {line: AsHeading(kind, under)}
                try:
                    settled.append(place(written, decided))
                except TermsRefused as refused:
                    assert refused.message.params["line"] == line
                    continue
                assert place(written, decided) == settled[-1]
        assert len(settled) > 3
        for terms in settled:
            assert line not in [still.line.number for still in terms.unplaced]
            assert terms.body().replace("\n", "") == body


def test_parts_that_a_person_sees_hold_the_articles_after_them() -> None:
    lines = ["Livre premier", "Un.", "Des fins", "Article 1 – Objet", "Deux.", "Article 2 – Prix", "Trois."]
    written = read_written("x", "\n\n".join(["Règlement", *lines]).encode())
    decided: Placements = {3: AsHeading("part", label="1"), 7: AsHeading("part", "CG-T1", "C1")}
    assert [node.ref for node in place(written, decided).walk()] == [
        *("CG-T1", "CG-T1.C1", "CG-T1.C1.1", "CG-T1.C1.2"),
    ]


@examples(60)
@given(
    st.lists(
        st.sampled_from(["Article 1 – Un", "2. Deux", "a) trois", "Annexe A – Quatre", "Texte.", ""]),
        max_size=9,
    ),
    st.dictionaries(
        st.integers(1, 10),
        st.one_of(
            st.just(AsParagraph()),
            st.builds(
                AsHeading,
                st.sampled_from([*KINDS, "other"]),
                st.sampled_from(["", "CG-1", "CG-AA", "CG-P", "CG-1.2", "CG-T1"]),
                st.sampled_from(["", "1", "2", "A", "a", "C1", "é"]),
            ),
        ),
        max_size=4,
    ),
)
def test_whatever_is_decided_loses_nothing_or_is_refused(lines: list[str], decided: Placements) -> None:
    written = read_written("x", "\n".join(["Conditions", *lines, "Fin."]).encode())
    try:
        terms = place(written, decided)
    except TermsRefused:
        return
    assert terms.body().replace("\n", "") == place(written).body().replace("\n", "")
    refs = [node.ref for node in terms.walk()]
    assert len(refs) == len(set(refs))
