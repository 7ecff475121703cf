"""The operations of an OpenAPI document as methods, and its problems as exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from models import HEAD, docstring, identifier, type_of

_JSON: Final = "application/json"
_MODELS: Final = "models."
_PAGED: Final = {"limit", "offset"}
_FEW: Final = 3
"""With more values a type has a name."""

_PROBLEMS: Final = f"""\
{HEAD.format(told="Every kind of problem that the service tells, as an exception.")}
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .errors import ProblemError

"""
_OPERATIONS: Final = f"""\
{HEAD.format(told="A method for each operation of the service.")}
from collections.abc import {{iterator}}, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from pydantic import TypeAdapter

from . import models
from .batches import batches, placed
from .transport import {{transport}}, segment, sent

"""
_CLASS: Final = '''\
class {name}:
    """What the service can be asked; see `client`."""

    def __init__(self, transport: {transport}) -> None:
        self._transport = transport

'''

Schema = Mapping[str, Any]


def problems(document: Schema) -> str:
    """Return the module of problems: one exception for each kind."""
    kinds = document["components"]["schemas"]["Problem"]["x-kinds"]
    parts = [_PROBLEMS]
    for code, title in kinds.items():
        parts.append(f'class {_camel(code)}(ProblemError):\n    """{title}."""\n\n\n')
    lines = "".join(f'"{code}": {_camel(code)},\n' for code in kinds)
    parts.append(
        f"KINDS: Final[Mapping[str, type[ProblemError]]] = MappingProxyType({{{lines}}})\n"
    )
    parts.append('"""Each kind by its code, the last part of a problem\'s type."""\n')
    return "".join(parts)


def operations(document: Schema, *, waits: bool) -> str:
    """Return the module of operations; ``waits``: whether they are coroutines."""
    name, transport = (
        ("AsyncOperations", "AsyncTransport") if waits else ("Operations", "Transport")
    )
    head = _OPERATIONS.format(
        iterator="AsyncIterator" if waits else "Iterator", transport=transport
    )
    start = _CLASS.format(name=name, transport=transport)
    written = _Written()
    found = [
        text
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        for text in _Operation(path, method, operation, document, written, waits).written()
    ]
    return "".join([head, *written.aliases(), start, *found, *written.adapters()])


class _Written:
    """What stands beside the methods: names for long types, and what reads types without one."""

    def __init__(self) -> None:
        self._named: dict[str, str] = {}
        self._read: dict[str, str] = {}

    def alias(self, kind: str, name: str) -> str:
        """Return what a type is called, if it has many values."""
        optional = " | None" if kind.endswith(" | None") else ""
        plain = kind.removesuffix(" | None")
        if not re.fullmatch(r"Literal\[[^\[\]]*\]", plain) or plain.count(",") < _FEW:
            return kind
        if plain not in self._named:
            named = _camel(name.replace("_", "-"))
            taken = sum(one.rstrip("0123456789") == named for one in self._named.values())
            self._named[plain] = f"{named}{taken + 1 if taken else ''}"
        return self._named[plain] + optional

    def adapter(self, kind: str, name: str) -> str:
        """Return what reads a type that is no class."""
        return self._read.setdefault(kind, f"_{name.upper()}")

    def aliases(self) -> Iterator[str]:
        """Yield the definitions of the names."""
        for kind, name in self._named.items():
            yield f"{name}: TypeAlias = {kind}\n"
        yield "\n\n"

    def adapters(self) -> Iterator[str]:
        """Yield the definitions of what reads."""
        for kind, name in self._read.items():
            yield f"\n\n{name}: Final = TypeAdapter[{kind}]({kind})"


