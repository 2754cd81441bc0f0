"""What every test shares: compiled catalogues, an off-screen Qt, and the shared examples where present."""

import gc
import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import tests.examples  # noqa: F401  (loads the profile of random examples before any test is read)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"  # never the tester's own keychain

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("NUMSPOT_DESK_SHARED", ROOT.parent / "shared"))


def _compile_catalogues() -> None:
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / "packaging" / "catalogues.py")
    assert spec is not None and spec.loader is not None
    catalogues = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(catalogues)
    catalogues.compile_french()


_compile_catalogues()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared examples; tests that need it skip visibly where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared examples are not on this machine")
    return SHARED


@pytest.fixture(autouse=True)
def _cycles_wait_for_the_end_of_a_screen_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the application: no cycle that holds a widget is collected by a worker or inside an event."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()
