"""Reading in a process of its own: the same answer, no longer than allowed, no more memory, no secret."""

import json
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.app import entrance
from numspot_desk.terms import isolated, reading_process
from numspot_desk.terms.encoded import to_data
from numspot_desk.terms.isolated import FLAG, Reading, command, read_isolated
from numspot_desk.terms.reading import read_terms
from numspot_desk.terms.tree import TermsRefused
from numspot_desk.terms.written import AsParagraph
from tests.terms.raw_word import p, raw_word

CORPUS = Path(__file__).with_name("corpus")


@pytest.mark.parametrize("name", ["06-english.md", "13-faults.txt"])
def test_the_process_gives_what_reading_gives(name: str) -> None:
    content = (CORPUS / name).read_bytes()
    assert to_data(read_isolated(name, content)) == to_data(read_terms(name, content))


def test_decisions_and_word_files_reach_the_process() -> None:
    content = raw_word(p("Article 1 Objet") + p("Un.") + p("Article 2 Prix") + p("Deux."))
    terms = read_isolated("x.docx", content, {3: AsParagraph()})
    assert [(node.ref, node.text) for node in terms.walk()] == [("CG-1", "Un.\nArticle 2 Prix\nDeux.")]


def test_a_refusal_comes_back_with_its_words() -> None:
    with pytest.raises(TermsRefused) as refused:
        read_isolated("x.docx", raw_word(p(inside="<w:ins><w:r><w:t>dix</w:t></w:r></w:ins>")))
    assert "tracked changes" in refused.value.message.msgid
    assert refused.value.message.params == {"text": "dix"}


def test_a_process_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "command", lambda: (sys.executable, "-c", "import time; time.sleep(60)"))
    with pytest.raises(TermsRefused) as refused:
        read_isolated("x.txt", b"Un.", seconds=0.2)
    assert "longer than" in refused.value.message.msgid


@pytest.mark.skipif(sys.platform == "win32", reason="Windows holds no process to an amount of memory so")
def test_a_process_cannot_take_more_memory_than_allowed() -> None:
    with pytest.raises(TermsRefused) as refused:
        read_isolated("x.txt", b"mot " * 4_000_000, memory=64 * 1024 * 1024)
    assert "memory" in refused.value.message.msgid


def test_whoever_waits_may_stop_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "command", lambda: (sys.executable, "-c", "import time; time.sleep(60)"))
    reading, started = Reading(), Reading.start

    def start(one: Reading) -> Any:
        process = started(one)
        threading.Timer(0.05, one.stop).start()
        return process

    monkeypatch.setattr(Reading, "start", start)
    with pytest.raises(TermsRefused, match="stopped"):
        read_isolated("x.txt", b"Un.", reading=reading)
    assert reading.stopped


def test_a_reading_stopped_before_it_starts_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "command", lambda: ("no such program",))
    reading = Reading()
    reading.stop()
    with pytest.raises(TermsRefused, match="stopped"):
        read_isolated("x.txt", b"Un.", reading=reading)


def test_a_process_that_the_system_does_not_hold_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    greedy = "import threading; kept = bytearray(300_000_000); threading.Event().wait()"
    monkeypatch.setattr(isolated, "command", lambda: (sys.executable, "-c", greedy))
    with pytest.raises(TermsRefused) as refused:
        read_isolated("x.txt", b"Un.", seconds=60, memory=100 * 1024 * 1024)
    assert "more memory" in refused.value.message.msgid


def test_an_answer_that_is_none_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "command", lambda: (sys.executable, "-c", "raise SystemExit(3)"))
    with pytest.raises(TermsRefused):
        read_isolated("x.txt", b"Un.")


def test_the_process_knows_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    told = 'import os, json; print(json.dumps({"refused": {"msgid": " ".join(os.environ), "params": {}}}))'
    monkeypatch.setenv("NUMSPOT_DESK_PASSPHRASE", "secret")
    monkeypatch.setattr(isolated, "command", lambda: (sys.executable, "-c", told))
    with pytest.raises(TermsRefused) as refused:
        read_isolated("x.txt", b"Un.")
    assert "NUMSPOT_DESK" not in refused.value.message.msgid


def test_it_runs_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "json.py").write_text("raise RuntimeError('a module of the folder must not be taken')")
    assert read_isolated("x.txt", b"Un mot.").body() == "Un mot."


def test_a_frozen_program_starts_itself_with_the_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command() == (sys.executable, FLAG)
    monkeypatch.setattr(sys, "argv", ["numspot-desk", FLAG])
    monkeypatch.setattr(reading_process, "main", lambda: 7)
    assert entrance.main() == 7


def test_the_program_itself_answers_with_the_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "command", lambda: (sys.executable, "-m", "numspot_desk", FLAG))
    assert read_isolated("x.txt", b"Un mot.").body() == "Un mot."


def test_a_lack_of_memory_in_the_process_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_given: object) -> None:
        raise MemoryError

    monkeypatch.setattr(reading_process, "read_terms", exhausted)
    answer = reading_process.answer_to({"name": "x", "placements": []}, b"Un.")
    assert "memory" in answer["refused"]["msgid"]
    assert json.dumps(answer)
