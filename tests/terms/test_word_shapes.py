"""The Word files of `word_shapes`: each gives the tree that a person sees in it, and no character is lost."""

import pytest

from numspot_desk.terms.reading import read_terms
from tests.terms.extraction import lost
from tests.terms.word_shapes import SHAPES


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_gives_its_tree(name: str) -> None:
    shape = SHAPES[name]
    terms = read_terms("terms.docx", shape.content)
    found = [" ".join(f"{node.ref} {node.kind} {node.title}".split()) for node in terms.walk()]
    assert found == [" ".join(entry.split()) for entry in shape.tree.split("|")]
    assert {ref: node.text for ref in shape.texts if (node := terms.find(ref))} == shape.texts
    assert tuple(f"{one.code}: {one.text}" for one in terms.remarks) == shape.remarks
    assert tuple(one.line.text for one in terms.unplaced) == shape.unplaced
    assert len(terms.contents) == shape.contents


@pytest.mark.parametrize("name", SHAPES)
def test_every_character_of_a_shape_is_in_one_place(name: str) -> None:
    content = SHAPES[name].content
    assert not lost(content, read_terms("terms.docx", content))
