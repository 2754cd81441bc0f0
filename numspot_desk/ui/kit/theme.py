"""The theme of the running application: which colours hold now, and who is told when they change.

Follows the system's light or dark unless the person chose one. Values live in `tokens`, the stylesheet
in `stylesheet`. The one `Theme` is a child and a property of the application and is reached with `theme()`.
"""

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from numspot_desk.ui.kit.stylesheet import stylesheet
from numspot_desk.ui.kit.tokens import DARK, LIGHT, SCALE, TextSize, Tokens

ThemeChoice = Literal["system", "light", "dark"]
MAX_POINTS = 24
STYLE = ("-style", "Fusion")
"""Arguments of the application: the one style that our stylesheet is drawn for. Asked for afterwards,
PySide builds all that it knows of a style, before the first window."""
_PROPERTY = "theme"


class Theme(QObject):
    """Colours and text size of the application."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._system_points = application.font().pointSizeF()
        self._choice: ThemeChoice = "system"
        self._points = self._system_points
        self.tokens = LIGHT
        application.setProperty(_PROPERTY, self)
        application.styleHints().colorSchemeChanged.connect(self._system_changed)
        application.screenAdded.connect(self.changed)  # a sharper screen wants sharper icons

    def choose(self, choice: ThemeChoice, points: float | None = None) -> None:
        """Follow the system or hold light or dark; `points` is the size of body text, None the system's."""
        self._choice = choice
        self._points = min(points or self._system_points, MAX_POINTS)
        self._apply()

    def points(self, size: TextSize) -> float:
        """The size of a text in points."""
        return self._points * SCALE[size]

    def font(self, size: TextSize = TextSize.BODY, *, bold: bool = False) -> QFont:
        """The system font at one of the four sizes."""
        font = QFont(self._application.font())
        font.setPointSizeF(self.points(size))
        font.setBold(bold)
        return font

    def metrics(self, size: TextSize = TextSize.BODY) -> QFontMetrics:
        """The measures of a text size, right even for widgets that were not painted yet."""
        return QFontMetrics(self.font(size))

    def colour(self, name: str) -> QColor:
        """A colour of the tokens in force, by name."""
        return QColor(getattr(self.tokens, name))

    def sharpness(self) -> float:
        """The scale of the screen with the most pixels for its size: pictures get smaller on the others."""
        return self._application.devicePixelRatio()

    def _system_changed(self) -> None:
        if self._choice == "system":
            self._apply()

    def _dark(self) -> bool:
        if self._choice != "system":
            return self._choice == "dark"
        return self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def _apply(self) -> None:
        self.tokens = DARK if self._dark() else LIGHT
        self._application.setPalette(palette(self.tokens))
        font = QFont(self._application.font())
        font.setPointSizeF(self._points)
        self._application.setFont(font)
        sizes = {size: self.points(size) for size in TextSize}
        self._application.setStyleSheet(stylesheet(self.tokens, sizes))
        self.changed.emit()


def theme() -> Theme:
    """The theme of the application, made on first use."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("there is no application yet")
    found = application.property(_PROPERTY)
    return found if isinstance(found, Theme) else Theme(application)


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget the look that the stylesheet knows under this name, now or later changed."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # its first look is still to come
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def palette(tokens: Tokens) -> QPalette:
    """The Qt palette of a set of tokens, for all that the stylesheet does not paint."""
    made = QPalette()
    role = QPalette.ColorRole
    for where, name in (
        (role.Window, "ground"),
        (role.Base, "surface"),
        (role.AlternateBase, "raised"),
        (role.Button, "surface"),
        (role.ToolTipBase, "raised"),
        (role.WindowText, "text"),
        (role.Text, "text"),
        (role.ButtonText, "text"),
        (role.ToolTipText, "text"),
        (role.BrightText, "problem"),
        (role.PlaceholderText, "muted"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Accent, "accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.Mid, "line"),
        (role.Midlight, "line"),
        (role.Dark, "edge"),
        (role.Light, "raised"),
        (role.Shadow, "edge"),
    ):
        made.setColor(where, QColor(getattr(tokens, name)))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(tokens.muted))
    return made
