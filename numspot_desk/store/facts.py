"""The typed facts of an exported order: its lines, clauses and mandate as columns, written once.

They are read from complete answers; answers that are not complete are refused before anything is kept.
Totals are the ones extracted with the last save; nothing is computed here.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Connection, Table

from numspot_desk.language.messages import message
from numspot_desk.rules.time import paris_day
from numspot_desk.store.schema import (
    signatures,
    version_clauses,
    version_facts,
    version_lines,
    version_mandates,
    version_terms,
)
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import Answers, OrderRecord
from numspot_desk.usecases.refusals import MoveRefused


def write(connection: Connection, record: OrderRecord, excl_tax: Decimal | None, rum_key: str | None) -> None:
    """Write the facts of a frozen order. Raises `MoveRefused` when the answers do not hold them."""
    answers = record.answers
    try:
        rows: list[tuple[Table, list[dict[str, Any]]]] = [
            (version_facts, [_whole(answers, excl_tax)]),
            (version_lines, list(_lines(answers))),
            (version_clauses, list(_clauses(answers))),
            (version_mandates, list(_mandate(answers, rum_key))),
        ]
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise MoveRefused(
            message(
                "Order {number} is not complete: it was not exported. Open its review step to see what is"
                " missing.",
                number=record.number,
            )
        ) from error
    for table, found in rows:
        if found:
            connection.execute(table.insert(), [{"order_id": record.id, **row} for row in found])


def write_terms(connection: Connection, order_id: str, data: Mapping[str, Any]) -> None:
    """Write which general terms a frozen order names."""
    named = data.get("terms") or {}
    days = {name: _day_of(named.get(name)) for name in ("published_on", "in_force_from")}
    connection.execute(version_terms.insert().values(order_id=order_id, label=named.get("label"), **days))


def write_signature(connection: Connection, order_id: str, act: Act) -> None:
    """Write the day that was entered with the signed copy; without one, the day of the act in Paris."""
    day = _day_of(act.details.get("signed_on")) or paris_day(act.at)
    connection.execute(signatures.insert().values(order_id=order_id, signed_on=day))


def _day_of(written: object) -> dt.date | None:
    return dt.date.fromisoformat(written) if isinstance(written, str) else None


def _whole(answers: Answers, excl_tax: Decimal | None) -> dict[str, Any]:
    client = answers["client"]
    reference = answers.get("price_reference") or {}
    return {
        "client_name": _text(client["legal_name"]),
        "siren": client.get("siren"),
        "vat_number": client.get("vat_number"),
        "public_body": bool(client.get("public_body")),
        "payment_means": (answers.get("payment") or {}).get("means"),
        "price_reference": reference.get("kind"),
        "price_dated": _day(reference.get("date")),
        "offer_valid_until": _day(answers.get("offer_valid_until")),
        "excl_tax": excl_tax,
    }


def _lines(answers: Answers) -> Iterable[dict[str, Any]]:
    for position, line in enumerate(answers["lines"]):
        term = line.get("term") or {}
        yield {
            "position": position,
            "service": _text(line["service"]),
            "label": _text(line["label"]),
            "account": _text(line["account"]),
            "region": line.get("region"),
            "mode": _text(line["mode"]),
            "term_start": _day(term.get("start")),
            "term_end": _day(term.get("end")),
            "quantity": _number(line["quantity"]),
            "unit": _text(line["unit"]),
            "unit_price": _number(line["unit_price"]),
            "discount_percent": _number(line.get("discount_percent") or "0"),
            "qualification": line.get("qualification"),
            "beta": bool(line.get("beta")),
        }


def _clauses(answers: Answers) -> Iterable[dict[str, Any]]:
    position = 0
    for derogation in answers.get("derogations") or []:
        yield {
            "position": position,
            "origin": "derogation",
            "clause_id": _text(derogation["id"]),
            "kind": None,
            "target": derogation.get("target"),
            "subject": derogation.get("subject"),
            "effect": derogation.get("effect"),
            "wording": _text(derogation["text"]),
        }
        position += 1
    for conditions in answers.get("special_conditions") or []:
        for clause in conditions["clauses"]:
            yield {
                "position": position,
                "origin": "special_conditions",
                "clause_id": _text(clause["id"]),
                "kind": _text(conditions["kind"]),
                "target": clause.get("target"),
                "subject": ", ".join(clause.get("subjects") or []),
                "effect": None,
                "wording": _text(clause["text"]),
            }
            position += 1


def _mandate(answers: Answers, rum_key: str | None) -> Iterable[dict[str, Any]]:
    from numspot_desk.rules.identifiers import bic as bic_rule
    from numspot_desk.rules.identifiers import iban as iban_rule

    mandate: Mapping[str, Any] | None = answers.get("mandate")
    if mandate is None or rum_key is None:
        return
    bic = mandate.get("bic")
    yield {
        "rum_key": rum_key,
        "debtor_name": _text(mandate["debtor"]["name"]),
        "iban": iban_rule.validate(mandate["iban"]),
        "bic": bic_rule.validate(bic) if bic else None,
        "signed_on": _day(mandate.get("signed_on")),
    }


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text is wanted")
    return value


def _day(value: Any) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)


def _number(value: Any) -> Decimal:
    number = Decimal(_text(value))
    if not number.is_finite():
        raise ValueError("a quantity is finite")
    return number
