"""`mandate pain008` from outside: statuses, what is said, no account number anywhere but in the file."""

import json
from pathlib import Path
from typing import Any

import pytest
import sepaxml

from numspot_desk.app.command_line import main

SCHEMA = str(Path(sepaxml.__file__).parent / "schemas" / "pain.008.001.08.xsd")
IBANS = ("FR1420041010050500013M02606", "FR7630006000011234567890189")
ASKED: dict[str, Any] = {
    "collect_on": "2026-12-15",
    "creditor": {"iban": IBANS[1], "bic": "AGRIFRPP"},
    "debits": [
        {
            "rum": "NS20267K3Q9XM4",
            "amount": "1234.50",
            "reference": "FA-2026-0042",
            "announced_on": "2026-11-20",
            "text": "Facture n° 42",
            "debtor_address": {
                "line1": "12 rue des Œillets",
                "postcode": "69003",
                "city": "Lyon",
                "country": "FR",
            },
            "facts": [
                {
                    "kind": "prepared",
                    "on": "2026-01-05",
                    "rum": "NS20267K3Q9XM4",
                    "debtor": "Hôpital d’Exemple",
                    "account": {"iban": IBANS[0], "bic": "PSSTFRPP"},
                    "ics": "FR15ZZZ588627",
                },
                {"kind": "signed", "on": "2026-01-20", "signatory": "Alix Martin"},
            ],
        }
    ],
}


class Ran:
    """What one command gave."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Any:
    def hand_over(asked: Any, *options: str) -> Ran:
        file = tmp_path / "debits.json"
        file.write_text(asked if isinstance(asked, str) else json.dumps(asked), encoding="utf-8")
        out = str(tmp_path / "out")
        status = main(("mandate", "pain008", str(file), "--out", out, "--on", "2026-11-23", *options))
        said = capfdbinary.readouterr()
        return Ran(status, said.out.decode(), said.err.decode())

    return hand_over


def changed(path: str, value: Any) -> dict[str, Any]:
    """What is asked, with one value changed (`debits.0.amount`)."""
    document = json.loads(json.dumps(ASKED))
    *above, last = path.split(".")
    holder = document
    for step in above:
        holder = holder[int(step)] if step.isdigit() else holder[step]
    holder[last] = value
    return document


def test_a_file_is_written_and_held_against_the_schema(run: Any) -> None:
    ran = run(ASKED, "--schema", SCHEMA)
    assert (ran.status, ran.err) == (0, "")
    answer = json.loads(ran.out)
    assert (answer["debits"], answer["total"], answer["schema"]) == (1, "1234.50", SCHEMA)
    assert answer["batches"] == [
        {
            "scheme": "core",
            "sequence": "FRST",
            "collect_on": "2026-12-15",
            "debits": 1,
            "amended": 0,
            "total": "1234.50",
        }
    ]
    written = Path(answer["file"]).read_text(encoding="utf-8")
    assert all(iban in written and iban not in ran.out for iban in IBANS)


def test_without_the_schema_the_command_says_where_it_is(run: Any) -> None:
    ran = run(ASKED)
    assert ran.status == 0 and json.loads(ran.out)["schema"] is None
    assert "iso20022.org" in ran.err and "--schema" in ran.err


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        ("debits.0.announced_on", None, "debits[0].announced_on"),
        ("debits.0.amount", "0.001", "debits[0].amount"),
        ("collect_on", "2026-12-13", "collect_on"),
        ("creditor.iban", "FR7630006000011234567890188", "creditor.iban"),
        ("debits.0.facts.0.account.iban", "FR1420041010050500013M02607", "debits[0].facts"),
        ("debits.0.facts.1.on", "2030-01-01", "debits[0].facts"),
    ],
)
def test_what_may_not_be_handed_over_blocks(
    run: Any, tmp_path: Path, path: str, value: Any, line: str
) -> None:
    ran = run(changed(path, value), "--schema", SCHEMA)
    assert (ran.status, ran.out) == (1, "")
    assert f"debits.json: {line}: " in ran.err
    assert not (tmp_path / "out").exists()
    assert not isinstance(value, str) or not value.startswith("FR") or value not in ran.err


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("[]", "debits.json: "),
        ({}, "debits.json: collect_on: "),
        (changed("debits.0.amount", 12), "debits.json: debits[0].amount: "),
        (changed("debits.0.amount", "1,5"), "debits.json: debits[0].amount: "),
        (changed("debits.0.unknown", 1), "debits.json: debits[0].unknown: "),
        (changed("debits.0.facts", [{"kind": "invented", "on": "2026-01-01"}]), "debits[0].facts[0]: "),
        (changed("debits.0.facts", "none"), "debits[0].facts: "),
        (changed("debits.0.provisions", [{}]), "debits[0].provisions[0]."),
        (changed("debits.0.readings", {"R99": "x"}), "debits[0].readings.R99: "),
        (changed("creditor", {}), "creditor.iban: "),
        (changed("debits.0.debtor_address", "Lyon"), "debits[0].debtor_address: "),
        (changed("debits.0.text", "a\nb"), "debits[0].text: "),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_place(run: Any, asked: Any, line: str) -> None:
    ran = run(asked)
    assert (ran.status, ran.out) == (2, "")
    assert line in ran.err


def test_mandates_without_facts_need_a_workspace(run: Any) -> None:
    document = json.loads(json.dumps(ASKED))
    del document["debits"][0]["facts"]
    ran = run(document)
    assert ran.status == 2 and "debits[0].facts" in ran.err


def test_a_file_that_is_no_schema_is_refused(run: Any, tmp_path: Path) -> None:
    ran = run(ASKED, "--schema", str(tmp_path / "none.xsd"))
    assert (ran.status, ran.out) == (2, "") and "none.xsd" in ran.err
    assert not (tmp_path / "out").exists()
