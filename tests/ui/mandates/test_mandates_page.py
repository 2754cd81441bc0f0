"""The page of mandates by keyboard, on a real store: find, open, record, refuse, take back, copy, export."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.mandate_life.facts import Collected, Revoked, Scheme, Signed, Suspended
from numspot_desk.contracts.mandate_life.states import MandateState
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.mail import DraftFiles
from numspot_desk.documents.sheets import SheetFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.rules.identifiers import iban
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.mandates.dialogs import FormDialog
from numspot_desk.ui.mandates.import_dialog import ImportDialog
from numspot_desk.ui.mandates.letters import letters_for
from numspot_desk.ui.mandates.order_field import OrderField
from numspot_desk.ui.mandates.presenter import MandateAct
from numspot_desk.ui.mandates.view import MandatesPage
from numspot_desk.usecases.mandates.mandate_acts import Desk, open_mandate, record_facts
from numspot_desk.usecases.mandates.mandate_letters import Letter
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.files import SheetKind
from numspot_desk.usecases.ports.mandates import FileKind
from numspot_desk.usecases.ports.workspace import Workspace
from tests.ui.keyboard import CONTROL, press, type_text
from tests.ui.test_accessible import cut, focusable, name_of
from tests.usecases.mandate_desk import IBAN, OTHER_IBAN, desk_of, prepared
from tests.usecases.mandate_desk import order_in as order_for_store

TODAY = dt.date(2026, 11, 22)
BEGUN = dt.date(2026, 1, 5)
SHIFT = CONTROL | Qt.KeyboardModifier.ShiftModifier


class Chosen:
    """Somebody who always chooses the same file and folder (`Chooser`)."""

    def __init__(self, file: Path | None = None, folder: Path | None = None) -> None:
        self.place, self.out = file, folder

    def folder(self, parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
        assert self.out is not None
        chosen(self.out)

    def file(self, parent: QWidget, title: str, filters: str, chosen: Callable[[Path], None]) -> None:
        assert self.place is not None
        chosen(self.place)

    def show(self, folder: Path) -> None:
        raise AssertionError("no folder is shown")


def settle(context: DeskContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not context.busy, timeout=10_000)


def fill(workspace: Workspace, by: Desk) -> None:
    order = order_for_store(workspace).id  # type: ignore[arg-type]
    signed = Signed(BEGUN, "Alix Martin", "Lyon")
    debits = [Collected(dt.date(2026, month, 25)) for month in range(2, 8)]
    for rum, debtor, scheme, facts in (
        ("A-1", "Écluse SARL", Scheme.CORE, [signed, *debits]),
        ("B-2", "Béton Nord", Scheme.B2B, [signed]),
        ("C-3", "Client pressenti", Scheme.CORE, []),
        ("D-4", "Zinc", Scheme.CORE, [signed, Suspended(dt.date(2026, 2, 1), "litige")]),
        ("E-5", "Révolu", Scheme.CORE, [signed, Revoked(dt.date(2026, 3, 1), "lettre")]),
    ):
        open_mandate(workspace, order, prepared(rum, debtor=debtor, on=BEGUN, scheme=scheme), by)
        if facts:
            record_facts(workspace, rum, facts, by)


@pytest.fixture
def window(desk: DeskContext, qtbot: QtBot) -> Iterator[MainWindow]:
    desk.run(lambda store: fill(store, Desk(desk.person, desk.clock, desk_of_chance())))
    settle(desk, qtbot)
    shown = MainWindow(desk)
    qtbot.addWidget(shown)
    shown.resize(1200, 800)
    shown.show()
    shown.activateWindow()
    shown.show_desk("mandates")
    settle(desk, qtbot)
    yield shown
    shown.close()
    settle(desk, qtbot)


def desk_of_chance() -> object:
    return desk_of(None).chance  # type: ignore[arg-type]


@pytest.fixture
def page(window: MainWindow) -> MandatesPage:
    found = window.current()
    assert isinstance(found, MandatesPage)
    return found


def rums(page: MandatesPage) -> list[str]:
    return [page.model.row(number).rum for number in range(page.model.rowCount())]


def opened(page: MandatesPage, rum: str, qtbot: QtBot) -> MandatesPage:
    page.open_mandate(rum)
    settle(page.context, qtbot)
    return page


def dialog_of(page: MandatesPage) -> FormDialog:
    found = page.recording.dialog
    assert isinstance(found, FormDialog)
    return found


def type_in(dialog: FormDialog, **values: str) -> None:
    for name, value in values.items():
        editor = dialog.rows[name].editor
        editor.setText(value)
        editor.edited.emit()


def keep(page: MandatesPage, qtbot: QtBot) -> None:
    dialog_of(page).keep.click()
    settle(page.context, qtbot)


def lines(page: MandatesPage) -> list[str]:
    found: list[str] = []

    def walk(item: QTreeWidgetItem) -> None:
        found.append(item.text(0).replace("\N{NO-BREAK SPACE}", " "))
        for number in range(item.childCount()):
            walk(item.child(number))

    for number in range(page.mandate.timeline.topLevelItemCount()):
        walk(page.mandate.timeline.topLevelItem(number))
    return found


def delete(page: MandatesPage, words: str, qtbot: QtBot) -> None:
    """Press Del on the line of the timeline that holds these words."""
    timeline = page.mandate.timeline
    qtbot.waitUntil(lambda: page.findChild(FormDialog) is None)
    page.window().activateWindow()
    timeline.setCurrentItem(next(item for item in timeline._items() if words in item.text(0)))
    timeline.setFocus()
    qtbot.waitUntil(timeline.hasFocus)
    press(Qt.Key.Key_Delete)


def test_the_list_shows_state_masked_account_and_what_comes_next(page: MandatesPage) -> None:
    assert rums(page) == ["B-2", "C-3", "A-1", "E-5", "D-4"]
    row = rums(page).index("A-1")
    shown = [str(page.model.index(row, n).data()) for n in range(5)]
    assert shown[:2] == ["Écluse SARL", "Actif"] and shown[2].startswith("Caduc après le 25 juil. 2029")
    assert shown[3] == "FR14 •••• 2606"
    assert page._count.text() == "5 mandats"


def test_search_chips_and_sorting_narrow_and_order_the_list(
    page: MandatesPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_F, CONTROL)
    type_text("ecluse")
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert rums(page) == ["A-1"]
    page.search("")
    settle(desk, qtbot)
    page.chips[MandateState.REVOKED].click()
    settle(desk, qtbot)
    assert rums(page) == ["E-5"]
    page.chips[MandateState.REVOKED].click()
    page.soon.click()
    settle(desk, qtbot)
    assert rums(page) == [], "what has ended already no longer warns"
    page.soon.click()
    page.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    settle(desk, qtbot)
    assert rums(page)[0] == "C-3" and rums(page)[-1] == "E-5"
    page.search("rien de tel")
    settle(desk, qtbot)
    assert page.rooms.unmatched.isVisible()


def test_enter_opens_a_mandate_and_escape_goes_back_to_its_row(
    page: MandatesPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_Down, times=2)
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert page.mandate.isVisible() and window.top_bar.title() == "Écluse SARL · A-1"
    assert IBAN[-6:] not in window.windowTitle()
    press(Qt.Key.Key_Escape)
    settle(desk, qtbot)
    assert page.table.isVisible() and page.table.selected_rows() == [2]


def test_the_timeline_tells_what_is_ahead_then_what_happened(page: MandatesPage, qtbot: QtBot) -> None:
    told = lines(opened(page, "A-1", qtbot))
    assert told[0] == "À venir" and "Ce qui s’est passé" in told
    assert any("6 prélèvements du 25 févr. 2026 au 25 juil. 2026" in line for line in told)
    assert any("Signé · par Alix Martin, Lyon" in line for line in told)
    assert not any(IBAN in line.replace(" ", "") for line in told)


def test_a_debit_is_recorded_by_keyboard(page: MandatesPage, desk: DeskContext, qtbot: QtBot) -> None:
    opened(page, "A-1", qtbot)
    press(Qt.Key.Key_D, SHIFT)
    dialog = dialog_of(page)
    qtbot.waitUntil(lambda: dialog.rows["on"].editor.hasFocus())
    press(Qt.Key.Key_A, CONTROL)
    type_text("25/08/2026")
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    qtbot.waitUntil(lambda: page.findChild(FormDialog) is None)
    assert page.mandate.detail is not None
    assert page.mandate.detail.life.standing.last_collected == dt.date(2026, 8, 25)


def test_what_is_refused_stands_beside_its_field_and_nothing_typed_is_lost(
    page: MandatesPage, qtbot: QtBot
) -> None:
    opened(page, "C-3", qtbot)
    page.mandate.asked.emit(MandateAct.SIGN)
    dialog = dialog_of(page)
    type_in(dialog, on="23/11/2026", signatory="Alix Martin")
    keep(page, qtbot)
    assert "futur" in dialog.rows["on"]._problem.text() and dialog.isVisible()
    assert dialog.values()["signatory"] == "Alix Martin"
    type_in(dialog, on="04/01/2026")
    assert dialog.rows["on"]._problem.text() == "", "typing clears what was said"
    keep(page, qtbot)
    assert "5 janvier 2026" in dialog.rows["on"]._problem.text()
    type_in(dialog, on="hier")
    keep(page, qtbot)
    assert dialog.rows["on"].problems and dialog.keep.isEnabled()
    type_in(dialog, on="22/11/2026")
    keep(page, qtbot)
    assert page.mandate.state.text() == "Signé"


def test_a_signed_form_is_kept_and_a_program_is_not(page: MandatesPage, tmp_path: Path, qtbot: QtBot) -> None:
    opened(page, "C-3", qtbot)
    program, scan = tmp_path / "mandat.pdf", tmp_path / "scan.png"
    program.write_bytes(b"MZ\x90")
    scan.write_bytes(b"\x89PNG\r\n\x1a\n")
    page.mandate.asked.emit(MandateAct.SIGN)
    dialog = dialog_of(page)
    type_in(dialog, on="22/11/2026", signatory="Alix Martin")
    dialog.rows["scan"].editor.take(program)
    keep(page, qtbot)
    assert "programme" in dialog.rows["scan"]._problem.text()
    dialog.rows["scan"].editor.take(scan)
    keep(page, qtbot)
    assert page.mandate.detail is not None and [one.name for one in page.mandate.detail.files] == ["scan.png"]
    page.recording.chooser = Chosen(folder=tmp_path / "out")
    (tmp_path / "out").mkdir()
    page.context.files = FolderFiles()
    page.mandate.files.saves[0].click()
    settle(page.context, qtbot)
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["C-3-scan.png"]


def test_a_signed_form_that_comes_later_is_kept_and_a_program_is_not(
    page: MandatesPage, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(page, "A-1", qtbot)
    program, scan = tmp_path / "mandat.pdf", tmp_path / "scan.png"
    program.write_bytes(b"MZ\x90")
    scan.write_bytes(b"\x89PNG\r\n\x1a\n")
    before = lines(page)
    page.recording.chooser = Chosen(program)
    press(Qt.Key.Key_S, SHIFT)
    settle(page.context, qtbot)
    dialog = dialog_of(page)
    assert "programme" in dialog.rows["scan"]._problem.text(), "told beside its field"
    page.recording.chooser = Chosen(scan)
    dialog.rows["scan"].editor.choose.click()
    settle(page.context, qtbot)
    assert page.mandate.detail is not None
    assert [(one.kind, one.name) for one in page.mandate.detail.files] == [(FileKind.FORM, "scan.png")]
    assert lines(page) == before, "a signed fact never changes"


def test_an_amendment_hints_at_the_bank_and_keeps_the_former_account(
    page: MandatesPage, qtbot: QtBot
) -> None:
    opened(page, "A-1", qtbot)
    page.mandate.asked.emit(MandateAct.AMEND)
    dialog = dialog_of(page)
    type_in(dialog, iban="DE89370400440532013001")
    keep(page, qtbot)
    assert dialog.rows["iban"].problems, "wrong check digits"
    type_in(dialog, iban=iban.format(OTHER_IBAN))
    qtbot.waitUntil(lambda: dialog.hint is not None and dialog.hint.isVisible(), timeout=20_000)
    assert dialog.hint is not None and "vérifier" in dialog.hint.text.text()
    dialog.hint.button.click()
    assert dialog.values()["bic"].startswith("COBADEFF")
    keep(page, qtbot)
    assert page.mandate.detail is not None
    assert page.mandate.detail.life.terms.account.iban == OTHER_IBAN
    assert any("nouveau compte DE89 •••• 3000" in line for line in lines(page))


def test_del_takes_a_fact_back_with_its_reason_and_a_signature_never(
    page: MandatesPage, window: MainWindow, qtbot: QtBot
) -> None:
    opened(page, "D-4", qtbot)
    delete(page, "suspendus", qtbot)
    dialog = dialog_of(page)
    keep(page, qtbot)
    assert dialog.rows["reason"].problems
    type_in(dialog, reason="Autre client")
    keep(page, qtbot)
    assert any("retiré : Autre client" in line for line in lines(page))
    assert page.mandate.state.text() == "Signé"
    delete(page, "Signé", qtbot)
    assert "remplacement ou une révocation" in window.quiet.text()


def test_the_account_is_shown_on_demand_and_copied_for_a_while(
    page: MandatesPage, window: MainWindow, qtbot: QtBot
) -> None:
    opened(page, "A-1", qtbot)
    value = page.mandate.values["account"]
    assert IBAN not in value.text().replace(" ", "")
    page.mandate.reveal.click()
    assert value.text() == iban.format(IBAN)
    page.mandate.copy.click()
    assert QGuiApplication.clipboard().text() == iban.format(IBAN)
    opened(page, "B-2", qtbot)
    assert "••••" in value.text(), "another mandate is masked again"
    QGuiApplication.clipboard().clear()


def test_ctrl_i_explains_the_state_and_the_current_line(
    page: MandatesPage, window: MainWindow, qtbot: QtBot
) -> None:
    opened(page, "A-1", qtbot)
    assert isinstance(page.mandate.why(), WhyRequest)
    page.mandate.timeline.setFocus()
    press(Qt.Key.Key_I, CONTROL)
    assert window.why_side.is_open()


def test_a_debit_is_planned_with_its_conflict_and_removed_by_del(page: MandatesPage, qtbot: QtBot) -> None:
    opened(page, "A-1", qtbot)
    page.mandate.asked.emit(MandateAct.PLAN)
    dialog = dialog_of(page)
    type_in(dialog, invoice="F-1", amount="1 234,50", debit_on="05/12/2026")
    keep(page, qtbot)
    assert "7 décembre 2026" in dialog.rows["debit_on"]._problem.text(), "the first possible day is said"
    type_in(dialog, debit_on="07/12/2026")
    keep(page, qtbot)
    assert any("F-1 due le 30 nov. 2026" in line for line in lines(page))
    delete(page, "F-1", qtbot)
    settle(page.context, qtbot)
    assert not any("F-1" in line for line in lines(page))


def test_an_old_mandate_is_typed_and_opened(page: MandatesPage, desk: DeskContext, qtbot: QtBot) -> None:
    press(Qt.Key.Key_N, CONTROL)
    settle(desk, qtbot)
    dialog = dialog_of(page)
    assert dialog.values()["ics"] == "FR15ZZZ588627"
    type_in(dialog, number="CMD-0", rum="a-1", on="05/01/2026", debtor="Vieux client", iban=iban.format(IBAN))
    keep(page, qtbot)
    assert "CMD-0" in dialog.rows["number"]._problem.text()
    type_in(dialog, number="CMD-2026-7K3Q9XM4")
    keep(page, qtbot)
    assert "existe déjà" in dialog.rows["rum"]._problem.text().replace("\N{NO-BREAK SPACE}", " ")
    type_in(dialog, rum="Vieux 7")
    keep(page, qtbot)
    settle(desk, qtbot)
    assert page.mandate.detail is not None and page.mandate.detail.rum == "Vieux 7"


def test_the_addresses_of_an_old_mandate_are_proposed_and_refused_beside_their_field(
    page: MandatesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_N, CONTROL)
    settle(desk, qtbot)
    dialog = dialog_of(page)
    qtbot.waitUntil(lambda: dialog.isActiveWindow(), timeout=10_000)
    type_text("CMD-2026-7K3Q9XM4")
    for field, text in (
        ("rum", "V-8"),
        ("on", "05/01/2026"),
        ("debtor", "Atelier Numérique du Rhône (exemple)"),
    ):
        dialog.rows[field].editor.setFocus()
        type_text(text)
    press(Qt.Key.Key_Tab)
    settle(desk, qtbot)
    assert dialog.values()["debtor_address.city"] and not dialog.values()["bank_address.city"]
    typed = dialog.rows["debtor_address.city"].editor
    typed.setFocus()
    press(Qt.Key.Key_A, CONTROL)
    type_text("Annecy")
    dialog.rows["iban"].editor.setFocus()
    type_text("DE89370400440532013000")
    settle(desk, qtbot)
    dialog.rows["bank_address.line1"].editor.setFocus()
    type_text("1 rue Neuve")
    settle(desk, qtbot)
    assert dialog.values()["debtor_address.city"] == "Annecy", "what is typed stays"
    keep(page, qtbot)
    assert (
        dialog.rows["bank_address.postcode"].problems
        and dialog.rows["bank_address.postcode"].editor.hasFocus()
    )
    for field, text in (("postcode", "69001"), ("city", "Lyon"), ("country", "France")):
        dialog.rows[f"bank_address.{field}"].editor.setFocus()
        type_text(text)
    dialog.rows["bank"].editor.setFocus()
    type_text("Commerzbank")
    dialog.rows["contractor"].editor.setFocus()
    assert not dialog.rows["contractor.name"].isVisible()
    press(Qt.Key.Key_Space)
    assert dialog.rows["contractor.name"].isVisible()
    keep(page, qtbot)
    assert dialog.rows["contractor.name"].problems
    dialog.rows["contractor"].editor.setFocus()
    press(Qt.Key.Key_Space)
    keep(page, qtbot)
    settle(desk, qtbot)
    detail = page.mandate.detail
    assert detail is not None
    terms = detail.life.terms
    assert terms.debtor_address is not None and terms.debtor_address.city == "Annecy"
    assert terms.bank_address is not None and terms.bank_address.country == "FR" and terms.contractor is None


def test_the_order_of_an_old_mandate_is_found_by_its_client(
    page: MandatesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_N, CONTROL)
    settle(desk, qtbot)
    dialog = dialog_of(page)
    qtbot.waitUntil(lambda: dialog.isActiveWindow(), timeout=10_000)
    field = dialog.rows["number"].editor
    assert isinstance(field, OrderField) and field.hasFocus()
    press(Qt.Key.Key_Down)
    settle(desk, qtbot)
    assert field.popup.isVisible() and field.text() == "", "looking writes nothing"
    field.popup.hide()
    type_text("atel")
    settle(desk, qtbot)
    assert field.orders.stringList() == ["CMD-2026-7K3Q9XM4 · Atelier Numérique du Rhône (exemple)"]
    QTest.keyClick(field.popup, Qt.Key.Key_Down)
    QTest.keyClick(field.popup, Qt.Key.Key_Return)
    assert field.text() == "CMD-2026-7K3Q9XM4 · Atelier Numérique du Rhône (exemple)"
    assert dialog.values()["number"] == "CMD-2026-7K3Q9XM4"
    type_text("zzz")
    settle(desk, qtbot)
    assert not field.popup.isVisible(), "what nothing matches may be typed all the same"
    dialog.reject()


def test_debits_are_imported_after_a_look_at_what_is_refused(
    page: MandatesPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "debits.csv"
    path.write_text("RUM;date\nA-1;25/08/2026\nA-1;25/12/2026\nA-1;25/07/2026\n")
    page.recording.chooser = Chosen(path)
    page.importing.click()
    settle(page.context, qtbot)
    dialog = page.recording.dialog
    assert isinstance(dialog, ImportDialog)
    assert "1 ligne refusée" in dialog.counts.text().replace("\N{NO-BREAK SPACE}", " ")
    assert dialog.refused.count() == 1 and dialog.refused.item(0).text().startswith("Ligne 3")
    assert not dialog.keep.isEnabled() and "Corrigez ces lignes" in dialog.said.text()
    dialog.reject()
    path.write_text("RUM;date\nA-1;25/08/2026\nA-1;25/07/2026\n")
    page.importing.click()
    settle(page.context, qtbot)
    dialog = page.recording.dialog
    assert isinstance(dialog, ImportDialog) and not dialog.refused.isVisible()
    dialog.keep.click()
    settle(page.context, qtbot)
    opened(page, "A-1", qtbot)
    assert any("7 prélèvements" in line for line in lines(page))


def test_a_file_that_cannot_be_read_is_said(
    page: MandatesPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page.recording.chooser = Chosen(tmp_path / "missing.csv")
    page.importing.click()
    settle(page.context, qtbot)
    assert "missing.csv" in window.quiet.text()


def test_the_register_is_exported_masked_by_default(
    page: MandatesPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page.context.files, page.context.sheets = FolderFiles(), SheetFiles()
    page.register.chooser = Chosen(folder=tmp_path)
    for whole in (False, True):
        page.register.ask(SheetKind.XLSX, whole)
        settle(page.context, qtbot)
        (written,) = tmp_path.glob("mandats-*.xlsx")
        accounts = [row[2].value for row in openpyxl.load_workbook(written).active.iter_rows(min_row=2)]
        assert accounts == [IBAN if whole else "FR14 •••• 2606"] * 5
        assert IBAN not in written.name
        written.unlink()


def test_a_blank_form_of_each_scheme_is_written(page: MandatesPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.context.word, page.context.files = WordFiles(), FolderFiles()
    page.letters.chooser = Chosen(folder=tmp_path)
    offered = page.letters.blank_menu().actions()
    assert [action.text() for action in offered] == ["SEPA Core", "SEPA B2B"]
    for action in offered:
        action.trigger()
        settle(page.context, qtbot)
    names = sorted(path.name for path in tmp_path.glob("*.docx"))
    assert names == ["mandat-sepa-b2b-vierge.docx", "mandat-sepa-vierge.docx"]


def test_letters_are_offered_by_state_and_a_notice_comes_with_its_message(
    page: MandatesPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    context = page.context
    context.word, context.files, context.mail = WordFiles(), FolderFiles(), DraftFiles()
    out = tmp_path / "letters"
    out.mkdir()
    page.letters.chooser = Chosen(folder=out)

    def offered(rum: str) -> list[str]:
        opened(page, rum, qtbot)
        assert page.mandate.detail is not None
        return [one.value for one, _ in letters_for(page.mandate.detail, page.mandate.planned)]

    assert offered("C-3") == [] and offered("E-5") == ["receipt"]
    assert offered("A-1") == ["account", "revocation", "creditor"]
    page.letters.ask("A-1", Letter.REVOCATION)
    settle(context, qtbot)
    assert [one.suffix for one in out.iterdir()] == [".docx"]
    page.letters.ask("A-1", Letter.CREDITOR)
    settle(context, qtbot)
    assert "n’a pas changé" in window.quiet.text() and len(list(out.iterdir())) == 1
    page.mandate.asked.emit(MandateAct.PLAN)
    type_in(dialog_of(page), invoice="F-1", amount="12", debit_on="07/12/2026")
    keep(page, qtbot)
    assert offered("A-1")[0] == "notice"
    page.letters.menu(page.mandate.detail, page.mandate.planned).actions()[0].trigger()
    settle(context, qtbot)
    assert sorted(one.suffix for one in out.iterdir()) == [".docx", ".docx", ".eml"]
    assert not any(IBAN in one.name for one in out.iterdir())


def test_somebody_who_only_reads_is_offered_nothing_to_change(
    page: MandatesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    opened(page, "A-1", qtbot)
    desk.set_person(Person("Lea", "read_only"))
    assert not any(button.isVisible() for button in page.mandate.buttons.values())
    assert page.commands() == ()
    assert not page._type_old.isEnabled()
    assert not page.importing.isVisibleTo(page)


def test_a_mandate_that_is_not_here_leaves_the_list(
    page: MandatesPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    window.go("mandates", "NOBODY")
    settle(desk, qtbot)
    assert page.table.isVisible() and "référence" in window.quiet.text()


@pytest.mark.parametrize("code", ["fr", "en"])
def test_a_mandate_is_whole_in_a_small_window_with_large_letters(
    page: MandatesPage, window: MainWindow, desk: DeskContext, qtbot: QtBot, code: str
) -> None:
    desk.set_language(code)  # type: ignore[arg-type]
    theme().choose("light", 14)
    try:
        window.resize(800, 600)
        for rum in ("A-1", "B-2", "C-3", "E-5"):
            opened(page, rum, qtbot)
            qtbot.waitUntil(lambda: cut(page) == [])  # words wrap anew in the width that they get
            assert page.mandate.widget().width() <= page.mandate.viewport().width()
            assert [one for one in focusable(page) if not name_of(one).strip()] == []
        opened(page, "A-1", qtbot)
        for act in (MandateAct.AMEND, MandateAct.REVOKE, MandateAct.PLAN):
            page.mandate.asked.emit(act)
            dialog = dialog_of(page)
            qtbot.waitUntil(lambda dialog=dialog: cut(dialog) == [])
            assert dialog.height() <= 600 and dialog.width() <= 800
            dialog.reject()
    finally:
        theme().choose("light")


def test_the_form_of_a_mandate_is_written_again(page: MandatesPage, qtbot: QtBot, tmp_path: Path) -> None:
    context = page.context
    context.word, context.files = WordFiles(), FolderFiles()
    page.letters.chooser = Chosen(folder=tmp_path / "forms")
    opened(page, "B-2", qtbot)
    assert page.mandate.detail is not None
    page.letters.menu(page.mandate.detail, page.mandate.planned).actions()[-1].trigger()
    settle(context, qtbot)
    assert [one.name for one in (tmp_path / "forms").iterdir()] == ["mandat-sepa-B-2-b2b.docx"]
