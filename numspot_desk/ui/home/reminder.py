"""The strip above the home page while nobody has said that the recovery key is kept."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import pixmap
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID

_ICON = 16


class RecoveryReminder(QFrame):
    """What is at risk, and the way to the act that ends it. It asks for nothing and covers nothing."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        set_role(self, "banner")
        self._sign = QLabel(self)
        self._sentence = QLabel(self)
        self._sentence.setWordWrap(True)
        self.button = QPushButton(self)
        self.button.clicked.connect(self._go)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._sign)
        layout.addWidget(self._sentence, 1)
        layout.addWidget(self.button)
        theme().changed.connect(self._dress)
        context.language_changed.connect(self._dress)
        self._dress()
        self.hide()

    def read(self) -> None:
        """Ask the workspace whether its recovery key is kept; be gone when it is."""
        safety = self.context.safety
        if safety is not None and self.context.has_workspace:
            self.context.run(safety.recovery_key_kept, self._show, owner=self)

    def _show(self, kept: bool) -> None:
        self.setVisible(not kept)

    def _go(self) -> None:
        self.context.go("settings", "recovery_key")

    def _dress(self) -> None:
        text = self.context.language.text
        self._sign.setPixmap(pixmap("warning", "warning", _ICON, self.devicePixelRatioF()))
        self._sentence.setText(
            text(
                "No recovery key is kept: if the passphrase or this computer is lost, nothing opens the "
                "contracts."
            )
        )
        self.button.setText(text("Make a key to keep"))
        self.button.setAccessibleName(self.button.text())
