"""Where output goes: a console that knows whether somebody looks at it, and JSON."""

from __future__ import annotations

import sys
import textwrap
from typing import Any, Final

import orjson
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

MOST: Final = 110
"""Wider lines are hard to read, even where the terminal has the room."""

COLOURS: Final = {
    "must_arrest": "bold red",
    "may_arrest": "bold yellow",
    "must_not_arrest": "bold blue",
    "no_power": "bold blue",
    "no_warrant_in_force": "bold green",
    "undetermined": "bold magenta",
}
"""The colour of each outcome."""


def console() -> Console:
    """Return a console on standard output: coloured on a terminal unless NO_COLOR is set."""
    made = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    made.width = min(made.width, MOST) if made.is_terminal else MOST
    return made


def table(*columns: str, title: str = "") -> Table:
    """Return an empty table with plain lines, which also read well without a terminal."""
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), title_justify="left")
    if title:
        made.title = Text(title, "bold")
    for column in columns:
        made.add_column(column, header_style="dim", overflow="fold")
    return made


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
