"""Reading facts: whatever JSON comes, typed facts or located faults, and an answer from what was read."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.contracts.given.fact_reading import MOST_ENTRIES, FactsRefused
from numspot_desk.contracts.given.facts import read_facts
from numspot_desk.rules.events import KINDS
from numspot_desk.rules.limits import deadlines
from tests.examples import examples

_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 40_000),
    st.sampled_from(
        [
            "2026-11-22",
            "1950-01-01",
            "2500-12-31",
            "2026-11-22T10:30:00+01:00",
            "2500-12-31T23:59:59-12:00",
            "1950-01-01T00:00:00+14:00",
            "2026-11-22T10:30:00",
            "client",
            "breach",
            "e0",
            "e1",
            "",
            "12.00",
        ]
    ),
)
_ANY = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "on", "x"]), inner),
)
_FIELDS = sorted(
    {name for kind in KINDS.values() for name in kind.fields} | {"at", "on", "cancels", "answers"}
)
_EVENTS = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from(["e0", "e1", "e2"]), "kind": st.sampled_from([*KINDS, "other"])},
        optional=dict.fromkeys(_FIELDS, _SCALARS),
    ),
    max_size=4,
)


@examples(300)
@given(st.dictionaries(st.sampled_from(["as_of", "events", "readings", "payment", "provisions", "x"]), _ANY))
def test_any_document_is_read_or_refused(document: dict[str, Any]) -> None:
    _read_or_refused(document)


@examples(300)
@given(_EVENTS)
def test_any_events_are_read_or_refused(events: list[dict[str, Any]]) -> None:
    document = {"as_of": "2026-11-22", "payment": {"means": "direct_debit"}, "events": events}
    _read_or_refused(document)


def _well_formed(kind: str, on: str, at: str) -> dict[str, Any]:
    values: dict[str, Any] = {"day": on, "instant": at, "boolean": True, "amount": "1.00", "text": "e0"}
    event = {
        name: values.get(form.type, form.options and form.options[0])
        for name, form in KINDS[kind].fields.items()
    }
    moment = KINDS[kind].moment
    return event | ({} if moment is None else {moment: at if moment == "at" else on})


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"client_asked", "client_answered"}))
@pytest.mark.parametrize(
    ("on", "at"),
    [("1950-01-01", "1950-01-01T00:00:00+14:00"), ("2500-12-31", "2500-12-31T23:59:59-12:00")],
)
@pytest.mark.parametrize(
    "data", [{"years": 100}, {"days": 36_600}, {"minutes": 1_000_000}, {"months": 1_200}]
)
def test_the_ends_of_what_is_read_can_be_counted(kind: str, on: str, at: str, data: dict[str, int]) -> None:
    event = {"id": "e0", "kind": kind, **_well_formed(kind, on, at)}
    subjects = ["breach_notice", "termination_notice", "audit", "confidentiality_term", "personal_data"]
    provisions = [
        {
            "id": subject,
            "document": "CP",
            "clause": "CP-2",
            "in_force_from": "1950-01-01",
            "subject": subject,
            "effect": "replace",
            "data": data,
        }
        for subject in subjects
    ]
    payment = {"means": "direct_debit", "term": {"days": 36_600, "end_of_month": True}}
    _read_or_refused({"as_of": on, "events": [event], "provisions": provisions, "payment": payment})


def _read_or_refused(document: dict[str, Any]) -> None:
    try:
        facts = read_facts(document)
    except FactsRefused as refused:
        assert refused.faults
        assert all(isinstance(fault.path, str) for fault in refused.faults)
        return
    deadlines(facts)


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ({"days": -1}, "provisions[0].data.days"),
        ({"days": "30"}, "provisions[0].data.days"),
        ({"days": 30.5}, "provisions[0].data.days"),
        ({"years": 101}, "provisions[0].data.years"),
        ({"days": 30, "months": 1}, "provisions[0].data"),
        ({"end_of_month": 1}, "provisions[0].data.end_of_month"),
        (None, None),
        ({}, None),
        ([], "provisions[0].data"),
        (7, "provisions[0].data"),
    ],
)
def test_lengths_of_provisions_are_held(data: Any, where: str | None) -> None:
    provision = {
        "id": "p",
        "document": "CP",
        "clause": "CP-2",
        "in_force_from": "2026-01-01",
        "subject": "breach_notice",
        "effect": "replace",
        "data": data,
    }
    document = {"as_of": "2026-11-22", "events": [], "provisions": [provision]}
    if where is None:
        assert read_facts(document).provisions
        return
    with pytest.raises(FactsRefused) as refused:
        read_facts(document)
    assert [fault.path for fault in refused.value.faults] == [where]


@pytest.mark.parametrize(
    ("member", "value", "where"),
    [
        ("clause", "article six", "provisions[0].clause"),
        ("document", "CGV", "provisions[0].document"),
        ("subject", "weather", "provisions[0].subject"),
        ("effect", "cancel", "provisions[0].effect"),
        ("in_force_from", "soon", "provisions[0].in_force_from"),
        ("surprise", 1, "provisions[0].surprise"),
    ],
)
def test_other_members_of_provisions_are_held(member: str, value: Any, where: str) -> None:
    provision = {
        "id": "p",
        "document": "CP",
        "clause": "CP-2",
        "in_force_from": "2026-01-01",
        "subject": "breach_notice",
        "effect": "replace",
        member: value,
    }
    with pytest.raises(FactsRefused) as refused:
        read_facts({"as_of": "2026-11-22", "events": [], "provisions": [provision]})
    assert [fault.path for fault in refused.value.faults] == [where]


def test_more_events_than_are_read_are_refused_at_once() -> None:
    events = [{"id": str(n), "kind": "last_use", "on": "2026-01-01"} for n in range(MOST_ENTRIES + 1)]
    with pytest.raises(FactsRefused) as refused:
        read_facts({"as_of": "2026-11-22", "events": events})
    assert [fault.path for fault in refused.value.faults] == ["events"]
