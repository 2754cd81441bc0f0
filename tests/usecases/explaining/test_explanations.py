"""Explanations in words: every label of the rules has its sentence, every reading its words."""

import ast
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import numspot_desk
from numspot_desk.contracts.mandate_life.facts import KINDS as MANDATE_FACTS
from numspot_desk.contracts.order.order_check import check_order
from numspot_desk.language.catalog import load_language
from numspot_desk.rules.amounts.late_invoices import Imputation
from numspot_desk.rules.amounts.late_payment import LateFacts, late_payment
from numspot_desk.rules.amounts.liability import UNCAPPED
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.data_act_exit import Charges
from numspot_desk.rules.explain import Step
from numspot_desk.rules.lengths import UNITS
from numspot_desk.rules.payment_term import Buyer
from numspot_desk.rules.precedence import governing
from numspot_desk.rules.provisions import Effect, Provision
from numspot_desk.rules.rates import Rate
from numspot_desk.rules.readings import READINGS, Choice, Option
from numspot_desk.rules.value_added_tax import VatRegime
from numspot_desk.rules.versions import Basis
from numspot_desk.usecases.explaining.explanation_labels import LABELS
from numspot_desk.usecases.explaining.explanations import Line, citation, reading_text, tell
from numspot_desk.usecases.explaining.limit_labels import LIMIT_LABELS
from tests.contracts.orders import CONTEXT, changed, derogation

FRENCH, ENGLISH = load_language("fr"), load_language("en")
PACKAGE = Path(numspot_desk.__file__).parent
FAMILIES = {
    "exit.outside.": ["too_early", "outside_union", "test_service"],
    "exit.charges.": [one.value for one in Charges],
    "late.imputation.": [one.value for one in Imputation],
    "version.": [f"{basis.value}_on" for basis in Basis],
    "vat.regime.": [regime.value for regime in VatRegime],
    "payment_term.buyer.": [who.value for who in Buyer],
    "penalty.refused.": ["T15", "R12", "CG-8", "CG-18.3", "CG-A3"],
    "precedence.beaten.": ["P2", "P6", "P10"],
    "precedence.": [effect.value for effect in Effect],
    "liability.uncapped.": list(UNCAPPED),
    "late.base_": ["incl_tax", "excl_tax"],
    "availability.": ["start", "end", "from", "to"],
    "mandate.fact.": list(MANDATE_FACTS.values()),
    "changes.": ["applies", "open_conflict", "void", "set_aside"],
    "data_act.": ["meets", "below", "silent"],
    "data_act.most_": ["days", "months"],
    "limit.length.": ["open", *UNITS],
    "limit.": ["answered", "paid", "disputed", "refused", "superseded", "cancelled", "too_late"],
}


def _label_arguments() -> Iterator[ast.expr]:
    """The first argument of every `Step` and `SetAside` that the rules and the checks make."""
    for folder in ("rules", "contracts"):
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
                if made and node.func.id in ("Step", "SetAside") and node.args:
                    yield node.args[0]


def _labels(argument: ast.expr) -> Iterator[str]:
    match argument:
        case ast.Constant(value=str(label)):
            yield label
        case ast.IfExp(body=body, orelse=orelse):
            yield from _labels(body)
            yield from _labels(orelse)
        case ast.JoinedStr(values=[ast.Constant(value=str(prefix)), *_rest]):
            yield from (prefix + name for name in FAMILIES[prefix])


def test_every_label_that_is_made_has_a_sentence() -> None:
    made = {label for argument in _label_arguments() for label in _labels(argument)}
    assert len(made) > 100
    assert made - set(LABELS) - set(LIMIT_LABELS) == set()


@pytest.mark.parametrize(
    ("name", "option"), [(name, option) for name, reading in READINGS.items() for option in reading.options]
)
def test_a_reading_is_told_in_the_words_of_the_register(name: str, option: Option) -> None:
    assert reading_text(name, option.id, FRENCH).endswith(option.fr)
    assert reading_text(name, option.id, ENGLISH) == f"Reading {name}: {option.en}"


def _texts(line: Line) -> Iterator[str]:
    yield line.text
    for inner in line.lines:
        yield from _texts(inner)


@pytest.mark.parametrize("name", ["on-demand", "german-business", "hospital-hds"])
@pytest.mark.parametrize("language", [FRENCH, ENGLISH])
def test_the_whys_of_an_order_read_as_sentences(name: str, language, shared: Path) -> None:
    answers = json.loads((shared / "examples" / "orders" / f"{name}.json").read_text(encoding="utf-8"))
    checked = check_order(answers, CONTEXT)
    assert checked.totals is not None
    for step in [checked.totals.why, *(p.why for p in checked.problems if p.why is not None)]:
        for text in _texts(tell(step, language)):
            assert text.strip() and "{" not in text
            assert text.split(" ")[0] not in LABELS


def test_a_verdict_is_told_with_its_clauses_and_reading() -> None:
    answers = changed(payment__term={"days": 50, "end_of_month": False})
    why = next(p.why for p in check_order(answers, CONTEXT).problems if p.clause == "R18")
    assert why is not None
    told = citation("Délai", tell(why, FRENCH), FRENCH)
    assert "Délai à compter de la facture" in told and "50" in told
    assert "CG-A1.1 · Prix" in told
    assert "C. com. L.441-10 I" in told
    assert "R18" in told


def test_a_void_clause_says_by_which_law() -> None:
    answers = changed(derogations=[derogation(target="CG-A1.1", subject="payment_term", data={"days": 90})])
    why = next(p.why for p in check_order(answers, CONTEXT).problems if p.code == "void_clause")
    assert why is not None
    assert "L.441-10" in citation("", tell(why, ENGLISH), ENGLISH)


def test_interest_is_told_period_by_period() -> None:
    facts = LateFacts(
        Decimal("12000.00"),
        Decimal("10000.00"),
        dt.date(2026, 1, 31),
        dt.date(2026, 3, 15),
        [Rate(dt.date(2026, 1, 1), Decimal("2.15"))],
    )
    told = citation("", tell(late_payment(facts, Choice({})).why, FRENCH), FRENCH).replace("\u202f", " ")
    for part in ("211,76", "171,76", "40,00", "12,15", "12 000,00"):
        assert part in told.replace("\u00a0", " ")


def test_an_unknown_label_is_shown_rather_than_lost() -> None:
    assert "some.label" in tell(Step("some.label", 3), FRENCH).text


def test_an_open_conflict_names_its_clauses_and_a_paragraph_is_said_in_words() -> None:
    def said(ident: str, target: str, text: str) -> Provision:
        changed = Provision(ident, Document.PARTICULAR, ident.upper(), "audit", Effect.REPLACE)
        return replace(changed, target=target, wording=text)

    both = [said("cp-1", "CG-17.1", "Un."), said("cp-2", "CG-17.1#2", "Deux.")]
    general = Provision("g", Document.GENERAL, "CG-17.1#2", "audit", Effect.STATES)
    told = tell(governing("audit", dt.date(2026, 11, 22), [*both, general]).why, FRENCH)
    assert told.text == "Conflit ouvert de même rang\N{NO-BREAK SPACE}: CP-1, CP-2"
    everything = citation("", told, FRENCH)
    assert "CG-17.1, alinéa 2" in everything and "#" not in everything
