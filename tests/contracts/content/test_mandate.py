"""The mandate has every field of the form (CG-A4), boxed, and is blank where it must be."""

from typing import Any

from numspot_desk.contracts.content.blocks import Boxes, Field, Form, Paragraph, Signatures, Text
from numspot_desk.contracts.content.mandate import mandate
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


def test_the_rights_of_the_debtor_are_said() -> None:
    said = " ".join(
        inline.value
        for block in blocks()
        if isinstance(block, Paragraph)
        for inline in block.inlines
        if isinstance(inline, Text | Field)
    )
    for fact in ("8 semaines", "13 mois", "36 mois", "un mois", "1978", "RIB"):
        assert fact in said
