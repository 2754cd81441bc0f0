"""The form of each kind of event: its fields, what is filled in at first, the record that the values make.

No Qt. The fields come from the rules' own table of kinds, so a new kind has its form at once. Whether an
event can be is decided in `usecases.contract.record_events`; here only what cannot be read is refused.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from numspot_desk.contracts.given.fact_reading import Fault
from numspot_desk.contracts.given.typed_moments import MomentRefused, parse_moment, written_moment
from numspot_desk.contracts.given.written_events import written
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.language.typed import NotTyped, parse_date, parse_number
from numspot_desk.rules.ends import NOTICES
from numspot_desk.rules.events import ANSWERED_KINDS, KINDS, Event, Field
from numspot_desk.usecases.contract.event_words import FIELD_NAMES, KIND_NAMES, OPTION_NAMES, event_name

Values = Mapping[str, str]
OFTEN: Final = (
    "termination_notice",
    "formal_notice",
    "invoice_issued",
    "invoice_paid",
    "invoice_disputed",
    "ticket_opened",
    "client_asked",
    "client_answered",
    "sla_period_ended",
    "penalty_claimed",
)
"""The kinds that are entered most, first in the list."""
_ANSWERING: Final[Mapping[str, tuple[str, ...]]] = {
    **ANSWERED_KINDS,
    "recovery_ordered": ("terms_refused", *NOTICES),
    "recovery_received": ("recovery_ordered",),
}
"""What an event of a kind answers; any other may answer any event, which is seldom said."""


@dataclass(frozen=True)
class FormField:
    """A field of a form: `kind` is `moment`, `day`, `text`, `amount` or `choice` (with `options`)."""

    name: str
    label: str
    kind: str
    help: str = ""
    optional: bool = False
    options: tuple[tuple[str, str | Message], ...] = ()


def kinds() -> tuple[tuple[str, str], ...]:
    """Every kind with the msgid of its name, the frequent ones first."""
    others = tuple(kind for kind in KINDS if kind not in OFTEN)
    return tuple((kind, KIND_NAMES[kind]) for kind in (*OFTEN, *others))


def fields_of(kind: str, events: Sequence[Event], but: str = "") -> tuple[FormField, ...]:
    """The fields of a kind, the moment first; `events` are those that it can name, `but` is the one that is
    corrected."""
    form = KINDS[kind]
    others = [one for one in events if one.id != but]
    found = [] if form.moment is None else [_moment_field(form.moment)]
    found += [_field(name, one, others) for name, one in form.fields.items()]
    if kind == "terms_refused":
        found = [_of_publications(one, others) if one.name == "terms" else one for one in found]
    answered = _ANSWERING.get(kind)
    for tie, wanted in (("answers", answered), ("cancels", None)):
        named = [one for one in others if wanted is None or one.kind in wanted]
        if named:
            needed = tie == "answers" and kind in ANSWERED_KINDS
            found.append(
                FormField(tie, FIELD_NAMES[tie], "choice", "", not needed, _named(named, empty=not needed))
            )
    return tuple(found)


def first_values(kind: str, now: dt.datetime) -> dict[str, str]:
    """What a new form holds: now or today as the moment, the sender most often met."""
    moment = KINDS[kind].moment
    found = {"by": "client"} if "by" in KINDS[kind].fields else {}
    if moment == "at":
        found["at"] = written_moment(now.replace(second=0, microsecond=0))
    elif moment == "on":
        found["on"] = now.date().isoformat()
    return found


def values_of(event: Event) -> dict[str, str]:
    """What the form of an event holds that is corrected."""
    found: dict[str, str] = {}
    for name, value in written(event).items():
        if name in ("id", "kind"):
            continue
        moment = event.at if name == "at" else event.details.get(name)
        if isinstance(moment, dt.datetime):
            found[name] = written_moment(moment)
        elif isinstance(value, bool):
            found[name] = "true" if value else "false"
        else:
            found[name] = str(value)
    return found


class Unreadable(Exception):
    """What was typed cannot be read; `faults` say what, each with its field."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("unreadable")
        self.faults = tuple(faults)


def record_of(kind: str, values: Values) -> dict[str, Any]:
    """The event that was typed, in the JSON form that use cases take. Raises `Unreadable`."""
    form, faults = KINDS[kind], []
    found: dict[str, Any] = {"kind": kind}
    moment = {form.moment: Field("instant" if form.moment == "at" else "day")} if form.moment else {}
    ties = {name: Field("event", required=False) for name in ("answers", "cancels")}
    for name, field in ({**moment, **form.fields, **ties}).items():
        typed = values.get(name, "").strip()
        if not typed and not field.required:
            continue
        try:
            found[name] = _read(field, typed)
        except _Unread as error:
            faults.append(Fault(name, error.message))
    if faults:
        raise Unreadable(faults)
    return found


class _Unread(Exception):
    def __init__(self, sentence: Message) -> None:
        super().__init__(sentence.msgid)
        self.message = sentence


def _read(field: Field, typed: str) -> Any:
    if not typed:
        raise _Unread(message("This is missing."))
    try:
        match field.type:
            case "instant":
                return parse_moment(typed).isoformat()
            case "day":
                return parse_date(typed).isoformat()
            case "amount":
                number = parse_number(typed)
                return f"{number:.2f}" if number == round(number, 2) else format(number, "f")
            case "boolean":
                return typed == "true"
            case "choice":
                return next((option for option in field.options if str(option) == typed), typed)
            case _:
                return typed
    except MomentRefused as error:
        raise _Unread(error.message) from error
    except NotTyped as error:
        said = (
            message("This is not an amount: write it as 1 234,50.")
            if field.type == "amount"
            else message("This is not a day: write it as 22/11/2026.")
        )
        raise _Unread(said) from error


# ── Fields ───────────────────────────────────────────────────────────────────────────────────────────


def _moment_field(moment: str) -> FormField:
    if moment == "at":
        return FormField("at", FIELD_NAMES["at"], "moment", N_("Paris time, like 22/11/2026 10:30."))
    return FormField("on", FIELD_NAMES["on"], "day")


def _field(name: str, field: Field, events: Sequence[Event]) -> FormField:
    label, optional = FIELD_NAMES[name], not field.required
    match field.type:
        case "instant":
            return FormField(name, label, "moment", "", optional)
        case "boolean":
            answers = tuple((one, OPTION_NAMES[one]) for one in ("true", "false"))
            return FormField(name, label, "choice", "", optional, answers)
        case "choice":
            options = tuple((str(one), OPTION_NAMES[str(one)]) for one in field.options)
            return FormField(name, label, "choice", "", optional, options)
        case "event":
            named = [one for one in events if one.kind in field.options]
            return FormField(name, label, "choice", "", optional, _named(named))
        case "day" | "amount" as kind:
            return FormField(name, label, kind, "", optional)
        case _:
            return FormField(name, label, "text", "", optional)


def _of_publications(field: FormField, events: Sequence[Event]) -> FormField:
    """The general terms that are refused, among those that were published; typed where none is known."""
    published = [one for one in events if one.kind == "general_terms_published"]
    if not published:
        return field
    return FormField(field.name, field.label, "choice", options=_named(published))


def _named(events: Sequence[Event], *, empty: bool = False) -> tuple[tuple[str, str | Message], ...]:
    """Events to choose from, the latest first."""
    latest = sorted(events, key=lambda one: (one.moment, one.id), reverse=True)
    found: tuple[tuple[str, str | Message], ...] = tuple((one.id, event_name(one)) for one in latest)
    return (("", ""), *found) if empty else found
