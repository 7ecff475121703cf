"""A position as it stands in a file, before it is checked."""

from __future__ import annotations

from typing import Any, NamedTuple


class RawPoint(NamedTuple):
    """What a file says of a position; ``where`` it stands, as one would tell a person."""

    longitude: Any
    latitude: Any
    time: str | float | None
    where: str
