"""PDF by LibreOffice: absent, slow or failing it says so; nothing is left behind."""

import os
import tempfile
from pathlib import Path

import pytest

from numspot_desk.documents import pdf
from numspot_desk.documents.pdf import OfficePdf
from numspot_desk.language.messages import Message
from numspot_desk.usecases.refusals import Cancelled, FileRefused


def program(folder: Path, script: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return str(path)


def test_without_the_program_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_installed", lambda: None)
    converter = OfficePdf()
    assert not converter.available()
    with pytest.raises(FileRefused):
        converter.convert_all({"x.docx": b"x"})


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "kill -9 $$"])
def test_a_program_that_fails_is_said_so_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    with pytest.raises(FileRefused):
        OfficePdf(program(tmp_path, script)).convert_all({"x.docx": b"x"})
    assert list(scratch.iterdir()) == []


def test_a_program_that_hangs_is_ended(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        OfficePdf(program(tmp_path, "exec sleep 30"), seconds=0.2).convert_all({"x.docx": b"x"})


def test_a_stop_ends_the_program_and_what_it_started(tmp_path: Path) -> None:
    class StopOnceStarted:
        def step(self, done: int, total: int, what: Message) -> None:
            if (tmp_path / "started").exists():
                raise Cancelled

    ready, pipe = tmp_path / "started", tmp_path / "pipe"
    os.mkfifo(pipe)
    held = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    script = f"(exec 3>{pipe}; echo started > {ready}; exec sleep 60) & wait"
    with pytest.raises(Cancelled):
        OfficePdf(program(tmp_path, script)).convert_all({"x.docx": b"x"}, StopOnceStarted())
    os.set_blocking(held, True)
    assert os.read(held, 1) == b"", "the pipe ends once nobody holds it any more"
    os.close(held)


def test_each_file_comes_back_under_its_name(tmp_path: Path) -> None:
    copy = 'for f in "$@"; do case $f in *.docx) cp "$f" "${f%.docx}.pdf";; esac; done'
    made = OfficePdf(program(tmp_path, copy)).convert_all({"un.docx": b"1", "deux.docx": b"2"})
    assert made == {"un.pdf": b"1", "deux.pdf": b"2"}
