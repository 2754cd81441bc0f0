"""What a cell of the table of lines offers while it is typed: services of the price list, known words."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from numspot_desk.contracts.order.line_edits import add_lines, from_price_list, new_line, put_in_line
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.lines.catalogue_search import CatalogueSearch, Offer
from numspot_desk.ui.order.lines.line_cells import COLUMNS, CellKind
from numspot_desk.ui.order.presenter import OrderPresenter
from numspot_desk.ui.order.suggestions import suggest
from numspot_desk.usecases.ports.catalogue import PriceList
from numspot_desk.usecases.ports.orders import Answers

SERVICE = 0
"""The column whose cells search the price list."""
_SHOWN = 10
_WIDEST = 100 * GRID


class CellHelp(QObject):
    """Lists below the cell that is typed."""

    taken = Signal(object, object)  # where (QPersistentModelIndex), Offer

    def __init__(
        self, context: DeskContext, presenter: OrderPresenter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = presenter
        self._offers: CatalogueSearch | None = None

    def forget(self) -> None:
        """The price list or the language changed."""
        self._offers = None

    def offer(self, editor: QLineEdit, where: QPersistentModelIndex) -> None:
        """Give a cell's editor its list, if it has one."""
        column = COLUMNS[where.column()]
        if where.column() == SERVICE:
            self._offer_services(editor, where)
            return
        known = self._known(column.member)
        if column.kind is CellKind.CHOICE and column.choices is not None:
            known = [self._context.language.text(label) for label in column.choices.values()]
        if known:
            suggest(editor, known)

    def _known(self, member: str) -> list[str]:
        accounts = self._presenter.answers.get("technical_accounts") or []
        if member == "account":
            return [str(account.get("id")) for account in accounts if account.get("id")]
        if member == "region":
            return list(self._presenter.regions)
        if member == "unit":
            return list(self._presenter.units)
        return []

    def _search(self) -> CatalogueSearch:
        if self._offers is None:
            self._offers = CatalogueSearch(self._presenter.price_list, self._context.language)
        return self._offers

    def _offer_services(self, editor: QLineEdit, where: QPersistentModelIndex) -> None:
        self._presenter.with_todays_prices(lambda: None)
        found: list[Offer] = []
        texts = QStringListModel(editor)
        completer = QCompleter(texts, editor)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_SHOWN)
        popup = QListView()
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        completer.setPopup(popup)  # the completer owns it from here on
        completer.setWidget(editor)  # not the cell's own completer: that one writes while one only looks

        def look(text: str) -> None:
            found[:] = self._search().find(text)
            texts.setStringList([offer.text for offer in found])
            completer.complete()
            popup.setMinimumWidth(min(popup.sizeHintForColumn(0) + 4 * GRID, _WIDEST))

        def take(chosen: QModelIndex) -> None:
            offer = found[chosen.row()] if 0 <= chosen.row() < len(found) else None
            if offer is not None:
                QTimer.singleShot(0, editor, lambda: self.taken.emit(where, offer))

        editor.textEdited.connect(look)
        completer.activated[QModelIndex].connect(take)  # type: ignore[index]  # the stubs know no overloads


def with_offer(answers: Answers, row: int, offer: Offer, price_list: PriceList | None) -> Answers:
    """The answers with a line filled from what was chosen in the list; the line is made if it is to come."""
    if row >= len(answers.get("lines") or ()):
        answers = add_lines(answers, row, [new_line(answers)])
    item = offer.item
    if item is None or price_list is None:
        return put_in_line(answers, row, "service", offer.service)
    return from_price_list(
        answers,
        row,
        service=item.service,
        label=item.label,
        mode=item.mode,
        unit=item.unit,
        unit_price=item.unit_price,
        region=item.region,
        qualification=item.qualification,
        beta=item.beta,
        list_kind=price_list.kind,
        list_date=price_list.dated.isoformat(),
    )
