"""A calculator's answer in the reader's language: the result, each formula with its numbers, the clauses, the
readings it rests on and what the others would give. The screen, the clipboard and the files tell the same.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_
from numspot_desk.language.typed import NotTyped, parse_number
from numspot_desk.rules import clauses
from numspot_desk.rules.amounts.penalty import INVOICE_SHARE
from numspot_desk.rules.checklists import SUBJECTS
from numspot_desk.rules.explain import Step
from numspot_desk.rules.rounding import to_cents
from numspot_desk.usecases.answers.answered import Answered
from numspot_desk.usecases.calculations.parts import Calculator, Entry, Kind, Rows, Values
from numspot_desk.usecases.calculations.typed_facts import TRUE, is_blank
from numspot_desk.usecases.explaining.explanation_labels import CHARGES_NAMES, PHASE_NAMES, Unit
from numspot_desk.usecases.explaining.explanations import (
    name_of,
    reading_text,
    sentence,
    value_of,
    value_text,
)

_FORMULAS: Final = {
    "penalty.service": "({0} − {1}) × 10 × {2}",
    "penalty.cap_invoice": "{share} × {0}",
    "liability.half_cashed": "½ × {0}",
    "liability.twelve_months": "12 × {0}",
    "liability.due": "min({0} ; {2})",
    "late.rate": "{0} + {1}",
    "late.period": "{0} × {1} × {2} / {3}",
    "refund.due": "{0} × {1} / {2}",
    "refund.days_left": "{1} − {0}",
    "totals.line": "{0} × {1} × (1 − {2})",
    "totals.vat": "{0} × {1}",
    "availability.observed": "1 − {0} / {1}",
    "availability.not_in_every_zone": "1 − {0} / {1}",
    **dict.fromkeys(
        (
            *("exit.notice_longest", "exit.notice_agreed", "exit.transition_usual", "exit.retrieval_ends"),
            *("exit.erased_by", "exit.terms_end", "exit.terms_erased"),
        ),
        "{0} + {1}",
    ),
}
"""By label, how its value is made of the values it uses."""
_SUMS: Final = frozenset(
    {
        *("penalty.before_caps", "late.interest", "late.invoice", "late.all", "totals.excl_tax"),
        *("totals.incl_tax", "availability.downtime"),
    }
)
_LOWEST: Final = frozenset(
    {"penalty.cap", "penalty.due", "liability.cap", "exit.notice_ends", "exit.charges_due"}
)
_HIGHEST: Final = frozenset({"exit.transition_ends", "exit.retrieval_days"})
_NO_TERMS: Final = frozenset(
    {"late.principal_left", "late.past_last_check", "late.below_floor", "law.not_checked"}
)
"""What a sum stands on and does not add."""
_DIFFERENCES: Final = frozenset({"availability.incident"})
_WARNINGS: Final = (
    *("late.past_last_check", "penalty.refused.", "penalty.excluded", "law.past_last_check"),
    *("exit.past_last_check", "exit.outside.", "exit.impossible_too_late", "exit.completed_late"),
    *("exit.cost_unknown", "exit.erasure_needs_notice", "law.not_checked", "late.below_floor"),
    "availability.overlapping",
)
_UNROUNDED: Final = frozenset({"late.period", "late.part", "late.unpaid", "penalty.service"})
_SHOWN: Final = Decimal("0.0001")
_MOST_TERMS: Final = 8
_VERDICTS: Final = {
    "meets": N_("the general terms meet it"),
    "below": N_("the general terms stay below it"),
    "silent": N_("the general terms give no figure"),
}
VALUES: Final[Mapping[str, tuple[str, Unit]]] = {
    "due": (N_("Due"), Unit.EUROS),
    "before_caps": (N_("Before the cap"), Unit.EUROS),
    "cap": (N_("Cap"), Unit.EUROS),
    "observed": (N_("Level observed"), Unit.PERCENT),
    "promised": (N_("Level promised"), Unit.PERCENT),
    "met": (N_("Commitment met"), Unit.PLAIN),
    "refund": (N_("Refund"), Unit.EUROS),
    "days_left": (N_("Days remaining in the term"), Unit.DAYS),
    "interest": (N_("Interest"), Unit.EUROS),
    "flat": (N_("Fixed sum for recovery costs"), Unit.EUROS),
    "total": (N_("Total"), Unit.EUROS),
    "outstanding": (N_("Still unpaid"), Unit.EUROS),
    "interest_paid": (N_("Interest already paid"), Unit.EUROS),
    "owed": (N_("Owed in all"), Unit.EUROS),
    "excl_tax": (N_("Total before tax"), Unit.EUROS),
    "vat": (N_("VAT"), Unit.EUROS),
    "incl_tax": (N_("Total including tax"), Unit.EUROS),
    "billed_in_advance": (N_("Billed in advance, before tax"), Unit.EUROS),
    "billed_in_arrears": (N_("Billed in arrears, before tax"), Unit.EUROS),
    "notice_ends": (N_("Notice ends on"), Unit.DAY),
    "transition_ends": (N_("Transition ends on"), Unit.DAY),
    "contract_ends": (N_("Contract ends on"), Unit.DAY),
    "retrieval_ends": (N_("Data can be retrieved until"), Unit.DAY),
    "erased_from": (N_("Data can be erased from"), Unit.DAY),
    "erased_by": (N_("Data erased by"), Unit.DAY),
    "charges": (N_("Switching charges"), Unit.CHARGES),
    "charges_due": (N_("Charges due"), Unit.EUROS),
    "terms_end": (N_("Contract ends on (general terms alone)"), Unit.DAY),
    "terms_erased": (N_("Data erased by (general terms alone)"), Unit.DAY),
}
_LEFT_OUT: Final = frozenset({"transition_ends", "retrieval_ends", "charges_due"})
"""Values that an answer may lack: then nothing is said of them."""


@dataclass(frozen=True)
class Pair:
    """A name and what stands beside it."""

    name: str
    said: str


@dataclass(frozen=True)
class Span:
    """A part of a timeline, both ends included."""

    name: str
    start: dt.date
    end: dt.date
    clause: str

    @property
    def days(self) -> int:
        """Its length."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True)
