"""The zone in which days begin and instants are shown. Loaded with the first of them, not at the start."""

from typing import Final
from zoneinfo import ZoneInfo

PARIS: Final = ZoneInfo("Europe/Paris")
