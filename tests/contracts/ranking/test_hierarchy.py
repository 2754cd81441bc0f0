"""Documents by rank, and what governs each subject and clause, with its text."""

import datetime as dt
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numspot_desk.contracts.ranking.consolidated import RUNNING, Standing, by_clause, consolidated, running
from numspot_desk.contracts.ranking.contract_papers import Edition, OrderPaper, papers_of
from numspot_desk.contracts.ranking.hierarchy import Contract
from numspot_desk.contracts.ranking.layers import Keeps, Role, Topic
from numspot_desk.contracts.ranking.papers import AgreedRanking, Clause, PaperKind, Saying, Unranked
from numspot_desk.contracts.ranking.what_if import Add, Remove, flips, tried
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.provisions import Effect
from numspot_desk.rules.versions import Basis, History
from numspot_desk.terms.word_diff import Mark
from tests.contracts.contracts import SIGNED, contract, derogation, order, signed, terms, version

THIRTY = derogation("D1", "CG-6.3.a", "breach_notice", "replace", "Trente jours.", days=30)
SIXTY = derogation("D2", "CG-6.3.a", "breach_notice", "replace", "Soixante jours.", days=60)
LATER = dt.date(2026, 9, 1)
FIRST = Edition(version("2026-01", dt.date(2026, 1, 1)), terms())
SECOND = Edition(version("2026-08", dt.date(2026, 8, 1)), terms("Douze jours."))

PARTED = Edition(version("2026-01", dt.date(2026, 1, 1)), terms("Un.\nDeux.\nTrois."))
ENGLISH = Edition(version("2026-01", dt.date(2026, 1, 1)), terms("One.\nTwo.\nThree."), "en")
SECOND_PARAGRAPH = THIRTY | {"target": "CG-6.3.a#2"}


def of(found: Contract, subject: str, on: dt.date = LATER):
    return found.situation(on).answer(Topic(subject))


def test_papers_stand_by_rank_and_the_incorporated_ones_under_what_refers_to_them() -> None:
    special = [{"kind": "HDS", "certificate": {"scope": "x", "issued_on": "2025-01-01"}, "clauses": []}]
    found = contract(signed(order(special_conditions=special)), editions=(FIRST,))
    papers = found.situation(LATER).papers
    kinds = [paper.kind for paper in papers if paper.under is None]
    assert kinds == [PaperKind.SPECIAL, PaperKind.PARTICULAR, PaperKind.GENERAL]
    for place, paper in enumerate(papers):
        if paper.under is not None:
            above = papers[place - 1]
            assert paper.under in (above.id, above.under)
            assert paper.rank is next(one for one in papers if one.id == paper.under).rank


def test_a_derogation_prevails_over_the_clause_it_names_which_keeps_what_is_unsaid() -> None:
    found = contract(signed(order(THIRTY)), editions=(FIRST,))
    answer = of(found, "breach_notice")
    assert answer.prevailing is not None
    assert answer.prevailing.clause.ref == "CP-D1"
    (below,) = answer.stack
    assert (below.clause.ref, below.role, below.rule) == ("CG-6.3.a", Role.BELOW, "P1")
    assert below.keeps is Keeps.UNSAID
    pieces = found.situation(LATER).differences(answer, below)
    assert [(piece.mark, piece.text) for piece in pieces] == [
        (Mark.DELETED, "Dix"),
        (Mark.INSERTED, "Trente"),
        (Mark.KEPT, " jours."),
    ]


def test_what_is_completed_stays_whole_and_what_is_excluded_keeps_nothing() -> None:
    for effect, keeps in (("complete", Keeps.ALL), ("exclude", Keeps.NOTHING)):
        changed = THIRTY | {"effect": effect}
        answer = of(contract(signed(order(changed)), editions=(FIRST,)), "breach_notice")
        assert answer.stack[0].keeps is keeps


