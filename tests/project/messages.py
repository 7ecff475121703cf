"""Every message that the program can give, found in its source."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("engine", "api", "tools")
TOLD = ("message", "detail", "cause", "why", "fix")
"""What a function or class calls a text that is told of a mistake."""
BESIDE = frozenset({"Exit", "KeyError", "AttributeError", "AssertionError", "NotImplementedError"})
"""Errors that no user meets: their texts are for who reads the program."""
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
PAIR = "MessageAndFix"
"""What such a function returns: a message and what would be right."""
DEEPEST = 4
Text = tuple[int, str, tuple[str, ...]]
GAP = "\N{WHITE SQUARE}"
"""Stands for a value in a text."""


@dataclass(frozen=True)
class Message:
    """A text as it stands in the source, each value a `GAP`; ``gaps``: the expressions of these."""

    file: str
    line: int
    kind: str
    text: str
    gaps: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file}:{self.line} ({self.kind}) {self.text!r}"


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))


def _parameters(node: ast.AST) -> list[str] | None:
    """Return the names of what a function or a class takes, in their order."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        names = [one.arg for one in (*node.args.posonlyargs, *node.args.args)]
        return names[1:] if names[:1] in (["self"], ["cls"]) else names
    if isinstance(node, ast.ClassDef):
        for one in node.body:
            if isinstance(one, ast.FunctionDef) and one.name == "__init__":
                return _parameters(one)
        return [
            one.target.id
            for one in node.body
            if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
        ]
    return None


Takers = Mapping[str, Mapping[int, str]]
"""Where a function or class takes a text that is told, by its name."""


def _takers(tree: ast.Module) -> dict[str, dict[int, str]]:
    found: dict[str, dict[int, str]] = {}
    for node in ast.walk(tree):
        for place, name in enumerate(_parameters(node) or ()):
            if name in TOLD:
                found.setdefault(node.name, {})[place] = name  # type: ignore[attr-defined]
    return found


def _errors(trees: Iterable[ast.Module]) -> frozenset[str]:
    """Return the names of all classes of errors, those of Python among them."""
    names = {"SystemExit"} | {
        name
        for name, one in vars(builtins).items()
        if isinstance(one, type) and issubclass(one, Exception)
    }
    classes = [one for tree in trees for one in ast.walk(tree) if isinstance(one, ast.ClassDef)]
    while True:
        more = {one.name for one in classes if {_name(base) for base in one.bases} & names} - names
        if not more:
            return frozenset(names - BESIDE)
        names |= more


def _name(node: ast.AST) -> str:
    names = (getattr(node, one, "") for one in ("name", "id", "attr"))
    return next(filter(None, names), "")


def _scope(body: Iterable[ast.stmt]) -> dict[str, list[ast.expr]]:
    """Return what is assigned to each name in a function, or in a module outside of functions."""
    found: dict[str, list[ast.expr]] = {}
    waiting: list[ast.AST] = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, FUNCTIONS):
            continue
        waiting += ast.iter_child_nodes(node)
        for target in node.targets if isinstance(node, ast.Assign) else ():
            value = node.value  # type: ignore[attr-defined]
            several = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
            pairs = zip(target.elts, value.elts, strict=True) if several else [(target, value)]
            for name, text in pairs:
                if isinstance(name, ast.Name):
                    found.setdefault(name.id, []).append(text)
    return found


def _texts(node: ast.expr, scope: Mapping[str, list[ast.expr]], depth: int = 0) -> Iterator[Text]:
    """Yield the texts that an expression may be, each with its line and the values in it."""
    match node:
        case _ if depth > DEEPEST:
            return
        case ast.Constant(str(text)):
            yield node.lineno, text, ()
        case ast.JoinedStr(values):
            parts = [GAP if isinstance(one, ast.FormattedValue) else one.value for one in values]  # type: ignore[attr-defined]
            gaps = (one for one in values if isinstance(one, ast.FormattedValue))
            yield node.lineno, "".join(parts), tuple(ast.unparse(one.value) for one in gaps)
        case ast.IfExp(_, body, other):
            yield from _texts(body, scope, depth)
            yield from _texts(other, scope, depth)
        case ast.BinOp(left, ast.Add(), right):
            for line, text, gaps in _texts(left, scope, depth + 1):
                for _, more, others in _texts(right, scope, depth + 1):
                    yield line, text + more, (*gaps, *others)
        case ast.Name(name):
            for one in scope.get(name, ()):
                yield from _texts(one, {**scope, name: []}, depth + 1)


def _told(
    call: ast.Call, own: Takers, all_: Takers, errors: frozenset[str]
) -> Iterator[tuple[str, ast.expr]]:
    """Yield the texts that a call tells, each with what it is."""
    name = _name(call.func)
    places = own.get(name) or all_.get(name, {})
    for place, kind in places.items():
        if place < len(call.args):
            yield kind, call.args[place]
    for keyword in call.keywords:
        if keyword.arg in TOLD and keyword.arg in places.values():
            yield keyword.arg, keyword.value
    if name in errors and not places and call.args:
        yield "message", call.args[0]


def _calls(body: Iterable[ast.stmt]) -> Iterator[tuple[ast.Call, dict[str, list[ast.expr]]]]:
    """Yield every call with the assignments of the function that it stands in."""
    scope = _scope(body)
    waiting: list[ast.AST] = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, FUNCTIONS):
            for call, inner in _calls(node.body):
                yield call, {**scope, **inner}
            continue
        if isinstance(node, ast.Call):
            yield node, scope
        waiting += ast.iter_child_nodes(node)


def _returned(tree: ast.Module) -> Iterator[tuple[str, ast.expr, dict[str, list[ast.expr]]]]:
    """Yield the texts in what functions return that return a message and what would be right."""
    for function in ast.walk(tree):
        if isinstance(function, FUNCTIONS) and PAIR in _returns(function):
            scope = _scope(function.body)
            for node in ast.walk(function):
                if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
                    for kind, value in zip(("message", "fix"), node.value.elts, strict=True):
                        yield kind, value, scope


def _returns(function: FUNCTIONS) -> str:
    return ast.unparse(function.returns) if function.returns else ""


@cache
def messages() -> tuple[Message, ...]:
    """Return every message, each once where it stands."""
    trees = dict(_trees())
    own = {file: _takers(tree) for file, tree in trees.items()}
    all_: dict[str, Mapping[int, str]] = {}
    for takers in own.values():
        all_ |= {name: places for name, places in takers.items() if not name.startswith("_")}
    errors = _errors(trees.values())
    found: dict[tuple[str, int, str], Message] = {}
    for file, tree in trees.items():
        told = [
            (kind, value, scope)
            for call, scope in _calls(tree.body)
            for kind, value in _told(call, own[file], all_, errors)
        ]
        for kind, value, scope in (*told, *_returned(tree)):
            for line, text, gaps in _texts(value, scope):
                if text.strip():
                    found[file, line, text] = Message(file, line, kind, text, gaps)
    return tuple(found[key] for key in sorted(found))
