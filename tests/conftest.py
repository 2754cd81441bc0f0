"""What every test shares: compiled catalogues, an off-screen Qt, and the shared examples where present."""

import gc
import importlib.util
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import tests.examples  # noqa: F401  (loads the profile of random examples before any test is read)
from numspot_desk.app.redaction import RedactingFormatter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"  # never the tester's own keychain

ACCOUNTS = ("FR1420041010050500013M02606", "DE89370400440532013000", "FR6430003012340004711CA7Y05")
ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("NUMSPOT_DESK_SHARED", ROOT.parent / "shared"))


def _compile_catalogues() -> None:
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / "packaging" / "catalogues.py")
    assert spec is not None and spec.loader is not None
    catalogues = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(catalogues)
    catalogues.compile_french()


_compile_catalogues()


class _Accounts(logging.Handler):
    """Reads every record of the whole run as the log would hold it."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self._formatter = RedactingFormatter()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the name of a logger that tells an account number of the tests."""
        line = "".join(self._formatter.format(record).split()).upper()
        if any(account in line for account in ACCOUNTS):
            self.told.append(record.name)


@pytest.fixture(scope="session", autouse=True)
def _no_log_of_the_whole_run_tells_an_account() -> Iterator[None]:
    """The account numbers that tests use all the time come through the whole suite and reach no log."""
    accounts = _Accounts()
    logging.getLogger().addHandler(accounts)
    yield
    logging.getLogger().removeHandler(accounts)
    assert not accounts.told, f"a log tells an account number: {sorted(set(accounts.told))}"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared examples; tests that need it skip visibly where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared examples are not on this machine")
    return SHARED


@pytest.fixture(autouse=True)
def _cycles_wait_for_the_end_of_a_screen_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the application: no cycle that holds a widget is collected by a worker or inside an event.
    They are collected before the next test, when the fixtures of this one are gone: collected earlier, what
    these hold would pass for old and stay to the end of the run."""
    if not gc.isenabled():
        gc.collect(1)
        gc.enable()
    if "qtbot" in request.fixturenames:
        gc.disable()
    yield
