"""General terms numbered like those that the rules were written for, in words of our own, and renumbered."""

import hashlib
from collections.abc import Callable

from numspot_desk.rules import clauses
from numspot_desk.rules.changes import clauses_named
from numspot_desk.terms.tree import Line, Node, Terms

_WORDS = ("poire", "verger", "outil", "pluie", "treille", "sillon", "panier", "grange", "ruche", "noyer")


def same(ref: str) -> str:
    """Every clause under its own number."""
    return ref


def one_article_more(ref: str) -> str:
    """An article was put in before article 6: those after it have the next number."""
    head, dot, rest = ref.partition(".")
    number = head.removeprefix("CG-")
    return f"CG-{int(number) + 1}{dot}{rest}" if number.isdigit() and int(number) >= 6 else ref


def wording(ref: str) -> str:
    """Twelve words that only the clause known by this reference has."""
    digest = hashlib.sha256(ref.encode()).digest()
    return " ".join(f"{_WORDS[byte % 10]}{byte}" for byte in digest[:12]) + "."


def numbered(
    renumber: Callable[[str], str] = same, words: Callable[[str], str] = wording, *, added: str = ""
) -> Terms:
    """Every clause that the rules name and what holds it, each under the number that `renumber` gives."""
    named = {*clauses.TITLES, *clauses_named()}
    wanted = sorted(named | {above for ref in named for above in _holders(ref)}, key=clauses.sort_key)
    nodes: dict[str, Node] = {}
    tops: list[Node] = []
    for number, ref in enumerate(wanted, 1):
        nodes[ref] = _node(ref, renumber(ref), words(ref), number)
        holder = next(iter(_holders(ref)), "")
        (nodes[holder].children if holder else tops).append(nodes[ref])
    if added:
        tops.append(Node(added, "article", "9. ", "Ajout", 9000, [Line(9001, "Un article de plus.")]))
        tops.sort(key=lambda node: clauses.sort_key(node.ref))
    return Terms("Conditions inventées", "fr", tuple(tops))


def _node(ref: str, now: str, words: str, line: int) -> Node:
    kind = "definition" if ":" in ref else "point" if "." in ref else "article"
    return Node(now, kind, "1. ", clauses.title(ref, "fr") or "", line * 10, [Line(line * 10 + 1, words)])


def _holders(ref: str) -> list[str]:
    """What holds a clause, the closest first."""
    if ":" in ref:
        return [ref.partition(":")[0]]
    found = []
    while "." in ref:
        ref = ref.rpartition(".")[0]
        found.append(ref)
    return found
