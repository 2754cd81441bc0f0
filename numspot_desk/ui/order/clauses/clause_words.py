"""How the verdict on a clause, its findings and its effects read: signs, tints and sentences. No Qt.

What they say is decided in `contracts.clauses.clause_verdict`.
"""

from collections.abc import Mapping
from typing import Final

from numspot_desk.contracts.checks.derogations import term_text
from numspot_desk.contracts.clauses.clause_verdict import ClauseVerdict, Verdict
from numspot_desk.contracts.clauses.clause_verdict_effects import Effect, Effects, Holds, Standing, State
from numspot_desk.contracts.clauses.clause_verdict_words import Finding
from numspot_desk.contracts.library.judging import Reason
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.rules.lengths import Length
from numspot_desk.rules.payment_term import PaymentTerm
from numspot_desk.rules.readings import READINGS
from numspot_desk.usecases.explaining.rule_names import rule_name

VERDICT_NAMES: Final[Mapping[Verdict, str]] = {
    Verdict.COMPLIANT: N_("Compliant"),
    Verdict.FALLBACK: N_("Fallback"),
    Verdict.DEVIATION: N_("Deviation"),
    Verdict.UNKNOWN_TARGET: N_("Unknown clause"),
    Verdict.VOID: N_("Void by law"),
}
VERDICT_SIGNS: Final[Mapping[Verdict, tuple[str, str]]] = {
    Verdict.COMPLIANT: ("check-circle", "success"),
    Verdict.FALLBACK: ("step-progress", "accent"),
    Verdict.DEVIATION: ("warning", "warning"),
    Verdict.UNKNOWN_TARGET: ("error", "problem"),
    Verdict.VOID: ("slash-circle", "problem"),
}
"""The icon of each verdict and its colour token."""
_STANDINGS: Final[Mapping[Standing, Message]] = {
    Standing.VOID: message("Void: the general terms apply as they are."),
    Standing.OPEN: message("Another clause says otherwise: legal has to settle which one holds."),
    Standing.SET_ASIDE: message("Another clause takes its place."),
}


def verdict_line(found: ClauseVerdict, language: Language) -> str:
    """The verdict in a sentence, with the article or the clause that it rests on."""
    said = language.render(found.message)
    named = [ref for ref in found.clauses if ref not in said]
    return f"{said} ({', '.join(named)})" if named else said


def reason_lines(reasons: tuple[Reason, ...], language: Language) -> list[str]:
    """Why the library says so, in its own words where it has some."""
    lines = []
    for reason in reasons:
        if reason.words is None:
            continue
        said = reason.words.in_language(language.code)
        about = f"{reason.parameter.label.in_language(language.code)} – " if reason.parameter else ""
        law = f" ({reason.law})" if reason.law else ""
        lines.append(f"{about}{said}{law}")
    return lines


def finding_line(found: Finding, language: Language) -> str:
    """A finding in a sentence."""
    said = language.render(found.message)
    if found.about is None:
        return said
    return language.text("{name}: {value}", name=found.about.in_language(language.code), value=said)


def marked_finding(found: Finding, language: Language) -> str:
    """A finding in a sentence, after whether it must or may be seen to."""
    said = finding_line(found, language)
    if found.blocking:
        return language.text("To correct: {what}", what=said)
    return language.text("To check: {what}", what=said)


def judged_lines(found: ClauseVerdict, moved: Effects | None, language: Language) -> list[str]:
    """All that is said of a clause, for who decides: the verdict, why, what to see to, what it moves."""
    said = verdict_line(found, language)
    if found.void is None:  # its sentence begins with the verdict
        said = language.text("{name}: {value}", name=language.text(VERDICT_NAMES[found.verdict]), value=said)
    lines = [said]
    lines += reason_lines(found.reasons, language)
    lines += [marked_finding(one, language) for one in found.findings]
    if found.clause.is_derogation:
        moves = " · ".join(effect_lines(moved, language))
        lines.append(language.text("{name}: {value}", name=language.text("What it moves"), value=moves))
    return lines


def effect_lines(found: Effects | None, language: Language) -> list[str]:
    """What the clause moves, a line each, ending with what it leaves as it is."""
    if found is None:
        return [language.text("Nothing yet: choose its subject and its effect.")]
    lines = [language.render(_STANDINGS[found.standing])] if found.standing in _STANDINGS else []
    lines += [_effect(one, language) for one in found.moved]
    if found.standing is Standing.VOID:
        return lines
    if not found.moved:
        return [*lines, language.text("No time limit, amount or reading changes.")]
    return [*lines, language.text("Nothing else changes.")]


def _effect(one: Effect, language: Language) -> str:
    name = f"{one.rule} – {rule_name(one.rule, language)}"
    if one.after.holds is Holds.FOLLOWS:
        return language.text("{rule}: follows", rule=name)
    before, after = _state(one.rule, one.before, language), _state(one.rule, one.after, language)
    return language.text("{rule}: {before} → {after}", rule=name, before=before, after=after)


def _state(rule: str, state: State, language: Language) -> str:
    if state.value is not None:
        return _length(state.value, language)
    if state.option:
        return _option(rule, state.option, language)
    return language.text(_HOLDS[state.holds])


_HOLDS: Final[Mapping[Holds, str]] = {
    Holds.STANDARD: N_("as in the general terms"),
    Holds.AGREED: N_("as this order says, to be read: no figure is computed"),
    Holds.EXCLUDED: N_("none"),
    Holds.OPEN: N_("left open"),
    Holds.FOLLOWS: N_("follows"),
}


def _length(value: Length | PaymentTerm, language: Language) -> str:
    if isinstance(value, PaymentTerm):
        return language.render(term_text(value))
    count, text = value.count, language.ntext
    match value.unit:
        case "minutes":
            return text("{n} minute", "{n} minutes", count)
        case "hours":
            return text("{n} hour", "{n} hours", count)
        case "weeks":
            return text("{n} week", "{n} weeks", count)
        case "months":
            return text("{n} month", "{n} months", count)
        case "years":
            return text("{n} year", "{n} years", count)
        case _:
            return text("{n} day", "{n} days", count)


def _option(rule: str, option: str, language: Language) -> str:
    for one in READINGS[rule].options:
        if one.id == option:
            return one.en if language.code == "en" else one.fr
    return option
