"""How a place of the general terms is cited."""

import pytest

from numspot_desk.language.catalog import load_language
from numspot_desk.usecases.general_terms.citations import cited_place


@pytest.mark.parametrize(
    ("ref", "french", "english"),
    [
        ("CG-P", "CG, préambule", "CG, preamble"),
        ("CG-6", "CG art. 6", "CG art. 6"),
        ("CG-6.3.a", "CG art. 6.3.a", "CG art. 6.3.a"),
        ("CG-1:Client", "CG art. 1, «\u00a0Client\u00a0»", "CG art. 1, “Client”"),
        ("CG-A4", "CG annexe 4", "CG annex 4"),
        ("CG-A1.3", "CG annexe 1, 3", "CG annex 1, 3"),
        ("CG-A2.V.A.11", "CG annexe 2, V.A.11", "CG annex 2, V.A.11"),
        ("CG-A3.SLA6", "CG annexe 3, SLA6", "CG annex 3, SLA6"),
        ("CG-A3/1", "CG annexe 3, 1", "CG annex 3, 1"),
        ("CG-AI", "CG annexe I", "CG annex I"),
        ("CG-AB.2", "CG annexe B, 2", "CG annex B, 2"),
    ],
)
def test_a_place_is_cited_as_in_a_letter(ref: str, french: str, english: str) -> None:
    assert cited_place(ref, load_language("fr")) == french
    assert cited_place(ref, load_language("en")) == english
