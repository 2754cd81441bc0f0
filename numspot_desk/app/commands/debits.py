"""`mandate pain008`: chosen mandates and amounts in a file, as the XML that banks take (pain.008.001.08)."""

import argparse

from numspot_desk.app.console import Console, Status
from numspot_desk.app.door import open_for_command
from numspot_desk.contracts.collection.debits import Collection
from numspot_desk.contracts.collection.reading import read_collection
from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.given.fact_reading import FactsRefused
from numspot_desk.contracts.mandate_life.facts import Scheme
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.pain008 import DebitFiles
from numspot_desk.documents.pain008_schema import SchemaFile
from numspot_desk.language.messages import message
from numspot_desk.usecases.answers.json_input import Fault, read_object
from numspot_desk.usecases.mandates.debits_of_mandates import known_in, planned_collection, planned_on
from numspot_desk.usecases.mandates.hand_over_debits import (
    DebitsRefused,
    HandedOver,
    SchemaDeparted,
    hand_over_debits,
    payee_of,
)
from numspot_desk.usecases.settings.creditor_account import creditor_account
from numspot_desk.usecases.settings.kept_settings import creditor_of


def hand_over(console: Console, options: argparse.Namespace) -> Status:
    """Write the XML of the debits in a file; blocked where they may not be handed over."""
    name = options.file
    try:
        collection = _collection(console, options)
    except FactsRefused as refused:
        return console.refuse(*(Fault(name, fault.path, fault.message) for fault in refused.faults))
    schema = None if options.schema is None else SchemaFile(options.schema)
    try:
        done = hand_over_debits(collection, console.on, DebitFiles(), FolderFiles(), options.out, schema)
    except DebitsRefused as refused:
        console.refuse(*(Fault(name, fault.path, fault.message) for fault in refused.faults))
        console.say(refused.message)
        return Status.BLOCKED
    except SchemaDeparted as departed:
        for departure in departed.departures:
            console.say(departure)
        console.say(departed.message)
        return Status.BLOCKED
    if schema is None:
        console.say(
            message(
                "The file follows our own rules. The schema pain.008.001.08 of ISO 20022 is not part of this"
                " program: download it from iso20022.org and name it with --schema to have the file held"
                " against it."
            )
        )
    console.answer(_answer(console, options, done))
    return Status.DONE


def _collection(console: Console, options: argparse.Namespace) -> Collection:
    """The collection of the file, with what the workspace knows where one is named: a file without debits
    stands for those that are planned there, of the scheme that is named."""
    document = read_object(options.file)
    if options.workspace is None:
        return read_collection(document, payee_of(Creditor()))
    with open_for_command(console.folder, console.language) as workspace:
        payee = payee_of(creditor_of(workspace), creditor_account(workspace))
        known = known_in(workspace)
        asked = read_collection(document, payee, known, debits_needed=False)
        if "debits" in document:
            return asked
        scheme = None if options.scheme is None else Scheme(options.scheme)
        plans = planned_on(workspace, asked.collect_on)
        return planned_collection(workspace, asked.collect_on, asked.payee, plans, scheme)


def _answer(console: Console, options: argparse.Namespace, done: HandedOver) -> dict[str, object]:
    return {
        "file": done.path,
        "sha256": done.sha256,
        "message": done.message.id,
        "debits": done.message.count,
        "total": done.message.total,
        "batches": [
            {
                "scheme": batch.scheme.value,
                "sequence": batch.sequence,
                "collect_on": batch.collect_on,
                "debits": len(batch.transactions),
                "amended": sum(each.amendment is not None for each in batch.transactions),
                "total": batch.total,
            }
            for batch in done.message.batches
        ],
        "schema": options.schema,
        "rewritten": [
            {"field": one.path, "typed": one.typed, "written": one.written} for one in done.rewritten
        ],
        "cautions": [
            {"code": one.code, "field": one.path, "message": console.language.render(one.message)}
            for one in done.cautions
        ],
    }
