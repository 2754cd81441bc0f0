"""What governs a subject: rank, open conflicts, void clauses, and that the order given never counts."""

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

import pytest

from numspot_desk.rules.clauses import Document
from numspot_desk.rules.mandatory_law import Setting, void_by_law
from numspot_desk.rules.payment_term import Buyer
from numspot_desk.rules.precedence import Settled, governing
from numspot_desk.rules.provisions import Effect, Provision

ON = dt.date(2026, 11, 22)


def _provision(name: str, clause: str, data: dict[str, Any], **changes: Any) -> Provision:
    document = Document(clause[:2])
    effect = Effect.STATES if document is Document.GENERAL else Effect.REPLACE
    return Provision(
        **{  # type: ignore[arg-type]
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


VOID = [
    ("payment_term", {"days": 61}, {}, "C. com. L.441-10 I"),
    ("liability_cap", {"covers": ["gross_negligence"]}, {}, "C. civ. 1231-3"),
    ("liability_cap", {}, {"effect": Effect.EXCLUDE, "target": "CG-10.1.c"}, "C. civ. 1231-3"),
    ("other", {"late_payment_flat": "39.99"}, {}, "C. com. D.441-5"),
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


def test_a_public_buyer_pays_sooner() -> None:
    fifty = _provision("p", "CP-4", {"days": 50})
    assert void_by_law(fifty, Setting(Buyer.PUBLIC_HEALTH)) is None
    void = void_by_law(fifty, Setting(Buyer.PUBLIC))
    assert void is not None and void.law == "CCP R.2192-10"
    assert void.why.uses[0].value == 50 and Decimal(30) == void.why.uses[2].value
