"""Why a day of the agenda is that day: asked of the facts when somebody wants to know, as rows come from an
index without it. The result and its clause are said at once, the whole as soon as it is counted.
"""

from PySide6.QtCore import QObject

from numspot_desk.contracts.agenda.entries import AgendaEntry
from numspot_desk.contracts.agenda.standing import Stands
from numspot_desk.rules.explain import Step, Value
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.deadlines.row_words import what
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.deadlines.explain_entry import explained_entry


class Explained(QObject):
    """The explanation of the row that was asked for last; asks `context` to show it once it is whole."""

    def __init__(self, context: DeskContext, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self._row: Stands | None = None
        self._whole: WhyRequest | None = None
        context.changed.connect(self._changed)

    def of(self, row: Stands) -> WhyRequest:
        """How the day of a row was counted: the whole where it is known already, else what the row says."""
        if row == self._row and self._whole is not None:
            return self._whole
        if row != self._row:
            self._row, self._whole = row, None
            self._ask(row)
        return self._request(row, _said(row.entry), row.entry)

    def _ask(self, row: Stands) -> None:
        key, order_id, today = row.entry.key, row.entry.contract.order_id, self.context.clock.today()

        def arrived(entry: AgendaEntry) -> None:
            if row == self._row and entry.why is not None:
                self._whole = self._request(row, entry.why, entry)
                self.context.why_requested.emit(self._whole)

        self.context.run(
            lambda workspace: explained_entry(workspace, key, today, order_id), arrived, owner=self
        )

    def _request(self, row: Stands, why: Step, entry: AgendaEntry) -> WhyRequest:
        events = entry.contract.events or {entry.event: entry.what}
        return WhyRequest(what(row, self.context.language), why, events)

    def _changed(self, _: Changes) -> None:
        self._row = self._whole = None


def _said(entry: AgendaEntry) -> Step:
    """What an entry says of itself: its result and its clause."""
    if entry.why is not None:
        return entry.why
    if not entry.rule:
        return Step(f"limit.{entry.step}", entry.last_day)
    params: dict[str, Value] = {"rule": entry.rule, "event": entry.event}
    if entry.step is not None:
        params["step"] = entry.step
    return Step("limit.deadline", entry.last_day or entry.instant, (entry.clause,), params=params)
