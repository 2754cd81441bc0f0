"""The build hook: compiles the message catalogue and carries it, with the resources, inside a wheel.

An editable install reads both from the checkout and gets neither.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CarryResources(BuildHookInterface[Any]):
    """Puts `resources/` and the compiled catalogues where `numspot_desk.bundle` looks for them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects files."""
        root = Path(self.root)
        sys.path.insert(0, str(root / "packaging"))
        try:
            from catalogues import COMPILED, compile_french
        finally:
            sys.path.pop(0)
        compile_french()
        if version == "editable":
            return
        inside = COMPILED.relative_to(root).as_posix()
        build_data["force_include"][str(COMPILED)] = f"numspot_desk/{inside}"
        build_data["force_include"][str(root / "resources")] = "numspot_desk/resources"
