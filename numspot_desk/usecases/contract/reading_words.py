"""The readings of a contract in sentences: the question, its options, a choice that legal made."""

from numspot_desk.language.catalog import Language
from numspot_desk.rules.readings import READINGS, Option, Reading
from numspot_desk.rules.settled_readings import SettledReading
from numspot_desk.usecases.contract.chosen_readings import ChosenReading


def question(reading: Reading, language: Language) -> str:
    """The reading by its id and its question."""
    asked = reading.question_fr if language.code == "fr" else reading.question_en
    return f"{reading.id} · {asked}"


def option_name(reading: Reading, option: Option, language: Language) -> str:
    """One way to read the text, and whether it holds where nobody chose."""
    said = option.fr if language.code == "fr" else option.en
    return language.text("{option} (default)", option=said) if option.id == reading.default else said


def chosen_line(one: ChosenReading, language: Language) -> str:
    """A choice in a line: what, why, by whom and when."""
    return language.text(
        "{reading}: {option}. {reason} ({by}, {date})",
        reading=one.reading,
        option=_said(one.reading, one.option, language),
        reason=one.reason,
        by=one.by,
        date=language.formats.date_list(one.on),
    )


def settled_line(name: str, one: SettledReading, language: Language) -> str:
    """A reading that a clause of the contract settles: no choice changes it."""
    return language.text(
        "{reading}: {option}. Settled by {clause}: no choice changes it.",
        reading=name,
        option=_said(name, one.option, language),
        clause=one.clause,
    )


def _said(name: str, option: str, language: Language) -> str:
    found = next(one for one in READINGS[name].options if one.id == option)
    return found.fr if language.code == "fr" else found.en