def test_two_clauses_of_one_rank_that_differ_wait_for_legal() -> None:
    answer = of(contract(signed(order(THIRTY, SIXTY)), editions=(FIRST,)), "breach_notice")
    assert answer.prevailing is None
    assert answer.open_conflict
    assert [layer.role for layer in answer.stack] == [Role.CONFLICT, Role.CONFLICT, Role.BELOW]


def test_a_clause_that_the_law_makes_void_stands_last_with_the_article() -> None:
    void = derogation("D9", "CG-A1.1", "payment_term", "replace", "À cent jours.", days=100)
    answer = of(contract(signed(order(void)), editions=(FIRST,)), "payment_term")
    assert answer.prevailing is not None
    assert answer.prevailing.clause.document is Document.GENERAL
    assert answer.stack[-1].role is Role.VOID
    assert "L.441-10" in answer.stack[-1].because


def test_an_amendment_replaces_what_it_restates_and_nothing_before_its_day() -> None:
    restated = THIRTY | {"text": "Quarante jours.", "data": {"days": 40}}
    found = contract(
        signed(order(THIRTY, revision=1)),
        signed(order(restated, revision=2), dt.date(2026, 6, 1)),
        editions=(FIRST,),
    )
    before = of(found, "breach_notice", dt.date(2026, 5, 31))
    after = of(found, "breach_notice", dt.date(2026, 6, 1))
    assert before.prevailing is not None and after.prevailing is not None
    assert before.prevailing.clause.text == "Trente jours."
    assert after.prevailing.clause.text == "Quarante jours."
    assert [layer.role for layer in after.stack] == [Role.BELOW, Role.REPLACED]


def test_the_sections_that_an_amendment_prints_anew_stand_once_in_the_text_that_counts() -> None:
    found = contract(
        signed(order(revision=1)), signed(order(revision=2), dt.date(2026, 6, 1)), editions=(FIRST,)
    )
    situation = found.situation(LATER)
    sections = [
        entry.clause.ref
        for entry in running(consolidated(situation))
        if entry.clause.document is Document.PARTICULAR
    ]
    assert len(sections) == len(set(sections)) > 5
    assert len(consolidated(situation)) == len(situation.clauses)


def test_an_amendment_that_speaks_elsewhere_of_the_same_point_is_an_open_conflict() -> None:
    found = contract(
        signed(order(THIRTY, revision=1)),
        signed(order(SIXTY, revision=2), dt.date(2026, 6, 1)),
        editions=(FIRST,),
    )
    assert of(found, "breach_notice").open_conflict


def test_the_version_of_the_general_terms_is_the_one_of_the_day() -> None:
    history = History(SIGNED, (FIRST.version, SECOND.version))
    found = contract(signed(order()), editions=(SECOND, FIRST), history=history)
    texts = [
        found.situation(day).about("CG-6.3.a")[0].prevailing.clause.text
        for day in (dt.date(2026, 7, 31), dt.date(2026, 8, 1))
    ]
    assert texts == ["Dix jours.", "Douze jours."]
    assert found.days() == (SIGNED, dt.date(2026, 8, 1))
    assert found.situation(SIGNED - dt.timedelta(days=1)).papers == ()


def test_a_refusal_in_time_keeps_the_version_before_until_the_end() -> None:
    refused = dt.datetime(2026, 7, 1, 10, tzinfo=dt.UTC)
    history = History(SIGNED, (FIRST.version, SECOND.version), {"2026-08": refused})
    found = contract(signed(order()), editions=(FIRST, SECOND), history=history)
    labels = {paper.name for paper in found.situation(dt.date(2026, 9, 1)).papers if paper.rank == "CG"}
    assert "2026-01" in labels and "2026-08" not in labels
    assert dt.date(2026, 9, 30) in found.days()  # the day after the last one


def test_a_clause_of_the_general_terms_answers_for_itself_where_nothing_touches_it() -> None:
    situation = contract(signed(order(THIRTY)), editions=(FIRST,)).situation(LATER)
    (answer,) = situation.about("CG-1")
    assert answer.prevailing is not None and answer.prevailing.clause.ref == "CG-1"
    assert situation.about("CG-99") == ()


