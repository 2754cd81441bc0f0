"""What the comparison of two versions shows: its groups by weight, each change and each contract in
words. No Qt.

How a change is found is in `terms.comparing`; what is painted is in `comparison_view`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_
from numspot_desk.terms.aims import Aim, Fate
from numspot_desk.terms.cautions import cautions
from numspot_desk.terms.comparing import Change, Status, Weight
from numspot_desk.terms.slight import Slight
from numspot_desk.terms.word_diff import Mark, Piece
from numspot_desk.ui.terms.terms_words import citation
from numspot_desk.usecases.explaining.rule_names import rule_name
from numspot_desk.usecases.general_terms.compare_terms import ComparedVersions
from numspot_desk.usecases.general_terms.contracts_touched import TouchedContract

STATUS_WORDS: Final[Mapping[Status, str]] = {
    Status.SAME: N_("Unchanged"),
    Status.REWORDED: N_("Reworded"),
    Status.MOVED: N_("Moved"),
    Status.RENUMBERED: N_("Renumbered"),
    Status.ADDED: N_("Added"),
    Status.REMOVED: N_("Removed"),
}
_ICONS: Final[Mapping[Status, tuple[str, str]]] = {
    Status.SAME: ("check", "muted"),
    Status.REWORDED: ("draft", "accent"),
    Status.MOVED: ("moved", "particular"),
    Status.RENUMBERED: ("number", "muted"),
    Status.ADDED: ("plus", "success"),
    Status.REMOVED: ("minus", "problem"),
}
_GROUPS: Final[Mapping[Weight, str]] = {
    Weight.RULES: N_("Touches a rule or a contract"),
    Weight.WORDING: N_("Other wording"),
    Weight.FORM: N_("Form only"),
}


@dataclass(frozen=True)
class Group:
    """The changes of one weight under their heading; `open` when they are shown at once."""

    heading: str
    changes: tuple[Change, ...]
    open: bool


@dataclass(frozen=True)
class Chip:
    """A rule or contract that a change touches: what stands there, the whole of it, a contract's number."""

    text: str
    whole: str
    contract: str | None = None


_LONGEST: Final = 56
_SLIGHT: Final[Mapping[Slight, str]] = {
    Slight.TYPOGRAPHY: N_("Typography only"),
    Slight.REFERENCES: N_("References follow the new numbers"),
}
_MOST_CAUTIONS: Final = 3


