"""The table of limits as it is read: whose length a row counts with, and the clause that it cites."""

from numspot_desk.rules.lengths import Length
from numspot_desk.rules.table import TABLE, read_table

BORROWING = """
[[limit]]
id = "T01"
trigger = ["last_use"]
count = "after"
length = 3
unit = "weeks"
kind = "act_before"
party = "client"
clause = "CG-8"
clauses = ["CG-8", "CG-9"]

[[limit]]
id = "T02"
trigger = ["last_use"]
count = "after"
length_of = "T01"
kind = "act_before"
party = "client"
clause = "CG-15"
clauses = ["CG-15", "CG-16"]
"""


def test_a_length_that_a_clause_may_change_cites_the_clause_where_it_stands() -> None:
    refusal, notice = TABLE.row("T07"), TABLE.row("T10")
    assert TABLE.length_row(refusal) is notice
    step = TABLE.length_step(refusal, notice)
    assert (step.label, step.value, step.clauses) == ("limit.length.days", 90, ("CG-7.1",))
    assert TABLE.length_step(notice, notice).clauses == ("CG-7.1",)


def test_a_borrowed_length_that_no_clause_can_change_cites_the_limit_itself() -> None:
    table = read_table(BORROWING)
    lender, borrower = table.rows
    assert table.length_row(borrower) is lender
    step = table.length_step(borrower, lender)
    assert (step.label, step.value, step.clauses) == ("limit.length.weeks", 3, ("CG-15",))
    assert lender.length == Length(3, "weeks")


def test_a_row_does_neither_end_the_contract_nor_count_the_latest_alone_unless_it_says_so() -> None:
    for row in read_table(BORROWING).rows:
        assert (row.latest, row.ends_contract) == (False, False)
