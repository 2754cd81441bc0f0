"""Names of the files of a document set, made of the order's number, the document and the client.

Only `A-Z a-z 0-9 -`, 60 characters at most before the extension, so that they are the same on every
system and can be mailed. Whether a name may be written is decided where files are written.
"""

import re
from collections.abc import Sequence
from typing import Final

from numspot_desk.contracts.content.blocks import Document
from numspot_desk.contracts.content.filled import Filled
from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.content.parts import common
from numspot_desk.language.folding import plain

LONGEST: Final = 60
MANIFEST: Final = "manifest.json"
_LINKING: Final = frozenset(
    ("a", "and", "au", "aux", "d", "dans", "de", "der", "des", "die", "du", "en", "et", "for", "l", "la",
     "le", "les", "of", "ou", "par", "pour", "sur", "the", "und")
)  # fmt: skip
_OTHER = re.compile(r"[^A-Za-z0-9]+")


def slug(text: str, longest: int = LONGEST) -> str:
    """The text in `A-Z a-z 0-9 -`, accents folded; what is too long is cut after a word that can end a name,
    where it has one. "" when nothing is left."""
    joined = _OTHER.sub("-", plain(text)).strip("-")
    if len(joined) <= longest:
        return joined
    words = joined[: longest + 1].split("-")[:-1]
    while words and words[-1].lower() in _LINKING:
        words.pop()
    return "-".join(words) or joined[:longest]


def file_names(order: FrozenOrder, documents: Sequence[Document]) -> tuple[str, ...]:
    """The `.docx` name of each document of the order's set, all different."""
    client = slug(Filled(order.answers, common()).written("client.legal_name"), LONGEST).lower()
    names: list[str] = []
    for document in documents:
        fixed = "-".join(_fixed_parts(order, document))
        room = LONGEST - len(fixed) - 3
        named = slug(client, room) if room > 3 else ""
        stem = f"{fixed}-{named}" if named else slug(fixed)
        turn, unique = 1, stem
        while f"{unique}.docx" in names:
            turn += 1
            unique = f"{slug(stem, LONGEST - 1 - len(str(turn)))}-{turn}"
        names.append(f"{unique}.docx")
    return tuple(names)


def memo_name(number: str, revision: int) -> str:
    """The `.docx` name of the internal memo on an order: number, version, what it is."""
    version = f"-v{revision}" if revision > 1 else ""
    return f"{slug(number)}{version}-{common().say('file.deviation_memo')}.docx"


def names_memo(name: str) -> bool:
    """Whether a file bears the name of an internal memo, of whatever order, a copy or its PDF included."""
    return common().say("file.deviation_memo") in name.casefold()


def _fixed_parts(order: FrozenOrder, document: Document) -> list[str]:
    words = common()
    parts = [slug(order.number)]
    if order.revision > 1:
        parts.append(f"v{order.revision}")
    parts.append(words.say(f"file.{document.kind}"))
    if document.variant:
        parts.append(slug(document.variant, 15).lower())
    if order.draft is not None:
        parts.append(words.say("file.draft"))
    return [part for part in parts if part]
