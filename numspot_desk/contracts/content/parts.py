"""Parts that several documents share: identity rows of the parties, footer, draft mark, references.

The documents themselves are in the modules beside this one.
"""

from dataclasses import dataclass, field

from numspot_desk.contracts.content.blocks import Field, Heading, Inline, Signature, Text
from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.content.filled import NONE, Filled, day
from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.content.wording import Wording, wording
from numspot_desk.contracts.country_names import country_name

Row = tuple[str, tuple[Inline, ...]]


def common() -> Wording:
    """The wording that all documents share."""
    return wording("common")


@dataclass
class Numberer:
    """Numbers the headings of one document as Word's own numbering will, and makes their bookmarks."""

    _counts: list[int] = field(default_factory=list)

    def heading(self, level: int, title: str) -> Heading:
        """The next heading of this level (1 or 2)."""
        del self._counts[level:]
        while len(self._counts) < level:
            self._counts.append(0)
        self._counts[level - 1] += 1
        number = ".".join(str(count) for count in self._counts)
        return Heading(level, title, number, "article_" + number.replace(".", "_"))


def footer(order: FrozenOrder) -> tuple[str, ...]:
    """The lines at the foot of each page: number and version, fingerprint, head of the approval's log."""
    words = common()
    known = {"number": order.number, "revision": str(order.revision)}
    first = (
        words.say("footer.number", **known)
        if order.issued_on is None
        else words.say("footer.number_issued", **known, date=day(order.issued_on))
    )
    lines = [first, words.say("footer.fingerprint", fingerprint=order.fingerprint)]
    if order.audit_head:
        lines.append(words.say("footer.audit", head=order.audit_head))
    return tuple(lines)


def draft_mark(order: FrozenOrder) -> str | None:
    """The words printed on every page of documents that may not be signed."""
    return None if order.draft is None else common().say(f"draft.{order.draft.value}")


def properties(order: FrozenOrder, title: str, subject: str) -> dict[str, str]:
    """The properties of the Word file."""
    words = common()
    return {
        "title": f"{title} – {order.number}",
        "subject": subject,
        "author": words.say("author"),
        "keywords": f"{order.number}, v{order.revision}",
        "language": words.say("language"),
    }


def ours(value: str, tag: str = "") -> tuple[Inline, ...]:
    """A value of NumSpot's own data: a field when it has a tag, a dash when it is empty."""
    if not value:
        return (Text(NONE),)
    return (Field(tag, value) if tag else Text(value),)


def creditor_address(creditor: Creditor, separator: str = "\n") -> tuple[Inline, ...]:
    """NumSpot's postal address, its lines apart by the separator."""
    lines = [
        creditor.line1,
        creditor.line2,
        f"{creditor.postcode} {creditor.city}".strip(),
        country_name(creditor.country) or creditor.country,
    ]
    return (Field("creditor.address", separator.join(line for line in lines if line)),)


def provider_rows(creditor: Creditor) -> tuple[Row, ...]:
    """NumSpot's identity."""
    words = common()
    rows: list[Row] = [
        (words.say("field.legal_name"), ours(creditor.legal_name, "creditor.legal_name")),
        (words.say("field.legal_form"), ours(creditor.legal_form, "creditor.legal_form")),
        (words.say("field.capital"), ours(creditor.capital, "creditor.capital")),
        (words.say("field.registration"), ours(creditor.registration, "creditor.registration")),
        (words.say("field.vat_number"), ours(creditor.vat_number, "creditor.vat_number")),
        (words.say("field.address"), creditor_address(creditor)),
        (words.say("field.phone"), ours(creditor.phone, "creditor.phone")),
        (words.say("field.email"), ours(creditor.email, "creditor.email")),
    ]
    return tuple(row for row in rows if row[1] != (Text(NONE),))


def client_rows(filled: Filled) -> tuple[Row, ...]:
    """The client's identity; a French client shows its SIREN, another its own register's number."""
    words = common()
    register = "foreign_number" if filled.has("client.foreign_number") else "siren"
    rows: list[Row] = [
        (words.say("field.legal_name"), (filled.field("client.legal_name", bold=True),)),
        (words.say("field.legal_form"), (filled.field("client.legal_form"),)),
        (words.say(f"field.{register}"), (filled.field(f"client.{register}"),)),
        (words.say("field.vat_number"), (filled.field("client.vat_number"),)),
        (words.say("field.address"), filled.address("client.address")),
        (words.say("field.phone"), (filled.field("client.phone"),)),
    ]
    if register == "foreign_number" and filled.has("client.siren"):
        rows.insert(2, (words.say("field.siren"), (filled.field("client.siren"),)))
    return tuple(rows)


def provider_signature(order: FrozenOrder, party: str) -> Signature:
    """NumSpot's place to sign."""
    return provider_signature_of(order.creditor, party)


def provider_signature_of(creditor: Creditor, party: str) -> Signature:
    """The place to sign of a creditor that is in no order."""
    return _signature(
        party,
        ours(creditor.signatory_name, "creditor.signatory_name"),
        ours(creditor.signatory_function, "creditor.signatory_function"),
    )


def client_signature(filled: Filled, party: str) -> Signature:
    """The client's place to sign."""
    return _signature(
        party,
        (filled.field("contacts.signatory.name"),),
        (filled.field("contacts.signatory.function"),),
    )


def _signature(party: str, name: tuple[Inline, ...], function: tuple[Inline, ...]) -> Signature:
    """A place to sign; what is not known yet stays blank, to be written by hand."""
    words = common()
    rows = (("signature.name", name), ("signature.function", function), ("signature.date", ()))
    return Signature(
        party,
        tuple((words.say(label), () if value == (Text(NONE),) else value) for label, value in rows),
        words.say("signature.frame"),
    )
