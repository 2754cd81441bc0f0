"""Clauses to write into general terms, and what the marked text says once it is settled."""

from collections.abc import Sequence

from numspot_desk.rules.provisions import Effect
from numspot_desk.terms.inscribed import Inscription
from numspot_desk.terms.redline import Origin, Paragraph
from numspot_desk.terms.tree import Terms
from numspot_desk.terms.word_diff import Mark, new_text, old_text


def clause(name: str, effect: str, target: str, text: str = "", **more: str) -> Inscription:
    """A derogation called `CP-D1`, or a clause of special conditions called `CS-HDS-1`."""
    rank = name.partition("-")[0]
    return Inscription(
        Origin(name, f"{name} {effect} {target}"), Effect(effect), text, target, rank=rank, **more
    )


def refused(paragraphs: Sequence[Paragraph]) -> list[str]:
    """The paragraphs once every mark is refused."""
    return [old_text(one.pieces) for one in paragraphs if one.mark is not Mark.INSERTED]


def accepted(paragraphs: Sequence[Paragraph]) -> list[str]:
    """The paragraphs once every mark is accepted."""
    return [new_text(one.pieces) for one in paragraphs if one.mark is not Mark.DELETED]


def whole(version: Terms) -> list[str]:
    """The paragraphs of the terms."""
    title = [version.title] if version.title else []
    return title + (version.body().split("\n") if any(True for _ in version.walk()) else [])


EVERY_EFFECT = (
    clause("CP-D1", "replace", "CG-2.2", "Le Verger répond sous trente (30) jours. Son silence vaut refus."),
    clause("CP-D2", "exclude", "CG-3", "L'entretien revient au Verger."),
    clause("CP-D3", "complete", "CG-4", "Les fruits tombés aussi.\nLes feuilles restent."),
    clause("CP-D4", "replace", "CG-6.a", "par un appel, le jour même ;"),
    clause("CP-D5", "exclude", "CG-1#1"),
    clause("CP-D6", "complete", "CG-6#1", "sans frais,"),
    clause("CP-D7", "replace", "CG-5", "Une fête unit l'œuvre et le cœur.\nElle dure."),
    clause("CS-HDS-1", "complete", "CG-3.2", "La taille est tracée."),
    clause(
        "CS-HDS-2", "complete", "", "Le fruit est compté.", under="Conditions spécifiques", title="CS-HDS-2"
    ),
)
"""Each effect at a clause, at a paragraph, at a clause with parts, and clauses of special conditions."""
