"""Who can answer "why?": a widget with a `why()`, found from the focused one upwards."""

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from numspot_desk.ui.context import WhyRequest


@runtime_checkable
class Explained(Protocol):
    """A widget that knows the explanation of what it shows, or of its current cell."""

    def why(self) -> WhyRequest | None:
        """The explanation, None where there is none."""
        ...


def explanation_at(widget: QWidget | None) -> WhyRequest | None:
    """The explanation of the nearest widget, from this one upwards, that has one. Where `why` is a field or a
    button of a form, it is asked nothing."""
    while widget is not None:
        if isinstance(widget, Explained) and callable(widget.why):
            found = widget.why()
            if found is not None:
                return found
        widget = widget.parentWidget()
    return None
