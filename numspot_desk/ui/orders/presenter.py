"""What the list of orders shows and what can be done with the chosen ones, without Qt."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from numspot_desk.contracts.order.states import EDITABLE, FROZEN, OrderState, may_move
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_
from numspot_desk.language.zone import PARIS
from numspot_desk.ui.kit.states import state_icon, state_label
from numspot_desk.ui.kit.table import Fetched, PageKey, TableColumn
from numspot_desk.usecases.orders.export_order_list import ListColumn
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.files import Cell
from numspot_desk.usecases.ports.orders import OrderQuery, OrderSort, OrderSummary
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.roles import may_write


class OrderAct(StrEnum):
    """What can be done with an order of the list."""

    OPEN = "open"
    DUPLICATE = "duplicate"
    NEW_VERSION = "new_version"
    HIERARCHY = "hierarchy"
    HAND_OVER = "hand_over"
    BRANCHES = "branches"
    SAVE_JSON = "save_json"
    EXPORT = "export"
    CANCEL = "cancel"
    ARCHIVE = "archive"
    UNARCHIVE = "unarchive"
    REMOVE = "remove"


@dataclass(frozen=True)
class OrderList:
    """The query of the list as the person changes it, one piece at a time."""

    query: OrderQuery = field(default_factory=OrderQuery)

    def searched(self, text: str) -> "OrderList":
        """Rows that hold this text."""
        return OrderList(replace(self.query, text=text))

    def toggled(self, state: OrderState) -> "OrderList":
        """With this state added to those shown, or taken out. None chosen means all."""
        return OrderList(replace(self.query, states=self.query.states ^ {state}))

    def of_states(self, states: frozenset[OrderState]) -> "OrderList":
        """Exactly these states."""
        return OrderList(replace(self.query, states=states))

    def with_archived(self, archived: bool) -> "OrderList":
        """The archive instead of the current orders, or back."""
        return OrderList(replace(self.query, archived=archived))

    def sorted_by(self, name: str, descending: bool) -> "OrderList":
        """By another column."""
        return OrderList(replace(self.query, sort=OrderSort(name), descending=descending))

    @property
    def filtered(self) -> bool:
        """Whether something may be hidden by search or filters."""
        return bool(self.query.text.strip() or self.query.states or self.query.archived)

    def fetch(self, workspace: Workspace, key: PageKey, limit: int) -> Fetched[OrderSummary]:
        """A page of rows."""
        page = workspace.orders.page(self.query, key, limit)
        return Fetched(page.rows, page.next_key)

    def count(self, workspace: Workspace) -> int:
        """How many rows there are in all."""
        return workspace.orders.count(self.query)


def exported_columns(sections: Sequence[int], language: Language) -> list[ListColumn]:
    """These columns of the list, as a sheet holds them."""
    return [ListColumn(language.text(COLUMNS[n].label), _Exported(COLUMNS[n], language)) for n in sections]


@dataclass(frozen=True)
class _Exported:
    column: TableColumn[OrderSummary]
    language: Language

    def __call__(self, row: OrderSummary) -> Cell:
        if self.column.value is not None:
            return self.column.value(row)
        return self.column.text(row, self.language)


def acts_for(rows: Sequence[OrderSummary], person: Person) -> frozenset[OrderAct]:
    """What can be done with the chosen rows: several at once can only be put away or brought back."""
    if not rows:
        return frozenset()
    acts: set[OrderAct] = set()
    if len(rows) == 1:
        acts |= _acts_for_one(rows[0])
    if all(row.archived for row in rows):
        acts.add(OrderAct.UNARCHIVE)
    elif not any(row.archived for row in rows):
        acts.add(OrderAct.ARCHIVE)
    return frozenset(acts if may_write(person) else acts & {OrderAct.OPEN, OrderAct.HIERARCHY})


def _acts_for_one(row: OrderSummary) -> set[OrderAct]:
    acts = {
        OrderAct.OPEN,
        OrderAct.HIERARCHY,
        OrderAct.DUPLICATE,
        OrderAct.HAND_OVER,
        OrderAct.BRANCHES,
        OrderAct.SAVE_JSON,
    }
    if row.archived:
        return acts
    if row.state in FROZEN:
        acts.add(OrderAct.NEW_VERSION)
    if row.state in EDITABLE | {OrderState.APPROVED, OrderState.EXPORTED}:
        acts.add(OrderAct.EXPORT)
    if may_move(row.state, OrderState.CANCELLED):
        acts.add(OrderAct.CANCEL)
    if row.state in EDITABLE and row.revision == 1:
        acts.add(OrderAct.REMOVE)
    return acts


def _client(row: OrderSummary, language: Language) -> str:
    return row.client_name or language.text("Client to name")


def _number(row: OrderSummary, language: Language) -> str:
    if row.revision == 1:
        return row.number
    return language.text("{number} · v{revision}", number=row.number, revision=row.revision)


def _state(row: OrderSummary, language: Language) -> str:
    word = language.text(state_label(row.state))
    if row.branch:
        word = language.text("{state}, a branch to choose", state=word)
    return language.text("{state}, archived", state=word) if row.archived else word


def _amount(row: OrderSummary, language: Language) -> str:
    return "" if row.excl_tax is None else language.formats.money(row.excl_tax)


def _validity(row: OrderSummary, language: Language) -> str:
    return "" if row.offer_valid_until is None else language.formats.date_list(row.offer_valid_until)


def _updated(row: OrderSummary, language: Language) -> str:
    return language.formats.date_list(row.updated_at.astimezone(PARIS).date())


def _problems(row: OrderSummary, language: Language) -> str:
    return language.ntext("{n} to correct", "{n} to correct", row.problems) if row.problems else ""


def _picture(row: OrderSummary) -> tuple[str, str]:
    return ("moved", "warning") if row.branch else state_icon(row.state)


COLUMNS: Final[tuple[TableColumn[OrderSummary], ...]] = (
    TableColumn("client", N_("Client"), _client, 172, OrderSort.CLIENT, stretch=True),
    TableColumn("state", N_("State"), _state, 128, OrderSort.STATE, picture=_picture),
    TableColumn(
        "amount",
        N_("Amount before tax"),
        _amount,
        152,
        OrderSort.AMOUNT,
        right=True,
        value=lambda row: row.excl_tax,
    ),
    TableColumn("number", N_("Number"), _number, 184, OrderSort.NUMBER),
    TableColumn(
        "updated",
        N_("Changed on"),
        _updated,
        112,
        OrderSort.UPDATED,
        value=lambda row: row.updated_at.astimezone(PARIS).date(),
    ),
    TableColumn(
        "valid",
        N_("Offer valid until"),
        _validity,
        176,
        OrderSort.VALID,
        value=lambda row: row.offer_valid_until,
    ),
    TableColumn(
        "problems",
        N_("Problems"),
        _problems,
        112,
        OrderSort.PROBLEMS,
        hidden=True,
        value=lambda row: Decimal(row.problems),
    ),
    TableColumn("found", N_("Found in"), lambda row, _: row.snippet, 240, hidden=True),
)
FOUND_COLUMN: Final = len(COLUMNS) - 1
