"""Mail drafts: an `.eml` file that Outlook and Thunderbird open as a message ready to send.

The draft has no sender, no date and no message id: the mail program gives them when it is sent. The
same draft gives the same bytes. Nothing here sends anything.
"""

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from numspot_desk.language.messages import message
from numspot_desk.usecases.ports.files import MailDraft
from numspot_desk.usecases.refusals import FileRefused

_TYPES: Final = {
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".pdf": ("application", "pdf"),
    ".json": ("application", "json"),
}
_UNKNOWN: Final = ("application", "octet-stream")


class DraftFiles:
    """Implements `MailWriter` of the ports."""

    def write(self, draft: MailDraft) -> bytes:
        """The bytes of the `.eml`. Raises `FileRefused` for an address or subject that no mail can carry."""
        mail = EmailMessage(policy=SMTP)
        mail["X-Unsent"] = "1"
        if draft.to:
            mail["To"] = [_address(text) for text in draft.to]
        if any(character in draft.subject for character in "\r\n\0"):
            raise FileRefused(message("The subject of the message must be one line."))
        mail["Subject"] = draft.subject
        mail.set_content(draft.body, cte="quoted-printable")
        for name, content in draft.attachments.items():
            kind, subtype = _TYPES.get(name[name.rfind(".") :], _UNKNOWN)
            mail.add_attachment(content, maintype=kind, subtype=subtype, filename=name)
        if mail.is_multipart():
            mail.set_boundary(f"=_{_digest(draft)}")
        return mail.as_bytes()


def _address(text: str) -> Address:
    try:
        return Address(addr_spec=text)
    except (ValueError, IndexError) as error:
        raise FileRefused(
            message("{address} is not a mail address: correct it in the order.", address=ascii(text)[:80])
        ) from error


def _digest(draft: MailDraft) -> str:
    """A boundary made of the draft itself, so that the same draft gives the same bytes."""
    digest = hashlib.sha256()
    for part in (*draft.to, draft.subject, draft.body, *draft.attachments):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    for content in draft.attachments.values():
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:32]
