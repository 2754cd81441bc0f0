"""What governs a subject: rank, open conflicts, void clauses, and that the order given never counts."""

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

import pytest

from numspot_desk.rules.clauses import Document
from numspot_desk.rules.mandatory_law import Setting, void_by_law
from numspot_desk.rules.payment_term import Buyer
from numspot_desk.rules.precedence import Settled, differ, governing
from numspot_desk.rules.provisions import Effect, Provision

ON = dt.date(2026, 11, 22)


def _provision(name: str, clause: str, data: dict[str, Any], **changes: Any) -> Provision:
    document = Document(clause[:2])
    effect = Effect.STATES if document is Document.GENERAL else Effect.REPLACE
    return Provision(
        **{
            "id": name,
            "document": document,
            "clause": clause,
            "subject": "payment_term",
            "effect": effect,
            "data": data,
            "in_force_from": dt.date(2026, 1, 10),
            **changes,
        }
    )


MONTH_END = _provision("g", "CG-A1.1", {"end_of_month": True}, in_force_from=dt.date(2024, 10, 1))
SIXTY = _provision("p", "CP-4", {"days": 60}, target="CG-A1.1")
NINETY = _provision("p", "CP-4", {"days": 90}, target="CG-A1.1")


def test_the_order_beats_the_general_terms() -> None:
    found = governing("payment_term", ON, [MONTH_END, SIXTY])
    assert (found.prevailing, found.stack) == ("p", ("p", "g"))
    assert found.steps == (Settled("P1", "p", "g", "CG-2.2"),)
    assert found.still_governs == (("g", ("end_of_month",)),)
    assert not found.void and not found.conflicts
    assert found.why.set_aside[0].value == "CG-A1.1"


def test_special_conditions_beat_the_order() -> None:
    special = _provision("s", "CS-HDS-3", {"region": "cloudgouv-eu-west-1"}, subject="data_location")
    order = _provision("p", "CP-9", {"region": "eu-west-2"}, subject="data_location")
    found = governing("data_location", ON, [order, special])
    assert (found.prevailing, found.stack) == ("s", ("s", "p"))


def test_a_void_clause_leaves_the_place_to_the_one_below() -> None:
    found = governing("payment_term", ON, [MONTH_END, NINETY])
    assert found.prevailing == "g"
    assert [(void.provision, void.law) for void in found.void] == [("p", "C. com. L.441-10 I")]
    assert found.stack == ("g",)


def test_two_of_one_rank_that_differ_are_an_open_conflict() -> None:
    one = _provision("a", "CP-2", {"unit_price": "90.00"}, subject="price")
    other = _provision("b", "CP-7", {"unit_price": "95.00"}, subject="price")
    found = governing("price", ON, [other, one])
    assert found.prevailing is None
    assert found.conflicts == (("a", "b"),)
    assert not found.steps


def test_two_that_say_the_same_are_fine() -> None:
    again = _provision("q", "CP-9", {"days": 60, "end_of_month": False}, target="CG-A1.1")
    found = governing("payment_term", ON, [again, SIXTY])
    assert (found.prevailing, found.conflicts) == ("p", ())


def test_an_amendment_that_says_so_replaces_the_earlier_clause() -> None:
    one = _provision("a", "CP-2", {"unit_price": "90.00"}, subject="price")
    later = _provision("b", "CP-7", {"unit_price": "95.00"}, subject="price", replaces="a")
    found = governing("price", ON, [one, later])
    assert (found.prevailing, found.conflicts) == ("b", ())


def test_a_clause_that_completes_does_not_conflict() -> None:
    one = _provision("a", "CP-2", {"days": 30}, subject="audit", target="CG-17.1")
    more = _provision(
        "b", "CP-7", {"place": "Rennes"}, subject="audit", target="CG-17.1", effect=Effect.COMPLETE
    )
    assert governing("audit", ON, [one, more]).conflicts == ()


def test_a_conflict_below_leaves_the_higher_rank_prevailing() -> None:
    special = _provision("s", "CS-HDS-3", {"days": 5}, subject="audit")
    one = _provision("a", "CP-2", {"days": 30}, subject="audit")
    other = _provision("b", "CP-3", {"days": 20}, subject="audit")
    found = governing("audit", ON, [one, other, special])
    assert found.prevailing == "s"
    assert found.conflicts == (("a", "b"),)


def test_only_what_is_in_force_speaks() -> None:
    found = governing("payment_term", dt.date(2026, 1, 9), [MONTH_END, SIXTY])
    assert found.prevailing == "g"
    assert governing("payment_term", dt.date(2020, 1, 1), [MONTH_END, SIXTY]).prevailing is None


