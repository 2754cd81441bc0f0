"""The icons: one SVG family with 1.5 px strokes under `resources/icons`, painted in the theme's colours.

The files draw with `currentColor`; each icon is rendered once a colour, for the sharpest of the screens, by
the SVG plugin of Qt: asking it by Python would load a module and its enumerations before the first window.
"""

from functools import lru_cache

from PySide6.QtGui import QIcon, QPixmap

from numspot_desk import bundle
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import Tokens

SIZE = 20


def icon(name: str, colour: str = "text") -> QIcon:
    """The icon of this name in a token's colour. Raises `FileNotFoundError` for a name that is not drawn."""
    tokens = theme().tokens
    return _icon(name, getattr(tokens, colour), tokens.muted, theme().sharpness())


def pixmap(
    name: str, colour: str = "text", size: int = SIZE, scale: float = 1.0, tokens: Tokens | None = None
) -> QPixmap:
    """The icon as a picture of `size` logical pixels, sharp at this scale of the screen; in the colours of
    the theme, or in these, as for paper."""
    return _painted(_source(name), getattr(tokens or theme().tokens, colour), size, scale)


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, disabled: str, scale: float) -> QIcon:
    source = _source(name)
    made = QIcon(_painted(source, colour, SIZE, scale))
    made.addPixmap(_painted(source, disabled, SIZE, scale), QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return bundle.resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _painted(source: str, colour: str, size: int, scale: float) -> QPixmap:
    side = round(size * scale)
    drawing = source.replace("currentColor", colour).replace(
        "<svg ", f'<svg width="{side}" height="{side}" ', 1
    )
    picture = QPixmap()
    picture.loadFromData(drawing.encode(), "SVG")
    picture.setDevicePixelRatio(scale)
    return picture
