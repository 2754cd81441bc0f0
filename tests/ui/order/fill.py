"""Types a whole order document into the wizard, from empty, as a person would: by keyboard, step by step."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt

from numspot_desk.contracts.order.flow import StepId
from numspot_desk.contracts.order.order_document import get
from numspot_desk.ui.order.lines.line_cells import COLUMNS
from tests.ui.order.typist import Typist

_CLIENT = (
    "client.legal_name",
    "client.legal_form",
    "client.consumer",
    "client.public_body",
    "client.siren",
    "client.vat_number",
    "client.foreign_number",
    "public_procurement.siret",
    "public_procurement.service_code",
    "public_procurement.engagement_number",
    "client.address.line1",
    "client.address.line2",
    "client.address.postcode",
    "client.address.city",
    "client.address.country",
    "client.phone",
    "contacts.technical.name",
    "contacts.technical.email",
    "contacts.technical.phone",
    "contacts.billing[0].name",
    "contacts.billing[0].email",
    "contacts.notification_email",
    "contacts.signatory.name",
    "contacts.signatory.function",
)
_MANDATE = (
    "mandate.debtor.name",
    "mandate.iban",
    "mandate.bic",
    "mandate.bank.name",
    "mandate.bank.address.line1",
    "mandate.bank.address.postcode",
    "mandate.bank.address.city",
    "mandate.bank.address.country",
)


def fill_order(typist: Typist, order: Mapping[str, Any]) -> None:
    """Type every answer of the order that the wizard does not derive by itself."""
    assert typist.page.presenter.place.step == StepId.CLIENT
    _answer_all(typist, order, _CLIENT)
    typist.next_step()
    _accounts(typist, order)
    typist.next_step()
    _lines(typist, order)
    typist.press(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    _financial(typist, order)
    typist.next_step()
    _conditions(typist, order)
    typist.press(Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    if order["mandate"] is not None:
        _answer_all(typist, order, _MANDATE)
    typist.next_step()
    typist.settle()


def _answer_all(typist: Typist, order: Mapping[str, Any], fields: tuple[str, ...]) -> None:
    """Answer the fields that do not hold their answer yet: what is derived is not typed again."""
    for field in fields:
        wanted = get(order, field)
        if wanted is not None and get(typist.page.presenter.answers, field) != wanted:
            typist.answer(field, wanted)


def _accounts(typist: Typist, order: Mapping[str, Any]) -> None:
    for position, account in enumerate(order["technical_accounts"]):
        if position:
            typist.tab_to_button("Ajouter un compte technique")
            typist.press(Qt.Key.Key_Space)
        for member in ("email", "region"):
            typist.answer(f"technical_accounts[{position}].{member}", account[member])


def _lines(typist: Typist, order: Mapping[str, Any]) -> None:
    language = typist.page.context.language
    for line in order["lines"]:
        _first_cell(typist)
        for column in COLUMNS:
            if not column.editable:
                continue
            value = get({"lines": [line]}, f"lines[0].{column.member}")
            if column.choices is not None and value is not None:
                value = language.text(column.choices[value])
            if column.member.startswith("term.") and value:
                year, month, day = value.split("-")
                value = f"{day}/{month}/{year}"
            if column.member in ("unit_price", "quantity", "discount_percent"):
                value = str(value).replace(".", ",")
            if value not in (None, False):
                typist.type(str(value))
            typist.press(Qt.Key.Key_Tab)


def _first_cell(typist: Typist) -> None:
    """To the first cell of the row to come: Tab after the last cell of a line is there already."""
    table = typist.page.view(StepId.SERVICES).table
    last = table.lines.rowCount() - 1
    assert (table.currentIndex().row(), table.currentIndex().column()) == (last, 0)


def _financial(typist: Typist, order: Mapping[str, Any]) -> None:
    typist.answer("payment.means", order["payment"]["means"])
    if order["payment"]["term"] is not None:
        typist.answer("payment.term", "other")
        typist.answer("payment.term.days", order["payment"]["term"]["days"])
    typist.answer("price_reference.kind", order["price_reference"]["kind"])
    typist.answer("price_reference.date", order["price_reference"]["date"])
    typist.answer("offer_valid_until", order["offer_valid_until"])


def _conditions(typist: Typist, order: Mapping[str, Any]) -> None:
    for position, derogation in enumerate(order["derogations"]):
        typist.tab_to_button("Ajouter une dérogation")
        typist.press(Qt.Key.Key_Space)
        for member in ("target", "subject", "effect", "text"):
            typist.answer(f"derogations[{position}].{member}", derogation[member])
        if derogation["data"]:
            typist.answer(f"derogations[{position}].data.days", derogation["data"]["days"])
    for position, conditions in enumerate(order["special_conditions"]):
        path = f"special_conditions[{position}]"
        typist.tab_to_button(f"Ajouter des conditions spécifiques {conditions['kind']}")
        typist.press(Qt.Key.Key_Space)
        for member in ("scope", "issued_on", "valid_until"):
            typist.answer(f"{path}.certificate.{member}", conditions["certificate"][member])
        for number, clause in enumerate(conditions["clauses"]):
            typist.tab_to_button("Ajouter une clause")
            typist.press(Qt.Key.Key_Space)
            typist.answer(f"{path}.clauses[{number}].subjects", ", ".join(clause["subjects"]))
            typist.answer(f"{path}.clauses[{number}].text", clause["text"])
