"""The list of contracts with a qualification: what is missing in each and until when its certificates hold.

Contracts of a day are computed once and shown a page at a time. No widgets here.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from numspot_desk.language.catalog import Language
from numspot_desk.language.folding import fold
from numspot_desk.language.messages import N_
from numspot_desk.ui.conditions.coverage_words import CHECKLIST_NAMES, day_said, left_said
from numspot_desk.ui.kit.states import state_icon, state_label
from numspot_desk.ui.kit.table import Fetched, PageKey, TableColumn
from numspot_desk.usecases.conditions.coverage_across import ContractCoverage, coverage_across
from numspot_desk.usecases.ports.workspace import Workspace

_NARROWED: Final[dict[str, tuple[str, Callable[[ContractCoverage], bool]]]] = {
    "": (N_("All contracts with a qualification"), lambda _one: True),
    "gaps": (N_("With a subject not covered"), lambda one: one.gaps > 0),
    "blocking": (
        N_("With an HDS or SecNumCloud subject not covered"),
        lambda one: any(held.gaps for name, held in one.standings.items() if name != "DataAct"),
    ),
    "ending": (
        N_("Certificate ended or under 90 days"),
        lambda one: any(held.expired or held.within is not None for held in one.standings.values()),
    ),
    "outlived": (
        N_("Term longer than the certificate"),
        lambda one: any(held.outlived for held in one.standings.values()),
    ),
}
CHOICES: Final = tuple((name, label) for name, (label, _holds) in _NARROWED.items())
"""What the list can be narrowed to: value and msgid."""


@dataclass
class CoverageList:
    """The contracts of a day, narrowed to a choice and a text; `all` is filled by the first page."""

    on: dt.date
    choice: str = ""
    text: str = ""
    all: tuple[ContractCoverage, ...] = ()
    shown: tuple[ContractCoverage, ...] = field(default_factory=tuple)

    def fetch(self, workspace: Workspace, key: PageKey, limit: int) -> Fetched[ContractCoverage]:
        """A page of the contracts; the first one computes them all."""
        if key is None:
            self.all = coverage_across(workspace, self.on)
            self.shown = tuple(one for one in self.all if self._holds(one))
        start = 0 if key is None else int(key[0])
        rows = self.shown[start : start + limit]
        more = start + limit < len(self.shown)
        return Fetched(rows, (start + limit,) if more else None)

    def count(self, _workspace: Workspace) -> int:
        """How many contracts are shown."""
        return len(self.shown)

    def _holds(self, one: ContractCoverage) -> bool:
        said = fold(f"{one.number} {one.client_name}")
        return _NARROWED[self.choice][1](one) and all(piece in said for piece in fold(self.text).split())

    def summary(self, language: Language) -> str:
        """How many contracts there are, and what most of them need."""
        if not self.all:
            return ""
        count = language.ntext(
            "{n} contract with a qualification", "{n} contracts with a qualification", len(self.all)
        )
        gaps = sum(_NARROWED["blocking"][1](one) for one in self.all)
        ending = sum(_NARROWED["ending"][1](one) for one in self.all)
        parts = [
            count,
            language.ntext("{n} with a gap that blocks", "{n} with a gap that blocks", gaps),
            language.ntext("{n} certificate to renew", "{n} certificates to renew", ending),
        ]
        return ", ".join(parts) + "."


def _gaps(checklist: str) -> Callable[[ContractCoverage, Language], str]:
    def said(one: ContractCoverage, language: Language) -> str:
        held = one.standings.get(checklist)
        if held is None:
            return "–"
        if held.gaps:
            return language.ntext("{n} gap", "{n} gaps", len(held.gaps))
        return language.text("covered")

    return said


def _picture(checklist: str) -> Callable[[ContractCoverage], tuple[str, str]]:
    def drawn(one: ContractCoverage) -> tuple[str, str]:
        held = one.standings.get(checklist)
        if held is None:
            return "minus", "muted"
        if not held.gaps:
            return "check", "success"
        return ("warning", "warning") if checklist == "DataAct" else ("error", "problem")

    return drawn


def _certificate(one: ContractCoverage, language: Language) -> str:
    held = one.pressing
    if held is None:
        return language.text("not entered")
    near = left_said(held.left, held.within, language)
    if held.outlived and not near:
        near = language.text("before the term")
    day = day_said(held.valid_until, language)
    return f"{day} · {near}" if near else day


def _number(one: ContractCoverage, language: Language) -> str:
    if one.revision == 1:
        return one.number
    return language.text("{number} (version {revision})", number=one.number, revision=one.revision)


def _alarm(one: ContractCoverage) -> tuple[str, str]:
    held = one.pressing
    if held is None or held.expired:
        return "error", "problem"
    return ("warning", "warning") if held.within is not None or held.outlived else ("check", "success")


COLUMNS: Final[tuple[TableColumn[ContractCoverage], ...]] = (
    TableColumn("number", N_("Order"), _number, 176),
    TableColumn("client", N_("Client"), lambda one, _: one.client_name, 130, stretch=True),
    TableColumn(
        "state",
        N_("State"),
        lambda one, language: language.text(state_label(one.state)),
        120,
        picture=lambda one: state_icon(one.state),
    ),
    *(
        TableColumn(name, label, _gaps(name), 122, picture=_picture(name))
        for name, label in CHECKLIST_NAMES.items()
    ),
    TableColumn("certificate", N_("Certificate until"), _certificate, 240, picture=_alarm),
    TableColumn("terms", N_("General terms"), lambda one, _: one.terms_label or "–", 140, hidden=True),
)
