"""Delivery of an exported order: the PDF of its set and a mail draft with the set attached.

Works from the frozen version, so that what is delivered is what was exported: read and written as Word
with the workspace, delivered without it, as an office program takes its time. Sending is left to the
person's own mail program.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from numspot_desk.contracts.content.file_names import file_names, slug
from numspot_desk.contracts.content.filled import Filled
from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.content.parts import common
from numspot_desk.contracts.content.wording import wording
from numspot_desk.usecases.orders.export_order import frozen_version, refuse_beside_memo
from numspot_desk.usecases.orders.preview_order import documents_of
from numspot_desk.usecases.ports.files import FileWriter, MailDraft, MailWriter, PdfConverter, WordWriter
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Progress


@dataclass(frozen=True)
class ExportedSet:
    """An exported order and its Word files by name."""

    order: FrozenOrder
    files: Mapping[str, bytes]


def exported_set(workspace: Workspace, order_id: str, writer: WordWriter) -> ExportedSet:
    """The set of an exported order. Raises `MoveRefused` for one that was never exported."""
    order = frozen_version(workspace, order_id)
    documents = documents_of(order)
    names = file_names(order, documents)
    words = {name: writer.write(document) for name, document in zip(names, documents, strict=True)}
    return ExportedSet(order, words)


def write_pdf_set(
    exported: ExportedSet, out: Path, pdf: PdfConverter, files: FileWriter, progress: Progress | None = None
) -> list[Path]:
    """Write the PDF of each document of a set. Raises `FileRefused`, also beside an internal memo, and
    `Cancelled`."""
    refuse_beside_memo(files, out)
    return list(files.write_all(out, pdf.convert_all(exported.files, progress)))


def write_mail_draft(
    exported: ExportedSet,
    out: Path,
    mail: MailWriter,
    files: FileWriter,
    pdf: PdfConverter | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write a mail draft with a set attached; with `pdf`, its PDF too.

    The message is in French, as the contract is, addressed to the order's notification address.
    Raises `FileRefused`, also beside an internal memo, and `Cancelled`.
    """
    refuse_beside_memo(files, out)
    attached = dict(exported.files)
    if pdf is not None and pdf.available():
        attached |= pdf.convert_all(exported.files, progress)
    name = f"{slug(exported.order.number)}-{common().say('file.mail')}.eml"
    return files.write_all(out, {name: mail.write(mail_draft(exported.order, attached))})[0]


def mail_draft(order: FrozenOrder, attached: Mapping[str, bytes]) -> MailDraft:
    """The message that goes with a set."""
    words = wording("mail")
    filled = Filled(order.answers, common())
    recipient = filled.written("contacts.notification_email")
    listed = "\n".join(words.say("item", name=name) for name in attached)
    parts = [words.say("hello"), words.say("sentence", number=order.number), listed]
    if filled.has("mandate"):
        parts.append(words.say("rib"))
    parts += [
        words.say("sign"),
        words.say("bye", name=order.creditor.signatory_name or order.creditor.legal_name),
    ]
    return MailDraft(
        to=(recipient,) if recipient else (),
        subject=words.say("subject", number=order.number),
        body="\n\n".join(parts) + "\n",
        attachments=attached,
    )
