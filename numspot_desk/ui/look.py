"""The look that a person prefers, put in force: theme and text size. Loaded with the first window."""

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.theme import ThemeChoice, theme

THEMES: tuple[tuple[ThemeChoice, str], ...] = (
    ("system", N_("Like the system")),
    ("light", N_("Light")),
    ("dark", N_("Dark")),
)
SIZES = ("", "9", "10", "11", "12", "14", "16", "18")
"""Sizes of body text in points, as the preferences keep them; "" is the system's."""


def apply_look(context: DeskContext) -> None:
    """Put the theme and the text size of the preferences in force: at start, then on each change."""
    chosen = context.preferences.get("theme", "system")
    choice: ThemeChoice = next((name for name, _ in THEMES if name == chosen), "system")
    points = context.preferences.get("points")
    theme().choose(choice, float(points) if points in SIZES[1:] else None)
