"""The pages of the main window: their ids, names, icons, and where each is made.

A page is imported when it is first visited, so that the first window waits for none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.page import Page

Maker = Callable[[DeskContext], Page]


@dataclass(frozen=True)
class PageSpec:
    """One page: `label` is a msgid; `in_navigation` false for pages reached from another one."""

    id: str
    label: str
    icon: str
    make: Maker
    in_navigation: bool = True


def _home(context: DeskContext) -> Page:
    from numspot_desk.ui.home.view import HomePage

    return HomePage(context)


def _orders(context: DeskContext) -> Page:
    from numspot_desk.ui.orders.view import OrdersPage

    return OrdersPage(context)


def _order(context: DeskContext) -> Page:
    from numspot_desk.ui.order.page import OrderPage

    return OrderPage(context)


def _catalogue(context: DeskContext) -> Page:
    from numspot_desk.ui.catalogue.view import CataloguePage

    return CataloguePage(context)


def _conditions(context: DeskContext) -> Page:
    from numspot_desk.ui.conditions.view import ConditionsPage

    return ConditionsPage(context)


def _mandates(context: DeskContext) -> Page:
    from numspot_desk.ui.mandates.view import MandatesPage

    return MandatesPage(context)


def _hierarchy(context: DeskContext) -> Page:
    from numspot_desk.ui.hierarchy.view import HierarchyPage

    return HierarchyPage(context)


def _calculators(context: DeskContext) -> Page:
    from numspot_desk.ui.calculators.view import CalculatorsPage

    return CalculatorsPage(context)


def _deadlines(context: DeskContext) -> Page:
    from numspot_desk.ui.deadlines.view import DeadlinesPage

    return DeadlinesPage(context)


def _simulator(context: DeskContext) -> Page:
    from numspot_desk.ui.simulator.view import SimulatorPage

    return SimulatorPage(context)


def _terms(context: DeskContext) -> Page:
    from numspot_desk.ui.terms.view import TermsPage

    return TermsPage(context)


def _audit(context: DeskContext) -> Page:
    from numspot_desk.ui.audit.view import AuditPage

    return AuditPage(context)


def _settings(context: DeskContext) -> Page:
    from numspot_desk.ui.settings.view import SettingsPage

    return SettingsPage(context)


PAGES: Final = (
    PageSpec("home", N_("Home"), "home", _home),
    PageSpec("orders", N_("Orders"), "orders", _orders),
    PageSpec("order", N_("Order"), "orders", _order, in_navigation=False),
    PageSpec("catalogue", N_("Prices"), "value", _catalogue, in_navigation=False),
    PageSpec("mandates", N_("Mandates"), "mandates", _mandates),
    PageSpec("conditions", N_("Special conditions"), "conditions", _conditions),
    PageSpec("hierarchy", N_("Hierarchy"), "hierarchy", _hierarchy),
    PageSpec("deadlines", N_("Deadlines"), "deadlines", _deadlines),
    PageSpec("simulator", N_("Simulator"), "simulator", _simulator),
    PageSpec("calculators", N_("Calculations"), "calculators", _calculators),
    PageSpec("terms", N_("General terms"), "terms", _terms),
    PageSpec("audit", N_("Audit log"), "shield", _audit, in_navigation=False),
    PageSpec("settings", N_("Settings"), "settings", _settings),
)
BY_ID: Final = {spec.id: spec for spec in PAGES}
NAVIGATION: Final = tuple(spec for spec in PAGES if spec.in_navigation)
PARENT: Final = {"order": "orders", "catalogue": "settings", "audit": "settings"}
"""The entry of the navigation that stays lit on a page reached from it."""
