"""NumSpot's own data as the documents print them: identity, SEPA creditor identifier, signatory, logo.

They come from the workspace's `creditor` setting; what it leaves out takes the public facts below. The
same dict form is frozen with an exported order.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from numspot_desk.rules.identifiers.ics import NUMSPOT

_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Creditor:
    """NumSpot as a party and as SEPA creditor. All fields are text; `logo` is a PNG in base64 or empty."""

    legal_name: str = "NumSpot"
    legal_form: str = "Société par actions simplifiée"
    capital: str = "50 000 000 €"
    registration: str = "RCS Nanterre 948 608 948"
    vat_number: str = ""
    line1: str = "110 Esplanade Charles de Gaulle"
    line2: str = "CS 80371"
    postcode: str = "92931"
    city: str = "Paris La Défense Cedex"
    country: str = "FR"
    ics: str = NUMSPOT
    phone: str = ""
    email: str = ""
    billing_email: str = ""
    signatory_name: str = ""
    signatory_function: str = ""
    logo: str = ""

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any] | None) -> Self:
        """The creditor of a `creditor` setting; unknown names and values that are not text are left out."""
        given = settings or {}
        known = {f.name: given[f.name] for f in fields(cls) if isinstance(given.get(f.name), str)}
        return cls(**known)

    def data(self) -> dict[str, str]:
        """The settings form, every field present."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    def logo_png(self) -> bytes | None:
        """The bytes of the logo; None when there is none or when it is not a PNG."""
        try:
            content = base64.b64decode(self.logo, validate=True)
        except ValueError:  # not base64, or not ASCII
            return None
        return content if content.startswith(_PNG) else None
