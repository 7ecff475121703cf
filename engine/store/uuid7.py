"""Ids of decisions: UUIDs of version 7, which sort by the time at which they were made."""

from __future__ import annotations

import os
import time
from collections import deque
from typing import Final
from uuid import UUID

_MILLISECOND: Final = 1_000_000
_AT_ONCE: Final = 256


def uuid7(at: int | None = None) -> str:
    """Return a new id.

    ``at``: nanoseconds since 1970, by default now. The first 48 bits are milliseconds, the next
    twelve the fraction of one, the last 62 random: RFC 9562, 5.7 and method 3 of 6.2.

    >>> uuid7(1_732_000_000_123_456_789)[:18]
    '0193433e-a87b-774f'
    """
    whole, rest = divmod(time.time_ns() if at is None else at, _MILLISECOND)
    fraction = rest * 4096 // _MILLISECOND
    chance = int.from_bytes(_chance(), "big") & (1 << 62) - 1
    number = (whole & (1 << 48) - 1) << 80 | 7 << 76 | fraction << 64 | 2 << 62 | chance
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


_left: deque[bytes] = deque()
"""Random bytes that the system gave, eight for each id: to ask it for each costs more than all else
of an id."""


def _chance() -> bytes:
    while True:
        try:
            return _left.popleft()
        except IndexError:
            more = os.urandom(8 * _AT_ONCE)
            _left.extend(more[at : at + 8] for at in range(0, len(more), 8))


if hasattr(os, "register_at_fork"):  # two processes must not give the same
    os.register_at_fork(after_in_child=_left.clear)


def is_uuid(text: str) -> bool:
    """Return whether a text is a UUID as it is usually written: 36 figures and hyphens.

    >>> is_uuid("019341eb-887b-774f-8000-000000000000"), is_uuid("019341eb")
    (True, False)
    """
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
