"""The text and the data of a clause come from the same values."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.contracts.library.clause import LibraryClause, ParameterKind, places
from numspot_desk.contracts.library.reading import read_clause
from numspot_desk.contracts.library.rendering import NotRendered, render
from numspot_desk.language.number_words import in_french
from tests.contracts.library.clauses import choice, clause, document, percent, single, special
from tests.examples import examples


@pytest.mark.parametrize(
    ("made", "value", "text", "days"),
    [
        (document(), 1, "Le délai est de un (1)\N{NO-BREAK SPACE}jour calendaire.", 1),
        (document(), 30, "Le délai est de trente (30)\N{NO-BREAK SPACE}jours calendaires.", 30),
        (document(parameters=[percent()]), "7.50", "Le délai est de 7,5\N{NO-BREAK SPACE}%.", "7.5"),
        (document(parameters=[percent()]), "10", "Le délai est de 10\N{NO-BREAK SPACE}%.", "10"),
        (
            document(parameters=[percent(kind="amount")]),
            "1",
            "Le délai est de 1,00\N{NO-BREAK SPACE}€.",
            "1",
        ),
        (document(parameters=[choice()]), "two", "Le délai est de le second cas.", "two"),
        (
            document(parameters=[single("date")]),
            "2027-01-01",
            "Le délai est de 1er janvier 2027.",
            "2027-01-01",
        ),
        (document(parameters=[single("text")]), " dix jours ", "Le délai est de dix jours.", "dix jours"),
    ],
)
def test_a_clause_says_its_value_in_its_text_and_in_its_data(
    made: dict[str, Any], value: object, text: str, days: object
) -> None:
    rendered = render(read_clause(made), {"delay": value})
    assert rendered.text == text
    assert dict(rendered.data) == {"days": days}


def test_the_gloss_says_the_same_in_english() -> None:
    rendered = render(clause(), {"delay": 21})
    assert rendered.gloss == "The delay is twenty-one (21)\N{NO-BREAK SPACE}calendar days."


def test_a_special_clause_has_no_data_and_a_derogation_names_what_it_covers() -> None:
    assert dict(render(read_clause(special()), {}).data) == {}
    covering = clause(covers=["DA-25.d"])
    assert dict(render(covering, {"delay": 9}).data) == {"days": 9, "covers": ["DA-25.d"]}


def test_a_value_is_never_taken_for_a_place() -> None:
    made = document(
        text="{delay} puis {other}",
        gloss="…",
        parameters=[single("text"), {**single("text"), "name": "other"}],
        data={"said": ["{delay}", 3, True]},
    )
    rendered = render(read_clause(made), {"delay": "{other}", "other": "{delay}"})
    assert rendered.text == "{other} puis {delay}"
    assert rendered.data["said"] == ["{other}", 3, True]


@pytest.mark.parametrize("value", [None, "", 0, 91, "30", 1.5, True, [], "trente"])
def test_a_value_outside_its_limits_is_not_rendered(value: object) -> None:
    with pytest.raises(NotRendered) as refused:
        render(clause(), {"delay": value})
    assert refused.value.parameter.name == "delay"


@given(value=st.integers(1, 90))
@examples(40)
def test_text_and_data_always_agree(value: int) -> None:
    rendered = render(clause(), {"delay": value})
    assert f"{in_french(value)} ({value})" in rendered.text
    assert rendered.data["days"] == value
    assert not places(rendered.text)


def test_what_data_takes_from_a_parameter_is_in_the_text_of_every_built_in_clause(
    any_built_in: LibraryClause,
) -> None:
    for value in any_built_in.data.values():
        for one in value if isinstance(value, list) else [value]:
            for name in places(str(one)):
                assert name in places(any_built_in.text)
    texts = {one.name: "Mot" for one in any_built_in.parameters if one.kind is ParameterKind.TEXT}
    days = {one.name: "2027-01-15" for one in any_built_in.parameters if one.kind is ParameterKind.DATE}
    rendered = render(any_built_in, {**any_built_in.preferred, **texts, **days})
    assert not places(rendered.text) and not places(rendered.gloss)
