"""What a calendar says of an entry of the agenda: its title, and the lines beneath it.

Only what the agenda shows: who the client is, the contract, the clause, what to do by when. No account.
"""

from typing import Final

from numspot_desk.contracts.agenda.entries import AgendaEntry
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.rules.limits import Result

_ACTED: Final = ("act_before", "latest_before")
"""The kinds of what somebody has to do; the others come by themselves."""
_TO_DO: Final = {
    "numspot": N_("To be done by NumSpot, at the latest then."),
    "client": N_("To be done by the client, at the latest then."),
    "both": N_("To be done by both parties, at the latest then."),
}
_DAYS: Final = {
    "effect_on": N_("Takes effect once this day is over."),
    "earliest": N_("Possible only once this day is over."),
}
_HOURS: Final = {
    "effect_on": N_("Takes effect at that moment."),
    "earliest": N_("Possible only from that moment on."),
}


def summary(entry: AgendaEntry, language: Language) -> str:
    """The title of an event: what is due, about what, for whom."""
    what = language.render(entry.what)
    named = f"{what} ({entry.about})" if entry.about else what
    return f"{named} – {entry.contract.client}"


def description(entry: AgendaEntry, language: Language) -> str:
    """The lines beneath the title: contract, clause, what kind of limit it is, and where readings differ by
    when to act and from when to rely on it."""
    return "\n".join(language.render(line) for line in _lines(entry))


def _lines(entry: AgendaEntry) -> list[Message]:
    contract = entry.contract
    lines = [
        message("Contract {number}, {client}", number=contract.number, client=contract.client),
        message("Clause {clause}", clause=entry.clause),
        Message(_nature(entry)),
    ]
    if entry.last_day is None and entry.instant is not None:
        lines.append(message("Paris time: {instant}", instant=entry.instant))
    if entry.safe != entry.sure:
        safe, sure = _sides(entry.safe, entry.sure)
        lines.append(
            message("Readings differ: act by {day} to be safe.", day=safe)
            if entry.kind in _ACTED
            else message("Readings differ: the earliest day is {day}.", day=safe)
        )
        lines.append(
            message("Rely on it only after {day}.", day=sure)
            if entry.sure.known
            else message("Under one reading there is no day to count on: do not rely on it.")
        )
    return lines


def _nature(entry: AgendaEntry) -> str:
    if entry.kind in _ACTED:
        return _TO_DO[entry.party]
    return (_HOURS if entry.last_day is None else _DAYS)[entry.kind]


def _sides(safe: Result, sure: Result) -> tuple[object, object]:
    """Both by their days, by their moments where the day is one."""
    if safe.last_day is None or safe.last_day == sure.last_day:
        return safe.instant, sure.instant
    return safe.last_day, sure.last_day or sure.instant