def test_a_part_and_a_whole_know_of_the_derogation() -> None:
    whole = derogation("D3", "CG-6.3", "other", "complete", "Et sans frais.")
    situation = contract(signed(order(whole)), editions=(FIRST,)).situation(LATER)
    for ref in ("CG-6", "CG-6.3", "CG-6.3.b", "CP-D1"):
        assert any(
            layer.clause.ref == "CP-D1" for answer in situation.about(ref) for layer in answer.layers
        ), ref


def test_derogations_on_other_matters_meet_only_on_one_clause() -> None:
    one = derogation("D1", "CG-1", "other", "replace", "Un.")
    two = derogation("D2", "CG-18", "other", "replace", "Deux.")
    situation = contract(signed(order(one, two)), editions=(FIRST,)).situation(LATER)
    others = [topic for topic in situation.topics if topic.subject == "other"]
    assert [topic.target for topic in others] == ["CG-1", "CG-18"]
    assert not any(situation.answer(topic).open_conflict for topic in others)


def test_without_adopted_terms_references_stand_for_the_text() -> None:
    found = contract(signed(order(THIRTY)))
    answer = of(found, "breach_notice")
    assert answer.stack[0].clause.ref == "CG-6.3.a"
    assert found.situation(LATER).differences(answer, answer.stack[0]) == ()


def test_the_whole_text_of_an_article_holds_its_parts_under_their_titles() -> None:
    situation = contract(signed(order()), editions=(FIRST,)).situation(LATER)
    article = next(one for one in situation.clauses.values() if one.ref == "CG-6")
    assert situation.whole_text(article).splitlines()[:3] == [
        "Fin du contrat",
        "Le contrat prend fin ainsi.",
        "Fin pour faute",
    ]


def test_the_consolidated_text_puts_a_derogation_before_its_clause() -> None:
    situation = contract(signed(order(THIRTY)), editions=(FIRST,)).situation(LATER)
    entries = consolidated(situation)
    refs = [entry.clause.ref for entry in entries]
    place = refs.index("CP-D1")
    assert refs[place + 1] == "CG-6.3.a"
    assert entries[place].standing is Standing.APPLIES and entries[place].beside == "CG-6.3.a"
    assert entries[place + 1].standing is Standing.REPLACED
    assert entries[place + 1].by == (entries[place].clause.id,)


def test_what_replaces_an_article_replaces_its_parts() -> None:
    whole = derogation("D1", "CG-6", "other", "exclude", "Sans objet.")
    situation = contract(signed(order(whole)), editions=(FIRST,)).situation(LATER)
    excluded = {entry.clause.ref for entry in consolidated(situation) if entry.standing is Standing.EXCLUDED}
    assert excluded == {"CG-6", "CG-6.3", "CG-6.3.a", "CG-6.3.b"}


@pytest.mark.parametrize(("effect", "runs"), [("exclude", False), ("replace", True), ("complete", True)])
def test_the_running_text_leaves_out_what_is_excluded(effect: str, runs: bool) -> None:
    situation = contract(signed(order(THIRTY | {"effect": effect})), editions=(FIRST,)).situation(LATER)
    refs = [entry.clause.ref for entry in running(consolidated(situation))]
    assert ("CG-6.3.a" in refs) is runs


# ── Properties ───────────────────────────────────────────────────────────────────────────────────────

_DEROGATIONS = st.builds(
    derogation,
    st.just(""),
    st.sampled_from(
        ["CG-1", "CG-6", "CG-6.3", "CG-6.3.a", "CG-6.3.a#1", "CG-6.3.a#2", "CG-6.3.a#9", "CG-18.3", "CG-77"]
    ),
    st.sampled_from(["breach_notice", "payment_term", "beta", "other", "price"]),
    st.sampled_from(["replace", "complete", "exclude"]),
    st.sampled_from(["Un.", "Deux.", "Trois."]),
    days=st.sampled_from([10, 30, 90]),
)


