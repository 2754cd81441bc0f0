"""The sentences of the mandate's annex, from terms of our own invention."""

import pytest

from numspot_desk.terms.mandate_annex import LONGEST, MandateAnnex, mandate_annex
from numspot_desk.terms.tree import Line, Node, Terms

GIVES = "Le client laisse le prestataire débiter ce compte de ce qu'il doit."
REFUND = "Sa banque le rembourse pendant huit semaines s'il le lui demande."
NOTICE = "Une notice de la banque dit à chacun ce qu'il peut faire."


def terms(*lines: str, ref: str = "CG-A4", language: str = "fr") -> Terms:
    node = Node(ref, "annex", "Annexe 4 - ", "Mandat", lines=[Line(n, text) for n, text in enumerate(lines)])
    return Terms("CG", language, [node])


def test_sentences_are_told_from_labels_and_keep_their_place() -> None:
    form = ("Raison sociale (*)", "Adresse", GIVES, REFUND, "Le :", "Signature du débiteur :", NOTICE)
    assert mandate_annex(terms(*form)) == MandateAnnex((GIVES, REFUND), (NOTICE,))
    assert mandate_annex(terms(GIVES, REFUND)) == MandateAnnex((GIVES, REFUND))


def test_a_renumbered_annex_is_read_where_it_stands() -> None:
    moved = terms(GIVES, REFUND, ref="CG-A5")
    assert mandate_annex(moved) is None
    assert mandate_annex(moved, "CG-A5") == MandateAnnex((GIVES, REFUND))


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("Le mandat est joint à la commande.",),
        (GIVES,),
        (REFUND,),
        ("Débit autorisé", "Remboursement possible"),
        (GIVES, REFUND, "Une phrase qui se répète bien trop souvent. " * (LONGEST // 40)),
        ("Compte\tdébité de ce qui est dû et remboursé par la banque au client.",),
    ],
)
def test_what_is_no_form_of_a_mandate_gives_none(lines: tuple[str, ...]) -> None:
    assert mandate_annex(terms(*lines)) is None


def test_only_french_terms_word_a_french_form() -> None:
    assert mandate_annex(terms(GIVES, REFUND, language="en")) is None
