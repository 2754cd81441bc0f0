"""Every code of the order check, at its place; what is fine stays silent; the shared orders."""

import copy
import dataclasses
import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.order.order_check import CheckContext, TermsText
from numspot_desk.contracts.order.order_document import blank_order, put
from numspot_desk.contracts.problems import CODES, Severity, severity_of
from numspot_desk.language.catalog import load_language
from numspot_desk.rules.checklists import CHECKLISTS
from tests.contracts.orders import CONTEXT, changed, check, conditions, derogation, found, line, order

HDS = [subject.id for subject in CHECKLISTS["HDS"].subjects if subject.required]
SNC = [subject.id for subject in CHECKLISTS["SecNumCloud"].subjects]


def _lines(*lines: dict[str, Any], **paths: Any) -> dict[str, Any]:
    return changed(lines=list(lines), **paths)


def _derogated(*derogations: dict[str, Any], **paths: Any) -> dict[str, Any]:
    return changed(derogations=list(derogations), **paths)


def _client(country: str, **changes: Any) -> dict[str, Any]:
    made = changed(client__address__country=country, client__siren=None, client__foreign_number="X1")
    made = put(made, "client.vat_number", None)
    for name, value in changes.items():
        made = put(made, f"client.{name}", value)
    return made


def _public(procurement: Any, legal_form: str = "Commune", **paths: Any) -> dict[str, Any]:
    return changed(
        client__public_body=True, client__legal_form=legal_form, public_procurement=procurement, **paths
    )


PROCUREMENT = {"siret": "73282932000074", "service_code": "S", "engagement_number": "E"}
TERM_60 = derogation(id="P", target="CG-A1.1", subject="payment_term", data={"days": 60})
TERM_90 = derogation(id="P", target="CG-A1.1", subject="payment_term", data={"days": 90})

