"""Which clauses of the general terms speak of a subject."""

from numspot_desk.contracts.order.order_document import SUBJECTS
from numspot_desk.rules.clauses import KNOWN
from numspot_desk.rules.subjects import CLAUSES, INCORPORATED, INCORPORATED_BY, subjects_of
from numspot_desk.rules.table import TABLE


def test_every_subject_but_the_open_one_has_its_clauses_and_they_exist() -> None:
    assert set(CLAUSES) == set(SUBJECTS) - {"other"}
    assert {clause for clauses in CLAUSES.values() for clause in clauses} <= KNOWN
    assert INCORPORATED_BY in KNOWN and len(set(INCORPORATED)) == 5


def test_a_limit_named_by_a_subject_rests_on_a_clause_near_its_own() -> None:
    for row in TABLE.rows:
        if row.subject in CLAUSES:
            roots = {clause.partition(".")[0] for clause in CLAUSES[row.subject]}
            assert row.clause.partition(".")[0] in roots, row.id


def test_subjects_of_a_clause() -> None:
    assert set(subjects_of("CG-A1.1")) == {"payment_term", "price", "discount"}
    assert subjects_of("CG-5.1") == ()
