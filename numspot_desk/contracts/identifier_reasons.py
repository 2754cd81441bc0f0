"""The sentences for a refused identifier: what is wrong and what to compare it with.

The reasons are the codes of `rules.identifiers.errors`; the identifier itself is never quoted.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from numspot_desk.language.messages import N_, Message
from numspot_desk.rules.identifiers.errors import Reason

_SENTENCES: Final[Mapping[Reason, str]] = MappingProxyType(
    {
        Reason.EMPTY: N_("{kind}: nothing is filled in. Fill it in."),
        Reason.CHARACTERS: N_(
            "{kind}: it holds a character that has no place there, perhaps a look-alike of another alphabet. "
            "Type it again."
        ),
        Reason.LENGTH: N_("{kind}: it is too short or too long. Compare it with the original."),
        Reason.FORM: N_(
            "{kind}: letters and digits are not where they should be. Compare it with the original."
        ),
        Reason.COUNTRY: N_(
            "{kind}: its country letters are not those of a country that has one. Check them."
        ),
        Reason.CHECKSUM: N_(
            "{kind}: the check digits do not match, so at least one character is wrong. Compare it with the "
            "original."
        ),
        Reason.NATIONAL_KEY: N_(
            "{kind}: the RIB key does not match, so at least one digit is wrong. Compare it with the RIB."
        ),
        Reason.SLASHES: N_("{kind}: a slash may stand neither first, last nor twice in a row. Remove it."),
    }
)


_NAMES: Final[Mapping[str, str]] = MappingProxyType({"VAT": N_("VAT number"), "REFERENCE": N_("Reference")})


def reason_sentence(kind: str, reason: Reason) -> Message:
    """The sentence for an identifier of a kind (`IBAN`, `SIREN`, `VAT`) refused for a reason."""
    name = Message(_NAMES[kind]) if kind in _NAMES else kind
    return Message(_SENTENCES[reason], MappingProxyType({"kind": name}))
