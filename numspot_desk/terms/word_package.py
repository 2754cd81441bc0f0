"""Opening a Word file that may be hostile: its parts as parsed XML, or a refusal by name.

A `.docx` is a zip archive. Nothing of it is trusted: declared sizes, names, document types. What brings
text or a program from elsewhere is refused; what only points elsewhere and touches no text is remarked, and
nothing is ever fetched. What the parts say lives in `word_reader`.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from numspot_desk.language.messages import message
from numspot_desk.terms.other_formats import no_word, protected
from numspot_desk.terms.tree import Remark, TermsRefused

MAX_ENTRIES: Final = 2000
MAX_PART: Final = 20 * 1024 * 1024
MAX_READ: Final = 60 * 1024 * 1024
MAX_TAGS: Final = 1_000_000
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT: Final = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_READABLE: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED: Final = 0x1
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_HARMLESS_LINKS: Final = ("http://", "https://", "mailto:")
_POINTS_ONLY: Final = frozenset({"hyperlink", "attachedTemplate", "image", "video", "audio", "media"})
_TEXT_FROM_ELSEWHERE: Final = frozenset({"aFChunk", "subDocument", "frame"})
_OBJECTS: Final = frozenset({"oleObject", "package", "control", "activeXControlBinary"})


@dataclass(frozen=True)
class Relation:
    """A link from one part of the file to another, or to something outside: `kind` is its last word."""

    kind: str
    target: str
    external: bool


class WordPackage:
    """The parts of a Word file. Making one raises `TermsRefused` for what is none, and for a hostile one."""

    def __init__(self, content: bytes) -> None:
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError):
            raise damaged() from None
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        self._check_entries()
        if "[Content_Types].xml" not in self._entries:
            raise no_word()
        types = self._bytes("[Content_Types].xml")
        if b"macroEnabled" in types:
            raise _macros()
        self.remarks: list[Remark] = []
        self._relations = {
            name: tuple(self._relations_in(name)) for name in self._entries if name.endswith(".rels")
        }
        self._refuse_relations()
        found = next((one for one in self._of("_rels/.rels", "") if one.kind == "officeDocument"), None)
        self.document_name = "word/document.xml" if found is None else found.target
        if self.document_name not in self._entries:
            raise no_word()

    def document(self) -> etree._Element:
        """The main part."""
        root = self.parsed(self.document_name)
        if root.tag != W + "document":
            raise no_word()
        return root

    def related(self, kind: str) -> etree._Element | None:
        """The part of this kind (`styles`, `numbering`, `footnotes`…) that the main part refers to."""
        folder, name = posixpath.split(self.document_name)
        for relation in self._of(f"{folder}/_rels/{name}.rels".lstrip("/"), folder):
            if relation.kind == kind and not relation.external and relation.target in self._entries:
                return self.parsed(relation.target)
        return None

    def parsed(self, name: str) -> etree._Element:
        """One part as XML, without entities, network or document type."""
        data = self._bytes(name)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        if data.count(b"<") > MAX_TAGS:
            raise TermsRefused(message("The text is too long to be general terms."))
        return _parsed(data)

    def _check_entries(self) -> None:
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES or len(entries) != len(self._entries):
            raise damaged()
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise protected()
        for name in map(str.lower, self._entries):
            if name.endswith(("vbaproject.bin", "vbadata.xml")):
                raise _macros()
            if "/embeddings/" in name or "/activex/" in name:
                raise _objects()

    def _bytes(self, name: str) -> bytes:
        """The content of a part, counted while it unfolds: the sizes that a file declares prove nothing."""
        entry = self._entries[name]
        if entry.compress_type not in _READABLE:
            raise damaged()
        most = min(MAX_PART, MAX_READ - self._read)
        try:
            with self._zip.open(entry) as part:
                data = part.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
            raise damaged() from error
        self._read += len(data)
        if len(data) > most:
            raise TermsRefused(message("The file unfolds to far more than general terms ever hold."))
        return data

    def _relations_in(self, name: str) -> Iterator[Relation]:
        for element in _parsed(self._bytes(name)).iter(_RELATION):
            kind = (element.get("Type") or "").rsplit("/", 1)[-1]
            yield Relation(kind, element.get("Target") or "", element.get("TargetMode") == "External")

    def _of(self, name: str, folder: str) -> Iterator[Relation]:
        """The relations of a part, the targets within the file as names of entries."""
        for one in self._relations.get(name, ()):
            inside = posixpath.normpath(posixpath.join("/" + folder, one.target)).lstrip("/")
            yield one if one.external else Relation(one.kind, inside, one.external)

    def _refuse_relations(self) -> None:
        for one in [relation for found in self._relations.values() for relation in found]:
            if one.kind in _OBJECTS:
                raise _objects()
            if one.kind == "vbaProject":
                raise _macros()
            if one.kind in _TEXT_FROM_ELSEWHERE or (one.external and one.kind not in _POINTS_ONLY):
                raise TermsRefused(
                    message(
                        "The file takes content from elsewhere ({target}): put that content into it in Word"
                        " first.",
                        target=one.target[:200],
                    )
                )
            if one.external and not (one.kind == "hyperlink" and one.target.startswith(_HARMLESS_LINKS)):
                self.remarks.append(
                    Remark(
                        "external_link",
                        message("The file points to something outside it; nothing was fetched."),
                        one.target[:500],
                    )
                )


def damaged() -> TermsRefused:
    """The refusal of what looks like a Word file and is none that can be read."""
    return TermsRefused(message("The Word file is damaged: open it in Word and save it again."))


def _macros() -> TermsRefused:
    return TermsRefused(message("The file holds macros: save it in Word as .docx, without macros."))


def _objects() -> TermsRefused:
    return TermsRefused(message("The file holds embedded objects: remove them in Word first."))


def _parsed(data: bytes) -> etree._Element:
    if any(mark in data for mark in _DOCTYPES):
        raise _document_type()
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise damaged() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _document_type()
    return root


def _document_type() -> TermsRefused:
    return TermsRefused(
        message(
            "The file declares a document type, which no Word file does: it is refused. Open it in Word and"
            " save it again."
        )
    )
