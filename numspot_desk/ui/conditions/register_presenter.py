"""What the register shows and how it is narrowed, without Qt: columns, choices, what they are called."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from numspot_desk.contracts.clauses.departure_kinds import RUNGS
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_, Message
from numspot_desk.ui.kit.states import state_icon, state_label
from numspot_desk.ui.kit.table import Fetched, PageKey, TableColumn
from numspot_desk.usecases.conditions.departure_words import RUNG_NAMES, summary
from numspot_desk.usecases.conditions.deviation_register import Deviation, register_count, register_page
from numspot_desk.usecases.conditions.export_register import RegisterColumn
from numspot_desk.usecases.explaining.subject_names import SUBJECT_NAMES
from numspot_desk.usecases.ports.files import Cell
from numspot_desk.usecases.ports.register import (
    NOBODY,
    RegisterChoices,
    RegisterQuery,
    RegisterRow,
    RegisterSort,
    Standing,
)
from numspot_desk.usecases.ports.workspace import Workspace

_LIVE: Final = ""
_ALL: Final = "all"


@dataclass(frozen=True)
class RegisterList:
    """The query of the register as the person changes it, one piece at a time."""

    query: RegisterQuery = field(default_factory=RegisterQuery)

    def searched(self, text: str) -> "RegisterList":
        """Rows that hold this text."""
        return RegisterList(replace(self.query, text=text))

    def sorted_by(self, name: str, descending: bool) -> "RegisterList":
        """By another column."""
        return RegisterList(replace(self.query, sort=RegisterSort(name), descending=descending))

    def of_standing(self, choice: str) -> "RegisterList":
        """Of what binds or may, of everything, or of one state."""
        states = frozenset() if choice in (_LIVE, _ALL) else frozenset({OrderState(choice)})
        standing = Standing.LIVE if choice == _LIVE else Standing.ALL
        return RegisterList(replace(self.query, standing=standing, states=states))

    def narrowed(self, name: str, value: str) -> "RegisterList":
        """To one clause (`target`), `subject`, `rung`, approver (`approved_by`) or `client`; "" for all."""
        changed: dict[str, Any] = {name: value}
        return RegisterList(replace(self.query, **changed))

    def ending_by(self, day: dt.date | None) -> "RegisterList":
        """To departures meant until a day at the latest."""
        return RegisterList(replace(self.query, ends_by=day))

    @property
    def standing(self) -> str:
        """The choice of standing that is in force."""
        if self.query.states:
            return next(iter(self.query.states)).value
        return _LIVE if self.query.standing is Standing.LIVE else _ALL

    @property
    def filtered(self) -> bool:
        """Whether something may be hidden by search or filters."""
        bare = replace(self.query, sort=RegisterSort.UPDATED, descending=True, text=self.query.text.strip())
        return bare != RegisterQuery()

    def fetch(self, workspace: Workspace, key: PageKey, limit: int) -> Fetched[RegisterRow]:
        """A page of rows."""
        page = register_page(workspace, self.query, key, limit)
        return Fetched(page.rows, page.next_key)

    def count(self, workspace: Workspace) -> int:
        """How many rows there are in all."""
        return register_count(workspace, self.query)

    def said(self, language: Language) -> list[str]:
        """What the list is narrowed to, in words: one a filter."""
        query, text = self.query, language.text
        found = []
        if self.standing != _LIVE:
            found.append(_said(text, N_("State"), text(dict(standings())[self.standing])))
        if query.text.strip():
            found.append(_said(text, N_("Search"), query.text.strip()))
        if query.client:
            found.append(_said(text, N_("Client"), query.client))
        if query.target:
            found.append(_said(text, N_("Clause"), query.target))
        if query.subject:
            found.append(_said(text, N_("Subject"), text(SUBJECT_NAMES.get(query.subject, query.subject))))
        if query.rung:
            found.append(_said(text, N_("Rung"), text(RUNG_NAMES[query.rung])))
        if query.approved_by:
            name = text("nobody") if query.approved_by == NOBODY else query.approved_by
            found.append(_said(text, N_("Approved by"), name))
        if query.ends_by is not None:
            found.append(_said(text, N_("Meant until"), language.formats.date_list(query.ends_by)))
        return found


def _said(text: Callable[..., str], label: str, value: str) -> str:
    return text("{label}: {value}", label=text(label), value=value)


def standings() -> list[tuple[str, str]]:
    """The choices of standing: value and msgid."""
    return [
        (_LIVE, N_("In force or negotiated")),
        (_ALL, N_("All, ended ones too")),
        *((state.value, state_label(state)) for state in OrderState),
    ]


def narrowing(choices: RegisterChoices, language: Language) -> dict[str, list[tuple[str, str | Message]]]:
    """What each filter offers, everything first."""
    everything: tuple[str, str | Message] = ("", N_("All"))
    subjects = sorted(choices.subjects, key=lambda one: language.text(SUBJECT_NAMES.get(one, one)).casefold())
    return {
        "target": [everything, *((one, _plain(one)) for one in choices.targets)],
        "subject": [everything, *((one, SUBJECT_NAMES.get(one, one)) for one in subjects)],
        "rung": [everything, *((one, RUNG_NAMES[one]) for one in RUNGS)],
        "approved_by": [
            everything,
            (NOBODY, N_("Nobody yet")),
            *((one, _plain(one)) for one in choices.approvers),
        ],
    }


def _plain(name: str) -> Message:
    """A name of people's own, said as it is in every language."""
    return Message("{name}", {"name": name})


