"""The mutants of a module of the rules: each is the module with one small thing changed.

What is changed: a comparison or an operator turned, `and` for `or`, a condition negated, branches swapped, a
number one more, a sign dropped, `min` for `max`, `any` for `all`, `break` for `continue`. What is no rule is
left alone: annotations, decorators, assertions for the type checker. Running them lives in `mutation_runs`.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import CodeType
from typing import Any, Final

SOURCE: Final = Path(__file__).resolve().parent.parent / "numspot_desk"

_TURNED: Final[dict[type[ast.AST], tuple[Any, ...]]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.Mult,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}
_SWAPPED: Final = {"min": "max", "max": "min", "any": "all", "all": "any"}
_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Mutant:
    """One change of a module: where it is, what stands there, what is put in its place, the whole compiled.

    `function` is the outermost function whose body holds it, empty for what runs with the import; `lines`
    are the first and last line of the statement changed."""

    module: str
    function: str
    lines: tuple[int, int]
    line: int
    before: str
    after: str
    number: int
    code: CodeType

    @property
    def key(self) -> str:
        """Names the change whatever its line; `number` tells the same change in one function apart."""
        where = f"{self.function}: " if self.function else ""
        return f"{where}{self.before} → {self.after}" + (f" ({self.number + 1})" if self.number else "")


@dataclass(frozen=True)
class _Site:
    node: ast.AST
    function: str
    lines: tuple[int, int]


def mutants(module: str) -> list[Mutant]:
    """Every mutant of a module, named by its path below `numspot_desk`."""
    return made_of(module, (SOURCE / module).read_text(encoding="utf-8"))


def made_of(module: str, text: str) -> list[Mutant]:
    """Every mutant of a module's text."""
    path = SOURCE / module
    tree = ast.parse(text)
    found: list[Mutant] = []
    seen: dict[tuple[str, str, str], int] = {}
    for site in list(_sites(tree, (), "", (0, 0))):
        for variant in _variants(site.node):
            before, after = _shown(site.node), _shown(variant)
            name = (site.function, before, after)
            number = seen[name] = seen.get(name, -1) + 1
            ast.copy_location(variant, site.node)
            _Swap(site.node, variant).visit(tree)
            code = compile(ast.fix_missing_locations(tree), str(path), "exec")
            _Swap(variant, site.node).visit(tree)
            line = getattr(site.node, "lineno", 0)
            found.append(Mutant(module, site.function, site.lines, line, before, after, number, code))
    return found


class _Swap(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old = old
        self._new = new

    def visit(self, node: ast.AST) -> ast.AST:
        return self._new if node is self._old else self.generic_visit(node)


def _sites(node: ast.AST, path: tuple[str, ...], function: str, lines: tuple[int, int]) -> Iterator[_Site]:
    """The nodes that may be changed, each with the function and the statement it stands in."""
    if isinstance(node, ast.stmt):
        head = node.test if isinstance(node, ast.If | ast.While) else node
        head = node.iter if isinstance(node, ast.For) else head
        lines = node.lineno, head.end_lineno or node.lineno
    yield _Site(node, function, lines)
    for child in _children(node):
        inside = path
        within = function
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            inside = (*path, node.name)
            if isinstance(node, _FUNCTIONS) and child in node.body and not function:
                within = ".".join(inside)
        yield from _sites(child, inside, within, lines)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Assert():
            return
        case ast.ClassDef(body=body):
            yield from body
        case ast.FunctionDef(args=args, body=body) | ast.AsyncFunctionDef(args=args, body=body):
            yield from (default for default in (*args.defaults, *args.kw_defaults) if default is not None)
            yield from body
        case ast.AnnAssign(value=value):
            yield from () if value is None else (value,)
        case _:
            yield from ast.iter_child_nodes(node)


def _variants(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            for place, op in enumerate(ops):
                for turned in _TURNED[type(op)]:
                    yield ast.Compare(left, [*ops[:place], turned(), *ops[place + 1 :]], comparators)
        case ast.BinOp(left=left, op=op, right=right):
            yield from (ast.BinOp(left, turned(), right) for turned in _TURNED.get(type(op), ()))
        case ast.AugAssign(target=target, op=op, value=value):
            yield from (ast.AugAssign(target, turned(), value) for turned in _TURNED.get(type(op), ()))
        case ast.BoolOp(op=op, values=values):
            yield from (ast.BoolOp(turned(), values) for turned in _TURNED[type(op)])
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.If(test=test, body=body, orelse=orelse):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Name(id=name) if name in _SWAPPED:
            yield ast.Name(_SWAPPED[name], node.ctx)
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.Call(func=ast.Name("Decimal"), args=[ast.Constant(value=str(value))]):
            yield from _one_more(value)


def _one_more(text: str) -> Iterator[ast.AST]:
    try:
        more = Decimal(text) + 1
    except InvalidOperation:
        return
    yield ast.Call(ast.Name("Decimal", ast.Load()), [ast.Constant(str(more))], [])


def _shown(node: ast.AST) -> str:
    shown = node.test if isinstance(node, ast.If) else node
    flat = " ".join(ast.unparse(shown).split()).replace("`", "'").replace("|", "/")
    return flat if len(flat) <= 90 else flat[:87] + "…"
