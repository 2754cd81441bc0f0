"""One part of a review to read: what it says, word by word against what was read before, the verdict
and the comments. What is chosen is decided by the review panel.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from numspot_desk.contracts.reviewing.comments import Comment, CommentKind
from numspot_desk.contracts.reviewing.review_parts import PartReview
from numspot_desk.language.messages import Message
from numspot_desk.terms.word_diff import Mark, Piece
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.frame.status_line import ROLES
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.review.part_words import facts_of, name_of, pieces_of
from numspot_desk.ui.terms.marked_text import MarkedText
from numspot_desk.usecases.reviews.comment import ShownThread

_LINES = 6


class PartReader(QWidget):
    """Shows one part and the threads of one place."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.facts = QLabel(self)
        self.verdict = QLabel(self)
        self.reason = QLabel(self)
        self.comments = QLabel(self)
        for label in (self.facts, self.verdict, self.reason, self.comments):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        set_role(self.facts, "muted")
        self.text = MarkedText(self)
        self._fit()
        theme().changed.connect(self._fit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        for widget in (self.facts, self.text, self.verdict, self.reason, self.comments):
            layout.addWidget(widget)

    def show_part(
        self, each: PartReview | None, threads: Sequence[ShownThread], judged: Sequence[str] = ()
    ) -> None:
        """Show a part, None for none, what is said of it (`judged`, a line each), and the threads of the
        place that is chosen."""
        text = self.context.language.text
        pieces = pieces_of(each) if each is not None else ()
        self.text.setVisible(bool(pieces))
        if each is not None:
            self.text.setAccessibleName(self.context.text(name_of(each.part)))
            self.text.show_pieces(pieces, self._spoken(pieces))
        facts = [self._fact(*fact) for fact in facts_of(each)] if each is not None else []
        _say(self.facts, " · ".join(facts))
        _say(self.verdict, "\n".join(judged))
        note = each.step.note if each is not None and each.step is not None else ""
        _say(self.reason, text("Reason: {note}", note=note) if note else "")
        _say(self.comments, "\n\n".join(self._thread(thread) for thread in threads))

    def _fact(self, name: Message | str, now: Message | str, was: Message | str | None) -> str:
        text = self.context.language.text
        if was is None:
            return text("{name}: {value}", name=name, value=now)
        return text("{name}: {before} → {value}", name=name, before=was, value=now)

    def _spoken(self, pieces: Sequence[Piece]) -> str:
        text = self.context.language.text
        said = []
        for piece in pieces:
            if piece.mark is Mark.DELETED:
                said.append(text("removed: {text}", text=piece.text.strip()))
            elif piece.mark is Mark.INSERTED:
                said.append(text("added: {text}", text=piece.text.strip()))
        return "; ".join(said)

    def _thread(self, shown: ShownThread) -> str:
        text = self.context.language.text
        head = text("Comments")
        if shown.from_revision is not None:
            head = text("Comments from version {revision}", revision=shown.from_revision)
        if shown.field is None:
            head = text("{head} – {place} (taken out since)", head=head, place=shown.thread.about)
        if shown.thread.resolved:
            head = text("{head} – resolved", head=head)
        return "\n".join([head, *(self._entry(each) for each in shown.thread.entries)])

    def _entry(self, entry: Comment) -> str:
        text, formats = self.context.language.text, self.context.language.formats
        role = text(ROLES.get(entry.role, entry.role))
        who = text("{name} ({role})", name=entry.actor or "–", role=role)
        head = f"{who} · {formats.instant(entry.at)}"
        if entry.kind is CommentKind.RESOLVED:
            head = text("{who} – resolved", who=head)
        elif entry.kind is CommentKind.REOPENED:
            head = text("{who} – taken up again", who=head)
        return f"{head}\n{entry.words}" if entry.words else head

    def _fit(self) -> None:
        self.text.setFixedHeight(theme().metrics().lineSpacing() * _LINES + 3 * GRID)


def _say(label: QLabel, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))
