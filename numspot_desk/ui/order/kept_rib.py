"""The RIB at the mandate of an order: attaching one, those kept, saving one back; and the way to the life of
the mandate once it has its reference. A RIB is never opened from here: the viewer would need it in clear."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import Chooser, SystemChooser
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.mandates.file_field import SCANS
from numspot_desk.ui.order.delivery.signed_copies import KeptRow
from numspot_desk.ui.order.presenter import OrderPresenter
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.files.scanned_files import read_scan
from numspot_desk.usecases.mandates.mandate_acts import Desk
from numspot_desk.usecases.mandates.order_rib import keep_order_rib, order_ribs
from numspot_desk.usecases.orders.signed_copies import save_kept_file
from numspot_desk.usecases.ports.orders import Attachment
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import DeskError
from numspot_desk.usecases.roles import may_write

Read = tuple[str, Sequence[Attachment]]


class KeptRib(QWidget):
    """Asks the store for the RIB of the order that is open; what is refused is said below."""

    def __init__(
        self, context: DeskContext, presenter: OrderPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context, self.presenter = context, presenter
        self.chooser: Chooser = SystemChooser(lambda: context.language)
        self._order = ""
        self.rum = ""
        self.rows: list[KeptRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(GRID)
        self._help = QLabel(self)
        self._help.setWordWrap(True)
        set_role(self._help, "help")
        self.attach, self.follow = QPushButton(self), QPushButton(self)
        for button, act in ((self.attach, self._attach), (self.follow, self._follow)):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.clicked.connect(act)
        self.said = OutcomeLine(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(self._list)
        layout.addWidget(self.attach)
        layout.addWidget(self._help)
        layout.addWidget(self.said)
        layout.addWidget(self.follow)
        context.person_changed.connect(self._dress)
        theme().changed.connect(self._dress)
        self.retranslate()

    def order_opened(self) -> None:
        """Forget what is kept with another order; read what is kept with this one."""
        order = self.presenter.record.id
        if order != self._order:
            self._order = order
            self.said.clear()
            self._show((order, ()))
        self._ask()

    def show_reference(self, rum: str) -> None:
        """The reference of the mandate, "" while it has none."""
        self.rum = rum
        self._dress()

    def retranslate(self) -> None:
        """Say everything again."""
        text = self.context.language.text
        self.attach.setText(text("Attach the RIB…"))
        self._help.setText(text("PDF or image of the bank details, kept encrypted with the mandate."))
        self.follow.setText(text("Follow the mandate"))
        for row in self.rows:
            row.retranslate()
        self._dress()

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────────

    def _ask(self) -> None:
        order = self._order
        self.context.run(lambda store: (order, order_ribs(store, order)), self._show, owner=self)

    def _show(self, read: Read) -> None:
        order, kept = read
        if order != self._order:
            return
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [KeptRow(self.context, each, self) for each in kept]
        for row in self.rows:
            row.save.clicked.connect(partial(self._save, row.kept))
            self._list.addWidget(row)

    def _attach(self) -> None:
        title = self.context.language.text("Bank details (RIB)")
        self.chooser.file(self, title, SCANS, self._attach_file)

    def _attach_file(self, path: Path) -> None:
        context, order = self.context, self._order
        by = Desk(context.person, context.clock, context.chance)

        def work(workspace: Workspace) -> Changes:
            return keep_order_rib(workspace, order, read_scan(path), by)

        context.run(work, self._kept, self._failed, owner=self)

    def _kept(self, changes: Changes) -> None:
        self.said.clear()
        self.context.announce(changes)
        self._ask()

    def _save(self, kept: Attachment) -> None:
        title = self.context.language.text("Folder for the copy")
        files = self.context.files

        def save(folder: Path) -> None:
            self.context.run(
                lambda store: save_kept_file(store, kept.order_id, kept.id, folder, files),
                lambda path: self.said.say(
                    self.context.language.text("Copy written in {file}.", file=path.name)
                ),
                self._failed,
                owner=self,
            )

        self.chooser.folder(self, title, save)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, DeskError):
            self.said.say(self.context.language.render(error.message), problem=True)
        else:
            self.context.failed(error)

    def _follow(self) -> None:
        if self.rum:
            self.context.go("mandates", self.rum)

    def _dress(self) -> None:
        self.attach.setIcon(icon("file", "accent"))
        self.attach.setVisible(may_write(self.context.person))
        self._help.setVisible(may_write(self.context.person))
        self.follow.setIcon(icon("mandates", "accent"))
        self.follow.setVisible(bool(self.rum))
