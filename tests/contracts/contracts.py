"""Fictional contracts for the tests of the hierarchy: orders, and general terms that nobody uses."""

import copy
import datetime as dt
from typing import Any

from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.content.frozen import FrozenOrder, GoverningTerms
from numspot_desk.contracts.ranking.contract_papers import Edition, OrderPaper, papers_of
from numspot_desk.contracts.ranking.hierarchy import Contract
from numspot_desk.rules.versions import History, Version
from numspot_desk.terms.tree import Line, Node, Terms
from tests.contracts.orders import order as sample_order

SIGNED = dt.date(2026, 3, 2)
NUMBER = "CMD-2026-7K3Q9XM4"


def derogation(ident: str, target: str, subject: str, effect: str, text: str, **data: Any) -> dict[str, Any]:
    return {
        "id": ident,
        "target": target,
        "subject": subject,
        "effect": effect,
        "text": text,
        "data": data or None,
    }


def order(*derogations: dict[str, Any], revision: int = 1, **changes: Any) -> FrozenOrder:
    """An order with these derogations."""
    answers = copy.deepcopy(sample_order())
    answers["derogations"] = list(derogations)
    answers |= changes
    return FrozenOrder(answers, NUMBER, revision, SIGNED, None, Creditor(), None, GoverningTerms())


def terms(breach: str = "Dix jours.", *, extra: str = "") -> Terms:
    """General terms of four articles; `breach` is what 6.3.a says."""
    number = iter(range(1, 1000))

    def node(ref: str, kind: str, title: str, text: str, *children: Node) -> Node:
        lines = [Line(next(number), text)] if text else []
        return Node(ref, kind, ref, title, next(number), lines, list(children))

    letters = (
        node("CG-6.3.a", "letter", "Fin pour faute", breach),
        node("CG-6.3.b", "letter", "Fin pour refus", "La partie qui refuse le dit à l’avance."),
    )
    point = node("CG-6.3", "point", "Fin du contrat", "Le contrat prend fin ainsi.", *letters)
    pay = node("CG-A1.1", "point", "Prix", "Les factures sont dues en fin de mois.")
    return Terms(
        "Conditions d’une société inventée",
        "fr",
        (
            node("CG-1", "article", "Mots", "Les mots ont leur sens."),
            node("CG-6", "article", "Fin", "", point),
            node(
                "CG-18",
                "article",
                "Divers",
                extra or "Tout le reste.",
                node("CG-18.3", "point", "Bêtas", "Sans garantie."),
            ),
            node("CG-A1", "annex", "Argent", "", pay),
        ),
    )


def version(label: str, start: dt.date) -> Version:
    return Version(label, start - dt.timedelta(days=100), start)


def contract(
    *orders: OrderPaper, editions: tuple[Edition, ...] = (), history: History | None = None
) -> Contract:
    return Contract(NUMBER, "Atelier Exemple", papers_of(orders, editions), history=history)


def signed(frozen: FrozenOrder, since: dt.date = SIGNED) -> OrderPaper:
    return OrderPaper(frozen, since, signed=True)
