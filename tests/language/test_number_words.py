"""Whole numbers in words."""

import pytest

from numspot_desk.language.number_words import MOST, in_english, in_french


@pytest.mark.parametrize(
    ("number", "french", "english"),
    [
        (0, "zéro", "zero"),
        (1, "un", "one"),
        (16, "seize", "sixteen"),
        (17, "dix-sept", "seventeen"),
        (21, "vingt et un", "twenty-one"),
        (30, "trente", "thirty"),
        (45, "quarante-cinq", "forty-five"),
        (61, "soixante et un", "sixty-one"),
        (70, "soixante-dix", "seventy"),
        (71, "soixante et onze", "seventy-one"),
        (80, "quatre-vingts", "eighty"),
        (81, "quatre-vingt-un", "eighty-one"),
        (90, "quatre-vingt-dix", "ninety"),
        (91, "quatre-vingt-onze", "ninety-one"),
        (99, "quatre-vingt-dix-neuf", "ninety-nine"),
        (100, "cent", "one hundred"),
        (101, "cent un", "one hundred and one"),
        (180, "cent quatre-vingts", "one hundred and eighty"),
        (200, "deux cents", "two hundred"),
        (365, "trois cent soixante-cinq", "three hundred and sixty-five"),
        (1000, "mille", "one thousand"),
        (1001, "mille un", "one thousand and one"),
        (5000, "cinq mille", "five thousand"),
        (80_000, "quatre-vingt mille", "eighty thousand"),
        (200_200, "deux cent mille deux cents", "two hundred thousand two hundred"),
        (
            999_999,
            "neuf cent quatre-vingt-dix-neuf mille neuf cent quatre-vingt-dix-neuf",
            "nine hundred and ninety-nine thousand nine hundred and ninety-nine",
        ),
    ],
)
def test_a_number_in_words(number: int, french: str, english: str) -> None:
    assert in_french(number) == french
    assert in_english(number) == english


def test_no_two_numbers_share_their_words() -> None:
    assert len({in_french(number) for number in range(10_000)}) == 10_000
    assert len({in_english(number) for number in range(10_000)}) == 10_000


@pytest.mark.parametrize("number", [-1, MOST + 1])
def test_nothing_outside(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        in_french(number)
    with pytest.raises(ValueError, match=str(number)):
        in_english(number)
