"""Every number of the table of identifiers through the `id` commands, as a script asks them."""

import json
from collections.abc import Sequence

import pytest

from numspot_desk.app.command_line import main
from numspot_desk.contracts.identifier_reasons import reason_sentence
from numspot_desk.language.catalog import load_language
from numspot_desk.rules.identifiers.errors import Reason
from tests.rules.identifiers.table import identifier_table

TABLE = identifier_table()
TAKEN = [
    (kind, row[0], row[1] if part == "typed" else row[0])
    for kind, table in TABLE.items()
    for part in ("valid", "typed")
    for row in table[part]
]
REFUSED = [(kind, typed, reason) for kind, table in TABLE.items() for typed, reason, _why in table["invalid"]]


class Asked:
    """The commands, and what each wrote."""

    def __init__(self, captured: pytest.CaptureFixture[bytes]) -> None:
        self._captured = captured

    def __call__(self, arguments: Sequence[str]) -> tuple[int, dict[str, object]]:
        status = main(arguments)
        written = self._captured.readouterr()
        assert written.err == b""
        return status, json.loads(written.out)


@pytest.fixture
def ask(capfdbinary: pytest.CaptureFixture[bytes]) -> Asked:
    return Asked(capfdbinary)


@pytest.mark.parametrize(("kind", "typed", "kept"), TAKEN)
def test_a_valid_number_answers_as_it_is_kept(ask: Asked, kind: str, typed: str, kept: str) -> None:
    status, answer = ask(("id", kind, "--", typed))
    assert status == 0
    assert (answer["valid"], answer["canonical"], answer["problem"], answer["reason"]) == (
        True,
        kept,
        None,
        None,
    )


@pytest.mark.parametrize(("kind", "typed", "reason"), REFUSED)
def test_an_invalid_number_answers_its_reason_and_a_sentence(
    ask: Asked, kind: str, typed: str, reason: str
) -> None:
    status, answer = ask(("id", kind, "--lang", "fr", "--", typed))
    assert status == 1
    assert (answer["valid"], answer["canonical"], answer["reason"]) == (False, None, reason)
    assert answer["problem"] == load_language("fr").render(reason_sentence(kind.upper(), Reason(reason)))
    assert len(typed) < 8 or typed not in str(answer["problem"])


def test_what_follows_from_a_number_is_answered_with_it(ask: Asked) -> None:
    assert ask(("id", "siren", "732829320"))[1]["vat"] == "FR44732829320"
    assert ask(("id", "siret", "73282932000074"))[1]["vat"] == "FR44732829320"
    known = ask(("id", "iban", "FR7630006000011234567890189"))[1]
    assert known["bank"] and str(known["bic"]).startswith("AGRI")
    unknown = ask(("id", "iban", "MT84MALT011000012345MTLCAST001S"))[1]
    assert (unknown["bank"], unknown["bic"]) == (None, None)
