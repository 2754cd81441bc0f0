"""Generated general terms, printed in a random shape as text, Markdown and Word, read back as themselves."""

from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.terms.headings import as_roman
from numspot_desk.terms.reading import read_terms
from tests.examples import examples
from tests.terms.raw_word import abstract, cell, level, listed, num, p, raw_word, row, table

Rows = tuple[tuple[str, str], ...]
Block = str | Rows


@dataclass(frozen=True)
class Clause:
    """A clause to print: its title, its paragraphs and tables, its parts."""

    title: str
    blocks: tuple[Block, ...]
    parts: tuple["Clause", ...] = ()


@dataclass(frozen=True)
class Shape:
    """How a document numbers and what separates a number from its title."""

    article: str
    point: str
    letter: str
    title: str
    annex: str


@dataclass(frozen=True)
class Printed:
    """A heading as printed: which level, its number with what follows, and the clause; or a block of text."""

    depth: int
    marker: str
    clause: Clause


_WORDS = st.sampled_from(["orge", "seigle", "moulin", "farine", "pain", "four", "sac", "meule", "étuve"])
_TITLE = st.lists(_WORDS, min_size=1, max_size=4).map(lambda words: " ".join(words).capitalize())
_SENTENCE = st.lists(_WORDS, min_size=3, max_size=12).map(lambda words: " ".join(words).capitalize() + ".")
_BULLET = _SENTENCE.map(lambda text: "- " + text.lower()[:-1] + ",")
_ROWS = st.lists(st.tuples(_WORDS, _WORDS), min_size=2, max_size=3).map(tuple)
_BLOCKS = st.lists(st.one_of(_SENTENCE, _SENTENCE, _BULLET, _ROWS), max_size=3).map(tuple)
_TEXTS = st.tuples(_SENTENCE, _BLOCKS).map(lambda found: (found[0], *found[1]))
_LETTERS = st.lists(st.builds(Clause, _TITLE, _TEXTS), max_size=3).map(tuple)
_POINTS = st.lists(st.builds(Clause, _TITLE, _TEXTS, _LETTERS), max_size=3).map(tuple)
_ARTICLES = st.lists(st.builds(Clause, _TITLE, _TEXTS, _POINTS), min_size=2, max_size=5).map(tuple)
_ANNEXES = st.lists(st.builds(Clause, _TITLE, _TEXTS, _POINTS), max_size=2).map(tuple)
_GROUPS = st.one_of(
    st.tuples(st.just(""), _ARTICLES).map(lambda one: (one,)),
    st.lists(st.tuples(_TITLE, _ARTICLES), min_size=2, max_size=2).map(tuple),
)
_SHAPES = st.builds(
    Shape,
    st.sampled_from(["ARTICLE {n}. ", "Article {n} – ", "ARTICLE {r} : ", "Clause {n}: ", "Article {n} - "]),
    st.sampled_from(["{n}. ", "{n}) ", "{a}.{n} ", "{a}.{n}. ", "{n} - "]),
    st.sampled_from(["{l}. ", "{l}) ", "({l}) "]),
    st.sampled_from(["TITRE {r} – ", "Chapitre {n} : ", "PARTIE {n}. "]),
    st.sampled_from(["Annexe {n} - ", "ANNEXE {A} – ", "Schedule {n}: ", "APPENDIX {r} - "]),
)


@examples(120)
@given(_GROUPS, _ANNEXES, _SHAPES)
def test_terms_printed_in_any_shape_read_back_as_themselves(
    groups: tuple[tuple[str, tuple[Clause, ...]], ...], annexes: tuple[Clause, ...], shape: Shape
) -> None:
    printed = list(_printed(groups, annexes, shape))
    wanted = list(_wanted(groups, annexes, shape))
    for name, content in {
        "terms.txt": _as_text(printed),
        "terms.md": _as_markdown(printed),
        "typed.docx": _as_typed_word(printed),
        "numbered.docx": _as_numbered_word(printed, shape),
    }.items():
        terms = read_terms(name, content)
        assert [(node.ref, node.title, node.text) for node in terms.walk()] == wanted, name
        assert not terms.unplaced and not terms.contents, name


# ── What is printed, and what is wanted back ─────────────────────────────────────────────────────────


def _number(form: str, number: int, article: int | str = "") -> str:
    letter = chr(96 + number)
    return form.format(n=number, r=as_roman(number), l=letter, A=letter.upper(), a=article)


def _printed(
    groups: tuple[tuple[str, tuple[Clause, ...]], ...], annexes: tuple[Clause, ...], shape: Shape
) -> Iterator[Printed]:
    article = 0
    for place, (title, articles) in enumerate(groups, 1):
        if title:
            yield Printed(0, _number(shape.title, place), Clause(title, ()))
        for one in articles:
            article += 1
            yield Printed(1, _number(shape.article, article), one)
            yield from _printed_points(one, article, shape)
    for place, annex in enumerate(annexes, 1):
        yield Printed(4, _number(shape.annex, place), annex)
        yield from _printed_points(annex, place, shape)