class _Operation:
    """One operation, and the methods that are made of it."""

    def __init__(
        self,
        path: str,
        method: str,
        told: Schema,
        document: Schema,
        written: _Written,
        waits: bool,  # noqa: FBT001
    ) -> None:
        self._path = path
        self._method = method.upper()
        self._told = told
        self._document = document
        self._written = written
        self._def, self._await, self._for = (
            ("async def", "await ", "async for") if waits else ("def", "", "for")
        )
        self._iterator = "AsyncIterator" if waits else "Iterator"
        self._name = _snake(told["operationId"])
        body = told.get("requestBody", {}).get("content", {}).get(_JSON)
        self._body: Schema | None = None if body is None else body["schema"]
        self._parameters = told.get("parameters", ())
        self._members = () if self._body is None else self._body.get("properties", {}).items()

    def written(self) -> Iterator[str]:
        """Yield the methods."""
        responses = self._told["responses"].items()
        content = next(one for code, one in responses if code[0] == "2").get("content", {})
        if _JSON not in content:
            return
        kind = type_of(content[_JSON]["schema"], _MODELS)
        schema = content[_JSON]["schema"]
        adapter = kind if "$ref" in schema else self._written.adapter(kind, self._name)
        yield self._method_of(
            self._name, "", kind, f"{self._await}self._transport.json({{}}, {adapter})"
        )
        words = [one for one in content if one.startswith("text/") and self._method == "GET"]
        if words:
            media = f", media_type: Literal[{', '.join(map(repr, words))}] = {words[0]!r}"
            yield self._method_of(
                f"{self._name}_in_words",
                media,
                "str",
                f"{self._await}self._transport.text({{}}, media_type)",
                " in words",
            )
        if self._body is not None and not self._members:
            yield self._in_batches(kind)
        if {one["name"] for one in self._parameters} >= _PAGED:
            yield self._every(content[_JSON]["schema"])

    def _method_of(self, name: str, also: str, kind: str, call: str, told: str = "") -> str:
        needed, optional = self._arguments()
        taken = ", ".join([*needed, *optional])
        signature = f"self, *, {taken}{also}" if taken else f"self{', *' if also else ''}{also}"
        request = f'"{self._method}", {self._target()}, {self._query()}, {self._sent_body()}'
        return (
            f"    {self._def} {name}({signature}) -> {kind}:\n"
            f"{self._summary(told)}\n"
            f"        return {call.format(f'sent({request})')}\n\n"
        )

    def _arguments(self) -> tuple[list[str], list[str]]:
        needed, optional = [], []
        if self._body is not None and not self._members:
            needed.append(f"rows: {_taken(type_of(self._body))}")
        required = set((self._body or {}).get("required", ()))
        given = [(one["name"], one["schema"], one.get("required")) for one in self._parameters]
        given += [(name, schema, name in required) for name, schema in self._members]
        for name, schema, must in given:
            kind = self._written.alias(_taken(type_of(schema)), name)
            if must:
                needed.append(f"{identifier(name)}: {kind}")
            else:
                kind = kind if kind == "Any" or kind.endswith("| None") else f"{kind} | None"
                optional.append(f"{identifier(name)}: {kind} = None")
        return needed, optional

    def _each(self, items: str) -> str:
        if self._await:  # a coroutine cannot yield from another
            return f"            for one in {items}:\n                yield one\n"
        return f"            yield from {items}\n"

    def _summary(self, more: str) -> str:
        return docstring(f"{self._told['summary'].rstrip('?.')}{more}.", "        ")

    def _target(self) -> str:
        if "{" not in self._path:
            return f'"{self._path}"'
        path = re.sub(r"\{(\w+)\}", r"{segment(\1)}", self._path)
        return f'f"{path}"'

    def _query(self) -> str:
        names = [one["name"] for one in self._parameters if one["in"] == "query"]
        return f"{{{', '.join(f'{name!r}: {identifier(name)}' for name in names)}}}"

    def _sent_body(self) -> str:
        if self._body is None:
            return "None"
        if not self._members:
            return "rows"
        return f"{{{', '.join(f'{name!r}: {identifier(name)}' for name, _ in self._members)}}}"

    def _in_batches(self, kind: str) -> str:
        row = kind.removeprefix("tuple[").removesuffix(", ...]")
        _, optional = self._arguments()
        names = [one["name"] for one in self._parameters]
        passed = "".join(f", {name}={name}" for name in names)
        return (
            f"    {self._def} {self._name}_all(self, rows: Iterable[Mapping[str, Any]], *, "
            f"batch: int = 1000, {', '.join(optional)}) -> {self._iterator}[{row}]:\n"
            f"{self._summary(', so many rows at a time')}\n"
            "        for before, some in batches(rows, batch):\n"
            f"            for one in {self._await}self.{self._name}(rows=some{passed}):\n"
            "                yield placed(one, before)\n\n"
        )

    def _every(self, schema: Schema) -> str:
        page = self._document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        item = type_of(page["properties"]["items"]["items"], _MODELS)
        own = [one["name"] for one in self._parameters if one["name"] not in _PAGED]
        taken = "".join(f"{name}: str | None = None, " for name in own)
        passed = "".join(f"{name}={name}, " for name in own)
        name = self._name.replace("list_", "every_").removesuffix("s")
        return (
            f"    {self._def} {name}(self, *, {taken}limit: int = 100) "
            f"-> {self._iterator}[{item}]:\n"
            f"{self._summary(', page after page')}\n"
            "        offset, total = 0, 1\n"
            "        while offset < total:\n"
            f"            page = {self._await}self.{self._name}("
            f"{passed}limit=limit, offset=offset)\n"
            f"{self._each('page.items')}"
            "            offset, total = offset + limit, page.total\n\n"
        )


def _taken(kind: str) -> str:
    """Return the type of an argument: a day may be text, a list any sequence."""
    kind = re.sub(r"tuple\[(.*), \.\.\.\]", r"Sequence[\1]", kind)
    return re.sub(r"\bdate\b", "date | str", kind)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])", r"_\1", name).lower()


def _camel(code: str) -> str:
    return "".join(map(str.capitalize, code.split("-")))
