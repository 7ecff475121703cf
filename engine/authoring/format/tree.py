"""What a rule file says and how it is laid out: values as written, with the comments about them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Scalar:
    """A single value. ``raw`` is how it is written, ``value`` what it means.

    ``style``: ``""`` for plain, else the mark that begins it: a quote, ``|`` or ``>``.
    """

    raw: str
    value: str
    style: str
    start: int
    end: int


@dataclass
class TreeEntry:
    """An item of a list, or a key with its value.

    ``lead``: comments on lines of their own before it (empty text: a blank line); ``trail``: the
    comment at the end of its line; ``tail``: comments after it that stand as deep as it does;
    ``blank``: whether a blank line sets it off from what is before it.
    """

    key: Scalar | None
    value: Node
    column: int
    lead: list[str] = field(default_factory=list)
    trail: str = ""
    tail: list[str] = field(default_factory=list)
    blank: bool = False

    @property
    def start(self) -> int:
        """Where the key, or the value of an item, begins."""
        return (self.key or self.value).start


@dataclass
class Sequence:
    """A list; ``flow``: written in brackets."""

    flow: bool
    start: int
    entries: list[TreeEntry] = field(default_factory=list)
    end: int = 0


@dataclass
class Mapping:
    """Keys with values; ``flow``: in braces; ``bare``: one pair in a list, without braces."""

    flow: bool
    start: int
    bare: bool = False
    entries: list[TreeEntry] = field(default_factory=list)
    end: int = 0


Collection = Sequence | Mapping
Node = Scalar | Sequence | Mapping


@dataclass
class Tree:
    """A file. ``marker``: what stands before the content (``---``); ``header``: comments on top.

    ``footer``: comments at the end that belong to no entry.
    """

    root: Node | None
    marker: str = ""
    header: list[str] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)
