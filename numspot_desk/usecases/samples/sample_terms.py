"""Two fictional versions of general terms, in French and English, for the demonstration and the screenshots.

The texts are data (`resources/sample/terms`), their days counted from today: the first is in force since the
first day of the year, clients may still refuse the second. A workspace of somebody's work never gets them:
what is adopted is adopted for good.
"""

import datetime as dt
from typing import Final

from numspot_desk import bundle
from numspot_desk.terms.reading import read_terms
from numspot_desk.usecases.general_terms.adopt_terms import (
    LANGUAGES,
    Adoption,
    TermsPreview,
    adopt_terms,
    earliest_entry,
)
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.terms import TermsVersion
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Chance, Clock

FIRST: Final = "first"
SECOND: Final = "second"
_LAWYER: Final = Person("Louis Juriste", "legal")
_SINCE: Final = dt.timedelta(7)


def adopt_sample_terms(workspace: Workspace, clock: Clock, chance: Chance) -> tuple[TermsVersion, ...]:
    """Adopt both versions in both languages; all of them or none."""
    with workspace.transaction():
        return tuple(
            adopt_terms(
                workspace,
                sample_preview(version, language),
                sample_adoption(version, language, clock.today()),
                _LAWYER,
                clock,
                chance,
            )[0]
            for version in (FIRST, SECOND)
            for language in LANGUAGES
        )


def sample_preview(version: str, language: str) -> TermsPreview:
    """The text of `FIRST` or `SECOND`, read as an import reads it, in this process: the file is our own."""
    name = f"{version}-{language}.txt"
    content = bundle.resource("sample", "terms", name).read_bytes()
    return TermsPreview(name, content, read_terms(name, content))


def sample_adoption(version: str, language: str, today: dt.date) -> Adoption:
    """The name and the days of a sample version: `SECOND` was published a week ago and enters into force on
    the first day of a month, as early as the terms allow."""
    if version == FIRST:
        start = dt.date(today.year, 1, 1)
        published = start - dt.timedelta(31)
    else:
        published = today - _SINCE
        earliest = earliest_entry(published)
        start = earliest if earliest.day == 1 else (earliest.replace(day=1) + dt.timedelta(32)).replace(day=1)
    return Adoption(f"Exemple {start:%Y-%m}", language, published, start)
