"""Lines of NDJSON that are all in order, read by Arrow, some times quicker than one by one.

Only flat objects, one on each line, come through here; whatever is doubtful is read one by one.
That both ways give the same is tested on any lines.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import json as arrow_json

from .chunk import Chunk
from .text import LINE

# Arrow takes these for numbers, JSON does not have them. Lists could be nested without end.
_UNSURE: Final = re.compile(rb'"[ \t]+:|[0-9]{300}')
_DOUBTFUL: Final = (b"NaN", b"Inf", b"[", b"\r", b"\n\n")


def quick_chunk(
    block: bytes, names: tuple[str, ...], known: Collection[str], line: int
) -> Chunk | None:
    """Return the rows of whole lines, the last without its end; ``None`` if in doubt.

    ``names``: the members that become columns. ``known``: all that objects may have. ``line``: the
    number of the first one.
    """
    lines = block.count(b"\n") + 1
    flat = block[:1] == b"{" and block[-1:] == b"}" and block.count(b"{") == lines
    if not flat or block.count(b"}\n{") != lines - 1 or any(one in block for one in _DOUBTFUL):
        return None
    if not _has_only(block, known):
        return None
    # INVARIANT: every line begins and ends an object, so that as many objects are one on each line.
    try:
        table = arrow_json.read_json(
            pa.BufferReader(block),
            read_options=arrow_json.ReadOptions(use_threads=False, block_size=len(block) + 1),
            parse_options=arrow_json.ParseOptions(
                explicit_schema=pa.schema([(name, pa.string()) for name in names])
            ),
        )
    except pa.ArrowException:  # something is no text, or no JSON
        return None
    if table.num_rows != lines or not set(table.column_names) <= set(known):
        return None
    batch = table.select(list(names)).combine_chunks().to_batches()[0]
    return Chunk(batch, np.arange(line, line + lines), raw=_lines(block))


def _has_only(block: bytes, known: Collection[str]) -> bool:
    """Whether it is sure that all members are known: others would each become a column."""
    if _UNSURE.search(block):
        return False
    named = 0
    for name in known:
        written = orjson.dumps(name) + b":"
        named += block.count(written) - block.count(b"\\" + written)
    return named == block.count(b'":')


def _lines(block: bytes) -> pa.Array:
    """Return each line of a block, without its end."""
    data = np.frombuffer(block, np.uint8)
    ends = np.flatnonzero(data == ord("\n")) + 1
    offsets = np.concatenate(([0], ends, [len(block)])).astype(np.int64)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(block)]
    return pc.ascii_rtrim(pa.Array.from_buffers(LINE, len(offsets) - 1, buffers), characters="\n")