@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    orders = []
    for revision in range(1, draw(st.integers(1, 3)) + 1):
        clauses = draw(st.lists(_DEROGATIONS, max_size=4))
        for place, clause in enumerate(clauses):
            clause["id"] = f"D{place + 1}"
        day = SIGNED + dt.timedelta(days=30 * (revision - 1))
        orders.append(signed(order(*clauses, revision=revision), day))
    return contract(*orders, editions=(PARTED,))


@settings(max_examples=60, deadline=None)
@given(contracts(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_never_matters(found: Contract, chance: random.Random) -> None:
    papers = list(found.papers)
    chance.shuffle(papers)
    mixed = []
    for paper in papers:
        clauses = list(paper.clauses)
        if paper.kind is not PaperKind.GENERAL:
            chance.shuffle(clauses)
        mixed.append(type(paper)(**{**vars(paper), "clauses": tuple(clauses)}))
    other = Contract(found.number, found.client, tuple(mixed))
    one, two = found.situation(LATER), other.situation(LATER)
    assert one.topics == two.topics
    assert [p.id for p in one.papers] == [p.id for p in two.papers]
    for topic in one.topics:
        assert one.answer(topic).outcome() == two.answer(topic).outcome()
    assert not flips(one, two)


@settings(max_examples=60, deadline=None)
@given(contracts())
def test_a_trial_that_changes_nothing_flips_nothing(found: Contract) -> None:
    assert flips(found.situation(LATER), found.situation(LATER)) == ()


@settings(max_examples=60, deadline=None)
@given(contracts())
def test_the_consolidated_text_holds_each_clause_once(found: Contract) -> None:
    situation = found.situation(LATER)
    ids = {entry.whole for entry in consolidated(situation)}
    assert sorted(ids) == sorted(situation.clauses)


@settings(max_examples=60, deadline=None)
@given(contracts())
def test_every_clause_that_speaks_stands_in_its_answer_with_a_role(found: Contract) -> None:
    situation = found.situation(LATER)
    for topic in situation.topics:
        names = [layer.clause.id for layer in situation.answer(topic).layers]
        speaking = [
            clause.id
            for clause in situation.clauses.values()
            if any(
                saying.subject == topic.subject and topic.target in ("", saying.target)
                for saying in clause.says
            )
        ]
        assert len(names) == len(set(names))
        assert set(speaking) <= set(names)


# ── One paragraph, two languages ─────────────────────────────────────────────────────────────────────


def test_the_consolidated_text_marks_the_one_paragraph_that_a_derogation_names() -> None:
    situation = contract(signed(order(SECOND_PARAGRAPH)), editions=(PARTED,)).situation(LATER)
    entries = consolidated(situation)
    place = [entry.clause.ref for entry in entries].index("CG-6.3.a")
    found = [(one.clause.ref, one.clause.text, one.standing) for one in entries[place : place + 4]]
    assert found == [
        ("CG-6.3.a", "Un.", Standing.APPLIES),
        ("CP-D1", "Trente jours.", Standing.APPLIES),
        ("CG-6.3.a#2", "Deux.", Standing.REPLACED),
        ("CG-6.3.a", "Trois.", Standing.APPLIES),
    ]
    assert entries[place + 1].beside == "CG-6.3.a#2"
    assert entries[place].clause.title and not entries[place + 3].clause.title
    assert by_clause(entries)["CG/2026-01:CG-6.3.a"].standing is Standing.REPLACED


def test_what_replaces_the_whole_clause_replaces_its_paragraphs() -> None:
    whole = derogation("D2", "CG-6.3", "other", "exclude", "Sans objet.")
    situation = contract(signed(order(SECOND_PARAGRAPH, whole)), editions=(PARTED,)).situation(LATER)
    lots = [one.standing for one in consolidated(situation) if one.whole == "CG/2026-01:CG-6.3.a"]
    assert lots == [Standing.EXCLUDED] * 3


def test_a_paragraph_is_found_by_its_id_and_belongs_to_the_paper_of_its_clause() -> None:
    situation = contract(signed(order(SECOND_PARAGRAPH)), editions=(PARTED,)).situation(LATER)
    found = situation.clause("CG/2026-01:CG-6.3.a#2")
    assert found is not None and found.text == "Deux."
    assert situation.paper_of(found).id == "CG/2026-01"
    assert situation.clause("CG/2026-01:CG-6.3.a#4") is None
    assert situation.clause("nothing#1") is None


def test_the_english_text_is_read_below_the_french_one_and_not_compared_with_it() -> None:
    situation = contract(signed(order()), editions=(ENGLISH, PARTED)).situation(LATER)
    (answer,) = situation.about("CG-6.3.b")
    assert answer.prevailing is not None and answer.prevailing.clause.language == "fr"
    (english,) = answer.stack
    assert (english.rule, english.because) == ("P6", "CG-18.5")
    assert situation.differences(answer, english) == ()
    lots = {one.clause.id: one.standing for one in consolidated(situation)}
    assert lots["CG/2026-01/en:CG-6.3.b"] is Standing.TRANSLATION
    assert "CG/2026-01/en:CG-6.3.b" not in {one.clause.id for one in running(consolidated(situation))}


def test_a_derogation_below_the_general_terms_takes_the_place_of_nothing() -> None:
    agreed = AgreedRanking((Document.GENERAL, Document.SPECIAL, Document.PARTICULAR), SIGNED, "CP-8")
    found = replace(contract(signed(order(THIRTY)), editions=(FIRST,)), rankings=(agreed,))
    lots = {one.clause.ref: one for one in consolidated(found.situation(LATER))}
    assert lots["CG-6.3.a"].standing is Standing.APPLIES
    assert lots["CP-D1"].standing is Standing.REPLACED
    assert lots["CP-D1"].by == (lots["CG-6.3.a"].clause.id,)


def test_documents_without_rank_stand_in_the_explanation() -> None:
    purchase = Unranked("purchase_terms", "Conditions d’achat", dt.date(2026, 2, 1))
    found = replace(contract(signed(order(THIRTY)), editions=(FIRST,)), unranked=(purchase,))
    answer = of(found, "breach_notice")
    (said,) = [one for one in answer.why.set_aside if one.label == "precedence.without_rank"]
    assert "Conditions d’achat" in str(said.value)


@settings(max_examples=60, deadline=None)
@given(contracts(), st.booleans())
def test_every_paragraph_in_force_stands_once_in_the_consolidated_text(found: Contract, both: bool) -> None:
    if both:
        more = papers_of((), (ENGLISH,))
        found = replace(found, papers=(*found.papers, *more))
    situation = found.situation(LATER)
    written: dict[str, list[str]] = {}
    for entry in consolidated(situation):
        written.setdefault(entry.whole, []).append(entry.clause.text)
        assert entry.standing in RUNNING or entry.by or entry.law
    kept = {ident: clause.text for ident, clause in situation.clauses.items()}
    assert {ident: "\n".join(texts) for ident, texts in written.items()} == kept


@settings(max_examples=60, deadline=None)
@given(contracts())
def test_a_clause_added_and_taken_out_again_flips_nothing(found: Contract) -> None:
    saying = Saying("breach_notice", Effect.REPLACE, {"days": 5}, "CG-6.3.a#2")
    clause = Clause("trial:1", Document.PARTICULAR, "CP-E1", "", "Cinq jours.", (saying,))
    after = tried(found, [Add("CP/v1", clause), Remove("trial:1")])
    assert after == found
    assert flips(found.situation(LATER), after.situation(LATER)) == ()


def test_before_a_signature_every_entry_into_force_is_an_event_and_the_draft_is_none() -> None:
    history = History(dt.date(2026, 5, 4), (FIRST.version, SECOND.version), basis=Basis.DRAFT)
    unsigned = OrderPaper(order(), None, signed=False)
    found = contract(unsigned, editions=(FIRST, SECOND), history=history)
    assert found.days() == (dt.date(2026, 1, 1), dt.date(2026, 8, 1))
