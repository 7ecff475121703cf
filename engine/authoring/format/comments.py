"""The comments of a file, and which entry each is about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from .tree import Mapping, Node, Scalar, Sequence, Tree, TreeEntry


@dataclass(frozen=True)
class Comment:
    """A comment as written, from ``#``; ``own``: whether nothing else is on its line."""

    text: str
    start: int
    line: int
    column: int
    own: bool


class SourceText:
    """A text and its lines; ``scalars`` are the stretches in which ``#`` begins no comment."""

    def __init__(self, text: str, scalars: list[Scalar]) -> None:
        self.text = text
        self._starts = [0, *(i + 1 for i, char in enumerate(text) if char == "\n")]
        self._hidden = sorted(
            (self._content(one), one.end) for one in scalars if one.end > one.start
        )

    def line(self, index: int) -> int:
        """Return the line (from 0) of a character."""
        return bisect_right(self._starts, index) - 1

    def is_blank(self, line: int) -> bool:
        """Return whether a line that exists has nothing on it."""
        if not 0 <= line < len(self._starts):
            return False
        end = self._starts[line + 1] - 1 if line + 1 < len(self._starts) else len(self.text)
        return not self.text[self._starts[line] : end].strip()

    def comments(self) -> Iterator[Comment]:
        """Yield every comment, in order."""
        at = 0
        for start, end in [*self._hidden, (len(self.text), len(self.text))]:
            while (hash_ := self.text.find("#", at, start)) >= 0:
                line = self.line(hash_)
                over = self.text.find("\n", hash_)
                over = len(self.text) if over < 0 else over
                before = self.text[self._starts[line] : hash_]
                text = self.text[hash_:over].rstrip()
                yield Comment(text, hash_, line, len(before), not before.strip())
                at = over
            at = max(at, end)

    def _content(self, scalar: Scalar) -> int:
        """Return where the content begins: a comment may follow the header of a block."""
        if scalar.style in {"|", ">"}:
            over = self.text.find("\n", scalar.start, scalar.end)
            return scalar.end if over < 0 else over
        return scalar.start


def attach(tree: Tree, source: SourceText) -> None:
    """Give every comment, and every blank line that sets something off, to what it is about."""
    if tree.root is None:
        tree.footer = [comment.text for comment in source.comments()]
        return
    _Attaching(tree, source).run()


class _Attaching:
    def __init__(self, tree: Tree, source: SourceText) -> None:
        self._tree = tree
        self._source = source
        self._entries = list(_walk(tree.root, ()))
        self._starts = [entry.start for entry, _ in self._entries]
        self._in_flow = {
            id(entry)
            for entry, around in self._entries
            if any(not isinstance(one.value, Scalar) and one.value.flow for one in around)
        }

    def run(self) -> None:
        for comment in self._source.comments():
            if comment.own or not self._trailing(comment):
                self._own(comment)
        for entry, _ in self._entries:
            first = self._source.line(entry.start)
            if not entry.lead:
                entry.blank = self._source.is_blank(first - 1)
            elif self._source.is_blank(first - 1):
                entry.lead.append("")
        self._split_header()

    def _trailing(self, comment: Comment) -> bool:
        """Give a comment at the end of a line to the entry that ends, or is named, there."""
        best: tuple[int, TreeEntry] | None = None
        for entry, _ in self._before(comment.start):
            value = entry.value
            ends = [entry.key.end] if entry.key else []
            if isinstance(value, Scalar) or value.flow:
                block = isinstance(value, Scalar) and value.style in {"|", ">"}
                ends.append(value.start if block else value.end)
            for end in ends:
                here = end <= comment.start and self._source.line(max(end - 1, 0)) == comment.line
                if here and (best is None or end > best[0]):
                    best = (end, entry)
        if best is None or best[1].trail:
            return False
        opened = self._source.text[best[0] : comment.start].strip(" \t,:")
        if opened and not set(opened) <= set("|>-+0123456789]}"):
            return False  # a bracket was opened in between: it is about what comes
        best[1].trail = comment.text
        return True

    def _own(self, comment: Comment) -> None:
        following = self._following(comment.start)
        level = following.column if following else 0
        if comment.column > level and id(following) not in self._in_flow:
            host = self._host(comment, level)
            if host is not None:
                host.tail.extend([*self._gap(comment, host.tail), comment.text])
                return
        lead = following.lead if following else self._tree.footer
        if following is not None and not lead:
            following.blank = self._source.is_blank(comment.line - 1)
            lead.append(comment.text)
        else:
            lead.extend([*self._gap(comment, lead), comment.text])

    def _gap(self, comment: Comment, so_far: list[str]) -> list[str]:
        return [""] if so_far and self._source.is_blank(comment.line - 1) else []

    def _following(self, index: int) -> TreeEntry | None:
        """Return the outermost entry that begins next."""
        at = bisect_right(self._starts, index)
        return self._entries[at][0] if at < len(self._entries) else None

    def _host(self, comment: Comment, level: int) -> TreeEntry | None:
        """Return the entry before a comment that stands as deep as the comment, if any does."""
        before = self._before(comment.start)
        if not before:
            return None
        last, around = before[-1]
        # What stands after the last entry of the file, as deep as it does, is about the file.
        for entry in (last, *reversed(around))[: len(around)]:
            if level < entry.column <= comment.column and id(entry) not in self._in_flow:
                return entry
        return None

    def _before(self, index: int) -> list[tuple[TreeEntry, tuple[TreeEntry, ...]]]:
        return self._entries[: bisect_right(self._starts, index)]

    def _split_header(self) -> None:
        """Set comments on top of the file apart from those about its first entry."""
        first = self._entries[0][0] if self._entries else None
        if first is None:
            return
        lead = first.lead
        cut = max((i + 1 for i, line in enumerate(lead) if not line), default=0)
        if not cut and lead and "yaml-language-server" in lead[0]:
            cut = 1
        self._tree.header = [*lead[:cut]]
        first.lead = lead[cut:]
        first.blank = False


def _walk(
    node: Node | None, around: tuple[TreeEntry, ...]
) -> Iterator[tuple[TreeEntry, tuple[TreeEntry, ...]]]:
    """Yield every entry, outer ones first, with the entries around it."""
    if isinstance(node, Sequence | Mapping):
        for entry in node.entries:
            yield entry, around
            yield from _walk(entry.value, (*around, entry))
