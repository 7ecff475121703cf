"""What the project asks of itself, and whether this run shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from .columns import GATHER, ONE_OUTCOME, SCREEN, SCREEN_OUTCOME
from .journeys import FROM_JOURNEYS
from .ours import BOTH
from .results import ASSESSMENT, SHORT, WHOLE, Results, Row

FASTER_THAN_PEERS: Final = 1.0
GATHERS: Final = 3.0
OPENFISCA: Final = 20.0
SERVED_SHORT: Final = 0.8
SERVED_WHOLE: Final = 0.5
"""Beside the rate of an empty route that reads the same query."""
MAP_MS: Final = 15.0
LEVEL_BYTES: Final = 1.0
FLAT: Final = 1.25
"""Beside the real size: what counts as not growing in a measurement of this kind."""
LINEAR: Final = 1.25
"""Beside the number of rules: what counts as at most linear."""


@dataclass(frozen=True)
class Aim:
    """An aim in words, what was measured, and whether it is met (``None``: not measured)."""

    says: str
    measured: str
    met: bool | None


def aims(results: Results) -> Iterator[Aim]:
    """Yield every aim."""
    for name, says, most in _WITHIN:
        yield _within(results, name, says, most)
    yield _peer(results)
    for says, ours, peer, holds in _BULK:
        yield _bulk(results, says, (ours, peer), holds)
    yield from _served(results)
    yield from _growth(results)
    yield from _memory(results)


def _peer(results: Results) -> Aim:
    says = "One warm assessment is faster than the fastest peer decides the bare rules"
    fastest, own = results.fastest_peer, _row(results, ASSESSMENT)
    if fastest is None or own is None:
        return Aim(says, "no peer took part", None)
    times = fastest.timing / own.timing
    return Aim(says, f"{times:.2f} times as fast as {fastest.name}", times > FASTER_THAN_PEERS)


_WITHIN: Final = (
    (WHOLE, "The whole answer, from a new question to the bytes of its JSON", 200.0),
    (SHORT, "The short answer, from a new question to the bytes of its JSON", 25.0),
    (ASSESSMENT, "One warm assessment: outcome, duty, contest, status of every rule", 5.0),
    (BOTH, "A derivation by both evaluators, with their agreement checked", 500.0),
)
"""What is to take at most so many microseconds."""


def _within(results: Results, name: str, says: str, most: float) -> Aim:
    says = f"{says}, takes at most {most:.0f} µs"
    row = _row(results, name)
    if row is None:
        return Aim(says, "not measured: it is missing", None)
    taken = row.timing.median / 1e3
    return Aim(says, f"{taken:.0f} µs" if taken >= 10 else f"{taken:.1f} µs", taken <= most)


_BULK: Final[tuple[tuple[str, str, str, Callable[[float], tuple[str, bool]]], ...]] = (
    (
        "Screening costs at most three bare gathers over as many random cells",
        SCREEN,
        GATHER,
        lambda ratio: (f"{1 / ratio:.2f} gathers", 1 / ratio <= GATHERS),
    ),
    (
        "Screening is twenty times as fast as OpenFisca vectorised on as many cases",
        ONE_OUTCOME,
        "OpenFisca (vectorised)",
        lambda ratio: (f"{ratio:.1f} times", ratio >= OPENFISCA),
    ),
    (
        "Screening is ahead of polars that looks the facts up too, before its expressions",
        SCREEN_OUTCOME,
        FROM_JOURNEYS,
        lambda ratio: (f"{ratio:.2f} times", ratio > 1),
    ),
    (
        "Screening is ahead of polars expressions of the bare rules on words",
        SCREEN_OUTCOME,
        "polars (words)",
        lambda ratio: (f"{ratio:.2f} times", ratio > 1),
    ),
    (
        "Screening is ahead of polars expressions of the bare rules on enumerations",
        SCREEN_OUTCOME,
        "polars (enumerations)",
        lambda ratio: (f"{ratio:.2f} times", ratio > 1),
    ),
)


def _bulk(
    results: Results,
    says: str,
    names: tuple[str, str],
    holds: Callable[[float], tuple[str, bool]],
) -> Aim:
    rows = {row.name: row for row in results.bulk}
    if not rows.keys() >= set(names):
        return Aim(says, "not measured: one of the two is missing", None)
    ours, other = (rows[name].rate for name in names)
    return Aim(says, *holds(ours / other))


def _served(results: Results) -> Iterator[Aim]:
    for rates in results.served:
        processes = "one process" if rates.workers == 1 else f"{rates.workers} processes"
        for what, part, ratio, least in (
            ("Short answers to new questions", "four fifths", rates.short_ratio, SERVED_SHORT),
            ("Whole answers to new questions", "half", rates.whole_ratio, SERVED_WHOLE),
        ):
            says = f"{what} are served at {part} of the rate of an empty route, {processes}"
            yield Aim(says, f"{ratio:.2f}", ratio >= least)
    if results.map_ms is not None:
        told = f"{results.map_ms:.1f} ms"
        yield Aim("A map of all places takes under 15 ms", told, results.map_ms < MAP_MS)


def _growth(results: Results) -> Iterator[Aim]:
    for curve in results.curves:
        size, ratio = curve.points[-1][0], curve.ratios[-1]
        told = f"{ratio:.2f} times at {size} times the size"
        if curve.flat:
            yield Aim(f"No growth: {curve.name}", told, ratio <= FLAT)
        elif curve.linear:
            yield Aim(f"At most linear: {curve.name}", told, ratio <= LINEAR * size)


def _memory(results: Results) -> Iterator[Aim]:
    for level in results.memory.levels:
        told = f"{level.slope:.3f} bytes for each"
        says = f"Memory is level over {level.count:,} questions: {level.name}"
        yield Aim(says, told, level.slope <= LEVEL_BYTES)
    left = results.memory.sessions_left
    if left is not None:
        yield Aim("No session of durable-rules is left", f"{left} left", left == 0)


def _row(results: Results, name: str) -> Row | None:
    return next((row for row in results.decisions if row.name == name), None)
