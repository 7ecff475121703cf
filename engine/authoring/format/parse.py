"""From text to a tree, by the events of the YAML parser."""

from __future__ import annotations

import yaml

from .comments import Comment, SourceText, attach
from .tree import Collection, Mapping, Node, Scalar, Sequence, Tree, TreeEntry

try:
    from yaml import CSafeLoader as _Parser
except ImportError:  # pragma: no cover - libyaml is absent
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]


def parse(text: str) -> Tree:
    """Return the tree of a text that `records.yaml12.load` accepts, with line feeds only."""
    reader = _Reader(text)
    for event in yaml.parse(text, Loader=_Parser):
        reader.take(event)
    tree = Tree(reader.root, reader.marker)
    attach(tree, SourceText(text, reader.scalars))
    return tree


def placed_comments(text: str) -> list[Comment]:
    """Return every comment of a text that is well-formed, in order, with where it stands."""
    reader = _Reader(text)
    for event in yaml.parse(text, Loader=_Parser):
        reader.take(event)
    return list(SourceText(text, reader.scalars).comments())


def comments_in(text: str) -> list[str]:
    """Return the words of every comment of a text that is well-formed, in order."""
    return [comment.text for comment in placed_comments(text)]


class _Reader:
    def __init__(self, text: str) -> None:
        self.root: Node | None = None
        self.marker = ""
        self.scalars: list[Scalar] = []
        self._text = text
        self._open: list[Collection] = []
        self._key: list[Scalar | None] = []

    def take(self, event: yaml.Event) -> None:
        assert event.start_mark is not None
        assert event.end_mark is not None
        start, end = event.start_mark.index, event.end_mark.index
        match event:
            case yaml.DocumentStartEvent(explicit=True):
                self.marker = self._text[:end].strip() if "%" in self._text[:end] else "---"
            case yaml.ScalarEvent():
                self._scalar(event, start, end)
            case yaml.SequenceStartEvent():
                self._begin(Sequence(bool(event.flow_style), start), event.start_mark.column)
            case yaml.MappingStartEvent():
                flow = bool(event.flow_style)
                bare = flow and self._text[start] != "{"
                self._begin(Mapping(flow, start, bare), event.start_mark.column)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._open.pop().end = end
                self._key.pop()

    def _scalar(self, event: yaml.ScalarEvent, start: int, end: int) -> None:
        style = event.style or ""
        if style not in {"|", ">"}:
            end = start + len(self._text[start:end].rstrip(" \t\n")) if not style else end
        scalar = Scalar(self._text[start:end], event.value, style, start, end)
        self.scalars.append(scalar)
        if self._open and isinstance(self._open[-1], Mapping) and self._key[-1] is None:
            self._key[-1] = scalar
        else:
            self._put(scalar, event.start_mark.column if event.start_mark else 0)

    def _begin(self, collection: Collection, column: int) -> None:
        self._put(collection, column)
        self._open.append(collection)
        self._key.append(None)

    def _put(self, node: Node, column: int) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        key = self._key[-1]
        at = self._column(parent.start) if isinstance(parent, Sequence) else column
        if key is not None:
            at = self._column(key.start)
        parent.entries.append(TreeEntry(key, node, at))
        self._key[-1] = None

    def _column(self, index: int) -> int:
        return index - (self._text.rfind("\n", 0, index) + 1)
