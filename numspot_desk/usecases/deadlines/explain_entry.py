"""Why a day of the agenda is that day: its contract counted again from its facts, not read from the index."""

import datetime as dt

from numspot_desk.contracts.agenda.entries import AgendaEntry, rule_of
from numspot_desk.language.messages import message
from numspot_desk.rules.explain import Step
from numspot_desk.usecases.deadlines.agenda_page import entries_of
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import NoSuchRecord


def explained_entry(
    workspace: Workspace, key: str, today: dt.date, order_id: str | None = None
) -> AgendaEntry:
    """The entry of a key as it is counted now, with its explanation and what the events in it are called;
    `order_id` where several versions of the order state the same day. Raises `NoSuchRecord` where the facts
    give it no more."""
    contract = workspace.due.contract(rule_of(key)[0])
    found = [one for one in entries_of(workspace, contract.orders, today) if one.key == key]
    own = (one for one in found if order_id in (None, one.contract.order_id))
    entry = next(own, None)
    if entry is None:
        raise NoSuchRecord(message("This day is no longer in the agenda: the facts of its contract changed."))
    return entry


def why_of_entry(workspace: Workspace, key: str, today: dt.date) -> Step:
    """How the day of an entry is counted now. Raises `NoSuchRecord`."""
    why = explained_entry(workspace, key, today).why
    assert why is not None  # what is counted now is explained
    return why
