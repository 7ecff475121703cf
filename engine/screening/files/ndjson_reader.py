"""NDJSON: one JSON object (RFC 8259) on each line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, BinaryIO, Final

import numpy as np
import pyarrow as pa

from ...base.errors import InputError
from ...base.json_text import NotJson, RepeatedMembers, read_json
from ..layout import COLUMNS, MOST_COLUMNS, Layout
from ..mistakes import INVALID_ROW, CellMistake, shortened
from .chunk import BrokenChunk, Chunk, unreadable
from .ndjson_quick import quick_chunk
from .text import LINE
from .utf8 import Utf8

BLOCK: Final = 1 << 20
_SPACE: Final = b" \t\r"
_LONG: Final = re.compile(rb"[0-9]{17}")
_LISTED: Final = 5
_QUICK: Final = 50
"""With more different members, lines are read one by one."""
_CELLS: Final = 1 << 20
"""Of one piece of a table, so that memory does not grow with the columns."""
MOST_MEMBERS: Final = 10_000
"""So many different ones are looked through for what may have been meant for a column."""
LONGEST: Final = 1 << 24
"""Bytes of the longest line that is read."""


class NdjsonReader:
    """Reads a binary stream, named ``file`` in errors; ``size``: its bytes, if known.

    The members of the objects in the first block are the columns. ``keep``: whether to keep the
    lines as they are and read only the question's columns from them; else every member becomes a
    column of texts, with JSON for what is none, and a later line cannot have others.
    ``answers``: the names of the columns that will be added. Raises `InputError` if there is no
    object in the first block.
    """

    counts = "line"

    def __init__(
        self,
        stream: BinaryIO,
        file: str,
        size: int | None,
        *,
        keep: bool,
        answers: Sequence[str] = (),
        day_given: bool = False,
        block: int = BLOCK,
    ) -> None:
        self.total = size
        self._file = file
        self._keep = keep
        self._source = Utf8(stream, file)
        self._blocks = _blocks(self._source, file, block)
        self._line = 1
        self._answers = tuple(answers)
        self._day_given = day_given
        self._first = next(self._blocks, b"")
        found = self._members()
        self._known = frozenset(found)
        self._names = tuple(name for name in found if name in COLUMNS or not keep)
        self._asked = tuple(name for name in self._names if name in COLUMNS)
        # Those that mean something here come first, so that none of them is overlooked.
        columns = sorted(found, key=self._is_plain)[:MOST_COLUMNS] if self._is_wide else found
        self.schema = pa.schema([(name, pa.string()) for name in columns])

    @property
    def done(self) -> int:
        """Bytes read."""
        return self._source.offset

    def chunks(self) -> Iterator[Chunk]:
        """Yield the rows; lines that are no objects, or have other members, as broken."""
        first, self._first = self._first, b""
        size = max(_CELLS // max(len(self._names), 1), 1)
        for block in chain([first], self._blocks):
            quick = self._quick(block)
            if quick is not None:
                yield quick
                continue
            lines = block.split(b"\n")
            for start in range(0, len(lines), size):
                yield self._chunk(lines[start : start + size])

    @property
    def _is_wide(self) -> bool:
        return len(self._known) > MOST_COLUMNS

    def _members(self) -> dict[str, None]:
        """Return the members of all objects in the first block."""
        found: dict[str, None] = {}
        for line in self._first.split(b"\n"):
            parsed = _parsed(line)
            if isinstance(parsed, RepeatedMembers):
                parsed = parsed.value
            if isinstance(parsed, dict):
                found |= dict.fromkeys(parsed)
            if len(found) > MOST_MEMBERS:
                message = f"has more than {MOST_MEMBERS:,} different members in its first lines"
                raise unreadable(self._file, message, ("the same members in every line",))
            if len(found) > MOST_COLUMNS and not self._keep:
                message = (
                    f"has more than {MOST_COLUMNS:,} different members in its first lines, each "
                    "of which would be a column"
                )
                raise unreadable(self._file, message, ("NDJSON out, where lines stay as they are",))
        if not found:
            message = f"has no JSON object in its first lines{_hint(self._first)}"
            allowed = ('one object on each line, {"person": …, "place": …}',)
            raise unreadable(self._file, message if self._first else "is empty", allowed)
        return found

    def _is_plain(self, name: str) -> bool:
        """Whether a member is only passed on: it is not read, and not taken for one that is."""
        return name not in COLUMNS and self._strangers([name]) is None

    def _quick(self, block: bytes) -> Chunk | None:
        if not self._keep or len(self._known) > _QUICK:
            return None
        found = quick_chunk(block, self._names, self._known, self._line)
        if found is not None:
            self._line += found.batch.num_rows
        return found

    def _chunk(self, lines: list[bytes]) -> Chunk:
        rows = _Rows(self._names)
        for line in lines:
            number, self._line = self._line, self._line + 1
            if line.strip(_SPACE):
                parsed = _parsed(line)
                wrong = self._wrong(parsed)
                if wrong is None:
                    rows.add(parsed, number, line.strip(_SPACE).decode() if self._keep else "")
                else:
                    text = line.decode()
                    rows.broken.append(BrokenChunk(len(rows.lines), number, text, (wrong,)))
        return rows.chunk(keep=self._keep)

    def _wrong(self, parsed: object) -> CellMistake | None:
        """Return what is wrong with a line, if anything is."""
        if isinstance(parsed, (NotJson, RepeatedMembers)):
            return CellMistake("", None, shortened(str(parsed), 1000), INVALID_ROW)
        if not isinstance(parsed, dict):
            return CellMistake("", None, f"is not a JSON object but {_kind(parsed)}", INVALID_ROW)
        if not parsed.keys() <= self._known:
            wrong = self._strangers([name for name in parsed if name not in self._known])
            if wrong is not None:
                return wrong
        for name in self._asked:
            value = parsed.get(name)
            if value is not None and not isinstance(value, str):
                shown = shortened(_text(value) or "")
                return CellMistake(name, shown, f"{name} {shown}: {_kind(value)}, not text")
        return None

    def _strangers(self, others: Sequence[str]) -> CellMistake | None:
        """Return what is wrong with members that no line of the first block has."""
        there = [name for name in self._names if name in COLUMNS]
        try:
            Layout.of([*there, *others], self._answers, day_given=self._day_given)
        except InputError as error:
            return CellMistake("", None, error.message, error.code)
        new = [name for name in others if name in COLUMNS or not self._keep]
        if not new:
            return None
        listed = ", ".join(repr(shortened(name)) for name in new[:_LISTED])
        more = f" and {len(new) - _LISTED} more" if len(new) > _LISTED else ""
        message = f"has {listed}{more}, which the first lines have not"
        return CellMistake("", None, message, INVALID_ROW)


@dataclass(frozen=True)
class _Rows:
    """Rows as they are collected."""

    names: tuple[str, ...]
    objects: list[dict[str, Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    broken: list[BrokenChunk] = field(default_factory=list)

    def add(self, parsed: Any, line: int, text: str) -> None:
        self.objects.append(parsed)
        self.lines.append(line)
        self.texts.append(text)

    def chunk(self, *, keep: bool) -> Chunk:
        columns = [
            pa.array([_text(one.get(name)) for one in self.objects], pa.string())
            for name in self.names
        ]
        return Chunk(
            pa.RecordBatch.from_arrays(columns, names=self.names),
            np.array(self.lines, np.int64),
            tuple(self.broken),
            pa.array(self.texts, LINE) if keep else None,
        )


def _blocks(source: Utf8, file: str, block: int) -> Iterator[bytes]:
    """Yield the whole lines of each block, the last without its end."""
    rest: list[bytes] = []
    length = 0
    while data := source.read(block):
        head, newline, tail = data.rpartition(b"\n")
        if newline:
            yield b"".join([*rest, head])
            rest, length = [], 0
        rest.append(tail)
        length += len(tail)
        if length > LONGEST:
            raise unreadable(file, f"has a line of more than {LONGEST} bytes")
    source.read(1)  # a character that is cut off at the end
    if length:
        yield b"".join(rest)


def _parsed(line: bytes) -> object:
    """Return what a line says, or the error that it is."""
    if not line.strip(_SPACE):
        return None
    try:
        value = read_json(line)
    except (NotJson, RepeatedMembers) as error:
        return error
    # A number that is longer than a machine's is read digit by digit, so that none gets lost.
    return json.loads(line) if _LONG.search(line) else value


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _hint(block: bytes) -> str:
    """Return what a text seems to be that has no object on a line."""
    start = block.lstrip()[:100]
    if start.startswith(b"["):
        return ": it is one list"
    if start.startswith(b"{"):
        return "; perhaps one goes over several lines"
    return "; perhaps it is CSV" if b"," in start and b"person" in start else ""


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    names: Iterable[tuple[type, str]] = ((list, "a list"), (dict, "an object"), (str, "a text"))
    return next((name for kind, name in names if isinstance(value, kind)), "a number or null")
