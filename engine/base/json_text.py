"""JSON (RFC 8259) of which nothing is lost: a member given twice is an error."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

import orjson

MOST_NESTED: Final = 100
"""Lists and objects within one another."""


class NotJson(ValueError):
    """A text is not JSON, or nested too deeply."""


class RepeatedMembers(ValueError):
    """An object gives members more than once.

    ``members``: every value of each of them, as it is shown, by its path
    (``assume.person.office``). ``value``: what the text would be if the last counted.
    """

    def __init__(self, members: Mapping[str, tuple[str, ...]], value: object) -> None:
        self.members = members
        self.value = value
        super().__init__("; ".join(map(told, members.items())))


def told(member: tuple[str, tuple[str, ...]]) -> str:
    """Return what is said of a member, given with its path, and its values."""
    path, values = member
    listed = ", ".join(values[:5])
    return f"member {path!r} is given {len(values)} times ({listed}); it can be given once"


def written(value: object) -> bytes:
    """Return plain data and models, which tell all of their members, as JSON."""
    return orjson.dumps(value, default=vars)


def read_json(text: bytes) -> Any:
    """Return what a text in UTF-8 says; raises `NotJson` or `RepeatedMembers`."""
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        line = f"line {error.lineno}, " if b"\n" in text.strip() else ""
        raise NotJson(f"is not JSON: {error.msg}, {line}column {error.colno}") from None
    if not isinstance(value, (dict, list)):
        return value
    if isinstance(value, dict) and text.count(b":") == len(value) and b"[" not in text:
        return value  # flat; and every colon belongs to a member, so that there is no other
    _check_depth(value)
    repeated = _repeated(json.loads(text, object_pairs_hook=_Members))
    if repeated:
        raise RepeatedMembers(repeated, value)
    return value


class _Members(list[tuple[str, Any]]):
    """The members of an object as they are written."""


def _check_depth(value: Any) -> None:
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > MOST_NESTED:
            raise NotJson(f"is nested deeper than {MOST_NESTED} levels")
        level = [
            child
            for parent in level
            for child in (parent.values() if isinstance(parent, dict) else parent)
            if isinstance(child, (dict, list))
        ]


def _repeated(value: Any) -> dict[str, tuple[str, ...]]:
    """Return the values of members that are given more than once, by path."""
    found: dict[str, tuple[str, ...]] = {}
    left: list[tuple[str, Any]] = [("", value)]
    for path, container in left:  # which grows
        members = container if isinstance(container, _Members) else ()
        values: dict[str, list[object]] = defaultdict(list)
        for name, child in members:
            values[name].append(child)
        found |= {
            path + name: tuple(map(_shown, all_)) for name, all_ in values.items() if all_[1:]
        }
        children = members or enumerate(container)
        left += [(f"{path}{at}.", child) for at, child in children if isinstance(child, list)]
    return found


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "an object" if isinstance(value, _Members) else "a list"
    text = orjson.dumps(value).decode()
    return text if len(text) <= 50 else text[:50] + "…"
