"""Derive `fixtures/geography/mesh.bin` from the outlines in the package; run by hand after them.

    python tools/airspace/mesh.py

It takes some two minutes, in an environment with the extra ``routes``. Nodes are those of Fibonacci
lattices (Á. González, *Measurement of areas on a sphere using Fibonacci and latitude-longitude
lattices*, 2010): a coarse one whole, of finer ones those in narrow corridors. Edges are those of
their Delaunay triangulation, which a stereographic projection keeps, and of two such steps.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).parents[2]))

from safeconduct.geography.airspace import Airspace
from safeconduct.geography.arcs import arc_km, arc_lines, vectors
from safeconduct.geography.mesh import SHARES, Mesh, pack_mesh
from safeconduct.geography.packed import GRID

TARGET = Path(__file__).parents[2] / "fixtures" / "geography" / "mesh.bin"
COARSE = 40_000
"""Nodes of the coarse lattice: some 113 km apart."""
FINER = ((1_200_000, (18.0, 36.0)), (7_000_000, (6.0, 12.0)))
"""Finer lattices, and how far from a node of theirs both sides of a corridor are looked for."""
SOUTHERNMOST, NORTHERNMOST = -60.0, 85.0
"""In degrees: beyond there is no corridor that anybody needs."""
LONGEST_KM = 320.0
AT_ONCE = 20_000


def lattice(number: int) -> tuple[Any, Any]:
    """Return longitudes and latitudes of so many points that lie evenly on the sphere."""
    at = np.arange(number) + 0.5
    lon = (at * 180 * (3 - 5**0.5)) % 360
    return (lon + 180) % 360 - 180, np.degrees(np.arcsin(1 - 2 * at / number))


def areas_at(airspace: Airspace, lon: Any, lat: Any) -> Any:
    """Return the number of the area of each point."""
    tiles = airspace.first_tiles((lon + 180) % 360 - 180, np.clip(lat, -90, 90))
    return airspace.told_by(tiles)[0]


def narrow(airspace: Airspace, lon: Any, lat: Any, far: tuple[float, ...]) -> Any:
    """Tell of each point whether its area ends on two opposite sides within these kilometres."""
    own, found = areas_at(airspace, lon, lat), np.zeros(len(lon), dtype=bool)
    for kilometres in far:
        ends = []
        for bearing in np.radians(np.arange(0, 360, 45)):
            step = kilometres / 111.2
            north = lat + step * np.cos(bearing)
            east = lon + step * np.sin(bearing) / np.cos(np.radians(np.clip(lat, -86, 86)))
            ends.append(areas_at(airspace, east, north) != own)
        for one, opposite in zip(ends[:4], ends[4:], strict=True):
            found |= one & opposite
    return found


def nodes(airspace: Airspace) -> tuple[Any, Any]:
    """Return all nodes, from north to south in stripes, on the grid of the file."""
    found = [lattice(COARSE)]
    for number, far in FINER:
        lon, lat = lattice(number)
        kept = (lat > SOUTHERNMOST) & (lat < NORTHERNMOST)
        lon, lat = lon[kept], lat[kept]
        kept = narrow(airspace, lon, lat, far)
        found.append((lon[kept], lat[kept]))
        print(f"{kept.sum():,} nodes in corridors of {2 * max(far):g} km")
    grid = np.rint(np.hstack(found) * GRID).astype(np.int64)
    stripe = grid[1] // GRID
    order = np.lexsort((grid[0] * (1 - 2 * (stripe % 2)), -stripe))
    grid = grid[:, order]
    _, first = np.unique(grid, axis=1, return_index=True)
    lon, lat = grid[:, np.sort(first)] / GRID
    return lon, lat


def neighbours(positions: Any) -> Any:
    """Return the edges of the Delaunay triangulation as pairs of nodes, each both ways."""
    flat = positions[:, :2] / (1 - positions[:, 2:])
    number = {point.tobytes(): index for index, point in enumerate(flat)}
    made = shapely.delaunay_triangles(shapely.multipoints(flat))
    corners = shapely.get_coordinates(shapely.get_parts(made)).reshape(-1, 4, 2)[:, :3]
    triangles = np.array([number[one.tobytes()] for one in corners.reshape(-1, 2)]).reshape(-1, 3)
    rim = shapely.get_coordinates(shapely.convex_hull(shapely.multipoints(flat)))
    hull = np.array([number[one.tobytes()] for one in rim])
    around = np.array([(one, other) for one in hull for other in hull if one != other])
    sides = [triangles[:, [one, (one + 1) % 3]] for one in range(3)]
    every = np.vstack([*sides, *(side[:, ::-1] for side in sides), around])
    return np.unique(every, axis=0)


def edges(positions: Any) -> Any:
    """Return pairs of nodes, the earlier one first: neighbours, and neighbours of neighbours."""
    one = neighbours(positions)
    begin = np.searchsorted(one[:, 0], np.arange(len(positions) + 1))
    counts = np.diff(begin)[one[:, 1]]
    first = np.repeat(one[:, 0], counts)
    offset = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    second = one[np.repeat(begin[one[:, 1]], counts) + offset, 1]
    every = np.vstack([one, np.column_stack([first, second])])
    every = np.unique(every[every[:, 0] < every[:, 1]], axis=0)
    return every[arc_km(*(positions[every[:, side]] for side in range(2))) < LONGEST_KM]


def labels(airspace: Airspace, starts: Any, ends: Any) -> tuple[Any, Any, Any]:
    """Return edges, numbers of areas, and the share of the edge in the area."""
    found = []
    beyond = len(airspace.areas)
    for at in range(0, len(starts), AT_ONCE):
        lines, owner, _ = arc_lines(starts[at : at + AT_ONCE], ends[at : at + AT_ONCE])
        whole = np.bincount(owner, shapely.length(lines))
        line, tile, parts = airspace.met(lines)
        pair = owner[line] * beyond + airspace.told_by(tile)[0]
        which, index = np.unique(pair, return_inverse=True)
        edge = which // beyond
        share = np.bincount(index, shapely.length(parts)) / whole[edge]
        found.append((edge + at, which % beyond, np.clip(np.rint(share * SHARES), 1, SHARES)))
        print(f"{at:,} of {len(starts):,} edges", end="\r")
    edge, area, share = (np.concatenate(one).astype(np.int64) for one in zip(*found, strict=True))
    return edge, area, share


def main() -> int:
    """Make the mesh and write the file."""
    airspace = Airspace.load()
    lon, lat = nodes(airspace)
    positions = vectors(lon, lat)
    pairs = edges(positions)
    print(f"{len(lon):,} nodes, {len(pairs):,} edges")
    labelled, label, share = labels(airspace, *(positions[pairs[:, side]] for side in range(2)))
    mesh = Mesh.of(airspace.areas, (lon, lat), *pairs.T, labelled, label, share)
    data = pack_mesh(mesh)
    TARGET.write_bytes(data)
    print(f"{TARGET.name}: {len(data):,} bytes, {len(label):,} labels")
    return 0


if __name__ == "__main__":
    sys.exit(main())
