"""An answer in words as the page of a text browser: figures, timeline, formulas, other readings, clauses."""

from collections.abc import Sequence
from html import escape

from numspot_desk.language.catalog import Language
from numspot_desk.ui.kit.theme import theme
from numspot_desk.usecases.calculations.told import Pair, Told, span_text


def told_html(found: Told, language: Language, *, inputs: bool = False) -> str:
    """The whole answer below its headline, in the colours of the theme; with `inputs`, what was typed too."""
    text = language.text
    warned = "".join(
        f'<p style="color:{theme().tokens.warning}"><b>{escape(one)}</b></p>' for one in found.warnings
    )
    parts = [warned, _figures(found.figures)]
    spans = tuple(Pair(one.name, span_text(one, language)) for one in found.timeline)
    for heading, pairs in (
        (text("What was typed"), found.inputs if inputs else ()),
        (text("Timeline"), spans),
        (text("General terms beside the Data Act"), found.beside),
        (text("Computation"), found.formulas),
        (text("With another reading"), found.alternatives),
    ):
        if pairs:
            parts.append(f"<h3>{escape(heading)}</h3>{''.join(map(_pair, pairs))}")
    if found.readings:
        parts.append(f"<h3>{escape(text('Readings applied'))}</h3>{_list(found.readings)}")
    if found.clauses:
        cited = [f"{one.name} · {one.said}" if one.said else one.name for one in found.clauses]
        parts.append(f"<h3>{escape(text('Clauses'))}</h3>{_list(cited)}")
    return "".join(parts)


def _figures(pairs: Sequence[Pair]) -> str:
    rows = "".join(
        f'<tr><td style="padding:2px 16px 2px 0;color:{theme().tokens.muted}">{escape(one.name)}</td>'
        f'<td align="right" style="padding:2px 0"><b>{_unbroken(one.said)}</b></td></tr>'
        for one in pairs
    )
    return f"<table>{rows}</table>"


def _pair(one: Pair) -> str:
    muted = theme().tokens.muted
    return (
        f'<p style="margin-bottom:8px"><span style="color:{muted}">{escape(one.name)}</span><br/>'
        f"{_whole_numbers(one.said)}</p>"
    )


def _list(lines: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(one)}</li>' for one in lines)}</ul>"


def _whole_numbers(text: str) -> str:
    """No number goes over two lines: the space of its groups would let it."""
    return escape(text).replace("\N{NARROW NO-BREAK SPACE}", "&nbsp;")


def _unbroken(text: str) -> str:
    """An amount or a day stays on one line; words may go over two."""
    whole = any(letter.isdigit() for letter in text)
    return escape(text).replace(" ", "&nbsp;") if whole else escape(text)
