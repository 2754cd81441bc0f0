"""Export of the SEPA mandate alone (CG-A4), from an order document or from an order of the workspace.

Only what is wrong with the mandate itself blocks here; the order around it may be unfinished. A form to fill
by hand needs no order.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from numspot_desk.contracts.content.blocks import Document
from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.content.frozen import DraftMark, FrozenOrder
from numspot_desk.contracts.content.mandate import blank_mandate, mandate
from numspot_desk.contracts.content.parts import common
from numspot_desk.contracts.mandate_life.facts import Scheme
from numspot_desk.contracts.order.order_check import OrderCheck, TermsText
from numspot_desk.language.messages import message
from numspot_desk.terms.mandate_annex import MandateAnnex
from numspot_desk.usecases.orders.export_order import (
    Exported,
    blocking,
    refuse_blocked,
    write_set,
)
from numspot_desk.usecases.orders.freeze_order import freeze_from_file
from numspot_desk.usecases.ports.files import FileWriter, WordWriter
from numspot_desk.usecases.ports.world import Progress
from numspot_desk.usecases.refusals import DeskError

MANDATE: Final = "mandate"


class NoMandate(DeskError):
    """The order has no mandate to export; nothing was written."""


def export_mandate_from_file(
    answers: Mapping[str, Any],
    check: OrderCheck,
    writer: WordWriter,
    files: FileWriter,
    out: Path,
    draft: bool = False,
    *,
    creditor: Creditor | None = None,
    terms: TermsText | None = None,
    scheme: Scheme | None = None,
    progress: Progress | None = None,
) -> list[Exported]:
    """Write the mandate of an order document; its RUM stays blank. `terms` are the general terms given, whose
    annex words a Core form; `scheme` is that of the order unless another is asked for.

    Raises `NoMandate`, `ExportRefused` for a mandate with errors when no draft was asked for, and
    `FileRefused`.
    """
    if not draft:
        refuse_blocked(check, MANDATE)
    whole = freeze_from_file(answers, check, draft=draft, terms=terms, creditor=creditor)
    order = replace(whole, draft=_mark(check, asked=draft), scheme=scheme or whole.scheme)
    return write_set(order, [_mandate(order)], writer, files, out, progress)


def export_blank_mandate(
    creditor: Creditor,
    writer: WordWriter,
    files: FileWriter,
    out: Path,
    *,
    scheme: Scheme = Scheme.CORE,
    annex: MandateAnnex | None = None,
) -> Exported:
    """Write a form to fill by hand. Raises `FileRefused`."""
    document = blank_mandate(creditor, scheme, annex)
    content = writer.write(document)
    name = f"{common().say('file.mandate')}-{document.variant}.docx"
    path = files.write_all(out, {name: content})[0]
    return Exported(document.kind, path, hashlib.sha256(content).hexdigest())


def _mark(check: OrderCheck, *, asked: bool) -> DraftMark | None:
    """The mark of a mandate alone: a review of the order around it is no matter of the mandate's."""
    if blocking(check, MANDATE):
        return DraftMark.INCOMPLETE
    return DraftMark.ASKED if asked else None


def _mandate(order: FrozenOrder) -> Document:
    document = mandate(order)
    if document is None:
        raise NoMandate(message("This order has no mandate: fill its mandate, then export it again."))
    return document
