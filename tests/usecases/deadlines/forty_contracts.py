"""A workspace with forty invented contracts (`forty/contracts.toml`), for the month that was reckoned by hand
in `forty/march-2027.md`; pictures of the calendar may use it too.

Orders are kept and signed as the application keeps them, without their Word files; what happened is entered
through the use cases, so that nothing stands in the sample that a person could not enter.
"""

import datetime as dt
import hashlib
import tomllib
import uuid
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from numspot_desk.contracts.mandate_life.facts import Account, Collected, Fact, Prepared, Revoked, Signed
from numspot_desk.contracts.order.order_check import CheckContext, check_order
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.zone import PARIS
from numspot_desk.usecases.contract.chosen_readings import choose_reading
from numspot_desk.usecases.contract.record_events import record_event
from numspot_desk.usecases.mandates.mandate_acts import Desk, open_mandate, record_facts
from numspot_desk.usecases.mandates.plan_debits import Plan, plan_debit
from numspot_desk.usecases.orders.attach_signed_copy import SIGNED
from numspot_desk.usecases.orders.freeze_order import freeze_record, keep_version
from numspot_desk.usecases.orders.new_version import new_version
from numspot_desk.usecases.orders.order_acts import extracted
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderRecord, Place
from numspot_desk.usecases.ports.terms import SourceFile, TermsVersion
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Chance
from numspot_desk.usecases.samples.sample_answers import sample_answers
from tests.contracts.contracts import terms

TODAY: Final = dt.date(2027, 3, 29)
FOLDER: Final = Path(__file__).with_name("forty")
SALES: Final = Person("Camille Vendeuse", "sales")
LAWYER: Final = Person("Louis Juriste", "legal")
Given = Mapping[str, Any]
Ids = Mapping[tuple[str, str], str]
"""Of each event, by the number of its contract and its name in the file, the id that the store gave."""
_AMOUNT: Final = Decimal("450.00")
_SIGNED: Final = "2026-01-12"
_TIES: Final = ("answers", "cancels", "ticket", "terms")


class On:
    """A clock that shows noon in Paris of a day."""

    zone: Final = PARIS

    def __init__(self, day: dt.date) -> None:
        self._day = day

    def now(self) -> dt.datetime:
        return dt.datetime.combine(self._day, dt.time(12), PARIS).astimezone(dt.UTC)

    def today(self) -> dt.date:
        return self._day


def number_of(short: str) -> str:
    """The number of a contract from the two figures that the file gives it."""
    return f"CMD-2026-MARS00{short}"


def contracts() -> list[dict[str, Any]]:
    """What the file says of each contract."""
    found: list[dict[str, Any]] = _file()["contract"]
    return found


def _file() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "contracts.toml").read_text("utf-8"))


def fill(workspace: Workspace, chance: Chance, order_of_entry: int = 1) -> Ids:
    """Add the forty contracts; `order_of_entry` -1 enters them, and what is not tied, from the last on."""
    with workspace.transaction():
        _adopt(workspace, _file()["terms"])
        ids: dict[tuple[str, str], str] = {}
        for given in contracts()[::order_of_entry]:
            record = _order(workspace, given, chance)
            for name, ident in _entered(workspace, record, given, chance, order_of_entry).items():
                ids[given["number"], name] = ident
            if given.get("terminated"):
                _end(workspace, record)
    return ids


# ── The order ────────────────────────────────────────────────────────────────────────────────────────


def _adopt(workspace: Workspace, said: Given) -> None:
    made = uuid.uuid5(uuid.NAMESPACE_URL, said["label"])
    version = TermsVersion(
        str(made), said["label"], "fr", said["published_on"], said["in_force_from"], On(TODAY).now()
    )
    source = SourceFile("terms.txt", b"x", hashlib.sha256(b"x").hexdigest())
    act = Act("terms.adopted", "", LAWYER.name, On(said["published_on"]).now())
    workspace.terms.adopt(version, terms(), source, act)


def _order(workspace: Workspace, given: Given, chance: Chance) -> OrderRecord:
    offered = "offer_valid_until" in given
    signed_on = dt.date.fromisoformat(given.get("signed_on", _SIGNED))
    day = TODAY - dt.timedelta(days=20) if offered else signed_on
    answers = answers_of(given, day)
    clock = On(day)
    act = Act("order.started", "", SALES.name, clock.now())
    number = number_of(given["number"])
    record = workspace.orders.create(number, answers, Place(), extracted(workspace, answers, clock), act)
    _export(workspace, record, day, chance)
    if offered:
        return workspace.orders.load(record.id)
    _sign(workspace, record.id, signed_on)
    if "amendment_until" in given:
        _amend(workspace, record.id, given["amendment_until"], chance)
    return workspace.orders.load(record.id)


def answers_of(given: Given, day: dt.date) -> dict[str, Any]:
    """The answers of an order of the file, made on a day."""
    made = sample_answers("workshop", day)
    siren = _siren(given["number"])
    vat = f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"
    own = {"legal_name": given["client"], "siren": siren, "vat_number": vat}
    made["client"] |= {**own, "public_body": given.get("public_body", False)}
    made["offer_valid_until"] = given.get("offer_valid_until", made["offer_valid_until"])
    made["payment"] |= {"term": given.get("term")}
    if not given.get("direct_debit"):
        made["payment"]["means"] = "transfer"
        made["mandate"] = None
    elif "mandate_signed_on" in given:
        made["mandate"]["signed_on"] = given["mandate_signed_on"]
    if "lines" in given:
        made["lines"] = [_line(made["lines"][0], one) for one in given["lines"]]
    made["derogations"] = [_clause(one) for one in given.get("derogations", ())]
    if "certificate" in given:
        made["special_conditions"] = [_special(given["certificate"], day)]
    return made


