"""Reading the question of `rules precedence` and `rules changes`: provisions, the client, and what else
decides (versions of the general terms, betas, documents without rank). Faults are located, nothing guessed.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from numspot_desk.contracts.given.fact_provisions import read_provisions
from numspot_desk.contracts.given.fact_reading import FactsRefused, Reading, at_path
from numspot_desk.contracts.given.facts import read_client
from numspot_desk.contracts.order.order_document import SUBJECTS
from numspot_desk.language.messages import message
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.mandatory_law import Setting
from numspot_desk.rules.precedence import RANKS, WITHOUT_RANK, Context, Outside
from numspot_desk.rules.provisions import Provision
from numspot_desk.rules.settled_readings import InForce, settled_readings
from numspot_desk.rules.versions import History, Version

_NEEDED: Final = ("on", "provisions")
_OPTIONAL: Final = ("client", "readings", "ranking", "beta", "other_documents", "general_terms")
_TERMS_NEEDED: Final = ("signed_on", "versions")
_TERMS_OPTIONAL: Final = ("refusals", "used_on", "accepted", "qualified")


@dataclass(frozen=True)
class PrecedenceAsked:
    """What governs which subject (empty: every one) on which day; `history` when the versions of the general
    terms are among the facts."""

    subject: str
    on: dt.date
    provisions: tuple[Provision, ...]
    setting: Setting
    context: Context
    history: History | None
    held: InForce


def precedence_facts(document: Mapping[str, Any]) -> PrecedenceAsked:
    """The question of `rules precedence`. Raises `FactsRefused` with every fault."""
    return _Reading().asked(document, with_subject=True)


def changes_facts(document: Mapping[str, Any]) -> PrecedenceAsked:
    """The question of `rules changes`: the same without a subject. Raises `FactsRefused`."""
    return _Reading().asked(document, with_subject=False)


class _Reading(Reading):
    """One pass over the document."""

    def asked(self, document: Mapping[str, Any], *, with_subject: bool) -> PrecedenceAsked:
        needed = ("subject", *_NEEDED) if with_subject else _NEEDED
        self.keys("", document, needed, (*needed, *_OPTIONAL))
        subject = self.choice("subject", document["subject"], SUBJECTS) if "subject" in document else ""
        on = self.day("on", document["on"]) if "on" in document else None
        provisions = read_provisions(self, document.get("provisions", []), plain=True)
        setting = read_client(self, document.get("client"))
        context = Context(
            self.ranking(document.get("ranking")), self.beta(document), None, self.outside(document)
        )
        history = self.history(document.get("general_terms"))
        held = self.chosen(document.get("readings", {}))
        if self.faults or on is None:
            raise FactsRefused(tuple(self.faults))
        setting = replace(setting, on=on)
        held = InForce(held.chosen, held.reasons, settled_readings(provisions, on))
        return PrecedenceAsked(str(subject), on, tuple(provisions), setting, context, history, held)

    def ranking(self, value: Any) -> tuple[Document, ...]:
        """The ranking the parties agreed: the three documents, highest first."""
        if value is None:
            return RANKS
        named = [one for one in self.items("ranking", value) if isinstance(one, str)]
        if sorted(named) != sorted(RANKS) or len(named) != len(value):
            said = message("Each of these is expected once: {options}.", options=", ".join(RANKS))
            self.fault("ranking", said)
            return RANKS
        return tuple(Document(one) for one in named)

    def beta(self, document: Mapping[str, Any]) -> bool | None:
        return self.flag("beta", document["beta"]) if document.get("beta") is not None else None

    def outside(self, document: Mapping[str, Any]) -> tuple[Outside, ...]:
        found = []
        for index, item in enumerate(self.items("other_documents", document.get("other_documents", []))):
            path = f"other_documents[{index}]"
            record = self.record(path, item)
            if record is None:
                continue
            self.keys(path, record, ("id", "kind"), ("id", "kind"))
            ident = self.text(at_path(path, "id"), record["id"]) if "id" in record else None
            kind = (
                self.choice(at_path(path, "kind"), record["kind"], WITHOUT_RANK) if "kind" in record else None
            )
            found.append(Outside(str(ident), str(kind)))
        return tuple(sorted(found, key=lambda one: one.id))

    def history(self, value: Any) -> History | None:
        """The versions of the general terms and what the client did about them."""
        if value is None or (record := self.record("general_terms", value)) is None:
            return None
        self.keys("general_terms", record, _TERMS_NEEDED, (*_TERMS_NEEDED, *_TERMS_OPTIONAL))
        path = "general_terms.signed_on"
        signed = self.day(path, record["signed_on"]) if "signed_on" in record else None
        versions = self.versions(record.get("versions", []))
        labels = {version.label for version in versions}
        used = self.days("general_terms.used_on", record.get("used_on", []))
        accepted = self.labels("general_terms.accepted", record.get("accepted", []), labels)
        qualified = self.flag("general_terms.qualified", record.get("qualified", False))
        refusals = self.refusals(record.get("refusals", []), labels)
        if signed is None:
            return None
        return History(signed, versions, refusals, used, accepted, qualified is True)

    def versions(self, value: Any) -> tuple[Version, ...]:
        found: list[Version] = []
        for index, item in enumerate(self.items("general_terms.versions", value)):
            path = f"general_terms.versions[{index}]"
            record = self.record(path, item)
            if record is None:
                continue
            names = ("label", "published_on", "in_force_from")
            self.keys(path, record, names, names)
            label = self.text(at_path(path, "label"), record["label"]) if "label" in record else None
            published, start = (
                self.day(at_path(path, name), record[name]) if name in record else None for name in names[1:]
            )
            if label is not None and any(one.label == label for one in found):
                self.fault(at_path(path, "label"), message("Another version has this name already."))
            if label is not None and published is not None and start is not None:
                found.append(Version(label, published, start))
        return tuple(found)

    def refusals(self, value: Any, labels: set[str]) -> Mapping[str, dt.datetime]:
        found: dict[str, dt.datetime] = {}
        for index, item in enumerate(self.items("general_terms.refusals", value)):
            path = f"general_terms.refusals[{index}]"
            record = self.record(path, item)
            if record is None:
                continue
            self.keys(path, record, ("terms", "at"), ("terms", "at"))
            terms = self.known_label(at_path(path, "terms"), record.get("terms"), labels)
            at = self.instant(at_path(path, "at"), record["at"]) if "at" in record else None
            if terms is not None and at is not None:
                found[terms] = min(at, found.get(terms, at))
        return found

    def known_label(self, path: str, value: Any, labels: set[str]) -> str | None:
        if isinstance(value, str) and value in labels:
            return value
        self.fault(path, message("No version has this name."))
        return None

    def labels(self, path: str, value: Any, labels: set[str]) -> frozenset[str]:
        named = [
            self.known_label(f"{path}[{index}]", one, labels)
            for index, one in enumerate(self.items(path, value))
        ]
        return frozenset(one for one in named if one is not None)

    def days(self, path: str, value: Any) -> tuple[dt.date, ...]:
        found = [self.day(f"{path}[{index}]", one) for index, one in enumerate(self.items(path, value))]
        return tuple(sorted(day for day in found if day is not None))
