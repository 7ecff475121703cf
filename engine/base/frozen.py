"""The one model that every answer and record is made of, and how a whole answer is looked at.

A program reads the parts of an answer. A person at a console or in a notebook sees what
`Shown.table` says, and no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from textwrap import shorten
from typing import Final

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Immutable, without further fields; what is equal has the same hash, also with mappings."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __hash__(self) -> int:
        values = [self.__dict__[name] for name in type(self).model_fields]
        return hash(tuple(map(_hashable, values)))


def _hashable(value: object) -> object:
    if isinstance(value, dict):  # equal whatever the order
        return frozenset((key, _hashable(one)) for key, one in value.items())
    return tuple(map(_hashable, value)) if isinstance(value, list) else value


class Part(Frozen):
    """What an answer is made of: prepared when it is first made, as most answers have few kinds."""

    model_config = ConfigDict(defer_build=True)


@dataclass(frozen=True)
class Table:
    """What is shown of an answer: a headline, and rows below a header."""

    headline: str
    header: tuple[str, ...]
    rows: Iterable[tuple[object, ...]]

    def html(self) -> str:
        """Return it as HTML; every text is escaped."""
        head = "".join(f"<th>{_html(name)}</th>" for name in self.header)
        body = "".join(
            f"<tr>{''.join(f'<td>{_html(cell)}</td>' for cell in row)}</tr>" for row in self.rows
        )
        return (
            f"<p><strong>{_html(self.headline)}</strong></p>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )

    def markdown(self) -> str:
        """Return it as Markdown with a table; nothing in a text is taken for markup."""
        rule = tuple("---" for _ in self.header)
        lines = [map(_markdown, self.header), rule, *(map(_markdown, row) for row in self.rows)]
        told = (f"| {' | '.join(line)} |" for line in lines)
        return "\n".join([f"**{_markdown(self.headline)}**", "", *told])


def _text(cell: object) -> str:
    if isinstance(cell, tuple):
        return "; ".join(map(_text, cell))
    return "" if cell is None else str(cell)


def _html(cell: object) -> str:
    return escape(_text(cell))


def _markdown(cell: object) -> str:
    return escape_markdown(" ".join(_text(cell).split()))


def escape_markdown(text: str) -> str:
    """Return text in which nothing is markup, also not HTML within Markdown."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{char}" if char in "\\`*_[]#|~$" else char for char in safe)


_WIDTH: Final = 160


class Shown(Frozen):
    """An answer as a whole: one line at a console, a table in a notebook."""

    def table(self) -> Table:
        """Return what a person sees of it at a glance."""
        raise NotImplementedError

    def to_json(self) -> str:
        """Return it as JSON."""
        return self.model_dump_json()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {shorten(self.table().headline, _WIDTH, placeholder='…')}>"

    def __str__(self) -> str:
        return repr(self)

    def _repr_html_(self) -> str:
        return self.table().html()

    def _repr_markdown_(self) -> str:
        return self.table().markdown()
