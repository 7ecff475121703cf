"""The formats of files, by name or by the end of a file's name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, cast

from ...errors import InputError
from ...given import member

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

STANDARD: Final = "-"
"""Stands for standard input and output."""


def format_of(field: str, path: str, named: str | None, option: str) -> Format:
    """Return the format of a file; ``named``: as the caller says, else by the end of its name.

    ``option``: where the caller can say it. Raises `InputError` for a format that does not exist
    or cannot be known.
    """
    if named is not None:
        return cast("Format", member(option, named, FORMATS))
    found = _SUFFIXES.get(Path(path).suffix.lower())
    if found is None:
        raise InputError(
            field, path, f"does not say its format; name it with {option}", tuple(_SUFFIXES)
        )
    return found
