"""A simulation in sentences: names as people say them, what to beware of, how two scenarios differ."""

import datetime as dt

import pytest

from numspot_desk.contracts.agenda.comparison import differences
from numspot_desk.contracts.agenda.scenarios import Scenario
from numspot_desk.contracts.agenda.simulation import Simulation, simulate
from numspot_desk.language.catalog import load_language
from numspot_desk.rules.events import KINDS, Event, Facts
from numspot_desk.usecases.simulation import words
from numspot_desk.usecases.simulation.starts import BY_ID, STARTS, first_day, start_of_event
from tests.contracts.agenda.test_simulation import CASES, CONTRACT, simulated, split

FRENCH, ENGLISH = load_language("fr"), load_language("en")
NBSP = "\N{NO-BREAK SPACE}"


def case(start: str) -> Simulation:
    return simulated(next(one for one in CASES if one["name"].startswith(start)))


@pytest.mark.parametrize("one", CASES, ids=[one["name"] for one in CASES])
def test_every_step_is_said_in_both_languages(one: dict[str, object]) -> None:
    found = simulated(one)
    for language in (FRENCH, ENGLISH):
        for step in found.steps:
            said = (
                words.step_name(step, language),
                words.when(step.result, language),
                words.change(step, language),
            )
            assert all(said) and "{" not in "".join(said)
            assert words.sides_said(step, language) and isinstance(words.party(step, language), str)
            assert all(
                reading and isinstance(money, str) for reading, _, money in words.alternatives(step, language)
            )
        assert words.headline(found, language)


def test_every_way_to_begin_has_a_name_of_its_own() -> None:
    for language in (FRENCH, ENGLISH):
        names = [language.text(one.name) for one in STARTS]
        assert len(set(names)) == len(names)
    assert {one.kind for one in STARTS} == set(KINDS)
    assert len(BY_ID) == len(STARTS)


def test_an_event_is_called_as_people_call_it() -> None:
    at = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)

    def name(kind: str, **details: str) -> str:
        return FRENCH.text(start_of_event(Event("x", kind, at=at, details=details)).name)

    assert name("termination_notice", by="numspot") == "Résiliation pour convenance de NumSpot"
    assert name("formal_notice", by="numspot", reason="breach") == "Mise en demeure pour manquement"
    assert name("formal_notice", by="client", reason="non_payment") == "Mise en demeure pour impayé"
    assert name("breach_termination_mail", by="numspot") == "Résiliation pour manquement notifiée"
    assert name("inactivity_notice") == FRENCH.text(BY_ID["inactivity_notice"].name)


def test_non_renewal_begins_on_the_last_day_that_lets_the_term_end() -> None:
    term = Event("t", "reserved_term", details={"start": dt.date(2026, 1, 1), "end": dt.date(2026, 12, 31)})
    later = Event("u", "reserved_term", details={"start": dt.date(2026, 1, 1), "end": dt.date(2027, 12, 31)})
    start, today = BY_ID["not_renewed"], dt.date(2026, 9, 1)
    assert first_day(start, [later, term], today) == dt.date(2026, 10, 2)
    assert first_day(start, [later, term], dt.date(2026, 10, 3)) == dt.date(2027, 10, 2)
    assert first_day(start, [], today) == today
    assert first_day(BY_ID["we_leave"], [term], today) == today


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a refusal on the day", "l’usage vaut acceptation"),
        ("a termination for breach mailed too early", "avant la fin du délai"),
        ("new general terms published too late", "entrent en vigueur trop tôt"),
    ],
)
def test_what_to_beware_of_is_said(name: str, said: str) -> None:
    assert any(said in one for one in words.warnings(case(name), FRENCH))


def test_a_termination_without_formal_notice_and_an_earlier_end_are_said() -> None:
    mail = Event(
        "m", "breach_termination_mail", at=dt.datetime(2027, 5, 1, 9, tzinfo=dt.UTC), details={"by": "client"}
    )
    known = Event(
        "n", "termination_notice", at=dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC), details={"by": "numspot"}
    )
    found = simulate(CONTRACT, Facts(dt.date(2026, 12, 1), (known,)), Scenario("", (mail,)))
    told = words.warnings(found, FRENCH)
    assert "Aucune mise en demeure de cette partie" in told[0]
    assert told[1] == "D’après les faits connus, le contrat prend fin plus tôt, le 1er mars 2027."


def test_nothing_is_to_beware_of_where_all_is_in_order() -> None:
    assert words.warnings(case("a client's notice and all"), FRENCH) == ()


def test_two_scenarios_are_compared_step_by_step() -> None:
    first, second = case("a client's notice and all"), case("formal notice by the client, not cured")
    told = {
        words.step_name(one.step, FRENCH): words.difference(one, FRENCH) for one in differences(second, first)
    }
    assert told["Fin du contrat pour manquement"] == "81 jours plus tôt"
    assert told["Résiliation pour manquement possible (n)"] == "seulement ici"
    assert all(words.difference(one, FRENCH) == "" for one in differences(first, first))
    assert words.leads_to((first, second), 1, FRENCH).endswith("– 81 jours plus tôt")
    assert words.leads_to((first, second), 0, FRENCH) == "Le contrat prend fin le 10 mars 2027"


def test_a_refund_that_differs_is_said_in_euros() -> None:
    refusal = next(one for one in CASES if one["name"].startswith("new general terms refused"))
    later = {**refusal, "events": [{**refusal["events"][0], "at": "2026-12-03T10:00:00+01:00"}]}
    (told,) = [
        words.difference(one, FRENCH)
        for one in differences(simulated(later), simulated(refusal))
        if one.step.amount is not None
    ]
    assert told == f"2 jours plus tard, 100,00{NBSP}€ de moins"
    assert split(later)[1][0].day == dt.date(2026, 12, 3)
