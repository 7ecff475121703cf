"""The shortest way that does not pass over some areas, or over as little of them as can be.

A search by E. W. Dijkstra's method (*A note on two problems in connexion with graphs*, 1959) over a
mesh tells on which side of what the way passes; it is then pulled tight on the outlines themselves.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any, Final

import numpy as np
import rustworkx
import shapely

from ..base.frozen import Frozen
from .airspace import Airspace
from .arcs import arc_km, arc_points, degrees, vectors
from .exposure import LegCost
from .geodesic import distance_km
from .mesh import Mesh
from .near import AirportsOutside
from .tighten import tightened, way_cost

_AROUND: Final = 160
"""Nodes around an end that a way may begin with."""
_TRIES: Final = 100
"""How often a way over the mesh is looked for anew where a leg of it turns out to be barred."""


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
    barred = AirportsOutside(areas).out_of_reach(landing_within_km) if landing_within_km else ()
    cost = LegCost(sky, areas, weight, barred)
    ends = vectors(*np.array([start, end], dtype=float).T)
    direct = float(cost.of(ends[:1], ends[1:])[0])
    if direct <= arc_km(ends[0], ends[1]) + 1e-9:
        return _told(ends, start, end, cost)
    way = _over_mesh(ends, areas, cost)
    if way is None:
        return None
    # Pulled tight from either end, so that the way there and the way back are of one length.
    both = tightened(way, cost), tightened(way[::-1], cost)[::-1]
    way = min(both, key=lambda one: way_cost(one, cost))
    if weight is not None and direct < way_cost(way, cost):
        way = ends
    return _told(way, start, end, cost)


def _over_mesh(ends: Any, areas: frozenset[str], cost: LegCost) -> Any:
    """Return the way over the mesh that costs least, or None."""
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
    for _ in range(_TRIES):
        found = rustworkx.dijkstra_shortest_paths(
            graph, start, target=end, weight_fn=every.__getitem__
        )
        nodes = np.array(found[end])
        way = positions[nodes]
        taken = [graph.get_all_edge_data(*step) for step in pairwise(nodes.tolist())]
        if any(min(map(every.__getitem__, one)) == np.inf for one in taken):
            return None  # a leg that cannot be taken costs infinity: with one there is no way
        shut = np.flatnonzero(~np.isfinite(cost.of(way[:-1], way[1:])))
        if not len(shut):
            return way
        for leg in shut:  # between two nodes that are not barred it may still be so
            for edge in taken[leg]:
                every[edge] = np.inf
    return None


@cache
def _graph() -> Any:
    mesh = Mesh.load()
    graph = rustworkx.PyGraph(multigraph=True)
    graph.add_nodes_from([None] * len(mesh.positions))
    edges = zip(mesh.starts.tolist(), mesh.ends.tolist(), range(len(mesh.starts)), strict=True)
    graph.extend_from_weighted_edge_list(list(edges))
    return graph


def _told(way: Any, start: tuple[float, float], end: tuple[float, float], cost: LegCost) -> Detour:
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
        avoided_km=float(cost.avoided_km(way[:-1], way[1:]).sum()),
    )
