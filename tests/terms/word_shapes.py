"""Word files in the shapes that companies give their terms, each with the tree that a person sees in it.

A shape is its body, the parts beside it, and what is wanted: `REF kind title | …`, then the remarks and the
lines that a person is asked about. Companies and texts are made up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tests.terms.raw_word import (
    abstract,
    cell,
    instruction,
    level,
    listed,
    mark,
    num,
    p,
    raw_word,
    row,
    run,
    table,
)

_BREAK: Final = "<w:r><w:br/></w:r>"
_TAB: Final = "<w:r><w:tab/></w:r>"
_BOLD: Final = "<w:b/>"


@dataclass(frozen=True)
class Shape:
    """A Word file and what is read from it; `texts` are texts of clauses by reference."""

    content: bytes
    tree: str
    texts: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    contents: int = 0


def _style(
    style_id: str, name: str, *, level: int | None = None, list_at: int | None = None, bold: str = ""
) -> str:
    numbered = "" if list_at is None else listed(1, list_at)
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f"<w:pPr>{numbered}{outline}</w:pPr><w:rPr>{bold}</w:rPr></w:style>"
    )


def _field(code: str, result: str) -> str:
    return mark("begin") + instruction(code) + mark("separate") + run(result) + mark("end")


_HEADINGS: Final = "".join(_style(f"H{n + 1}", f"heading {n + 1}", level=n) for n in range(4))
_MULTI: Final = "".join(
    _style(f"H{n + 1}", f"heading {n + 1}", level=n, list_at=n, bold=_BOLD) for n in range(3)
)


def _unnumbered_headings() -> Shape:
    body = p("Vermeil — conditions", style="T") + p("Le service", style="H1") + p("Accès", style="H2")
    body += p("Le service s'ouvre en ligne.") + p("Arrêt", style="H2") + p("Il s'arrête la nuit.")
    body += p("Paiement", style="H1") + p("Cartes", style="H3") + p("Toutes les cartes sont prises.")
    body += p("Droit", style="H2") + p("Le droit français.")
    return Shape(
        raw_word(body, styles=_HEADINGS + _style("T", "Title")),
        """CG-P preamble | CG-P/1 heading Le service | CG-P/2 heading Accès | CG-P/3 heading Arrêt |
        CG-P/4 heading Paiement | CG-P/5 heading Cartes | CG-P/6 heading Droit""",
        {"CG-P/3": "Il s'arrête la nuit.", "CG-P/6": "Le droit français."},
    )


def _bold_headings() -> Shape:
    def bold(text: str) -> str:
        return p(inside=run(text[:3], _BOLD) + run(text[3:], _BOLD))

    body = p("Prêt d'outils") + bold("Objet") + p("L'atelier prête des outils.") + bold("Durée du prêt")
    body += p("Une semaine.", inside=run(" Pas plus.", _BOLD)) + bold("Retard") + p("Un sou par jour.")
    body += bold("Un paragraphe entier en gras, qui finit par un point.") + p(
        inside=run("Note", _BOLD) + run(" : rien.")
    )
    return Shape(
        raw_word(body),
        """CG-P preamble | CG-P/1 heading Objet | CG-P/2 heading Durée du prêt | CG-P/3 heading Retard""",
        {
            "CG-P/2": "Une semaine. Pas plus.",
            "CG-P/3": "Un sou par jour.\nUn paragraphe entier en gras, qui finit par un point.\nNote : rien.",
        },
    )


def _multi_level_list() -> Shape:
    numbering = abstract(
        1,
        level(0, "%1.", more='<w:pStyle w:val="H1"/>'),
        level(1, "%1.%2", more='<w:pStyle w:val="H2"/>'),
        level(2, "%1.%2.%3.", more='<w:pStyle w:val="H3"/>'),
        level(3, "(%4)", "lowerLetter"),
        level(4, "(%5)", "lowerRoman"),
    )
    body = p("GENERAL", style="H1") + p("Orders", style="H2") + p("Orders are written.", style="H3")
    body += p("Orders are:", style="H3") + p("signed;", properties=listed(1, 3))
    body += p("dated:", properties=listed(1, 3)) + p("by hand;", properties=listed(1, 4))
    body += p("by machine;", properties=listed(1, 4)) + p("numbered.", properties=listed(1, 3))
    body += p("Offers", style="H2") + p("Offers lapse.") + p("PRICE", style="H1") + p("Fixed", style="H2")
    return Shape(
        raw_word(body, styles=_MULTI, numbering=numbering + num(1)),
        """CG-1 article GENERAL | CG-1.1 point Orders | CG-1.1.1 point | CG-1.1.2 point | CG-1.1.2.a letter |
        CG-1.1.2.b letter | CG-1.1.2.c letter | CG-1.2 point Offers | CG-2 article PRICE |
        CG-2.1 point Fixed""",
        {"CG-1.1.2.b": "dated:\n(i) by hand;\n(ii) by machine;", "CG-1.2": "Offers lapse."},
    )


def _own_level_texts() -> Shape:
    numbering = abstract(
        1,
        level(0, "ARTICLE %1 -", "upperRoman"),
        level(1, "§ %2", more="<w:isLgl/>"),
        level(2, "%3°)"),
    ) + abstract(2, level(0, "ANNEXE %1 :", "upperLetter"))
    body = p("OBJET", properties=listed(1, 0)) + p("Un moulin.") + p("PRIX", properties=listed(1, 0))
    body += (
        p("Il comprend :") + p("la farine,", properties=listed(1, 2)) + p("le sac.", properties=listed(1, 2))
    )
    body += p("Plan", properties=listed(2, 0)) + p("Joint.") + p("Tarif", properties=listed(2, 0)) + p("Dix.")
    return Shape(
        raw_word(body, numbering=numbering + num(1) + num(2, follows=2)),
        """CG-1 article OBJET | CG-2 article PRIX | CG-AA annex Plan | CG-AB annex Tarif""",
        {"CG-2": "Il comprend :\n1°) la farine,\n2°) le sac.", "CG-AB": "Dix."},
    )


def _restarted_lists() -> Shape:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(1, level(0, "Article %1 :")) + abstract(2, level(0, "%1."))
    numbering += num(1) + num(2, 2) + num(3, 2, restart) + num(4, 2, restart)
    body = p("Objet", properties=listed(1)) + p("Vente", properties=listed(2)) + p("On vend.")
    body += p("Achat", properties=listed(2)) + p("On achète.") + p("Prix", properties=listed(1))
    body += (
        p("Calcul", properties=listed(3)) + p("Au poids.") + p("Remise", properties=listed(3)) + p("Aucune.")
    )
    body += (
        p("Pièces :", properties="")
        + p("un reçu,", properties=listed(4))
        + p("un sac.", properties=listed(4))
    )
    return Shape(
        raw_word(body, numbering=numbering),
        """CG-1 article Objet | CG-1.1 point Vente | CG-1.2 point Achat | CG-2 article Prix |
        CG-2.1 point Calcul | CG-2.2 point Remise""",
        {"CG-2.2": "Aucune.\nPièces :\n1. un reçu,\n2. un sac."},
    )


def _definitions_in_a_table() -> Shape:
    rows = [
        row(cell("Terme"), cell("Définition")),
        row(cell("Abonné"), cell("Celui qui paie un abonnement.")),
    ]
    rows += [row(cell("« Borne » (ou Station)"), cell("L'appareil qui charge.", "Elle est verte."))]
    rows += [row(cell("Charge :"), cell("Le passage du courant."))]
    body = p("Article 1 – Définitions") + p("Voici :") + table(*rows) + p("Article 2 – Prix") + p("Gratuit.")
    body += table(row(cell("Nuit"), cell("Le tarif du soir au matin.")), row(cell("Jour"), cell("Le reste.")))
    return Shape(
        raw_word(body),
        """CG-1 article Définitions | CG-1:Abonné definition | CG-1:Borne definition |
        CG-1:Charge definition | CG-2 article Prix""",
        {
            "CG-1": "Voici :\nTerme\tDéfinition",
            "CG-1:Borne": "« Borne » (ou Station)\tL'appareil qui charge. Elle est verte.",
        },
    )


def _articles_in_a_layout_table() -> Shape:
    text = "Le loueur prête la barque pour la journée entière, rames comprises."
    rows = [
        row(cell("Article 1 – Objet"), cell(text)),
        row(cell("Article 2 – Prix"), cell("Dix sous.", "D'avance.")),
    ]
    return Shape(
        raw_word(p("Barques") + table(*rows) + p("Fait au lac.")),
        "CG-1 article Objet | CG-2 article Prix",
        {"CG-1": text, "CG-2": "Dix sous.\nD'avance.\nFait au lac."},
    )


def _two_languages_side_by_side() -> Shape:
    rows = [
        row(cell("ARTICLE 1 – OBJET"), cell("ARTICLE 1 – SCOPE")),
        row(cell("Un pont."), cell("A bridge.")),
    ]
    rows += [row(cell("ARTICLE 2 – PÉAGE"), cell("ARTICLE 2 – TOLL")), row(cell("Un sou."), cell("A penny."))]
    return Shape(
        raw_word(p("Pont / Bridge") + table(*rows)),
        "CG-P preamble",
        unplaced=("ARTICLE 1 – OBJET\tARTICLE 1 – SCOPE", "ARTICLE 2 – PÉAGE\tARTICLE 2 – TOLL"),
    )


def _fields_and_links() -> Shape:
    contents = p(
        inside=mark("begin")
        + instruction(' TOC \\o "1-2" \\h ')
        + mark("separate")
        + run("1. Scope")
        + _TAB
        + _field(" PAGEREF _a ", "1")
    )
    contents += p(inside=run("2. Fees") + _TAB + run("2")) + p(inside=mark("end"))
    linked = f'<w:hyperlink w:anchor="x">{run("Section 2")}</w:hyperlink>'
    marked = '<w:bookmarkStart w:id="1" w:name="_a"/>' + run("1. Scope") + '<w:bookmarkEnd w:id="1"/>'
    body = p("TERMS OF WILLOW") + p("Table of contents") + contents + p(inside=marked, style="H1")
    body += p("See ", inside=_field(" REF _b \\r \\h ", "2.1") + run(" and ") + linked + run(".")) + p(
        "2. Fees", style="H1"
    )
    body += p("2.1", inside=_TAB + run("Invoices")) + p(
        "Page ", inside=f'<w:fldSimple w:instr=" PAGE ">{run("3")}</w:fldSimple>'
    )
    body += "<w:sectPr/>"
    return Shape(
        raw_word(body, styles=_HEADINGS),
        "CG-1 article Scope | CG-2 article Fees | CG-2.1 point Invoices",
        {"CG-1": "See 2.1 and Section 2.", "CG-2.1": "Page 3"},
        contents=3,
    )


def _soft_breaks_and_typography() -> Shape:
    heading = (
        run("ARTICLE\N{NO-BREAK SPACE}1")
        + _BREAK
        + run("OBJET\N{NO-BREAK SPACE}: «\N{NARROW NO-BREAK SPACE}LE LAC\N{NARROW NO-BREAK SPACE}»")
    )
    body = p(style="H1", inside=heading) + p("Le lac ouvre", inside=_BREAK + run("à l’aube."))
    body += p("ARTICLE\N{NO-BREAK SPACE}2", inside=_TAB + run("–") + _TAB + run("TARIF"), style="H1")
    body += p("a)", inside=_TAB + run("adultes,")) + p("b)", inside=_TAB + run("enfants."))
    return Shape(
        raw_word(body, styles=_HEADINGS),
        "CG-1 article OBJET : « LE LAC » | CG-2 article TARIF | CG-2.a letter | CG-2.b letter",
        {"CG-2.b": "enfants."},
    )


def _controls_boxes_and_alternatives() -> Shape:
    box = f"<w:txbxContent>{p('Article 2 – Encadré')}{p('Dans la boîte.')}</w:txbxContent>"
    drawn = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    controlled = p("Article 1 – Contrôle") + p("Dans le contrôle.")
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{controlled}</w:sdtContent></w:sdt>"
    body += p("Avant.", inside=drawn) + p("Après.")
    inner = table(row(cell("a"), cell("b")))
    body += p("Article 3 – Tableaux") + table(
        row(cell("Un"), cell("Deux", inside=inner)), row(cell("3"), cell("4"))
    )
    return Shape(
        raw_word(body),
        "CG-1 article Contrôle | CG-2 article Encadré | CG-3 article Tableaux",
        {"CG-1": "Dans le contrôle.\nAvant.", "CG-2": "Dans la boîte.\nAprès.", "CG-3": "Un\ta b Deux\n3\t4"},
    )


def _notes_comments_and_hidden_text() -> Shape:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    said = '<w:commentRangeStart w:id="1"/>' + run("dix sous") + '<w:commentRangeEnd w:id="1"/>'
    said += '<w:r><w:commentReference w:id="1"/></w:r>'
    body = p("Article 1 – Prix") + p("Il est de ", inside=said + note + run(" net", "<w:vanish/>") + run("."))
    body += p("Article 2 – Fin") + p("Un an.", inside='<w:r><w:endnoteReference w:id="3"/></w:r>')
    return Shape(
        raw_word(
            body,
            footnotes=f'<w:footnote w:id="2">{p("Hors taxe.")}</w:footnote>',
            endnotes=f'<w:endnote w:id="3">{p("Renouvelable.")}</w:endnote>',
            comments=f'<w:comment w:id="1">{p("À revoir ?")}</w:comment>',
        ),
        "CG-1 article Prix | CG-2 article Fin",
        {"CG-1": "Il est de dix sous."},
        remarks=("hidden_text: net", "comment: À revoir ?", "footnote: Hors taxe.", "endnote: Renouvelable."),
    )


def _title_of_an_article_without_number() -> Shape:
    body = p("Article 1 – Objet", style="H1") + p("Un four.") + p("Détails", style="H2") + p("Il est rond.")
    body += (
        p("Article 2 – Prix", style="H1") + p("Un sou.") + p("Signatures", style="H1") + p("Le boulanger.")
    )
    return Shape(
        raw_word(body, styles=_HEADINGS),
        "CG-1 article Objet | CG-1/1 heading Détails | CG-2 article Prix",
        {"CG-2": "Un sou.\nSignatures\nLe boulanger."},
        unplaced=("Signatures",),
    )


def _annexes_of_an_agreement() -> Shape:
    page = '<w:r><w:br w:type="page"/></w:r>'
    body = (
        p("1. DEFINITIONS")
        + p("“Fees” means what is paid.")
        + p("2. FEES")
        + p("2.1 Fees are due in advance.")
    )
    body += (
        p("2.2 Section 2.1 applies to renewals.") + p(inside=page + run("Schedule 1")) + p("SERVICE LEVELS")
    )
    body += (
        p("1. Support")
        + p("On working days.")
        + p("Schedule 2: Prices")
        + table(row(cell("Year"), cell("10")))
    )
    body += p("Exhibit – Logo") + p("As drawn.")
    return Shape(
        raw_word(body),
        """CG-1 article DEFINITIONS | CG-1:Fees definition | CG-2 article FEES | CG-2.1 point | CG-2.2 point |
        CG-A1 annex SERVICE LEVELS | CG-A1.1 point Support | CG-A2 annex Prices | CG-A3 annex Logo""",
        {"CG-2.2": "Section 2.1 applies to renewals.", "CG-A2": "Year\t10"},
    )


SHAPES: Final[Mapping[str, Shape]] = {
    "headings in styles, none numbered": _unnumbered_headings(),
    "headings in bold": _bold_headings(),
    "a list of five levels": _multi_level_list(),
    "level texts of its own": _own_level_texts(),
    "lists that restart": _restarted_lists(),
    "definitions in a table": _definitions_in_a_table(),
    "articles laid out in a table": _articles_in_a_layout_table(),
    "two languages side by side": _two_languages_side_by_side(),
    "fields, bookmarks and links": _fields_and_links(),
    "soft breaks and typography": _soft_breaks_and_typography(),
    "controls, boxes, nested tables": _controls_boxes_and_alternatives(),
    "notes, comments, hidden text": _notes_comments_and_hidden_text(),
    "a title as high as an article": _title_of_an_article_without_number(),
    "schedules of an agreement": _annexes_of_an_agreement(),
}
