"""`terms outline`: the clause tree of a file of general terms, as JSON; and the references it has.

Reading and building the tree lives in `terms`. A file that cannot be used is a `FileRefused`.
"""

from pathlib import Path
from typing import Any

from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import message
from numspot_desk.terms.isolated import read_isolated
from numspot_desk.terms.text_reader import MAX_BYTES
from numspot_desk.terms.tree import Node, Terms, TermsRefused
from numspot_desk.usecases.refusals import FileRefused


def read_terms(path: Path) -> Terms:
    """General terms from a `.docx`, `.txt` or `.md` file. Raises `FileRefused`."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileRefused(message("the file cannot be read ({reason})", reason=reason)) from error
    return outline_bytes(path.name, content)


def outline_bytes(name: str, content: bytes) -> Terms:
    """General terms from the content of a file, read in a process of its own. Raises `FileRefused`."""
    try:
        return read_isolated(name, content)
    except TermsRefused as refused:
        raise FileRefused(refused.message) from refused


def outline_answer(terms: Terms, language: Language) -> dict[str, Any]:
    """The answer of `terms outline`: title, language, the tree, and what could not be placed."""
    return {
        "title": terms.title,
        "language": terms.language,
        "unplaced": [
            {"line": one.line.number, "text": one.line.text, "reason": language.render(one.reason)}
            for one in terms.unplaced
        ],
        "remarks": [
            {"code": one.code, "line": one.line, "text": one.text, "reason": language.render(one.message)}
            for one in terms.remarks
        ],
        "nodes": [_node(node) for node in terms.nodes],
    }


def _node(node: Node) -> dict[str, Any]:
    return {
        "ref": node.ref,
        "kind": node.kind,
        "marker": node.marker,
        "title": node.title,
        "text": node.text,
        "children": [_node(child) for child in node.children],
    }
