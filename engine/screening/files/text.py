"""Columns as text, one line for a row, without a step of Python for each row."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc

Encode = Callable[[pa.Array], pa.Array]

LINE: Final = pa.large_string()
"""The type of arrays of lines: a batch of long lines may have more than 2 GiB."""


def json_values(array: pa.Array) -> pa.Array:
    """Return each value as JSON text; null is ``null``."""
    kind, types = array.type, pa.types
    if types.is_dictionary(kind):
        return _by_value(array, json_values)
    if types.is_string(kind) or types.is_large_string(kind):
        found = _quoted(array.cast(LINE))
    elif types.is_boolean(kind) or types.is_integer(kind):
        found = array.cast(LINE)
    elif types.is_date32(kind):
        found = _between_quotes(array.cast(LINE))
    elif types.is_null(kind):
        found = pa.nulls(len(array), LINE)
    else:
        texts = [orjson.dumps(value, default=_plain).decode() for value in _values(array)]
        return pa.array(texts, LINE)
    return pc.fill_null(found, "null")


def csv_cells(array: pa.Array) -> pa.Array:
    """Return each value as a cell (RFC 4180), quoted where it must be; null is empty."""
    kind, types = array.type, pa.types
    if types.is_dictionary(kind):
        return _by_value(array, csv_cells)
    if types.is_null(kind):
        return pa.array([""] * len(array), LINE)
    found = array.cast(LINE)
    is_text = types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind)
    if is_text and has_any(found, '",\r\n'):
        special = pc.match_substring_regex(found, '[",\r\n]')
        doubled = _between_quotes(pc.replace_substring(found, '"', '""'))
        found = pc.if_else(special, doubled, found)
    return pc.fill_null(found, "")


def fits_csv(kind: pa.DataType) -> bool:
    """Whether a column of this type can be written as cells."""
    types = pa.types
    if types.is_dictionary(kind):
        return fits_csv(kind.value_type)
    return not (types.is_nested(kind) or types.is_binary(kind) or types.is_large_binary(kind)
                or types.is_fixed_size_binary(kind) or types.is_binary_view(kind))  # fmt: skip


def joined(parts: Sequence[pa.Array | str]) -> pa.Array:
    """Return the lines made of parts, each an array or the same text for every row."""
    return pc.binary_join_element_wise(
        *(pa.scalar(one, LINE) if isinstance(one, str) else one for one in parts),
        pa.scalar("", LINE),
    )


def content(lines: pa.Array) -> memoryview:
    """Return all lines, none of which is null, as they follow each other in memory."""
    lines = lines.cast(LINE)
    _, offsets, data = lines.buffers()
    if data is None or not len(lines):
        return memoryview(b"")
    edges = pa.Array.from_buffers(pa.int64(), lines.offset + len(lines) + 1, [None, offsets])
    first, last = edges[lines.offset].as_py(), edges[len(edges) - 1].as_py()
    return memoryview(data)[first:last]


def has_any(texts: pa.Array, characters: str) -> bool:
    """Whether any of these characters is anywhere; much faster than to ask text by text."""
    data = bytes(content(texts))
    return any(one.encode() in data for one in characters)


def _by_value(array: pa.DictionaryArray, encode: Encode) -> pa.Array:
    """Encode a dictionary's values once, and repeat them; null as ``encode`` has it."""
    nothing = encode(pa.nulls(1, array.dictionary.type))[0]
    return pc.fill_null(encode(array.dictionary).take(array.indices), nothing)


def _between_quotes(texts: pa.Array) -> pa.Array:
    quote = pa.scalar('"', LINE)
    return pc.binary_join_element_wise(quote, texts, quote, pa.scalar("", LINE))


def _quoted(texts: pa.Array) -> pa.Array:
    """Return texts as JSON strings; only those with special characters are done one by one."""
    found = _between_quotes(texts)
    data = np.frombuffer(content(texts), np.uint8)
    if not len(data) or (data.min() >= 32 and not has_any(texts, '"\\')):
        return found
    special = pc.fill_null(pc.match_substring_regex(texts, '["\\\\\x00-\x1f]'), False)
    escaped = [orjson.dumps(text).decode() for text in texts.filter(special).to_pylist()]
    return pc.replace_with_mask(found, special, pa.array(escaped, LINE))


def _values(array: pa.Array) -> list[Any]:
    if pa.types.is_timestamp(array.type):  # Python has no nanoseconds
        texts: list[str | None] = array.cast(pa.string()).to_pylist()
        return [None if text is None else text.replace(" ", "T", 1) for text in texts]
    if pa.types.is_temporal(array.type):
        return list(array.cast(pa.string()).to_pylist())
    return list(array.to_pylist())


def _plain(value: object) -> object:
    """Return what JSON has for a value that it does not know."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)
