"""A clause of the library as a page to read: text, gloss, parameters with their ladders, relations, versions.

Rich text; what people wrote is escaped here, always. A rung is a word before it is a colour.
"""

from collections.abc import Iterable
from html import escape
from typing import Final

from numspot_desk.contracts.library.clause import PLACE, LibraryClause, Parameter
from numspot_desk.contracts.library.rendering import filled
from numspot_desk.language.catalog import Language
from numspot_desk.rules.checklists import SUBJECTS
from numspot_desk.terms.word_diff import Mark, Piece, word_diff
from numspot_desk.ui.conditions import library_words as words
from numspot_desk.ui.kit.tokens import GRID, Tokens
from numspot_desk.usecases.conditions.clause_library import ClauseVersion, Library, LibraryEntry

_MARKS: Final = {
    Mark.DELETED: ("problem", "line-through"),
    Mark.INSERTED: ("success", "underline"),
}


class ClauseSheet:
    """Writes for one library, in one language, with one set of colours."""

    def __init__(self, library: Library, language: Language, tokens: Tokens) -> None:
        self._library = library
        self._language = language
        self._tokens = tokens

    def version(self, entry: LibraryEntry, shown: ClauseVersion, *, against: ClauseVersion | None) -> str:
        """One version of a clause; `against`: the version whose text it is marked against."""
        clause = shown.clause
        parts = [self.clause(clause, against=None if against is None else against.clause)]
        lines = [
            f"{words.version_line(one, self._language)}{self._note(one)}" for one in reversed(entry.versions)
        ]
        parts.append(self._section(self._language.text("Versions"), _list(map(escape, lines))))
        return "".join(parts)

    def preview(self, clause: LibraryClause, *, against: LibraryClause | None) -> str:
        """A version being written: as an order would read with the values it starts with, then all of it."""
        said = words.read_out(clause, filled(clause, clause.text, clause.preferred, "fr"))
        heading = self._language.text("With the values it starts with")
        lines = "".join(f"<p>{escape(line)}</p>" for line in said.split("\n"))
        return f"{self._section(heading, lines)}{self.clause(clause, against=against)}"

    def clause(self, clause: LibraryClause, *, against: LibraryClause | None = None) -> str:
        """What a clause says and when, without its history."""
        text, code = self._language.text, self._language.code
        parts = [self._section(text("Text"), self._text(clause, against))]
        if code == "en":
            parts.append(
                self._section(text("Meaning in English"), self._paragraphs(clause, clause.gloss, "en"))
            )
        parts.append(
            self._section(text("Why it is there"), f"<p>{escape(clause.reason.in_language(code))}</p>")
        )
        for parameter in clause.parameters:
            parts.append(self._parameter(parameter))
        conditions = words.conditions(clause, self._library, self._language)
        if conditions:
            parts.append(self._section(text("Only where"), _list(map(escape, conditions))))
        excluded = words.exclusions(clause, self._library, self._language)
        if excluded:
            parts.append(self._section(text("Never beside"), _list(map(escape, excluded))))
        if clause.covers:
            covered = [f"{one} – {SUBJECTS[one].title(code)}" for one in clause.covers if one in SUBJECTS]
            parts.append(self._section(text("Covers"), _list(map(escape, covered))))
        if code != "en":
            parts.append(
                self._section(text("Meaning in English"), self._paragraphs(clause, clause.gloss, "en"))
            )
        return "".join(parts)

    # ── Pieces ───────────────────────────────────────────────────────────────────────────────────

    def _section(self, heading: str, content: str) -> str:
        return f'<h3 style="margin-top:{2 * GRID}px; margin-bottom:4px">{escape(heading)}</h3>{content}'

    def _text(self, clause: LibraryClause, against: LibraryClause | None) -> str:
        if against is None or against.text == clause.text:
            said = self._paragraphs(clause, clause.text, "fr")
            if against is None:
                return said
            same = self._language.text("Same words as in version {n}.", n=against.version)
            return f"{said}{self._muted(same)}"
        pieces = word_diff(words.read_out(against), words.read_out(clause))
        marked = "".join(map(self._piece, pieces))
        said = self._language.text("Marked against version {n}.", n=against.version)
        return f"<p>{marked.replace(chr(10), '<br>')}</p>{self._muted(said)}"

    def _piece(self, piece: Piece) -> str:
        if piece.mark not in _MARKS:
            return escape(piece.text)
        colour, line = _MARKS[piece.mark]
        look = (
            f"color:{self._colour(colour)}; background-color:{self._colour(f'{colour}_ground')};"
            f" text-decoration:{line}"
        )
        return f'<span style="{look}">{escape(piece.text)}</span>'

    def _paragraphs(self, clause: LibraryClause, text: str, code: str) -> str:
        """A text with its places named by what is filled in there."""
        labels = words.place_words(clause, code)
        look = f"background-color:{self._colour('accent_ground')}; color:{self._colour('accent')}"

        def place(found: str) -> str:
            return f'<span style="{look}">[{escape(str(labels.get(found, found)))}]</span>'

        paragraphs = []
        for line in text.split("\n"):
            pieces = PLACE.split(line)
            said = "".join(place(one) if n % 2 else escape(one) for n, one in enumerate(pieces))
            paragraphs.append(f"<p>{said}</p>")
        return "".join(paragraphs)

    def _parameter(self, parameter: Parameter) -> str:
        language, text = self._language, self._language.text
        label = parameter.label.in_language(language.code)
        said = words.limits(parameter, language)
        start = words.preferred(parameter, language)
        if start:
            said = text("{limits}. Starts at {value}.", limits=said, value=start)
        rows = []
        for band in sorted(parameter.ladder, key=lambda one: one.rung.steps_down):
            colour = words.RUNG_SIGNS[band.rung][1]
            why = "" if band.reason is None else band.reason.in_language(language.code)
            law = "" if band.law is None else f" ({band.law})" if why else band.law
            rows.append(
                f'<tr><td width="24%" style="color:{self._colour(colour)}"><b>'
                f"{escape(words.rung_name(band.rung, language))}</b></td>"
                f'<td width="30%">'
                f"{escape(words.band_values(parameter, band, language))}</td>"
                f"<td>{escape(why)}{escape(law)}</td></tr>"
            )
        heads = "".join(
            f'<td style="color:{self._colour("muted")}">{escape(one)}</td>'
            for one in (text("Rung"), text("Values"), text("Why"))
        )
        look = f"border-collapse:collapse; border-style:solid; border-color:{self._colour('line')}"
        table = (
            f'<table width="100%" cellpadding="4" cellspacing="0" border="1" style="{look}">'
            f"<tr>{heads}</tr>{''.join(rows)}</table>"
        )
        return self._section(label, f"{self._muted(said)}{table}")

    def _note(self, version: ClauseVersion) -> str:
        said = self._language.text("out of use") if version.clause.retired else ""
        if said and version.note:
            said = f"{said}, {version.note}"
        return self._language.text(": {note}", note=said or version.note) if said or version.note else ""

    def _muted(self, said: str) -> str:
        return f'<p style="color:{self._colour("muted")}">{escape(said)}</p>'

    def _colour(self, name: str) -> str:
        return str(getattr(self._tokens, name))


def _list(lines: Iterable[str]) -> str:
    return f'<ul style="margin:0px">{"".join(f"<li>{line}</li>" for line in lines)}</ul>'
