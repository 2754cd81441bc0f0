"""The form of a mandate of the workspace as it stands: its reference, scheme, account, the order's addresses.

An order prints its own mandate when it is exported; this prints one again, one that was typed apart from an
order (a B2B mandate among them), or one whose account was amended.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from numspot_desk.contracts.content.blocks import Document
from numspot_desk.contracts.content.file_names import slug
from numspot_desk.contracts.content.mandate import MandatePaper, mandate_form
from numspot_desk.contracts.content.parts import common
from numspot_desk.contracts.content.wording import wording
from numspot_desk.contracts.mandate_life.life import Terms, life
from numspot_desk.contracts.order.order_document import get
from numspot_desk.language.folding import fold_line
from numspot_desk.rules.identifiers import iban
from numspot_desk.usecases.mandates.debits_of_mandates import answers_of
from numspot_desk.usecases.mandates.mandate_acts import book_of
from numspot_desk.usecases.orders.edit_order import check_context_on
from numspot_desk.usecases.ports.files import FileWriter, WordWriter
from numspot_desk.usecases.ports.orders import Answers
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.settings.kept_settings import creditor_of


def printed_mandate(workspace: Workspace, rum: str, day: date) -> Document:
    """The form of a mandate on a day. Raises `NoSuchRecord`."""
    kept = workspace.mandates.get(rum)
    terms = life(book_of(kept).facts, day).terms
    answers = answers_of(workspace, kept)
    governing = check_context_on(workspace, day).terms_for(answers)
    words = wording("mandate")
    title = words.say(f"{terms.scheme.value}.title")
    return mandate_form(
        MandatePaper(
            creditor=creditor_of(workspace),
            answers={"mandate": _block(answers, terms), "contacts": answers.get("contacts")},
            footer=(wording("mandate_letters").say("footer", rum=kept.rum, number=kept.number),),
            properties={
                "title": f"{title} – {kept.rum}",
                "subject": words.say("subject"),
                "author": common().say("author"),
                "keywords": kept.number,
                "language": common().say("language"),
            },
            rum=kept.rum,
            scheme=terms.scheme,
            original_ics=None if terms.ics == terms.first_ics else terms.first_ics,
            annex=None if governing is None else governing.mandate,
        )
    )


def print_mandate(
    workspace: Workspace, rum: str, day: date, out: Path, writer: WordWriter, files: FileWriter
) -> Path:
    """Write the form of a mandate as a Word file. Raises `NoSuchRecord`, `FileRefused`."""
    document = printed_mandate(workspace, rum, day)
    name = slug(f"{common().say('file.mandate')} {workspace.mandates.get(rum).rum} {document.variant}", 70)
    return files.write_all(out, {f"{name}.docx": writer.write(document)})[0]


def _block(answers: Answers, terms: Terms) -> Mapping[str, Any]:
    """The mandate block of the order with what the mandate says now; what belongs to another debtor or to
    another account is left out."""
    given = answers.get("mandate")
    block: dict[str, Any] = dict(given) if isinstance(given, Mapping) else {}
    if fold_line(str(get(answers, "mandate.debtor.name") or "")) != fold_line(terms.debtor):
        block |= {"debtor": {"name": terms.debtor}, "contractor": None}
    if iban.compact(str(block.get("iban") or "")) != terms.account.iban:
        block["bank"] = {"name": terms.account.bank}
    return block | {
        "iban": terms.account.iban,
        "bic": terms.account.bic or "",
        "signed_on": None,
        "place": None,
    }
