"""Whether an end of a way is enclosed by what is to be avoided: then no way leads there at all."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np
import shapely

from ..base.frozen import Frozen
from .airspace import Airspace

_GAP: Final = 0.002
"""In degrees, some 200 m: gaps between outlines that are narrower are none."""
_KEPT: Final = 32
_MOST_TILES: Final = 4_000
"""A region of more tiles is not looked at."""


class Enclosure(Frozen):
    """A region without a way out. ``within``: its areas; ``by``: the areas to avoid around it."""

    within: tuple[str, ...]
    by: tuple[str, ...]


@lru_cache(maxsize=_KEPT)
def enclosure_of(point: tuple[float, float], areas: frozenset[str]) -> Enclosure | None:
    """Return the region around a point that cannot be left without passing over the ``areas``.

    ``point``: degrees east and north. It is found on the outlines: everything that can be reached
    from the point is put together, and its border lies wholly along the areas to be avoided. None:
    a way out is left (the high seas, or a gap), or the region is too large to be looked at.

    >>> found = enclosure_of((12.45, 43.94), frozenset(["ITA"]))  # San Marino
    >>> found.within, found.by
    (('SMR',), ('ITA',))
    """
    sky = Airspace.load()
    open_areas = frozenset(sky.areas) - areas
    free, shut = sky.tiles_of(open_areas), sky.tiles_of(areas)
    free_tree, shut_tree = shapely.STRtree(free), shapely.STRtree(shut)
    reached = free_tree.query(shapely.Point(point), predicate="intersects")
    if not len(reached):
        return None
    inside = np.zeros(len(free), dtype=bool)
    inside[reached] = True
    while len(reached) and inside.sum() <= _MOST_TILES:
        _, near = free_tree.query(free[reached], predicate="intersects")
        reached = np.unique(near[~inside[near]])
        inside[reached] = True
    if inside.sum() > _MOST_TILES:
        return None
    region = shapely.union_all(free[inside])
    around = shut_tree.query(region, predicate="dwithin", distance=_GAP)
    walls = shapely.buffer(shapely.union_all(shut[around]), _GAP)
    if not shapely.difference(_outline(region), walls).is_empty:
        return None
    return Enclosure(
        within=_names(sky, sky.numbers_of(open_areas)[inside]),
        by=_names(sky, sky.numbers_of(areas)[around]),
    )


def _outline(region: Any) -> Any:
    """Return the outer borders of a region; nobody leaves by a hole in it."""
    parts = shapely.get_parts(region)
    return shapely.multilinestrings(shapely.get_exterior_ring(parts))


def _names(airspace: Airspace, tiles: Any) -> tuple[str, ...]:
    areas, _ = airspace.told_by(tiles)
    return tuple(sorted({airspace.area_name(int(one)) for one in areas}))
