"""The colours, distances and text sizes that every screen uses, as named values; no Qt here.

Each colour has a light and a dark value. Which text colour may stand on which ground is listed in
`READABLE` and held at 4.5:1 by a test.
"""

from enum import StrEnum
from typing import Final, NamedTuple

GRID: Final = 8
"""Everything is placed on multiples of this many pixels (or half of it inside a control)."""

FORM_WIDTH: Final = 640
"""The widest a form field gets, in pixels."""


class TextSize(StrEnum):
    """The four sizes of text, as factors of the system font in `SCALE`."""

    SMALL = "small"
    BODY = "body"
    HEADING = "heading"
    TITLE = "title"


SCALE: Final = {TextSize.SMALL: 0.9, TextSize.BODY: 1.0, TextSize.HEADING: 1.2, TextSize.TITLE: 1.6}


class Tokens(NamedTuple):
    """One set of colours. `*_ground` is what the colour of the same name stands on as a tinted chip."""

    dark: bool
    ground: str  # behind everything
    surface: str  # cards, fields, tables
    raised: str  # headers, hovered rows
    line: str  # separators
    edge: str  # borders of controls (3:1 against the surface)
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_ground: str
    problem: str
    problem_ground: str
    warning: str
    warning_ground: str
    success: str
    success_ground: str
    law: str
    law_ground: str
    special: str
    special_ground: str
    particular: str
    particular_ground: str
    general: str
    general_ground: str


LIGHT: Final = Tokens(
    dark=False,
    ground="#f5f6f8",
    surface="#ffffff",
    raised="#eceff3",
    line="#dde1e7",
    edge="#868e9c",
    text="#1b2230",
    muted="#545e6f",
    accent="#0b6b6b",
    on_accent="#ffffff",
    accent_hover="#085454",
    accent_ground="#ddf0ef",
    problem="#b3261e",
    problem_ground="#fdeceb",
    warning="#875200",
    warning_ground="#fdf1dc",
    success="#1f6b3a",
    success_ground="#e2f3e7",
    law="#835000",
    law_ground="#fdefd3",
    special="#6535b5",
    special_ground="#efe8fc",
    particular="#1a56b0",
    particular_ground="#e3edfc",
    general="#4a5568",
    general_ground="#e8ebf0",
)
DARK: Final = Tokens(
    dark=True,
    ground="#14171c",
    surface="#1c2027",
    raised="#272c35",
    line="#323843",
    edge="#737d8e",
    text="#e8ebf0",
    muted="#a6afbd",
    accent="#4fc4bd",
    on_accent="#06201f",
    accent_hover="#7ad6d0",
    accent_ground="#173a3a",
    problem="#ff9c92",
    problem_ground="#43211f",
    warning="#f2bd62",
    warning_ground="#3b2e16",
    success="#83d39c",
    success_ground="#1c3625",
    law="#f0c06a",
    law_ground="#3d3018",
    special="#c6a8ff",
    special_ground="#32264d",
    particular="#93bcff",
    particular_ground="#1d3050",
    general="#b9c3d3",
    general_ground="#2e3541",
)

_GROUNDS = ("ground", "surface", "raised")
READABLE: Final = (
    *((colour, on) for colour in ("text", "muted") for on in (*_GROUNDS, "accent_ground")),
    *(
        (colour, on)
        for colour in ("accent", "accent_hover", "problem", "warning")
        for on in ("ground", "surface")
    ),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("text", "problem_ground"),
    ("text", "warning_ground"),
    *(
        (name, f"{name}_ground")
        for name in ("accent", "problem", "warning", "success", "law", "special", "particular", "general")
    ),
)
"""Pairs of (text colour, ground) that appear; each is at least 4.5:1 in light and in dark."""
