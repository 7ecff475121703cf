"""Plain data as YAML that people would have written: short lists on one line, words folded."""

from __future__ import annotations

import re
from typing import Final

import yaml

from ...base.yaml12 import plain

WIDTH: Final = 98


class _Dumper(yaml.SafeDumper):
    """Writes no aliases, indents lists, and puts lists of words on one line."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # PyYAML's name
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002  # PyYAML's names
        super().increase_indent(flow, False)


def _sequence(dumper: yaml.SafeDumper, value: list[object] | tuple[object, ...]) -> yaml.Node:
    flat = all(isinstance(one, str | bool | int) for one in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=flat)


def _words(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = ">" if len(value) > _LONG and " " in value else None
    # Some words would be read as something else: by us, or by those who read YAML 1.1.
    style = '"' if value in {"yes", "no"} or plain(value) != value else style
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_LONG: Final = 72

# YAML 1.2, as these files are read: days are text, and only `true` and `false` are Booleans.
_Dumper.yaml_implicit_resolvers = {
    first: [(tag, test) for tag, test in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
_Dumper.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), list("tf"))

_Dumper.add_representer(list, _sequence)
_Dumper.add_representer(tuple, _sequence)
_Dumper.add_representer(str, _words)


def dump(value: object) -> str:
    """Return plain data as YAML text, keys in their own order."""
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)
