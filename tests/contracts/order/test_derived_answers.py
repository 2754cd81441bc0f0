"""Answers that follow from others, and never run over what a person typed."""

from numspot_desk.contracts.order.derived_answers import derive, own_mandate, region_of, vat_number
from numspot_desk.contracts.order.order_document import blank_order, get, put


def _start() -> dict:
    return dict(derive(blank_order(), blank_order()))


def _edit(answers: dict, *edits: tuple[str, object]) -> dict:
    for path, value in edits:
        answers = dict(derive(answers, put(answers, path, value)))
    return answers


def test_the_vat_number_follows_a_valid_siren() -> None:
    answers = _edit(_start(), ("client.siren", "384 512 349"))
    assert get(answers, "client.vat_number") == "FR61384512349"


def test_a_wrong_siren_gives_no_vat_number_and_a_corrected_one_does() -> None:
    answers = _edit(_start(), ("client.siren", "384512349"), ("client.siren", "38451234"))
    assert get(answers, "client.vat_number") is None
    answers = _edit(answers, ("client.siren", "512345679"))
    assert get(answers, "client.vat_number") == "FR75512345679"


def test_a_typed_vat_number_stays() -> None:
    answers = _edit(_start(), ("client.vat_number", "FR00384512349"), ("client.siren", "384512349"))
    assert get(answers, "client.vat_number") == "FR00384512349"


def test_a_cleared_vat_number_stays_cleared_until_the_siren_starts_anew() -> None:
    answers = _edit(_start(), ("client.siren", "384512349"), ("client.vat_number", None))
    assert get(answers, "client.vat_number") is None
    answers = _edit(answers, ("client.legal_name", "Atelier"))
    assert get(answers, "client.vat_number") is None


def test_a_client_elsewhere_has_no_french_vat_number() -> None:
    answers = _edit(_start(), ("client.address.country", "DE"), ("client.siren", "384512349"))
    assert vat_number(answers) is None
    assert get(answers, "client.vat_number") is None


def test_a_valid_siren_proposes_france_and_never_replaces_a_country() -> None:
    assert get(_edit(_start(), ("client.siren", "384512349")), "client.address.country") == "FR"
    assert get(_edit(_start(), ("client.siren", "384512340")), "client.address.country") is None
    abroad = _edit(_start(), ("client.address.country", "BE"), ("client.siren", "384512349"))
    assert get(abroad, "client.address.country") == "BE"


def test_the_debtor_is_the_client_until_somebody_says_otherwise() -> None:
    answers = _edit(_start(), ("client.legal_name", "Atelier"), ("client.address.city", "Lyon"))
    assert get(answers, "mandate.debtor.name") == "Atelier"
    assert get(answers, "mandate.debtor.address.city") == "Lyon"
    assert get(answers, "mandate.place") == "Lyon"
    answers = _edit(answers, ("mandate.debtor.name", "Holding"), ("client.legal_name", "Atelier Exemple"))
    assert get(answers, "mandate.debtor.name") == "Holding"


def test_a_transfer_needs_no_mandate_and_direct_debit_brings_one() -> None:
    answers = _edit(_start(), ("client.legal_name", "Atelier"), ("payment.means", "transfer"))
    assert get(answers, "mandate") is None
    answers = _edit(answers, ("payment.means", "direct_debit"))
    assert answers["mandate"] == own_mandate(answers)
    assert get(answers, "mandate.debtor.name") == "Atelier"


def test_a_mandate_somebody_filled_in_survives_another_means_of_payment() -> None:
    answers = _edit(_start(), ("mandate.iban", "FR76"), ("payment.means", "transfer"))
    assert get(answers, "mandate.iban") == "FR76"


def test_a_public_body_is_asked_for_its_chorus_data() -> None:
    answers = _edit(_start(), ("client.public_body", True))
    assert answers["public_procurement"] == {"siret": None, "service_code": None, "engagement_number": None}
    assert _edit(answers, ("client.public_body", False))["public_procurement"] is None
    filled = _edit(answers, ("public_procurement.service_code", "DSI"), ("client.public_body", False))
    assert get(filled, "public_procurement.service_code") == "DSI"


def _with_lines() -> dict:
    return _edit(
        _start(),
        ("technical_accounts[0].id", "A1"),
        ("technical_accounts[0].region", "eu-west-2"),
        ("technical_accounts[1].id", "A2"),
        ("technical_accounts[1].region", "cloudgouv-eu-west-1"),
        ("lines[0].account", "A1"),
        ("lines[1].account", "A1"),
    )


def test_a_line_stands_in_the_region_of_its_account() -> None:
    answers = _with_lines()
    assert get(answers, "lines[0].region") == "eu-west-2"
    answers = _edit(answers, ("lines[0].account", "A2"))
    assert get(answers, "lines[0].region") == "cloudgouv-eu-west-1"
    assert get(answers, "lines[1].region") == "eu-west-2"


def test_lines_follow_when_the_account_changes_its_region() -> None:
    answers = _edit(
        _with_lines(), ("lines[1].region", "ailleurs"), ("technical_accounts[0].region", "eu-west-3")
    )
    assert get(answers, "lines[0].region") == "eu-west-3"
    assert get(answers, "lines[1].region") == "ailleurs"


def test_an_account_that_does_not_exist_gives_no_region() -> None:
    answers = _with_lines()
    assert region_of(answers, "A9") is None
    assert region_of(answers, None) is None
    assert get(_edit(answers, ("lines[0].account", "A9")), "lines[0].region") == "eu-west-2"


def test_lines_that_move_keep_their_regions() -> None:
    answers = _edit(_with_lines(), ("lines[0].account", "A2"), ("lines[1].region", "cloudgouv-eu-west-1"))
    moved = {**answers, "lines": list(reversed(answers["lines"]))}
    assert derive(answers, moved) == moved


def test_accounts_derogations_and_clauses_are_numbered_as_they_appear() -> None:
    answers = _edit(
        _start(),
        ("technical_accounts[0].email", "a@b.example"),
        ("technical_accounts[1].email", "c@d.example"),
        ("derogations[0].text", "…"),
        ("special_conditions[0].kind", "HDS"),
        ("special_conditions[0].clauses[0].text", "…"),
        ("special_conditions[1].kind", "SecNumCloud"),
        ("special_conditions[1].clauses[0].text", "…"),
    )
    assert [each["id"] for each in answers["technical_accounts"]] == ["A1", "A2"]
    assert get(answers, "derogations[0].id") == "D1"
    assert get(answers, "special_conditions[0].clauses[0].id") == "CS-HDS-1"
    assert get(answers, "special_conditions[1].clauses[0].id") == "CS-SNC-1"


def test_data_of_a_derogation_are_absent_when_nothing_is_filled_in() -> None:
    answers = _edit(_start(), ("derogations[0].data.days", 30))
    assert get(answers, "derogations[0].data") == {"days": 30}
    assert get(_edit(answers, ("derogations[0].data.days", None)), "derogations[0].data") is None


def test_an_id_is_kept_and_never_given_twice() -> None:
    answers = _edit(
        _start(), ("technical_accounts[0].id", "A2"), ("technical_accounts[1].email", "a@b.example")
    )
    answers = _edit(answers, ("technical_accounts[2].email", "c@d.example"))
    assert [each["id"] for each in answers["technical_accounts"]] == ["A2", "A1", "A3"]


def test_hostile_shapes_are_left_alone() -> None:
    broken = {
        **_start(),
        "lines": [None, 3, {"account": []}],
        "technical_accounts": ["x", None],
        "mandate": "no",
    }
    assert derive(broken, broken) == broken
