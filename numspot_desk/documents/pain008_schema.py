"""The schema of the message to the bank, from a file that a person has: ISO 20022 publishes it on its site.

It is not part of the program; nothing is fetched, and a schema that leads to other files is refused.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from lxml import etree

from numspot_desk.documents.pain008 import NAMESPACE
from numspot_desk.language.messages import message
from numspot_desk.usecases.refusals import FileRefused

_LARGEST: Final = 5 * 1024 * 1024
_XSD: Final = "{http://www.w3.org/2001/XMLSchema}"
_OTHER_FILES: Final = tuple(f"{_XSD}{local}" for local in ("import", "include", "redefine"))
_MOST: Final = 20
"""How many departures from the schema are told."""


class SchemaFile:
    """Implements `DebitSchema` of the ports: the schema of one file."""

    def __init__(self, path: Path) -> None:
        """Raises `FileRefused` for a file that cannot be read or is no schema of this message."""
        self._schema = _schema(path)

    def departures(self, content: bytes) -> Sequence[str]:
        """Where a message departs from the schema: the element and the rule it breaks, without its value;
        none for one that follows it."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        self._schema.validate(etree.fromstring(content, parser))
        entries: Iterable[Any] = self._schema.error_log  # type: ignore[assignment]  # the stubs forget its iterator
        return [f"{_place(entry.path)}: {entry.type_name}" for entry in entries][:_MOST]


def _place(path: str | None) -> str:
    """A path of the XML library without its wildcards (`PmtInf/DrctDbtTxInf[2]/InstdAmt`)."""
    return "/".join(part for part in (path or "").split("/") if part)


def _schema(path: Path) -> etree.XMLSchema:
    try:
        if path.stat().st_size > _LARGEST:
            raise FileRefused(
                message("{name} is too large for a schema: choose another file.", name=path.name)
            )
        root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
        if root.get("targetNamespace") != NAMESPACE or next(root.iter(*_OTHER_FILES), None) is not None:
            raise FileRefused(
                message("{name} is not the schema pain.008.001.08 of ISO 20022: choose it.", name=path.name)
            )
        return etree.XMLSchema(root)
    except OSError as error:
        raise FileRefused(
            message("{name} cannot be read: choose the schema again.", name=path.name)
        ) from error
    except (etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
        raise FileRefused(
            message("{name} is not the schema pain.008.001.08 of ISO 20022: choose it.", name=path.name)
        ) from error
