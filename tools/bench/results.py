"""What one run found out: everything that the report says comes from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .contestant import Missing
from .growth import Curve
from .http import Rates
from .memory import Level
from .timing import Timing

ASSESSMENT = "safeconduct: one warm assessment"
"""The row that all others stand beside."""

WHOLE = "safeconduct: the whole answer as JSON"
SHORT = "safeconduct: the short answer as JSON"
"""Made and written, from a question that was never asked before."""


@dataclass(frozen=True)
class Row:
    """One thing that was timed. ``ours``: a part of this engine. ``peer``: a library like it."""

    name: str
    version: str
    how: str
    timing: Timing
    ours: bool = False
    peer: bool = False


@dataclass(frozen=True)
class BulkRow:
    """A bulk run of ``rows`` rows; the timing is that of all of them."""

    name: str
    version: str
    how: str
    rows: int
    timing: Timing

    @property
    def rate(self) -> float:
        """Rows per second."""
        return self.rows / self.timing.median * 1e9


@dataclass(frozen=True)
class Memory:
    """What was watched; ``sessions_left`` is ``None`` where durable-rules is not there."""

    levels: tuple[Level, ...]
    missing: tuple[Missing, ...]
    sessions_left: int | None
    derivations: int


@dataclass(frozen=True)
class Results:
    """One run."""

    on: date
    kind: str
    seed: int
    machine: Mapping[str, str]
    agreed: Mapping[str, int]
    agreed_by: tuple[str, ...]
    warmed_up: int
    decisions: tuple[Row, ...]
    bulk: tuple[BulkRow, ...]
    missing: tuple[Missing, ...]
    bulk_missing: tuple[Missing, ...]
    curves: tuple[Curve, ...]
    memory: Memory
    served: tuple[Rates, ...] = field(default=())
    map_ms: float | None = None
    """One map of all places, warm, from question to JSON."""
    inside: tuple[tuple[str, str, float, int], ...] = field(default=())
    """From pytest-benchmark: group, name, median in seconds, rounds."""

    @property
    def assessment(self) -> Row:
        """One warm assessment."""
        return next(row for row in self.decisions if row.name == ASSESSMENT)

    @property
    def fastest_peer(self) -> Row | None:
        """The peer that decides the bare rules in the shortest time."""
        peers = [row for row in self.decisions if row.peer]
        return min(peers, key=lambda row: row.timing.median, default=None)
