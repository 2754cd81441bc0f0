"""The message to the bank in XML (ISO 20022, pain.008.001.08), written and read back.

The same message gives the same bytes. What it says is decided in `contracts.collection`; the schema it is
held against in `pain008_schema`. Texts become text nodes, nothing else.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from lxml import etree

from numspot_desk.contracts.collection.message import (
    Amendment,
    Batch,
    DebitMessage,
    Party,
    PostalAddress,
    Transaction,
)
from numspot_desk.contracts.mandate_life.facts import Scheme
from numspot_desk.language.messages import message
from numspot_desk.usecases.refusals import FileRefused

NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:pain.008.001.08"
NEW_ACCOUNT: Final = "SMNDA"
"""Same mandate, new debtor account: what stands in the place of the former account."""
_PREFIXES: Final[dict[Any, str]] = {None: NAMESPACE}  # the stubs of lxml know no default namespace
_UNKNOWN: Final = "NOTPROVIDED"
_ADDRESS: Final = {
    "street": "StrtNm",
    "number": "BldgNb",
    "building": "BldgNm",
    "box": "PstBx",
    "postcode": "PstCd",
    "town": "TwnNm",
    "country": "Ctry",
}
"""The fields of an address in the order of the schema."""

Element = etree._Element


class DebitFiles:
    """Implements `DebitWriter` of the ports. Keeps nothing between messages."""

    def write(self, said: DebitMessage) -> bytes:
        """The bytes of the XML."""
        document = etree.Element(f"{{{NAMESPACE}}}Document", nsmap=_PREFIXES)
        initiation = _add(document, "CstmrDrctDbtInitn")
        header = _add(initiation, "GrpHdr")
        _add(header, "MsgId", said.id)
        _add(header, "CreDtTm", said.created_at.isoformat(timespec="seconds"))
        _add(header, "NbOfTxs", str(said.count))
        _add(header, "CtrlSum", f"{said.total:f}")
        _add(_add(header, "InitgPty"), "Nm", said.initiator)
        for batch in said.batches:
            _batch(initiation, batch)
        etree.indent(document, space="  ")
        content: bytes = etree.tostring(document, xml_declaration=True, encoding="UTF-8")
        return content + b"\n"

    def read(self, content: bytes) -> DebitMessage:
        """The message that a file of ours says. Raises `FileRefused` for one that is not ours."""
        try:
            return _Reader(_initiation(content)).message()
        except (ValueError, InvalidOperation, etree.XMLSyntaxError) as error:
            raise FileRefused(
                message("This file is no direct debit message of this program: make it again.")
            ) from error


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────


def _add(parent: Element, path: str, text: str | None = None) -> Element:
    """A new child, with the elements of the path (`Id/IBAN`) around it."""
    for local in path.split("/"):
        parent = etree.SubElement(parent, f"{{{NAMESPACE}}}{local}")
    parent.text = text
    return parent


def _batch(initiation: Element, batch: Batch) -> None:
    info = _add(initiation, "PmtInf")
    _add(info, "PmtInfId", batch.id)
    _add(info, "PmtMtd", "DD")
    _add(info, "NbOfTxs", str(len(batch.transactions)))
    _add(info, "CtrlSum", f"{batch.total:f}")
    kind = _add(info, "PmtTpInf")
    _add(kind, "SvcLvl/Cd", "SEPA")
    _add(kind, "LclInstrm/Cd", batch.scheme.value.upper())
    _add(kind, "SeqTp", batch.sequence)
    _add(info, "ReqdColltnDt", batch.collect_on.isoformat())
    _party(info, "Cdtr", batch.creditor)
    _add(info, "CdtrAcct/Id/IBAN", batch.iban)
    _agent(info, "CdtrAgt", batch.bic)
    _add(info, "ChrgBr", "SLEV")
    _scheme_id(_add(info, "CdtrSchmeId"), batch.ics)
    for each in batch.transactions:
        _transaction(info, each)


def _transaction(info: Element, said: Transaction) -> None:
    debit = _add(info, "DrctDbtTxInf")
    _add(debit, "PmtId/EndToEndId", said.reference)
    _add(debit, "InstdAmt", f"{said.amount:f}").set("Ccy", "EUR")
    mandate = _add(debit, "DrctDbtTx/MndtRltdInf")
    _add(mandate, "MndtId", said.rum)
    _add(mandate, "DtOfSgntr", said.signed_on.isoformat())
    if said.amendment is not None:
        _add(mandate, "AmdmntInd", "true")
        _amendment(_add(mandate, "AmdmntInfDtls"), said.amendment)
    _agent(debit, "DbtrAgt", said.bic)
    _party(debit, "Dbtr", said.debtor)
    _add(debit, "DbtrAcct/Id/IBAN", said.iban)
    if said.on_behalf_of:
        _add(debit, "UltmtDbtr/Nm", said.on_behalf_of)
    if said.text:
        _add(debit, "RmtInf/Ustrd", said.text)


def _amendment(details: Element, said: Amendment) -> None:
    if said.original_ics is not None:
        _scheme_id(_add(details, "OrgnlCdtrSchmeId"), said.original_ics)
    if said.new_account:
        _add(details, "OrgnlDbtrAcct/Id/Othr/Id", NEW_ACCOUNT)


def _scheme_id(parent: Element, ics: str) -> None:
    other = _add(parent, "Id/PrvtId/Othr")
    _add(other, "Id", ics)
    _add(other, "SchmeNm/Prtry", "SEPA")


def _agent(parent: Element, local: str, bic: str | None) -> None:
    bank = _add(parent, f"{local}/FinInstnId")
    if bic is None:
        _add(bank, "Othr/Id", _UNKNOWN)
    else:
        _add(bank, "BICFI", bic)


def _party(parent: Element, local: str, party: Party) -> None:
    element = _add(parent, local)
    _add(element, "Nm", party.name)
    if party.address is not None:
        address = _add(element, "PstlAdr")
        for field, tag in _ADDRESS.items():
            if value := getattr(party.address, field):
                _add(address, tag, value)


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────


def _initiation(content: bytes) -> Element:
    document = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    found = document.find(f"{{{NAMESPACE}}}CstmrDrctDbtInitn")
    if found is None or document.getroottree().docinfo.internalDTD is not None:
        raise ValueError("no message of this kind")
    return found


class _Reader:
    """Reads a message from below one element. Raises `ValueError` for what messages of ours always have and
    this one has not."""

    def __init__(self, element: Element) -> None:
        self._element = element

    def message(self) -> DebitMessage:
        found = DebitMessage(
            id=self._text("GrpHdr/MsgId"),
            created_at=dt.datetime.fromisoformat(self._text("GrpHdr/CreDtTm")),
            initiator=self._text("GrpHdr/InitgPty/Nm"),
            batches=tuple(each._batch() for each in self._all("PmtInf")),
        )
        self._hold("GrpHdr/", found.count, found.total)
        return found

    def _batch(self) -> Batch:
        found = Batch(
            id=self._text("PmtInfId"),
            scheme=Scheme(self._text("PmtTpInf/LclInstrm/Cd").lower()),
            sequence=self._text("PmtTpInf/SeqTp"),
            collect_on=dt.date.fromisoformat(self._text("ReqdColltnDt")),
            creditor=self._party("Cdtr"),
            iban=self._text("CdtrAcct/Id/IBAN"),
            bic=self._said("CdtrAgt/FinInstnId/BICFI"),
            ics=self._text("CdtrSchmeId/Id/PrvtId/Othr/Id"),
            transactions=tuple(each._transaction() for each in self._all("DrctDbtTxInf")),
        )
        self._hold("", len(found.transactions), found.total)
        return found

    def _transaction(self) -> Transaction:
        mandate = "DrctDbtTx/MndtRltdInf"
        return Transaction(
            reference=self._text("PmtId/EndToEndId"),
            amount=Decimal(self._text("InstdAmt")),
            rum=self._text(f"{mandate}/MndtId"),
            signed_on=dt.date.fromisoformat(self._text(f"{mandate}/DtOfSgntr")),
            amendment=self._amendment(f"{mandate}/AmdmntInfDtls"),
            bic=self._said("DbtrAgt/FinInstnId/BICFI"),
            debtor=self._party("Dbtr"),
            iban=self._text("DbtrAcct/Id/IBAN"),
            on_behalf_of=self._said("UltmtDbtr/Nm") or "",
            text=self._said("RmtInf/Ustrd") or "",
        )

    def _amendment(self, path: str) -> Amendment | None:
        if self._find(path) is None:
            return None
        account = self._said(f"{path}/OrgnlDbtrAcct/Id/Othr/Id")
        return Amendment(account == NEW_ACCOUNT, self._said(f"{path}/OrgnlCdtrSchmeId/Id/PrvtId/Othr/Id"))

    def _party(self, path: str) -> Party:
        name = self._text(f"{path}/Nm")
        if self._find(f"{path}/PstlAdr") is None:
            return Party(name)
        parts = {field: self._said(f"{path}/PstlAdr/{tag}") or "" for field, tag in _ADDRESS.items()}
        return Party(name, PostalAddress(**parts))

    def _hold(self, at: str, count: int, total: Decimal) -> None:
        """The counts and control sums that the file names are those of its debits."""
        if (int(self._text(f"{at}NbOfTxs")), Decimal(self._text(f"{at}CtrlSum"))) != (count, total):
            raise ValueError("a control sum does not hold")

    def _all(self, path: str) -> Iterator["_Reader"]:
        for element in self._element.findall(f"{{{NAMESPACE}}}{path}"):
            yield _Reader(element)

    def _find(self, path: str) -> Element | None:
        return self._element.find("/".join(f"{{{NAMESPACE}}}{local}" for local in path.split("/")))

    def _said(self, path: str) -> str | None:
        found = self._find(path)
        return None if found is None else found.text or ""

    def _text(self, path: str) -> str:
        found = self._said(path)
        if found is None:
            raise ValueError(f"no {path}")
        return found
