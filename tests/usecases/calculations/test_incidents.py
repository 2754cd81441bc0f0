"""Incidents from a file to the level observed, counted by hand: they overlap each other and maintenance,
cross the nights on which the clocks change, and come in the encodings of spreadsheets."""

from decimal import Decimal
from typing import Any

import pytest

from numspot_desk.language.catalog import load_language
from numspot_desk.usecases.calculations.calculators import AVAILABILITY
from numspot_desk.usecases.calculations.outcome import Outcome, calculate
from numspot_desk.usecases.calculations.parts import Rows
from numspot_desk.usecases.calculations.rates_kept import known_rates
from numspot_desk.usecases.calculations.row_file import rows_of
from numspot_desk.usecases.calculations.told import told
from numspot_desk.usecases.refusals import FileRefused

FRENCH = load_language("fr")
INCIDENTS, MAINTENANCE = (
    part for part in AVAILABILITY.parts if isinstance(part, Rows) and part.key != "excluded"
)
MONTHS = {"03": ("01/03/2026", "31/03/2026"), "10": ("01/10/2026", "31/10/2026")}


def _outcome(month: str, incidents: str, **more: Any) -> Outcome:
    start, end = MONTHS[month]
    rows = rows_of(f"Début;Fin\n{incidents}\n".encode(), INCIDENTS, FRENCH)
    values = {"commitment": "SLA9.api", "period.start": start, "period.end": end, "incidents": rows, **more}
    return calculate(AVAILABILITY, {**values, "all_zones": "true"}, known_rates())


def _down(outcome: Outcome) -> int:
    assert outcome.found is not None, outcome.problems
    return int(outcome.found.values["downtime_seconds"])


@pytest.mark.parametrize(
    ("month", "incidents", "seconds"),
    [
        ("10", "05/10/2026 10:00;05/10/2026 10:20", 1200),
        ("10", "05/10/2026 10:00;05/10/2026 10:20\n05/10/2026 10:10;05/10/2026 10:30", 1800),
        ("10", "05/10/2026 10:00;05/10/2026 10:20\n05/10/2026 10:00;05/10/2026 10:20", 1200),
        ("10", "05/10/2026 10:00;05/10/2026 11:00\n05/10/2026 10:10;05/10/2026 10:20", 3600),
        ("10", "30/09/2026 23:50;01/10/2026 00:10", 600),
        ("10", "01/09/2026 10:00;01/09/2026 11:00", 0),
        ("03", "29/03/2026 01:30;29/03/2026 03:30", 3600),  # one hour is skipped
        ("10", "25/10/2026 01:30;25/10/2026 03:30", 10800),  # one hour comes twice
        ("10", "25/10/2026 02:30 +02:00;25/10/2026 02:30 +01:00", 3600),
        ("10", "2026-10-05T10:00:00+02:00;2026-10-05T08:20:00Z", 1200),
    ],
)
def test_downtime_is_counted_in_real_seconds(month: str, incidents: str, seconds: int) -> None:
    assert _down(_outcome(month, incidents)) == seconds


def test_maintenance_announced_in_time_is_cut_out_of_incidents_that_overlap() -> None:
    """10:00–10:30 less 10:15–10:25; announced on the eve, it counts as downtime."""
    both = "05/10/2026 10:00;05/10/2026 10:20\n05/10/2026 10:10;05/10/2026 10:30"
    for announced, seconds in (("03/10/2026", 1200), ("04/10/2026", 1800), ("", 1800)):
        content = f"Du;Au;Annoncée le\n05/10/2026 10:15;05/10/2026 10:25;{announced}\n"
        rows = rows_of(content.encode(), MAINTENANCE, FRENCH)
        assert _down(_outcome("10", both, maintenance=rows)) == seconds


def test_incidents_that_overlap_are_told() -> None:
    both = "05/10/2026 10:00;05/10/2026 10:20\n05/10/2026 10:10;05/10/2026 10:30"
    outcome = _outcome("10", both)
    assert outcome.found is not None
    assert any("recouvrent" in one for one in told(AVAILABILITY, {}, outcome.found, FRENCH).warnings)
    assert Decimal(outcome.found.values["observed"]) == Decimal("99.932885")  # 1 − 1800 / 2 682 000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encodings_of_spreadsheets_give_the_same(encoding: str) -> None:
    content = "Début;Fin;Remarque\r\n05/10/2026 10:00;05/10/2026 10:20;très été\r\n".encode(encoding)
    assert rows_of(content, INCIDENTS, FRENCH) == [{"from": "05/10/2026 10:00", "to": "05/10/2026 10:20"}]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("29/03/2026 02:30;29/03/2026 04:00", "n’existe pas"),
        ("25/10/2026 02:30;25/10/2026 04:00", "deux fois"),
        ("05/10/2026;05/10/2026 10:20", "une heure"),
        ("05/10/2026 10:00;", "nécessaire"),
        ("05/13/2026 10:00;05/10/2026 10:20", "une heure"),
        ("05/10/2026 25:00;05/10/2026 10:20", "une heure"),
    ],
)
def test_one_bad_line_keeps_the_whole_file_out_and_is_located(line: str, said: str) -> None:
    content = f"Début;Fin\n05/10/2026 10:00;05/10/2026 10:20\n{line}\n"
    with pytest.raises(FileRefused) as refused:
        rows_of(content.encode(), INCIDENTS, FRENCH)
    words = FRENCH.render(refused.value.message)
    assert "Ligne 3" in words and said in words and words.startswith("Rien n’a été lu")
