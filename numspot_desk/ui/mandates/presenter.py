"""What the list of mandates shows and what can be recorded of one, without Qt."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from numspot_desk.contracts.mandate_life.life import Life
from numspot_desk.contracts.mandate_life.states import COLLECTABLE, ENDED, STATE_NAMES, MandateState
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_, Message
from numspot_desk.ui.kit.table import Fetched, PageKey, TableColumn
from numspot_desk.usecases.mandates.mandate_words import SCHEME_NAMES, next_event, warned
from numspot_desk.usecases.mandates.plan_debits import with_next_debits
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.mandates import MandateQuery, MandateRow, MandateSort
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.roles import may_write

STATE_ICONS: Final = {
    MandateState.DRAFT: ("draft", "muted"),
    MandateState.SENT: ("send", "particular"),
    MandateState.SIGNED: ("signature", "success"),
    MandateState.ACTIVE: ("active", "success"),
    MandateState.SUSPENDED: ("stop", "warning"),
    MandateState.REVOKED: ("close-circle", "problem"),
    MandateState.REPLACED: ("moved", "muted"),
    MandateState.LAPSED: ("slash-circle", "muted"),
}
"""The icon of each state and the token of its colour."""


class MandateAct(StrEnum):
    """What can be recorded of a mandate, or asked about it."""

    SEND = "send"
    SIGN = "sign"
    REGISTER = "register"
    COLLECT = "collect"
    IMPORT = "import"
    PLAN = "plan"
    AMEND = "amend"
    SUSPEND = "suspend"
    RESUME = "resume"
    REVOKE = "revoke"
    REPLACE = "replace"
    RIB = "rib"
    FORM = "form"
    LETTER = "letter"


_SIGNED: Final = frozenset({MandateState.SIGNED, MandateState.ACTIVE, MandateState.SUSPENDED})


def acts_for(found: Life, person: Person) -> frozenset[MandateAct]:
    """What can be done with a mandate in its state; nothing for somebody who only reads. What is in the past
    of an ended mandate can still be recorded: a debit that was found late, its revocation."""
    if not may_write(person):
        return frozenset()
    acts = {MandateAct.RIB, MandateAct.LETTER}
    if found.state in (MandateState.DRAFT, MandateState.SENT):
        acts |= {MandateAct.SEND, MandateAct.SIGN}
    if found.standing.signed_on is not None:
        acts |= {MandateAct.COLLECT, MandateAct.IMPORT, MandateAct.FORM}
    if found.state in _SIGNED:
        acts |= {MandateAct.AMEND, MandateAct.REPLACE}
        acts.add(MandateAct.RESUME if found.state is MandateState.SUSPENDED else MandateAct.SUSPEND)
        if found.revocation is None:
            acts.add(MandateAct.REVOKE)
    if found.state in COLLECTABLE:
        acts.add(MandateAct.PLAN)
    if found.awaits_bank and found.state in _SIGNED:
        acts.add(MandateAct.REGISTER)
    if found.state in ENDED and found.revocation is None:
        acts.discard(MandateAct.PLAN)
    return frozenset(acts)


@dataclass(frozen=True)
class MandateList:
    """The query of the list as the person changes it, one piece at a time."""

    query: MandateQuery

    def searched(self, text: str) -> "MandateList":
        """Rows that hold this text."""
        return MandateList(replace(self.query, text=text))

    def of_states(self, states: frozenset[MandateState]) -> "MandateList":
        """Exactly these states; all where none is named."""
        return MandateList(replace(self.query, states=states))

    def ending_by(self, day: dt.date | None) -> "MandateList":
        """Those alone that end by a day; all again with None."""
        return MandateList(replace(self.query, ends_by=day))

    def sorted_by(self, name: str, descending: bool) -> "MandateList":
        """By another column."""
        return MandateList(replace(self.query, sort=MandateSort(name), descending=descending))

    def on(self, day: dt.date) -> "MandateList":
        """As it stands on another day."""
        return MandateList(replace(self.query, day=day))

    @property
    def filtered(self) -> bool:
        """Whether something may be hidden by search or filters."""
        return bool(self.query.text.strip() or self.query.states or self.query.ends_by)

    def fetch(self, workspace: Workspace, key: PageKey, limit: int) -> Fetched[MandateRow]:
        """A page of rows."""
        page = workspace.mandates.page(self.query, key, limit)
        return Fetched(with_next_debits(workspace, page.rows, self.query.day), page.next_key)

    def count(self, workspace: Workspace) -> int:
        """How many rows there are in all."""
        return workspace.mandates.count(self.query)


def columns(today: dt.date) -> tuple[TableColumn[MandateRow], ...]:
    """The columns of the list on a day. Of an account, what may be shown."""

    def following(row: MandateRow, language: Language) -> str:
        said = next_event(row, today)
        days = {name: day for name, day in said.params.items() if isinstance(day, dt.date)}
        short = {name: language.formats.date_list(day) for name, day in days.items()}
        return language.render(Message(said.msgid, {**said.params, **short}))

    def sign(row: MandateRow) -> tuple[str, str]:
        return ("warning", "warning") if warned(row, today) else ("calendar", "muted")

    return (
        TableColumn("debtor", N_("Debtor"), lambda row, _: row.debtor, 210, sort="debtor", stretch=True),
        TableColumn(
            "state",
            N_("State"),
            lambda row, language: language.text(STATE_NAMES[row.state]),
            200,
            picture=lambda row: STATE_ICONS[row.state],
        ),
        TableColumn("next", N_("Next event"), following, 310, sort="ends", picture=sign),
        TableColumn("account", N_("Account (IBAN)"), lambda row, _: row.iban_masked, 130),
        TableColumn("rum", N_("Mandate reference (RUM)"), lambda row, _: row.rum, 165, sort="rum"),
        TableColumn("number", N_("Order"), lambda row, _: row.number, 150, hidden=True),
        TableColumn(
            "scheme",
            N_("Scheme"),
            lambda row, language: language.text(SCHEME_NAMES[row.scheme]),
            100,
            hidden=True,
        ),
        TableColumn(
            "signed", N_("Signed on"), lambda row, language: _day(row.signed_on, language), 110, hidden=True
        ),
        TableColumn(
            "debit",
            N_("Latest debit"),
            lambda row, language: _day(row.last_collected, language),
            110,
            hidden=True,
        ),
    )


def _day(day: dt.date | None, language: Language) -> str:
    return "" if day is None else language.formats.date_list(day)
