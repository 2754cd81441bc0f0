"""Writing to a chosen folder: all or none, nobody else's file touched, the old file whole after a failure."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from numspot_desk.documents.files import FolderFiles
from numspot_desk.usecases.refusals import FileRefused


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_files_are_written_whole_and_private(tmp_path: Path) -> None:
    paths = FolderFiles().write_all(tmp_path, {"b.docx": b"two", "a.docx": b"one"})
    assert [path.name for path in paths] == ["b.docx", "a.docx"]
    assert (tmp_path / "a.docx").read_bytes() == b"one"
    assert names(tmp_path) == ["a.docx", "b.docx"]
    if os.name == "posix":
        assert (tmp_path / "a.docx").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "name",
    ["../x.docx", "/etc/x.docx", "a/b.docx", "a\\b.docx", "CON.docx", "com1.docx", "LPT9.docx", "nul.docx",
     "CON.txt.docx", ".docx", "a", "a.docx ", "a.docx.", "a\0.docx", "é.docx", "-a.docx", "a:b.docx",
     "~$a.docx", "x" * 100 + ".docx", ".hidden.docx", "a..docx", ""],
)  # fmt: skip
def test_a_name_that_is_no_plain_file_name_is_refused(tmp_path: Path, name: str) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    with pytest.raises(FileRefused):
        FolderFiles().write_all(inner, {"good.docx": b"x", name: b"y"})
    assert names(tmp_path) == ["inner"] and names(inner) == []


def test_a_missing_folder_is_made_when_only_it_is_missing(tmp_path: Path) -> None:
    FolderFiles().write_all(tmp_path / "out", {"a.docx": b"x"})
    assert names(tmp_path / "out") == ["a.docx"]
    with pytest.raises(FileRefused):
        FolderFiles().write_all(tmp_path / "no" / "such", {"a.docx": b"x"})
    with pytest.raises(FileRefused):
        FolderFiles().write_all(tmp_path / "new", {"a.docx": b"x", "CON.docx": b"x"})
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileRefused):
        FolderFiles().write_all(tmp_path / "file", {"a.docx": b"x"})
    assert names(tmp_path) == ["file", "out"]


def test_another_persons_file_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"somebody's")
    with pytest.raises(FileRefused):
        FolderFiles().write_all(tmp_path, {"b.docx": b"x", "a.docx": b"ours"})
    assert (tmp_path / "a.docx").read_bytes() == b"somebody's"
    assert names(tmp_path) == ["a.docx"]


def test_our_untouched_file_is_replaced_and_an_edited_one_is_not(tmp_path: Path) -> None:
    files = FolderFiles()
    files.write_all(tmp_path, {"a.docx": b"first"})
    files.write_all(tmp_path, {"a.docx": b"second"}, ours={"a.docx": sha256(b"first")})
    assert (tmp_path / "a.docx").read_bytes() == b"second"
    with pytest.raises(FileRefused):
        files.write_all(tmp_path, {"a.docx": b"third"}, ours={"a.docx": sha256(b"first")})
    files.write_all(tmp_path, {"a.docx": b"second"})  # the same content is no change
    assert (tmp_path / "a.docx").read_bytes() == b"second"


@pytest.mark.parametrize("mark", ["~$-order.docx", "~$my-order.docx", ".~lock.my-order.docx#"])
def test_a_file_open_in_word_or_libreoffice_is_refused(tmp_path: Path, mark: str) -> None:
    (tmp_path / "my-order.docx").write_bytes(b"open")
    (tmp_path / mark).write_bytes(b"")
    with pytest.raises(FileRefused) as refusal:
        FolderFiles().write_all(tmp_path, {"my-order.docx": b"new"}, ours={"my-order.docx": sha256(b"open")})
    assert "open in another program" in refusal.value.message.msgid
    assert (tmp_path / "my-order.docx").read_bytes() == b"open"


def test_a_link_is_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"keep")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "a.docx").symlink_to(outside)
    with pytest.raises(FileRefused):
        FolderFiles().write_all(inner, {"a.docx": b"new"})
    assert outside.read_bytes() == b"keep"


FAULTS = [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda code: errno.errorcode[code])
@pytest.mark.parametrize("step", range(1, 13))
def test_a_fault_at_any_step_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, fault: int
) -> None:
    """Every sync, link and rename fails in turn: the folder is then as before, or wholly new."""
    files = FolderFiles()
    old = {"a.docx": b"a1", "b.docx": b"b1"}
    new = {"a.docx": b"a2", "b.docx": b"b2", "c.docx": b"c2"}
    files.write_all(tmp_path, old)
    calls = 0

    def failing(real):
        def call(*arguments, **named):
            nonlocal calls
            calls += 1
            if calls == step:
                raise OSError(fault, os.strerror(fault))
            return real(*arguments, **named)

        return call

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing(os.fsync))
        patch.setattr(os, "link", failing(os.link))
        patch.setattr(Path, "replace", failing(Path.replace))
        try:
            files.write_all(tmp_path, new, ours={name: sha256(content) for name, content in old.items()})
            expected = new
        except FileRefused:
            expected = old
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == expected


def test_a_full_disk_is_said_so(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    (tmp_path / "a.docx").write_bytes(b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
        with pytest.raises(FileRefused) as refusal:
            FolderFiles().write_all(tmp_path, {"a.docx": b"x" * 10_000}, ours={"a.docx": sha256(b"old")})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "full" in refusal.value.message.msgid
    assert (tmp_path / "a.docx").read_bytes() == b"old" and names(tmp_path) == ["a.docx"]


def test_reading_gives_none_for_no_file(tmp_path: Path) -> None:
    files = FolderFiles()
    assert files.read(tmp_path, "manifest.json") is None
    assert files.read(tmp_path / "none", "manifest.json") is None
    files.write_all(tmp_path, {"manifest.json": b"{}"})
    assert files.read(tmp_path, "manifest.json") == b"{}"


def test_a_folder_tells_what_it_holds_and_one_that_cannot_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = FolderFiles()
    assert not files.names(tmp_path / "none")
    files.write_all(tmp_path, {"b.docx": b"", "a.docx": b""})
    assert list(files.names(tmp_path)) == ["a.docx", "b.docx"]
    assert not files.names(tmp_path / "a.docx")

    def refused(_: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(FileRefused) as caught:
        files.names(tmp_path)
    assert caught.value.message.params["folder"] == str(tmp_path)
