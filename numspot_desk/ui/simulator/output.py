"""What leaves the page of the simulator: a Word document, its content as PDF, the picture as PNG and SVG."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QObject
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter
from PySide6.QtWidgets import QWidget

from numspot_desk.contracts.content.blocks import Document
from numspot_desk.language.zone import PARIS
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import Chooser, SystemChooser
from numspot_desk.ui.preview.paint import paint
from numspot_desk.ui.simulator.presenter import SimulatorPresenter
from numspot_desk.ui.simulator.timeline import Timelines
from numspot_desk.usecases.simulation.export import file_stem, simulation_document

_MARGIN = 12.0
_SHARP = 200


class SimulatorOutput(QObject):
    """Writes what one page shows."""

    def __init__(
        self, context: DeskContext, presenter: SimulatorPresenter, timelines: Timelines, window: QWidget
    ) -> None:
        super().__init__(window)
        self.context = context
        self.chooser: Chooser = SystemChooser(lambda: context.language)
        self._presenter, self._timelines, self._window = presenter, timelines, window

    def choose_folder(self, kind: str) -> None:
        """Let the person choose where `word`, `pdf` or `picture` is written."""
        if self._presenter.simulations:
            title = self.context.language.text("Folder for the simulation")
            self.chooser.folder(self._window, title, lambda folder: self.save_in(folder, kind))

    def save_in(self, folder: Path, kind: str) -> None:
        """Write the simulation in a folder: `word`, `pdf` or `picture`."""
        ground, context = self._presenter.ground, self.context
        if ground is None or not self._presenter.simulations:
            return
        stem = file_stem(ground.number, context.clock.now().astimezone(PARIS))
        files: dict[str, bytes] = {}
        document: Document | None = None
        if kind == "picture":
            title = self.title()
            files = {f"{stem}.png": self._timelines.png(title), f"{stem}.svg": self._timelines.svg(title)}
        else:
            document = self.document()
            if kind == "pdf":
                files = {f"{stem}.pdf": pdf_of(document)}

        def work() -> Sequence[Path]:
            written: Mapping[str, bytes] = files
            if not files and document is not None:
                written = {f"{stem}.docx": context.word.write(document)}
            return context.files.write_all(folder, written)

        def done(paths: Sequence[Path]) -> None:
            said = ", ".join([str(paths[0]), *(path.name for path in paths[1:])])
            context.post(context.language.text("Saved: {path}", path=said))

        context.background(work, done, owner=self)

    def document(self) -> Document:
        """The scenarios as a document, in French, with their picture."""
        shown = self._presenter
        assert shown.ground is not None
        return simulation_document(
            shown.ground,
            shown.simulations,
            self._timelines.png("", french=True),
            self.context.person,
            shown.today,
            each_reading=shown.each_reading,
        )

    def title(self) -> str:
        """What stands above the picture: contract, client and day, and that nothing of it is a fact."""
        ground, language = self._presenter.ground, self.context.language
        assert ground is not None
        return language.text(
            "Simulation, not a fact · {number} · {client} · {day}",
            number=ground.number,
            client=ground.contract.client,
            day=language.formats.date_list(self._presenter.today),
        )


def pdf_of(document: Document) -> bytes:
    """The pages of a document as a PDF file, on A4."""
    content, buffer = QByteArray(), QBuffer()
    buffer.setBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN), QPageLayout.Unit.Millimeter)
    writer.setResolution(_SHARP)
    writer.setTitle(document.title)
    paint(document).print_(writer)
    del writer
    buffer.close()
    return bytes(content.data())
