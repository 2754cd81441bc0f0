"""What becomes of the clauses that a contract names, when the terms around them change."""

from collections.abc import Sequence

import pytest

from numspot_desk.terms.aims import Aim, Fate, aims
from tests.terms.edited_terms import compared

_INSERTED = [
    ("renumber", "3", "1"),
    ("replace", "ARTICLE 4. Service", "ARTICLE 3. Accueil\n\nUn pilote accueille.\n\nARTICLE 4. Service"),
]


@pytest.mark.parametrize(
    ("edits", "targets", "expected"),
    [
        ([], ["CG-2.2", "CG-6.a"], []),
        ([("replace", "(7) jours. Son", "(9) jours. Son")], ["CG-2.2"], [("CG-2.2", "reworded", "CG-2.2")]),
        ([("replace", "(7) jours. Son", "(9) jours. Son")], ["CG-2.1"], []),
        ([("replace", "(7) jours. Son", "(9) jours. Son")], ["CG-2"], [("CG-2", "reworded", "CG-2")]),
        ([("replace", "l'entretenir, après", "l’entretenir , après")], ["CG-3.3"], []),
        (_INSERTED, ["CG-3.1", "CG-2.1"], [("CG-3.1", "renumbered", "CG-4.1", False)]),
        (_INSERTED, ["CG-4.1"], [("CG-4.1", "renumbered", "CG-5.1", True)]),
        ([("cut", "3. Entretien", "ARTICLE 4.")], ["CG-3.3"], [("CG-3.3", "removed", None, False)]),
        (
            [("cut", "2. Brouillard", "3. Entretien"), ("replace", "3. Entretien", "2. Entretien")],
            ["CG-3.2", "CG-3.3"],
            [("CG-3.2", "removed", None, True), ("CG-3.3", "renumbered", "CG-3.2", False)],
        ),
        ([("cut", "Créneau : ", "Gardien :")], ["CG-1:Créneau"], [("CG-1:Créneau", "removed", None, False)]),
        (_INSERTED, ["CG-5.4.z"], [("CG-5.4.z", "renumbered", "CG-6", False)]),
        (_INSERTED, ["CG-99", "not a clause", "CP-4"], []),
    ],
)
def test_what_became_of_a_target(
    edits: list[Sequence[str]], targets: list[str], expected: list[tuple[str, str, str | None]]
) -> None:
    wanted = tuple(Aim(target, Fate(fate), *rest) for target, fate, *rest in expected)
    assert aims(compared(edits), targets) == wanted


def test_dangling_references_come_first() -> None:
    changed = [*_INSERTED, ("replace", "sept (7) jours. Son", "dix (10) jours. Son")]
    found = aims(compared(changed), ["CG-2.2", "CG-4.1"])
    assert [(aim.target, aim.dangling) for aim in found] == [("CG-4.1", True), ("CG-2.2", False)]
