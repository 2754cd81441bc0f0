"""Checks on derogations and the payment term: their target, what the law makes void (P8, P12), open
conflicts (P2), and the terms that leave the usual end of month.
"""

import datetime as dt
from collections.abc import Iterator, Mapping

from numspot_desk.contracts.clauses.void_words import void_message
from numspot_desk.contracts.order.order_facts import DerogationFacts, OrderFacts
from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.contracts.shown import shown
from numspot_desk.language.messages import Message, message
from numspot_desk.rules import clauses, countries
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.explain import Step
from numspot_desk.rules.lengths import LONGEST, is_count
from numspot_desk.rules.mandatory_law import Setting, void_by_law
from numspot_desk.rules.payment_term import (
    GENERAL_TERMS,
    PERIODIC_DAYS,
    Buyer,
    PaymentTerm,
    TermVerdict,
    buyer,
    from_data,
    verdict,
)
from numspot_desk.rules.precedence import conflicting
from numspot_desk.rules.provisions import Effect, Provision
from numspot_desk.rules.value_added_tax import french_territory

_DUE = "CG-A1.1"


def derogation_problems(
    facts: OrderFacts,
    as_of: dt.date,
    terms_references: frozenset[str] | None,
    moved: Mapping[str, str] | None = None,
) -> Iterator[Problem]:
    """Every fault of the derogations, the payment term excepted. `moved`: clauses that have another number in
    the governing general terms."""
    setting = setting_of(facts, as_of)
    seen: set[str] = set()
    for derogation in facts.derogations:
        path = f"derogations[{derogation.position}]"
        if derogation.id and derogation.id in seen:
            yield problem(
                "invalid_value",
                f"{path}.id",
                message("Two derogations have the id {id}. Give each its own.", id=shown(derogation.id)),
            )
        seen.add(derogation.id)
        yield from _lengths(derogation, path)
        if derogation.target and not clauses.known(derogation.target, terms_references):
            yield _unknown_target(derogation, path, moved or {})
        yield from _void(derogation, setting, path)
    yield from _conflicts(facts)


def _lengths(derogation: DerogationFacts, path: str) -> Iterator[Problem]:
    """A length that the rules could not count: in words, negative, with a part of a day, out of reach."""
    for unit, most in LONGEST.items():
        value = derogation.data.get(unit)
        if not isinstance(value, str | int) or is_count(value, most):
            continue  # of another shape: said with the shape
        said = message(
            "“{value}” is no length that can be counted. Write it in figures, or leave it empty.",
            value=shown(str(value)),
        )
        yield problem("invalid_value", f"{path}.data.{unit}", said)


def _unknown_target(derogation: DerogationFacts, path: str, moved: Mapping[str, str]) -> Problem:
    target = shown(derogation.target)
    if derogation.target in moved:
        said = message(
            "The governing general terms have no clause {clause}: it is {ref} there. Choose that one if it is"
            " meant.",
            clause=target,
            ref=moved[derogation.target],
        )
    else:
        said = message(
            "The general terms have no clause {clause}. Choose the clause that this one changes.",
            clause=target,
        )
    return problem("target_clause_unknown", f"{path}.target", said, clause="CG-2.2")


def setting_of(facts: OrderFacts, as_of: dt.date) -> Setting:
    """Whom the law protects in this order: the kind of buyer, and whether it is in the Union."""
    client = facts.client
    territory = french_territory(client.address.country, client.address.postcode) or client.address.country
    who = buyer(public_body=client.public_body, legal_form=client.legal_form)
    return Setting(who, countries.in_union(territory), as_of)


def provision_of(derogation: DerogationFacts) -> Provision | None:
    """The derogation as the rules take it, or None while its subject or effect is not chosen."""
    if not derogation.subject or not derogation.effect:
        return None
    return Provision(
        id=f"{derogation.position:06d}",
        document=Document.PARTICULAR,
        clause=f"CP-{derogation.position + 1}",
        subject=derogation.subject,
        effect=Effect(derogation.effect),
        data=derogation.data,
        target=derogation.target or None,
        wording=" ".join(derogation.text.split()),
    )


def _void(derogation: DerogationFacts, setting: Setting, path: str) -> Iterator[Problem]:
    provision = provision_of(derogation)
    if provision is None:
        return
    void = void_by_law(provision, setting)
    if void is None:
        return
    yield problem("void_clause", path, void_message(void), clause=void.law, why=void.why)


