"""How rows are bound to one another: each hash covers the row and the hash before it.

The hash of a row is the SHA-256, in lower-case hex, of this JSON in UTF-8: an object with every
column of the row but ``hash``, its members in the order of their names, without spaces, characters
outside ASCII as they are. ``seq`` is a number, all else text. ``previous`` is the hash of the row
before, and 64 zeros in the first one. ``document`` is the digest of the text that is kept of the
answer, ``sources`` that of the files: so what they hold is bound as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .entry import DecisionEntry, canonical, digest_of

BEGINNING: Final = "0" * 64
"""What stands for the hash before the first row."""

HASHED: Final = (
    "seq",
    "id",
    "at",
    "caller",
    "kind",
    "question",
    "asked",
    "person",
    "place",
    "day",
    "today",
    "outcome",
    "version",
    "world",
    "rules",
    "sources",
    "told",
    "document",
    "previous",
)
"""The columns that a hash covers."""


def hash_of(row: Mapping[str, Any]) -> str:
    """Return the hash of a row that has at least the columns `HASHED`.

    >>> row = {name: "" for name in HASHED} | {"seq": 1, "previous": BEGINNING}
    >>> hash_of(row)[:16] == hash_of({**row, "hash": "is not covered"})[:16]
    True
    """
    return digest_of(canonical({name: row[name] for name in HASHED}).encode())


def linked(
    entry: DecisionEntry, *, id: str, at: str, caller: str, version: str, after: tuple[int, str]
) -> dict[str, Any]:
    """Return the row of an entry; ``after``: number and hash of the row before."""
    number, previous = after
    row = {
        "seq": number + 1,
        "id": id,
        "at": at,
        "caller": caller,
        "kind": entry.kind,
        "question": entry.question,
        "asked": entry.asked,
        "person": entry.person,
        "place": entry.place,
        "day": entry.day,
        "today": entry.today,
        "outcome": entry.outcome,
        "version": version,
        "world": entry.world,
        "rules": entry.rules,
        "sources": entry.sources,
        "told": entry.told,
        "document": entry.digest,
        "previous": previous,
    }
    row["hash"] = hash_of(row)
    return row
