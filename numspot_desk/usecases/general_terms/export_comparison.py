"""Word files made of a comparison of two versions: the marked text with tracked changes, and the memo.

What they say is in `contracts.content.terms_memo` and `terms.redline`; `documents` writes them.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from numspot_desk.contracts.content.file_names import slug
from numspot_desk.contracts.content.terms_memo import Compared, ContractsTold, redline_frame, terms_memo
from numspot_desk.language.catalog import load_language
from numspot_desk.terms.cautions import cautions
from numspot_desk.terms.comparing import Comparison
from numspot_desk.terms.redline import redline
from numspot_desk.usecases.explaining.rule_names import rule_name
from numspot_desk.usecases.general_terms.compare_terms import ComparedVersions
from numspot_desk.usecases.ports.files import FileWriter, RedlineWriter, WordWriter

_LABEL: Final = 28
"""The most of a version's label that goes into a file name: its end, where the dates stand."""


def redline_file(compared: Compared, writer: RedlineWriter, at: dt.datetime) -> bytes:
    """The text of both versions with its changes tracked, by the author of the comparison, as made at an
    instant. Raises `DeskError` for text that Word cannot carry."""
    return writer.write(redline_frame(compared), redline(compared.comparison), compared.author, at)


def memo_file(compared: Compared, writer: WordWriter) -> bytes:
    """The memo on one page. Raises `DeskError` for text that Word cannot carry."""
    return writer.write(terms_memo(compared))


def export_comparison(
    compared: Compared,
    folder: Path,
    *,
    word: WordWriter,
    redlines: RedlineWriter,
    files: FileWriter,
    at: dt.datetime,
) -> tuple[Path, ...]:
    """Write both files to a folder, all or none. Raises `FileRefused` where a file of another content has
    their name."""
    content: Mapping[str, bytes] = {
        file_name("comparaison", compared): redline_file(compared, redlines, at),
        file_name("note", compared): memo_file(compared, word),
    }
    return tuple(files.write_all(folder, content))


def french_rule_names(comparison: Comparison) -> dict[str, str]:
    """What the rules that the changes touch are called, in French as the memo."""
    french = load_language("fr")
    return {rule: rule_name(rule, french) for one in comparison.changes for rule in one.rules}


def french_cautions(comparison: Comparison) -> tuple[str, ...]:
    """What a reader must know before trusting the comparison, in French as the memo."""
    return tuple(map(load_language("fr").render, cautions(comparison)))


def contracts_told(compared: ComparedVersions) -> ContractsTold:
    """The contracts on the older version as the memo tells them."""
    found = compared.contracts
    aims = {one.contract.number: one.aims for one in found.touched}
    return ContractsTold(found.on, found.count, aims, found.passing.refused, found.passing.to_accept)


def file_name(start: str, compared: Compared) -> str:
    """The name of a file of the comparison, from the labels of its versions."""
    labels = (_end_of(label) or "version" for label in (compared.old_label, compared.new_label))
    return f"cg-{start}-{'-'.join(labels)}.docx"


def _end_of(label: str) -> str:
    whole = slug(label)
    if len(whole) <= _LABEL:
        return whole
    return whole[-_LABEL:].partition("-")[2] or whole[:_LABEL]
