"""What `make run` and `make test` rest on: the shell scripts, the locks, the wheel."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPTS = sorted((ROOT / "packaging").glob("*.sh"))
LOCKS = sorted((ROOT / "packaging").glob("*.lock"))


def _module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("script", [*SCRIPTS, ROOT / ".ci" / "run"], ids=lambda path: path.name)
def test_the_scripts_parse(script: Path) -> None:
    shell = "bash" if script.name == "run" else "sh"
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} on this system")
    subprocess.run([shell, "-n", str(script)], check=True)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_dependency_is_pinned_by_hash_and_no_index_is_named(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert len(entries) > 20
    for entry in entries:
        assert "==" in entry.splitlines()[0] and "--hash=sha256:" in entry, entry.splitlines()[0]


def test_the_locks_agree_and_hold_what_the_project_asks_for() -> None:
    pinned = [dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text(), re.MULTILINE)) for lock in LOCKS]
    development, runtime = pinned
    assert runtime.items() <= development.items()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for wanted, lock in ((project["dependencies"], runtime), (_extras(project), development)):
        names = {re.split(r"[\[><=! ]", line)[0].lower() for line in wanted}
        assert names <= lock.keys(), names - lock.keys()


def _extras(project: dict[str, dict[str, list[str]]]) -> list[str]:
    return [line for extra in project["optional-dependencies"].values() for line in extra]


def test_an_unknown_kind_is_refused() -> None:
    ran = subprocess.run(["sh", "packaging/bootstrap.sh", "all"], cwd=ROOT, capture_output=True, check=False)
    assert ran.returncode == 2 and b"usage" in ran.stderr


def test_a_campaign_is_kept_with_the_latest_run_first(tmp_path: Path) -> None:
    campaign = _module("campaign")
    file = tmp_path / "docs" / "campaigns.md"
    campaign.keep(file, "## one\n")
    campaign.keep(file, "## two\n")
    text = file.read_text(encoding="utf-8")
    assert text.count(campaign.HEADING) == 1 and text.index("## two") < text.index("## one")


def test_a_wheel_carries_resources_and_catalogue_and_works_in_a_fresh_environment(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "numspot_desk/resources/catalogue/sample.toml" in names
    assert "numspot_desk/i18n/fr/LC_MESSAGES/numspot_desk.mo" in names
    assert not any(name.startswith(("tests/", "packaging/", "i18n/", "resources/")) for name in names)

    # The dependencies are the ones at hand; the program itself is only what the wheel holds.
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=False)
    site = next(environment.glob("lib/python*/site-packages"), environment / "Lib" / "site-packages")
    zipfile.ZipFile(wheel).extractall(site)
    (site / "dependencies.pth").write_text(_site_packages(), encoding="utf-8")
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    code = (
        "import numspot_desk; from pathlib import Path;"
        f"assert Path(numspot_desk.__file__).is_relative_to({str(environment)!r}), numspot_desk.__file__;"
        "from numspot_desk.app.command_line import main; raise SystemExit(main(['self-test']))"
    )
    ran = subprocess.run([str(python), "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def _site_packages() -> str:
    import sqlalchemy

    return str(Path(sqlalchemy.__file__).resolve().parent.parent) + "\n"
