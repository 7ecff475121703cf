"""What the project asks of itself, and whether this run shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from .columns import GATHER, ONE_OUTCOME, SCREEN, SCREEN_OUTCOME
from .journeys import FROM_JOURNEYS
from .ours import BOTH
from .results import ASSESSMENT, TOLD, Results, Row

FASTER_THAN_PEERS: Final = 1.0
AGREEMENT_MICROSECONDS: Final = 500.0
GATHERS: Final = 3.0
OPENFISCA: Final = 20.0
SERVED: Final = 0.8
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
    for name, whose in ((ASSESSMENT, ""), (TOLD, " with every part read")):
        yield _peer(results, name, whose)
    yield _agreement(results)
    for says, ours, peer, holds in _BULK:
        yield _bulk(results, says, (ours, peer), holds)
    yield from _served(results)
    yield from _growth(results)
    yield from _memory(results)


def _peer(results: Results, name: str, whose: str) -> Aim:
    says = (
        f"One warm assessment{whose} is faster than the fastest peer decides the bare rules "
        "(aim: three times)"
    )
    fastest, own = results.fastest_peer, _row(results, name)
    if fastest is None or own is None:
        return Aim(says, "no peer took part", None)
    times = fastest.timing / own.timing
    return Aim(says, f"{times:.2f} times as fast as {fastest.name}", times > FASTER_THAN_PEERS)


def _agreement(results: Results) -> Aim:
    says = "A derivation by both evaluators, with their agreement checked, takes at most 500 µs"
    row = _row(results, BOTH)
    if row is None:
        return Aim(says, "durable-rules is not there", None)
    taken = row.timing.median / 1e3
    return Aim(says, f"{taken:.0f} µs", taken <= AGREEMENT_MICROSECONDS)


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
        yield Aim(
            f"The full answer is served at four fifths of the rate of an empty route, {processes}",
            f"{rates.ratio:.2f}",
            rates.ratio >= SERVED,
        )
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
