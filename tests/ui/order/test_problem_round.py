"""F8 around the problems: errors first, each once, on from where it led."""

import pytest

from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.language.messages import message
from numspot_desk.ui.order.problem_round import ProblemRound
from numspot_desk.usecases.ports.orders import Place


def _found(code: str, field: str) -> Problem:
    return problem(code, field, message("x"))


FOUND = [
    _found("sample_price", "price_reference.kind"),
    _found("region_mismatch", "lines[0].region"),
    _found("beta_line", "lines[0].region"),
    _found("missing_field", "mandate.iban"),
]


def test_the_first_error_comes_before_a_warning_found_earlier() -> None:
    assert ProblemRound().next(FOUND, Place("services", "lines[0].service")) == "lines[0].region"


@pytest.mark.parametrize(
    ("here", "then"),
    [
        ("lines[0].region", "mandate.iban"),  # two problems of one field are one stop
        ("mandate.iban", "price_reference.kind"),
        ("price_reference.kind", "lines[0].region"),
    ],
)
def test_it_goes_on_and_around(here: str, then: str) -> None:
    assert ProblemRound().next(FOUND, Place("services", here)) == then


def test_it_goes_on_from_a_problem_that_stands_at_a_field_of_another_name() -> None:
    subjects = [_found("uncovered_subject", f"special_conditions[0].HDS-{n}") for n in (1, 2, 3)]
    around, at = ProblemRound(), Place("conditions", "special_conditions[0].kind")
    stops = []
    for _ in range(4):
        field = around.next(subjects, at)
        assert field is not None
        around.landed(field, at)
        stops.append(field[-1])
    assert stops == ["1", "2", "3", "1"]


def test_without_a_problem_it_stays() -> None:
    assert ProblemRound().next([], Place("client", "client.siren")) is None
