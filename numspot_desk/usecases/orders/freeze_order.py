"""From answers to a frozen order: number, RUM, issue date, totals as printed, what else the documents print.

Freezing decides nothing about whether an order may be exported (`export_order` does) and writes nothing
but, for an order of the workspace, the version itself.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.content.filled import Filled
from numspot_desk.contracts.content.frozen import DraftMark, FrozenOrder, GoverningTerms, PrintedTotals
from numspot_desk.contracts.content.parts import common
from numspot_desk.contracts.order.mandate_identity import amended_mandate, scheme_of
from numspot_desk.contracts.order.numbering import mandate_reference, new_suffix
from numspot_desk.contracts.order.order_check import OrderCheck, TermsText
from numspot_desk.contracts.order.order_facts import read_facts
from numspot_desk.rules.order_totals import OrderTotals
from numspot_desk.rules.subjects import CLAUSES
from numspot_desk.usecases.contract.named_facts import named_facts
from numspot_desk.usecases.mandates.former_mandates import former_mandates
from numspot_desk.usecases.orders.printed_facts import printed_facts
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderRecord, OrderVersion
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Chance
from numspot_desk.usecases.settings.kept_settings import creditor_of

EXPORTED: Final = "order.exported"
_FILE_NUMBER_DIGITS: Final = 12


def freeze_from_file(
    answers: Mapping[str, Any],
    check: OrderCheck,
    *,
    draft: bool,
    terms: TermsText | None = None,
    creditor: Creditor | None = None,
) -> FrozenOrder:
    """The frozen order of a file alone: its number is the start of the sha256 of the canonical order,
    it has no issue date and its RUM stays blank."""
    number = f"CMD-{fingerprint(dict(answers))[:_FILE_NUMBER_DIGITS].upper()}"
    return FrozenOrder(
        answers=answers,
        number=number,
        revision=1,
        issued_on=None,
        rum=None,
        creditor=creditor or Creditor(),
        totals=printed_totals(check.totals, answers),
        terms=governing_terms(answers, terms),
        scheme=scheme_of(answers),
        draft=draft_mark_of(check, asked=draft, approved=False),
    )


def freeze_record(
    workspace: Workspace,
    record: OrderRecord,
    check: OrderCheck,
    *,
    issued_on: dt.date | None,
    chance: Chance | None,
    mark: DraftMark | None,
    terms: TermsText | None = None,
    audit_head: str | None = None,
) -> FrozenOrder:
    """The frozen order of a record of the workspace; with an issue date and chance, it has its RUM.

    Only an order with a mandate has one: that of an earlier version where the mandate is amended, else a
    new one. `audit_head` is the digest of the approval that holds for this content.
    """
    creditor, rum, amended = creditor_of(workspace), None, None
    agreed = printed_facts(named_facts(workspace, record.number))
    if issued_on is not None and chance is not None and Filled(record.answers, common()).has("mandate"):
        amended = amended_mandate(former_mandates(workspace, record), record.answers)
        rum = amended.rum if amended is not None else _free_reference(workspace, issued_on.year, chance)
    return FrozenOrder(
        answers=record.answers,
        number=record.number,
        revision=record.revision,
        issued_on=issued_on,
        rum=rum,
        creditor=creditor,
        totals=printed_totals(check.totals, record.answers),
        terms=governing_terms(record.answers, terms),
        scheme=scheme_of(record.answers),
        audit_head=audit_head,
        draft=mark,
        original_ics=amended.ics if amended is not None and amended.ics != creditor.ics else None,
        ranking=agreed.ranking,
        named=agreed.documents,
    )


def keep_version(
    workspace: Workspace, record: OrderRecord, order: FrozenOrder, person: Person, at: dt.datetime
) -> OrderVersion:
    """Keep the frozen order for good and move the record to exported, with its audit row."""
    details = {"number": order.number, "revision": order.revision, "fingerprint": order.fingerprint}
    act = Act(EXPORTED, record.id, person.name, at, details)
    return workspace.orders.freeze(
        record.id, record.row_version, order.data(), order.fingerprint, order.rum, act
    )


def draft_mark_of(
    check: OrderCheck, *, asked: bool, approved: bool, reviewing: bool = False
) -> DraftMark | None:
    """Which draft mark the documents carry: review missing first, then answers missing, then as asked.

    `reviewing`: a review was asked for, whether the order needs one or not; its outcome is awaited.
    """
    if (reviewing or check.has("review_required")) and not approved:
        return DraftMark.REVIEW
    if not check.ready:
        return DraftMark.INCOMPLETE
    return DraftMark.ASKED if asked else None


def governing_terms(answers: Mapping[str, Any], terms: TermsText | None) -> GoverningTerms:
    """The general terms the order names, else those given: of the command, or adopted and in force; with the
    titles of the clauses that the order names and the sentences of the mandate it has, from the text that is
    given."""
    filled = Filled(answers, common())
    given = GoverningTerms()
    if terms is not None:
        named = MappingProxyType(_titles(answers, terms))
        annex = terms.mandate if filled.has("mandate") else None
        given = GoverningTerms(terms.label, terms.published_on, terms.in_force_from, named, annex)
    if not filled.has("general_terms"):
        return given
    return GoverningTerms(
        filled.written("general_terms.label") or given.label,
        filled.day("general_terms.published_on"),
        filled.day("general_terms.in_force_from"),
        given.titles,
        given.mandate,
    )


def _titles(answers: Mapping[str, Any], terms: TermsText) -> dict[str, str]:
    """The titles of the clauses that the order changes, or that speak of what its special conditions do."""
    facts = read_facts(answers)
    named = {one.target.partition("#")[0] for one in facts.derogations}
    blocks = (block.clauses for block in facts.special_conditions)
    subjects = {subject for clauses in blocks for clause in clauses for subject in clause.subjects}
    named |= {ref for subject in subjects for ref in CLAUSES.get(subject, ())}
    return {ref: terms.titles[ref] for ref in sorted(named) if ref in terms.titles}


def printed_totals(totals: OrderTotals | None, answers: Mapping[str, Any]) -> PrintedTotals | None:
    """Totals as printed; None where nothing could be added up."""
    if totals is None:
        return None
    count = Filled(answers, common()).count("lines")
    amounts: dict[int, Decimal] = {line.position: line.amount for line in totals.lines}
    return PrintedTotals(
        lines=tuple(amounts.get(position) for position in range(count)),
        excl_tax=totals.excl_tax,
        vat=totals.vat,
        incl_tax=totals.incl_tax,
        vat_rate=totals.vat_rate,
        vat_regime=None if totals.vat_regime is None else totals.vat_regime.value,
        in_advance=totals.billed_in_advance,
        in_arrears=totals.billed_in_arrears,
        complete=totals.complete,
    )


def _free_reference(workspace: Workspace, year: int, chance: Chance) -> str:
    while True:
        reference = mandate_reference(year, new_suffix(chance.bytes))
        if not workspace.orders.numbers_taken([reference]):
            return reference
