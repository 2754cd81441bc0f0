"""The comparison by keyboard: from the real store, in both languages, marks that are not colour alone."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.content.blocks import Document
from numspot_desk.language.catalog import load_language
from numspot_desk.terms.comparing import Status, Weight, compare
from numspot_desk.terms.redline import Paragraph
from numspot_desk.terms.tree import Terms
from numspot_desk.ui.context import DeskContext, QuietMessage
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.terms.comparison_presenter import ComparisonPresenter
from numspot_desk.ui.terms.comparison_view import ComparisonView
from numspot_desk.ui.terms.marked_text import MarkedText
from numspot_desk.usecases.general_terms.compare_terms import ComparedVersions
from numspot_desk.usecases.general_terms.contracts_touched import Named, Passing, contracts_touched
from numspot_desk.usecases.orders.order_acts import OrderChanged
from numspot_desk.usecases.ports.terms import TermsVersion
from numspot_desk.usecases.samples.sample_order import start_sample_order
from tests.terms.comparisons import node, terms, verger
from tests.terms.shelf import adopt_both
from tests.ui.keyboard import press

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(desk: DeskContext, qtbot: QtBot) -> Iterator[ComparisonView]:
    desk.run(adopt_both)
    shown = ComparisonView(desk)
    qtbot.addWidget(shown)
    shown.resize(1000, 700)
    shown.show()
    shown.activateWindow()
    shown.show_versions("2025", "2026")
    qtbot.waitUntil(lambda: not desk.busy, timeout=10_000)
    yield shown
    shown.close()


def version(year: int) -> TermsVersion:
    days = dt.date(year, 1, 2), dt.date(year, 2, 1)
    return TermsVersion(str(year), str(year), "fr", *days, dt.datetime(2026, 11, 1, tzinfo=dt.UTC))


def compared(old: Terms, new: Terms, *versions: TermsVersion, **named: tuple[str, ...]) -> ComparedVersions:
    """Two versions compared, with contracts on the older one that name these clauses."""
    found = compare(old, new, named)
    contracts = [Named(number, number, "Régie Exemple", targets) for number, targets in named.items()]
    touched = contracts_touched(found, dt.date(2026, 1, 31), len(contracts), contracts)
    return ComparedVersions(*(versions or (version(2025), version(2026))), found, touched)


def texts(view: ComparisonView) -> list[MarkedText]:
    return sorted(view.findChildren(MarkedText), key=lambda each: each.accessibleName())


def format_at(text: MarkedText, words: str) -> QTextCharFormat:
    cursor = text.document().find(words)
    assert not cursor.isNull(), words
    return QTextCursor(cursor).charFormat()


def said(view: ComparisonView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def test_the_weightiest_change_comes_first_with_its_words_marked(view: ComparisonView) -> None:
    assert view.list.held().ref == "CG-3.2"
    old, new = texts(view)
    assert old.toPlainText() == "Le Verger répond sous sept (7) jours. Son silence vaut refus."
    assert new.toPlainText() == "Le Verger répond sous dix (10) jours. Son silence vaut refus."
    assert format_at(old, "sept").fontStrikeOut() and not format_at(old, "répond").fontStrikeOut()
    assert format_at(new, "dix").fontUnderline() and format_at(new, "dix").fontWeight() > 400
    assert "[retiré\N{NO-BREAK SPACE}: sept (7]" in old.accessibleDescription()
    assert "P9 Les consommateurs sont exclus" in said(view)


def test_f8_goes_through_every_change_and_back(view: ComparisonView, qtbot: QtBot) -> None:
    met = [view.list.held().ref]
    while (press(Qt.Key.Key_F8), view.list.held().ref)[1] != met[-1]:
        met.append(view.list.held().ref)
    assert len(met) == len(set(met)) == 16
    press(Qt.Key.Key_F8, SHIFT, times=len(met))
    assert view.list.held().ref == met[0]


def test_the_end_of_the_list_is_said(view: ComparisonView) -> None:
    posted: list[QuietMessage] = []
    view.context.message_posted.connect(posted.append)
    press(Qt.Key.Key_F8, SHIFT)
    assert [one.text for one in posted] == ["Il n’y a pas d’autre changement dans ce sens."]


def test_another_language_keeps_the_change(view: ComparisonView) -> None:
    press(Qt.Key.Key_F8, times=3)
    ref = view.list.held().ref
    view.context.set_language("en")
    assert view.list.held().ref == ref
    assert "Removed" in said(view) and "Version 2025" in said(view)


def test_the_marks_follow_the_theme(view: ComparisonView) -> None:
    theme().choose("dark")
    assert format_at(texts(view)[0], "sept").foreground().color() == theme().colour("problem")
    theme().choose("light")
    assert format_at(texts(view)[0], "sept").foreground().color() == theme().colour("problem")


def test_tab_leaves_a_text_for_the_next(view: ComparisonView) -> None:
    old, new = texts(view)
    old.setFocus()
    press(Qt.Key.Key_Tab)
    assert new.hasFocus()


def test_versions_that_say_the_same(view: ComparisonView, qtbot: QtBot) -> None:
    view.show_versions("2025", "2025")
    qtbot.waitUntil(lambda: not view.context.busy)
    assert "Les deux versions disent la même chose." in said(view)
    assert not any(text.isVisible() for text in texts(view))


def test_a_version_that_is_not_there_is_said_and_what_stands_stays(
    view: ComparisonView, qtbot: QtBot
) -> None:
    posted: list[QuietMessage] = []
    view.context.message_posted.connect(posted.append)
    view.show_versions("2025", "2030")
    qtbot.waitUntil(lambda: bool(posted))
    assert posted[0].problem and view.list.held().ref == "CG-3.2"


def test_a_contract_touched_opens_its_order(view: ComparisonView, qtbot: QtBot) -> None:
    desk = view.context
    made: list[OrderChanged] = []
    desk.run(lambda store: start_sample_order(store, desk.person, desk.clock, desk.chance), made.append)
    qtbot.waitUntil(lambda: bool(made))
    old, new = verger("2025"), verger("2026")
    number = made[0].record.number
    versions: list[TermsVersion] = []
    desk.run(
        lambda store: [store.terms.get(label, "fr").version for label in ("2025", "2026")], versions.extend
    )
    qtbot.waitUntil(lambda: bool(versions))
    view.show_comparison(compared(old, new, *versions, **{number: ("CG-2.2",)}))
    asked: list[tuple[str, object]] = []
    desk.page_requested.connect(lambda *where: asked.append(where))
    button = next(each for each in view.findChildren(QPushButton) if each.text() == number)
    button.setFocus()
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [("order", made[0].record.id)]


class Redlines:
    def __init__(self) -> None:
        self.author = ""

    def write(self, frame: Document, paragraphs: Sequence[Paragraph], author: str, at: dt.datetime) -> bytes:
        self.author = author
        return b"redline"


def test_the_comparison_is_exported(view: ComparisonView, qtbot: QtBot, tmp_path: Path) -> None:
    redlines = Redlines()
    view.context.redlines = redlines
    posted: list[QuietMessage] = []
    view.context.message_posted.connect(posted.append)
    view.export_to(tmp_path)
    qtbot.waitUntil(lambda: bool(posted))
    assert "cg-comparaison-2025-2026.docx" in posted[0].text
    assert "cg-note-2025-2026.docx" in posted[0].text
    assert redlines.author == view.context.person.name


# ── The presenter ──


def test_groups_are_open_but_what_is_form_only() -> None:
    presenter = ComparisonPresenter(compared(verger("2025"), verger("2026")), load_language("en"))
    assert [(group.heading, group.open) for group in presenter.groups()] == [
        ("Touches a rule or a contract (2)", True),
        ("Other wording (4)", True),
        ("Form only (10)", False),
    ]
    assert presenter.summary() == (
        "Unchanged: 5 · Reworded: 4 · Moved: 1 · Renumbered: 8 · Added: 2 · Removed: 1"
    )


def test_every_status_has_a_word_and_an_icon_of_its_own() -> None:
    presenter = ComparisonPresenter(compared(verger("2025"), verger("2026")), load_language("fr"))
    clauses = presenter.comparison.clauses
    icons = {one.status: presenter.icon(one)[0] for one in clauses}
    assert set(icons) == set(Status) and len(set(icons.values())) == len(icons)
    assert {one.weight for one in presenter.comparison.changes} == set(Weight)


def test_a_contract_stands_before_the_rules() -> None:
    number = "CMD-2026-7K3Q9XM4"
    found = compared(verger("2025"), verger("2026"), **{number: ("CG-2.2",)})
    presenter = ComparisonPresenter(found, load_language("fr"))
    change = next(one for one in found.comparison.changes if one.ref == "CG-3.2")
    chips = presenter.chips(change)
    assert (chips[0].contract, chips[0].whole) == ("CMD-2026-7K3Q9XM4", "Contrat CMD-2026-7K3Q9XM4")
    assert all(len(chip.text) <= 56 for chip in chips)


def test_what_only_typography_changed_is_said() -> None:
    presenter = ComparisonPresenter(compared(verger("2025"), verger("2026")), load_language("fr"))
    change = next(one for one in presenter.comparison.changes if one.ref == "CG-4.1")
    assert presenter.status(change).endswith("Typographie seulement")


# ── Contracts to look at, the filter, the citation ──


def test_contracts_with_references_left_behind_come_first(view: ComparisonView) -> None:
    view.show_comparison(compared(verger("2025"), verger("2026"), K1=("CG-2.2",), K2=("CG-1:Saison",)))
    one = view.list.held()
    assert one.contract.number == "K1" and one.dangling
    shown = next(text for text in view.findChildren(MarkedText) if text.isVisible())
    assert shown.toPlainText() == "CG-2.2 : la clause est maintenant CG-3.2."
    assert "la clause est maintenant CG-3.2." in shown.accessibleDescription()
    assert "2 contrats sous la version 2025 au 31 janv. 2026 · 2 à revoir, dont 1" in said(view)
    assert any(button.text() == "K1" for button in view.findChildren(QPushButton))
    press(Qt.Key.Key_F8, times=2)
    assert view.list.held().ref == "CG-1:Saison" and all(text.isVisible() for text in texts(view))


def test_a_definition_under_another_name_is_renamed_not_renumbered() -> None:
    for after, said in (
        ("La personne qui commande.", "Renommée · était CG-1:Client"),
        ("La personne qui commande une lampe.", "Réécrite · Renommée · était CG-1:Client"),
    ):
        old, new = (
            terms(node(f"CG-1:{name}", text, kind="definition"))
            for name, text in (("Client", "La personne qui commande."), ("Abonné", after))
        )
        presenter = ComparisonPresenter(compared(old, new), load_language("fr"))
        (change,) = presenter.comparison.changes
        assert presenter.status(change) == said


def test_who_does_not_simply_pass_to_the_newer_version_is_counted() -> None:
    found = compared(verger("2025"), verger("2026"))
    contracts = replace(found.contracts, passing=Passing(("A",), ("B", "C")))
    presenter = ComparisonPresenter(replace(found, contracts=contracts), load_language("fr"))
    assert presenter.contracts_summary().endswith(
        " · 1 a refusé à temps · 2 attendent l’acceptation du client (P13)"
    )


def test_the_list_narrows_to_one_status(view: ComparisonView) -> None:
    names = [view.narrow.itemText(place) for place in range(view.narrow.count())]
    assert names[0] == "Tous les changements (16)" and "Supprimée (1)" in names
    view.narrow.setFocus()
    press(Qt.Key.Key_Down, times=names.index("Supprimée (1)"))
    assert [view.list.topLevelItem(n).childCount() for n in range(view.list.topLevelItemCount())] == [1]
    assert view.list.held().ref == "CG-1:Cabanon"
    view.context.set_language("en")
    assert view.narrow.currentText() == "Removed (1)" and view.list.held().ref == "CG-1:Cabanon"
    press(Qt.Key.Key_Home)
    assert view.narrow.currentIndex() == 0 and view.list.held().ref == "CG-1:Cabanon"


def test_the_citation_of_a_change_is_copied(view: ComparisonView) -> None:
    press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | SHIFT)
    assert QGuiApplication.clipboard().text() == "CG art. 3.2, version 2026"
    presenter = ComparisonPresenter(compared(verger("2025"), verger("2026")), load_language("fr"))
    gone = next(one for one in presenter.comparison.changes if one.new is None)
    assert presenter.citation(gone).endswith("version 2025")


def test_a_doubtful_comparison_says_so(view: ComparisonView) -> None:
    english = Terms("", "en", verger("2026").nodes)
    view.show_comparison(compared(verger("2025"), english))
    assert "ne sont pas dans la même langue (fr, en)" in said(view)
