"""The mention that the law asks for beside the VAT of an order, by regime (contract-rules M5).

The rates and the choice of the regime are `rules.value_added_tax`'s.
"""

from numspot_desk.language.messages import Message, message
from numspot_desk.rules.value_added_tax import VatRegime


def vat_mention(regime: VatRegime | None) -> Message | None:
    """The mention to print, or None where the rate speaks for itself."""
    match regime:
        case VatRegime.REVERSE_CHARGE:
            return message(
                "Autoliquidation (reverse charge): VAT is due by the customer, "
                "Directive 2006/112/EC, art. 44 and 196"
            )
        case VatRegime.OVERSEAS_EXEMPT:
            return message("VAT does not apply in Guyane and Mayotte, CGI art. 294")
        case VatRegime.OUTSIDE_FRENCH_VAT:
            return message("Outside the territory of French VAT, CGI art. 259-1")
        case VatRegime.OUTSIDE_UNION:
            return message("Outside the scope of French VAT, CGI art. 259-1")
        case _:
            return None
