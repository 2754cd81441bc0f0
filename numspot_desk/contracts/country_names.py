"""Countries by name: what a code is called in a document, and the code of a name that somebody types.

Which codes exist is a fact of `rules.countries`; the names, French and English, are Babel's.
"""

from functools import cache
from types import MappingProxyType

from numspot_desk.language.folding import fold_line
from numspot_desk.rules.countries import ISO_3166


def country_name(code: str) -> str:
    """The French name of a country code, "" when there is none."""
    from babel import Locale

    name = Locale("fr").territories.get(code.upper()) if len(code) == 2 else None
    return str(name) if name else ""


def country_code(typed: str) -> str | None:
    """The code of a country typed as its code or its French or English name, case and accents open; None
    when no country is called so."""
    code = typed.strip().upper()
    return code if code in ISO_3166 else _codes_by_name().get(fold_line(typed))


@cache
def _codes_by_name() -> MappingProxyType[str, str]:
    from babel import Locale

    return MappingProxyType(
        {
            fold_line(str(name)): code
            for language in ("en", "fr")
            for code, name in Locale(language).territories.items()
            if code in ISO_3166
        }
    )
