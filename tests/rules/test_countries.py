"""Sets of countries: what the Union, France and the payments area have in common, and what they have not."""

import pytest

from numspot_desk.rules.countries import (
    FRENCH,
    FRENCH_OUTERMOST,
    FRENCH_OUTSIDE_UNION,
    ISO_3166,
    SEPA,
    UNION,
    in_union,
)


def test_every_code_is_one_of_the_standard() -> None:
    assert len(ISO_3166) == 249
    assert UNION | FRENCH | SEPA <= ISO_3166


def test_the_union_has_twenty_seven_states_that_all_pay_by_sepa() -> None:
    assert len(UNION) == 27
    assert UNION <= SEPA


def test_france_is_the_metropolis_and_its_territories_within_and_outside_the_union() -> None:
    assert {"FR", *FRENCH_OUTERMOST, *FRENCH_OUTSIDE_UNION} == FRENCH
    assert len(FRENCH) == 13
    assert {"NC", "PF", "WF", "TF"} == FRENCH - SEPA


@pytest.mark.parametrize(
    ("country", "inside"),
    [("FR", True), ("DE", True), ("RE", True), ("MF", True), ("BL", False), ("NC", False), ("CH", False)],
)
def test_who_is_part_of_the_union(country: str, inside: bool) -> None:
    assert in_union(country) is inside


@pytest.mark.parametrize("country", ["MC", "CH", "GB", "NO", "PM"])
def test_sepa_reaches_beyond_the_union(country: str) -> None:
    assert country in SEPA and country not in UNION


def test_sepa_does_not_reach_everywhere() -> None:
    assert not SEPA & {"US", "TR", "CN", "MA"}
