"""The accounts step: the technical accounts of the order, one region each."""

from typing import Any

from PySide6.QtWidgets import QWidget

from numspot_desk.contracts.order.flow import StepId
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import N_
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.order import questions
from numspot_desk.ui.order.offers import Offers, Row
from numspot_desk.ui.order.repeated import Group, Repeated
from numspot_desk.ui.order.step_view import StepView


class AccountsStep(StepView):
    """Where the resources will be."""

    step = StepId.ACCOUNTS

    def build(self) -> None:
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
        """Offer the regions that are known, all of them on Alt+Down; any other may be typed."""
        for row in group.rows:
            if row.path.endswith(".region") and isinstance(row.field_editor, TextField):
                Offers(row.field_editor, self._regions, N_("Choose a region"))

    def _regions(self, text: str) -> list[Row]:
        wanted = fold_line(text)
        known = [region for region in self.presenter.regions if region != text]
        return [Row(region, region) for region in known if wanted in fold_line(region)]
