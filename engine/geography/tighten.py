"""Pulling a way tight: from one over the nodes of a mesh to one that turns where it has to."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from .arcs import arc_km, between
from .exposure import LegCost

_TRIED: Final = 24
"""Farther points of the way that are tried at once for a straight leg."""
_ROUNDS: Final = 7
_FIRST_SPLIT_KM: Final = 160.0
"""How far before and after a turn the way is split first; half of it in each later round."""
_SHORTEST_KM: Final = 2.0
"""Shorter legs are not split."""
_MOVES: Final = np.array([1.0, 0.6, 0.3, 0.12, 0.04])
"""Shares of the way from a turn to the straight line past it."""
_GAIN_KM: Final = 0.01
_SLACK_KM: Final = 0.05
"""Two legs are as good as one that is shorter by less."""


def tightened(way: Any, cost: LegCost) -> Any:
    """Return a way (unit vectors, n by 3) that costs no more, pulled tight between its ends."""
    found = _straightened(way, cost)
    split = _FIRST_SPLIT_KM
    for _ in range(_ROUNDS):
        if len(found) < 3:
            break
        found = _moved(_split(found, split, cost), cost)
        found = _without_needless(found, cost)
        split /= 2
    return found


def way_cost(way: Any, cost: LegCost) -> float:
    """Return what a way costs in all."""
    return float(cost.of(way[:-1], way[1:]).sum())


def _straightened(way: Any, cost: LegCost) -> Any:
    """Return the way with the longest straight legs between its points, from its start."""
    done = np.concatenate([[0.0], np.cumsum(cost.of(way[:-1], way[1:]))])
    kept, at, last = [0], 0, len(way) - 1
    while at < last:
        low, high = at + 1, last
        while True:
            tried = np.unique(np.linspace(low, high, _TRIED).round().astype(int))
            legs = cost.of(np.repeat(way[at : at + 1], len(tried), 0), way[tried])
            good = tried[legs <= done[tried] - done[at] + _SLACK_KM]
            low = int(good[-1]) if len(good) else low
            beyond = tried[tried > low]
            if not len(beyond) or beyond[0] == low + 1:
                break
            high = int(beyond[0]) - 1
        kept.append(low)
        at = low
    return way[kept]


def _split(way: Any, kilometres: float, cost: LegCost) -> Any:
    """Return the way with points before and after each turn.

    The pieces of a split leg are not those of the whole, and may touch what the whole does not:
    such a leg stays whole.
    """
    starts, ends = way[:-1], way[1:]
    lengths = arc_km(starts, ends)
    share = np.minimum(kilometres / np.maximum(lengths, 1e-9), 0.5)
    after, before = between(starts, ends, share), between(starts, ends, 1 - share)
    last = len(lengths) - 1
    parts = []
    for leg in range(len(lengths)):
        inner = [after[leg]] if leg > 0 else []
        if leg < last and (leg == 0 or share[leg] < 0.5):
            inner.append(before[leg])
        parts.append(np.vstack([starts[leg], *inner, ends[leg]]))
    of_leg = np.repeat(np.arange(last + 1), [len(one) - 1 for one in parts])
    costs = cost.of(np.vstack([one[:-1] for one in parts]), np.vstack([one[1:] for one in parts]))
    good = np.bincount(of_leg, costs) <= cost.of(starts, ends) + _SLACK_KM
    good &= lengths > _SHORTEST_KM
    found = [one[:-1] if fine else one[:1] for one, fine in zip(parts, good, strict=True)]
    return np.vstack([*found, ends[-1]])


def _moved(way: Any, cost: LegCost) -> Any:
    """Return the way with each point moved towards the line past it, where that costs less."""
    way = way.copy()
    for parity in (1, 2, 1):
        at = np.arange(parity, len(way) - 1, 2)
        if not len(at):
            continue
        before, here, after = way[at - 1], way[at], way[at + 1]
        whole = arc_km(before, after)
        first, second = arc_km(before, here), arc_km(here, after)
        share = np.where(first + second > 0, first / np.maximum(first + second, 1e-12), 0.5)
        aim = between(before, after, np.where(whole > 0, share, 0.5))
        many = len(_MOVES)
        tried = between(np.repeat(here, many, 0), np.repeat(aim, many, 0), np.tile(_MOVES, len(at)))
        costs = cost.of(np.repeat(before, many, 0), tried) + cost.of(
            tried, np.repeat(after, many, 0)
        )
        costs = costs.reshape(len(at), many)
        best = np.argmin(costs, axis=1)
        now = cost.of(before, here) + cost.of(here, after)
        better = costs[np.arange(len(at)), best] < now - _GAIN_KM
        chosen = tried.reshape(len(at), many, 3)[np.arange(len(at)), best]
        way[at[better]] = chosen[better]
    return way


def _without_needless(way: Any, cost: LegCost) -> Any:
    """Return the way without points past which a straight leg costs no more."""
    for parity in (1, 2):
        at = np.arange(parity, len(way) - 1, 2)
        if not len(at):
            break
        before, here, after = way[at - 1], way[at], way[at + 1]
        now = cost.of(before, here) + cost.of(here, after)
        needless = at[cost.of(before, after) <= now + _SLACK_KM / 10]
        way = np.delete(way, needless, axis=0)
    return way