class Told:
    """An answer in words. `inputs` are what was typed; `figures` the values of the answer; `warnings` what
    brought it to zero or is to be verified; `timeline` its parts in their order, where it has any;
    `beside` what the general terms say of the same points."""

    title: str
    headline: str
    inputs: tuple[Pair, ...]
    figures: tuple[Pair, ...]
    formulas: tuple[Pair, ...]
    warnings: tuple[str, ...]
    clauses: tuple[Pair, ...]
    readings: tuple[str, ...]
    alternatives: tuple[Pair, ...]
    timeline: tuple[Span, ...] = ()
    beside: tuple[Pair, ...] = ()


def told(calculator: Calculator, values: Values, found: Answered, language: Language) -> Told:
    """The answer in words."""
    steps = list(_walk(found.why))
    cited = dict.fromkeys(ref for step in steps for ref in step.clauses)
    warned = (step for step in steps if step.label.startswith(_WARNINGS))
    return Told(
        language.text(calculator.label),
        sentence(found.why, language),
        tuple(_inputs(calculator, values, language)),
        tuple(_figures(found.values, tuple(VALUES), language)),
        tuple(dict.fromkeys(_formulas(steps, language))),
        tuple(dict.fromkeys(sentence(step, language) for step in warned)),
        tuple(Pair(ref, clauses.title(ref, language.code) or "") for ref in cited),
        tuple(reading_text(name, option, language) for name, option in found.readings.items()),
        tuple(_alternatives(calculator, found, language)),
        tuple(_timeline(found.values, language)),
        tuple(_beside(found.values, language)),
    )


def sections(answer: Told, language: Language) -> tuple[tuple[str, tuple[Pair, ...]], ...]:
    """The parts of an answer that hold something, each below its heading."""
    text = language.text
    parts = (
        (text("What was typed"), answer.inputs),
        (text("Result"), answer.figures),
        (text("Timeline"), tuple(Pair(one.name, span_text(one, language)) for one in answer.timeline)),
        (text("General terms beside the Data Act"), answer.beside),
        (text("Computation"), answer.formulas),
        (text("With another reading"), answer.alternatives),
        (text("Readings applied"), tuple(Pair(one, "") for one in answer.readings)),
        (text("Clauses"), answer.clauses),
    )
    return tuple((heading, pairs) for heading, pairs in parts if pairs)


def span_text(span: Span, language: Language) -> str:
    """A part of a timeline on one line: its days, how many they are, and where that is said."""
    days = language.ntext("{n} day", "{n} days", span.days)
    said = language.text("From {start} to {end}", start=span.start, end=span.end)
    return f"{said} · {days} · {span.clause}"


def as_text(answer: Told, language: Language) -> str:
    """The answer as plain text to paste."""
    lines = [answer.title, answer.headline, *answer.warnings]
    for heading, pairs in sections(answer, language):
        lines += ["", heading, *(_line(pair, language) for pair in pairs)]
    return "\n".join(lines)


def _line(pair: Pair, language: Language) -> str:
    if not pair.said:
        return f"– {pair.name}"
    return f"– {language.text('{label}: {value}', label=pair.name, value=pair.said)}"


def _walk(step: Step) -> Iterator[Step]:
    """Every step, what is used before what uses it."""
    for used in step.uses:
        yield from _walk(used)
    yield step


def _formulas(steps: list[Step], language: Language) -> Iterator[Pair]:
    for step in steps:
        made = _formula(step, language)
        if made:
            yield Pair(name_of(step, language), f"{made} = {_value(step, language)}")