def _printed_points(clause: Clause, article: int, shape: Shape) -> Iterator[Printed]:
    for place, point in enumerate(clause.parts, 1):
        yield Printed(2, _number(shape.point, place, article), point)
        for letter, one in enumerate(point.parts, 1):
            yield Printed(3, _number(shape.letter, letter), one)


def _wanted(
    groups: tuple[tuple[str, tuple[Clause, ...]], ...], annexes: tuple[Clause, ...], shape: Shape
) -> Iterator[tuple[str, str, str]]:
    article = 0
    for place, (title, articles) in enumerate(groups, 1):
        if title:
            yield f"CG-T{place}", title, ""
        for one in articles:
            article += 1
            yield from _wanted_below(f"CG-T{place}.{article}" if title else f"CG-{article}", one)
    for place, annex in enumerate(annexes, 1):
        label = chr(64 + place) if "{A}" in shape.annex else str(place)
        within = f".{place}" if "{a}" in shape.point else ""
        yield from _wanted_below(f"CG-A{label}", annex, within)


def _wanted_below(ref: str, clause: Clause, within: str = "") -> Iterator[tuple[str, str, str]]:
    """`within` is what a number such as 2.1 of an annex keeps of itself: no clause 2 is open there."""
    yield ref, clause.title, "\n".join(_lines(clause.blocks))
    for place, point in enumerate(clause.parts, 1):
        inner = f"{ref}{within}.{place}"
        yield inner, point.title, "\n".join(_lines(point.blocks))
        for letter, one in zip("abc", point.parts, strict=False):
            yield f"{inner}.{letter}", one.title, "\n".join(_lines(one.blocks))


def _lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield from [block] if isinstance(block, str) else ["\t".join(cells) for cells in block]


# ── The media ────────────────────────────────────────────────────────────────────────────────────────


def _as_text(printed: list[Printed]) -> bytes:
    parts: list[str] = []
    for one in printed:
        parts.append(one.marker + one.clause.title)
        parts += ["\n".join(_lines((block,))) for block in one.clause.blocks]
    return "\n\n".join(parts).encode()


def _as_markdown(printed: list[Printed]) -> bytes:
    parts: list[str] = []
    for one in printed:
        parts.append("#" * (1 + one.depth % 4) + " " + one.marker + one.clause.title)
        for block in one.clause.blocks:
            if isinstance(block, str):
                parts.append(block)
            else:
                first, *others = [f"| {' | '.join(cells)} |" for cells in block]
                parts.append("\n".join([first, "|---|---|", *others]))
    return "\n\n".join(parts).encode()


def _as_typed_word(printed: list[Printed]) -> bytes:
    body = "".join(p(one.marker + one.clause.title) + _blocks(one.clause) for one in printed)
    return raw_word(body)


def _blocks(clause: Clause) -> str:
    return "".join(
        p(block) if isinstance(block, str) else table(*(row(*map(cell, cells)) for cells in block))
        for block in clause.blocks
    )


_LISTS = {0: 2, 1: 1, 2: 1, 3: 1, 4: 3}
_PLACES = {0: 0, 1: 0, 2: 1, 3: 2, 4: 0}


def _as_numbered_word(printed: list[Printed], shape: Shape) -> bytes:
    """Every number comes from a list; annexes restart the points, and what cannot be counted is typed."""
    body, lists = "", [1, 2, 3]
    points = 1
    for one in printed:
        if one.depth == 4:
            points = lists[-1] + 1
            lists.append(points)
        typed = one.depth in (2, 3) and points > 1 and "{a}" in shape.point
        list_id = points if one.depth in (2, 3) else _LISTS[one.depth]
        properties = "" if typed else listed(list_id, _PLACES[one.depth])
        properties += f'<w:outlineLvl w:val="{one.depth % 4}"/>'
        body += p((one.marker if typed else "") + one.clause.title, properties=properties) + _blocks(
            one.clause
        )
    restart = "".join(
        f'<w:lvlOverride w:ilvl="{place}"><w:startOverride w:val="1"/></w:lvlOverride>' for place in (1, 2)
    )
    numbering = (
        abstract(
            1, *(_level(place, form) for place, form in enumerate((shape.article, shape.point, shape.letter)))
        )
        + abstract(2, _level(0, shape.title))
        + abstract(3, _level(0, shape.annex))
        + "".join(num(one, one) for one in (1, 2, 3))
        + "".join(num(one, 1, restart) for one in lists[3:])
    )
    return raw_word(body, numbering=numbering)


_FORMS = {"{n}": "decimal", "{r}": "upperRoman", "{l}": "lowerLetter", "{A}": "upperLetter"}


def _level(place: int, form: str) -> str:
    sign = next(sign for sign in _FORMS if sign in form)
    text = form.replace(sign, f"%{place + 1}").replace("{a}", "%1").rstrip()
    return level(place, text, _FORMS[sign], "<w:isLgl/>" if "{a}" in form else "")
