"""The internal memo on the departures of an order: what it gathers, and that it never stands with the set."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.clauses.clause_reasons import ClauseReason
from numspot_desk.contracts.clauses.clause_verdict_effects import Holds, Standing
from numspot_desk.contracts.content.blocks import Clause, Fields, Paragraph, Table, Text
from numspot_desk.contracts.content.deviation_memo import KIND, Memo, deviation_memo
from numspot_desk.contracts.content.file_names import MANIFEST
from numspot_desk.contracts.content.wording import wording
from numspot_desk.contracts.library.clause import Rung
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.contracts.ranking.papers import AgreedRanking
from numspot_desk.contracts.reviewing.review_parts import PartState
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.mail import DraftFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.language.catalog import load_language
from numspot_desk.rules.clauses import Document
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.conditions.clause_reasons import keep_reason
from numspot_desk.usecases.conditions.deviation_memo import memo_of, write_deviation_memo
from numspot_desk.usecases.contract.named_facts import name_fact
from numspot_desk.usecases.orders.deliver_set import exported_set, write_mail_draft, write_pdf_set
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.refusals import FileRefused
from numspot_desk.usecases.reviews.comment import begin_thread
from numspot_desk.usecases.reviews.read_review import content_of, read_review
from numspot_desk.usecases.reviews.review_order import request_review
from numspot_desk.usecases.reviews.review_parts import approve_parts, return_part
from tests.documents.word_reading import lines, part, text_of
from tests.usecases.contract.test_consolidate_terms import TERMS, derogation
from tests.usecases.contract.test_named_facts import Later
from tests.usecases.desk import (
    LAWYER,
    PERSON,
    FixedClock,
    approved,
    draft,
    export,
    sample,
    workspace_in,
)
from tests.usecases.general_terms.test_terms_in_force import adopt

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    adopt(opened, "2026", "2026-01-01", TERMS)
    yield opened
    opened.close()


def notice(**changes: Any) -> dict[str, Any]:
    made = derogation(1, "CG-2.1", "replace", "Trente jours francs.", "breach_notice")
    return made | {"data": {"days": 30}} | changes


def order(workspace: OpenWorkspace, *derogations: dict[str, Any], number: int = 1) -> OrderRecord:
    answers = sample("workshop") | {"derogations": list(derogations), "general_terms": None}
    for line in answers["lines"]:
        line["discount_percent"] = "0"
    answers["payment"] = {"means": "transfer", "term": None}
    return draft(workspace, answers, f"CMD-2026-0000000{number}")


def memo(workspace: OpenWorkspace, record: OrderRecord) -> Memo:
    return memo_of(workspace, record.id, LAWYER, FixedClock())


def shown(made: Memo) -> str:
    """Every text of the memo, labels included."""
    said: list[str] = []
    for block in deviation_memo(made).blocks:
        match block:
            case Fields():
                said += [f"{label} = {_text(value)}" for label, value in block.rows]
            case Table():
                said += [" | ".join(_text(cell) for cell in row) for row in block.rows]
            case Clause():
                said.append(f"{block.ref} {block.title}")
                said += [_text(one.inlines) for one in block.paragraphs]
            case Paragraph():
                said.append(_text(block.inlines))
    return "\n".join(said)


def _text(inlines: tuple[Any, ...]) -> str:
    return "".join(one.value for one in inlines if isinstance(one, Text))


def test_a_departure_is_told_whole(workspace: OpenWorkspace) -> None:
    record = order(workspace, notice())
    why = ClauseReason("Mme Poirier, acheteuse", "Circuit de visa du client", dt.date(2027, 6, 30))
    keep_reason(workspace, record.id, "D1", why, PERSON, FixedClock())
    (one,) = memo(workspace, record).departures
    assert (one.ref, one.target, one.title, one.kind) == ("CP-D1", "CG-2.1", "Manquement", "replace")
    assert one.standard.startswith("La mise en demeure") and one.proposed == "Trente jours francs."
    assert f"T05 – Résiliation pour manquement possible{NBSP}: 7 jours → 30 jours" in one.moves
    assert (one.rung, one.followed, one.approved_by) == ("own", "to_read", "")
    said = shown(memo(workspace, record))
    for words in (
        "Remplace CG-2.1 (Manquement)",
        f"Motif{NBSP}: Circuit de visa du client",
        "Jusqu’au 30 juin 2027",
        "Mme Poirier, acheteuse",
        "Personne à ce jour (à lire)",
        "Approuvé par",
        f"Écarts = 1 (remplace{NBSP}: 1)",
        f"Échelons = rédaction libre{NBSP}: 1",
    ):
        assert words in said, words


def test_what_was_said_in_the_review_is_open_and_comments_stay_out(workspace: OpenWorkspace) -> None:
    other = derogation(2, "CG-3", "complete", "Deux visites.", "audit")
    record = order(workspace, notice(), other)
    content = content_of(record)
    request_review(workspace, record.id, content, "", PERSON, FixedClock())
    first, second = [each.part.fingerprint for each in read_review(workspace, record).parts]
    approve_parts(workspace, record.id, content, [(first, "D1")], LAWYER, FixedClock())
    return_part(workspace, record.id, content, second, "D2", "Une visite suffit.", LAWYER, FixedClock())
    begin_thread(workspace, record.id, "derogations[1]", "D2", "Le client insiste.", PERSON, FixedClock())
    made = memo(workspace, record)
    one, two = made.departures
    assert (one.followed, one.approved_by, one.approved_on) == (
        "approved",
        LAWYER.name,
        dt.date(2026, 12, 1),
    )
    assert two.followed == "to_change"
    assert f"Revue – {LAWYER.name}{NBSP}: Une visite suffit." in two.open_points
    assert "insiste" not in shown(made) and "insiste" not in repr(made)


def test_conflicts_wide_strikes_and_void_clauses_are_open_points(workspace: OpenWorkspace) -> None:
    wide = derogation(1, "CG-1", "replace", "Les factures se paient à 200 jours.", "payment_term")
    record = order(workspace, wide | {"data": {"days": 200}})
    (one,) = memo(workspace, record).departures
    assert any(point.startswith("CP-D1 barre les 2 paragraphes de CG-1") for point in one.open_points)
    assert one.moves[0].startswith("Nulle")


def test_a_paragraph_is_held_against_that_paragraph_alone(workspace: OpenWorkspace) -> None:
    record = order(workspace, derogation(1, "CG-1#2", "exclude", "", "other"))
    (one,) = memo(workspace, record).departures
    assert one.standard == "Le Verger vend aussi des tartes."
    assert "La clause est écartée, sans autre texte." in shown(memo(workspace, record))
    assert "Écarte CG-1, paragraphe 2 (Prix)" in shown(memo(workspace, record))


def test_a_discount_and_a_payment_term_are_no_clauses_and_stand_there(workspace: OpenWorkspace) -> None:
    answers = sample("workshop") | {"derogations": [], "general_terms": None}
    answers["lines"][0]["discount_percent"] = "25"
    answers["payment"] = {"means": "transfer", "term": {"days": 45, "end_of_month": False}}
    made = memo(workspace, draft(workspace, answers))
    assert {one.kind for one in made.departures} == {"payment", "discount"}
    assert "hors bibliothèque" in shown(made) and "rédaction libre" not in shown(made)
    assert not [one.ref for one in made.departures if one.ref]
    assert "Terme convenu" not in shown(made)


def test_long_texts_run_on_over_the_page_and_standard_texts_are_cut(workspace: OpenWorkspace) -> None:
    long = "\n".join(["Une phrase de plus sur le verger et ses fruits."] * 400)
    record = order(workspace, notice(text=long))
    made = memo(workspace, record)
    assert not [block for block in deviation_memo(made).blocks if isinstance(block, Table)][1:]
    assert shown(made).count("Une phrase de plus") == 400
    wide = Memo(**{**vars(made), "departures": (_with_standard(made, "mot " * 900),)})
    assert "[…] La suite se lit dans les conditions générales, CG-2.1." in shown(wide)
    whole = Memo(**{**vars(made), "departures": (_with_standard(made, "Une phrase entière. " * 90),)})
    assert "Une phrase entière.\n[…] La suite" in shown(whole)


def _with_standard(made: Memo, text: str) -> Any:
    one = made.departures[0]
    return type(one)(**{**vars(one), "standard": text})


def test_an_order_without_departures_says_so(workspace: OpenWorkspace) -> None:
    assert "ne s’écarte pas" in shown(memo(workspace, order(workspace)))


def test_every_state_rung_and_standing_has_a_word() -> None:
    words = wording(KIND)
    named = {"states": OrderState, "rungs": Rung, "followed": PartState, "moves": Holds}
    for family, names in named.items():
        assert all(words.say(f"{family}.{one.value}", rule="", name="") for one in names), family
    assert words.say("rungs.own")
    assert all(words.say(f"standing.{one.value}") for one in Standing if one is not Standing.APPLIES)
    assert all(
        words.say(f"kinds.{one}")
        for one in ("replace", "complete", "exclude", "payment", "discount", "other")
    )


def test_every_page_says_that_it_is_internal(workspace: OpenWorkspace, tmp_path: Path) -> None:
    made = memo(workspace, order(workspace, notice()))
    path = write_deviation_memo(made, tmp_path / "interne", WordFiles(), FolderFiles())
    assert path.name == "CMD-2026-00000001-note-interne-derogations.docx"
    content = path.read_bytes()
    assert "Interne – ne pas transmettre" in text_of(part(content, "word/header1.xml"))
    assert "document interne" in text_of(part(content, "word/footer1.xml"))
    assert any(line.startswith("Note sur les dérogations") for line in lines(content))


def test_the_memo_is_never_with_the_documents_for_the_client(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    out = tmp_path / "set"
    record = approved(workspace, order(workspace, notice()))
    export(workspace, record, out)
    made = memo(workspace, record)
    with pytest.raises(FileRefused):
        write_deviation_memo(made, out, WordFiles(), FolderFiles())
    listed = json.loads((out / MANIFEST).read_text(encoding="utf-8"))["files"]
    names = {path.name for path in out.iterdir()}
    attached = set(exported_set(workspace, record.id, WordFiles()).files)
    for held in (names, {one["file"] for one in listed}, attached):
        assert not [name for name in held if "interne" in name or "consolid" in name]
    assert not [one for one in listed if one["document"] in ("deviation_memo", "consolidated_terms")]


def test_the_set_is_never_written_beside_the_memo(workspace: OpenWorkspace, tmp_path: Path) -> None:
    out, files = tmp_path / "interne", FolderFiles()
    record = approved(workspace, order(workspace, notice()))
    path = write_deviation_memo(memo(workspace, record), out, WordFiles(), files)
    with pytest.raises(FileRefused) as refused:
        export(workspace, record, out)
    assert path.name in load_language("fr").render(refused.value.message)
    assert [each.name for each in out.iterdir()] == [path.name]
    assert workspace.orders.load(record.id).state is OrderState.APPROVED, "not exported"
    path.rename(out / "Copie de note-interne-derogations (2).docx")
    with pytest.raises(FileRefused):
        export(workspace, record, out)
    export(workspace, record, tmp_path / "client")
    exported = exported_set(workspace, record.id, WordFiles())
    for write in (
        lambda: write_pdf_set(exported, out, _Paper(), files),
        lambda: write_mail_draft(exported, out, DraftFiles(), files),
    ):
        with pytest.raises(FileRefused):
            write()
    assert len(list(out.iterdir())) == 1


class _Paper:
    """An office program that must not be asked."""

    def available(self) -> bool:
        raise AssertionError

    def convert_all(self, files: Any, progress: Any = None) -> Any:
        raise AssertionError


def test_the_approval_is_told_and_one_that_no_longer_holds_as_such(workspace: OpenWorkspace) -> None:
    record = approved(workspace, order(workspace, notice()))
    assert f"Approbation = donnée par {LAWYER.name} le 1er décembre 2026" in shown(memo(workspace, record))
    ranking = AgreedRanking(
        (Document.SPECIAL, Document.GENERAL, Document.PARTICULAR), dt.date(2026, 1, 1), "CP-8"
    )
    name_fact(workspace, record.id, ranking, PERSON, Later())
    assert f"par {LAWYER.name}, caduque" in shown(memo(workspace, record))
