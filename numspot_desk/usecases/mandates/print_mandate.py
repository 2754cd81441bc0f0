"""The form of a mandate of the workspace as it stands: its reference, scheme, account, and its own addresses,
else the order's.

An order prints its own mandate when it is exported; this prints one again, one that was typed apart from an
order, or one whose account was amended. What it says of the signature is what the mandate's facts say; where
they say nothing, the boxes stay empty.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from numspot_desk.contracts.content.blocks import Document
from numspot_desk.contracts.content.file_names import slug
from numspot_desk.contracts.content.mandate import MandatePaper, mandate_form
from numspot_desk.contracts.content.parts import common
from numspot_desk.contracts.content.wording import wording
from numspot_desk.contracts.mandate_life.facts import Amended, Fact, Scheme, Signed
from numspot_desk.contracts.mandate_life.life import Terms, life
from numspot_desk.contracts.order.order_document import get
from numspot_desk.language.folding import fold_line
from numspot_desk.rules.identifiers import iban
from numspot_desk.usecases.mandates.debits_of_mandates import answers_of
from numspot_desk.usecases.mandates.export_mandate import export_blank_mandate
from numspot_desk.usecases.mandates.mandate_acts import book_of
from numspot_desk.usecases.mandates.signatories import is_of_its_order, signed_by
from numspot_desk.usecases.orders.edit_order import check_context_on
from numspot_desk.usecases.ports.files import FileWriter, WordWriter
from numspot_desk.usecases.ports.orders import Answers
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.settings.kept_settings import creditor_of


def printed_mandate(workspace: Workspace, reference: str, day: date) -> Document:
    """The form of a mandate on a day. Raises `NoSuchRecord`."""
    kept = workspace.mandates.get(reference)
    facts = book_of(kept).facts
    terms = life(facts, day).terms
    answers = answers_of(workspace, kept)
    governing = check_context_on(workspace, day).terms_for(answers)
    words = wording("mandate")
    title = words.say(f"{terms.scheme.value}.title")
    return mandate_form(
        MandatePaper(
            creditor=creditor_of(workspace),
            answers=_printed(answers, terms, facts, own=is_of_its_order(workspace, kept)),
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
    workspace: Workspace, reference: str, day: date, out: Path, writer: WordWriter, files: FileWriter
) -> Path:
    """Write the form of a mandate as a Word file. Raises `NoSuchRecord`, `FileRefused`."""
    document = printed_mandate(workspace, reference, day)
    name = slug(
        f"{common().say('file.mandate')} {workspace.mandates.get(reference).rum} {document.variant}", 70
    )
    return files.write_all(out, {f"{name}.docx": writer.write(document)})[0]


def print_blank(
    workspace: Workspace, scheme: Scheme, day: date, out: Path, writer: WordWriter, files: FileWriter
) -> Path:
    """Write a form to fill by hand, in the words of the general terms in force on a day. Raises
    `FileRefused`."""
    terms = check_context_on(workspace, day).in_force
    annex = None if terms is None else terms.mandate
    return export_blank_mandate(creditor_of(workspace), writer, files, out, scheme=scheme, annex=annex).path


def _block(answers: Answers, terms: Terms) -> dict[str, Any]:
    """The mandate block of the order with what the mandate says now: what was typed for it stands before what
    the order has; what belongs to another debtor or to another account is left out."""
    given = answers.get("mandate")
    block: dict[str, Any] = dict(given) if isinstance(given, Mapping) else {}
    if fold_line(str(get(answers, "mandate.debtor.name") or "")) != fold_line(terms.debtor):
        block |= {"debtor": {"name": terms.debtor}, "contractor": None}
    if iban.compact(str(block.get("iban") or "")) != terms.account.iban:
        block["bank"] = {"name": terms.account.bank}
    if terms.debtor_address is not None:
        block["debtor"] = {"name": terms.debtor, "address": dict(vars(terms.debtor_address))}
    if terms.bank_address is not None:
        block["bank"] = {"name": terms.account.bank, "address": dict(vars(terms.bank_address))}
    if terms.contractor is not None:
        contractor = terms.contractor
        block["contractor"] = {"name": contractor.name, "address": dict(vars(contractor.address))}
    return block | {"iban": terms.account.iban, "bic": terms.account.bic or ""}


def _printed(answers: Answers, terms: Terms, facts: Sequence[Fact], *, own: bool) -> dict[str, Any]:
    """The answers that the form prints: who signed, where and when as the facts say. A new account or debtor
    was not signed on this form; before the signature the order's own mandate prints who is to sign."""
    block = _block(answers, terms)
    signed = next((fact for fact in facts if isinstance(fact, Signed)), None)
    if signed is None and own:
        return {"mandate": block, "contacts": answers.get("contacts")}
    changed = any(isinstance(fact, Amended) and (fact.account or fact.debtor) for fact in facts)
    if signed is None or changed:
        return {"mandate": block | {"signed_on": None, "place": None}}
    name, function = signed_by(answers, facts)
    signatory = {"name": name, "function": function}
    signature = {"signed_on": signed.on.isoformat(), "place": signed.place}
    return {"mandate": block | signature, "contacts": {"signatory": signatory}}