CASES = [
    ("missing_field", "client.legal_name", changed(client__legal_name=None)),
    ("missing_field", "client.legal_name", changed(client__legal_name="   ")),
    ("missing_field", "client.siren", changed(client__siren=None)),
    ("missing_field", "client.foreign_number", _client("CH", foreign_number=None)),
    ("invalid_value", "client.foreign_number", _client("CH", foreign_number="néant")),
    ("invalid_value", "client.foreign_number", _client("CH", foreign_number="CHE 1; <w:t>")),
    ("invalid_value", "client.foreign_number", changed(client__foreign_number="HRB 12345")),
    ("missing_field", "technical_accounts", changed(technical_accounts=[])),
    ("missing_field", "lines", changed(lines=[])),
    ("missing_field", "lines[0].term.start", _lines(line(mode="reserved", term={"end": "2027-01-01"}))),
    ("missing_field", "mandate.bank.address.city", changed(mandate__bank__address__city=None)),
    ("missing_field", "mandate.iban", changed(mandate__iban="")),
    ("unknown_field", "surprise", {**order(), "surprise": 1}),
    ("unknown_field", "lines[0].price", _lines(line(price="1"))),
    ("unknown_field", 'client["a\\u0000b"]', changed(client={**order()["client"], "a\x00b": 1})),
    ("invalid_value", "format", changed(format="numspot-desk/order/2")),
    ("invalid_value", "client.legal_name", changed(client__legal_name="x" * 10_000)),
    ("invalid_value", "client.consumer", changed(client__consumer="no")),
    ("invalid_value", "client.phone", changed(client__phone="call me")),
    ("invalid_value", "client.address.country", changed(client__address__country="ZZ")),
    ("invalid_value", "client.address.country", changed(client__address__country="fr")),
    ("invalid_value", "client.address.postcode", changed(client__address__postcode="7501")),
    ("invalid_value", "contacts.notification_email", changed(contacts__notification_email="a@b")),
    ("invalid_value", "lines[0].unit_price", _lines(line(unit_price="-1.00"))),
    ("invalid_value", "lines[0].unit_price", _lines(line(unit_price="1e3"))),
    ("invalid_value", "lines[0].unit_price", _lines(line(unit_price="NaN"))),
    ("invalid_value", "lines[0].unit_price", _lines(line(unit_price="١.٠٠"))),
    ("invalid_value", "lines[0].unit_price", _lines(line(unit_price=1.5))),
    ("invalid_value", "lines[0].quantity", _lines(line(quantity="1" * 13))),
    ("invalid_value", "lines[0].discount_percent", _lines(line(discount_percent="100.01"))),
    ("invalid_value", "lines[0].service", _lines(line(service="teleport"))),
    ("invalid_value", "lines[0]", changed(lines=["VM"])),
    ("invalid_value", "lines", changed(lines={"0": line()})),
    ("invalid_value", "offer_valid_until", changed(offer_valid_until="2026-02-30")),
    ("invalid_value", "offer_valid_until", changed(offer_valid_until="31/12/2026")),
    ("invalid_value", "payment.term.days", changed(payment__term={"days": True, "end_of_month": False})),
    ("invalid_value", "payment.term.days", changed(payment__term={"days": -1, "end_of_month": False})),
    ("invalid_value", "derogations[0].data.days", _derogated(derogation(data={"days": 1.5}))),
    ("invalid_value", "derogations[0].data.days", _derogated(derogation(data={"days": {"n": 1}}))),
    ("invalid_value", "derogations[0].data.days", _derogated(derogation(data={"days": "soixante"}))),
    ("invalid_value", "derogations[0].data.months", _derogated(derogation(data={"months": -1}))),
    ("invalid_value", "derogations[1].id", _derogated(derogation(), derogation(data={"days": 30}))),
    (
        "invalid_value",
        "technical_accounts[1].id",
        changed(technical_accounts=[*order()["technical_accounts"]] * 2),
    ),
    (
        "invalid_value",
        "special_conditions[0].clauses[0].subjects[0]",
        changed(special_conditions=[conditions("HDS", "R1111-11.99")]),
    ),
    ("invalid_value", "public_procurement.siret", _public({**PROCUREMENT, "siret": "73282932000075"})),
    ("control_character", "client.legal_name", changed(client__legal_name="a\x00b")),
    ("control_character", "client.legal_name", changed(client__legal_name="a\u202eb")),
    ("control_character", "client.legal_name", changed(client__legal_name="a\u200fb")),
    ("control_character", "client.legal_name", changed(client__legal_name="a\ud800b")),
    ("control_character", "client.legal_name", changed(client__legal_name="a\nb")),
    ("control_character", "client.legal_name", changed(client__legal_name="a\x85b")),
    ("control_character", "client.legal_name", changed(client__legal_name="a\uffffb")),
    ("control_character", "derogations[0].text", _derogated(derogation(text="a\x0bb"))),
    ("control_character", "derogations[0].data.note", _derogated(derogation(data={"note": "a\u2066b"}))),
    ("consumer_not_eligible", "client.consumer", changed(client__consumer=True)),
    ("invalid_siren", "client.siren", changed(client__siren="732829321")),
    ("invalid_vat", "client.vat_number", changed(client__vat_number="FR00732829320")),
    ("invalid_vat", "client.vat_number", _client("DE", vat_number="DE136695977")),
    ("invalid_iban", "mandate.iban", changed(mandate__iban="FR7600000000000000000000000")),
    ("invalid_iban", "mandate.iban", changed(mandate__iban="BR1500000000000010932840814P2")),
    ("invalid_value", "mandate.signed_on", changed(mandate__signed_on="2030-01-01")),
    ("invalid_bic", "mandate.bic", changed(mandate__bic="PSSTFRP")),
    ("bic_country_mismatch", "mandate.bic", changed(mandate__bic="COBADEFFXXX")),
    ("vat_siren_mismatch", "client.vat_number", changed(client__vat_number="FR61384512349")),
    (
        "account_region_duplicate",
        "technical_accounts[1].region",
        changed(
            technical_accounts=[
                *order()["technical_accounts"],
                {"id": "A2", "email": "b@essai.example", "region": "eu-west-2"},
            ]
        ),
    ),
    ("unknown_account", "lines[0].account", _lines(line(account="A9"))),
    ("region_mismatch", "lines[0].region", _lines(line(region="cloudgouv-eu-west-1"))),
    ("term_required", "lines[0].term", _lines(line(mode="reserved"))),
    (
        "term_on_demand",
        "lines[0].term",
        _lines(line(term={"start": "2027-01-01", "end": "2027-12-31"})),
    ),
    (
        "term_end_before_start",
        "lines[0].term.end",
        _lines(line(mode="reserved", term={"start": "2027-01-02", "end": "2027-01-01"})),
    ),
    ("missing_special_conditions", "lines[0].qualification", _lines(line(qualification="HDS"))),
    (
        "missing_special_conditions",
        "lines[0].qualification",
        _lines(line(qualification="SecNumCloud"), special_conditions=[conditions("HDS", *HDS)]),
    ),
    (
        "uncovered_subject",
        "special_conditions[0].SNC-19.4",
        changed(special_conditions=[conditions("SecNumCloud", *SNC[:-1])]),
    ),
    ("mandate_required", "mandate", changed(mandate=None)),
    ("payment_derogation", "payment.term", changed(payment__term={"days": 30, "end_of_month": False})),
    ("payment_derogation", "derogations[0]", _derogated(TERM_60)),
    ("payment_term_over_legal_maximum", "derogations[0]", _derogated(TERM_90)),
    ("void_clause", "derogations[0]", _derogated(TERM_90)),
    (
        "payment_term_over_legal_maximum",
        "payment.term",
        changed(payment__term={"days": 61, "end_of_month": False}),
    ),
    (
        "payment_term_over_legal_maximum",
        "payment.term",
        changed(payment__term={"days": 46, "end_of_month": True}),
    ),
    (
        "payment_term_over_legal_maximum",
        "payment.term",
        _public(PROCUREMENT, payment__term={"days": 31, "end_of_month": False}),
    ),
    (
        "payment_term_over_legal_maximum",
        "payment.term",
        _public(
            PROCUREMENT, "ETABLISSEMENT  PUBLIC DE SANTE", payment__term={"days": 51, "end_of_month": False}
        ),
    ),
    ("target_clause_unknown", "derogations[0].target", _derogated(derogation(target="CG-6.9"))),
    ("target_clause_unknown", "derogations[0].target", _derogated(derogation(target="CP-1"))),
    (
        "void_clause",
        "derogations[0]",
        _derogated(derogation(target="CG-10.1.c", subject="liability_cap", effect="exclude", data=None)),
    ),
    (
        "void_clause",
        "derogations[0]",
        _derogated(derogation(target="CG-7.1", subject="termination_notice", data={"months": 3})),
    ),
    (
        "open_conflict",
        "derogations[1]",
        _derogated(derogation(), derogation(id="D2", data={"days": 15})),
    ),
    (
        "open_conflict",
        "payment.term",
        _derogated(TERM_60, payment__term={"days": 45, "end_of_month": False}),
    ),
    ("review_required", "derogations", _derogated(derogation())),
    ("review_required", "special_conditions", changed(special_conditions=[conditions("HDS", *HDS)])),
    ("review_required", "lines[0].discount_percent", _lines(line(discount_percent="15.01"))),
    ("review_required", "payment.term", changed(payment__term={"days": 30, "end_of_month": False})),
    (
        "professional_service_outside_terms",
        "lines[0].service",
        _lines(line(service="professional_service")),
    ),
    ("beta_line", "lines[0].beta", _lines(line(beta=True))),
    ("sample_price", "price_reference.kind", changed(price_reference__kind="sample")),
    ("vat_number_missing", "client.vat_number", _client("DE")),
    ("vat_number_missing", "client.vat_number", _client("DE", vat_number="FR44732829320")),
    ("vat_number_missing", "client.vat_number", changed(client__vat_number=None)),
    ("public_procurement_missing", "public_procurement.siret", _public(None)),
    (
        "public_procurement_missing",
        "public_procurement.service_code",
        _public({**PROCUREMENT, "service_code": ""}),
    ),
    ("offer_expired", "offer_valid_until", changed(offer_valid_until="2026-11-21")),
]


