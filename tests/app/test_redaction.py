"""Nothing that could tell who or how much is left in a log or a report."""

import logging

import pytest

from numspot_desk.app.redaction import RedactingFormatter, redacted, redacted_traceback

IBANS = ("FR1420041010050500013M02606", "FR14 2004 1010 0505 0001 3M02 606", "de89 3704 0044 0532 0130 00")


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        *((f"saving {iban} failed", iban) for iban in IBANS),
        ("to jean.dupont+x@ch.example now", "dupont"),
        ("KeyError: 'Hôpital d\\'Exemple'", "Exemple"),
        ('value "Jean Dupont" refused', "Dupont"),
        ("le client « Atelier Exemple » manque", "Atelier"),
        ("total 1\u202f234,50 € refused", "234"),
        ("total 99 EUR", "99"),
        ("Decimal 8140.96 is odd", "8140"),
        ("siren 512345679", "512345679"),
        ("phone 04 12 34 56 78", "34 56"),
    ],
)
def test_what_tells_is_removed(text: str, secret: str) -> None:
    assert secret not in redacted(text)


def test_what_does_not_tell_stays() -> None:
    text = "order CMD-2026-7K3Q9XM4: 12 lines, step 3 of 7"
    assert redacted(text) == text


def test_a_traceback_keeps_its_frames_and_loses_its_words() -> None:
    trace = (
        "Traceback (most recent call last):\n"
        '  File "/home/jeanne/app/numspot_desk/ui/order/view.py", line 12, in save\n'
        '    raise ValueError("Jeanne Martin")\n'
        "ValueError: Jeanne's FR1420041010050500013M02606 is 'wrong'"
    )
    shown = redacted_traceback(trace)
    assert "numspot_desk/ui/order/view.py:12 in save" in shown
    assert "jeanne" not in shown and "Martin" not in shown and "FR14" not in shown


def test_the_log_formatter_redacts_arguments_and_tracebacks() -> None:
    try:
        raise ValueError("bad 'Dupont' FR1420041010050500013M02606")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("desk", logging.ERROR, __file__, 1, "for %s", ("a@b.example",), info)
    line = RedactingFormatter().format(record)
    assert "b.example" not in line and "Dupont" not in line and "FR14" not in line
    assert "test_redaction.py" in line
