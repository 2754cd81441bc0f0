"""The clause to try: its subject, what it does to which clause, its text and its rank. Nothing is saved."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from numspot_desk.contracts.ranking.layers import Topic
from numspot_desk.language.folding import fold_line
from numspot_desk.rules.clauses import Document, is_reference
from numspot_desk.rules.provisions import Effect
from numspot_desk.rules.subjects import CLAUSES
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import ChoiceField
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.labels import EFFECT_LABELS
from numspot_desk.usecases.contract.paper_words import RANK_NAMES
from numspot_desk.usecases.explaining.subject_names import SUBJECT_NAMES


class TrialDialog(QDialog):
    """`tried` carries topic, effect, target, text and rank."""

    tried = Signal(object, object, str, str, object)

    def __init__(
        self,
        context: DeskContext,
        topic: Topic | None = None,
        target: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        text = context.language.text
        self.setWindowTitle(text("Try a clause"))
        self.subject, self.effect, self.rank = (ChoiceField(context, (), self) for _ in range(3))
        subjects = sorted(SUBJECT_NAMES, key=lambda one: fold_line(text(SUBJECT_NAMES[one])))
        self.subject.set_options([(one, SUBJECT_NAMES[one]) for one in subjects])
        effects = (Effect.REPLACE, Effect.COMPLETE, Effect.EXCLUDE)
        self.effect.set_options([(effect.value, EFFECT_LABELS[effect]) for effect in effects])
        ranks = (Document.PARTICULAR, Document.SPECIAL)
        self.rank.set_options([(rank.value, RANK_NAMES[rank]) for rank in ranks])
        self.target = QLineEdit(target, self)
        self.words = QPlainTextEdit(self)
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(10 * GRID)
        form = QFormLayout(self)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for label, field in (
            (text("Subject"), self.subject),
            (text("Clause of the general terms (CG-6.3.a)"), self.target),
            (text("What it does"), self.effect),
            (text("Rank"), self.rank),
            (text("Text"), self.words),
        ):
            form.addRow(label, field)
            field.setAccessibleName(label)
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Ok | standard.Cancel, self)
        self.buttons.button(standard.Ok).setText(text("Try"))
        self.buttons.button(standard.Cancel).setText(text("Cancel"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        form.addRow(self.buttons)
        self.subject.currentIndexChanged.connect(self._propose)
        self.target.textChanged.connect(self._allow)
        self.setMinimumWidth(50 * GRID)
        if topic is not None and topic.subject in SUBJECT_NAMES:
            self.subject.set_value(topic.subject)
        if not target:
            self._propose()
        self._allow()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        topic = self.subject.currentData()
        self.tried.emit(
            Topic(topic, self.target.text().strip() if topic == "other" else ""),
            Effect(self.effect.currentData()),
            self.target.text().strip(),
            self.words.toPlainText(),
            Document(self.rank.currentData()),
        )
        super().accept()

    def _propose(self) -> None:
        clauses = CLAUSES.get(self.subject.currentData(), ())
        if clauses:
            self.target.setText(clauses[0])

    def _allow(self) -> None:
        typed = self.target.text().strip()
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(is_reference(typed) if typed else self.subject.currentData() != "other")
