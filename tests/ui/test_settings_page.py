"""Settings: searched by what they say, saved soon, refused in words; safety acts as `app` offers them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QTextCursor
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from numspot_desk.language.messages import message
from numspot_desk.ui.context import DeskContext, QuietMessage
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.passphrase import PassphraseDialog
from numspot_desk.ui.recovery import RecoveryDialog
from numspot_desk.ui.reminders.choices import ICON, NOWHERE, outside, wanted
from numspot_desk.ui.settings.person import LookSection, PersonSection
from numspot_desk.ui.settings.reminders import RemindersSection
from numspot_desk.ui.settings.safety import SafetySection
from numspot_desk.ui.settings.view import SettingsPage
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import WorkspaceRefused
from numspot_desk.usecases.settings.change_settings import WorkspaceSettings, read_settings
from tests.ui.keyboard import press, type_text


class Acts:
    """Remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.kept = False
        self.folder = Path()
        self.by_session: bool | None = None

    def opens_by_session(self, workspace: Workspace) -> bool | None:
        return self.by_session

    def open_by_session(self, workspace: Workspace, wanted: bool) -> None:
        self.asked.append(("session", wanted))
        self.by_session = wanted

    def recovery_key_kept(self, workspace: Workspace) -> bool:
        return self.kept

    def keep_recovery_key(self, workspace: Workspace) -> None:
        self.kept = True

    def lock(self) -> None:
        self.asked.append(("lock",))

    def change_passphrase(self, workspace: Workspace, new: str) -> None:
        self.asked.append(("passphrase", new))

    def new_recovery_key(self, workspace: Workspace) -> str:
        return "AAAAA-BBBBB"

    def back_up(self, workspace: Workspace, folder: Path) -> Path:
        if not folder.is_dir():
            raise WorkspaceRefused(message("The workspace is locked. Unlock it and try again."))
        return folder / "copy.backup"

    def backups_folder(self) -> Path:
        return self.folder

    def restore(self, workspace: Workspace, backup: Path) -> Path:
        self.asked.append(("restore", backup))
        return backup.with_suffix(".kept")

    def move_to(self, workspace: Workspace, folder: Path) -> Path:
        return folder / "move.backup"


@pytest.fixture
def safety() -> Acts:
    return Acts()


@pytest.fixture
def window(desk: DeskContext, safety: Acts, qtbot: QtBot) -> Iterator[MainWindow]:
    desk.safety = safety
    desk.set_person(Person("Camille Durand", "legal"))
    shown = MainWindow(desk)
    qtbot.addWidget(shown)
    shown.resize(1200, 800)
    shown.show()
    shown.activateWindow()
    shown.show_desk("settings")
    settle(desk, qtbot)
    yield shown
    shown.close()
    settle(desk, qtbot)


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    found = window.current()
    assert isinstance(found, SettingsPage)
    return found


@pytest.fixture
def messages(desk: DeskContext) -> list[QuietMessage]:
    shown: list[QuietMessage] = []
    desk.message_posted.connect(shown.append)
    return shown


def settle(context: DeskContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not context.busy, timeout=10_000)


def kept(desk: DeskContext, qtbot: QtBot) -> WorkspaceSettings:
    found: list[WorkspaceSettings] = []
    desk.run(read_settings, found.append)
    settle(desk, qtbot)
    return found[0]


def safety_of(page: SettingsPage) -> SafetySection:
    found = page.sections["safety"]
    assert isinstance(found, SafetySection)
    return found


def test_the_search_leaves_what_it_finds(page: SettingsPage, desk: DeskContext) -> None:
    page.search("ics")
    shown = {name for name, section in page.sections.items() if not section.isHidden()}
    assert shown == {"creditor"}
    assert not page.creditor.rows["ics"].isHidden() and page.creditor.rows["city"].isHidden()
    page.search("introuvable")
    assert page._nothing.isVisible()
    page.search("")
    assert all(not section.isHidden() for section in page.sections.values())


