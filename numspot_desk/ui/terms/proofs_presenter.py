"""What the proof-reading list shows: its findings by kind, the defined terms with their uses. No Qt.

What is found is in `terms.proofs`; what is painted is in `proofs_view`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_
from numspot_desk.terms.places import Place
from numspot_desk.terms.proofs import Fault, Finding, Proofs

_GROUPS: Final[Mapping[Fault, str]] = {
    Fault.BROKEN_REFERENCE: N_("References to no clause"),
    Fault.WRONG_TITLE: N_("References by another title"),
    Fault.UNDEFINED: N_("Capital without a definition"),
    Fault.DEFINED_TWICE: N_("Defined twice"),
    Fault.UNUSED: N_("Defined and never used"),
}
_ICONS: Final[Mapping[Fault, tuple[str, str]]] = {
    Fault.BROKEN_REFERENCE: ("link", "problem"),
    Fault.WRONG_TITLE: ("link", "warning"),
    Fault.UNDEFINED: ("help", "warning"),
    Fault.DEFINED_TWICE: ("copy", "warning"),
    Fault.UNUSED: ("aside", "muted"),
}

_AROUND: Final = 50
"""Characters before and after a place that are listed with it."""
_NEAR: Final = 18
"""Those that stand in its line on the screen."""


@dataclass(frozen=True)
class Entry:
    """A line of the list: its words, its icon, the place that it shows, and the definition beside it."""

    text: str
    icon: tuple[str, str]
    place: Place
    definition: Place | None = None
    entries: tuple["Entry", ...] = ()


@dataclass(frozen=True)
class ProofGroup:
    """Lines under one heading; `finding` is false for the defined terms, which are no faults."""

    heading: str
    entries: tuple[Entry, ...]
    finding: bool = True


class ProofsPresenter:
    """Words for the proof-reading of one version in one language."""

    def __init__(self, found: Proofs, language: Language) -> None:
        self._found = found
        self._language = language

    def groups(self) -> tuple[ProofGroup, ...]:
        """The findings by kind, then the defined terms; a kind without findings is left out."""
        groups = []
        for fault, name in _GROUPS.items():
            entries = tuple(self._entry(one) for one in self._found.findings if one.fault is fault)
            if entries:
                groups.append(ProofGroup(f"{self._language.text(name)} ({len(entries)})", entries))
        if terms := self._terms():
            name = self._language.text("Defined terms and their uses")
            groups.append(ProofGroup(f"{name} ({len(terms)})", terms, finding=False))
        return tuple(groups)

    def summary(self) -> str:
        """How many points there are to look at."""
        count = len(self._found.findings)
        if not count:
            return self._language.text("Nothing to look at: no fault was found.")
        return self._language.ntext("{n} point to look at", "{n} points to look at", count)

    def listed(self) -> str:
        """The findings as text to paste or to keep: a heading for each kind, a line for each place with the
        words around it."""
        blocks = []
        for fault, name in _GROUPS.items():
            lines = [
                line
                for one in self._found.findings
                if one.fault is fault
                for line in (f"- {self._said(one)}", *map(self._listed_place, one.places))
            ]
            if lines:
                blocks.append("\n".join((self._language.text(name), *lines)))
        return "\n\n".join((self.summary(), *blocks)) + "\n"

    def _listed_place(self, place: Place) -> str:
        return f"    {self._where(place)} · {self._around(place, _AROUND)}"

    def _around(self, place: Place, room: int) -> str:
        """The words of a place with the whole words around it."""
        _title, whole, _line = self.clause(place)
        start, end = max(place.start - room, 0), place.end + room
        if start:
            start = whole.find(" ", start, place.start) + 1 or place.start
        if end < len(whole):
            end = max(whole.rfind(" ", place.end, end), place.end)
        words = " ".join(whole[start:end].split())
        return f"{'…' if start else ''}{words}{'…' if end < len(whole) else ''}"

    def _told(self, place: Place) -> str:
        """A place among others of one clause is told by the words around it."""
        return f"{self._where(place)}\n{self._around(place, _NEAR)}"

    def clause(self, place: Place) -> tuple[str, str, str]:
        """The clause of a place: reference and title, the text that the place is in, the line of the file."""
        node = self._found.terms.find(place.ref)
        if node is None:
            return place.ref, "", ""
        text = node.title if place.part == "title" else node.text
        line = "" if place.line is None else self._language.text("line {n} of the file", n=place.line)
        return f"{place.ref} {node.title}".strip(), text, line

    def _entry(self, one: Finding) -> Entry:
        said = self._said(one)
        icon = _ICONS[one.fault]
        places = tuple(Entry(self._told(place), icon, place) for place in one.places)
        if len(places) == 1:
            return Entry(f"{said} · {self._where(one.places[0])}", icon, one.places[0])
        return Entry(f"{said} ({len(places)})", icon, one.places[0], None, places)

    def _said(self, one: Finding) -> str:
        if not one.expected:
            return one.text
        return f"{one.text} → " + self._language.text("the clause is called “{title}”", title=one.expected)

    def _terms(self) -> tuple[Entry, ...]:
        entries = []
        for definition, places in self._found.defined.uses.items():
            uses = tuple(
                Entry(self._told(place), ("clause", "muted"), place, definition.place) for place in places
            )
            text = f"{definition.term} ({len(places)})"
            entries.append(Entry(text, ("reading", "accent"), definition.place, None, uses))
        return tuple(sorted(entries, key=lambda entry: entry.text.casefold()))

    def _where(self, place: Place) -> str:
        if place.line is None:
            return place.ref
        return self._language.text("{ref}, line {line}", ref=place.ref, line=place.line)