def _conflicts(facts: OrderFacts) -> Iterator[Problem]:
    by_position = {derogation.position: derogation for derogation in facts.derogations}
    provisions = [found for d in facts.derogations if (found := provision_of(d)) is not None]
    by_subject: dict[str, list[Provision]] = {}
    for provision in provisions:
        by_subject.setdefault(provision.subject, []).append(provision)
    for group in (found for same in by_subject.values() for found in conflicting(same)):
        first, *others = [by_position[int(provision.id)] for provision in group]
        for other in others:
            yield problem(
                "open_conflict",
                f"derogations[{other.position}]",
                message(
                    "Derogations {first} and {other} differ on one point and have the same rank. Keep one.",
                    first=shown(first.id),
                    other=shown(other.id),
                ),
                clause="CG-2.2",
                why=Step("precedence.open_conflict", (first.id, other.id), ("CG-2.2",)),
            )


# ── Payment term ─────────────────────────────────────────────────────────────────────────────────────


def payment_problems(facts: OrderFacts) -> Iterator[Problem]:
    """The payment term of the order and of its derogations, held against the law and against each other."""
    client = facts.client
    who = buyer(public_body=client.public_body, legal_form=client.legal_form)
    agreed = agreed_terms(facts)
    for field, term in agreed.items():
        found = verdict(term, who)
        if not found.lawful:
            yield _over_maximum(field, term, found)
    yield from _derogation_from_month_end(agreed, who)
    stated = facts.payment_term
    if stated is None:
        return
    for field, term in agreed.items():
        if field != "payment.term" and term != stated:
            yield problem(
                "open_conflict",
                "payment.term",
                message(
                    "The order says {order}, its derogation {derogation}. Keep one payment term.",
                    order=term_text(stated),
                    derogation=term_text(term),
                ),
                clause="CG-2.2",
                why=Step("precedence.open_conflict", ("payment.term", field), ("CG-2.2", _DUE)),
            )


def agreed_terms(facts: OrderFacts) -> Mapping[str, PaymentTerm]:
    """Every payment term that the order states, by the path where it does."""
    agreed: dict[str, PaymentTerm] = {}
    if facts.payment_term is not None:
        agreed["payment.term"] = facts.payment_term
    for derogation in facts.derogations:
        if derogation.subject == "payment_term" and (term := from_data(derogation.data)) is not None:
            agreed[f"derogations[{derogation.position}]"] = term
    return agreed


def term_text(term: PaymentTerm) -> Message:
    """The term in words."""
    if not term.end_of_month:
        return message("{days} days from the invoice", days=term.days)
    if term.days == 0:
        return message("end of the month of the invoice")
    return message("{days} days from the invoice, then end of month", days=term.days)


def _over_maximum(field: str, term: PaymentTerm, found: TermVerdict) -> Problem:
    maximum = found.maximum
    if term.end_of_month and maximum.days_end_of_month is not None:
        sentence = message(
            "{term} is over the legal maximum of {most} days end of month ({law}). Shorten it.",
            term=term_text(term),
            most=maximum.days_end_of_month,
            law=maximum.law,
        )
    else:
        sentence = message(
            "{term} is over the legal maximum of {most} days ({law}). Shorten it.",
            term=term_text(term),
            most=maximum.days,
            law=maximum.law,
        )
    return problem("payment_term_over_legal_maximum", field, sentence, clause=maximum.law, why=found.why)


def _derogation_from_month_end(agreed: Mapping[str, PaymentTerm], who: Buyer) -> Iterator[Problem]:
    """One warning where a term leaves the end of month, one more where R18 could make it void."""
    other = {field: term for field, term in agreed.items() if term != GENERAL_TERMS}
    if not other:
        return
    lawful = {field: term for field, term in other.items() if verdict(term, who).lawful}
    field, term = next(iter((lawful or other).items()))
    if lawful:
        sentence = message(
            "{term} replaces the end of the month of the general terms. Check that it is wanted.",
            term=term_text(term),
        )
    else:
        sentence = message(
            "Void as it stands, this payment term replaces nothing: the end of the month of the general terms"
            " still applies."
        )
    yield problem("payment_derogation", field, sentence, clause=_DUE, why=verdict(term, who).why)
    for field, term in other.items():
        found = verdict(term, who)
        if found.lawful and found.over_periodic:
            yield problem(
                "payment_derogation",
                field,
                message(
                    "{term} can exceed {most} days: if monthly cloud invoices count as periodic (R18), it is "
                    "void. Ask legal.",
                    term=term_text(term),
                    most=PERIODIC_DAYS,
                ),
                clause="R18",
                why=found.why,
            )
            return