# ── Columns ──────────────────────────────────────────────────────────────────────────────────────────


def _subject(row: RegisterRow, language: Language) -> str:
    return language.text(SUBJECT_NAMES.get(row.subject, row.subject))


def _state(row: RegisterRow, language: Language) -> str:
    said = language.text(state_label(row.state))
    return language.text("{state}, replaced since", state=said) if row.superseded else said


def _until(row: RegisterRow, language: Language) -> str:
    return "" if row.reason.until is None else language.formats.date_list(row.reason.until)


def _number(row: RegisterRow, language: Language) -> str:
    if row.revision == 1:
        return row.number
    return language.text("{number} (version {revision})", number=row.number, revision=row.revision)


COLUMNS: Final[tuple[TableColumn[RegisterRow], ...]] = (
    TableColumn("number", N_("Order"), _number, 176, sort="number"),
    TableColumn("client", N_("Client"), lambda row, _: row.client_name, 140, sort="client"),
    TableColumn("target", N_("Clause"), lambda row, _: row.target or row.clause, 96, sort="clause"),
    TableColumn("summary", N_("What changes"), summary, 230, stretch=True),
    TableColumn("state", N_("State"), _state, 112, sort="state", picture=lambda row: state_icon(row.state)),
    TableColumn("approved", N_("Approved by"), lambda row, _: row.approved_by or "–", 130),
    TableColumn("until", N_("Until"), _until, 110, sort="until", value=lambda row: row.reason.until),
    TableColumn("asked", N_("Asked by"), lambda row, _: row.asked_by, 150, hidden=True),
    TableColumn(
        "rung", N_("Rung"), lambda row, language: language.text(RUNG_NAMES[row.rung]), 150, hidden=True
    ),
    TableColumn("subject", N_("Subject"), _subject, 190, sort="subject", hidden=True),
    TableColumn("why", N_("Why"), lambda row, _: " ".join(row.reason.why.split()), 220, hidden=True),
)


def sheet_columns(language: Language) -> list[RegisterColumn]:
    """The columns of the workbook: those of the list and the texts, every one whole."""
    text = language.text

    def shown(value: Callable[[RegisterRow, Language], str]) -> Callable[[Deviation], Cell]:
        return lambda one: value(one.row, language)

    return [
        RegisterColumn(text("Order"), lambda one: one.row.number),
        RegisterColumn(text("Version"), lambda one: str(one.row.revision)),
        RegisterColumn(text("Client"), lambda one: one.row.client_name),
        RegisterColumn(text("State"), shown(_state)),
        RegisterColumn(text("Clause of the order"), lambda one: one.row.clause),
        RegisterColumn(text("Clause"), lambda one: one.row.target),
        RegisterColumn(text("Subject"), shown(_subject)),
        RegisterColumn(text("What changes"), shown(summary)),
        RegisterColumn(text("General terms"), lambda one: one.standard.label or ""),
        RegisterColumn(text("Standard text"), lambda one: one.standard.text),
        RegisterColumn(text("Proposed text"), lambda one: one.row.proposed),
        RegisterColumn(text("Rung"), lambda one: text(RUNG_NAMES[one.row.rung])),
        RegisterColumn(text("Asked by"), lambda one: one.row.asked_by),
        RegisterColumn(text("Approved by"), lambda one: one.row.approved_by),
        RegisterColumn(text("Why"), lambda one: one.row.reason.why),
        RegisterColumn(text("Until"), lambda one: one.row.reason.until),
    ]
