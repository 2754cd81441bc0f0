"""The sections that need no workspace: language and look, and who works here."""

from PySide6.QtWidgets import QWidget

from numspot_desk.language.catalog import LANGUAGES
from numspot_desk.language.messages import N_, message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.frame.status_line import ROLES
from numspot_desk.ui.kit.fields import ChoiceField, TextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.look import SIZES, THEMES, apply_look
from numspot_desk.ui.settings.section import Section
from numspot_desk.usecases.person import Person


class LookSection(Section):
    """Language, theme, size of the text."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, N_("Language and look"), "", parent)
        self.language = ChoiceField(context, [("fr", "Français"), ("en", "English")], self)
        self.theme = ChoiceField(context, THEMES, self)
        sizes = [(size, message("{n} points", n=size) if size else N_("Like the system")) for size in SIZES]
        self.points = ChoiceField(context, sizes, self)
        self.add_row(FormRow(context, N_("Language"), self.language, N_("Default: Français"), may_fail=False))
        self.add_row(
            FormRow(context, N_("Theme"), self.theme, N_("Default: like the system"), may_fail=False)
        )
        self.add_row(
            FormRow(context, N_("Text size"), self.points, N_("Default: like the system"), may_fail=False)
        )
        self.language.edited.connect(self._language_chosen)
        self.theme.edited.connect(self._look_chosen)
        self.points.edited.connect(self._look_chosen)
        self.retranslate()
        self.read()

    def read(self) -> None:
        self.language.set_value(self.context.language.code)
        self.theme.set_value(self.context.preferences.get("theme", "system"))
        self.points.setCurrentIndex(max(self.points.findData(self.context.preferences.get("points")), 0))

    def retranslate(self) -> None:
        super().retranslate()
        self.language.set_value(self.context.language.code)

    def _language_chosen(self) -> None:
        chosen = self.language.value()
        self.context.set_language(next(code for code in LANGUAGES if code == chosen))

    def _look_chosen(self) -> None:
        self.context.preferences.put("theme", self.theme.value())
        self.context.preferences.put("points", self.points.value())
        apply_look(self.context)


class PersonSection(Section):
    """Name and declared role."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            N_("You"),
            N_("Your name stands beside each act. The role is declared: nothing proves it here."),
            parent,
        )
        self.name = TextField(context, self)
        self.role = ChoiceField(context, list(ROLES.items()), self)
        self.add_row(FormRow(context, N_("Your name"), self.name, may_fail=False))
        self.add_row(
            FormRow(
                context,
                N_("Role"),
                self.role,
                N_("Default: sales. “Read only” changes nothing in the orders."),
            )
        )
        self.name.edited.connect(self.save_soon)
        self.role.edited.connect(self.save)
        context.person_changed.connect(self.read)
        self.retranslate()
        self.read()

    def read(self) -> None:
        self.name.set_value(self.context.person.name)
        self.role.set_value(self.context.person.role)

    def save(self) -> None:
        person = Person(self.name.value().strip(), self.role.value())
        if person != self.context.person:
            self.context.set_person(person)
