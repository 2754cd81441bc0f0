"""One byte form of a document, whatever the order it was written in; floats have no place."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.contracts.canonical import canonical_json, fingerprint

WORDS = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


def _reversed_keys(value: object) -> object:
    if isinstance(value, dict):
        return {key: _reversed_keys(value[key]) for key in reversed(list(value))}
    return [_reversed_keys(inner) for inner in value] if isinstance(value, list) else value


@given(JSON)
def test_it_reads_back_as_itself_and_ignores_the_order_of_keys(value: object) -> None:
    assert json.loads(canonical_json(value)) == value
    assert canonical_json(_reversed_keys(value)) == canonical_json(value)


def test_text_stays_itself() -> None:
    assert canonical_json({"b": "Œuvre — é", "a": 1}) == '{"a":1,"b":"Œuvre — é"}'.encode()
    assert len(fingerprint({})) == 64


@pytest.mark.parametrize("value", [1.5, {"a": [1.0]}, float("nan"), ("a", 0.1)])
def test_floats_are_refused_wherever_they_hide(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)


def test_half_a_character_is_escaped_and_reads_back() -> None:
    assert canonical_json({"a": "x\ud800é"}) == '{"a":"x\\ud800é"}'.encode()
    assert json.loads(canonical_json("x\ud800")) == "x\ud800"
    assert canonical_json("\ud800") != canonical_json("\\ud800")