def test_the_later_version_of_a_general_clause_counts() -> None:
    later = _provision("g2", "CG-A1.1", {"days": 30}, in_force_from=dt.date(2026, 6, 1))
    assert governing("payment_term", ON, [later, MONTH_END]).stack == ("g2",)
    assert governing("payment_term", dt.date(2026, 5, 31), [later, MONTH_END]).stack == ("g",)


def test_the_order_in_which_provisions_are_given_never_counts() -> None:
    special = _provision("s", "CS-HDS-3", {"days": 20})
    given = [MONTH_END, SIXTY, special, _provision("z", "CP-9", {"days": 45})]
    answers = {repr(governing("payment_term", ON, order)) for order in itertools.permutations(given)}
    assert len(answers) == 1


def test_those_that_agree_with_one_side_of_a_conflict_belong_to_it() -> None:
    given = [
        _provision(name, f"CP-{name}", {"days": days}) for name, days in (("1", 30), ("2", 40), ("3", 30))
    ]
    assert governing("payment_term", ON, given).conflicts == (("1", "2", "3"),)


def test_conflicts_on_different_points_stay_apart() -> None:
    price = [
        _provision(name, f"CP-{name}", {"unit_price": value}, subject="price", target="CG-A1.1")
        for name, value in (("1", "90.00"), ("4", "95.00"))
    ]
    index = [
        _provision(name, f"CP-{name}", {"index": value}, subject="price", target="CG-A1.3")
        for name, value in (("2", "Syntec"), ("3", "ILAT"))
    ]
    found = governing("price", ON, [*price, *index])
    assert sorted(found.conflicts) == [("1", "4"), ("2", "3")]


@pytest.mark.parametrize(
    ("one", "other", "differing"),
    [
        ({"subject": "audit"}, {"subject": "price"}, False),
        ({"data": {"days": 1}}, {"data": {"days": 2}, "clause": "CS-HDS-1"}, False),
        ({"data": {"days": 1}}, {"data": {"days": 2}}, True),
        ({"data": {"days": 1}, "replaces": "b"}, {"data": {"days": 2}}, False),
        ({"data": {"days": 1}}, {"data": {"days": 2}, "replaces": "a"}, False),
        ({}, {"effect": Effect.EXCLUDE}, True),
        ({"wording": "x"}, {"wording": "x"}, False),
        ({"wording": "x"}, {"wording": "y"}, True),
        ({"data": {"days": 1}}, {}, True),
        ({}, {"data": {"days": 1}}, True),
        ({"target": "CG-17.1"}, {"wording": "y"}, False),
        ({"effect": Effect.COMPLETE}, {"wording": "y"}, False),
    ],
)
def test_two_provisions_differ(one: dict[str, Any], other: dict[str, Any], differing: bool) -> None:
    first, second = (
        _provision(
            name,
            changes.pop("clause", "CP-1"),
            changes.pop("data", {}),
            **{"subject": "audit", **changes},
        )
        for name, changes in (("a", dict(one)), ("b", dict(other)))
    )
    assert differ(first, second) is differing
    assert differ(second, first) is differing


def test_an_amendment_replaces_nothing_of_another_rank() -> None:
    order = _provision("p", "CP-4", {"days": 60}, replaces="g")
    assert governing("payment_term", ON, [MONTH_END, order]).stack == ("p", "g")


@pytest.mark.parametrize("later", [dt.date(2026, 6, 1), None])
def test_the_same_clause_of_the_order_twice_is_a_conflict_whatever_its_days(later: dt.date | None) -> None:
    one = _provision("a", "CP-4", {"days": 30})
    other = _provision("b", "CP-4", {"days": 40}, in_force_from=later)
    found = governing("payment_term", ON, [one, other])
    assert (found.prevailing, found.conflicts) == (None, (("a", "b"),))


def test_a_general_clause_with_a_day_comes_after_the_one_without() -> None:
    first = _provision("g0", "CG-A1.1", {"days": 30}, in_force_from=None)
    assert governing("payment_term", ON, [first, MONTH_END]).stack == ("g",)


@pytest.mark.parametrize(
    ("one", "other", "stack"),
    [
        ({"language": "fr"}, {"language": "en"}, ("a",)),
        ({"language": "en"}, {"language": "fr"}, ("b",)),
        ({"language": "fr"}, {"language": "fr"}, ("a", "b")),
        ({"language": "fr"}, {}, ("a", "b")),
        ({"language": "de"}, {"language": "en"}, ("a", "b")),
        ({"language": "fr"}, {"language": "en", "in_force_from": dt.date(2026, 6, 1)}, ("b",)),
    ],
)
def test_the_french_text_beats_the_english_one_of_the_same_version(
    one: dict[str, Any], other: dict[str, Any], stack: tuple[str, ...]
) -> None:
    first = _provision("a", "CG-A1.1", {"days": 30}, **one)
    second = _provision("b", "CG-A1.1", {"days": 45}, **other)
    assert governing("payment_term", ON, [first, second]).stack == stack


