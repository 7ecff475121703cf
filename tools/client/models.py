"""The schemas of an OpenAPI document as pydantic models: one class for each object."""

from __future__ import annotations

import keyword
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, Final

HEAD: Final = '''\
"""{told}

Written by tools/client/generate.py from the OpenAPI document; what is changed here is lost.
"""

from __future__ import annotations

'''
_WIDE: Final = 100
_PLAIN: Final = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
}

Schema = Mapping[str, Any]


def models(document: Schema) -> str:
    """Return the module of models."""
    schemas = document["components"]["schemas"]
    parts = [
        HEAD.format(told="What the service answers, as frozen models."),
        '''\
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """A part of an answer; members that a newer service has besides are passed over."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", protected_namespaces=(), populate_by_name=True
    )


''',
    ]
    for name, schema in sorted(schemas.items()):
        if schema.get("type") != "object":
            alias = type_of(schema) if schema else "Any"
            parts.append(f"{name}: TypeAlias = {alias}\n{_doc(schema, '')}\n\n")
    for name, schema in sorted(schemas.items()):
        if schema.get("type") == "object":
            parts.append("\n".join([*_class(name, schema), "", "", ""]))
    return "".join(parts)


def docstring(text: str, indent: str) -> str:
    """Return a text as a docstring, in lines that are not too long; nothing for none."""
    paragraphs = [" ".join(one.split()) for one in re.split(r"\n\s*\n", text.strip())]
    if paragraphs == [""]:
        return ""
    first, *others = paragraphs
    if len(first) > _WIDE - len(indent) - 6:  # the first line is a sentence of its own
        head, dot, rest = first.partition(". ")
        others = [one for one in (rest, *others) if one]
        first = f"{head}." if dot else head
    lines = textwrap.wrap(first, _WIDE - len(indent) - 3)
    for one in others:
        lines += ["", *textwrap.wrap(one, _WIDE - len(indent))]
    end = f"\n{indent}" if len(lines) > 1 else ""
    return f'{indent}"""' + f"\n{indent}".join(lines).replace(f"\n{indent}\n", "\n\n") + f'{end}"""'


def _doc(schema: Schema, indent: str) -> str:
    return docstring(str(schema.get("description", "")), indent)


def _class(name: str, schema: Schema) -> Iterator[str]:
    yield f"class {name}(Model):"
    yield docstring(str(schema.get("description") or f"What the service calls {name}."), "    ")
    yield ""
    if schema.get("additionalProperties") is True:
        yield '    model_config = ConfigDict(extra="allow")'
        yield ""
    required = set(schema.get("required", ()))
    for member, one in schema.get("properties", {}).items():
        yield f"    {_field(member, one, needed=member in required)}"
        if "description" in one:
            yield _doc(one, "    ")


def _field(member: str, schema: Schema, *, needed: bool) -> str:
    name = identifier(member)
    kind = type_of(schema)
    default = _default(schema)
    if default is None and not needed:
        # Such a member may be missing, and then it means nothing.
        kind, default = (kind if "None" in kind.split(" | ") else f"{kind} | None"), "None"
    if name != member:
        first = default if default is not None else "..."
        return f'{name}: {kind} = Field({first}, alias="{member}")'
    return f"{name}: {kind}" if default is None else f"{name}: {kind} = {default}"


def _default(schema: Schema) -> str | None:
    if "default" not in schema:
        return None
    value = schema["default"]
    if isinstance(value, list):
        return repr(tuple(value))
    return "Field(default_factory=dict[str, Any])" if isinstance(value, dict) else repr(value)


def identifier(name: str) -> str:
    """Return a name as Python can have it."""
    plain = name.replace("-", "_").replace(".", "_")
    return f"{plain}_" if keyword.iskeyword(plain) else plain


def type_of(schema: Schema, prefix: str = "") -> str:
    """Return the type that a schema describes; ``prefix``: what stands before names of models."""
    if "$ref" in schema:
        return prefix + str(schema["$ref"]).rpartition("/")[2]
    if "const" in schema or "enum" in schema:
        values = schema.get("enum", [schema.get("const")])
        # Of an open list other values may come as well, from a service on other rules.
        return "str" if schema.get("x-open") else f"Literal[{', '.join(map(repr, values))}]"
    kind = schema.get("type")
    choices = schema.get("anyOf") or schema.get("oneOf")
    if isinstance(kind, list):
        choices = [{**schema, "type": one} for one in kind]
    if choices:
        return _union(type_of(one, prefix) for one in choices)
    if kind == "array":
        if "prefixItems" in schema:
            return f"tuple[{', '.join(type_of(one, prefix) for one in schema['prefixItems'])}]"
        return f"tuple[{type_of(schema.get('items', {}), prefix)}, ...]"
    if kind == "object":
        values = schema.get("additionalProperties")
        return f"Mapping[str, {type_of(values if isinstance(values, dict) else {}, prefix)}]"
    if schema.get("format") == "date":
        return "date"
    return _PLAIN.get(str(kind), "Any")


def _union(types: Iterator[str]) -> str:
    found = list(dict.fromkeys(types))
    if "Any" in found:
        return "Any"
    last = ["None"] if "None" in found else []
    return " | ".join([one for one in found if one != "None"] + last)
