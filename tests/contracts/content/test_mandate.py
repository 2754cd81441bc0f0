"""The mandate has every field of the form (CG-A4), boxed, and is blank where it must be."""

from typing import Any

import pytest

from numspot_desk.contracts.content.blocks import Boxes, Field, Form, Paragraph, Signatures, Text
from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.content.frozen import FrozenOrder, GoverningTerms
from numspot_desk.contracts.content.mandate import blank_mandate, mandate
from numspot_desk.contracts.mandate_life.facts import Scheme
from numspot_desk.terms.mandate_annex import MandateAnnex
from tests.documents.frozen_orders import answers, frozen


def blocks(given: dict[str, Any] | None = None, **changes: Any) -> tuple[Any, ...]:
    document = mandate(frozen(given or answers(), **changes))
    assert document is not None and document.one_page
    return tuple(document.blocks)


def labels(form: Form) -> list[str]:
    return [cell.label for row in form.rows for cell in row]


def test_every_field_of_the_form_is_there() -> None:
    forms = {block.title: block for block in blocks() if isinstance(block, Form)}
    address = ["Adresse *", "Complément d’adresse", "Code postal *", "Ville *", "Pays *"]
    creditor, debtor, bank, contractor = forms.values()
    assert labels(debtor) == ["Raison sociale *", *address] == labels(contractor)
    assert labels(bank) == ["Désignation de l’établissement *", *address]
    values = [inline.value for row in creditor.rows for cell in row for inline in cell.inlines]
    assert "FR15ZZZ588627" in values and "Récurrent" in values and "CORE" in values
    signature = next(block for block in blocks() if isinstance(block, Signatures)).blocks[0]
    assert len(signature.rows) == 4 and "cachet" in signature.frame_label


def test_rum_bic_and_iban_stand_in_boxes() -> None:
    boxes = {block.tag: block for block in blocks() if isinstance(block, Boxes)}
    assert [boxes[tag].count for tag in ("mandate.rum", "mandate.bic", "mandate.iban")] == [17, 11, 34]
    assert boxes["mandate.rum"].value == "NS20267K3Q9XM4"
    given = answers()
    given["mandate"]["iban"] = "fr76 3000\N{NO-BREAK SPACE}6000"
    spaced = next(
        block for block in blocks(given) if isinstance(block, Boxes) and block.tag == "mandate.iban"
    )
    assert spaced.value == "fr7630006000"


def test_a_long_rum_gets_its_boxes_and_a_missing_one_stays_blank() -> None:
    long = next(b for b in blocks(rum="X" * 35) if isinstance(b, Boxes) and b.tag == "mandate.rum")
    assert long.count == 35
    blank = next(b for b in blocks(rum=None) if isinstance(b, Boxes) and b.tag == "mandate.rum")
    assert (blank.value, blank.count) == ("", 17)


def test_a_mandate_without_contractor_leaves_its_fields_blank() -> None:
    given = answers()
    given["mandate"]["contractor"] = None
    contractor = [block for block in blocks(given) if isinstance(block, Form)][-1]
    assert all(cell.inlines == () for row in contractor.rows for cell in row)


def test_an_order_without_a_mandate_has_none() -> None:
    given = answers()
    given["mandate"] = None
    assert mandate(frozen(given)) is None


def sentences(found: tuple[Any, ...]) -> str:
    return " ".join(
        inline.value
        for block in found
        if isinstance(block, Paragraph)
        for inline in block.inlines
        if isinstance(inline, Text | Field)
    )


ANNEX = MandateAnnex(("Le débiteur autorise chaque débit.", "Il peut se le faire rembourser."), ("Notice.",))


def test_the_rights_of_the_debtor_are_said() -> None:
    said = sentences(blocks())
    for fact in ("8 semaines", "13 mois", "36 mois", "un mois", "1978", "RIB"):
        assert fact in said


def test_the_sentences_of_the_governing_terms_stand_in_the_place_of_ours() -> None:
    found = blocks(terms=GoverningTerms("CG", mandate=ANNEX))
    place = next(number for number, block in enumerate(found) if isinstance(block, Signatures))
    assert sentences(found[:place]) == " ".join(ANNEX.above)
    assert "Notice." in sentences(found[place:]) and "RIB" in sentences(found[place:])
    assert "8 semaines" not in sentences(found)


def test_a_b2b_mandate_grants_no_refund_and_asks_the_bank_to_register_it() -> None:
    for terms in (GoverningTerms(), GoverningTerms("CG", mandate=ANNEX)):
        said = sentences(blocks(scheme=Scheme.B2B, terms=terms))
        assert "8 semaines" not in said and "rembourser" not in said and "13 mois" not in said
        assert "n’est pas remboursé" in said and "enregistre" in said
    document = mandate(frozen(answers(), scheme=Scheme.B2B))
    assert document is not None and document.variant == "b2b" and "interentreprises" in document.title
    form = next(block for block in document.blocks if isinstance(block, Form))
    assert "B2B" in [inline.value for row in form.rows for cell in row for inline in cell.inlines]


@pytest.mark.parametrize("scheme", Scheme)
def test_a_blank_form_holds_the_creditor_alone(scheme: Scheme) -> None:
    document = blank_mandate(Creditor(), scheme, ANNEX)
    creditor, *others = [block for block in document.blocks if isinstance(block, Form)]
    assert "FR15ZZZ588627" in [
        inline.value for row in creditor.rows for cell in row for inline in cell.inlines
    ]
    assert all(cell.inlines == () for form in others for row in form.rows for cell in row)
    assert [block.value for block in document.blocks if isinstance(block, Boxes)] == ["", "", ""]
    signature = next(block for block in document.blocks if isinstance(block, Signatures)).blocks[0]
    assert all(inlines == () for _label, inlines in signature.rows)
    assert (ANNEX.above[0] in sentences(tuple(document.blocks))) is (scheme is Scheme.CORE)
    assert document.variant == ("vierge" if scheme is Scheme.CORE else "b2b-vierge")


def test_the_frozen_data_keep_scheme_and_sentences() -> None:
    order = frozen(answers(), scheme=Scheme.B2B, terms=GoverningTerms("CG", mandate=ANNEX))
    again = FrozenOrder.from_data(order.data())
    assert (again.scheme, again.terms.mandate) == (Scheme.B2B, ANNEX)
    assert again.fingerprint == order.fingerprint != frozen(answers(), scheme=Scheme.B2B).fingerprint
    assert "scheme" not in frozen(answers()).data()
