"""Signatory powers: up to what amount anybody of legal approves, and who has a power of their own.

People stand one a line, `name ; title ; ceiling`, so that a list can be pasted. What makes sense is decided
by `usecases.settings.change_settings`.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from numspot_desk.contracts.problems import Problem
from numspot_desk.language.messages import N_, message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import AmountField, LongTextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.settings.own_data import saved
from numspot_desk.ui.settings.section import Section
from numspot_desk.usecases.reviews.signing_power import Signatory
from numspot_desk.usecases.roles import may_decide
from numspot_desk.usecases.settings.change_settings import WorkspaceSettings, change_powers, powers_problems

_BETWEEN = ";"


class PowersSection(Section):
    """The ceiling for all, and the list of people."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            N_("Signatory powers"),
            N_("Up to what amount before tax legal approves an order. Names are declared, not proved."),
            parent,
        )
        self.ceiling = AmountField(context, self)
        self.ceiling_row = FormRow(
            context,
            N_("Ceiling for anybody of legal (euros)"),
            self.ceiling,
            N_("Empty: no limit, the default."),
            parent=self,
        )
        self.people = LongTextField(context, 4, self)
        self.people_row = FormRow(
            context,
            N_("People with a power of their own"),
            self.people,
            N_("One a line: name ; title ; ceiling in euros. No ceiling: no limit."),
            parent=self,
        )
        self.add_row(self.ceiling_row)
        self.add_row(self.people_row)
        for field in (self.ceiling, self.people):
            field.edited.connect(self._edited)
        context.person_changed.connect(self._lock_rows)
        self._lock_rows()
        self.retranslate()

    def show_settings(self, settings: WorkspaceSettings) -> None:
        """Show what the workspace holds, unless it means what stands there already."""
        powers = settings.powers
        self.ceiling.set_value("" if powers.ceiling is None else format(powers.ceiling, "f"))
        listed = [_kept(each) for each in powers.signatories]
        if people_of(self.people.value()) != listed:
            self.people.set_value("\n".join(_line(each) for each in listed))
        self._show_problems()

    def save(self) -> None:
        if self._problems():
            return
        ceiling, people = self.ceiling.value(), people_of(self.people.value())
        person, clock = self.context.person, self.context.clock
        self.context.run(
            lambda workspace: change_powers(workspace, ceiling, people, person, clock),
            partial(saved, self.context),
        )

    def _problems(self) -> list[Problem]:
        return powers_problems(self.ceiling.value(), people_of(self.people.value()))

    def _show_problems(self) -> None:
        found = self._problems()
        self.ceiling_row.set_problems([each for each in found if each.field == "ceiling"])
        of_people = [each for each in found if each.field != "ceiling"][:1]
        self.people_row.set_problems([_at_its_line(each, self.people.value()) for each in of_people])

    def _edited(self) -> None:
        self._show_problems()
        self.save_soon()

    def _lock_rows(self) -> None:
        decides = may_decide(self.context.person)
        self.ceiling.setReadOnly(not decides)
        self.people.setReadOnly(not decides)
        self.say_locked("" if decides else N_("Legal alone changes the rules of its reviews."))


def people_of(typed: str) -> list[dict[str, str]]:
    """The people of a typed list; what a line lacks is empty."""
    people = []
    for _number, line in _written_lines(typed):
        name, title, ceiling = ([each.strip() for each in line.split(_BETWEEN)] + ["", ""])[:3]
        people.append({"name": name, "title": title, "ceiling": ceiling})
    return people


def _written_lines(typed: str) -> list[tuple[int, str]]:
    """The lines that name somebody, each with its number in the list as typed."""
    return [(number, line) for number, line in enumerate(typed.splitlines(), start=1) if line.strip()]


def _at_its_line(found: Problem, typed: str) -> Problem:
    """A problem of `signatories[n]…` that says at which line of the typed list it is."""
    position = int(found.field.partition("[")[2].partition("]")[0])
    number, line = _written_lines(typed)[position]
    name = line.partition(_BETWEEN)[0].strip()
    if not name:
        return replace(found, message=message("Line {line}: {said}", line=number, said=found.message))
    told = message("Line {line}, {name}: {said}", line=number, name=name, said=found.message)
    return replace(found, message=told)


def _kept(each: Signatory) -> dict[str, str]:
    ceiling = "" if each.ceiling is None else format(each.ceiling, "f")
    return {"name": each.name, "title": each.title, "ceiling": ceiling}


def _line(each: dict[str, str]) -> str:
    parts: Sequence[str] = [each["name"], each["title"], each["ceiling"]]
    return f" {_BETWEEN} ".join(parts).rstrip(f" {_BETWEEN}")