class ComparisonPresenter:
    """Words for one comparison in one language."""

    def __init__(self, compared: ComparedVersions, language: Language) -> None:
        self.compared = compared
        self.comparison = compared.comparison
        self._language = language

    def filters(self) -> tuple[tuple[str, str], ...]:
        """What the list can be narrowed to, each with its words and how many there are: "" for all changes, a
        weight, a status."""
        changes, text = self.comparison.changes, self._language.text
        offered = [("", text("All changes"), len(changes))]
        for weight, name in _GROUPS.items():
            offered.append((weight.value, text(name), sum(one.weight is weight for one in changes)))
        for status, name in STATUS_WORDS.items():
            offered.append((status.value, text(name), sum(one.status is status for one in changes)))
        return tuple((value, f"{said} ({count})") for value, said, count in offered if count or not value)

    def groups(self, chosen: str = "") -> tuple[Group, ...]:
        """The changes by weight, the weightiest first; a weight without changes is left out.
        `chosen` narrows them to a weight or a status."""
        found = []
        for weight, name in _GROUPS.items():
            changes = tuple(
                one
                for one in self.comparison.changes
                if one.weight is weight and chosen in ("", one.weight, one.status)
            )
            if changes:
                heading = f"{self._language.text(name)} ({len(changes)})"
                found.append(Group(heading, changes, weight is not Weight.FORM))
        if found and not any(group.open for group in found):
            found[0] = Group(found[0].heading, found[0].changes, True)
        return tuple(found)

    def contracts_heading(self) -> str:
        """Over the contracts to look at, how many they are."""
        name = self._language.text("Contracts to look at")
        return f"{name} ({len(self.compared.contracts.touched)})"

    def contract(self, one: TouchedContract) -> tuple[str, str, tuple[str, str]]:
        """A contract to look at: its number and client, what is the matter with it, its icon."""
        text = self._language.text
        count = sum(aim.dangling for aim in one.aims)
        matter = (
            self._language.ntext(
                "{n} reference leads elsewhere or nowhere", "{n} references lead elsewhere or nowhere", count
            )
            if count
            else text("names a clause that says something else")
        )
        if one.contract.pending:
            matter += " · " + text("sent, not signed")
        sign = ("link", "problem") if count else ("draft", "warning")
        return f"{one.contract.number} {one.contract.client_name}".strip(), matter, sign

    def aims(self, one: TouchedContract) -> str:
        """What became of each clause that a contract names, a line each."""
        return "\n".join(self._aim(aim) for aim in one.aims)

    def _aim(self, aim: Aim) -> str:
        text = self._language.text
        match aim.fate:
            case Fate.REWORDED:
                return text("{ref}: the clause says something else now.", ref=aim.target)
            case Fate.REMOVED if aim.taken:
                return text("{ref}: the clause is gone, another one has its number.", ref=aim.target)
            case Fate.REMOVED:
                return text("{ref}: the clause is gone.", ref=aim.target)
            case Fate.RENUMBERED if aim.taken:
                return text(
                    "{ref}: the clause is {now} now, another one has its number.",
                    ref=aim.target,
                    now=aim.now or "",
                )
            case Fate.RENUMBERED:
                return text("{ref}: the clause is {now} now.", ref=aim.target, now=aim.now or "")

    def contracts_summary(self) -> str:
        """How many contracts are on the older version on the day asked, and how many must be looked at."""
        found, language = self.compared.contracts, self._language
        said = language.ntext(
            "{n} contract on version {label} on {day}",
            "{n} contracts on version {label} on {day}",
            found.count,
            label=self.compared.old.label,
            day=language.formats.date_list(found.on),
        )
        if found.touched:
            said += " · " + language.text(
                "{n} to look at, {dangling} with references that lead elsewhere or nowhere",
                n=len(found.touched),
                dangling=len(found.dangling),
            )
        if refused := len(found.passing.refused):
            said += " · " + language.ntext("{n} refused in time", "{n} refused in time", refused)
        if lacking := len(found.passing.to_accept):
            said += " · " + language.ntext(
                "{n} needs the client’s acceptance (P13)", "{n} need the client’s acceptance (P13)", lacking
            )
        return said

    def cautions(self) -> tuple[str, ...]:
        """What to know before trusting the comparison; the last line counts those that are not shown."""
        said = [self._language.render(one) for one in cautions(self.comparison)]
        rest = len(said) - _MOST_CAUTIONS
        if rest <= 0:
            return tuple(said)
        more = self._language.ntext("and {n} more of these", "and {n} more of these", rest)
        return (*said[:_MOST_CAUTIONS], more)

    def all_cautions(self) -> str:
        """Every caution, a line each."""
        return "\n".join(self._language.render(one) for one in cautions(self.comparison))

    def citation(self, change: Change) -> str:
        """How a letter cites the clause: as it is in the new version, a removed one as it was."""
        version = self.compared.old if change.new is None else self.compared.new
        return citation(change.ref, version.label, self._language)

    def summary(self) -> str:
        """How many clauses have each status, on one line."""
        text, counts = self._language.text, self.comparison.counts.items()
        return " · ".join(
            text("{status}: {count}", status=text(STATUS_WORDS[status]), count=count)
            for status, count in counts
            if count
        )

    def status(self, change: Change) -> str:
        """The status in words, with its place where it also moved."""
        text = self._language.text
        place = text("Renamed") if change.renamed else text(STATUS_WORDS[change.place or change.status])
        said = text(STATUS_WORDS[change.status]) if change.status is Status.REWORDED else place
        if change.status is Status.REWORDED and change.place is not None:
            said += f" · {place}"
        if change.old_ref is not None:
            said += " · " + self._language.text("was {ref}", ref=change.old_ref)
        if change.slight is not None:
            said += " · " + self._language.text(_SLIGHT[change.slight])
        if change.elsewhere is not None and change.new is None:
            said += " · " + self._language.text("its words are in {ref} now", ref=change.elsewhere)
        elif change.elsewhere is not None:
            said += " · " + self._language.text("its words were in {ref}", ref=change.elsewhere)
        return said

    def icon(self, change: Change) -> tuple[str, str]:
        """The icon of the status and the token of its colour."""
        return _ICONS[change.status]

    def heading(self, change: Change) -> str:
        """The reference and the title of the clause; a definition's reference names it already."""
        if change.ref.endswith(f":{change.title}"):
            return change.ref
        return f"{change.ref} {change.title}".strip()

    def chips(self, change: Change) -> tuple[Chip, ...]:
        """The contracts and rules that the change touches."""
        contracts = tuple(self.contract_chip(number) for number in change.contracts)
        rules = []
        for rule in change.rules:
            whole = f"{rule} {rule_name(rule, self._language)}"
            rules.append(Chip(whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST - 1]}…", whole))
        return (*contracts, *rules)

    def contract_chip(self, number: str) -> Chip:
        """A contract to go to."""
        return Chip(number, self._language.text("Contract {number}", number=number), number)

    def sides(self, change: Change) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """The old text with what goes, and the new with what comes."""
        before = tuple(piece for piece in change.pieces if piece.mark is not Mark.INSERTED)
        after = tuple(piece for piece in change.pieces if piece.mark is not Mark.DELETED)
        return before, after

    def spoken(self, pieces: Sequence[Piece]) -> str:
        """A side in words alone, for a screen reader: what goes and what comes between brackets."""
        signs = {
            Mark.KEPT: "{text}",
            Mark.DELETED: self._language.text("[removed: {text}]", text="{text}"),
            Mark.INSERTED: self._language.text("[added: {text}]", text="{text}"),
        }
        return "".join(signs[piece.mark].replace("{text}", piece.text) for piece in pieces)
