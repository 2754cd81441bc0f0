"""What a use case altered, so that the screens refresh just that."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Changes:
    """Ids of what changed, by kind. Empty sets mean "nothing of this kind"."""

    orders: frozenset[str] = field(default_factory=frozenset)
    clients: frozenset[str] = field(default_factory=frozenset)
    mandates: frozenset[str] = field(default_factory=frozenset)
    catalogue: bool = False
    settings: bool = False
    terms: bool = False
    library: bool = False
    marks: bool = False

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(
            self.orders | other.orders,
            self.clients | other.clients,
            self.mandates | other.mandates,
            self.catalogue or other.catalogue,
            self.settings or other.settings,
            self.terms or other.terms,
            self.library or other.library,
            self.marks or other.marks,
        )
