"""What is wrong with a clause or a file of the library, by place: found all at once, shown line by line."""

from dataclasses import dataclass

from numspot_desk.language.messages import Message


@dataclass(frozen=True)
class LibraryFault:
    """One fault: `clause` is the id of the clause where it is known, `place` the path inside the document
    (`clauses[2].parameters[0].ladder`)."""

    place: str
    message: Message
    clause: str = ""


class LibraryRefused(Exception):
    """A document of the library cannot be taken as it is; nothing of it was kept."""

    def __init__(self, faults: tuple[LibraryFault, ...]) -> None:
        super().__init__("; ".join(f"{one.place}: {one.message.msgid}" for one in faults))
        self.faults = faults
