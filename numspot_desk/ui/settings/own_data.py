"""The sections kept in the workspace: NumSpot's own data as documents print them, review threshold."""

import base64
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import file_dialog
from numspot_desk.ui.kit.fields import NumberField, TextField
from numspot_desk.ui.kit.flag import FlagField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.settings.section import Section
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.roles import may_decide, may_write
from numspot_desk.usecases.settings.change_settings import (
    CONTACTS,
    WorkspaceSettings,
    change_creditor,
    change_four_eyes,
    change_threshold,
    creditor_problems,
    threshold_problems,
)

FIELDS = (
    ("legal_name", N_("Name of the creditor"), N_("Default: NumSpot")),
    ("legal_form", N_("Legal form"), ""),
    ("capital", N_("Share capital"), ""),
    ("registration", N_("Registration"), ""),
    ("vat_number", N_("VAT number"), ""),
    ("line1", N_("Address"), ""),
    ("line2", N_("Address, second line"), ""),
    ("postcode", N_("Postcode"), ""),
    ("city", N_("City"), ""),
    ("country", N_("Country, two letters"), ""),
    ("ics", N_("SEPA creditor identifier (ICS)"), N_("Default: FR15ZZZ588627")),
    ("signatory_name", N_("Signatory for NumSpot"), ""),
    ("signatory_function", N_("Function of the signatory"), ""),
    ("phone", N_("Phone"), ""),
    ("email", N_("Email for contracts"), ""),
    (
        "billing_email",
        N_("Email for invoices"),
        N_("Where clients ask about an invoice; printed beside the payment."),
    ),
)
_READS = N_("Your declared role only reads: these settings are not changed by it.")
LARGEST_FILE, MOST_PIXELS = 10_000_000, 40_000_000
"""The most that is read of a picture before it is reduced."""
LOGO_SIZE = 600
"""The longest side of a logo that is kept, in pixels; a larger picture is reduced."""


class CreditorSection(Section):
    """NumSpot's name, address, ICS, signatory, contacts and logo."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            N_("NumSpot in the documents"),
            N_("Printed on orders and mandates. Exported documents do not change any more."),
            parent,
        )
        self.fields: dict[str, TextField] = {}
        self.rows: dict[str, FormRow] = {}
        for name, label, help_text in FIELDS:
            field = TextField(context, self)
            field.edited.connect(self._edited)
            self.fields[name] = field
            self.rows[name] = FormRow(context, label, field, help_text, parent=self)
            self.add_row(self.rows[name])
        self._logo = ""
        self._kept: dict[str, str] = {}
        self.logo = LogoField(context, self)
        self.logo.choose.clicked.connect(self._choose_logo)
        self.logo.remove.clicked.connect(self._remove_logo)
        self.logo_row = FormRow(
            context, N_("Logo"), self.logo, N_("A PNG or JPEG picture. Default: none"), parent=self
        )
        self.add_row(self.logo_row)
        context.person_changed.connect(self._lock_rows)
        self._lock_rows()
        self.retranslate()

    def _lock_rows(self) -> None:
        person = self.context.person
        for name, field in self.fields.items():
            field.setReadOnly(not (may_decide(person) or (name in CONTACTS and may_write(person))))
        for button in (self.logo.choose, self.logo.remove):
            button.setVisible(may_write(person))
        if may_decide(person):
            self.say_locked("")
        elif may_write(person):
            self.say_locked(
                message(
                    "What binds NumSpot (identity, ICS, signatory) is changed by legal alone. Phone, emails "
                    "and logo are open to you."
                )
            )
        else:
            self.say_locked(_READS)

    def show_settings(self, settings: WorkspaceSettings) -> None:
        """Show what the workspace holds."""
        data = self._kept = settings.creditor.data()
        for name, field in self.fields.items():
            field.set_value(data[name])
        self._logo = data["logo"]
        self.logo.show_logo(settings.creditor.logo_png())
        self._check()

    def data(self) -> dict[str, str]:
        """What the rows hold."""
        return {name: field.value().strip() for name, field in self.fields.items()} | {"logo": self._logo}

    def save(self) -> None:
        """Keep what the rows hold; where it cannot be, what was kept before stays."""
        data, person, clock = self.data(), self.context.person, self.context.clock
        for fault in creditor_problems(data):
            data[fault.field] = self._kept.get(fault.field, "")
        self._kept = data
        self.context.run(
            lambda workspace: change_creditor(workspace, data, person, clock), partial(saved, self.context)
        )

    def set_logo(self, file: Path) -> None:
        """Keep a picture as the logo, reduced to a sensible size; say beside it why a file is no logo."""
        refused, image = _logo_refused(file), QImage()
        if refused is None:
            image = QImage(str(file))
            if image.isNull():
                refused = message("This file is not a picture that can be read. Choose a PNG or a JPEG.")
        self.logo_row.set_problems([problem("invalid_value", "logo", refused)] if refused else [])
        if refused is not None:
            return
        if max(image.width(), image.height()) > LOGO_SIZE:
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            image = image.scaled(LOGO_SIZE, LOGO_SIZE, keep, smooth)
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        png = bytes(content.data())
        self._logo = base64.b64encode(png).decode("ascii")
        self.logo.show_logo(png)
        self.save()

    def _edited(self) -> None:
        self._check()
        self.save_soon()

    def _check(self) -> None:
        found = creditor_problems(self.data())
        for name, row in self.rows.items():
            row.set_problems([fault for fault in found if fault.field == name])

    def _choose_logo(self) -> None:
        text = self.context.language.text
        mode = QFileDialog.FileMode.ExistingFile
        dialog = file_dialog(self, text("Choose a logo"), mode, self.context.language)
        dialog.setNameFilter(text("Pictures (*.png *.jpg *.jpeg)"))
        dialog.fileSelected.connect(self._logo_chosen)
        dialog.show()

    def _logo_chosen(self, name: str) -> None:
        self.set_logo(Path(name))

    def _remove_logo(self) -> None:
        former = self._logo
        if not former:
            return
        self._set_logo_text("")
        self.context.post(self.context.language.text("Logo removed."), partial(self._set_logo_text, former))

    def _set_logo_text(self, text: str) -> None:
        self._logo = text
        self.logo.show_logo(base64.b64decode(text) if text else None)
        self.save()


def _logo_refused(file: Path) -> Message | None:
    """Why this file is too much for a logo, told without reading its picture."""
    try:
        size = file.stat().st_size
    except OSError:
        size = 0
    pixels = QImageReader(str(file)).size()
    if size > LARGEST_FILE or pixels.width() * pixels.height() > MOST_PIXELS:
        return message("This picture is too large for a logo: choose one under 10 MB and 40 megapixels.")
    return None


class LogoField(QWidget):
    """The logo as it is, with buttons to choose and to remove it."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._picture = QLabel(self)
        self._picture.setMinimumSize(16 * GRID, 8 * GRID)
        self.choose, self.remove = QPushButton(self), QPushButton(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._picture)
        layout.addWidget(self.choose)
        layout.addWidget(self.remove)
        layout.addStretch(1)
        self.setFocusProxy(self.choose)
        context.language_changed.connect(self._dress)
        self._has = False
        self._dress()

    def show_logo(self, png: bytes | None) -> None:
        """Show this picture, or that there is none."""
        picture = QPixmap()
        self._has = png is not None and picture.loadFromData(png)
        if self._has:
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._picture.setPixmap(picture.scaled(16 * GRID, 8 * GRID, keep, smooth))
        else:
            self._picture.clear()
        self._dress()

    def _dress(self) -> None:
        text = self.context.language.text
        if not self._has:
            self._picture.setText(text("No logo"))
        self.choose.setText(text("Choose…"))
        self.choose.setAccessibleName(text("Choose a logo"))
        self.remove.setText(text("Remove"))
        self.remove.setAccessibleName(text("Remove the logo"))
        self.remove.setEnabled(self._has)


