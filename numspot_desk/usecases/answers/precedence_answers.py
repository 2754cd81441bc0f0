"""The answers of `rules precedence` (who governs a subject) and `rules changes` (what an order changes).

JSON in, JSON out; both under the version of the general terms that binds on the day, where the versions are
among the facts. What counts lives in `rules.precedence`, `rules.versions`, `rules.changes` and
`rules.data_act`; faults come as `FactsRefused`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from numspot_desk.contracts.given.precedence_facts import PrecedenceAsked, changes_facts, precedence_facts
from numspot_desk.language.catalog import Language
from numspot_desk.rules.changes import Change, changed_by
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.data_act import beside_data_act
from numspot_desk.rules.explain import Step
from numspot_desk.rules.mandatory_law import Setting
from numspot_desk.rules.payment_term import Buyer, from_data, verdict
from numspot_desk.rules.precedence import REFERENCE, Context, Governance, Settled, governing
from numspot_desk.rules.readings import Choice, vary
from numspot_desk.rules.versions import Binding, binding
from numspot_desk.usecases.explaining.limit_explanations import explained, with_grounds

Answer = dict[str, Any]


def precedence_answer(document: Mapping[str, Any], language: Language | None = None) -> Answer:
    """What governs a subject on a day (P1–P8, P10, P12, P13). Raises `FactsRefused`."""
    asked = precedence_facts(document)

    def compute(choice: Choice) -> tuple[Governance, Binding | None]:
        bound, context, setting = _circumstances(asked, choice)
        return governing(asked.subject, asked.on, asked.provisions, setting, context), bound

    found = vary(compute, asked.held.options, asked.held.settled)
    told = governance_answer(*found.applied.result)
    governed, bound = found.applied.result
    return {
        **told,
        "readings": dict(found.applied.named),
        "alternatives": [
            {"readings": {name: option}, **other}
            for name, option, result in found.alone
            if (other := governance_answer(*result)) != told
        ],
        "explanation": explained(
            with_grounds(_with_version(governed.why, bound), asked.held.grounds(found.applied.named)),
            language,
        ),
    }


def changes_answer(document: Mapping[str, Any], language: Language | None = None) -> Answer:
    """Which clauses of the general terms the particular and special conditions change on a day, what that
    moves, and the general terms beside the Data Act. Raises `FactsRefused`."""
    asked = changes_facts(document)
    choice = Choice(asked.held.options)
    bound, context, setting = _circumstances(asked, choice)
    found = changed_by(asked.provisions, asked.on, setting, context)
    held = beside_data_act(asked.on) if setting.in_union else ()
    why = Step("changes.all", len(found.changes), ("CG-2.2",), uses=(*found.why.uses, *(o.why for o in held)))
    return {
        "on": asked.on.isoformat(),
        "general_terms": binding_answer(bound),
        "changes": [_change(one) for one in found.changes],
        "data_act": [
            {"point": one.point, "clause": one.clause, "law": one.article, "verdict": one.verdict}
            for one in held
        ],
        "readings": dict(choice.named),
        "explanation": explained(
            with_grounds(_with_version(why, bound), asked.held.grounds(choice.named)), language
        ),
    }


def _circumstances(asked: PrecedenceAsked, choice: Choice) -> tuple[Binding | None, Context, Setting]:
    """The version that binds, and the reading of periodic invoices where a payment term depends on it."""
    bound = None if asked.history is None else binding(asked.history, asked.on, choice)
    context = asked.context
    if bound is not None:
        start = dt.date.min if bound.version is None else bound.version.in_force_from
        context = replace(context, bound_from=start)
    setting = asked.setting
    if _rests_on_periodic(asked):
        setting = replace(setting, periodic=choice.of("R18"))
    return bound, context, setting


def _rests_on_periodic(asked: PrecedenceAsked) -> bool:
    """Whether a term agreed with a private buyer exceeds what periodic invoices allow (R18)."""
    if asked.setting.buyer is not Buyer.PRIVATE:
        return False
    own = (p for p in asked.provisions if p.document is not Document.GENERAL)
    terms = (
        from_data(p.data) for p in own if p.subject == "payment_term" and asked.subject in ("", p.subject)
    )
    return any(term is not None and verdict(term, Buyer.PRIVATE).over_periodic for term in terms)


def _with_version(why: Step, bound: Binding | None) -> Step:
    return why if bound is None else why._replace(uses=(*why.uses, bound.why))


def governance_answer(found: Governance, bound: Binding | None) -> Answer:
    """What governs a subject, as the commands answer it, without its explanation."""
    return {
        "subject": found.subject,
        "on": found.on.isoformat(),
        "prevailing": found.prevailing,
        "stack": list(found.stack),
        "steps": [_settled(step) for step in found.steps],
        "yields": [_settled(step) for step in found.yields],
        "still_governs": {lower: list(keys) for lower, keys in found.still_governs},
        "interpreted_by": REFERENCE.value,
        "outside": [
            {"id": one.id, "kind": one.kind, "rule": "P4", "clause": "CG-2.2"} for one in found.outside
        ],
        "void": [{"provision": void.provision, "law": void.law, "rule": void.rule} for void in found.void],
        "conflicts": [list(group) for group in found.conflicts],
        "general_terms": binding_answer(bound),
    }


def _settled(step: Settled) -> Answer:
    return {"rule": step.rule, "winner": step.winner, "loser": step.loser, "clause": step.clause}


def binding_answer(bound: Binding | None) -> Answer | None:
    """The version of the general terms that binds; null where the versions are not among the facts."""
    if bound is None:
        return None
    return {
        "version": None if bound.version is None else bound.version.label,
        "ends_on": None if bound.ends_on is None else bound.ends_on.isoformat(),
        "insufficient": [{"version": label, "rule": "P13"} for label in bound.insufficient],
    }


def _change(one: Change) -> Answer:
    return {
        "clause": one.clause,
        "subject": one.subject,
        "by": list(one.by),
        "effect": one.effect,
        "standing": one.standing,
        "moves": [{"rule": moved.rule, "before": moved.before, "after": moved.after} for moved in one.moves],
    }
