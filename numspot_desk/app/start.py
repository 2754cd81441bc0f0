"""Starting the application where there is a display: the process hardened, Qt loaded, then the desk.

No Qt at the top of this module: what is here runs before it. The desk itself lives in `app.desk`.
"""

import builtins
import gc
import os
import sys
from pathlib import Path

from numspot_desk.app.display import display_available
from numspot_desk.app.world import data_folder
from numspot_desk.language.catalog import LanguageCode, load_language

_UNUSABLE = 2


def open_application(arguments: list[str], folder: Path | None, language: LanguageCode | None) -> int:
    """Open the application on the workspace of `folder` (the user's own by default) until it is closed."""
    if not display_available():
        sentence = load_language(language or "fr").text(
            "There is no display here to open a window on. The commands work without: numspot-desk --help."
        )
        print(sentence, file=sys.stderr)
        return _UNUSABLE
    prepare_process()
    from numspot_desk.app.desk import Desk

    return Desk(arguments, folder or data_folder(), language).run()


def prepare_process() -> None:
    """All that comes before the desk: what is safe, what is quick, then Qt."""
    harden_process()
    gc.disable()  # among modules being loaded there is no garbage to look for; `Desk` has it collected again
    load_qt()


def harden_process() -> None:
    """No core dumps and no files for others: memory and files hold bank accounts."""
    if os.name != "posix":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.umask(0o077)


def load_qt() -> None:
    """Import Qt and put Python's import back as it was: PySide6 replaces it by one that reads the source of
    every module imported afterwards, which doubles the time that SQLAlchemy takes to load."""
    plain = builtins.__import__
    import PySide6.QtWidgets  # noqa: F401 - loaded, not used here

    builtins.__import__ = plain
