"""One family of icons: drawn with strokes of 1.5, recoloured, and every name that is used exists."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap
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


def strokes(picture: QPixmap) -> set[str]:
    """The colours of what is wholly painted."""
    image = picture.toImage()
    found = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {colour.name() for colour in found if colour.alpha() == 255}


def test_an_icon_is_painted_in_the_colour_asked_for_and_muted_where_it_is_disabled(qtbot: QtBot) -> None:
    theme().choose("light")
    shown = icon("plus", "accent")
    assert strokes(shown.pixmap(20, 20)) == {theme().tokens.accent}
    assert strokes(shown.pixmap(QSize(20, 20), QIcon.Mode.Disabled)) == {theme().tokens.muted}


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_an_icon_has_as_many_pixels_as_the_sharpest_screen(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, scale: float
) -> None:
    monkeypatch.setattr(theme(), "sharpness", lambda: scale)
    picture = icon("plus").pixmap(QSize(20, 20), scale)
    assert (picture.width(), picture.devicePixelRatio()) == (round(20 * scale), scale)


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
