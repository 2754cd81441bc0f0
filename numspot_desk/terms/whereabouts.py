"""Where a clause that the rules name stands in a version: what was found, apart from how (`rule_clauses`), so
that the store and the start of the application load no comparison of texts.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """A clause that the rules name (`clause`), and where it stands: `ref`, None where that is not sure;
    `proposed` is then the clause that it may be, if any."""

    clause: str
    ref: str | None
    proposed: str | None = None

    @property
    def moved(self) -> bool:
        """Whether it stands under another number, or legal has to say where."""
        return self.ref != self.clause
