"""Where the files carried with the program are: resources and message catalogues.

The one place that knows the three layouts: a checkout (beside the package), a wheel (inside the
package) and a frozen bundle (inside the unpacked package). It holds no content of its own.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _carried(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def resource(*parts: str) -> Path:
    """Path of a file under `resources/`, in a checkout, a wheel or a frozen bundle.

    The path is not checked for existence: a missing resource fails where it is opened, by its name.
    """
    return _carried("resources").joinpath(*parts)


def message_catalogues() -> Path:
    """Folder of the gettext catalogues (`<language>/LC_MESSAGES/numspot_desk.mo`)."""
    return _carried("i18n")
