"""The list of contracts by version: what it shows, how it is narrowed, what can be entered of a contract.

Contracts of a day are computed once and shown a page at a time; the rules are
`usecases.general_terms.contracts_by_terms`. No widgets here.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from numspot_desk.language.catalog import Language
from numspot_desk.language.folding import fold
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.ui.kit.table import Fetched, PageKey, TableColumn
from numspot_desk.usecases.contract.contract_facts import ENDED, USED
from numspot_desk.usecases.general_terms.contracts_by_terms import (
    ContractTerms,
    contracts_by_terms,
    refusal_day,
)
from numspot_desk.usecases.orders.export_order_list import ListColumn
from numspot_desk.usecases.ports.events import ContractEvent
from numspot_desk.usecases.ports.files import Sheet
from numspot_desk.usecases.ports.terms import TermsVersion
from numspot_desk.usecases.ports.workspace import Workspace

REFUSED: Final = "refused:"
"""Before the label of a version that the client refused, among what can be entered of a contract."""
ON_VERSION: Final = "on:"
_NARROWED: Final[dict[str, tuple[str, Callable[[ContractTerms], bool]]]] = {
    "may_refuse": (N_("May still refuse a version"), lambda one: bool(one.may_refuse)),
    "refused": (N_("Refused a version"), lambda one: one.refusal is not None),
    "lacking": (N_("Acceptance to obtain (P13)"), lambda one: bool(one.binding.insufficient)),
    "ended": (N_("Ended"), lambda one: one.ended_on is not None),
    "none": (N_("On no version"), lambda one: one.label is None and one.ended_on is None),
}


@dataclass
class ContractList:
    """The contracts of a day, narrowed by a choice and by words; computed when the first page is asked."""

    day: dt.date
    choice: str = ""
    text: str = ""
    all: tuple[ContractTerms, ...] = ()
    shown: list[ContractTerms] = field(default_factory=list)

    def fetch(self, workspace: Workspace, key: PageKey, limit: int) -> Fetched[ContractTerms]:
        """One page of the contracts; the first one reads them all anew."""
        start = 0 if key is None else key[0]
        if key is None:
            self.all = contracts_by_terms(workspace, self.day)
            wanted = fold(self.text)
            self.shown = [one for one in self.all if self._holds(one, wanted)]
        end = start + limit
        return Fetched(self.shown[start:end], (end,) if end < len(self.shown) else None)

    def count(self, workspace: Workspace) -> int:
        """How many are shown in all."""
        return len(self.shown)

    def _holds(self, one: ContractTerms, wanted: str) -> bool:
        if self.choice.startswith(ON_VERSION):
            if one.label != self.choice.removeprefix(ON_VERSION):
                return False
        elif self.choice and not _NARROWED[self.choice][1](one):
            return False
        return not wanted or wanted in fold(f"{one.number} {one.client_name}")

    def choices(self) -> list[tuple[str, Message]]:
        """What the list can be narrowed to: the versions that bind a contract, and what waits."""
        labels = sorted({one.label for one in self.all if one.label is not None}, reverse=True)
        return [
            ("", message("All contracts")),
            *((f"{ON_VERSION}{label}", message("On version {label}", label=label)) for label in labels),
            *((name, Message(said)) for name, (said, _) in _NARROWED.items()),
        ]

    def summary(self, language: Language) -> str:
        """How many contracts stand on which version, and what is to be known of them."""
        if not self.all:
            return language.text("No contract is signed yet.")
        by_label = Counter(one.label for one in self.all if one.label is not None)
        parts = [
            language.ntext("{n} contract on {label}", "{n} contracts on {label}", count, label=label)
            for label, count in by_label.most_common()
        ]
        ended = sum(one.ended_on is not None for one in self.all)
        unbound = len(self.all) - by_label.total() - ended
        refused = sum(one.refusal is not None for one in self.all)
        waiting = sum(bool(one.may_refuse) for one in self.all)
        lacking = sum(bool(one.binding.insufficient) for one in self.all)
        told = (
            (unbound, language.ntext("{n} contract on no version", "{n} contracts on no version", unbound)),
            (ended, language.ntext("{n} ended", "{n} ended", ended)),
            (refused, language.ntext("{n} refusal", "{n} refusals", refused)),
            (waiting, language.ntext("{n} may still refuse", "{n} may still refuse", waiting)),
            (
                lacking,
                language.ntext(
                    "{n} needs the client’s acceptance (P13)",
                    "{n} need the client’s acceptance (P13)",
                    lacking,
                ),
            ),
        )
        parts += [sentence for count, sentence in told if count]
        return " · ".join(parts)

    def sheet(self, language: Language) -> Sheet:
        """What is shown, every row of it, as a sheet."""
        columns = [ListColumn(language.text(column.label), lambda _: None) for column in COLUMNS]
        rows: list[Sequence[Any]] = [
            [_cell(column, one, language) for column in COLUMNS] for one in self.shown
        ]
        title = language.text("Contracts by version")
        return Sheet(title, [one.heading for one in columns], rows, language.code == "fr")


def situation(one: ContractTerms) -> Message:
    """What a person must know of a contract besides its version."""
    if one.ended_on is not None:
        return message("Ended on {day}", day=one.ended_on)
    if one.binding.version is None and one.binding.why.label == "version.none":
        return message("Signed on {day}", day=one.signed_on)
    ends_on = one.binding.ends_on
    if one.refusal is not None and ends_on is not None:
        said = {"label": one.refusal.label, "day": refusal_day(one.refusal), "end": ends_on}
        used = [day for day in one.used_on if day > refusal_day(one.refusal)]
        if used:
            return message(
                "Refused {label} on {day}, services used on {used} (R19): the contract ends on {end}",
                used=max(used),
                **said,
            )
        return message("Refused {label} on {day}: the contract ends on {end}", **said)
    if one.may_refuse:
        nearest = min(one.may_refuse, key=lambda version: version.in_force_from)
        last = nearest.in_force_from - dt.timedelta(1)
        return message("May refuse {label} until {day}", label=nearest.label, day=last)
    if one.binding.insufficient:
        return message(
            "Use is no acceptance for SecNumCloud: have {labels} accepted (P13)",
            labels=", ".join(one.binding.insufficient),
        )
    return message("Signed on {day}", day=one.signed_on)


def may_enter(one: ContractTerms | None) -> list[tuple[str, Message]]:
    """What can be entered of a contract: the versions that its client may refuse, a day of use, its end; at
    last the refusals that came in time for a version in force since."""
    if one is None:
        return []
    late = [version for version in one.refusable if version not in one.may_refuse]
    return [
        *map(_refused, one.may_refuse),
        (USED, message("The services were used")),
        (ENDED, message("Last day of the contract")),
        *map(_refused, late),
    ]


def _refused(version: TermsVersion) -> tuple[str, Message]:
    return f"{REFUSED}{version.label}", message("The client refused version {label}", label=version.label)


def fact_said(event: ContractEvent) -> Message:
    """A fact that was entered, in words."""
    day = event.on
    if event.kind == USED:
        return message("Services used on {day}", day=day)
    return message("Contract ended on {day}", day=day)


def _version(one: ContractTerms, language: Language) -> str:
    return one.label or language.text("none")


COLUMNS: Final[tuple[TableColumn[ContractTerms], ...]] = (
    TableColumn("number", N_("Order"), lambda one, _: one.number, 190),
    TableColumn("client", N_("Client"), lambda one, _: one.client_name, 220),
    TableColumn("version", N_("Version"), _version, 150),
    TableColumn(
        "situation", N_("Situation"), lambda one, language: language.render(situation(one)), 260, stretch=True
    ),
    TableColumn(
        "signed",
        N_("Signed on"),
        lambda one, language: language.formats.date_list(one.signed_on),
        120,
        hidden=True,
        value=lambda one: one.signed_on,
    ),
)


def _cell(column: TableColumn[ContractTerms], one: ContractTerms, language: Language) -> Any:
    return column.text(one, language) if column.value is None else column.value(one)
