"""Each clause carried with the program, one test each."""

import pytest

from numspot_desk.contracts.library.built_in import built_in
from numspot_desk.contracts.library.clause import LibraryClause


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "any_built_in" in metafunc.fixturenames:
        metafunc.parametrize("any_built_in", sorted(built_in()), indirect=True)


@pytest.fixture
def any_built_in(request: pytest.FixtureRequest) -> LibraryClause:
    """One of the clauses of the program."""
    return built_in()[request.param]
