"""What the page of the calculators shows, without Qt: the calculator in hand, what was typed in each, the
answers. Nothing is counted here: `usecases.calculations` answers what was typed.
"""

import copy
import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from numspot_desk.language.catalog import Language, LanguageCode, load_language
from numspot_desk.ui.context import WhyRequest
from numspot_desk.usecases.calculations.calculators import AVAILABILITY, BY_ID, CALCULATORS, PENALTY
from numspot_desk.usecases.calculations.kept_forms import blank
from numspot_desk.usecases.calculations.laws_kept import Laws, known_laws
from numspot_desk.usecases.calculations.outcome import Outcome, calculate
from numspot_desk.usecases.calculations.parts import Calculator, Rates, Rows
from numspot_desk.usecases.calculations.rates_kept import known_rates
from numspot_desk.usecases.calculations.told import Told, told

Typed = dict[str, Any]
_ROW: Final = "services"


class CalculatorsPresenter:
    """One person's calculations; every edit is answered at once."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.chosen: Calculator = CALCULATORS[0]
        self.kept_rates: Mapping[str, Any] = {}
        self.rates: Rates = known_rates()
        self.kept_laws: Mapping[str, Any] = {}
        self.laws: Laws = known_laws()
        self._typed: dict[str, Typed] = {one.id: blank(one) for one in CALCULATORS}
        self._unkept: set[str] = set()
        self.outcome: Outcome = self._answer()

    @property
    def typed(self) -> Typed:
        """What was typed in the calculator in hand."""
        return self._typed[self.chosen.id]

    def typed_in(self, ident: str) -> Typed:
        """What was typed in a calculator."""
        return self._typed[ident]

    def choose(self, ident: str) -> None:
        """Take another calculator; what was typed in each stays."""
        self.chosen = BY_ID.get(ident, self.chosen)
        self.outcome = self._answer()

    def type_in(self, key: str, value: Any) -> None:
        """A value as it stands after a key: text, or the rows of a table."""
        self.typed[key] = value
        self._unkept.add(self.chosen.id)
        self.outcome = self._answer()

    def bring_back(self, kept: Mapping[str, Typed]) -> None:
        """Show what was kept of earlier days; a form in which somebody types already stays as it is."""
        self._typed.update({key: typed for key, typed in kept.items() if key not in self._unkept})
        self.outcome = self._answer()

    def forget(self) -> None:
        """Another workspace: nothing of this one stays."""
        self._typed = {one.id: blank(one) for one in CALCULATORS}
        self._unkept.clear()
        self.outcome = self._answer()

    def to_keep(self) -> dict[str, Typed]:
        """The forms that changed since this was last asked."""
        found = {key: copy.deepcopy(self._typed[key]) for key in sorted(self._unkept)}
        self._unkept.clear()
        return found

    def use_rates(self, kept: Mapping[str, Any]) -> None:
        """Count with the rates that people added, beside those of the rules."""
        self.kept_rates, self.rates = kept, known_rates(kept)
        self.outcome = self._answer()

    def use_laws(self, kept: Mapping[str, Any], today: dt.date) -> None:
        """Count with the laws that legal added, beside those of the rules."""
        self.kept_laws, self.laws = kept, known_laws(kept, today)
        self.outcome = self._answer()

    def clear(self) -> Typed:
        """Empty the form; what was typed comes back, so that it can be put back."""
        former = self.typed
        self.put_back(blank(self.chosen))
        return former

    def put_back(self, typed: Typed) -> None:
        """Show in the calculator in hand what was typed once."""
        self._typed[self.chosen.id] = typed
        self._unkept.add(self.chosen.id)
        self.outcome = self._answer()

    def carry(self) -> bool:
        """Take the level found into the penalty, as a service of its own; whether there is one to take."""
        found = self.outcome.found
        if self.chosen is not AVAILABILITY or found is None:
            return False
        row = {"commitment": self.typed["commitment"], "observed": found.values["observed"]}
        row["all_zones"] = self.typed.get("all_zones", "")
        target = self._typed[PENALTY.id]
        services = [one for one in target[_ROW] if one.get("commitment") not in ("", row["commitment"])]
        target[_ROW] = [*services, row]
        if not target.get("period_end"):
            target["period_end"] = self.typed["period.end"]
        self._unkept.add(PENALTY.id)
        self.choose(PENALTY.id)
        return True

    def told(self, code: LanguageCode | None = None) -> Told | None:
        """The answer in words of a language (the reader's where none is named), None while there is none."""
        found, language = self.outcome.found, self.language if code is None else load_language(code)
        return None if found is None else told(self.chosen, self.typed, found, language)

    def why(self) -> WhyRequest | None:
        """The explanation of the answer."""
        found = self.outcome.found
        return None if found is None else WhyRequest(self.language.text(self.chosen.label), found.why)

    def missing(self) -> list[str]:
        """What is still needed, by the labels of the form."""
        codes = [one.field for one in self.outcome.problems if one not in self.outcome.refused]
        return list(dict.fromkeys(self.label(field) for field in codes))

    def label(self, field: str) -> str:
        """What a field is called: `incidents[1].to` is the column of a row."""
        key, _, rest = field.partition("[")
        text = self.language.text
        part = next((one for one in self.chosen.parts if one.key == key), None)
        if part is None:  # the one fact that no field asks for
            return text("Rates of the European Central Bank")
        if not isinstance(part, Rows) or not rest:
            return text(part.label)
        number, _, column = rest.partition("].")
        named = next((text(one.label) for one in part.columns if one.key == column), "")
        return text(
            "{table}, row {number}: {column}", table=text(part.label), number=int(number) + 1, column=named
        )

    def _answer(self) -> Outcome:
        return calculate(self.chosen, self.typed, self.rates, self.laws)
