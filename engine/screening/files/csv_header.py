"""The first line of a CSV file: the names of the columns, and where the rows begin."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..layout import COLUMNS, MOST_COLUMNS, PERSON, PLACE, too_wide
from ..mistakes import shortened
from .chunk import unreadable
from .utf8 import Utf8

_QUOTED: Final = re.compile(rb'(?:\A|(?<=[,\r\n]))"(?:[^"]++|"")*+"?')
_QUOTE, _BEFORE_QUOTED = ord('"'), np.frombuffer(b',\r\n"', np.uint8)


def last_end(data: bytes, *, over: bool) -> tuple[int, bool]:
    """Return where the last whole record ends, and whether a quotation mark is open after it.

    ``data`` begins with a record. ``over``: nothing comes after it, so that a carriage return at
    its end is no half of a line break.
    """
    stop = len(data) if over else len(data) - data.endswith(b"\r")
    if b'"' not in data:
        return max(data.rfind(b"\n", 0, stop), data.rfind(b"\r", 0, stop)) + 1, False
    characters = np.frombuffer(data, np.uint8)
    edges = _edges(data, characters)
    breaks = np.flatnonzero((characters[:stop] == ord("\n")) | (characters[:stop] == ord("\r")))
    outside = breaks[np.searchsorted(edges, breaks) % 2 == 0]
    return int(outside[-1]) + 1 if len(outside) else 0, bool(len(edges) % 2)


def _edges(data: bytes, characters: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return where quoted text begins and ends, in turn.

    A quotation mark opens only at the beginning of a cell; within quoted text two stand for one.
    """
    quotes = np.flatnonzero(characters == _QUOTE)
    opening = quotes[::2]
    # Two quotation marks for one close and open again: every second one opens, unless one stands
    # in the middle of a cell, where it means itself.
    if np.isin(characters[opening[opening > 0] - 1], _BEFORE_QUOTED).all():
        return quotes
    edges: list[int] = []
    for quoted in _QUOTED.finditer(data):
        edges.append(quoted.start())
        if quoted[0].count(b'"') % 2 == 0:
            edges.append(quoted.end() - 1)
    return np.array(edges, np.int64)


_SEPARATORS: Final = {";": "';'", "\t": "tabs", "|": "'|'"}


@dataclass(frozen=True, slots=True)
class Header:
    """The columns that the first line names, and how many cells without a name follow them.

    ``rest``: the bytes that were read after the line. ``next_line``: the number of the next one.
    """

    names: tuple[str, ...]
    unnamed: int
    rest: bytes
    next_line: int


def read_header(source: Utf8, file: str, most: int) -> Header:
    """Return what the first line says; it may have ``most`` bytes."""
    data = more = source.read(most)
    while True:
        text = data.decode("utf-8", "ignore")  # the last character may be cut
        taken: list[str] = []
        lines = csv.reader(_noting(io.StringIO(text, newline=""), taken))
        try:
            cells = next(lines, [])
        except csv.Error as error:
            message = f"line 1: the name of a column is too long ({error})"
            raise unreadable(file, message) from None
        used = sum(map(len, taken))
        if used < len(text) or not more:
            break
        if len(data) > most:
            raise unreadable(file, f"the line that names the columns has more than {most} bytes")
        more = source.read(most)
        data += more
    if not data:
        raise unreadable(file, "is empty", ("a first line that names the columns",))
    if not more and last_end(data, over=True)[1] and used == len(text):
        raise unreadable(file, "line 1: a quotation mark is opened and never closed")
    names = list(cells)
    while names and not names[-1].strip():  # a spreadsheet leaves such cells where columns were
        names.pop()
    if len(cells) > MOST_COLUMNS:
        raise unreadable(file, f"the first line {too_wide(len(cells))}")
    _check_names(names, file)
    rest = data[len(text[:used].encode()) :]
    return Header(tuple(names), len(cells) - len(names), rest, lines.line_num + 1)


def _noting(lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


def _check_names(names: list[str], file: str) -> None:
    """Raise `InputError` if the first line does not name columns, each of them once."""
    line = ",".join(names)
    if line.lstrip()[:1] in {"{", "["}:
        message = f"the first line is {shortened(line)!r}: this is JSON, not CSV"
        raise unreadable(file, message, ("a first line that names the columns",))
    separator = _separator(names)
    if separator or len(names) < 2:
        shown = repr(shortened(line)) if names else "nothing"
        wrong = f"; are cells separated by {separator}?" if separator else ""
        message = f"the first line names {shown}{wrong}"
        raise unreadable(file, message, ("columns separated by commas, at least person,place",))
    unnamed = [str(number) for number, name in enumerate(names, 1) if not name]
    if len(unnamed) > 1:
        message = f"the first line leaves columns without a name: number {', '.join(unnamed[:9])}"
        raise unreadable(file, message)
    twice = [shortened(name) for name, count in Counter(names).items() if count > 1]
    if twice:
        listed = ", ".join(map(repr, twice[:9]))
        raise unreadable(file, f"the first line names {listed} more than once")


def _separator(names: list[str]) -> str | None:
    """Return what seems to stand between cells, if it is no comma."""
    if PERSON in names and PLACE in names:
        return None
    for sign, called in _SEPARATORS.items():
        parts = {part.strip().casefold() for name in names for part in name.split(sign)}
        if any(sign in name for name in names) and (len(names) < 2 or parts & set(COLUMNS)):
            return called
    return None
