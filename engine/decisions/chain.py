"""How rows are bound to one another: each hash covers the row and the hash before it.

The hash of a row is the SHA-256, in lower-case hex, of this JSON in UTF-8: an object with every
column of the row but ``hash``, its members in the order of their names, without spaces, characters
outside ASCII as they are. ``seq`` is a number, all else text. ``previous`` is the hash of the row
before, and 64 zeros in the first one. ``document`` is the digest of the text that is kept of the
answer, ``sources`` that of the files: so what they hold is bound as well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson

BEGINNING: Final = "0" * 64
"""What stands for the hash before the first row."""

TAKEN: Final = (
    "kind",
    "question",
    "asked",
    "person",
    "place",
    "day",
    "today",
    "outcome",
    "world",
    "rules",
    "sources",
    "told",
    "document",
)
"""The columns that an entry brings, in the order in which `linked` takes them."""

HASHED: Final = ("seq", "id", "at", "caller", "version", *TAKEN, "previous")
"""The columns that a hash covers."""


def hash_of(row: Mapping[str, Any]) -> str:
    """Return the hash of a row that has at least the columns `HASHED`.

    >>> row = {name: "" for name in HASHED} | {"seq": 1, "previous": BEGINNING}
    >>> hash_of(row)[:16] == hash_of({**row, "hash": "is not covered"})[:16]
    True
    """
    return digest_of(canonical({name: row[name] for name in HASHED}).encode())


def linked(
    entry: Sequence[str], *, id: str, at: str, caller: str, version: str, after: tuple[int, str]
) -> dict[str, Any]:
    """Return the row of an entry, given as its columns `TAKEN`.

    ``after``: number and hash of the row before.
    """
    number, previous = after
    row: dict[str, Any] = dict(zip(TAKEN, entry, strict=True))
    row |= {
        "seq": number + 1,
        "id": id,
        "at": at,
        "caller": caller,
        "version": version,
        "previous": previous,
    }
    row["hash"] = hash_of(row)
    return row


def canonical(value: object) -> str:
    """Return a value as JSON in the one form in which it is hashed.

    Members in the order of their names, no spaces, characters as they are (UTF-8).

    >>> from datetime import date
    >>> canonical({"place": "MNG", "on": date(2024, 9, 2)})
    '{"on":"2024-09-02","place":"MNG"}'
    """
    return orjson.dumps(value, default=_plain, option=orjson.OPT_SORT_KEYS).decode()


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


def digest_of(*pieces: bytes) -> str:
    """Return the SHA-256 of a text, given whole or in pieces, in hex.

    >>> digest_of(b"the whole") == digest_of(b"the ", b"whole")
    True
    """
    hashed = hashlib.sha256()
    for one in pieces:
        hashed.update(one)
    return hashed.hexdigest()