def test_nothing_gives_way_while_a_conflict_is_open() -> None:
    other = _provision("q", "CP-5", {"days": 45})
    found = governing("payment_term", ON, [MONTH_END, SIXTY, other])
    assert (found.prevailing, found.yields) == (None, ())
    assert governing("payment_term", ON, [MONTH_END, SIXTY]).yields == (Settled("P7", "p", "g", "CG-A1.1"),)


def test_a_lower_provision_still_governs_what_none_above_it_states() -> None:
    special = _provision("s", "CS-HDS-3", {"days": 5}, subject="audit")
    order = _provision("p", "CP-2", {"days": 30, "place": "Rennes"}, subject="audit")
    general = _provision("g", "CG-17.1", {"days": 1, "place": "x", "years": 1}, subject="audit")
    found = governing("audit", ON, [general, order, special])
    assert found.still_governs == (("p", ("place",)), ("g", ("years",)))


@pytest.mark.parametrize(
    ("who", "days", "law"),
    [
        (Buyer.PRIVATE, 30, "C. com. L.441-10 I"),
        (Buyer.PUBLIC, 30, "CCP R.2192-10"),
        (Buyer.PUBLIC_HEALTH, 50, "CCP R.2192-11"),
        (Buyer.PUBLIC_UNDERTAKING, 60, "CCP R.2192-10"),
    ],
)
def test_where_nothing_was_agreed_the_law_gives_the_payment_term(who: Buyer, days: int, law: str) -> None:
    why = governing("payment_term", ON, [], Setting(who, on=ON)).why
    assert [(used.label, used.value, used.clauses) for used in why.uses] == [
        ("law.payment_term_default", days, (law,))
    ]
    assert governing("price", ON, [], Setting(who, on=ON)).why.uses == ()


VOID = [
    ("payment_term", {"days": 61}, {}, "C. com. L.441-10 I"),
    ("liability_cap", {"covers": ["gross_negligence"]}, {}, "C. civ. 1231-3"),
    ("liability_cap", {}, {"effect": Effect.EXCLUDE, "target": "CG-10.1.c"}, "C. civ. 1231-3"),
    ("liability_cap", {"covers": ["all", "bodily_harm", "wilful"]}, {}, "C. civ. 1231-3"),
    ("other", {"late_payment_flat": "39.99"}, {}, "C. com. D.441-5"),
    ("other", {"late_payment_flat": "39." + "9" * 37}, {}, "C. com. D.441-5"),
    ("other", {"late_payment_rate": "2"}, {}, "C. com. L.441-10 II"),
    ("other", {"late_payment_points": "0"}, {}, "C. com. L.441-10 II"),
    ("termination_notice", {"months": 3}, {}, "Règl. (UE) 2023/2854, 25(2)(d)"),
    ("termination_notice", {"days": 63}, {}, "Règl. (UE) 2023/2854, 25(2)(d)"),
    ("data_retention", {"days": 29}, {}, "Règl. (UE) 2023/2854, 25(2)(g)"),
    ("reversibility", {"transition_days": 31}, {}, "Règl. (UE) 2023/2854, 25(2)(a)"),
]
LAWFUL = [
    ("payment_term", {"days": 60}, {}),
    ("liability_cap", {"amount": "100000.00"}, {"target": "CG-10.1.a"}),
    ("liability_cap", {"covers": "everything"}, {}),
    ("other", {"late_payment_flat": "40.00"}, {}),
    ("other", {"late_payment_flat": "x"}, {}),
    ("other", {"late_payment_flat": "39." + "9" * 38}, {}),  # longer than what is read as an amount
    ("liability_cap", {}, {"target": "CG-10.1.c"}),
    ("liability_cap", {}, {"effect": Effect.EXCLUDE, "target": "CG-10.1.a"}),
    ("liability_cap", {"covers": ["all"]}, {}),
    ("termination_notice", {"months": 2}, {}),
    ("termination_notice", {"days": 62}, {}),
    ("data_retention", {"days": 30}, {}),
    ("data_retention", {"days": True}, {}),
    ("reversibility", {"transition_days": 30}, {}),
    ("reversibility", {"charges": "10.00"}, {}),
]


@pytest.mark.parametrize(("subject", "data", "changes", "law"), VOID)
def test_what_the_law_makes_void(
    subject: str, data: dict[str, Any], changes: dict[str, Any], law: str
) -> None:
    void = void_by_law(_provision("p", "CP-1", data, subject=subject, **changes), Setting(on=ON))
    assert void is not None
    assert void.law == law
    assert law in void.why.clauses
    if void.why.label in ("law.late_payment_flat", "law.late_payment_rate"):
        assert void.why.value is False


