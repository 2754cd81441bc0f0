"""The notice before a debit (T24), with a clause that shortens it and clauses that disagree."""

import datetime as dt

from numspot_desk.contracts.mandate_life.limits import notice_limit
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.provisions import Effect, Provision

DEBIT = dt.date(2026, 3, 31)


def _clause(name: str, days: int) -> Provision:
    return Provision(
        name, Document.PARTICULAR, f"CP-{name}", "payment_means", Effect.REPLACE, data={"days": days}
    )


def test_the_client_is_told_fourteen_days_before() -> None:
    found = notice_limit(DEBIT)
    assert (found.result.last_day, found.clause) == (dt.date(2026, 3, 17), "CG-A1.3")
    assert found.explanation.clauses == ("CG-A1.3",)


def test_a_clause_of_the_contract_shortens_the_notice() -> None:
    assert notice_limit(DEBIT, provisions=[_clause("D1", 5)]).result.last_day == dt.date(2026, 3, 26)


def test_clauses_that_disagree_leave_the_notice_open() -> None:
    found = notice_limit(DEBIT, provisions=[_clause("D1", 5), _clause("D2", 7)])
    assert found.result.last_day is None and set(found.conflict) == {"D1", "D2"}
