"""Message catalogues: compile the French `.po` files to one `.mo`, extract msgids, list what is missing.

    python packaging/catalogues.py compile     # i18n/fr/LC_MESSAGES/numspot_desk.po -> .mo beside it
    python packaging/catalogues.py missing     # msgids in the code without a French sentence

English is the msgids themselves. The `.mo` is a build product and is not under version control.
"""

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
FRENCH = ROOT / "i18n" / "fr"
COMPILED = FRENCH / "LC_MESSAGES" / "numspot_desk.mo"
TABLES = (ROOT / "numspot_desk" / "rules" / "data" / "checklists.toml",)
_TITLE = re.compile(r'\ben = "([^"]+)"')
KEYWORDS = {"N_": None, "message": None, "text": None, "ntext": (1, 2)}


def sources() -> list[Path]:
    """Every French `.po`, in a fixed order."""
    return sorted(FRENCH.rglob("*.po"))


def merged() -> Catalog:
    """All French sentences as one catalogue. Raises `ValueError` when two files disagree on a msgid."""
    whole = Catalog(locale="fr", fuzzy=False)
    for source in sources():
        with source.open("rb") as file:
            for entry in read_po(file, locale="fr", abort_invalid=True):
                if not entry.id or entry.fuzzy:
                    continue
                known = whole.get(entry.id)
                if known is not None and known.string != entry.string:
                    raise ValueError(f"{source.name}: {entry.id!r} has two translations")
                whole.add(entry.id, entry.string)
    return whole


def compile_french() -> bool:
    """Write the `.mo` when a `.po` is newer; tell whether it was written."""
    if COMPILED.exists() and all(p.stat().st_mtime <= COMPILED.stat().st_mtime for p in sources()):
        return False
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    part = COMPILED.with_suffix(".part")
    with part.open("wb") as file:
        write_mo(file, merged())
    part.replace(COMPILED)
    return True


def extracted() -> dict[str | tuple[str, ...], list[str]]:
    """Every msgid in the code, and in the tables whose titles are msgids, with the places it is used."""
    found: dict[str | tuple[str, ...], list[str]] = {}
    for name, line, msgid, _comments, _context in extract_from_dir(
        str(ROOT / "numspot_desk"), [("**.py", "python")], keywords=KEYWORDS
    ):
        if msgid:
            key = tuple(msgid) if isinstance(msgid, list | tuple) else msgid
            found.setdefault(key, []).append(f"numspot_desk/{name}:{line}")
    for table in TABLES:
        for number, row in enumerate(table.read_text(encoding="utf-8").splitlines(), start=1):
            if said := _TITLE.search(row):
                found.setdefault(said[1], []).append(f"{table.relative_to(ROOT).as_posix()}:{number}")
    return found


def missing() -> dict[str | tuple[str, ...], list[str]]:
    """The msgids that have no French sentence, or whose places (`{name}`) differ."""
    catalogue = merged()
    lacking: dict[str | tuple[str, ...], list[str]] = {}
    for msgid, places in extracted().items():
        entry = catalogue.get(msgid)
        if entry is None or not (all(entry.string) if isinstance(entry.string, tuple) else entry.string):
            lacking[msgid] = places
    return lacking


def main(arguments: list[str]) -> int:
    """Run one of the commands of the module's docstring."""
    match arguments:
        case ["compile"]:
            compile_french()
            return 0
        case ["missing"]:
            for msgid, places in missing().items():
                print(f"{places[0]}: {msgid!r}")
            return 1 if missing() else 0
        case _:
            print(__doc__, file=sys.stderr)
            return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
