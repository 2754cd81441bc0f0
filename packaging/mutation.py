"""`make mutation`: change the rules one small thing at a time, and see whether a test notices.

Every module of time, money, precedence and the identifiers' formulas; arguments name some
(`rules/amounts/refund.py`). A survivor is a gap in the tests, or changes nothing that anybody can see: then
`packaging/mutation_reasons.toml` says why. One without a written reason makes the run fail, as does a reason
whose mutant is gone or noticed. The figures and the reasons are printed in `docs/mutation.md`.
"""

import re
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from forks import Broken
from mutants import SOURCE, Mutant, mutants
from mutation_runs import TestsFail, survivors

REPORT: Final = SOURCE.parent / "docs" / "mutation.md"
REASONS: Final = Path(__file__).with_name("mutation_reasons.toml")
MODULES: Final[Mapping[str, tuple[str, ...]]] = {
    "Time": (
        "rules/time.py",
        "rules/holidays.py",
        "rules/lengths.py",
        "rules/events.py",
        "rules/case.py",
        "rules/table.py",
        "rules/steps.py",
        "rules/counting.py",
        "rules/ends.py",
        "rules/limits.py",
        "rules/lawful.py",
        "rules/readings.py",
        "rules/settled_readings.py",
        "rules/payment_term.py",
    ),
    "Money": (
        "rules/rounding.py",
        "rules/rates.py",
        "rules/order_totals.py",
        "rules/value_added_tax.py",
        "rules/countries.py",
        "rules/amounts/availability.py",
        "rules/amounts/commitments.py",
        "rules/amounts/exclusions.py",
        "rules/amounts/late_payment.py",
        "rules/amounts/liability.py",
        "rules/amounts/penalty.py",
        "rules/amounts/refund.py",
    ),
    "Precedence": (
        "rules/clauses.py",
        "rules/provisions.py",
        "rules/precedence.py",
        "rules/versions.py",
        "rules/changes.py",
        "rules/data_act.py",
        "rules/mandatory_law.py",
        "rules/checklists.py",
    ),
    "Identifiers": (
        "rules/identifiers/errors.py",
        "rules/identifiers/bic.py",
        "rules/identifiers/iban.py",
        "rules/identifiers/ics.py",
        "rules/identifiers/rum.py",
        "rules/identifiers/siren.py",
        "rules/identifiers/siret.py",
        "rules/identifiers/vat.py",
    ),
}
_FIGURES: Final = re.compile(r"^\| `(rules/[^`]+)` \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)
_HEAD: Final = """# Mutants of the rules

`make mutation` changes the modules of time, money, precedence and the identifiers' formulas one small thing
at a time: a comparison or an operator turned, `and` for `or`, a condition negated, branches swapped, a number
one more, a sign dropped, `min` for `max`, `any` for `all`, `break` for `continue`. Annotations, decorators
and assertions for the type checker are left alone. Each mutant meets the tests that reach its statement; one
that breaks the import, or never ends, is noticed as well. The run writes this page.

*Noticed*: a test fails. *Equal*: no test can, for the reason given below, which stands in
`packaging/mutation_reasons.toml`. Nothing else may be left: a survivor without a reason makes the run fail,
and so does a reason without its survivor.
"""


@dataclass(frozen=True)
class Figures:
    """How many mutants a module has, how many a test notices, how many are explained."""

    made: int
    noticed: int
    explained: int


def main(names: Sequence[str]) -> int:
    """Run the mutants of the modules named, or all; 1 when one survives without a reason, or a reason is
    without its mutant; 2 when the tests fail without any mutant."""
    every = [module for modules in MODULES.values() for module in modules]
    unknown = sorted(set(names) - set(every))
    if unknown:
        print(f"not among the modules: {', '.join(unknown)}")
        return 2
    reasons = tomllib.loads(REASONS.read_text(encoding="utf-8")) if REASONS.is_file() else {}
    started = time.monotonic()
    todo = {module: mutants(module) for module in every if not names or module in names}
    try:
        with tempfile.TemporaryDirectory(prefix="numspot-mutation-") as scratch:
            left = survivors([mutant for made in todo.values() for mutant in made], Path(scratch))
    except (Broken, TestsFail) as error:
        print(f"the tests fail on the rules as they are {error}")
        return 2
    figures, faults = {}, 0
    for module, made in todo.items():
        found = [mutant for mutant in left if mutant.module == module]
        given = reasons.get(module, {})
        figures[module] = Figures(len(made), len(made) - len(found), sum(one.key in given for one in found))
        faults += _tell(module, figures[module], found, given)
    REPORT.write_text(_report({**_known(), **figures}, reasons), encoding="utf-8")
    print(f"{faults} to settle; {time.monotonic() - started:.0f} s")
    return 1 if faults else 0


def _tell(module: str, figures: Figures, left: Iterable[Mutant], reasons: Mapping[str, str]) -> int:
    """Print a module's figures and what is to be settled; how many that are."""
    print(f"{module}: {figures.made} mutants, {figures.noticed} noticed, {figures.explained} explained")
    unexplained = sorted((one for one in left if one.key not in reasons), key=lambda one: one.line)
    for mutant in unexplained:
        print(f"  line {mutant.line}: survives without a reason: {mutant.key}")
    needless = reasons.keys() - {one.key for one in left}
    for key in sorted(needless):
        print(f"  a reason without its survivor: {key}")
    return len(unexplained) + len(needless)


def _known() -> dict[str, Figures]:
    """The figures of an earlier run."""
    if not REPORT.is_file():
        return {}
    found = _FIGURES.findall(REPORT.read_text(encoding="utf-8"))
    return {module: Figures(int(made), int(noticed), int(equal)) for module, made, noticed, equal in found}


def _report(figures: Mapping[str, Figures], reasons: Mapping[str, Mapping[str, str]]) -> str:
    parts = [_HEAD]
    for title, modules in MODULES.items():
        parts.append(f"## {title}\n\n| module | mutants | noticed | equal |\n| --- | ---: | ---: | ---: |")
        known = [(module, figures[module]) for module in modules if module in figures]
        parts += [f"| `{module}` | {one.made} | {one.noticed} | {one.explained} |" for module, one in known]
        parts.append("")
    parts.append("## Equal mutants, and why\n\n| module | mutant | reason |\n| --- | --- | --- |")
    for modules in MODULES.values():
        for module in modules:
            rows = reasons.get(module, {}).items()
            parts += [f"| `{module}` | `{key}` | {reason} |" for key, reason in rows]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
