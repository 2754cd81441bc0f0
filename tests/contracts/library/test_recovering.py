"""Values read back from the words of a clause."""

import itertools
from typing import Any

import pytest

from numspot_desk.contracts.library.built_in import built_in
from numspot_desk.contracts.library.clause import LISTED, LibraryClause, Parameter, ParameterKind
from numspot_desk.contracts.library.recovering import differ, recovered
from numspot_desk.contracts.library.rendering import render
from numspot_desk.contracts.library.values import value_fault

CLAUSES = list(built_in().values())


def _some(parameter: Parameter) -> list[Any]:
    """Values of a parameter: the preferred one, the ends of each band, every option."""
    if parameter.kind in LISTED:
        options = [one.value for one in parameter.options]
        return [one == "true" for one in options] if parameter.kind is ParameterKind.FLAG else options
    if parameter.kind is ParameterKind.TEXT:
        return ["Paris (France) et Lyon", "l’« Espace client »"]
    if parameter.kind is ParameterKind.DATE:
        return ["2026-12-01", "2027-02-28"]
    found = [parameter.preferred]
    for band in parameter.ladder:
        for bound in (band.least, band.most):
            if bound is not None:
                text = str(bound)
                found.append(text if isinstance(parameter.preferred, str) else int(text))
    return [one for one in found if one is not None]


@pytest.mark.parametrize("clause", CLAUSES, ids=[one.id for one in CLAUSES])
def test_every_clause_of_the_library_is_read_back_with_its_values(clause: LibraryClause) -> None:
    places = [[(one.name, value) for value in _some(one)[:6]] for one in clause.parameters]
    for chosen in itertools.islice(itertools.product(*places), 60):
        values = dict(chosen)
        if any(value_fault(one, values[one.name]) is not None for one in clause.parameters):
            continue
        back = recovered(clause, render(clause, values).text)
        assert back is not None, values
        assert not differ(back, values)


def test_other_words_give_nothing() -> None:
    clause = built_in()["breach-notice"]
    text = render(clause, clause.preferred).text
    assert recovered(clause, f"{text} Sauf urgence.") is None
    assert recovered(clause, text.replace("(15)", "(16)")) is None
    assert recovered(clause, "") is None
    assert recovered(clause, text.replace(" ", "  ")) == clause.preferred
