"""`make bench`: every bench in one run; fails only when a bench cannot run, not when a goal is missed."""

import sys

from tests.bench import word_set


def main() -> int:
    """Run them all; the number of goals missed is printed, not returned."""
    results = [word_set.bench(times=7)]
    print(f"{sum(results)} of {len(results)} goals met")
    return 0


if __name__ == "__main__":
    sys.exit(main())