def _siren(short: str) -> str:
    """A number of a company of its own, with its check digit, from the two figures of a contract."""
    first = f"900000{short}"
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(first)]
    return f"{first}{-sum(n // 10 + n % 10 for n in doubled) % 10}"


def _line(like: Given, said: Given) -> dict[str, Any]:
    made = {**like, "label": said["label"], "beta": said.get("beta", False)}
    if "start" in said:
        made |= {"mode": "reserved", "term": {"start": said["start"], "end": said["end"]}}
    return made


def _clause(said: Given) -> dict[str, Any]:
    own = ("id", "target", "subject", "effect")
    data = {name: value for name, value in said.items() if name not in own}
    found = {name: said[name] for name in own if name in said}
    return {"effect": "replace", "text": "Stipulation inventée.", **found, "data": data}


def _special(said: Given, day: dt.date) -> dict[str, Any]:
    (made,) = sample_answers("clinic", day)["special_conditions"]
    days = {name: said[name] for name in ("issued_on", "valid_until")}
    return {**made, "kind": said["kind"], "certificate": {**made["certificate"], **days}}


def _export(workspace: Workspace, record: OrderRecord, day: dt.date, chance: Chance) -> None:
    check = check_order(record.answers, CheckContext(day))
    frozen = freeze_record(workspace, record, check, issued_on=day, chance=chance, mark=None)
    keep_version(workspace, record, frozen, SALES, On(day).now())


def _sign(workspace: Workspace, order_id: str, day: dt.date) -> None:
    kept = workspace.orders.load(order_id)
    act = Act(SIGNED, order_id, SALES.name, On(day).now(), {"signed_on": day.isoformat()})
    workspace.orders.change_state(order_id, kept.row_version, OrderState.SIGNED, act)


def _amend(workspace: Workspace, order_id: str, until: str, chance: Chance) -> None:
    """A second version with other prices, exported and not signed yet."""
    clock = On(TODAY - dt.timedelta(days=14))
    second = new_version(workspace, order_id, SALES, clock).record
    answers = {**second.answers, "offer_valid_until": until}
    answers["lines"] = [{**one, "unit_price": "99.00"} for one in answers["lines"]]
    made = extracted(workspace, answers, clock)
    workspace.orders.save_draft(second.id, second.row_version, answers, second.place, made, clock.now())
    _export(workspace, workspace.orders.load(second.id), clock.today(), chance)


def _end(workspace: Workspace, record: OrderRecord) -> None:
    kept = workspace.orders.load(record.id)
    act = Act("order.terminated", record.id, LAWYER.name, On(TODAY).now())
    workspace.orders.change_state(record.id, kept.row_version, OrderState.TERMINATED, act)


# ── What happened ────────────────────────────────────────────────────────────────────────────────────


def _entered(
    workspace: Workspace, record: OrderRecord, given: Given, chance: Chance, order_of_entry: int
) -> dict[str, str]:
    by = Desk(SALES, On(TODAY), chance)
    ids: dict[str, str] = {}
    for name, option in given.get("readings", {}).items():
        choose_reading(workspace, record.id, name, option, "Avis du conseil", LAWYER, On(TODAY))
    for event in in_order_of_ties(given["events"][::order_of_entry]):
        said = {name: ids.get(value, value) if name in _TIES else value for name, value in event.items()}
        name = said.pop("id")
        ids[name], _ = record_event(workspace, record.id, said, by)
    if "mandate" in given:
        _mandate(workspace, record, given["mandate"], by)
    return ids


def in_order_of_ties(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events in their order, but each after what it is tied to (its invoice as well)."""
    known = {event["id"] for event in events}
    found: list[dict[str, Any]] = []
    waiting = list(events)
    while waiting:
        done = {event["id"] for event in found}
        for event in waiting:
            wanted = {str(event.get(tie)) for tie in _TIES} & known
            if event["kind"] in ("invoice_paid", "invoice_disputed"):
                wanted.add(event["number"])
            if event["kind"] == "client_answered":
                wanted |= {one["id"] for one in events if one["kind"] == "client_asked"}
            if wanted <= done:
                found.append(event)
                waiting.remove(event)
                break
    return found


def _mandate(workspace: Workspace, record: OrderRecord, said: Given, by: Desk) -> None:
    rum, signed_on = said["rum"], dt.date.fromisoformat(said["signed_on"])
    account = Account("FR1420041010050500013M02606", "PSSTFRPP", "La Banque Postale")
    prepared = Prepared(signed_on, rum, record.answers["client"]["legal_name"], account, "FR15ZZZ588627")
    open_mandate(workspace, record.id, prepared, by, Signed(signed_on, "Anne Roussel"))
    facts: list[Fact] = [Collected(dt.date.fromisoformat(day)) for day in said.get("collected", ())]
    if "revoked" in said:
        facts.append(Revoked(dt.date.fromisoformat(said["revoked"])))
    if facts:
        record_facts(workspace, rum, facts, by)
    for plan in said.get("planned", ()):
        _plan(workspace, rum, plan, Desk(by.person, On(dt.date.fromisoformat(said["planned_on"])), by.chance))


def _plan(workspace: Workspace, rum: str, said: Given, by: Desk) -> None:
    days = {name: dt.date.fromisoformat(day) for name, day in said.items() if name != "invoice"}
    plan_debit(workspace, rum, Plan(invoice=said["invoice"], amount=_AMOUNT, **days), by)
