"""YAML 1.2 core schema with line numbers, over PyYAML's parser.

PyYAML reads YAML 1.1, where ``NO`` is false, ``on`` is true and ``2024-09-02`` a date object; here
booleans are only ``true`` and ``false``, and dates stay text. Duplicate keys are errors.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from ..errors import Diagnostic, SourceFilesError

try:
    from yaml import CSafeLoader as _Parser
except ImportError:  # pragma: no cover - libyaml is absent
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]

_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_CONSTANTS: Mapping[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """Plain data (dictionaries, lists, text, numbers, Booleans, ``None``) with lines."""

    file: str
    value: object
    lines: Mapping[Path, int]

    def line(self, *path: str | int) -> int:
        """Return the line (from 1) of the entry at ``path``, or of its nearest known parent."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load(text: str, *, file: str) -> Document:
    """Return the one document in ``text``; ``file`` is only named in errors.

    Raises `SourceFilesError` with file and line on a syntax error, a duplicate or non-text key, an
    alias, or a tag.
    """
    reader = _Reader(file)
    try:
        node = yaml.compose(text, Loader=_Parser)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise _fail(file, line, "yaml-syntax", error.problem or "not well-formed YAML") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise _fail(
            file, 0, "yaml-syntax", str(error).split("\n")[0] or "nested too deep"
        ) from error
    try:
        value = None if node is None else reader.read(node, ())
    except RecursionError as error:
        raise _fail(file, 0, "yaml-syntax", "nested too deep") from error
    return Document(file, value, reader.lines)


def _fail(file: str, line: int, code: str, message: str) -> SourceFilesError:
    return SourceFilesError([Diagnostic(file, line, code, message)])


def plain(text: str) -> str | bool | int | float | None:
    """Return what text means where it is written without quotes."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        # A number too long for a day, a year or an ordinal is text that looks like one.
        return int(text) if len(text) < 19 else text
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Path, int] = {}
        self._seen: set[int] = set()

    def read(self, node: yaml.Node, path: Path) -> object:
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        if id(node) in self._seen:
            raise _fail(self.file, line, "yaml-alias", "anchors and aliases are not used here")
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*path, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, object]:
        result: dict[str, object] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise _fail(self.file, line, "yaml-key", "a key must be text")
            key = str(key_node.value)
            if key in result:
                raise _fail(
                    self.file,
                    line,
                    "yaml-duplicate-key",
                    f"the key `{key}` stands twice",
                )
            self.lines[(*path, key)] = line
            result[key] = self.read(value_node, (*path, key))
        return result

    def _scalar(self, node: yaml.ScalarNode) -> object:
        text = str(node.value)
        # Quoted or a block; plain is None or "", depending on the parser.
        return text if node.style else plain(text)
