"""Whatever two laptops do and however they exchange: no version is lost, both end with the same ones, and an
approval holds for its own content alone."""

import tempfile
from pathlib import Path
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.usecases.handover.choose_branch import go_on_with, read_branches, stay_with_own
from numspot_desk.usecases.refusals import DeskError
from numspot_desk.usecases.reviews.read_review import content_of, read_review
from numspot_desk.usecases.samples.sample_answers import WORKSHOP
from tests.examples import examples
from tests.usecases.laptops import LAWYER, SALES, Laptop, Ticking

SIDES: Final = (0, 1)
ACTS: Final = ("edit", "request", "approve", "reopen", "send", "receive", "choose", "stay")
acts = st.lists(
    st.tuples(st.sampled_from(SIDES), st.sampled_from(ACTS), st.integers(0, 3)), min_size=3, max_size=24
)


class Exchange:
    """Two laptops with one order, and the files sent so far."""

    def __init__(self, folder: Path) -> None:
        clock = Ticking()
        self.laptops = (
            Laptop(folder / "a", 1, SALES, clock),
            Laptop(folder / "b", 2, LAWYER, clock),
        )
        self.order = self.laptops[0].new_order(WORKSHOP)
        self.number = self.laptops[0].record(self.order).number
        first = self.laptops[0].send(self.order)
        self.laptops[1].receive(first)
        self.files: tuple[list[Path], list[Path]] = ([first], [])
        self.exchanged = {self.laptops[0].main(self.order).id}

    def do(self, side: int, act: str, choice: int) -> None:
        """One act; one that its state refuses is none."""
        laptop, order = self.laptops[side], self.order
        try:
            match act:
                case "edit":
                    laptop.edit(order, purchase_order_number=f"BC-{choice}")
                case "request":
                    laptop.request(order, SALES)
                case "approve":
                    laptop.approve(order, LAWYER)
                case "reopen":
                    laptop.reopen(order)
                case "send":
                    self.exchanged.add(laptop.main(order).id)
                    self.files[side].append(laptop.send(order))
                case "receive":
                    came = self.files[1 - side]
                    if came:
                        laptop.receive(came[choice % len(came)])
                case "choose" | "stay":
                    self._choose(laptop, act, choice)
        except DeskError:
            return

    def _choose(self, laptop: Laptop, act: str, choice: int) -> None:
        found = read_branches(laptop.workspace, self.order)
        if found.branches:
            branch = found.branches[choice % len(found.branches)].variant.id
            do = go_on_with if act == "choose" else stay_with_own
            do(laptop.workspace, self.order, branch, found.held.variant.id, laptop.person, laptop.clock)

    def meet(self) -> None:
        """Both hand over what they have, until nothing moves."""
        for _ in range(3):
            for side in SIDES:
                self.do(side, "send", 0)
                self.laptops[1 - side].receive(self.files[side][-1])


@given(acts)
@examples(12)
def test_no_version_is_lost_and_both_sides_end_with_the_same(done: list[tuple[int, str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        exchange = Exchange(Path(folder))
        for act in done:
            exchange.do(*act)
            for laptop in exchange.laptops:
                _approval_holds_for_its_content(laptop, exchange.order)
        exchange.meet()
        here, there = (laptop.variants(exchange.number) for laptop in exchange.laptops)
        assert here == there
        assert exchange.exchanged <= here[1]
        for laptop in exchange.laptops:
            _approval_holds_for_its_content(laptop, exchange.order)
            assert laptop.workspace.audit.verify().broken_at is None
            laptop.workspace.close()


def _approval_holds_for_its_content(laptop: Laptop, order: str) -> None:
    record = laptop.record(order)
    review = read_review(laptop.workspace, record)
    if review.approval is not None:
        assert review.approval.step.content == content_of(record)
        assert record.state is OrderState.APPROVED
    else:
        assert record.state is not OrderState.APPROVED
