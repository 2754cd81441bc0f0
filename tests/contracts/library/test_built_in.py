"""The clauses carried with the program: complete, known to the rules, relations that exist."""

from pathlib import Path

import pytest

from numspot_desk import bundle
from numspot_desk.contracts.library.built_in import built_in, carried
from numspot_desk.contracts.library.clause import ClauseKind, LibraryClause
from numspot_desk.contracts.library.conditions import named_clause
from numspot_desk.contracts.library.pasted import clean
from numspot_desk.contracts.order.order_document import SUBJECTS
from numspot_desk.rules import clauses as references
from numspot_desk.rules.checklists import CHECKLISTS
from numspot_desk.rules.subjects import CLAUSES

ASKED = {
    *("payment_term", "breach_notice", "suspension_notice", "termination_notice", "liability_cap"),
    *("sla_level", "penalty_cap", "penalty_claim_window", "data_location", "audit", "penetration_test"),
    *("reversibility", "data_retention", "confidentiality_term", "price_hold", "discount", "references"),
    *("notification_address", "beta", "jurisdiction", "subcontracting", "personal_data", "insurance"),
}


def test_every_subject_that_people_negotiate_has_a_derogation() -> None:
    found = {one.subject for one in built_in().values() if one.kind is ClauseKind.DEROGATION}
    assert found >= ASKED
    assert found <= set(SUBJECTS)


def test_the_target_of_a_clause_exists_and_speaks_of_its_subject(any_built_in: LibraryClause) -> None:
    if any_built_in.target is None:
        return
    assert references.known(any_built_in.target)
    spoken = [references.parse(one) for one in CLAUSES[any_built_in.subject]]
    target = references.parse(any_built_in.target)
    assert any(target.within(one) or one.within(target) for one in spoken)


def test_the_clauses_that_a_clause_names_exist(any_built_in: LibraryClause) -> None:
    named = {*any_built_in.excludes, *filter(None, map(named_clause, any_built_in.requires))}
    assert named <= set(built_in())


def test_the_wording_is_clean_french_with_a_gloss(any_built_in: LibraryClause) -> None:
    for text in (any_built_in.text, any_built_in.gloss):
        assert clean(text).text == text
    assert "'" not in any_built_in.text
    assert any_built_in.text.rstrip()[-1] in ".}" and any_built_in.gloss.rstrip()[-1] in ".}"
    assert not any_built_in.retired
    numbers = sorted(version for clause_id, version in carried() if clause_id == any_built_in.id)
    assert numbers == list(range(1, any_built_in.version + 1))


def test_the_sets_cover_every_subject_of_their_checklists() -> None:
    for name, checklist in CHECKLISTS.items():
        covered = {
            subject
            for one in built_in().values()
            if name in one.kinds or (name == "DataAct" and one.kind is ClauseKind.DEROGATION)
            for subject in one.covers
        }
        assert {subject.id for subject in checklist.subjects} <= covered


_TWO_VERSIONS = """
[[clause]]
id = "place"
version = 2
kind = "special"
kinds = ["HDS"]
subject = "data_location"
title = { fr = "Lieu", en = "Place" }
text = "Les données restent à Lyon."
gloss = "The data stay in Lyon."
reason = { fr = "Demandé.", en = "Asked for." }

[[clause]]
id = "place"
version = 1
kind = "special"
kinds = ["HDS"]
subject = "data_location"
title = { fr = "Lieu", en = "Place" }
text = "Les données restent en France."
gloss = "The data stay in France."
reason = { fr = "Demandé.", en = "Asked for." }
"""


def test_earlier_versions_are_carried_beside_the_last_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "1.toml").write_text(_TWO_VERSIONS, encoding="utf-8")
    monkeypatch.setattr(bundle, "resource", lambda _name: tmp_path)
    assert set(carried.__wrapped__()) == {("place", 1), ("place", 2)}
    monkeypatch.setattr("numspot_desk.contracts.library.built_in.carried", carried.__wrapped__)
    assert {clause.id: clause.version for clause in built_in.__wrapped__().values()} == {"place": 2}
