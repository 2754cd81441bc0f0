"""The application's stylesheet: `resources/styles/desk.qss` with its `@names` filled from the tokens.

Widgets ask for a look with the property `role` (`title`, `heading`, `muted`, `primary`, `card`…).
"""

import re
from collections.abc import Mapping

from numspot_desk import bundle
from numspot_desk.ui.kit.tokens import FORM_WIDTH, TextSize, Tokens

_NAME = re.compile(r"@([a-z_-]+)")


def stylesheet(tokens: Tokens, points: Mapping[TextSize, float]) -> str:
    """The stylesheet for these colours and text sizes. Raises `KeyError` for a name that is no token."""
    values = {name: str(value) for name, value in tokens._asdict().items()}
    values |= {f"size-{size.value}": f"{value:.2f}pt" for size, value in points.items()}
    look = "dark" if tokens.dark else "light"
    for picture in ("check", "chevron"):
        values[picture] = bundle.resource("styles", f"{picture}-{look}.svg").as_posix()
    values["form-width"] = f"{FORM_WIDTH}px"
    source = bundle.resource("styles", "desk.qss").read_text(encoding="utf-8")
    return _NAME.sub(lambda found: values[found[1]], source.partition("*/")[2])
