"""The Word set of an order with 200 lines, beside docxtpl rendering the same content from a template.

Both start from the frozen order and make its content first. The peer's templates are drawn beforehand, with
the same tables in as many columns, and its words are laid out for them outside the measure; its files
carry no bookmarks, tags or numbering.
"""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import docx
import docxtpl

from numspot_desk.contracts.content import blocks
from numspot_desk.contracts.order.order_check import CheckContext, check_order
from numspot_desk.documents.word import WordFiles
from numspot_desk.usecases.orders.freeze_order import freeze_from_file
from numspot_desk.usecases.orders.preview_order import documents_of
from numspot_desk.usecases.samples.sample_answers import CLINIC, sample_answers
from tests.bench.measure import alternating, report_ratio

_DAY = dt.date(2026, 11, 22)
_LINES = 200


def bench(times: int) -> bool:
    """Print the pair; the goal is to be no slower."""
    answers = sample_answers(CLINIC, _DAY)
    answers["lines"] = [answers["lines"][i % len(answers["lines"])] for i in range(_LINES)]
    check = check_order(answers, CheckContext(_DAY))
    order = freeze_from_file(answers, check, draft=True)
    writer = WordFiles()
    drawn = [(_template(document), _context(document)) for document in documents_of(order)]

    def ours() -> None:
        for document in documents_of(order):
            writer.write(document)

    def peer() -> None:
        documents_of(order)
        for template, context in drawn:
            rendered = docxtpl.DocxTemplate(io.BytesIO(template))
            rendered.render(context, autoescape=True)
            rendered.save(io.BytesIO())

    found, peers = alternating(ours, peer, times)
    return report_ratio(f"Word set of an order with {_LINES} lines", found, "docxtpl", peers, 1.0)


def _template(document: blocks.Document) -> bytes:
    """What a user of docxtpl would draw in Word: a place a paragraph, a table with a looped row a table."""
    drawn = docx.Document()
    drawn.add_heading("{{ title }}")
    for i, block in enumerate(document.blocks):
        rows = _rows(block)
        if not rows:
            for j, _words in enumerate(_texts(block)):
                drawn.add_paragraph(f"{{{{ b{i}[{j}] }}}}")
            continue
        columns = max(len(row) for row in rows)
        table = drawn.add_table(rows=3, cols=columns)
        table.rows[0].cells[0].text = f"{{%tr for row in b{i} %}}"
        for j, cell in enumerate(table.rows[1].cells):
            cell.text = f"{{{{ row[{j}] }}}}"
        table.rows[2].cells[0].text = "{%tr endfor %}"
    target = io.BytesIO()
    drawn.save(target)
    return target.getvalue()


def _context(document: blocks.Document) -> dict[str, Any]:
    """The words of each block, by the name the template gives it."""
    return {"title": document.title} | {
        f"b{i}": _rows(block) or _texts(block) for i, block in enumerate(document.blocks)
    }


def _rows(block: blocks.Block) -> list[list[str]]:
    match block:
        case blocks.Table():
            rows = [[_text(cell) for cell in row] for row in (*block.rows, *block.totals)]
            return [[column.title for column in block.columns], *rows]
        case blocks.Fields():
            return [[label, _text(inlines)] for label, inlines in block.rows]
        case blocks.Form():
            return [[_text(cell.inlines) for cell in row] for row in block.rows]
        case blocks.Signatures():
            return [[label, _text(inlines)] for one in block.blocks for label, inlines in one.rows]
        case _:
            return []


def _texts(block: blocks.Block) -> list[str]:
    match block:
        case blocks.Heading():
            return [f"{block.number} {block.title}"]
        case blocks.Paragraph():
            return [_text(block.inlines)]
        case blocks.Clause():
            return [f"{block.ref} {block.title}", *(_text(one.inlines) for one in block.paragraphs)]
        case blocks.Boxes():
            return [block.label, block.value]
        case _:
            return []


def _text(inlines: Sequence[blocks.Inline]) -> str:
    return "".join(
        inline.shown if isinstance(inline, blocks.Reference) else inline.value for inline in inlines
    )
