"""The first line of a CSV file: the names of the columns, and where the rows begin."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from .chunk import unreadable
from .utf8 import Utf8


def read_header(source: Utf8, file: str, most: int) -> tuple[list[str], bytes, int]:
    """Return the names of the columns, the bytes read after them, and the next line's number."""
    data = more = source.read(most)
    while True:
        text = data.decode("utf-8", "ignore")  # the last character may be cut
        taken: list[str] = []
        lines = csv.reader(_noting(io.StringIO(text, newline=""), taken))
        try:
            names = next(lines, [])
        except csv.Error as error:
            raise unreadable(file, f"line 1: {error}") from None
        used = sum(map(len, taken))
        if used < len(text) or not more:
            break
        if len(data) > most:
            raise unreadable(file, f"the line that names the columns has more than {most} bytes")
        more = source.read(most)
        data += more
    _check_names(names, file, empty=not data)
    return names, data[len(text[:used].encode()) :], lines.line_num + 1


def _noting(lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


def _check_names(names: list[str], file: str, *, empty: bool) -> None:
    if empty:
        raise unreadable(file, "is empty", ("a first line that names the columns",))
    if len(names) < 2:
        shown = repr(names[0]) if names else "nothing"
        wrong = next((f"; are cells separated by {c!r}?" for c in ";\t|" if c in shown), "")
        message = f"the first line names {shown}{wrong}"
        raise unreadable(file, message, ("columns separated by commas, at least person,place",))
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise unreadable(file, f"the first line names {', '.join(map(repr, twice))} more than once")
