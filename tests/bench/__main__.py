"""`make bench`: every bench in one run; fails only when a bench cannot run, not when a goal is missed."""

import os
import platform
import sys

from tests.bench import (
    agenda,
    clause_verdict,
    compare_terms,
    contracts_by_terms,
    events_csv,
    hierarchy,
    hierarchy_page,
    lists,
    mandates,
    month_view,
    register,
    rules_sheet,
    startup,
    terms_import,
    typing,
    word_set,
)


def main() -> int:
    """Run them all; the number of goals missed is printed, not returned."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.platform()}\n")
    results = [
        *rules_sheet.bench(times=101),
        *startup.bench(times=11),
        word_set.bench(times=11),
        *lists.bench(times=15),
        *typing.bench(times=5),
        *terms_import.bench(times=11),
        *compare_terms.bench(times=11),
        *contracts_by_terms.bench(times=11),
        *register.bench(times=11),
        *mandates.bench(times=11),
        *agenda.bench(times=11),
        *hierarchy.bench(times=101),
        *hierarchy_page.bench(times=11),
        *month_view.bench(times=31),
        *clause_verdict.bench(times=101),
        *events_csv.bench(),
    ]
    print(f"{sum(results)} of {len(results)} goals met")
    return 0


if __name__ == "__main__":
    sys.exit(main())
