"""How a person wants to be reminded on this computer: at all, and outside the application."""

from typing import Final

from numspot_desk.language.messages import N_
from numspot_desk.ui.preferences import Preferences

REMINDERS: Final = "reminders"
OUTSIDE: Final = "reminders/outside"
NOWHERE, ICON, NOTICES = "", "icon", "notices"
OUTSIDE_NAMES: Final = (
    (NOWHERE, N_("Nothing")),
    (ICON, N_("An icon in the notification area")),
    (NOTICES, N_("An icon and notifications")),
)
"""What is shown outside the window: nothing where nobody chose it."""
_OFF: Final = "off"


def wanted(preferences: Preferences) -> bool:
    """Whether the application reminds; it does where nobody chose."""
    return preferences.get(REMINDERS) != _OFF


def want(preferences: Preferences, reminded: bool) -> None:
    """Remind from now on, or do not."""
    preferences.put(REMINDERS, "" if reminded else _OFF)


def outside(preferences: Preferences) -> str:
    """What is shown outside the window: one of `OUTSIDE_NAMES`."""
    kept = preferences.get(OUTSIDE)
    return kept if kept in (ICON, NOTICES) else NOWHERE
