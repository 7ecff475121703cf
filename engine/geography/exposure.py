"""What a leg costs when some areas are to be avoided: its length, and what of it is over them."""

from __future__ import annotations

from collections.abc import Container
from typing import Any, Final

import numpy as np
import shapely

from .airspace import Airspace
from .arcs import arc_km, arc_lines, between, degrees
from .geodesic import LONGEST_LEG_KM

_SAMPLED_KM: Final = 60.0
"""Points so far apart are looked at first: most legs that meet an area are known by them."""


class LegCost:
    """The cost of legs on the sphere, in kilometres.

    ``areas``: what is avoided. ``weight``: what a kilometre over them costs beside its length;
    without one, a leg that meets them, be it in a point, cannot be taken, and costs infinity. So
    does a leg that meets ``barred`` tiles, with a weight or without.
    """

    def __init__(
        self,
        airspace: Airspace,
        areas: Container[str],
        weight: float | None,
        barred: Any = (),
    ) -> None:
        self.weight = weight
        self._avoided = airspace.tiles_of(areas)
        self._tree = shapely.STRtree(self._avoided)
        self.barred = shapely.STRtree(barred)
        shut = [barred, self._avoided] if weight is None else [barred]
        self._shut = shapely.STRtree(np.concatenate(shut)) if any(map(len, shut)) else None

    def of(self, starts: Any, ends: Any) -> Any:
        """Return what each leg from a position (unit vectors, n by 3) to another costs."""
        lengths = arc_km(starts, ends)
        # Between points that are almost opposite several arcs are shortest.
        found = np.where(lengths > LONGEST_LEG_KM, np.inf, lengths)
        if self.weight is not None:
            found = found + self.weight * self.avoided_km(starts, ends)
        if self._shut is not None:
            points, which = _sampled(starts, ends)
            met, _ = self._shut.query(shapely.points(*degrees(points)), predicate="intersects")
            found[which[met]] = np.inf
            left = np.flatnonzero(np.isfinite(found))
            if len(left):
                lines, owner, _ = arc_lines(starts[left], ends[left])
                line, _ = self._shut.query(lines, predicate="intersects")
                found[left[owner[line]]] = np.inf
        return found

    def avoided_km(self, starts: Any, ends: Any) -> Any:
        """Return how many kilometres of each leg are over what is avoided, about."""
        lines, owner, kilometres = arc_lines(starts, ends)
        line, tile = self._tree.query(lines, predicate="intersects")
        parts = shapely.length(shapely.intersection(lines[line], self._avoided[tile]))
        within = np.bincount(line, parts, minlength=len(lines))
        # Belts run a little under the land, so that parts may lie in two tiles.
        share = np.minimum(within / np.maximum(shapely.length(lines), 1e-12), 1.0)
        return np.bincount(owner, share * kilometres, minlength=len(starts))


def _sampled(starts: Any, ends: Any) -> tuple[Any, Any]:
    """Return positions along legs, and the number of the leg of each."""
    pieces = np.maximum(np.ceil(arc_km(starts, ends) / _SAMPLED_KM), 1).astype(np.int64)
    which = np.repeat(np.arange(len(pieces)), pieces)
    first = np.cumsum(pieces) - pieces
    share = (np.arange(len(which)) - first[which] + 0.5) / pieces[which]
    return between(starts[which], ends[which], share), which
