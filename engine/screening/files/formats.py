"""The formats of files, by name or by the end of a file's name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, cast

from ...base.errors import InputError
from ...case.inputs import member

Format = Literal["csv", "ndjson", "parquet"]

FORMATS: Final[tuple[Format, ...]] = ("csv", "ndjson", "parquet")

_SUFFIXES: Final[Mapping[str, Format]] = MappingProxyType(
    {
        ".csv": "csv",
        ".ndjson": "ndjson",
        ".jsonl": "ndjson",
        ".parquet": "parquet",
        ".pq": "parquet",
    }
)

_OTHERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys((".xlsx", ".xls", ".ods"), "save the sheet as CSV first"),
        **dict.fromkeys((".tsv", ".tab"), "save it with commas for tabs first"),
        **dict.fromkeys((".gz", ".zip", ".zst", ".bz2", ".xz"), "unpack it first"),
        ".json": "write it as NDJSON first, with one object on each line",
    }
)

STANDARD: Final = "-"
"""Stands for standard input and output."""


def format_of(field: str, path: str, named: str | None, option: str) -> Format:
    """Return the format of a file; ``named``: as the caller says, else by the end of its name.

    ``option``: where the caller can say it. Raises `InputError` for a format that does not exist
    or cannot be known.
    """
    if named is not None:
        return cast("Format", member(option, named, FORMATS))
    suffix = Path(path).suffix.lower()
    found = _SUFFIXES.get(suffix)
    if found is None:
        other = _OTHERS.get(suffix) if field == "input" else None
        hint = f", or {other}" if other else ""
        message = f"does not say its format; name it with {option}{hint}"
        raise InputError(field, path, message, tuple(_SUFFIXES))
    return found
