"""Pictures of every page, in French and English, light and dark, from the real application on sample orders.

    python packaging/screenshots.py docs/screenshots

The clock stands still and chance counts, so that two runs give the same pictures on one machine.
"""

# ruff: noqa: E402 - Qt and the keychain are told where they run before anything is imported
import datetime as dt
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from numspot_desk.app.desk import Desk
from numspot_desk.contracts.order.flow import StepId
from numspot_desk.contracts.order.order_check import check_order
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.catalog import LANGUAGES, LanguageCode
from numspot_desk.store.access import WorkspaceAccess
from numspot_desk.terms.reading import read_terms
from numspot_desk.ui.calculators.view import CalculatorsPage
from numspot_desk.ui.deadlines.calendar import Shown
from numspot_desk.ui.deadlines.view import DeadlinesPage
from numspot_desk.ui.hierarchy.view import HierarchyPage
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.ui.simulator.view import SimulatorPage
from numspot_desk.ui.terms.view import TermsPage
from numspot_desk.usecases.contract.record_events import record_event
from numspot_desk.usecases.deadlines.agenda_page import agenda_page
from numspot_desk.usecases.deadlines.mark_entry import mark
from numspot_desk.usecases.general_terms.adopt_terms import TermsPreview
from numspot_desk.usecases.mandates.mandate_acts import Desk as Acting
from numspot_desk.usecases.orders.attach_signed_copy import SIGNED
from numspot_desk.usecases.orders.edit_order import check_context
from numspot_desk.usecases.orders.freeze_order import freeze_record, keep_version
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.samples.sample_answers import CLINIC, SAMPLES, TOWN, WORKSHOP
from numspot_desk.usecases.samples.sample_terms import SECOND, sample_preview
from numspot_desk.usecases.samples.sample_workspace import fill_sample_workspace
from numspot_desk.usecases.simulation.ground import imagined
from numspot_desk.usecases.simulation.starts import BY_ID
from tests.bench.keychain import FileKeychain

SIZE: Final = QSize(1200, 800)
EXACT: Final = 128
"""How many of the most frequent colours of a picture are kept as they are."""
NOON: Final = dt.datetime(2026, 11, 23, 13, 32, tzinfo=dt.UTC)
THEMES: Final = ("light", "dark")
PERSON: Final = Person("Camille Durand", "sales")
PAGES: Final = (
    "home",
    "orders",
    "catalogue",
    "mandates",
    "conditions",
    "hierarchy",
    "deadlines",
    "calculators",
    "terms",
    "settings",
)


SIGNED_ON: Final = dt.date(2026, 6, 15)
LIFE: Final[tuple[tuple[str, str, dict[str, Any]], ...]] = (
    ("invoice_issued", "2026-10-12", {"number": "F-2026-118", "amount_incl_tax": "4320.00"}),
    ("invoice_issued", "2026-11-12", {"number": "F-2026-131", "amount_incl_tax": "4320.00"}),
    ("formal_notice", "2026-11-19T09:00:00+01:00", {"by": "numspot", "reason": "non_payment"}),
    ("termination_notice", "2026-11-20T16:30:00+01:00", {"by": "client"}),
    ("ticket_opened", "2026-11-23T11:15:00+01:00", {"severity": 3}),
    ("maintenance_planned", "2026-12-10T22:00:00+01:00", {}),
)
"""What happened to the contract of the sample."""


CALCULATIONS: Final[Mapping[str, Mapping[str, Any]]] = {
    "availability": {
        "commitment": "SLA9.api",
        "period.start": "01/10/2026",
        "period.end": "31/10/2026",
        "incidents": [
            {"from": "05/10/2026 10:00", "to": "05/10/2026 10:20"},
            {"from": "05/10/2026 10:10", "to": "05/10/2026 11:00"},
        ],
        "maintenance": [{"from": "05/10/2026 10:30", "to": "05/10/2026 10:45", "announced_on": "01/10/2026"}],
        "all_zones": "true",
    },
    "penalty": {
        "services": [
            {"commitment": "SLA9.api", "observed": "99,4", "all_zones": "true"},
            {"commitment": "SLA6.access_api", "observed": "99,6", "all_zones": "true"},
        ],
        "monthly_average_revenue": "10000",
        "invoice_of_the_month": "2500",
        "period_end": "31/10/2026",
        "claimed_on": "04/11/2026",
        "reservations_in_time": "true",
    },
    "liability": {
        "cause": "other",
        "cashed_12_months_excl_tax": "120000",
        "last_month_of_failing_service": "4000",
        "direct_loss": "80000",
    },
    "late_payment": {
        "invoices": [
            {"number": "F-1", "amount_incl_tax": "12000", "amount_excl_tax": "10000", "due": "31/01/2026"},
            {"number": "F-2", "amount_incl_tax": "3600", "amount_excl_tax": "3000", "due": "28/02/2026"},
        ],
        "payments": [{"number": "F-1", "on": "15/03/2026", "amount": "5000"}],
        "counted_to": "30/06/2026",
    },
    "refund": {
        "billed": "36500",
        "term.start": "01/01/2026",
        "term.end": "31/12/2026",
        "effective_termination": "30/09/2026",
    },
    "totals": {
        "lines": [
            {"quantity": "3", "unit_price": "10,005", "discount_percent": "5", "reserved": "true"},
            {"quantity": "720", "unit_price": "0,0125"},
        ],
        "country": "FR",
        "postcode": "97400",
    },
    "exit": {
        "notified_on": "31/12/2026",
        "in_union": "true",
        "charges": "4000",
        "cost": "2500",
        "charged_on": "11/01/2027",
    },
}
"""What stands in each calculator when its picture is taken."""