class ReviewSection(Section):
    """From which discount on an order needs a review, and who may approve."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, N_("Review by legal"), "", parent)
        self.threshold = NumberField(context, self)
        self.row = FormRow(
            context,
            N_("Discount that asks for a review (%)"),
            self.threshold,
            N_("Default: 15. Derogations and special conditions always ask for one."),
            parent=self,
        )
        self.add_row(self.row)
        self.four_eyes = FlagField(context, self)
        self.add_row(
            FormRow(
                context,
                N_("Four eyes on each approval"),
                self.four_eyes,
                N_("Nobody approves what they wrote or sent. Default: no. The name declared counts."),
                may_fail=False,
                parent=self,
            )
        )
        self.threshold.edited.connect(self._edited)
        self.four_eyes.edited.connect(self._four_eyes_chosen)
        context.person_changed.connect(self._lock_rows)
        self._lock_rows()
        self.retranslate()

    def _lock_rows(self) -> None:
        decides = may_decide(self.context.person)
        self.threshold.setReadOnly(not decides)
        self.four_eyes.setEnabled(decides)
        self.say_locked("" if decides else N_("Legal alone changes the rules of its reviews."))

    def show_settings(self, settings: WorkspaceSettings) -> None:
        """Show what the workspace holds."""
        self.threshold.set_value(settings.discount_threshold)
        self.four_eyes.set_value(settings.four_eyes)
        self.row.set_problems(threshold_problems(self.threshold.value()))

    def save(self) -> None:
        percent, person, clock = self.threshold.value(), self.context.person, self.context.clock
        if not threshold_problems(percent):
            self.context.run(
                lambda workspace: change_threshold(workspace, percent, person, clock),
                partial(saved, self.context),
            )

    def _four_eyes_chosen(self) -> None:
        asked, person, clock = self.four_eyes.value(), self.context.person, self.context.clock
        self.context.run(
            lambda workspace: change_four_eyes(workspace, asked, person, clock), partial(saved, self.context)
        )

    def _edited(self) -> None:
        self.row.set_problems(threshold_problems(self.threshold.value()))
        self.save_soon()


def saved(context: DeskContext, changes: Changes) -> None:
    """Say that a setting was kept, and let the screens follow."""
    if changes.settings:
        context.saved.emit(context.clock.now())
        context.announce(changes)