def test_the_causes_that_know_no_cap_are_told() -> None:
    data = {"covers": ["all", "bodily_harm", "wilful"]}
    void = void_by_law(_provision("p", "CP-1", data, subject="liability_cap"), Setting(on=ON))
    assert void is not None and void.why.value == ("wilful", "bodily_harm")


@pytest.mark.parametrize(
    ("data", "agreed"),
    [
        ({"late_payment_points": "0.5"}, Decimal("2.65")),
        ({"late_payment_points": "0"}, Decimal("2.15")),
        ({"late_payment_rate": "2"}, Decimal(2)),
        ({"late_payment_rate": "2", "late_payment_points": "10"}, Decimal(2)),
    ],
)
def test_a_rate_too_low_is_told_with_what_was_agreed(data: dict[str, Any], agreed: Decimal) -> None:
    void = void_by_law(_provision("p", "CP-1", data, subject="other"), Setting(on=dt.date(2026, 6, 30)))
    assert void is not None
    told, least = void.why.uses
    assert (told.value, least.value) == (agreed, Decimal("7.86"))


@pytest.mark.parametrize(
    ("data", "lawful"),
    [
        ({"late_payment_points": "8"}, True),
        ({"late_payment_points": "9"}, False),
        ({"late_payment_rate": "12"}, False),
        ({"late_payment_rate": "12", "late_payment_points": "8"}, False),
    ],
)
def test_the_rate_of_a_public_buyer_is_fixed_by_decree(data: dict[str, Any], lawful: bool) -> None:
    void = void_by_law(_provision("p", "CP-1", data, subject="other"), Setting(Buyer.PUBLIC, on=ON))
    assert (void is None) is lawful
    if void is not None:
        assert (void.law, void.why.value) == ("CCP R.2192-31", False)


@pytest.mark.parametrize(("subject", "data", "changes"), LAWFUL)
def test_what_the_law_leaves(subject: str, data: dict[str, Any], changes: dict[str, Any]) -> None:
    assert void_by_law(_provision("p", "CP-1", data, subject=subject, **changes), Setting(on=ON)) is None


def test_the_general_terms_are_never_judged_void() -> None:
    assert void_by_law(_provision("g", "CG-A1.1", {"days": 90}), Setting(on=ON)) is None


def test_the_data_act_protects_clients_of_the_union() -> None:
    notice = _provision("p", "CP-1", {"months": 3}, subject="termination_notice")
    assert void_by_law(notice, Setting(in_union=False, on=ON)) is None


def test_switching_is_free_from_its_day_on() -> None:
    charged = _provision("p", "CP-1", {"charges": "10.00"}, subject="reversibility")
    assert void_by_law(charged, Setting(on=dt.date(2027, 1, 11))) is None
    void = void_by_law(charged, Setting(on=dt.date(2027, 1, 12)))
    assert void is not None and void.rule == "P12"
    free = _provision("p", "CP-1", {"charges": "0.00"}, subject="reversibility")
    assert void_by_law(free, Setting(on=dt.date(2027, 1, 12))) is None
    little = _provision("p", "CP-1", {"charges": "0.01"}, subject="reversibility")
    assert void_by_law(little, Setting(on=dt.date(2027, 1, 12))) is not None


def test_a_public_buyer_pays_sooner() -> None:
    fifty = _provision("p", "CP-4", {"days": 50})
    assert void_by_law(fifty, Setting(Buyer.PUBLIC_HEALTH)) is None
    void = void_by_law(fifty, Setting(Buyer.PUBLIC))
    assert void is not None and void.law == "CCP R.2192-10"
    assert void.why.uses[0].value == 50 and Decimal(30) == void.why.uses[2].value


def test_clauses_that_settle_different_points_of_a_checklist_do_not_conflict() -> None:
    switching = Provision(
        "a", Document.PARTICULAR, "CP-1", "reversibility", Effect.COMPLETE, {"covers": ["DA-25.a"]}, "CG-7.1"
    )
    charges = Provision(
        "b", Document.PARTICULAR, "CP-2", "reversibility", Effect.COMPLETE, {"covers": ["DA-25.i"]}, "CG-7.1"
    )
    assert not differ(switching, charges)
    causes = [
        Provision(
            name,
            Document.PARTICULAR,
            name,
            "liability_cap",
            Effect.COMPLETE,
            {"covers": [cause]},
            "CG-10.1.a",
        )
        for name, cause in (("c", "wilful"), ("d", "bodily_harm"))
    ]
    assert differ(*causes)