def test_own_data_are_saved_soon_and_said_so(
    page: SettingsPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    page.creditor.fields["signatory_name"].setFocus()
    type_text("Zoé Éxemple")
    window.go("home")
    settle(desk, qtbot)
    assert kept(desk, qtbot).creditor.signatory_name == "Zoé Éxemple"
    assert window.status.saved.text() == "Enregistré à 14:32"


def test_typing_alone_is_saved_when_it_rests(page: SettingsPage, desk: DeskContext, qtbot: QtBot) -> None:
    page.creditor.fields["city"].setFocus()
    with qtbot.waitSignal(desk.saved, timeout=3_000):
        type_text("x")


def test_an_ics_is_checked_beside_its_field(page: SettingsPage, desk: DeskContext, qtbot: QtBot) -> None:
    field = page.creditor.fields["ics"]
    assert field.value() == "FR15ZZZ588627"
    field.setFocus()
    field.selectAll()
    type_text("FR16ZZZ588627")
    assert [found.field for found in page.creditor.rows["ics"].problems] == ["ics"]
    page.leave()
    assert kept(desk, qtbot).creditor.ics == "FR15ZZZ588627", "a mandate never carries a wrong one"
    field.selectAll()
    type_text("fr72 ZZZ 123456")
    assert not page.creditor.rows["ics"].problems
    page.leave()
    assert kept(desk, qtbot).creditor.ics == "FR72ZZZ123456"


def test_sales_change_contacts_and_are_told_why_the_rest_is_locked(
    page: SettingsPage, desk: DeskContext, qtbot: QtBot
) -> None:
    desk.set_person(Person("Camille Durand", "sales"))
    line = page.creditor._lock_line
    assert line.isVisible() and "juridique" in line.sentence.text()
    assert page.creditor.fields["ics"].isReadOnly() and page.creditor.fields["signatory_name"].isReadOnly()
    page.creditor.fields["email"].setFocus()
    type_text("contrats@example.org")
    page.leave()
    assert kept(desk, qtbot).creditor.email == "contrats@example.org"
    assert page.review.threshold.isReadOnly() and not page.review.four_eyes.isEnabled()
    assert page.review._lock_line.isVisible()
    line.change.click()
    assert QApplication.focusWidget().accessibleName() == "Votre nom", "the role stands below the name"
    desk.set_person(Person("Camille Durand", "read_only"))
    assert all(field.isReadOnly() for field in page.creditor.fields.values())
    assert not page.creditor.logo.choose.isVisible()
    desk.set_person(Person("Camille Durand", "legal"))
    assert not line.isVisible() and not page.creditor.fields["ics"].isReadOnly()
    assert page.review.four_eyes.isEnabled()


def test_a_threshold_that_cannot_be_is_not_kept(page: SettingsPage, desk: DeskContext, qtbot: QtBot) -> None:
    page.review.threshold.setFocus()
    page.review.threshold.selectAll()
    type_text("200")
    assert page.review.row.problems
    page.leave()
    settle(desk, qtbot)
    assert kept(desk, qtbot).discount_threshold == "15"
    page.review.threshold.selectAll()
    type_text("12,5")
    page.leave()
    settle(desk, qtbot)
    assert kept(desk, qtbot).discount_threshold == "12.5"


def test_four_eyes_is_kept_at_once_beside_the_threshold(
    page: SettingsPage, desk: DeskContext, qtbot: QtBot
) -> None:
    page.review.four_eyes.setFocus()
    press(Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert kept(desk, qtbot).four_eyes
    page.review.threshold.setFocus()
    page.review.threshold.selectAll()
    type_text("20")
    page.leave()
    settle(desk, qtbot)
    assert (kept(desk, qtbot).four_eyes, kept(desk, qtbot).discount_threshold) == (True, "20")


def test_a_logo_is_reduced_and_can_be_taken_back(
    page: SettingsPage, desk: DeskContext, qtbot: QtBot, tmp_path: Path, messages: list[QuietMessage]
) -> None:
    image = QImage(1200, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("#0b6b6b"))
    file = tmp_path / "logo.png"
    image.save(str(file))
    page.creditor.set_logo(file)
    settle(desk, qtbot)
    png = kept(desk, qtbot).creditor.logo_png()
    assert png is not None
    again = QImage.fromData(png)
    assert (again.width(), again.height()) == (600, 150)
    page.creditor.logo.remove.click()
    settle(desk, qtbot)
    assert kept(desk, qtbot).creditor.logo_png() is None
    undo = messages[-1].undo
    assert undo is not None
    undo()
    settle(desk, qtbot)
    assert kept(desk, qtbot).creditor.logo_png() == png
    wrong = tmp_path / "wrong.png"
    wrong.write_bytes(b"not a picture")
    page.creditor.set_logo(wrong)
    refused = desk.language.render(page.creditor.logo_row.problems[0].message)
    assert "pas une image" in refused and "PNG ou un JPEG" in refused
    wrong.write_bytes(file.read_bytes() + bytes(10_000_000))
    page.creditor.set_logo(wrong)
    assert "trop grande" in desk.language.render(page.creditor.logo_row.problems[0].message)
    assert kept(desk, qtbot).creditor.logo_png() == png
    page.creditor.set_logo(file)
    settle(desk, qtbot)
    assert not page.creditor.logo_row.problems


def test_the_look_changes_at_once_and_is_remembered(page: SettingsPage, desk: DeskContext) -> None:
    look = page.sections["look"]
    assert isinstance(look, LookSection)
    look.theme.set_value("dark")
    look.points.setCurrentIndex(look.points.findData("14"))
    look.theme.edited.emit()
    try:
        assert theme().tokens.dark and QApplication.font().pointSizeF() == 14
        assert (desk.preferences.get("theme"), desk.preferences.get("points")) == ("dark", "14")
    finally:
        theme().choose("light")


def test_reminders_are_chosen_and_remembered_and_the_area_that_lacks_is_said(
    page: SettingsPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    section = page.sections["reminders"]
    assert isinstance(section, RemindersSection)
    assert section.wanted.value() and section.outside.value() == NOWHERE
    assert section._no_area.isHidden(), "nobody asked for an icon"
    section.outside.setFocus()
    press(Qt.Key.Key_Down)
    assert outside(desk.preferences) == ICON
    assert not section._no_area.isHidden(), "off screen there is no notification area"
    page.search("notification")
    assert section.isVisible() and not page.sections["look"].isVisible()
    page.search("")
    section.wanted.setFocus()
    press(Qt.Key.Key_Space)
    assert not wanted(desk.preferences) and window.top_bar.bell.isHidden()
    assert not section.outside.isEnabled() and section._no_area.isHidden()
    press(Qt.Key.Key_Space)
    assert wanted(desk.preferences) and not window.top_bar.bell.isHidden()
    section.read()
    assert section.outside.value() == ICON


def test_the_role_is_declared_and_says_so(page: SettingsPage, window: MainWindow, desk: DeskContext) -> None:
    section = page.sections["person"]
    assert isinstance(section, PersonSection)
    section.role.set_value("legal")
    section.role.edited.emit()
    assert desk.person == Person("Camille Durand", "legal")
    assert "Juridique" in window.status.person.text() and "déclaré" in window.status.person.toolTip()


def test_safety_acts_are_asked_and_answered_in_words(
    page: SettingsPage,
    safety: Acts,
    desk: DeskContext,
    qtbot: QtBot,
    tmp_path: Path,
    messages: list[QuietMessage],
) -> None:
    section = safety_of(page)
    section.acts["lock"].button.click()
    assert safety.asked == [("lock",)]
    section.back_up_to(tmp_path)
    settle(desk, qtbot)
    assert messages[-1].text.endswith("copy.backup") and not messages[-1].problem
    section.back_up_to(tmp_path / "missing")
    settle(desk, qtbot)
    assert messages[-1].problem
    section.move_to(tmp_path)
    settle(desk, qtbot)
    assert "move.backup" in messages[-1].text
    section.acts["check-circle"].button.click()
    settle(desk, qtbot)
    assert messages[-1].text.startswith("Le journal est intact")


def test_a_restore_is_asked_about_and_enter_keeps(
    page: SettingsPage, safety: Acts, desk: DeskContext, qtbot: QtBot, tmp_path: Path
) -> None:
    section = safety_of(page)
    safety.folder = tmp_path
    section.acts["undo"].button.click()
    dialog = section.findChild(QFileDialog)
    assert dialog.directory().absolutePath() == str(tmp_path), "where the automatic backups are"
    dialog.reject()
    section._ask_to_restore(str(tmp_path / "a.backup"))
    box = section.findChild(QMessageBox)
    qtbot.waitUntil(lambda: box.isAncestorOf(QApplication.focusWidget()))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: section.findChild(QMessageBox) is None)
    assert safety.asked == []
    section.restore_from(tmp_path / "a.backup")
    settle(desk, qtbot)
    assert safety.asked == [("restore", tmp_path / "a.backup")]


def test_the_session_opens_the_contracts_or_the_passphrase_does_as_one_chooses(
    page: SettingsPage, safety: Acts, desk: DeskContext, qtbot: QtBot, messages: list[QuietMessage]
) -> None:
    section = safety_of(page)
    row = section.acts["unlock"]
    assert not row.isVisible(), "without a passphrase there is nothing to choose"
    page.search("sauvegarde")
    page.search("")
    assert not row.isVisible()
    safety.by_session = True
    section.read()
    settle(desk, qtbot)
    assert row.isVisible() and row.button.text() == "Demander la phrase secrète"
    row.button.setFocus()
    press(Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert safety.asked == [("session", False)] and "Désormais, la phrase secrète" in messages[-1].text
    assert row.button.text() == "Utiliser la session de cet ordinateur" and row.isVisible()
    undo = messages[-1].undo
    assert undo is not None
    undo()
    settle(desk, qtbot)
    assert safety.by_session is True and row.button.text() == "Demander la phrase secrète"


def test_a_new_passphrase_is_typed_twice(
    page: SettingsPage, safety: Acts, desk: DeskContext, qtbot: QtBot
) -> None:
    section = safety_of(page)
    section.acts["key"].button.click()
    dialog = section.findChild(PassphraseDialog)
    qtbot.waitUntil(lambda: dialog.fields.first.hasFocus())
    type_text("court")
    press(Qt.Key.Key_Return)
    assert dialog.isVisible() and dialog.fields._first_row.problems
    dialog.fields.first.selectAll()
    type_text("cheval batterie agrafe")
    press(Qt.Key.Key_Tab)
    type_text("cheval batterie agrafes")
    press(Qt.Key.Key_Return)
    assert dialog.isVisible() and dialog.fields._second_row.problems
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert safety.asked == [("passphrase", "cheval batterie agrafe")]
    qtbot.waitUntil(lambda: section.findChild(QDialog) is None)


def test_a_recovery_key_is_shown_to_keep(
    page: SettingsPage, desk: DeskContext, qtbot: QtBot, tmp_path: Path
) -> None:
    section = safety_of(page)
    section.acts["shield"].button.click()
    settle(desk, qtbot)
    dialog = section.findChild(RecoveryDialog)
    assert "AAAAA-BBBBB" in dialog.card.sheet() and "22 novembre 2026" in dialog.card.sheet()
    printed = dialog.card.printed_sheet()
    assert "AAAAA   BBBBB" in printed.toPlainText(), "in groups"
    assert "phrase secrète" in printed.toPlainText(), "with what it is for"
    key = QTextCursor(printed.find("AAAAA"))
    assert key.charFormat().font().pointSize() >= 2 * printed.defaultFont().pointSize(), "large"
    with qtbot.waitSignal(dialog.card.taken):
        dialog.card.save_to(tmp_path / "key.txt")
    assert "key.txt" in dialog.card._outcome.text()
    dialog.card._say_printed("/tmp/print.pdf")
    assert "/tmp/print.pdf" in dialog.card._outcome.text(), "printed to a file: it is to be moved away"
    dialog.reject()
    settle(desk, qtbot)
    assert "Aucune clé de secours" in section.acts["shield"]._sentence.text(), "closed without a word"
    qtbot.waitUntil(lambda: section.findChild(QDialog) is None)
    page.enter("recovery_key")
    assert section.window().focusWidget() is section.recovery_key_button
    section.recovery_key_button.click()
    settle(desk, qtbot)
    section.findChild(RecoveryDialog).accept()
    settle(desk, qtbot)
    assert "Aucune" not in section.acts["shield"]._sentence.text()
    qtbot.waitUntil(lambda: section.findChild(QDialog) is None)


def test_the_name_in_the_status_line_leads_to_the_name(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    page = window.findChild(SettingsPage)
    look, person = page.sections["look"], page.sections["person"]
    page.enter()
    assert QApplication.focusWidget() is look.first_stop()
    assert look.first_stop().accessibleName() == "Langue"
    page.enter("person")
    assert QApplication.focusWidget().accessibleName() == "Votre nom"
    assert QApplication.focusWidget() is person.first_stop()


def test_signatory_powers_are_a_list_that_legal_changes(
    page: SettingsPage, desk: DeskContext, qtbot: QtBot
) -> None:
    desk.set_person(Person("Louis Juriste", "legal"))
    section = page.powers
    section.people.setPlainText("Inès Conseil ; directrice ; 200 000\nInès conseil ; ; 5")
    (twice,) = section.people_row.problems
    said = desk.language.render(twice.message)
    assert said.startswith("Ligne 2, Inès conseil : Cette personne figure déjà"), "one person twice"
    section.people.setPlainText("Inès Conseil ; directrice ; 200 000\n\nLouis Juriste ; ; beaucoup")
    (unread,) = section.people_row.problems
    assert desk.language.render(unread.message).startswith("Ligne 3, Louis Juriste : Indiquez un montant")
    section.people.setPlainText(" ; directrice ; 5")
    (nameless,) = section.people_row.problems
    assert desk.language.render(nameless.message).startswith("Ligne 1 : ")
    section.people.setPlainText("Inès Conseil ; directrice ; 200 000\nLouis Juriste")
    section.ceiling.setText("1000")
    section.ceiling.edited.emit()
    assert not section.people_row.problems
    section.settle()
    powers = kept(desk, qtbot).powers
    assert [(each.name, each.title, each.ceiling) for each in powers.signatories] == [
        ("Inès Conseil", "directrice", 200_000),
        ("Louis Juriste", "", None),
    ]
    assert powers.of("INES CONSEIL") == 200_000 and powers.of("Anne") == 1000
    desk.set_person(Person("Camille", "sales"))
    assert section.people.isReadOnly() and section.ceiling.isReadOnly()
