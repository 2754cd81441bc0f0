"""What covers a subject, how a certificate stands and what P13 means, in words."""

import datetime as dt
from typing import Final

from numspot_desk.contracts.clauses.coverage import Certificate, CoverRow, CoverState, Matrix, Validity
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_

CHECKLIST_NAMES: Final = {"HDS": N_("HDS"), "SecNumCloud": N_("SecNumCloud"), "DataAct": N_("Data Act")}
STATES: Final = {
    CoverState.ORDER: (N_("By the order"), "check", "success"),
    CoverState.TERMS: (N_("By the general terms"), "terms", "success"),
    CoverState.GAP: (N_("Not covered"), "error", "problem"),
    CoverState.CONDITIONAL: (N_("Only when it applies"), "minus", "muted"),
}
"""What each state is called, its icon and colour."""


def state_said(row: CoverRow, language: Language, *, blocking: bool = True) -> str:
    """How a subject stands; a gap of the Data Act warns and does not block."""
    said = language.text(STATES[row.state][0])
    if row.state is CoverState.GAP and not blocking:
        return language.text("{state} (warning)", state=said)
    return said


def subject_said(row: CoverRow, language: Language) -> str:
    """A subject whole: what it asks, and what covers it."""
    subject, text = row.subject, language.text
    title = subject.title(language.code)
    asked = f"{title} ({subject.framework})" if subject.framework else title
    said = [text("{label}: {value}", label=subject.id, value=asked) + "."]
    if row.clauses:
        said.append(text("Covered by the order: {clauses}.", clauses=", ".join(row.clauses)))
    if row.terms:
        said.append(text("Covered by the general terms: {clauses}.", clauses=", ".join(row.terms)))
    if row.state is CoverState.GAP:
        said.append(text("No clause covers it, of the order or of the general terms."))
    elif row.state is CoverState.CONDITIONAL:
        said.append(text("To be covered only when it applies."))
    return " ".join(said)


def heading(matrix: Matrix, language: Language) -> str:
    """The checklist with how many subjects are covered."""
    name = language.text(CHECKLIST_NAMES[matrix.checklist.id])
    gaps = len(matrix.gaps)
    if not gaps:
        return language.text("{checklist}: nothing is missing", checklist=name)
    return language.ntext(
        "{checklist}: {n} subject not covered", "{checklist}: {n} subjects not covered", gaps, checklist=name
    )


def certificate_said(held: Certificate, language: Language) -> str:
    """The certificate or attestation: what it covers, until when, and what that asks for."""
    text, secnumcloud = language.text, held.kind == "SecNumCloud"
    if held.validity is Validity.MISSING or held.valid_until is None:
        if secnumcloud:
            return text("SecNumCloud attestation: no end of validity is entered.")
        return text("HDS certificate: no end of validity is entered.")
    day = language.formats.date_long(held.valid_until)
    said = (
        text("SecNumCloud attestation valid until {day}", day=day)
        if secnumcloud
        else text("HDS certificate valid until {day}", day=day)
    )
    parts = [said, validity_said(held.left, held.within, language)]
    if held.outlived_by:
        lines = ", ".join(str(position + 1) for position in held.outlived_by)
        parts.append(
            language.ntext(
                "line {lines} goes on after it",
                "lines {lines} go on after it",
                len(held.outlived_by),
                lines=lines,
            )
        )
    scope = text("Scope: {scope}", scope=held.scope) if held.scope else text("Scope not entered")
    return f"{', '.join(part for part in parts if part)}. {scope}."


def validity_said(left: int | None, within: int | None, language: Language) -> str:
    """How near the end of a certificate is; "" for one that is far away."""
    said = left_said(left, within, language)
    if left is None or left < 0 or within is None:
        return said
    return language.text("under {step} days: {left}", step=within, left=said)


def left_said(left: int | None, within: int | None, language: Language) -> str:
    """The days that a certificate still holds, or since when it does not; "" for one that is far away."""
    if left is None:
        return ""
    if left < 0:
        return language.ntext("ended {n} day ago", "ended {n} days ago", -left)
    return "" if within is None else language.ntext("{n} day left", "{n} days left", left)


def day_said(day: dt.date | None, language: Language) -> str:
    """A day of the list, "–" for none."""
    return "–" if day is None else language.formats.date_list(day)


def acceptance_said(language: Language) -> str:
    """P13: what the general terms say of changes does not suffice for a qualified service."""
    return language.text(
        "P13: for a SecNumCloud service, a change of the agreement needs the client’s acceptance (19.1.a)."
        " Use as acceptance (CG-3.1) and the duty to follow changes (CG-3.2) do not suffice."
    )