@pytest.mark.parametrize(("code", "field", "answers"), CASES)
def test_a_fault_is_found_at_its_place(code: str, field: str, answers: Any) -> None:
    assert (code, field) in found(answers)


def test_every_code_has_a_case() -> None:
    beside = {"price_lists_mixed"}  # asks for price lists: `test_price_reference`
    assert {code for code, _field, _answers in CASES} == CODES - beside


@pytest.mark.parametrize(("code", "field", "answers"), CASES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_problem_says_what_is_wrong_in_both_languages(
    code: str, field: str, answers: Any, language: str
) -> None:
    words = load_language(language)
    for problem in check(answers).problems:
        text = words.render(problem.message)
        assert text.encode("utf-8")
        assert "{" not in text and text == text.strip()
        assert (problem.severity is severity_of(problem.code)) or "DA-25" in problem.field


def test_the_plain_order_is_ready_and_has_nothing_to_say() -> None:
    assert found(order()) == set()
    assert check(order()).ready


FINE = [
    changed(client__vat_number="fr 44 732 829 320", client__siren="732 829 320"),
    changed(mandate__iban="fr14-2004-1010-0505-0001-3m02-606"),
    changed(mandate__bic="CMCIMCM1XXX"),  # a Monaco bank, a French account
    _lines(line(discount_percent="15")),  # the threshold is strict
    _lines(line(mode="reserved", term={"start": "2027-01-01", "end": "2027-01-01"})),
    changed(payment__term={"days": 0, "end_of_month": True}),  # the usual term, said again
    changed(offer_valid_until="2026-11-22"),
    changed(client__legal_name="=cmd|'/c calc'!A1 {{7*7}} <w:fldSimple w:instr='x'/> ../../x CON.docx"),
    changed(payment__means="transfer", mandate=None),
    changed(client__address__country="MC", client__address__postcode="98000"),
    _public(PROCUREMENT),
]


@pytest.mark.parametrize("answers", FINE)
def test_what_is_fine_raises_nothing(answers: Any) -> None:
    assert found(answers) == set()


def test_a_complete_set_of_special_conditions_blocks_nothing() -> None:
    answers = _lines(
        line(qualification="HDS"),
        line(qualification="SecNumCloud"),
        special_conditions=[conditions("HDS", *HDS), conditions("SecNumCloud", *SNC)],
    )
    assert check(answers).ready
    assert found(answers) == {("review_required", "special_conditions")}


def test_each_uncovered_subject_is_a_problem_of_its_own() -> None:
    fields = {field for code, field in found(changed(special_conditions=[conditions("HDS")]))}
    assert {f"special_conditions[0].{subject}" for subject in HDS} <= fields
    assert "special_conditions[0].HDS.29" not in fields


def test_the_data_act_points_are_warnings_until_the_terms_cover_them() -> None:
    points = [p for p in check(order()).problems if p.code == "uncovered_subject"]
    assert len(points) == 9
    assert {p.severity for p in points} == {Severity.WARNING}
    covers = {"DA-25.a": ("CG-7.1",), "DA-25.d": ("CG-7.1",)}
    covered = dataclasses.replace(CONTEXT, terms=TermsText(covers=covers))
    assert len([p for p in check(order(), covered).problems if p.code == "uncovered_subject"]) == 7


def test_there_is_one_review_for_all_its_reasons() -> None:
    answers = _derogated(derogation(), lines=[line(discount_percent="50"), line(discount_percent="60")])
    reviews = [p for p in check(answers).problems if p.code == "review_required"]
    assert [p.field for p in reviews] == ["derogations"]


def test_the_threshold_is_the_one_given() -> None:
    answers = _lines(line(discount_percent="12"))
    assert found(answers) == set()
    strict = CheckContext(CONTEXT.as_of, discount_threshold=Decimal(10))
    assert ("review_required", "lines[0].discount_percent") in found(answers, strict)


def test_the_imported_terms_decide_which_clauses_exist() -> None:
    imported = dataclasses.replace(CONTEXT, terms=TermsText(references=frozenset({"CG-3.2.1"})))
    codes = {code for code, _field in found(_derogated(derogation(target="CG-3.2.1")), imported)}
    assert "target_clause_unknown" not in codes
    codes = {code for code, _field in found(_derogated(derogation(target="CG-6.3.a")), imported)}
    assert "target_clause_unknown" in codes


def test_a_void_payment_term_reports_both_and_no_conflict_when_they_agree() -> None:
    answers = _derogated(TERM_90, payment__term={"days": 90, "end_of_month": False})
    codes = {code for code, _field in found(answers)}
    assert {"payment_term_over_legal_maximum", "void_clause", "payment_derogation"} <= codes
    assert "open_conflict" not in codes


def test_a_term_over_the_legal_maximum_is_said_to_replace_nothing() -> None:
    def said(days: int) -> list[str]:
        answers = changed(payment__term={"days": days, "end_of_month": False})
        found = [p for p in check(answers).problems if p.code == "payment_derogation"]
        return [problem.message.msgid for problem in found]

    assert not any("replaces the end" in sentence for sentence in said(70))
    assert any("replaces nothing" in sentence for sentence in said(70))
    assert any("replaces the end" in sentence for sentence in said(60))


@pytest.mark.parametrize("number", ["HRB 12345 B", "CHE-123.456.789", "B 12345", "SC123456", "Αρ. 1/2 (β)"])
def test_a_number_of_any_register_is_taken_as_it_is(number: str) -> None:
    assert ("invalid_value", "client.foreign_number") not in found(_client("CH", foreign_number=number))


def test_a_foreign_client_with_an_office_in_france_may_have_both_numbers() -> None:
    answers = _client("CH", siren="732829320")
    assert ("invalid_value", "client.foreign_number") not in found(answers)


def test_over_45_days_the_reading_of_periodic_invoices_is_named() -> None:
    def clauses(days: int) -> set[str | None]:
        answers = changed(payment__term={"days": days, "end_of_month": False})
        return {p.clause for p in check(answers).problems if p.code == "payment_derogation"}

    assert clauses(45) == {"CG-A1.1"}
    assert clauses(46) == {"CG-A1.1", "R18"}


def test_a_health_establishment_may_take_fifty_days() -> None:
    def codes(form: str, days: int) -> set[str]:
        term = {"days": days, "end_of_month": False}
        return {code for code, _field in found(_public(PROCUREMENT, form, payment__term=term))}

    assert "payment_term_over_legal_maximum" not in codes("établissement public de santé", 50)
    assert "payment_term_over_legal_maximum" in codes("Commune", 50)


def test_derogations_on_different_points_do_not_conflict() -> None:
    one = derogation(id="D1", target="CG-7.1", subject="reversibility", data=None, text="Un.")
    other = derogation(id="D2", target="CG-7.2", subject="reversibility", data=None, text="Deux.")
    assert "open_conflict" not in {code for code, _field in found(_derogated(one, other))}
    same = {**other, "target": "CG-7.1"}
    assert ("open_conflict", "derogations[1]") in found(_derogated(one, same))


def test_faults_are_found_together_in_the_order_of_the_document() -> None:
    answers = blank_order()
    fields = [p.field for p in check(answers).problems]
    assert fields.index("client.legal_name") < fields.index("contacts.notification_email")
    assert fields.index("contacts.notification_email") < fields.index("lines") < fields.index("mandate")
    assert not check(answers).ready


def test_a_verdict_that_a_rule_gave_carries_its_explanation() -> None:
    answers = _derogated(TERM_90, mandate__bic="COBADEFFXXX")
    explained = {p.code for p in check(answers).problems if p.why is not None}
    assert {
        "payment_term_over_legal_maximum",
        "void_clause",
        "bic_country_mismatch",
        "review_required",
    } <= explained


@pytest.mark.parametrize("answers", [None, [], "text", 3, True])
def test_what_is_no_object_is_one_problem(answers: Any) -> None:
    checked = check(answers)
    assert [p.code for p in checked.problems] == ["invalid_value"]
    assert checked.totals is None


def test_checking_changes_nothing() -> None:
    answers = _derogated(TERM_90)
    before = copy.deepcopy(answers)
    check(answers)
    assert answers == before


SHARED_ORDERS = ["on-demand", "german-business", "hospital-hds"]


@pytest.mark.parametrize("name", SHARED_ORDERS)
def test_the_shared_orders_give_what_is_expected(name: str, shared: Path) -> None:
    folder = shared / "examples" / "orders"
    answers = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    expected = json.loads((folder / f"{name}.expect.json").read_text(encoding="utf-8"))
    checked = check(answers)
    assert checked.ready is expected["ready"]
    assert set(expected.get("codes", ())) <= {p.code for p in checked.problems}
    totals = checked.totals
    assert totals is not None
    for key, value in expected.get("totals", {}).items():
        assert getattr(totals, key) == Decimal(value)


def test_the_hospital_order_lacks_one_subject_only(shared: Path) -> None:
    path = shared / "examples" / "orders" / "hospital-hds.json"
    answers = json.loads(path.read_text(encoding="utf-8"))
    errors = [p.field for p in check(answers).problems if p.severity is Severity.ERROR]
    assert errors == ["special_conditions[0].R1111-11.14"]
    clauses = answers["special_conditions"][0]["clauses"]
    clauses.append({"id": "CS-HDS-14", "subjects": ["R1111-11.14"], "text": "Stipulation d’essai."})
    assert check(answers).ready


def test_the_day_of_the_check_is_given() -> None:
    late = CheckContext(dt.date(2027, 1, 1))
    assert ("offer_expired", "offer_valid_until") in found(order(), late)


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("mandate.debtor.name", 70),
        ("mandate.bank.name", 70),
        ("mandate.debtor.address.line1", 70),
        ("mandate.debtor.address.line2", 70),
        ("mandate.debtor.address.city", 50),
        ("mandate.place", 50),
        ("contacts.signatory.name", 100),
        ("contacts.signatory.function", 100),
    ],
)
def test_what_a_mandate_of_one_page_cannot_hold_is_refused_by_name(path: str, limit: int) -> None:
    assert found(put(order(), path, "n" * limit)) == found(order())
    too_long = put(order(), path, "n" * (limit + 1))
    assert ("invalid_value", path) in found(too_long)
    said = next(p.message for p in check(too_long).problems if p.field == path)
    assert str(limit) in str(said.params)


@pytest.mark.parametrize("character", ["\x00", "\x85", "\u202e", "\ufdd0", "\uffff", "\ud800"])
def test_a_character_that_no_document_can_print_is_refused_at_its_field(character: str) -> None:
    assert ("control_character", "client.legal_name") in found(
        put(order(), "client.legal_name", f"a{character}b")
    )


@pytest.mark.parametrize(
    ("typed", "vat"),
    [
        ("DE 136 695 976", True),
        ("DE136695977", True),  # wrong check digit: still written like one
        ("fr61384512349", True),
        ("38451234Х", False),  # the last one is Cyrillic
        ("HRB48211", False),
        ("384512340", False),
    ],
)
def test_a_vat_number_typed_for_a_siren_is_called_one(typed: str, vat: bool) -> None:
    said = next(p for p in check(changed(client__siren=typed)).problems if p.code == "invalid_siren")
    assert ("looks like a VAT number" in said.message.msgid) is vat
