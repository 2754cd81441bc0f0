"""What a clause moves and why it stands on its rung, in the French lines of the internal memo.

What moves is found in `contracts.clauses.clause_verdict_effects`; the screen says it in its own words.
"""

from numspot_desk.contracts.checks.derogations import term_text
from numspot_desk.contracts.clauses.clause_verdict import ClauseVerdict
from numspot_desk.contracts.clauses.clause_verdict_effects import Effect, Effects, Holds, Standing, State
from numspot_desk.contracts.content.deviation_memo import KIND
from numspot_desk.contracts.content.wording import wording
from numspot_desk.language.catalog import Language
from numspot_desk.rules.lengths import written
from numspot_desk.rules.payment_term import PaymentTerm
from numspot_desk.rules.readings import READINGS
from numspot_desk.usecases.explaining.explanation_labels import Unit
from numspot_desk.usecases.explaining.explanations import value_text
from numspot_desk.usecases.explaining.rule_names import rule_name


def move_lines(found: Effects | None, french: Language) -> tuple[str, ...]:
    """What a clause moves, one line a rule: «T05 – Mise en demeure : 7 jours → 30 jours»."""
    words = wording(KIND)
    if found is None:
        return (words.say("moves.unknown"),)
    standing = () if found.standing is Standing.APPLIES else (words.say(f"standing.{found.standing.value}"),)
    moved = tuple(_moved(one, french) for one in found.moved)
    return (*standing, *moved) if standing or moved else (words.say("moves.none"),)


def reason_lines(verdict: ClauseVerdict, french: Language) -> tuple[str, ...]:
    """The verdict in a sentence, then the library's own reasons."""
    lines = [french.render(verdict.message)]
    for reason in verdict.reasons:
        if reason.words is not None:
            label = f"{reason.parameter.label.french}\N{NO-BREAK SPACE}: " if reason.parameter else ""
            law = f" ({reason.law})" if reason.law else ""
            lines.append(f"{label}{reason.words.french}{law}")
    return tuple(lines)


def _moved(one: Effect, french: Language) -> str:
    words, name = wording(KIND), rule_name(one.rule, french)
    if one.after.holds is Holds.FOLLOWS:
        return words.say("moves.follows", rule=one.rule, name=name)
    before, after = _state(one.rule, one.before, french), _state(one.rule, one.after, french)
    return words.say("moves.line", rule=one.rule, name=name, before=before, after=after)


def _state(rule: str, state: State, french: Language) -> str:
    if isinstance(state.value, PaymentTerm):
        return french.render(term_text(state.value))
    if state.value is not None:
        return value_text(written(state.value), french, Unit.LENGTH)
    if state.option:
        named = (one.fr for one in READINGS[rule].options if one.id == state.option)
        return next(named, state.option)
    return wording(KIND).say(f"moves.{state.holds.value}")
