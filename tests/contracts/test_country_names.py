"""Countries by name: what somebody types for a code, what a document prints."""

import pytest

from numspot_desk.contracts.country_names import country_code, country_name


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("fr", "FR"),
        (" DE ", "DE"),
        ("allemagne", "DE"),
        ("Germany", "DE"),
        ("COTE D’IVOIRE", "CI"),
        ("la réunion", "RE"),
        ("Atlantide", None),
        ("XX", None),
        ("", None),
    ],
)
def test_a_country_is_taken_by_its_code_or_its_name(typed: str, code: str | None) -> None:
    assert country_code(typed) == code


def test_a_document_prints_its_french_name() -> None:
    assert (country_name("DE"), country_name("de"), country_name("Z")) == ("Allemagne", "Allemagne", "")
