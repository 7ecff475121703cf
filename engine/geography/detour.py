"""The shortest way that does not pass over some areas, or over as little of them as can be.

A search by E. W. Dijkstra's method (*A note on two problems in connexion with graphs*, 1959) over a
mesh tells on which side of what the way passes; it is then pulled tight on the outlines themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache, partial
from itertools import pairwise
from typing import Any, Final

import numpy as np
import rustworkx
import shapely

from ..base.frozen import Frozen
from .airspace import Airspace
from .arcs import RADIUS_KM, arc_km, arc_points, degrees, vectors
from .exposure import LegCost
from .geodesic import distance_km
from .mesh import Mesh
from .near import AirportsOutside
from .overflight import overflown
from .tighten import tightened, way_cost

_AROUND: Final = 160
"""Nodes around an end that a way may begin with."""
_KEPT: Final = 32
"""So many ways are kept, of some 200 kB each."""
_TRIES: Final = 100
"""How often a way over the mesh is looked for anew where a leg of it turns out to be barred."""
_SIDES: Final = 3
"""So many ways at most, each on another side of something, are pulled tight."""
_HARDLY_MORE: Final = 1.04
"""One that costs more beside the cheapest is none of them."""
_ASIDE: Final = 1.25
_NEAR_A_WAY: Final = float(np.cos(200 / RADIUS_KM))
"""A node within so many kilometres of a way is near it; its edges cost more for the next one."""


class Detour(Frozen):
    """A way around.

    ``points``: degrees east and north, 10 km apart at most, so that nothing can be read into it
    between them; ``turns``: where it turns. ``direct_km``: the shortest line. ``avoided_km``: what
    of it is over areas that were to be avoided.
    """

    points: tuple[tuple[float, float], ...]
    turns: tuple[tuple[float, float], ...]
    kilometres: float
    direct_km: float
    avoided_km: float


def way_around(
    start: tuple[float, float],
    end: tuple[float, float],
    areas: frozenset[str],
    *,
    weight: float | None = None,
    landing_within_km: float | None = None,
) -> Detour | None:
    """Return the shortest way from ``start`` to ``end`` that passes over none of the ``areas``.

    Both are degrees east and north. With a ``weight`` the way that costs least, of which a
    kilometre over them costs so many more. With ``landing_within_km`` an airport outside of them is
    never farther from the way. None: there is no such way, or none was found; `enclosure_of` may
    tell why. Raises `InputError` if an airport outside of them is asked for and there is none.

    >>> moscow, beijing = (37.41, 55.97), (116.58, 40.08)
    >>> way = way_around(moscow, beijing, frozenset(["MNG"]))
    >>> round(way.kilometres - way.direct_km), way.avoided_km
    (294, 0.0)
    """
    return _way(start, end, areas, weight, landing_within_km)


@lru_cache(maxsize=_KEPT)
def _way(
    start: tuple[float, float],
    end: tuple[float, float],
    areas: frozenset[str],
    weight: float | None,
    landing_within_km: float | None,
) -> Detour | None:
    """Return what `way_around` does, the last ones at once: each form of an answer asks for it."""
    sky = Airspace.load()
    barred = _out_of_reach(areas, landing_within_km) if landing_within_km else ()
    cost = LegCost(sky, areas, weight, barred)
    ends = vectors(*np.array([start, end], dtype=float).T)
    direct = float(cost.of(ends[:1], ends[1:])[0])
    # What must not be passed over is not looked for in the way again.
    exposed = frozenset[str]() if weight is None else areas
    told = partial(_told, start=start, end=end, areas=exposed, airspace=sky)
    if direct <= arc_km(ends[0], ends[1]) + 1e-9:
        return told(ends)
    found = _MeshSearch(ends, areas, cost).ways()
    ways = [one for way in found for one in _pulled(way, cost)]
    if not ways:
        return None
    if weight is None:
        return told(min(ways, key=lambda one: way_cost(one, cost)))
    # What lies over them is about right while a way is looked for, and exact here.
    every = [told(one) for one in (*ways, *([ends] if np.isfinite(direct) else []))]
    return min(every, key=lambda one: one.kilometres + weight * one.avoided_km)


def _pulled(way: Any, cost: LegCost) -> tuple[Any, Any]:
    """Return a way pulled tight from either end, so that there and back are of one length."""
    return tightened(way, cost), tightened(way[::-1], cost)[::-1]


class _MeshSearch:
    """Looks for ways over the mesh between two positions (unit vectors, 2 by 3)."""

    def __init__(self, ends: Any, areas: frozenset[str], cost: LegCost) -> None:
        mesh = Mesh.load()
        self._mesh, self._cost = mesh, cost
        self._positions = np.vstack([mesh.positions, ends])
        self._start, self._end = len(mesh.positions), len(mesh.positions) + 1
        self._graph = _graph().copy()
        legs = [self._edge_costs(areas)]
        known = len(legs[0])
        for here in ends:
            node = self._graph.add_node(None)
            near = np.argpartition(-(mesh.positions @ here), _AROUND)[:_AROUND].tolist()
            legs.append(cost.of(np.repeat(here[None], _AROUND, 0), mesh.positions[near]))
            self._graph.add_edges_from([(node, one, known + i) for i, one in enumerate(near)])
            known += _AROUND
        self._costs: list[float] = np.concatenate(legs).tolist()

    def ways(self) -> Iterator[Any]:
        """Yield the way that costs least, and others that cost hardly more.

        A way over the mesh has turns that one pulled tight has not, so that of two ways, on this
        and on that side of something, the longer may be the shorter when both are pulled tight.
        """
        least = np.inf
        aside = np.zeros(len(self._mesh.positions), dtype=bool)
        for _ in range(_SIDES):
            way = self._cheapest()
            if way is None:
                return
            costs = way_cost(way, self._cost)
            least = min(least, costs)
            if costs > least * _HARDLY_MORE:
                return
            yield way
            # What lies near this way costs more, so that the next one keeps to another side.
            inner = way[1:-1][:: max(1, len(way) // 60)]
            near = (self._mesh.positions @ inner.T).max(axis=1, initial=-1.0) > _NEAR_A_WAY
            for edge in np.flatnonzero((near & ~aside)[self._mesh.starts]).tolist():
                self._costs[edge] *= _ASIDE
            aside |= near

    def _edge_costs(self, areas: frozenset[str]) -> Any:
        mesh, weight = self._mesh, self._cost.weight
        shares = mesh.shares_in(areas)
        if weight is None:
            costs = np.where(shares > 0, np.inf, mesh.lengths)
        else:
            costs = mesh.lengths * (1 + weight * shares)
        nodes = shapely.points(mesh.longitudes, mesh.latitudes)
        barred = np.zeros(len(nodes), dtype=bool)
        barred[self._cost.barred.query(nodes, "intersects")[0]] = True
        return np.where(barred[mesh.starts] | barred[mesh.ends], np.inf, costs)

    def _cheapest(self) -> Any:
        """Return the way that costs least, or None; legs that turn out to be barred are marked."""
        for _ in range(_TRIES):
            found = rustworkx.dijkstra_shortest_paths(
                self._graph, self._start, target=self._end, weight_fn=self._costs.__getitem__
            )
            nodes = list(found[self._end])
            taken = [self._graph.get_all_edge_data(*step) for step in pairwise(nodes)]
            if any(min(map(self._costs.__getitem__, one)) == np.inf for one in taken):
                return None  # a leg that cannot be taken costs infinity: with one there is no way
            way = self._positions[nodes]
            shut = np.flatnonzero(~np.isfinite(self._cost.of(way[:-1], way[1:])))
            if not len(shut):
                return way
            for leg in shut:  # between two nodes that are not barred it may still be so
                for edge in taken[leg]:
                    self._costs[edge] = np.inf
        return None


@lru_cache(maxsize=8)
def _out_of_reach(areas: frozenset[str], kilometres: float) -> Any:
    return AirportsOutside(areas).out_of_reach(kilometres)


@cache
def _graph() -> Any:
    mesh = Mesh.load()
    graph = rustworkx.PyGraph(multigraph=True)
    graph.add_nodes_from([None] * len(mesh.positions))
    edges = zip(mesh.starts.tolist(), mesh.ends.tolist(), range(len(mesh.starts)), strict=True)
    graph.extend_from_weighted_edge_list(list(edges))
    return graph


def _told(
    way: Any,
    *,
    start: tuple[float, float],
    end: tuple[float, float],
    areas: frozenset[str],
    airspace: Airspace,
) -> Detour:
    """Return what is told of a way; ``areas``: those to be avoided that it may be over."""
    points, which, share = arc_points(way[:-1], way[1:])
    kept = (share > 0) | (which == 0)
    lon, lat = degrees(points[kept])
    line = list(zip(lon.tolist(), lat.tolist(), strict=True))
    line[0], line[-1] = start, end
    segments = overflown(line, airspace) if areas else ()
    over = (one.kilometres for one in segments if one.area in areas)
    turns = zip(*(one.tolist() for one in degrees(way[1:-1])), strict=True)
    return Detour(
        points=tuple(line),
        turns=tuple((round(east, 4), round(north, 4)) for east, north in turns),
        kilometres=sum(map(distance_km, line, line[1:])),
        direct_km=distance_km(start, end),
        avoided_km=sum(over),
    )
