"""Colours can be read: 4.5:1 for text in light and dark; the edges of controls 3:1."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from numspot_desk.ui.kit.stylesheet import stylesheet
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import DARK, LIGHT, READABLE, SCALE, Tokens

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (`#rrggbb`), as WCAG 2 computes it: from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#123456", "#123456") == 1


@BOTH
@pytest.mark.parametrize("pair", READABLE, ids=lambda pair: f"{pair[0]} on {pair[1]}")
def test_every_text_can_be_read_on_its_ground(tokens: Tokens, pair: tuple[str, str]) -> None:
    colour, ground = (getattr(tokens, name) for name in pair)
    assert contrast(colour, ground) >= 4.5


@BOTH
def test_edges_of_controls_and_the_focus_can_be_seen(tokens: Tokens) -> None:
    for ground in (tokens.ground, tokens.surface):
        assert contrast(tokens.edge, ground) >= 3
        assert contrast(tokens.accent, ground) >= 3


@BOTH
def test_the_stylesheet_fills_every_name(tokens: Tokens) -> None:
    made = stylesheet(tokens, {size: 10 * factor for size, factor in SCALE.items()})
    assert "@" not in made
    assert tokens.accent in made


def test_the_system_going_dark_or_light_is_followed_live_unless_one_was_chosen(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    hints = qapp.styleHints()
    system = [Qt.ColorScheme.Light]
    monkeypatch.setattr(type(hints), "colorScheme", lambda _hints: system[0])

    def turned(scheme: Qt.ColorScheme) -> str:
        system[0] = scheme
        hints.colorSchemeChanged.emit(scheme)
        return theme().tokens.ground

    try:
        theme().choose("system")
        assert turned(Qt.ColorScheme.Dark) == DARK.ground == qapp.palette().window().color().name()
        assert turned(Qt.ColorScheme.Light) == LIGHT.ground
        theme().choose("light")
        assert turned(Qt.ColorScheme.Dark) == LIGHT.ground
    finally:
        theme().choose("light")
