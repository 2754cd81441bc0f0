"""Hand direct debits over to the bank: one XML file (pain.008.001.08), held against our own rules, against
the schema where a person has it, and read back before it is kept.

What is collected is chosen in `contracts.collection.debits`; recording that debits were presented is another
intention: the bank decides on that, not the file.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from numspot_desk.contracts.collection.debits import Address, Collection, Payee
from numspot_desk.contracts.collection.message import DebitMessage, debit_message, rewritten
from numspot_desk.contracts.collection.refusals import DebitFault, faults
from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.mandate_life.life import life
from numspot_desk.language.messages import Message, message
from numspot_desk.usecases.mandates.bank_hint import of_another_bank
from numspot_desk.usecases.ports.files import DebitSchema, DebitWriter, FileWriter
from numspot_desk.usecases.refusals import DeskError
from numspot_desk.usecases.settings.creditor_account import CreditorAccount

KIND: Final = "prelevements"


class DebitsRefused(DeskError):
    """The debits may not be handed over; `faults` says why, each at its place. Nothing was written."""

    def __init__(self, found: Sequence[DebitFault]) -> None:
        super().__init__(
            message("These debits cannot be handed over: correct what is listed. Nothing was written.")
        )
        self.faults = tuple(found)


class SchemaDeparted(DeskError):
    """The file would not follow the schema; `departures` says where. Nothing was written."""

    def __init__(self, departures: Sequence[str]) -> None:
        super().__init__(
            message(
                "The file would not follow the schema: nothing was written. Show what is listed to support."
            )
        )
        self.departures = tuple(departures)


@dataclass(frozen=True)
class Rewritten:
    """A name or text that banks take in other characters: its path, how it was typed, how it is written."""

    path: str
    typed: str
    written: str


@dataclass(frozen=True)
class HandedOver:
    """The file that was written, what it says, what was rewritten in it, and what to look at again."""

    path: Path
    sha256: str
    message: DebitMessage
    rewritten: tuple[Rewritten, ...]
    cautions: tuple[DebitFault, ...]


def payee_of(creditor: Creditor, account: CreditorAccount | None = None) -> Payee:
    """The creditor of the settings as the one who collects, on its account; "" for one that is not known."""
    address = Address(creditor.line1, creditor.line2, creditor.postcode, creditor.city, creditor.country)
    number, code = ("", None) if account is None else (account.iban, account.bic)
    return Payee(creditor.legal_name, creditor.ics, number, code, address)


def hand_over_debits(
    collection: Collection,
    today: date,
    writer: DebitWriter,
    files: FileWriter,
    out: Path,
    schema: DebitSchema | None = None,
) -> HandedOver:
    """Write the file of a collection in a folder. Raises `DebitsRefused`, `SchemaDeparted`, `FileRefused`."""
    found = faults(collection, today)
    if found:
        raise DebitsRefused(found)
    said = debit_message(collection, today)
    content = writer.write(said)
    if writer.read(content) != said:
        raise RuntimeError("the written debits read otherwise")
    departures = [] if schema is None else schema.departures(content)
    if departures:
        raise SchemaDeparted(departures)
    path = files.write_all(out, {f"{KIND}-{said.id}.xml": content})[0]
    return HandedOver(
        path=path,
        sha256=hashlib.sha256(content).hexdigest(),
        message=said,
        rewritten=tuple(Rewritten(*one) for one in rewritten(collection)),
        cautions=tuple(_cautions(collection)),
    )


def _cautions(collection: Collection) -> Sequence[DebitFault]:
    accounts = [("creditor.bic", collection.payee.iban, collection.payee.bic)]
    for place, debit in enumerate(collection.debits):
        account = life(debit.facts, collection.collect_on).terms.account
        accounts.append((f"debits[{place}].facts", account.iban, account.bic))
    return [
        DebitFault("bic_of_another_bank", path, _OTHER_BANK)
        for path, iban, bic in accounts
        if bic is not None and of_another_bank(iban, bic)
    ]


_OTHER_BANK: Final[Message] = message(
    "The register of banks knows the bank of this IBAN by another BIC: compare both with the RIB."
)
