"""A choice or a day that is none, in the words of the screen; the commands keep those of the format."""

import pytest

from numspot_desk.contracts.order.order_faults import shape_problems
from numspot_desk.contracts.problems import Problem
from numspot_desk.language.catalog import load_language
from numspot_desk.ui.order.screen_words import in_words
from tests.contracts.orders import changed, derogation, line

FRENCH = load_language("fr")


def _fault(field: str, answers: object) -> Problem:
    return next(found for found in shape_problems(answers) if found.field == field)


def test_few_choices_are_named_as_the_screen_names_them() -> None:
    found = _fault("lines[0].mode", changed(lines=[line(mode="mensuel")]))
    assert FRENCH.render(in_words(found).message) == (
        "Ligne 1, Mode de facturation\u00a0: «\u00a0mensuel\u00a0» ne fait pas partie des choix\u00a0:"
        " À la demande, Réservé."
    )
    assert "on_demand, reserved" in FRENCH.render(found.message)
    assert in_words(found).code == found.code and in_words(found).field == found.field


@pytest.mark.parametrize(
    ("field", "answers"),
    [
        ("lines[0].service", changed(lines=[line(service="teleport")])),
        ("derogations[0].subject", changed(derogations=[derogation(subject="weather")])),
    ],
)
def test_many_choices_are_not_listed(field: str, answers: object) -> None:
    said = FRENCH.render(in_words(_fault(field, answers)).message)
    assert "liste" in said and "_" not in said and len(said) < 120


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("1/11/26", "Écrivez l’année en entier\u00a0: 01/11/2026."),
        ("31.12.99", "Écrivez l’année en entier\u00a0: 31/12/2099."),
        ("31/02/27", "ce jour n’existe pas. Écrivez-le comme 22/11/2026."),
        ("1999-12-31", "ce n’est pas un jour entre 2000 et 2199. Écrivez-le comme 22/11/2026."),
        ("bientôt", "ce n’est pas un jour entre 2000 et 2199. Écrivez-le comme 22/11/2026."),
    ],
)
def test_a_day_that_is_none_says_how_to_type_it_on_screen(typed: str, says: str) -> None:
    found = _fault("offer_valid_until", changed(offer_valid_until=typed))
    assert FRENCH.render(in_words(found).message).casefold().endswith(says.casefold())
    assert FRENCH.render(found.message).endswith("dans un fichier.")


@pytest.mark.parametrize(
    ("field", "answers"),
    [
        ("lines[0].mode", changed(lines=[line(mode=None)])),
        ("format", changed(format="numspot-desk/order/2")),
        ("client.phone", changed(client__phone="call me")),
    ],
)
def test_another_problem_stays_as_it_is(field: str, answers: object) -> None:
    found = _fault(field, answers)
    assert in_words(found) is found
