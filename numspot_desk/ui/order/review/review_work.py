"""What the review panel asks of the use cases: one act, with all that was on the screen. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass

from numspot_desk.contracts.reviewing.comments import CommentKind
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.orders.order_acts import OrderChanged
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.reviews import comment, review_order, review_parts
from numspot_desk.usecases.reviews.delegate_review import delegate_review
from numspot_desk.usecases.reviews.review_rules import ReviewAct


@dataclass(frozen=True)
class Asked:
    """An act as it was asked for: on which order, the content that was seen, the note and the place it is
    about with its name; the parts by fingerprint and name, who a review goes to, the thread that is answered
    and whether it stands resolved."""

    act: ReviewAct
    order: str
    seen: str
    note: str
    person: Person
    clock: Clock
    field: str = ""
    about: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    to: str = ""
    thread: str = ""
    resolved: bool = False

    def do(self, workspace: Workspace) -> Changes:
        """Do it."""
        if self.act in (ReviewAct.COMMENT, ReviewAct.RESOLVE):
            return self._comment(workspace)
        return self._review(workspace).changes

    def _comment(self, workspace: Workspace) -> Changes:
        order, person, clock = self.order, self.person, self.clock
        if self.act is ReviewAct.RESOLVE:
            kind = CommentKind.REOPENED if self.resolved else CommentKind.RESOLVED
            done = comment.answer_thread(workspace, order, self.thread, self.note, person, clock, kind)
        elif self.thread and not self.resolved:
            done = comment.answer_thread(workspace, order, self.thread, self.note, person, clock)
        else:
            done = comment.begin_thread(workspace, order, self.field, self.about, self.note, person, clock)
        workspace.reviews.keep_begun(order, person.role, None, clock.now())
        return done

    def _review(self, workspace: Workspace) -> OrderChanged:
        order, seen, note, person, clock = self.order, self.seen, self.note, self.person, self.clock
        match self.act:
            case ReviewAct.REQUEST:
                return review_order.request_review(workspace, order, seen, note, person, clock)
            case ReviewAct.APPROVE:
                return self._decide(workspace, review_order.approve_order)
            case ReviewAct.RETURN:
                return self._decide(workspace, review_order.return_order)
            case ReviewAct.REFUSE:
                return review_order.refuse_order(workspace, order, seen, note, person, clock)
            case ReviewAct.TAKE:
                return review_order.take_review(workspace, order, seen, person, clock)
            case ReviewAct.DELEGATE:
                return delegate_review(workspace, order, seen, self.to, note, person, clock)
            case ReviewAct.REMARK:
                return self._remark(workspace)
            case ReviewAct.WITHDRAW:
                return review_order.withdraw_review(workspace, order, seen, person, clock)
            case ReviewAct.MODIFY:
                return review_order.modify_again(workspace, order, seen, person, clock)
            case ReviewAct.APPROVE_PART:
                return review_parts.approve_parts(workspace, order, seen, self.parts, person, clock)
            case ReviewAct.RETURN_PART:
                part, name = self.parts[0]
                return review_parts.return_part(workspace, order, seen, part, name, note, person, clock)
            case ReviewAct.UNREAD_PART:
                part, name = self.parts[0]
                return review_parts.unread_part(workspace, order, seen, part, name, person, clock)
            case ReviewAct.COMMENT | ReviewAct.RESOLVE:
                raise ValueError(self.act)

    def _remark(self, workspace: Workspace) -> OrderChanged:
        return review_order.add_remark(
            workspace, self.order, self.seen, self.field, self.about, self.note, self.person, self.clock
        )

    def _decide(self, workspace: Workspace, by: Callable[..., OrderChanged]) -> OrderChanged:
        """A note about one place becomes a remark before the decision."""
        with workspace.transaction():
            whole = self.note
            if self.field and whole.strip():
                self._remark(workspace)
                whole = ""
            return by(workspace, self.order, self.seen, whole, self.person, self.clock)
