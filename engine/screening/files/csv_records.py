"""Where the records of CSV text end: a line break within quotation marks ends none."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
from numpy.typing import NDArray

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
