"""Exporting from the review: where to, what was written, drafts, hand-over, refusals, by keyboard."""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.order.flow import StepId
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.mail import DraftFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.documents.word_redline import WordRedlines
from numspot_desk.language.messages import message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.order.delivery.export_panel import ExportPanel
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.usecases.orders.edit_order import DraftHandle, check_context, save_edit
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import Place
from numspot_desk.usecases.ports.world import Progress
from numspot_desk.usecases.samples.sample_answers import CLINIC, WORKSHOP, sample_answers
from tests.ui.order.typist import ALT, Typist
from tests.usecases.general_terms.test_terms_in_force import adopt

Ask = Callable[[Callable[[Any], Any]], Any]


class Chooser:
    """Chooses without a dialog."""

    def __init__(self, folder: Path) -> None:
        self.place = folder
        self.shown: list[Path] = []

    def folder(self, parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
        chosen(self.place)

    def file(self, parent: QWidget, title: str, filters: str, chosen: Callable[[Path], None]) -> None:
        chosen(self.place / "signed.pdf")

    def show(self, folder: Path) -> None:
        self.shown.append(folder)


@pytest.fixture
def context(context: DeskContext) -> DeskContext:
    """The context with the real writers."""
    context.word, context.files, context.mail = WordFiles(), FolderFiles(), DraftFiles()
    return context


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


@pytest.fixture
def review(page: OrderPage, ask: Ask, out: Path, qtbot: QtBot) -> Callable[[str], ExportPanel]:
    """Fill the order with a sample and open its review."""

    def fill(name: str) -> ExportPanel:
        record = page.presenter.record
        clock = page.context.clock

        def work(store: Any) -> None:
            handle = DraftHandle(record.id, store.orders.load(record.id).row_version)
            answers = sample_answers(name, clock.today())
            save_edit(store, handle, answers, Place("review"), check_context(store, clock), clock)

        page.autosave.flush()
        ask(work)
        page.enter(record.id)
        qtbot.waitUntil(lambda: page.presenter.place.step == "review")
        panel = page.view(StepId.REVIEW).export_panel
        panel.chooser = Chooser(out)
        return panel

    return fill


def _wait_for(panel: ExportPanel, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: bool(panel.outcome.text()) and not panel.context.busy, timeout=20_000)
    return panel.outcome.text()


def test_a_ready_order_is_exported_and_fixed(
    page: OrderPage, typist: Typist, review: Callable[[str], ExportPanel], out: Path, qtbot: QtBot
) -> None:
    panel = review(WORKSHOP)
    typist.tab_to_button("Exporter les documents Word…")
    typist.press(Qt.Key.Key_Space)
    said = _wait_for(panel, qtbot)
    written = sorted(path.name for path in out.iterdir())
    assert "manifest.json" in written and any(name.endswith(".docx") for name in written)
    assert all(name in said for name in written)
    qtbot.waitUntil(lambda: page.presenter.record.state is OrderState.EXPORTED)
    assert not page.presenter.editable
    typist.tab_to_button("Ouvrir le dossier")
    typist.press(Qt.Key.Key_Space)
    assert panel.chooser.shown == [out]


def test_the_focus_stays_where_an_export_was_asked(
    page: OrderPage, typist: Typist, review: Callable[[str], ExportPanel], out: Path, qtbot: QtBot
) -> None:
    panel = review(WORKSHOP)
    typist.tab_to_button("Exporter un projet…")
    typist.press(Qt.Key.Key_Space)
    _wait_for(panel, qtbot)
    assert typist.focused() is panel.draft


def test_a_refused_export_does_not_offer_the_folder_of_the_one_before(
    page: OrderPage, typist: Typist, review: Callable[[str], ExportPanel], out: Path, qtbot: QtBot
) -> None:
    panel = review(WORKSHOP)
    typist.tab_to_button("Exporter un projet…")
    typist.press(Qt.Key.Key_Space)
    _wait_for(panel, qtbot)
    assert panel.open_folder.isVisible()
    panel.chooser = Chooser(out / "manifest.json")
    typist.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: panel.outcome.isVisible() and panel.draft.isEnabled())
    assert "manifest.json" in panel.outcome.text() and not panel.open_folder.isVisible()
    assert page.presenter.record.state is OrderState.DRAFT


