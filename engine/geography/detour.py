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
    airspace: Airspace | None = None,
) -> Detour | None:
    """Return the shortest way from ``start`` to ``end`` that passes over none of the ``areas``.

    Both are degrees east and north. With a ``weight`` the way that costs least, of which a
    kilometre over them costs so many more. With ``landing_within_km`` an airport outside of them is
    never farther from the way. None: there is no such way, or none was found; `enclosure_of` may
    tell why. Raises `InputError` if there is no airport outside of them.
    """
    sky = airspace or Airspace.load()
    barred = _out_of_reach(areas, landing_within_km) if landing_within_km else ()
    cost = LegCost(sky, areas, weight, barred)
    ends = vectors(*np.array([start, end], dtype=float).T)
    direct = float(cost.of(ends[:1], ends[1:])[0])
    told = partial(_told, start=start, end=end, areas=areas, airspace=sky)
    if direct <= arc_km(ends[0], ends[1]) + 1e-9:
        return told(ends)
    ways = [one for found in _over_mesh(ends, areas, cost) for one in _pulled(found, cost)]
    if not ways:
        return None
    if weight is None:
        return told(min(ways, key=lambda one: way_cost(one, cost)))
    # What lies over them is about right while a way is looked for, and exact here.
    every = map(told, [*ways, *([ends] if np.isfinite(direct) else [])])
    return min(every, key=lambda one: one.kilometres + weight * one.avoided_km)


def _pulled(way: Any, cost: LegCost) -> tuple[Any, Any]:
    """Return a way pulled tight from either end, so that there and back are of one length."""
    return tightened(way, cost), tightened(way[::-1], cost)[::-1]


def _over_mesh(ends: Any, areas: frozenset[str], cost: LegCost) -> Iterator[Any]:
    """Yield the way over the mesh that costs least, and others that cost hardly more.

    A way over the mesh has turns that one pulled tight has not, so that of two ways, on this and on
    that side of something, the longer one may be the shorter one when both are pulled tight.
    """
    mesh = Mesh.load()
    shares = mesh.shares_in(areas)
    if cost.weight is None:
        costs = np.where(shares > 0, np.inf, mesh.lengths)
    else:
        costs = mesh.lengths * (1 + cost.weight * shares)
    shut, _ = cost.barred.query(shapely.points(mesh.longitudes, mesh.latitudes), "intersects")
    barred = np.zeros(len(mesh.positions), dtype=bool)
    barred[shut] = True
    costs = np.where(barred[mesh.starts] | barred[mesh.ends], np.inf, costs)
    graph = _graph().copy()
    legs = [costs]
    known = len(costs)
    for here in ends:
        node = graph.add_node(None)
        near = np.argpartition(-(mesh.positions @ here), _AROUND)[:_AROUND]
        leg = cost.of(np.repeat(here[None], _AROUND, 0), mesh.positions[near])
        graph.add_edges_from([(node, int(one), known + index) for index, one in enumerate(near)])
        legs.append(leg)
        known += _AROUND
    every = np.concatenate(legs).tolist()
    positions = np.vstack([mesh.positions, ends])
    start, end = len(mesh.positions), len(mesh.positions) + 1
    least = np.inf
    aside = np.zeros(len(mesh.positions), dtype=bool)
    for _ in range(_SIDES):
        nodes = _cheapest(graph, start, end, every, cost, positions)
        if nodes is None:
            return
        way = positions[nodes]
        least = min(least, costs_of := way_cost(way, cost))
        if costs_of > least * _HARDLY_MORE:
            return
        yield way
        # What lies near this way costs more, so that the next one keeps to another side.
        inner = way[1:-1][:: max(1, len(way) // 60)]
        near = (mesh.positions @ inner.T).max(axis=1, initial=-1.0) > _NEAR_A_WAY
        found = np.flatnonzero((near & ~aside)[mesh.starts])
        aside |= near
        for edge in found.tolist():
            every[edge] *= _ASIDE


def _cheapest(
    graph: Any, start: int, end: int, every: list[float], cost: LegCost, positions: Any
) -> Any:
    """Return the nodes of the way that costs least, or None; legs that are barred are marked."""
    for _ in range(_TRIES):
        found = rustworkx.dijkstra_shortest_paths(
            graph, start, target=end, weight_fn=every.__getitem__
        )
        nodes = np.array(found[end])
        taken = [graph.get_all_edge_data(*step) for step in pairwise(nodes.tolist())]
        if any(min(map(every.__getitem__, one)) == np.inf for one in taken):
            return None  # a leg that cannot be taken costs infinity: with one there is no way
        way = positions[nodes]
        shut = np.flatnonzero(~np.isfinite(cost.of(way[:-1], way[1:])))
        if not len(shut):
            return nodes
        for leg in shut:  # between two nodes that are not barred it may still be so
            for edge in taken[leg]:
                every[edge] = np.inf
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
    points, which, share = arc_points(way[:-1], way[1:])
    kept = (share > 0) | (which == 0)
    lon, lat = degrees(points[kept])
    line = list(zip(lon.tolist(), lat.tolist(), strict=True))
    line[0], line[-1] = start, end
    turns = zip(*(one.tolist() for one in degrees(way[1:-1])), strict=True)
    return Detour(
        points=tuple(line),
        turns=tuple((round(east, 4), round(north, 4)) for east, north in turns),
        kilometres=sum(map(distance_km, line, line[1:])),
        direct_km=distance_km(start, end),
        avoided_km=sum(one.kilometres for one in overflown(line, airspace) if one.area in areas),
    )
