"""Dated laws: values and checks that legal adds hold from their day; results past the last check say so."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.language.catalog import load_language
from numspot_desk.rules.dated_laws import LAWS
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.calculations.calculators import BY_ID
from numspot_desk.usecases.calculations.laws_kept import (
    NAMES,
    Laws,
    keep_laws,
    kept_laws,
    known_laws,
    laws_problems,
)
from numspot_desk.usecases.calculations.outcome import calculate
from numspot_desk.usecases.calculations.rates_kept import known_rates
from numspot_desk.usecases.calculations.told import told
from numspot_desk.usecases.refusals import MoveRefused
from tests.usecases.calculations.test_outcome import FILLED
from tests.usecases.desk import LAWYER, PERSON, FixedClock, workspace_in

TODAY = dt.date(2026, 12, 1)
FRENCH = load_language("fr")
RAISED = {
    "law": "recovery_flat",
    "from": "01/02/2026",
    "value": "50",
    "checked": "30/11/2026",
    "source": "JORF",
}
INVOICE = {"number": "F-1", "amount_incl_tax": "1200", "amount_excl_tax": "1000", "due": "31/01/2026"}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    with workspace_in(tmp_path / "w") as opened:
        yield opened


def _warnings(ident: str, laws: Laws, **changed: Any) -> tuple[str, ...]:
    values = {**FILLED[ident], **changed}
    outcome = calculate(BY_ID[ident], values, known_rates(), laws)
    assert outcome.found is not None
    return told(outcome.calculator, values, outcome.found, FRENCH).warnings


def test_every_law_has_a_name_an_article_and_a_day_of_check() -> None:
    assert NAMES.keys() == LAWS.keys()
    assert all(one.article and one.last_checked for one in LAWS.values())
    assert {law for one in BY_ID.values() for law in one.laws} <= LAWS.keys()


def test_a_result_past_the_last_check_says_so_and_one_before_does_not() -> None:
    laws = known_laws()
    late = _warnings("late_payment", laws, counted_to="01/12/2026")
    assert any("D.441-5" in one and "22 novembre 2026" in one for one in late)
    assert not any("D.441-5" in one for one in _warnings("late_payment", laws, counted_to="22/11/2026"))
    assert any("2023/2854" in one for one in _warnings("exit", laws, notified_on="31/12/2026"))
    assert not any("2023/2854" in one for one in _warnings("exit", laws, notified_on="01/11/2026"))


def test_a_result_without_a_day_is_one_of_today() -> None:
    assert any("1231-3" in one for one in _warnings("liability", known_laws(today=TODAY)))
    assert not _warnings("liability", known_laws(today=dt.date(2026, 11, 22)))


def test_a_public_buyer_rests_on_its_own_decree() -> None:
    said = _warnings("late_payment", known_laws(), counted_to="01/12/2026", public_buyer="true")
    assert any("R.2192-31" in one for one in said)


def test_a_value_that_legal_adds_counts_from_its_day(workspace: OpenWorkspace) -> None:
    assert keep_laws(workspace, {"laws": [RAISED]}, LAWYER, FixedClock()).settings
    laws = known_laws(kept_laws(workspace))
    values = {"invoices": [INVOICE], "counted_to": "01/03/2026"}
    found = calculate(BY_ID["late_payment"], values, known_rates(), laws).found
    assert found is not None and found.values["flat"] == "50.00"
    before = {**INVOICE, "due": "15/01/2026"}
    found = calculate(BY_ID["late_payment"], {**values, "invoices": [before]}, known_rates(), laws).found
    assert found is not None and found.values["flat"] == "40.00"
    (row,) = [one for one in workspace.audit.entries() if one.kind == "settings.laws"]
    assert "JORF" not in str(row.details)


def test_a_later_check_ends_the_warning(workspace: OpenWorkspace) -> None:
    check = {"law": "data_act", "checked": "01/12/2026", "source": "EUR-Lex"}
    keep_laws(workspace, {"laws": [check]}, LAWYER, FixedClock())
    laws = known_laws(kept_laws(workspace))
    assert laws.known["data_act"].last_checked == TODAY
    assert not any("2023/2854" in one for one in _warnings("exit", laws, notified_on="01/12/2026"))


def test_an_earlier_check_or_what_cannot_be_read_takes_nothing_back() -> None:
    kept = {
        "laws": [
            {"law": "data_act", "checked": "1999-01-01"},
            {"law": "none"},
            {"law": "liability", "checked": "x"},
        ]
    }
    assert known_laws(kept).known == LAWS


def test_a_rate_below_the_legal_floor_is_told() -> None:
    """Late from 1 February 2024: 4.50 + 10 = 14.50, below 3 × 5.07 = 15.21 (L.441-10 II)."""
    old = [{**INVOICE, "due": "31/01/2024"}]
    for way in ("principal", "interest_first"):
        said = _warnings(
            "late_payment",
            known_laws(),
            invoices=old,
            payments=[],
            counted_to="30/06/2024",
            imputation=way,
        )
        assert any("15,21" in one for one in said)
        now = _warnings("late_payment", known_laws(), counted_to="30/06/2026", imputation=way)
        assert not any("plancher" in one for one in now)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"law": ""}, "law"),
        ({"law": "horoscope"}, "law"),
        ({"from": ""}, "from"),
        ({"value": ""}, "value"),
        ({"value": "beaucoup"}, "value"),
        ({"value": "100000"}, "value"),
        ({"law": "data_act"}, "value"),
        ({"checked": ""}, "checked"),
        ({"checked": "02/12/2026"}, "checked"),
        ({"source": ""}, "source"),
        ({"source": "x" * 201}, "source"),
    ],
)
def test_what_cannot_be_kept_is_named(row: dict[str, str], field: str, workspace: OpenWorkspace) -> None:
    typed = {"laws": [{}, {**RAISED, **row}]}
    assert [one.field for one in laws_problems(typed, TODAY)] == [f"laws[1].{field}"]
    with pytest.raises(ValueError, match=field):
        keep_laws(workspace, typed, LAWYER, FixedClock())


def test_two_values_of_one_day_are_refused() -> None:
    (fault,) = laws_problems({"laws": [RAISED, RAISED]}, TODAY)
    assert fault.field == "laws[1].from"


def test_only_legal_keeps_laws(workspace: OpenWorkspace) -> None:
    with pytest.raises(MoveRefused):
        keep_laws(workspace, {"laws": [RAISED]}, PERSON, FixedClock())
    assert kept_laws(workspace) == {}
