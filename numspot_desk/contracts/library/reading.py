"""Reading a clause of the library from its document (JSON or TOML values), refusing every fault by its place.

The ladders are read in `reading_ladder`; what a clause means together with itself (places, data, target) is
held in `wholeness`. Files of many clauses are for `exchange` and `built_in`.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar

from numspot_desk.contracts.library.clause import (
    DECIMAL,
    LISTED,
    WHOLE,
    ClauseKind,
    LibraryClause,
    Option,
    Parameter,
    ParameterKind,
    Words,
)
from numspot_desk.contracts.library.faults import LibraryFault, LibraryRefused
from numspot_desk.contracts.library.pasted import first_field, first_hidden
from numspot_desk.contracts.library.reading_ladder import ladder_of
from numspot_desk.contracts.library.values import bound_of, value_fault
from numspot_desk.contracts.library.wholeness import wholeness_faults
from numspot_desk.contracts.order.order_document import CLAUSE_LIMIT
from numspot_desk.contracts.shown import shown
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.provisions import Effect

ID: Final = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}", re.ASCII)
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_KEYS: Final = frozenset(
    {
        *("id", "version", "kind", "subject", "title", "text", "gloss", "reason", "target", "effect"),
        *("kinds", "covers", "parameters", "data", "requires", "excludes", "retired"),
    }
)
_PARAMETER_KEYS: Final = frozenset(
    {
        *("name", "label", "kind", "preferred", "ladder"),
        *("least", "most", "decimals", "options", "longest"),
    }
)
_TITLE_LIMIT: Final = 200
_REASON_LIMIT: Final = 2000
_VERSIONS: Final = 100_000
T = TypeVar("T")
_EFFECTS: Final = {effect.value: effect for effect in Effect if effect is not Effect.STATES}


def read_clause(document: object, place: str = "") -> LibraryClause:
    """The clause of a document. Raises `LibraryRefused` with every fault, each at its place."""
    reader = _Reader(place)
    clause = reader.clause(document)
    if clause is None or reader.faults:
        raise LibraryRefused(tuple(reader.faults))
    found = tuple(wholeness_faults(clause, place))
    if found:
        raise LibraryRefused(found)
    return clause


class _Reader:
    """Takes members out of a document and notes what is wrong with them."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.id = ""
        self.faults: list[LibraryFault] = []

    def fault(self, path: str, wrong: Message) -> None:
        place = f"{self.place}.{path}".strip(".") if path else self.place
        self.faults.append(LibraryFault(place, wrong, self.id))

    def clause(self, document: object) -> LibraryClause | None:
        if not isinstance(document, Mapping):
            self.fault("", message("an object between braces is expected here."))
            return None
        if isinstance(document.get("id"), str) and ID.fullmatch(document["id"]):
            self.id = document["id"]
        else:
            self.fault(
                "id", message("an id of small letters, digits, hyphens and dots is expected, 40 at most.")
            )
        self._known(document, _KEYS, "")
        kind = self._word(document, "kind", {one.value: one for one in ClauseKind}, ClauseKind.SPECIAL)
        derogation = kind is ClauseKind.DEROGATION
        return LibraryClause(
            id=self.id,
            version=self._whole(document, "version", 1, _VERSIONS),
            kind=kind,
            subject=self._text(document, "subject", 40),
            title=self.words(document.get("title"), "title", _TITLE_LIMIT),
            text=self._text(document, "text", CLAUSE_LIMIT, lines=True),
            gloss=self._text(document, "gloss", CLAUSE_LIMIT, lines=True),
            reason=self.words(document.get("reason"), "reason", _REASON_LIMIT),
            target=self._text(document, "target", 60) if derogation or document.get("target") else None,
            effect=self._word(document, "effect", _EFFECTS, Effect.REPLACE)
            if derogation or document.get("effect")
            else None,
            kinds=self._texts(document, "kinds"),
            covers=self._texts(document, "covers"),
            parameters=tuple(self._parameters(document.get("parameters", []))),
            data=MappingProxyType(self._data(document.get("data", {}))),
            requires=self._texts(document, "requires"),
            excludes=self._texts(document, "excludes"),
            retired=self._flag(document, "retired"),
        )

    # ── Parameters ───────────────────────────────────────────────────────────────────────────────────

    def _parameters(self, rows: object) -> Iterable[Parameter]:
        if not isinstance(rows, list) or len(rows) > 20:
            self.fault("parameters", message("a list of at most {most} is expected here.", most=20))
            return
        for position, row in enumerate(rows):
            path = f"parameters[{position}]"
            if not isinstance(row, Mapping):
                self.fault(path, message("an object between braces is expected here."))
                continue
            yield self._parameter(row, path)

    def _parameter(self, row: Mapping[str, Any], path: str) -> Parameter:
        self._known(row, _PARAMETER_KEYS, path)
        name = row.get("name")
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            self.fault(
                f"{path}.name", message("a name of small letters, digits and underscores is expected.")
            )
            name = ""
        kinds = {one.value: one for one in ParameterKind}
        kind = self._word(row, "kind", kinds, ParameterKind.TEXT, path)
        decimals = self._whole(row, "decimals", 0, 6, path, absent=2) if kind in DECIMAL else 0
        options = tuple(self._options(row, kind, path)) if kind in LISTED else ()
        bounds = {
            key: self._bound(row, key, kind, decimals, path) if kind not in LISTED else None
            for key in ("least", "most")
        }
        ladder, faults = ladder_of(
            row.get("ladder"), kind, decimals, (bounds["least"], bounds["most"]), options
        )
        for where, wrong in faults:
            self.fault(f"{path}.ladder{where}", wrong)
        made = Parameter(
            name=name,
            label=self.words(row.get("label"), f"{path}.label", _TITLE_LIMIT),
            kind=kind,
            preferred=row.get("preferred"),
            ladder=ladder,
            least=bounds["least"],
            most=bounds["most"],
            decimals=decimals,
            options=options,
            longest=self._whole(row, "longest", 1, 2000, path, absent=300),
        )
        self._preferred(made, path)
        return made

    def _preferred(self, parameter: Parameter, path: str) -> None:
        """A text has no preferred value; everything else starts with one."""
        if parameter.kind is ParameterKind.TEXT and parameter.preferred is None:
            return
        if parameter.kind is ParameterKind.DATE and parameter.preferred is None:
            return
        wrong = value_fault(parameter, parameter.preferred)
        if wrong is not None:
            self.fault(f"{path}.preferred", wrong)

    def _bound(self, row: Mapping[str, Any], key: str, kind: ParameterKind, decimals: int, path: str) -> Any:
        value = row.get(key)
        needed = kind in WHOLE or kind in DECIMAL
        if value is None:
            if needed:
                self.fault(f"{path}.{key}", message("a limit is needed here. Fill it in."))
            return None
        found = bound_of(kind, decimals, value)
        if found is None:
            self.fault(f"{path}.{key}", message("{value} is no limit of this kind.", value=shown(str(value))))
        return found

    def _options(self, row: Mapping[str, Any], kind: ParameterKind, path: str) -> Iterable[Option]:
        rows = row.get("options")
        if not isinstance(rows, list) or len(rows) < 2:
            self.fault(f"{path}.options", message("at least two values to choose from are needed here."))
            return
        seen: set[str] = set()
        for position, one in enumerate(rows):
            at = f"{path}.options[{position}]"
            value = one.get("value") if isinstance(one, Mapping) else None
            if not isinstance(value, str) or not _NAME.fullmatch(value) or value in seen:
                self.fault(
                    f"{at}.value",
                    message("a value of its own is expected, of small letters, digits and underscores."),
                )
                continue
            seen.add(value)
            words = {key: text for key, text in one.items() if key != "value"}
            yield Option(value, self.words(words, at, 1000))
        if kind is ParameterKind.FLAG and seen != {"true", "false"}:
            self.fault(f"{path}.options", message("yes or no has the two values true and false."))

    # ── Members ──────────────────────────────────────────────────────────────────────────────────────

    def words(self, value: object, path: str, limit: int) -> Words:
        if not isinstance(value, Mapping) or set(value) - {"fr", "en"}:
            self.fault(path, message("words in French (fr) and in English (en) are expected here."))
            return Words("", "")
        return Words(self._text(value, "fr", limit, path=path), self._text(value, "en", limit, path=path))

    def _known(self, row: Mapping[str, Any], keys: frozenset[str], path: str) -> None:
        for key in row:
            if key not in keys:
                self.fault(path, message("there is no field {name} here. Remove it.", name=shown(key)))

    def _text(
        self, row: Mapping[str, Any], key: str, limit: int, *, lines: bool = False, path: str = ""
    ) -> str:
        at = f"{path}.{key}".strip(".")
        value = row.get(key)
        if not isinstance(value, str) or not value.strip():
            self.fault(at, message("text is needed here. Fill it in."))
            return ""
        if len(value) > limit:
            wrong = "the text has {length} characters, at most {limit} are accepted. Shorten it."
            self.fault(at, Message(wrong, {"length": len(value), "limit": limit}))
            return ""
        if (wrong_text := text_fault(value, lines=lines)) is not None:
            self.fault(at, wrong_text)
        return value.strip()

    def _texts(self, row: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = row.get(key, [])
        if not isinstance(value, list) or len(value) > 60 or any(not isinstance(one, str) for one in value):
            self.fault(key, message("a list of texts is expected here."))
            return ()
        if len(set(value)) < len(value):
            self.fault(key, message("the same text stands twice in the list. Remove one."))
        return tuple(value)

    def _word(self, row: Mapping[str, Any], key: str, words: Mapping[str, T], absent: T, path: str = "") -> T:
        value = row.get(key)
        if isinstance(value, str) and value in words:
            return words[value]
        self.fault(
            f"{path}.{key}".strip("."),
            message(
                "{value} is not one of the values accepted here: {values}.",
                value=shown(value),
                values=", ".join(words),
            ),
        )
        return absent

    def _whole(
        self,
        row: Mapping[str, Any],
        key: str,
        least: int,
        most: int,
        path: str = "",
        absent: int | None = None,
    ) -> int:
        value = row.get(key, absent)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.fault(
            f"{path}.{key}".strip("."),
            message("a whole number from {least} to {most} is expected here.", least=least, most=most),
        )
        return least

    def _flag(self, row: Mapping[str, Any], key: str) -> bool:
        value = row.get(key, False)
        if not isinstance(value, bool):
            self.fault(key, message("true or false is expected here."))
        return value is True

    def _data(self, value: object) -> dict[str, Any]:
        if not isinstance(value, Mapping) or len(value) > 20:
            self.fault("data", message("an object between braces is expected here."))
            return {}
        for key, one in value.items():
            items = one if isinstance(one, list) else [one]
            if not isinstance(key, str) or not _NAME.fullmatch(key):
                self.fault("data", message("there is no field {name} here. Remove it.", name=shown(key)))
            elif any(not isinstance(item, str | int) for item in items):
                self.fault(f"data.{key}", message("text, a whole number, true or false is expected here."))
        return dict(value)


def text_fault(value: str, *, lines: bool = False) -> Message | None:
    """What a text of the library may not hold: a field of a word processor, a character that nobody sees."""
    if (field := first_field(value)) is not None:
        return message(
            "the text holds a field of a word processor ({field}). Type what it shows instead.",
            field=shown(field),
        )
    if (hidden := first_hidden(value, lines=lines)) is not None:
        return message(
            "the text holds an invisible character ({character}). Type the text again without it.",
            character=hidden,
        )
    return None
