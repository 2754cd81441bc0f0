"""The estimate of pages: lines, rows and what is kept together."""

import pytest

from numspot_desk.contracts.content.blocks import Field, Text
from numspot_desk.documents.word_pages import Flow, Piece, estimate
from numspot_desk.documents.word_styles import REGULAR

ROOM = (REGULAR.height - REGULAR.margin_top - REGULAR.margin_bottom) / 20


def pages(*pieces: Piece) -> dict[str, int]:
    return estimate(pieces, REGULAR).pages


def test_a_heading_goes_to_the_page_of_what_it_leads() -> None:
    filler = Piece(ROOM - 60, False)
    assert pages(filler, Piece(30, True, ("h",)), Piece(20, False)) == {"h": 1}
    assert pages(filler, Piece(30, True, ("h",)), Piece(40, False)) == {"h": 2}


def test_a_group_higher_than_a_page_is_cut() -> None:
    many = [Piece(100, True) for _ in range(10)]
    assert pages(*many, Piece(10, False, ("end",))) == {"end": 2}


def test_a_row_that_moves_takes_its_header_along() -> None:
    rows = [
        Piece(ROOM - 50, False, header=40),
        Piece(60, False, header=40),
        Piece(ROOM - 101, False, ("next",)),
    ]
    assert pages(*rows) == {"next": 2}
    assert pages(*rows[:2], Piece(ROOM - 99, False, ("next",))) == {"next": 3}


def test_a_piece_higher_than_a_page_goes_on() -> None:
    assert pages(Piece(2.5 * ROOM, False), Piece(10, False, ("end",))) == {"end": 3}


def lines_of(*inlines: Field | Text, width: int = 2000) -> float:
    flow = Flow(REGULAR)
    flow.row()
    flow.cell(width)
    flow.paragraph(inlines, "TableText", False)
    flow.end_table()
    return flow.pieces[0].height


ONE = lines_of(Text("x"))
LINE = lines_of(Text("x\nx")) - ONE


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 1), ("a\nb\nc", 3), ("mot " * 60, 12), ("x" * 300, 15), ("é" * 10, 1)],
)
def test_lines_break_at_spaces_and_inside_long_words(text: str, count: int) -> None:
    assert lines_of(Field("f", text)) == pytest.approx(ONE + LINE * (count - 1), abs=LINE * 1.1)


def test_the_least_height_of_a_row_counts() -> None:
    flow = Flow(REGULAR)
    flow.row(height=2000)
    flow.cell(1000)
    flow.paragraph((Text("x"),), None, False)
    flow.end_table()
    assert flow.pieces[0].height == pytest.approx(100.5)


def test_running_text_may_go_on_over_the_page() -> None:
    flow = Flow(REGULAR)
    flow.paragraph((Text("mot " * 400),), None, False)
    assert len(flow.pieces) > 3
    assert [piece.keep_next for piece in flow.pieces[:2]] == [True, False]
    assert [piece.keep_next for piece in flow.pieces[-2:]] == [True, False]
