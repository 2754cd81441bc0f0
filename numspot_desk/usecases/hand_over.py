"""Hand-over of an exported order: the PDF of its set and a mail draft with the set attached.

Works from the frozen version, so that what is handed over is what was exported. Sending is left to the
person's own mail program.
"""

from collections.abc import Mapping
from pathlib import Path

from numspot_desk.contracts.content.file_names import file_names, slug
from numspot_desk.contracts.content.filled import Filled
from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.content.parts import common
from numspot_desk.contracts.content.wording import wording
from numspot_desk.language.messages import message
from numspot_desk.usecases.export_order import frozen_version
from numspot_desk.usecases.ports import (
    FileWriter,
    MailDraft,
    MailWriter,
    PdfConverter,
    Progress,
    WordWriter,
    Workspace,
)
from numspot_desk.usecases.preview_order import documents_of


def set_of(order: FrozenOrder, writer: WordWriter) -> dict[str, bytes]:
    """The Word files of a frozen order by name."""
    documents = documents_of(order)
    names = file_names(order, documents)
    return {name: writer.write(document) for name, document in zip(names, documents, strict=True)}


def write_pdf_set(
    workspace: Workspace,
    order_id: str,
    out: Path,
    writer: WordWriter,
    pdf: PdfConverter,
    files: FileWriter,
    progress: Progress | None = None,
) -> list[Path]:
    """Write the PDF of each document of an exported order.

    Raises `MoveRefused` for an order that was never exported, `FileRefused` and `Cancelled`.
    """
    order = frozen_version(workspace, order_id)
    if progress is not None:
        progress.step(0, 1, message("Making the PDF files"))
    made = pdf.convert_all(set_of(order, writer))
    if progress is not None:
        progress.step(1, 1, message("Saving the files"))
    return list(files.write_all(out, made))


def write_mail_draft(
    workspace: Workspace,
    order_id: str,
    out: Path,
    writer: WordWriter,
    mail: MailWriter,
    files: FileWriter,
    pdf: PdfConverter | None = None,
) -> Path:
    """Write a mail draft with the set of an exported order attached; with `pdf`, its PDF too.

    The message is in French, as the contract is, addressed to the order's notification address.
    Raises `MoveRefused` for an order that was never exported, and `FileRefused`.
    """
    order = frozen_version(workspace, order_id)
    attached: dict[str, bytes] = set_of(order, writer)
    if pdf is not None and pdf.available():
        attached |= pdf.convert_all(attached)
    name = f"{slug(order.number)}-{common().say('file.mail')}.eml"
    return files.write_all(out, {name: mail.write(mail_draft(order, attached))})[0]


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