def test_the_mandate_shows_the_reference_that_a_new_version_keeps(
    page: OrderPage, typist: Typist, review: Callable[[str], ExportPanel], qtbot: QtBot, ask: Ask
) -> None:
    panel = review(WORKSHOP)
    typist.tab_to_button("Exporter les documents Word…")
    typist.press(Qt.Key.Key_Space)
    _wait_for(panel, qtbot)
    qtbot.waitUntil(lambda: page.presenter.record.state is OrderState.EXPORTED)
    given: list[str] = []
    ask(lambda store: given.append(store.orders.version(page.presenter.record.id).rum))
    typist.press(Qt.Key.Key_6, ALT)
    mandate = page.view(StepId.MANDATE)
    assert mandate.creditor.text().endswith(f"{given[0]}\nPaiement récurrent, schéma SEPA Core")
    typist.press(Qt.Key.Key_7, ALT)
    typist.tab_to_button("Nouvelle version")
    typist.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.presenter.record.revision == 2)
    typist.press(Qt.Key.Key_6, ALT)
    assert f"{given[0]}, conservée" in mandate.creditor.text()
    typist.answer("mandate.debtor.name", "Autre Atelier SAS")
    assert given[0] not in mandate.creditor.text() and "à l’export" in mandate.creditor.text()


def test_an_order_that_needs_a_review_is_only_a_draft(
    page: OrderPage, typist: Typist, review: Callable[[str], ExportPanel], out: Path, qtbot: QtBot
) -> None:
    panel = review(CLINIC)
    assert not panel.export.isVisible()
    typist.tab_to_button("Exporter un projet…")
    typist.press(Qt.Key.Key_Space)
    _wait_for(panel, qtbot)
    assert list(out.glob("*.docx"))
    assert page.presenter.record.state is OrderState.DRAFT and page.presenter.editable


def test_a_missing_folder_is_said_and_the_order_stays_as_it_was(
    page: OrderPage, typist: Typist, review: Callable[[str], ExportPanel], out: Path, qtbot: QtBot
) -> None:
    panel = review(WORKSHOP)
    panel.chooser.place = out / "gone" / "away"
    typist.tab_to_button("Exporter les documents Word…")
    typist.press(Qt.Key.Key_Space)
    said = _wait_for(panel, qtbot)
    assert "•" not in said and panel.outcome.problem
    assert page.presenter.record.state is OrderState.DRAFT


def test_what_was_exported_is_handed_over(
    page: OrderPage, typist: Typist, review: Callable[[str], ExportPanel], out: Path, qtbot: QtBot
) -> None:
    panel = review(WORKSHOP)
    typist.tab_to_button("Exporter les documents Word…")
    typist.press(Qt.Key.Key_Space)
    _wait_for(panel, qtbot)
    qtbot.waitUntil(lambda: page.presenter.record.state is OrderState.EXPORTED)
    typist.press(Qt.Key.Key_7, ALT)
    typist.tab_to_button("Projet de courriel…")
    typist.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(list(out.glob("*.eml"))) and not page.context.busy, timeout=20_000)


class SlowPdf:
    """An office program that takes its time until it is stopped."""

    def available(self) -> bool:
        return True

    def convert_all(
        self, files: Mapping[str, bytes], progress: Progress | None = None
    ) -> Mapping[str, bytes]:
        assert progress is not None
        while True:
            progress.step(0, 0, message("Making the PDF files"))
            threading.Event().wait(0.02)


