"""How the clauses of the library read on a screen, and which of them a search and filters leave. No Qt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from numspot_desk.contracts.library.clause import (
    LISTED,
    PLACE,
    Band,
    ClauseKind,
    LibraryClause,
    Option,
    Parameter,
    ParameterKind,
    Rung,
)
from numspot_desk.contracts.library.conditions import condition_text, named_clause
from numspot_desk.contracts.library.values import shown_bound, written
from numspot_desk.language.catalog import Language
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import N_, Message
from numspot_desk.rules import clauses as references
from numspot_desk.rules.provisions import Effect
from numspot_desk.rules.time import paris_day
from numspot_desk.usecases.conditions.clause_library import ClauseVersion, Library, LibraryEntry, Wording
from numspot_desk.usecases.conditions.departure_words import RUNG_NAMES
from numspot_desk.usecases.explaining.subject_names import SUBJECT_NAMES

DEROGATIONS: Final = "derogation"
KIND_CHOICES: Final[tuple[tuple[str, str], ...]] = (
    ("", N_("All clauses")),
    (DEROGATIONS, N_("Derogations")),
    ("HDS", N_("HDS conditions")),
    ("SecNumCloud", N_("SecNumCloud conditions")),
    ("retired", N_("Out of use")),
)
"""What the list can be narrowed to: a value and its msgid."""
RETIRED: Final = "retired"
RUNG_SIGNS: Final[Mapping[Rung, tuple[str, str]]] = MappingProxyType(
    {
        Rung.PREFERRED: ("check-circle", "success"),
        Rung.ACCEPTABLE: ("check", "accent"),
        Rung.NEEDS_LEGAL: ("review", "warning"),
        Rung.REFUSED: ("slash-circle", "problem"),
    }
)
"""The icon of each rung and the token of its colour."""
EFFECT_NAMES: Final[Mapping[Effect, str]] = MappingProxyType(
    {
        Effect.REPLACE: N_("Replaces the clause"),
        Effect.COMPLETE: N_("Completes the clause"),
        Effect.EXCLUDE: N_("Sets the clause aside"),
    }
)
PARAMETER_KINDS: Final[Mapping[ParameterKind, str]] = MappingProxyType(
    {
        ParameterKind.HOURS: N_("hours"),
        ParameterKind.DAYS: N_("calendar days"),
        ParameterKind.MONTHS: N_("months"),
        ParameterKind.YEARS: N_("years"),
        ParameterKind.NUMBER: N_("number"),
        ParameterKind.PERCENT: N_("percentage"),
        ParameterKind.AMOUNT: N_("amount in euros"),
        ParameterKind.CHOICE: N_("choice"),
        ParameterKind.FLAG: N_("yes or no"),
        ParameterKind.DATE: N_("day"),
        ParameterKind.TEXT: N_("text"),
    }
)
"""What the kinds of parameters are called."""
WORDING_NAMES: Final[Mapping[Wording, str]] = MappingProxyType(
    {
        Wording.AS_WRITTEN: N_("as written"),
        Wording.MODIFIED: N_("modified since"),
        Wording.UNKNOWN: N_("version not in this library"),
    }
)
WORDING_SIGNS: Final[Mapping[Wording, tuple[str, str]]] = MappingProxyType(
    {
        Wording.AS_WRITTEN: ("check", "success"),
        Wording.MODIFIED: ("draft", "warning"),
        Wording.UNKNOWN: ("help", "muted"),
    }
)


@dataclass(frozen=True)
class LibraryFilter:
    """What the list shows. `kind` is one of `KIND_CHOICES`; `subject` a subject of the order format."""

    kind: str = ""
    subject: str = ""
    text: str = ""

    @property
    def narrows(self) -> bool:
        """Whether something may be hidden."""
        return bool(self.kind or self.subject or self.text.strip())

    def shown(self, library: Library) -> tuple[LibraryEntry, ...]:
        """The entries that are left, those whose title or target holds the words first. Clauses out of use
        are only shown when asked for."""
        words = fold_line(self.text).split()
        found = [entry for entry in library.entries if self._fits(entry.clause, words)]
        return tuple(sorted(found, key=lambda entry: not _holds(_named(entry.clause), words)))

    def _fits(self, clause: LibraryClause, words: list[str]) -> bool:
        if clause.retired is not (self.kind == RETIRED):
            return False
        if self.kind == DEROGATIONS and clause.kind is not ClauseKind.DEROGATION:
            return False
        if self.kind not in ("", DEROGATIONS, RETIRED) and self.kind not in clause.kinds:
            return False
        if self.subject and clause.subject != self.subject:
            return False
        return _holds(f"{_named(clause)} {_written(clause)}", words)


def _holds(folded: str, words: list[str]) -> bool:
    return all(word in folded for word in words)


def _named(clause: LibraryClause) -> str:
    said = (clause.id, clause.target or "", clause.title.french, clause.title.english, *clause.covers)
    return fold_line(" ".join(said))


def _written(clause: LibraryClause) -> str:
    return fold_line(f"{clause.text} {clause.gloss}")


def subject_choices(library: Library, language: Language) -> list[tuple[str, str]]:
    """The subjects of the library by their names, all of them first: a value and its msgid."""
    held = {entry.clause.subject for entry in library.entries}
    named = sorted(held, key=lambda one: language.text(subject_name(one)).casefold())
    return [("", N_("All subjects")), *((one, subject_name(one)) for one in named)]


def subject_name(subject: str) -> str:
    """The msgid of a subject."""
    return SUBJECT_NAMES.get(subject, subject)


def standing(clause: LibraryClause) -> str:
    """Where a clause stands, short: the clause it changes, or the special conditions that it is for."""
    return clause.target or ", ".join(clause.kinds)


def about(clause: LibraryClause, language: Language) -> str:
    """What a clause is, in one line: where it stands and how, its subject."""
    subject = language.text(subject_name(clause.subject))
    if clause.target is None:
        kinds = language.text("{kinds} conditions", kinds=", ".join(clause.kinds))
        return f"{kinds} · {subject}"
    title = references.title(clause.target, language.code)
    target = f"{clause.target} – {title}" if title else clause.target
    effect = "" if clause.effect is None else language.text(EFFECT_NAMES[clause.effect])
    return " · ".join(part for part in (effect, target, subject) if part)


def version_line(version: ClauseVersion, language: Language) -> str:
    """A version in a line: its number, whether it came with the program, else who wrote it and when."""
    number = language.text("Version {n}", n=version.clause.version)
    if version.made_at is None:
        return language.text("{version}, carried with the program", version=number)
    day = language.formats.date_list(paris_day(version.made_at))
    return language.text("{version}, {day}, {name}", version=number, day=day, name=version.made_by)


def uses_line(entry: LibraryEntry, language: Language) -> str:
    """How many orders have a clause, of all its versions and of the last."""
    if not entry.uses:
        return language.text("No order has this clause yet.")
    latest = entry.used.get(entry.clause.version, 0)
    said = language.ntext("{n} order has this clause", "{n} orders have this clause", entry.uses)
    if latest == entry.uses:
        return f"{said}."
    return language.text(
        "{said}, {n} of them in version {version}.", said=said, n=latest, version=entry.clause.version
    )


# ── Parameters ───────────────────────────────────────────────────────────────────────────────────────


def limits(parameter: Parameter, language: Language) -> str:
    """The kind of a parameter with its limits: «jours calendaires, de 1 à 365»."""
    kind = language.text(PARAMETER_KINDS[parameter.kind])
    if parameter.kind is ParameterKind.TEXT:
        return language.text("{kind}, at most {n} characters", kind=kind, n=parameter.longest)
    if parameter.least is None or parameter.most is None:
        return kind
    return language.text("{kind}, {span}", kind=kind, span=_span(parameter, parameter, language))


def preferred(parameter: Parameter, language: Language) -> str:
    """The value that a clause starts with, in words; "" where it has none."""
    if parameter.preferred is None:
        return ""
    return written(parameter, parameter.preferred, language.code)


def band_values(parameter: Parameter, band: Band, language: Language) -> str:
    """The values that stand on one rung."""
    if parameter.kind in LISTED:
        named = {one.value: one for one in parameter.options}
        return " / ".join(_option(named[value], parameter, language) for value in band.values)
    if band.least is None and band.most is None:
        return language.text("any value")
    return _span(parameter, band, language)


def _option(option: Option, parameter: Parameter, language: Language) -> str:
    said = option.words.in_language(language.code)
    if parameter.kind is not ParameterKind.FLAG:
        return said
    return language.text("{answer}: {words}", answer=language.text(_ANSWERS[option.value]), words=said)


_ANSWERS: Final = {"true": N_("Yes"), "false": N_("No")}


def _span(parameter: Parameter, held: Parameter | Band, language: Language) -> str:
    least = shown_bound(parameter, held.least, language.code)
    most = shown_bound(parameter, held.most, language.code)
    if least == most:
        return least
    return language.text("from {least} to {most}", least=least, most=most)


def rung_name(rung: Rung, language: Language) -> str:
    """What a rung of the ladder is called."""
    return language.text(RUNG_NAMES[rung.value])


# ── Relations ────────────────────────────────────────────────────────────────────────────────────────


def conditions(clause: LibraryClause, library: Library, language: Language) -> list[str]:
    """What must hold for a clause to be used, a line each."""
    return [language.render(said) for said in _conditions(clause.requires, library, language)]


def _conditions(requires: Iterable[str], library: Library, language: Language) -> Iterable[Message]:
    for one in requires:
        other = named_clause(one)
        yield condition_text(one if other is None else f"clause:{title_of(other, library, language)}")


def title_of(clause_id: str, library: Library, language: Language) -> str:
    """The title of a clause of the library; its id where the library has it no more."""
    entry = library.by_id.get(clause_id)
    return clause_id if entry is None else entry.clause.title.in_language(language.code)


def exclusions(clause: LibraryClause, library: Library, language: Language) -> list[str]:
    """The clauses that cannot stand beside this one, by the word of either, by their titles."""
    named = dict.fromkeys(clause.excludes)
    for entry in library.entries:
        if clause.id in entry.clause.excludes and not entry.clause.retired:
            named[entry.clause.id] = None
    return [title_of(one, library, language) for one in named]


def place_words(clause: LibraryClause, language: str) -> Mapping[str, str]:
    """What stands in a text in place of each parameter when no value is filled in: its label."""
    return {one.name: one.label.in_language(language) for one in clause.parameters}


def read_out(clause: LibraryClause, text: str | None = None) -> str:
    """A French text, that of the clause unless given, with the labels of its parameters in the places that
    nothing fills: `[Délai]`."""
    labels = place_words(clause, "fr")
    said = clause.text if text is None else text
    return PLACE.sub(lambda found: f"[{labels.get(found[1], found[1])}]", said)
