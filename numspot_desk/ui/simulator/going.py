"""How other pages lead to the simulator: the name of the way and its keys."""

from typing import Final

from numspot_desk.language.messages import N_

NAME: Final = N_("Simulate what follows")
KEYS: Final = "Ctrl+Shift+Y"
PICTURE: Final = "simulator"
PAGE: Final = "simulator"