def test_a_long_conversion_is_stopped_and_keeps_no_edit_waiting(
    page: OrderPage, typist: Typist, review: Callable[[str], ExportPanel], out: Path, qtbot: QtBot, ask: Ask
) -> None:
    page.context.pdf = SlowPdf()
    panel = review(WORKSHOP)
    typist.tab_to_button("Exporter les documents Word…")
    typist.press(Qt.Key.Key_Space)
    _wait_for(panel, qtbot)
    qtbot.waitUntil(lambda: page.presenter.record.state is OrderState.EXPORTED)
    typist.press(Qt.Key.Key_7, ALT)
    typist.tab_to_button("PDF…")
    typist.press(Qt.Key.Key_Space)
    qtbot.waitUntil(panel.progress.cancel_button.isVisible, timeout=5_000)
    assert ask(lambda store: store.orders.counts_by_state()), "the workspace answers meanwhile"
    typist.tab_to_button("Annuler")
    typist.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "rien n’a été écrit" in panel.outcome.text(), timeout=5_000)
    assert not list(out.glob("*.pdf")) and panel.pdf.isEnabled()


def test_the_preview_opens_on_the_order_as_it_stands(
    page: OrderPage, typist: Typist, review: Callable[[str], ExportPanel], qtbot: QtBot
) -> None:
    review(WORKSHOP)
    typist.tab_to_button("Aperçu")
    typist.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(page.findChildren(QDialog)), timeout=20_000)
    (dialog,) = page.findChildren(QDialog)
    qtbot.waitUntil(dialog.isVisible)
    dialog.close()


def test_a_card_of_the_review_leads_back_to_its_step(
    page: OrderPage, typist: Typist, review: Callable[[str], ExportPanel]
) -> None:
    review(WORKSHOP)
    typist.tab_to_button("Aller à : Services".replace(" :", "\N{NO-BREAK SPACE}:"))
    typist.press(Qt.Key.Key_Space)
    assert page.presenter.place.step == "services"


def test_the_redline_and_the_memo_are_written_beside_the_set(
    page: OrderPage, typist: Typist, review: Callable[[str], ExportPanel], out: Path, qtbot: QtBot, ask: Ask
) -> None:
    panel = review(CLINIC)
    assert panel.legal.redline.isHidden()  # this desk writes none
    page.context.redlines = WordRedlines()
    page.context.person = Person("Louis Juriste", "legal")
    page.context.person_changed.emit()
    assert panel.legal.redline.isVisible()
    typist.tab_to_button("Note interne sur les dérogations…")
    typist.press(Qt.Key.Key_Space)
    assert "note-interne-derogations.docx" in _wait_for(panel, qtbot)
    assert typist.focused() is panel.legal.memo
    typist.tab_to_button("Conditions générales consolidées…")
    typist.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Aucune version des conditions générales" in panel.outcome.text())
    ask(lambda store: adopt(store, "2026", "2026-01-01", _all_known_clauses()))
    typist.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "cg-consolidees.docx" in panel.outcome.text(), timeout=20_000)
    assert "manifest.json" not in {path.name for path in out.iterdir()}


def test_the_search_over_everything_offers_the_documents_at_every_step(
    page: OrderPage, review: Callable[[str], ExportPanel], qtbot: QtBot
) -> None:
    panel = review(CLINIC)
    page.presenter.go(StepId.CLIENT)
    acts = {command.label: command.act for command in page.commands()}
    assert "Exporter un projet…" in acts and "PDF…" not in acts
    acts["Note interne sur les dérogations…"]()
    assert "note-interne-derogations.docx" in _wait_for(panel, qtbot)
    assert page.presenter.place.step == "review"
    page.context.set_language("en")
    page.retranslate()
    assert panel.outcome.text().startswith("1 file written:")


def _all_known_clauses() -> str:
    """Terms of our own words with the clauses that the sample order names."""
    return (
        "\n".join(f"ARTICLE {n}. TITRE {n}\n\nTexte {n}.\n" for n in range(1, 6))
        + "\nARTICLE 6. FIN\n\n1. Pause\n\nOn arrête.\n\n2. Arrêt\n\nOn cesse.\n\n3. Fin\n"
        + "\na. Manquement\n\nSept jours passent.\n\nb. Refus\n\nOn refuse.\n"
        + "\nANNEXE 1 - PRIX\n\n1. Prix\n\nFin du mois.\n"
    )
