"""Bad input typed in the forms of mandates: refused by name beside its field, everything typed stays."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.mandates.dialogs import FormDialog
from numspot_desk.ui.mandates.presenter import MandateAct
from numspot_desk.ui.mandates.view import MandatesPage
from tests.ui.keyboard import CONTROL, press, type_text
from tests.ui.mandates.test_mandates_page import Chosen, dialog_of, keep, opened, page, settle, window
from tests.usecases.mandate_desk import IBAN

__all__ = ["page", "window"]

GOOD = {
    "number": "CMD-2026-7K3Q9XM4",
    "rum": "VIEUX-7",
    "on": "05/01/2026",
    "debtor": "Vieux client",
    "iban": IBAN,
    "bic": "PSSTFRPP",
    "signed.on": "10/01/2026",
    "signed.signatory": "Alix Martin",
}
NO_BREAK = "FR14\u00a02004\u202f1010\u00a00505\u202f0001\u00a03M02\u202f606"
BAD = [
    ("wrong check digit", "iban", "FR1420041010050500013M02607", "clé de contrôle"),
    ("swapped groups", "iban", "FR14 2004 0505 1010 0001 3M02 606", "clé"),
    ("wrong RIB key", "iban", "FR7600000000000000000000000", "clé RIB"),
    ("34 characters", "iban", "FR14 2004 1010 0505 0001 3M02 6060 0000 00", "trop court ou trop long"),
    ("a country without SEPA", "iban", "SA03 8000 0000 6080 1016 7519", "n’atteint pas"),
    ("a Cyrillic look-alike", "iban", "FR14 2004 1010 0505 0001 3\u041c02 606", "autre alphabet"),
    ("no IBAN", "iban", "", "rien n’est renseigné"),
    ("a BIC of another country", "bic", "COBADEFF", "DE"),
    ("a BIC of another bank", "bic", "BNPAFRPP", "autre banque"),
    ("a Cyrillic look-alike in the BIC", "bic", "PSST\u0415RPP", "autre alphabet"),
    ("a signature to come", "signed.on", "23/11/2026", "futur"),
    ("a signature before the mandate exists", "signed.on", "04/01/2026", "5 janvier 2026"),
    ("a signature without signatory", "signed.signatory", "", "signataire"),
    ("a form to come", "on", "23/11/2026", "futur"),
    ("a reference in another case", "rum", "a-1", "existe déjà"),
    ("a no-break space in the reference", "rum", "VIEUX\u00a07", "RUM"),
    ("an accent in the reference", "rum", "VIEUX-é", "RUM"),
    ("36 characters in the reference", "rum", "V" * 36, "RUM"),
    ("a wrong ICS", "ics", "FR16ZZZ588627", "ICS"),
    ("an order that is not here", "number", "CMD-0", "CMD-0"),
]


def said(dialog: FormDialog, field: str) -> str:
    return dialog.rows[field]._problem.text().replace("\N{NO-BREAK SPACE}", " ")


def typed(dialog: FormDialog, field: str, text: str) -> None:
    dialog.rows[field].editor.setFocus()
    press(Qt.Key.Key_A, CONTROL)
    press(Qt.Key.Key_Delete)
    if text:
        type_text(text)


def old_mandate(page: MandatesPage, desk: DeskContext, qtbot: QtBot) -> FormDialog:
    press(Qt.Key.Key_N, CONTROL)
    settle(desk, qtbot)
    dialog = dialog_of(page)
    qtbot.waitUntil(lambda: dialog.isActiveWindow(), timeout=10_000)
    for field, text in GOOD.items():
        typed(dialog, field, text)
    return dialog


@pytest.mark.parametrize(
    ("field", "text", "reason"), [case[1:] for case in BAD], ids=[case[0] for case in BAD]
)
def test_bad_input_is_refused_beside_its_field_and_nothing_typed_is_lost(
    page: MandatesPage, desk: DeskContext, qtbot: QtBot, field: str, text: str, reason: str
) -> None:
    dialog = old_mandate(page, desk, qtbot)
    typed(dialog, field, text)
    settle(desk, qtbot)
    before = dialog.values()
    keep(page, qtbot)
    assert dialog.isVisible() and reason in said(dialog, field)
    assert dialog.rows[field].editor.hasFocus()
    assert [name for name, row in dialog.rows.items() if row.problems] == [field]
    assert dialog.values() == before
    dialog.reject()


def test_no_break_spaces_of_a_pasted_iban_are_cleaned(
    page: MandatesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    dialog = old_mandate(page, desk, qtbot)
    typed(dialog, "iban", NO_BREAK)
    keep(page, qtbot)
    settle(desk, qtbot)
    assert page.mandate.detail is not None and page.mandate.detail.life.terms.account.iban == IBAN


def test_a_bic_of_another_bank_is_kept_by_who_asks_again(
    page: MandatesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    dialog = old_mandate(page, desk, qtbot)
    typed(dialog, "bic", "BNPAFRPP")
    settle(desk, qtbot)
    keep(page, qtbot)
    assert "autre banque" in said(dialog, "bic")
    keep(page, qtbot)
    settle(desk, qtbot)
    assert page.mandate.detail is not None and page.mandate.detail.life.terms.account.bic == "BNPAFRPP"


def test_a_debit_of_a_revoked_mandate_is_refused_beside_its_day(page: MandatesPage, qtbot: QtBot) -> None:
    opened(page, "E-5", qtbot)
    page.mandate.asked.emit(MandateAct.COLLECT)
    dialog = dialog_of(page)
    qtbot.waitUntil(lambda: dialog.isActiveWindow(), timeout=10_000)
    typed(dialog, "on", "20/11/2026")
    keep(page, qtbot)
    assert "révoqué" in said(dialog, "on") and dialog.values()["on"] == "2026-11-20"
    dialog.reject()


def bad_scan(tmp_path: Path, what: str) -> Path:
    path = tmp_path / "scan.pdf"
    if what == "large":
        with path.open("wb") as file:
            file.write(b"%PDF-1.7")
            file.truncate(40 * 1024 * 1024)
    else:
        path.write_bytes({"program": b"MZ\x90\x00", "empty": b"", "text": b"bonjour"}[what])
    return path


@pytest.mark.parametrize("act", [MandateAct.RIB, MandateAct.FORM, MandateAct.SIGN, MandateAct.REVOKE])
@pytest.mark.parametrize(
    ("what", "reason"),
    [("large", "25"), ("program", "programme"), ("empty", "vide"), ("text", "PDF")],
)
def test_a_file_that_is_no_scan_is_refused_beside_its_field(
    page: MandatesPage, tmp_path: Path, qtbot: QtBot, act: MandateAct, what: str, reason: str
) -> None:
    opened(page, "C-3" if act is MandateAct.SIGN else "A-1", qtbot)
    page.recording.chooser = Chosen(bad_scan(tmp_path, what))
    page.mandate.asked.emit(act)
    settle(page.context, qtbot)
    dialog = dialog_of(page)
    if act in (MandateAct.SIGN, MandateAct.REVOKE):
        qtbot.waitUntil(lambda: dialog.isActiveWindow(), timeout=10_000)
        if act is MandateAct.SIGN:
            typed(dialog, "signatory", "Alix Martin")
        dialog.rows["scan"].editor.choose.click()
        keep(page, qtbot)
    assert dialog.isVisible() and reason in said(dialog, "scan")
    assert dialog.values()["scan"].endswith("scan.pdf")
    assert page.mandate.detail is not None and page.mandate.detail.files == ()
    dialog.reject()
