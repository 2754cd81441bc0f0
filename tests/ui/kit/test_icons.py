"""One family of icons: drawn with strokes of 1.5, recoloured, and every name that is used exists."""

import re
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import numspot_desk
from numspot_desk import bundle
from numspot_desk.ui.kit.icons import icon, pixmap
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.pages import PAGES

DRAWN = sorted(bundle.resource("icons").glob("*.svg"))
UI = Path(numspot_desk.__file__).parent / "ui"


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.stem)
def test_an_icon_belongs_to_the_family(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert 'stroke-width="1.5"' in source
    assert 'stroke="currentColor"' in source
    assert not re.search(r"#[0-9a-f]{3,6}", source)


def test_icons_take_the_colour_of_the_theme(qtbot: QtBot) -> None:
    def darkest(name: str) -> int:
        picture = pixmap(name, "text", 20).toImage()
        opaque = [picture.pixelColor(x, y) for x in range(20) for y in range(20)]
        return min(colour.lightness() for colour in opaque if colour.alpha() == 255)

    theme().choose("light")
    light = darkest("plus")
    theme().choose("dark")
    dark = darkest("plus")
    theme().choose("light")
    assert light < 80 < 160 < dark


def test_every_icon_that_is_named_is_drawn(qtbot: QtBot) -> None:
    drawn = {path.stem for path in DRAWN}
    assert {spec.icon for spec in PAGES} <= drawn
    for path in UI.rglob("*.py"):
        for name in re.findall(r'\b(?:icon|pixmap)\("([a-z-]+)"', path.read_text(encoding="utf-8")):
            assert name in drawn, f"{path}: {name}"


def test_a_name_that_is_not_drawn_is_an_error(qtbot: QtBot) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")
