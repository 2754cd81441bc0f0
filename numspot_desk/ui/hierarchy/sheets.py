"""The sheets of the hierarchy page as rich text: the answer, the consolidated reading, a document, the trial.

Text of contracts is escaped here, always. What differs is struck out or underlined, not only tinted; ranks
stand as letters on their tint. Links carry the key of the row they open.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final
from urllib.parse import quote

from numspot_desk.contracts.ranking.consolidated import RUNNING, Entry, Standing
from numspot_desk.contracts.ranking.hierarchy import Situation
from numspot_desk.contracts.ranking.layers import Answer, Keeps, Layer, Role
from numspot_desk.contracts.ranking.papers import Clause, Paper, PaperKind
from numspot_desk.language.catalog import Language
from numspot_desk.rules.clauses import Document
from numspot_desk.terms.word_diff import Mark, Piece
from numspot_desk.ui.hierarchy.day import Day, topic_key
from numspot_desk.ui.hierarchy.presenter import HierarchyPresenter
from numspot_desk.ui.kit.tokens import Tokens
from numspot_desk.usecases.contract import hierarchy_words as words
from numspot_desk.usecases.contract import paper_words

RANK_TOKENS: Final = {
    Document.SPECIAL: "special",
    Document.PARTICULAR: "particular",
    Document.GENERAL: "general",
}

WHY: Final = "why"
"""Links of this kind ask for the explanation of an answer, by its number."""
ALIKE: Final = 0.35
"""Two texts that share less than this are not compared word by word."""


class Sheets:
    """Writes for one presenter, in its language, with one set of colours."""

    def __init__(self, presenter: HierarchyPresenter, tokens: Tokens, *, on_screen: bool = True) -> None:
        self._presenter = presenter
        self._on_screen = on_screen
        self._tokens = tokens

    @property
    def _language(self) -> Language:
        return self._presenter.language

    # ── Answers ──────────────────────────────────────────────────────────────────────────────────

    def heading(self) -> str:
        """Contract, client and day, for pages that leave the screen."""
        day = self._presenter.day
        return (
            "" if day is None else self._muted(paper_words.contract_on(day.contract, day.on, self._language))
        )

    def answers(self) -> str:
        """What governs the chosen row: prevailing text, the stack it sets aside, the reasons."""
        day, text = self._presenter.day, self._language.text
        if day is None:
            return ""
        parts = [self._trial(day)]
        paper = self._presenter.paper()
        if paper is not None:
            parts.append(self._document(paper))
        answers = self._presenter.answers()
        parts += [self._answer(answer, day.situation, number) for number, answer in enumerate(answers)]
        if (unranked := self._presenter.unranked()) is not None:
            name = paper_words.unranked_name(unranked, self._language)
            parts.append(f"<h2>{escape(name)}</h2>{self._muted(paper_words.unranked_reason(self._language))}")
        elif paper is None and not answers:
            parts.append(self._muted(text("Choose a subject or a clause at the left.")))
        return "".join(parts)

    def _answer(self, answer: Answer, situation: Situation, number: int) -> str:
        topic = words.answer_name(answer, self._language)
        said = words.verdict(answer, situation, self._language)
        tone = "problem" if answer.open_conflict else "text"
        parts = [
            f"<h2>{escape(topic)}</h2>",
            f'<p style="color:{self._colour(tone)}"><b>{escape(said)}</b>{self._ask(number)}</p>',
        ]
        if answer.prevailing is not None:
            parts.append(self._prevailing(answer, answer.prevailing, situation))
        if answer.stack:
            below = (
                self._language.text("Below it, in order")
                if answer.prevailing is not None
                else self._language.text("The clauses that speak of it, in order")
            )
            parts.append(f"<h3>{escape(below)}</h3>")
        parts += [self._layer(answer, layer, situation) for layer in answer.stack]
        return "".join(parts)

    def _ask(self, number: int) -> str:
        """The way to the explanation of an answer; none on paper."""
        if not self._on_screen:
            return ""
        why = escape(self._language.text("Why?"))
        return f' &nbsp; <a style="color:{self._colour("accent")}" href="{WHY}:{number}">{why}</a>'

    def _prevailing(self, answer: Answer, layer: Layer, situation: Situation) -> str:
        reason = self._muted(words.reason(layer, answer, self._language)) if answer.stack else ""
        body = self._text(situation.whole_text(layer.clause))
        tint = self._colour(f"{RANK_TOKENS[layer.clause.document]}_ground")
        return (
            f'<table width="100%" cellpadding="10"><tr><td style="background:{tint}">'
            f"{self._head(layer.clause, situation)}{body}</td></tr></table>{reason}"
        )

    def _layer(self, answer: Answer, layer: Layer, situation: Situation) -> str:
        reason = words.reason(layer, answer, self._language)
        kept = words.keeps(layer, self._language) if answer.prevailing is not None else ""
        parts = [self._head(layer.clause, situation)]
        if layer.role is Role.VOID:
            parts.append(f"<p>{self._chip('L', 'law')} {escape(reason)}</p>")
        else:
            parts.append(self._muted(reason))
        if kept:
            parts.append(f"<p>{escape(kept)}</p>")
        parts.append(self._text(situation.whole_text(layer.clause)))
        pieces = situation.differences(answer, layer) if _sets_aside(layer) else ()
        if any(piece.mark is not Mark.KEPT for piece in pieces):
            parts.append(self._differences(pieces))
        return f"<hr/>{''.join(parts)}"

    def _differences(self, pieces: Sequence[Piece]) -> str:
        """Word by word; of texts with little in common, that they have."""
        text = self._language.text
        if not _alike(pieces):
            return self._muted(text("It shares too few words with the prevailing text to mark differences."))
        legend = text("Struck out: only here. Underlined: only in the prevailing text.")
        return f"{self._muted(legend)}<p>{self._pieces(pieces)}</p>"

    def _pieces(self, pieces: Iterable[Piece]) -> str:
        """Struck out for what the prevailing text leaves out, underlined for what it adds."""
        gone = f"color:{self._colour('problem')};text-decoration:line-through"
        come = f"color:{self._colour('success')};text-decoration:underline"
        told = []
        for piece in pieces:
            shown = _lines(piece.text)
            match piece.mark:
                case Mark.DELETED:
                    told.append(f'<span style="{gone}">{shown}</span>')
                case Mark.INSERTED:
                    told.append(f'<span style="{come}">{shown}</span>')
                case _:
                    told.append(shown)
        return "".join(told)

    # ── Documents and the consolidated reading ───────────────────────────────────────────────────

    def _document(self, paper: Paper) -> str:
        name = paper_words.paper_name(paper, self._language)
        told = [f"<h2>{escape(name)}</h2>"]
        if paper.kind is PaperKind.INCORPORATED:
            said = self._language.text(
                "Incorporated by reference: it has the rank of the document that refers to it (CG-2.2)."
            )
        else:
            said = self._language.ntext("{n} clause", "{n} clauses", len(paper.clauses))
        return "".join([*told, self._muted(said)])

    def consolidated(self, *, everything: bool) -> str:
        """The whole contract as one text on the day; `everything` shows also what no longer counts."""
        day = self._presenter.day
        if day is None:
            return ""
        parts, paper = [self._trial(day)], ""
        for entry in day.entries:
            if not everything and entry.standing not in RUNNING:
                continue
            home = entry.paper if entry.beside is None else None
            if home is not None and home.id != paper:
                paper = home.id
                name, key = paper_words.paper_name(home, self._language), quote(f"paper:{home.id}")
                parts.append(f'<a name="{key}"></a><h2>{escape(name)}</h2>')
            parts += self._entry(entry, day.situation)
        return "".join(parts)

    def _entry(self, entry: Entry, situation: Situation) -> Iterator[str]:
        key = quote(f"clause:{entry.clause.id}")
        yield f'<p id="{key}"><a name="{key}"></a>{self._head_line(entry.clause)}</p>'
        if entry.standing is not Standing.APPLIES:
            tone = "problem" if entry.standing in (Standing.OPEN, Standing.VOID) else "muted"
            said = words.standing_text(entry, situation, self._language)
            yield f'<p style="color:{self._colour(tone)}"><i>{escape(said)}</i></p>'
        struck = entry.standing not in RUNNING
        if entry.clause.text:
            yield self._body(entry.clause.text, struck=struck)

    # ── Trials ───────────────────────────────────────────────────────────────────────────────────

    def _trial(self, day: Day) -> str:
        if not day.edits:
            return ""
        found = day.flips
        language = self._language
        said = (
            language.ntext(
                "On trial, nothing is saved: {n} answer changes.",
                "On trial, nothing is saved: {n} answers change.",
                len(found),
            )
            if found
            else language.text("On trial, nothing is saved: no answer changes.")
        )
        rows = "".join(self._flip(flip.before, flip.after, day) for flip in found)
        ground = self._colour("warning_ground")
        return (
            f'<table width="100%" cellpadding="10"><tr><td style="background:{ground}">'
            f"<b>{escape(said)}</b><ul>{rows}</ul></td></tr></table>"
        )

    def _flip(self, before: Answer, after: Answer, day: Day) -> str:
        was = day.shown.contract.situation(day.on)
        topic = words.topic_name(after.topic, self._language)
        key = quote(topic_key(after.topic))
        old = words.verdict(before, was, self._language)
        new = words.verdict(after, day.situation, self._language)
        now = self._language.text("As it is: {verdict}", verdict=old)
        then = self._language.text("On trial: {verdict}", verdict=new)
        link = f'<a style="color:{self._colour("accent")}" href="{key}">{escape(topic)}</a>'
        return f"<li>{link}<br/>{escape(now)}<br/>{escape(then)}</li>"

    # ── Pieces ───────────────────────────────────────────────────────────────────────────────────

    def _head(self, clause: Clause, situation: Situation) -> str:
        paper = situation.paper_of(clause)
        cited = words.citation(clause, paper, self._language)
        return f"<p>{self._head_line(clause)}<br/><small>{escape(cited)}</small></p>"

    def _head_line(self, clause: Clause) -> str:
        title = escape(words.clause_title(clause, self._language))
        key = quote(f"clause:{clause.id}")
        token = RANK_TOKENS[clause.document]
        link = f'<a style="color:{self._colour("text")}" href="{key}"><b>{title}</b></a>'
        return f"{self._chip(clause.document.value, token)} {link}"

    def _chip(self, letters: str, token: str) -> str:
        style = f"background:{self._colour(f'{token}_ground')};color:{self._colour(token)}"
        return f'<span style="{style}"><b>&nbsp;{escape(letters)}&nbsp;</b></span>'

    def _text(self, text: str) -> str:
        if not text:
            return self._muted(
                self._language.text("The text of this clause is not imported: its reference stands for it.")
            )
        return self._body(text)

    def _body(self, text: str, *, struck: bool = False) -> str:
        """Paragraphs and tables: lines cut by tabs that follow each other are the rows of one."""
        parts = []
        for tabbed, lines in groupby(text.split("\n"), lambda line: "\t" in line):
            if tabbed:
                parts.append(self._table(lines))
            else:
                parts.append(f"<p>{'<br/>'.join(map(escape, lines))}</p>")
        body = "".join(parts)
        return f"<s>{body}</s>" if struck else body

    def _table(self, lines: Iterable[str]) -> str:
        rows = "".join(
            f"<tr>{''.join(f'<td>{escape(cell.strip())}</td>' for cell in line.split(chr(9)))}</tr>"
            for line in lines
        )
        line = self._colour("line")
        look = (
            f'border="1" cellspacing="0" cellpadding="3" style="border-collapse:collapse;border-color:{line}"'
        )
        return f"<table {look}>{rows}</table>"

    def _muted(self, text: str) -> str:
        return f'<p style="color:{self._colour("muted")}">{escape(text)}</p>'

    def _colour(self, name: str) -> str:
        value: str = getattr(self._tokens, name)
        return value


def _alike(pieces: Sequence[Piece]) -> bool:
    """Whether two texts have enough in common: of two that have not, marks would strike out all."""
    kept = sum(len(piece.text) for piece in pieces if piece.mark is Mark.KEPT)
    return kept * 2 >= ALIKE * sum(len(piece.text) * (1 + (piece.mark is Mark.KEPT)) for piece in pieces)


def _sets_aside(layer: Layer) -> bool:
    """Whether the prevailing text stands in the place of this one, so that the words are worth comparing."""
    return layer.role is Role.REPLACED or (layer.role is Role.BELOW and layer.keeps is not Keeps.ALL)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br/>").replace("\t", " &nbsp;·&nbsp; ")
