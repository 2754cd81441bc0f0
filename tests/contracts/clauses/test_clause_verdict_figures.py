"""What the words of a clause say beside its figures."""

from typing import Any

import pytest

from numspot_desk.contracts.clauses.clause_verdict_clauses import clauses_of
from numspot_desk.contracts.clauses.clause_verdict_figures import days_stated, figure_findings
from numspot_desk.contracts.clauses.clause_verdict_words import Finding
from numspot_desk.language.number_words import in_english, in_french


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Payable à cinquante jours de l’émission.", (50,)),
        ("Payable à soixante-quinze (75) jours calendaires.", (75,)),
        ("Payable à 45 jours fin de mois, contestable sous 10 jours.", (45, 10)),
        ("Sous quatre-vingt-dix\u00a0jours ou 90\u202fjours.", (90,)),
        ("Due within thirty calendar days.", (30,)),
        ("Tous les jours ouvrés, en jours.", ()),
        ("Jours fériés compris, par jour de retard.", ()),
        ("Au taux de 1,5 jours.", ()),
        ("", ()),
    ],
)
def test_days_are_read_in_figures_and_in_words(text: str, days: tuple[int, ...]) -> None:
    assert days_stated(text) == days


@pytest.mark.parametrize("number", [1, 7, 16, 21, 30, 45, 60, 71, 75, 80, 81, 90, 99, 100, 180, 200, 365])
def test_every_number_is_read_as_it_is_spelt(number: int) -> None:
    assert days_stated(f"le client a {in_french(number)} jours") == (number,)
    assert days_stated(f"the client has {in_english(number)} days") == (number,)


def _found(text: str, data: dict[str, Any] | None, **other: str) -> list[Finding]:
    row = {"id": "D1", "target": "CG-A1.1", "subject": "payment_term", "effect": "replace", "text": text}
    (clause,) = clauses_of({"derogations": [{**row, **other, "data": data}]})
    return list(figure_findings(clause))


def test_a_figure_that_the_text_does_not_say_is_asked_about() -> None:
    (found,) = _found("Payable à cinquante jours.", {"days": 75})
    assert (found.fault, found.text, found.blocking) == ("figures", "50", False)
    assert found.message.params == {"stated": "50", "days": 75}


def test_days_in_the_text_alone_are_asked_about() -> None:
    (found,) = _found("Payable à 75 jours.", None)
    assert found.fault == "figures"
    assert "Fill in the days" in found.message.msgid


@pytest.mark.parametrize(
    ("text", "data", "other"),
    [
        ("Payable à cinquante jours.", {"days": 50}, {}),
        ("Payable à cinquante jours, contestable sous dix jours.", {"days": 50}, {}),
        ("Payable à réception.", {"days": 0}, {}),
        ("Sous deux mois, soit 60 jours.", {"months": 2}, {"subject": "breach_notice"}),
        ("Sous 60 jours.", {"days": "soixante"}, {}),  # refused where it stands
        ("Un rappel part sous 8 jours.", None, {"effect": "complete"}),
        ("Un rapport tous les 90 jours.", None, {"subject": "references"}),
    ],
)
def test_nothing_is_asked_where_both_agree_or_nothing_is_counted(
    text: str, data: dict[str, Any] | None, other: dict[str, str]
) -> None:
    assert _found(text, data, **other) == []


def test_a_cap_that_speaks_of_what_the_law_never_caps_is_to_be_read() -> None:
    text = "Le plafond vaut aussi en cas de faute lourde."
    (found,) = _found(text, None, subject="liability_cap", target="CG-10.1.a")
    assert (found.fault, found.text, found.blocking) == ("never_capped", "faute lourde", False)
    assert _found("Le plafond est de 100 000 €.", None, subject="liability_cap") == []
