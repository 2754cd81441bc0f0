"""The accounts step: the technical accounts of the order, one region each."""

from typing import Any

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QWidget

from numspot_desk.contracts.flow import StepId
from numspot_desk.language.messages import N_
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.order import questions
from numspot_desk.ui.order.repeated import Group, Repeated
from numspot_desk.ui.order.step_view import StepView
from numspot_desk.ui.order.suggestions import suggest


class AccountsStep(StepView):
    """Where the resources will be."""

    step = StepId.ACCOUNTS

    def build(self) -> None:
        self._regions = QStringListModel(self)
        self.accounts = Repeated(
            self,
            "technical_accounts",
            [questions.ACCOUNT[1:]],
            title=self._title,
            add_label=N_("Add a technical account"),
            add_name=N_("Add a technical account"),
            remove_label=N_("Remove account {n}"),
            remove_name=N_("Remove a technical account"),
            at_least_one=True,
            dress=self._offer_regions,
        )
        self.layout_.addWidget(self.accounts)

    def order_opened(self) -> None:
        """Offer the regions that are known; any other may be typed."""
        self._regions.setStringList(list(self.presenter.regions))

    def show_answers(self) -> None:
        self.accounts.show_answers()
        super().show_answers()

    def widget_of(self, field: str) -> QWidget | None:
        if field == "technical_accounts":
            field = "technical_accounts[0].email"
        return super().widget_of(field.replace("].id", "].email"))

    def retranslate(self) -> None:
        super().retranslate()
        self.accounts.retranslate()

    def _title(self, item: Any, position: int) -> str:
        name = item.get("id") if isinstance(item, dict) else None
        return self.context.language.text("Account {name}", name=name or f"A{position + 1}")

    def _offer_regions(self, group: Group) -> None:
        for row in group.rows:
            if row.path.endswith(".region") and isinstance(row.field_editor, TextField):
                suggest(row.field_editor, self._regions)
