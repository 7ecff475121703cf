"""Where output goes: wrapped and coloured for a terminal, whole lines for a pipe, and JSON.

Whether somebody looks at it is decided here and nowhere else.
"""

from __future__ import annotations

import os
import pydoc
import shutil
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from typing import Any, Final, TextIO

import orjson
import typer
from rich.console import Console, ConsoleOptions
from rich.table import Table as Columns
from rich.text import Text

from ..case.terms import Outcome

MOST: Final = 110
"""Wider lines are hard to read, even where the terminal has the room."""

_LEAST: Final = 40
UNWRAPPED: Final = 1_000_000
"""The width of a pipe: no line is ever broken there, so that it can be searched and counted."""


class _Colours(dict[str, str]):
    """The colour of each outcome; those of rules of one's own share one."""

    def __missing__(self, outcome: str) -> str:
        return "bold cyan"


COLOURS: Final = _Colours(
    {
        Outcome.MUST_ARREST.value: "bold red",
        Outcome.MAY_ARREST.value: "bold yellow",
        Outcome.MUST_NOT_ARREST.value: "bold blue",
        Outcome.NO_POWER.value: "bold blue",
        Outcome.NO_WARRANT_IN_FORCE.value: "bold green",
        "undetermined": "bold magenta",
    }
)


def width(stream: TextIO | None = None) -> int:
    """Return how long a line may be on a stream (standard output): that of the terminal."""
    if not (stream or sys.stdout).isatty():
        return UNWRAPPED
    return max(_LEAST, min(shutil.get_terminal_size().columns, MOST))


def console() -> Console:
    """Return a console on standard output: coloured on a terminal unless NO_COLOR is set."""
    made = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    made.width = width()
    return made


def say(text: str = "", style: str = "") -> None:
    """Print lines, each broken at the width of the terminal under its own beginning."""
    out = console()
    lines = Text("\n".join(hanging(line, out.width) for line in text.split("\n")), style)
    out.print(lines, soft_wrap=True)  # a word that is too long is left whole


@contextmanager
def paged() -> Iterator[None]:
    """Show what is printed page by page, if it is on a terminal and longer than that."""
    if not _is_terminal(sys.stdout):
        yield
        return
    out, room = sys.stdout, shutil.get_terminal_size().lines
    kept = _Kept(out)
    sys.stdout = kept
    try:
        yield
    finally:
        sys.stdout = out
        text = kept.getvalue()
        if text.count("\n") < room:
            out.write(text)
        else:
            os.environ.setdefault("LESS", "-FRX")  # with colours, as git does
            pydoc.pager(text)


def _is_terminal(stream: TextIO) -> bool:
    return stream.isatty()


class _Kept(StringIO):
    """Keeps what is printed for a terminal, and passes for it."""

    def __init__(self, terminal: TextIO) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        """Whether it is for a terminal."""
        return self._terminal.isatty()


@dataclass
class TerminalTable:
    """Rows under headings, without lines; in a pipe each row is one line of the output."""

    headings: tuple[str, ...]
    title: str = ""
    caption: str = ""
    rows: list[tuple[str | Text, ...]] = field(default_factory=list)

    def add_row(self, *cells: str | Text) -> None:
        """Add a row, one cell for each heading."""
        self.rows.append(cells)

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[Text | Columns]:
        """Yield the title, what the console can show of the rows, and the caption."""
        if self.title:
            yield Text(hanging(self.title, console.width), "bold")
        if console.width >= UNWRAPPED:
            yield from self._lines()
        else:
            yield self._columns()
        if self.caption:
            yield Text(hanging(self.caption, console.width), "dim italic")

    def _lines(self) -> Iterator[Text]:
        heading = [self.headings] if any(self.headings) else []
        rows = [[" ".join(str(cell).split("\n")) for cell in row] for row in (*heading, *self.rows)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell.ljust(room) for cell, room in zip(row, widths, strict=True))
            yield Text("  ".join(cells).rstrip())

    def _columns(self) -> Columns:
        made = Columns(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        made.show_header = any(self.headings)
        for heading in self.headings:
            made.add_column(heading, header_style="dim", overflow="fold")
        for row in self.rows:
            made.add_row(*row)
        return made


def print_table(made: TerminalTable) -> None:
    """Print a table."""
    console().print(made)


def table(*headings: str, title: str = "") -> TerminalTable:
    """Return an empty table."""
    return TerminalTable(headings, title)


def hanging(line: str, width: int) -> str:
    """Return a line broken at ``width``, continued under its own first word."""
    body = line.lstrip(" ")
    indent = line[: len(line) - len(body)]
    hang = indent + ("  " if body.startswith("- ") else " " * _marker(body))
    return textwrap.fill(
        body,
        width,
        initial_indent=indent,
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _marker(body: str) -> int:
    """Return the length of a leading ``[1] ``."""
    head, bracket, _ = body.partition("] ")
    return len(head) + 2 if bracket and head[:1] == "[" and head[1:].isdigit() else 0


def print_json(value: Any) -> None:
    """Print JSON, indented, as UTF-8."""
    typer.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2))
