"""The form of the mandate in Word: every field comes back, whatever its scheme and whoever words it."""

import pytest

from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.content.frozen import GoverningTerms
from numspot_desk.contracts.content.mandate import blank_mandate, mandate
from numspot_desk.contracts.mandate_life.facts import Scheme
from numspot_desk.documents.word import WordFiles
from numspot_desk.terms.mandate_annex import MandateAnnex
from tests.documents.frozen_orders import answers, frozen
from tests.documents.word_reading import controls, lines

ANNEX = MandateAnnex(("Le débiteur autorise chaque débit <de> ce compte & sa banque.",), ("Elle rembourse.",))


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("annex", [None, ANNEX], ids=["own words", "annex"])
def test_every_field_is_read_back(scheme: Scheme, annex: MandateAnnex | None) -> None:
    given = answers()
    document = mandate(frozen(given, scheme=scheme, terms=GoverningTerms("CG", mandate=annex)))
    assert document is not None
    found = controls(WordFiles().write(document))
    party = given["mandate"]
    for block in ("debtor", "bank"):
        assert found[f"mandate.{block}.name"] == party[block]["name"]
        for part in ("line1", "postcode", "city"):
            assert found[f"mandate.{block}.address.{part}"] == party[block]["address"][part]
        assert found[f"mandate.{block}.address.country"] == "France"
    assert found["mandate.iban"] == "".join(party["iban"].split())
    assert found["mandate.bic"] == party["bic"]
    assert (found["mandate.rum"], found["creditor.ics"]) == ("NS20267K3Q9XM4", "FR15ZZZ588627")


def test_the_sentences_of_an_annex_are_printed_as_they_stand() -> None:
    document = mandate(frozen(answers(), terms=GoverningTerms("CG", mandate=ANNEX)))
    assert document is not None
    printed = lines(WordFiles().write(document))
    assert all(sentence in printed for sentence in ANNEX.above + ANNEX.below)


def test_a_blank_form_has_empty_boxes() -> None:
    found = controls(WordFiles().write(blank_mandate(Creditor())))
    assert {tag: found[tag] for tag in ("mandate.rum", "mandate.bic", "mandate.iban")} == {
        "mandate.rum": "",
        "mandate.bic": "",
        "mandate.iban": "",
    }
    assert not [tag for tag in found if tag.startswith(("mandate.debtor", "mandate.bank", "contacts"))]