def _formula(step: Step, language: Language) -> str:
    """How the value of a step is made, its numbers in it; "" where it is given."""
    counted = (one for one in step.uses if one.label not in _NO_TERMS)
    terms = [_value(one, language) for one in counted if isinstance(one.value, Decimal | int | dt.date)]
    if step.label in _SUMS | _DIFFERENCES | _LOWEST | _HIGHEST and len(terms) < 2:
        return ""
    if len(terms) > _MOST_TERMS:
        terms = [*terms[: _MOST_TERMS - 1], "…"]
    if step.label in _SUMS:
        return " + ".join(terms)
    if step.label in _DIFFERENCES:
        return " − ".join(terms)
    if step.label in _LOWEST:
        return f"min({' ; '.join(terms)})"
    if step.label in _HIGHEST:
        return f"max({' ; '.join(terms)})"
    pattern = _FORMULAS.get(step.label, "")
    share = language.formats.percent(INVOICE_SHARE * 100)
    return pattern.format(*(_value(one, language) for one in step.uses), share=share) if pattern else ""


def _value(step: Step, language: Language) -> str:
    """The value of a step; an amount that is not rounded to the cent yet, to a hundredth of one."""
    value = step.value
    if isinstance(value, Decimal) and step.label in _UNROUNDED and value != to_cents(value):
        return language.formats.price(value.quantize(_SHOWN))
    return value_of(step, language)


def _figures(values: Mapping[str, Any], keys: tuple[str, ...], language: Language) -> Iterator[Pair]:
    for key in keys:
        if key in values and not (values[key] is None and key in _LEFT_OUT):
            name, unit = VALUES[key]
            yield Pair(language.text(name), _written(key, values[key], unit, language))


def _timeline(values: Mapping[str, Any], language: Language) -> Iterator[Span]:
    for one in values.get("phases", ()):
        start, end = (dt.date.fromisoformat(one[key]) for key in ("from", "to"))
        name = PHASE_NAMES[one["phase"]]
        yield Span(language.text(name), start, end, one["clause"])


def _beside(values: Mapping[str, Any], language: Language) -> Iterator[Pair]:
    for one in values.get("differences", ()):
        title = SUBJECTS[one["point"]].title(language.code)
        yield Pair(
            f"{title} ({one['point']})", f"{language.text(_VERDICTS[one['verdict']])} · {one['clause']}"
        )


def figure(key: str, value: Any) -> Decimal | dt.date | None:
    """A value of an answer as a number or a day, for a sheet; None for one that is neither."""
    match VALUES[key][1]:
        case Unit.DAY if isinstance(value, str):
            return dt.date.fromisoformat(value)
        case Unit.CHARGES:
            return None
        case _:
            return Decimal(value) if isinstance(value, str) else None


def _written(key: str, value: Any, unit: Unit, language: Language) -> str:
    if unit is Unit.CHARGES:
        return language.text(CHARGES_NAMES[value])
    known = figure(key, value)
    return value_text(value if known is None else known, language, unit)


def _alternatives(calculator: Calculator, found: Answered, language: Language) -> Iterator[Pair]:
    """What each other reading would give: of the values that matter, those that change."""
    for one in found.alternatives:
        changed = (
            tuple(key for key in calculator.main if one.values.get(key) != found.values.get(key))
            or calculator.main[:1]
        )
        said = [
            language.text("{label}: {value}", label=pair.name, value=pair.said)
            for pair in _figures(one.values, changed, language)
        ]
        name = language.text(one.said) if one.said else reading_text(one.reading, one.option, language)
        yield Pair(name, " · ".join(said))


def _inputs(calculator: Calculator, values: Values, language: Language) -> Iterator[Pair]:
    for part in calculator.parts:
        if isinstance(part, Entry):
            typed = shown(part, str(values.get(part.key, part.default)), language)
            if typed:
                yield Pair(language.text(part.label), typed)
            continue
        rows = [row for row in values.get(part.key) or () if not is_blank(part.columns, row)]
        for place, row in enumerate(rows, start=1):
            yield Pair(f"{language.text(part.label)} {place}", _row(part, row, language))


def _row(part: Rows, row: Mapping[str, str], language: Language) -> str:
    told_cells = ((one, shown(one, row.get(one.key, one.default), language)) for one in part.columns)
    return " · ".join(
        language.text("{label}: {value}", label=language.text(one.label), value=said)
        for one, said in told_cells
        if said
    )


def shown(entry: Entry, typed: str, language: Language) -> str:
    """A typed value as a person reads it: the name of a choice, yes or no, the rest as it was typed."""
    if entry.kind is Kind.FLAG:
        return language.value(typed == TRUE)
    if entry.kind is Kind.CHOICE:
        return language.text(dict(entry.options).get(typed, typed)) if typed else ""
    if entry.kind in (Kind.AMOUNT, Kind.NUMBER, Kind.WHOLE):
        return _number_shown(typed, entry.kind, language)
    return typed


def _number_shown(typed: str, kind: Kind, language: Language) -> str:
    """A number in the form of the language; what cannot be read as it was typed."""
    try:
        number = parse_number(typed)
    except NotTyped:
        return typed
    return language.formats.price(number) if kind is Kind.AMOUNT else language.formats.number(number)