class Still:
    """A clock that stands at one instant, and chance that counts."""

    def __init__(self) -> None:
        self._next = 0

    def now(self) -> dt.datetime:
        return NOON

    def today(self) -> dt.date:
        return NOON.date()

    def bytes(self, count: int) -> bytes:
        self._next += 1
        return (self._next * 0x9E3779B97F4A7C15 % (1 << 8 * count)).to_bytes(count, "big")


def main(out: Path) -> int:
    """Take every picture; the exit status."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="numspot-pictures-") as scratch:
        still = Still()
        folder = Path(scratch)
        for language in LANGUAGES:
            for theme in THEMES:
                taken = list(_take(folder / f"{language}-{theme}", still, language, theme, out))
                print(f"{language}, {theme}: {len(taken)} pictures")
    return 0


def _take(folder: Path, still: Still, language: LanguageCode, theme: str, out: Path) -> Iterator[Path]:
    folder.mkdir()
    (folder / "preferences.ini").write_text(
        f"[General]\ntheme={theme}\nperson={PERSON.name}\nrole={PERSON.role}\npage=home\n", encoding="utf-8"
    )

    def save(name: str) -> Path:
        path = out / f"{name}-{language}-{theme}.png"
        small(window.grab().toImage()).save(str(path), "PNG", 0)
        return path

    desk = Desk([], folder, language, clock=still, door=lambda: _door(folder, still))
    window = desk.open()
    window.resize(SIZE)
    _until(lambda: bool(window.findChildren(_welcome())))
    _settle(desk)
    yield save("welcome")
    created = _door(folder, still).create(use_keychain=True)
    with created.workspace as workspace:
        records = fill_sample_workspace(workspace, PERSON, still, still)
        _sign(workspace, records[WORKSHOP], still)
        _live(workspace, records[WORKSHOP], still)
    desk.opening.begin()
    _until(lambda: desk.context.has_workspace and window.current() is not None)
    for page in PAGES:
        window.go(page)
        _settle(desk)
        yield save(page)
    window.go("calculators")
    _settle(desk)
    calculators = window.current()
    assert isinstance(calculators, CalculatorsPage)
    for ident, typed in CALCULATIONS.items():
        calculators.show_calculator(ident)
        calculators.show_typed(dict(typed))
        _settle(desk)
        yield save(f"calculators-{ident}")
    window.go("terms")
    _settle(desk)
    terms = window.current()
    assert isinstance(terms, TermsPage)
    for name, show in _terms_views(terms):
        show()
        _settle(desk)
        yield save(f"terms-{name}")
    window.go("deadlines")
    _settle(desk)
    deadlines = window.current()
    assert isinstance(deadlines, DeadlinesPage)
    for shown in (Shown.MONTH, Shown.WEEK):
        deadlines.body.bar.views[shown].click()
        _settle(desk)
        yield save(f"deadlines-{shown}")
    window.go("hierarchy", records[CLINIC].id)
    _settle(desk)
    hierarchy = window.current()
    assert isinstance(hierarchy, HierarchyPage)
    for name, show in _hierarchy_views(hierarchy):
        show()
        _settle(desk)
        yield save(f"hierarchy-{name}")
    window.go("simulator", records[WORKSHOP].id)
    _settle(desk)
    simulator = window.current()
    assert isinstance(simulator, SimulatorPage)
    for name, show in _simulator_views(simulator):
        show()
        _settle(desk)
        yield save(f"simulator-{name}")
    for name, order, steps in (
        ("order", records[CLINIC], tuple(StepId)),
        ("order-unfinished", records[TOWN], (StepId.CLIENT, StepId.SERVICES)),
    ):
        window.go("order", order.id)
        _settle(desk)
        page = window.current()
        assert isinstance(page, OrderPage)
        for step in steps:
            page.presenter.go(step)
            page.autosave.flush()
            _settle(desk)
            yield save(f"{name}-{step}")
    window.close()
    desk.close(window)
    QApplication.processEvents()


def _terms_views(page: TermsPage) -> Iterator[tuple[str, Callable[[], None]]]:
    """The views of the page of the general terms, and how each is shown."""
    second, first = page.versions.editions
    yield "reading", lambda: page.versions.read_asked.emit(second, "CG-7.3", "fr")
    yield "comparison", lambda: page.versions.compare_asked.emit(first.label, second.label, "fr")
    yield "proofs", lambda: page.versions.proofs_asked.emit(second.label, "fr")
    yield "coverage", lambda: page.versions.coverage_asked.emit(second.label, "fr")
    yield "contracts", page.versions.contracts_asked.emit
    yield "import", lambda: page.show_preview(_faulty())


def _hierarchy_views(page: HierarchyPage) -> Iterator[tuple[str, Callable[[], object]]]:
    """The views of the page of the hierarchy on one derogation, and how each is shown."""
    yield "answer", lambda: page.open_clause("CP-D2")
    yield "text", page.tools.whole.click
    yield "picture", page.tools.pictured.click
    yield "trial", page.tools.without.trigger


def _simulator_views(page: SimulatorPage) -> Iterator[tuple[str, Callable[[], object]]]:
    """What the simulator shows: two notices side by side, then what each other reading gives."""
    yield "scenarios", lambda: _imagine(page)
    yield "readings", page.chips.each.click


def _imagine(page: SimulatorPage) -> None:
    """A formal notice, the same a month later, a termination for convenience."""
    ground, presenter = page.presenter.ground, page.presenter
    assert ground is not None
    for start, day in (("breach", "2026-12-01"), ("breach", "2027-01-04"), ("client_leaves", "2026-12-01")):
        begun = BY_ID[start]
        record = {"id": presenter.new_id(), "kind": begun.kind, "at": f"{day}T09:00:00+01:00", **begun.values}
        if begun.kind == "formal_notice":
            record["received_at"] = f"{day}T15:00:00+01:00"
        name = page.context.language.text(begun.name)
        presenter.add(imagined(ground, (), record), begun.supposed, name)
    page.acts.edited.emit()


def _faulty() -> TermsPreview:
    """A file with an article number that occurs twice, so that a line waits to be placed."""
    sound = sample_preview(SECOND, "fr").content.decode()
    content = sound.replace("ARTICLE 12.", "ARTICLE 11.").encode()
    return TermsPreview("conditions-2027.docx", content, read_terms("conditions-2027.txt", content))


def _sign(workspace: Workspace, record: OrderRecord, still: Still) -> None:
    """Export an order of the sample and have it signed, so that there is a contract."""
    context = check_context(workspace, still)
    order = freeze_record(
        workspace,
        record,
        check_order(record.answers, context),
        issued_on=SIGNED_ON,
        chance=still,
        mark=None,
        terms=context.in_force,
    )
    keep_version(workspace, record, order, PERSON, NOON)
    kept = workspace.orders.load(record.id)
    act = Act(SIGNED, record.id, PERSON.name, NOON, {"signed_on": SIGNED_ON.isoformat()})
    workspace.orders.change_state(record.id, kept.row_version, OrderState.SIGNED, act)


def _live(workspace: Workspace, record: OrderRecord, still: Still) -> None:
    """Events of the contract: an invoice that is late, one that is due, notices that readings count
    apart; and who follows one of its days."""
    by = Acting(PERSON, still, still)
    for kind, day, details in LIFE:
        moment = {"on": day} if len(day) == len("2026-11-23") else {"at": day}
        record_event(workspace, record.id, {"kind": kind, **moment, **details}, by)
    entries = agenda_page(workspace, NOON.date(), None, len(SAMPLES)).entries
    late = next(one.key for one in entries if one.rule == "T22" and one.about == "F-2026-118")
    mark(
        workspace, late, person=PERSON, clock=still, owner=PERSON.name, note="Relance envoyée le 16 novembre."
    )


def small(picture: QImage) -> QImage:
    """The picture in 256 colours of its own: an interface has few, and the file is a third.

    The grounds and texts, which fill most of it, keep their colour to the bit. Of the others (smoothed
    edges) one is kept of those that the eye does not tell apart, so that seldom ones (a warning) find room.
    """
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    used = Counter(memoryview(plain.constBits()).cast("I")).most_common()
    exact = [colour for colour, _ in used[:EXACT]]
    groups: dict[int, tuple[int, int]] = {}
    for colour, count in used[EXACT:]:
        first, total = groups.get(colour & 0xFFF0F0F0, (colour, 0))
        groups[colour & 0xFFF0F0F0] = (first, total + count)
    seldom = sorted(groups.values(), key=lambda group: group[1], reverse=True)
    kept = [*exact, *(colour for colour, _ in seldom)][:256]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, kept, flags)


def _door(folder: Path, still: Still) -> WorkspaceAccess:
    return WorkspaceAccess(folder, clock=still, chance=still, keychain=FileKeychain(folder), cost=1 << 14)


def _welcome() -> Any:
    from numspot_desk.ui.welcome import Welcome

    return Welcome


def _settle(desk: Desk) -> None:
    """Until nothing is being read or painted any more."""
    for _ in range(5):
        _until(lambda: not desk.context.busy)


def _until(holds: Callable[[], bool]) -> None:
    QApplication.processEvents()
    while not holds():
        QApplication.processEvents()
    QApplication.processEvents()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        raise SystemExit(2)
    raise SystemExit(main(Path(sys.argv[1])))
