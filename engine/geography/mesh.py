"""A mesh over the whole Earth: where a way may turn, and what lies between.

Its nodes are spread evenly, some 110 km apart, and densely where a corridor is narrow: straits,
gaps between islands, small States. An edge leads from a node to those around it and to those around
these. It is known beforehand which areas an edge passes over, so that a search that avoids some of
them needs no geometry. ``tools/airspace`` makes the file from the outlines.

The columns of the file (see `sealed`): of each node degrees east and north in 1/2000 (i4, as steps
from node to node) and its edges to later nodes (u2); of each edge the step to that node (i4) and
its areas (u1); of each of these its number (u2) and its share of the edge in 1/255 (u1).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np

from .arcs import arc_km, vectors
from .claims import directory
from .packed import GRID
from .sealed import Columns, damaged, seal, unseal

SHARES: Final = 255
"""An area that an edge lies in altogether has so many parts of it."""
_MAGIC: Final = b"SCM1"
_FILE: Final = "mesh.bin"


@dataclass(frozen=True, eq=False)
class Mesh:
    """Nodes and edges.

    ``areas``: names. ``longitudes`` and ``latitudes`` of the nodes: degrees, on a grid of 1/2000.
    ``starts`` and ``ends``: the nodes of each edge. A label is an edge (``labelled``), the number
    of an area that it touches (``label``) and the part of it there, of `SHARES` (``share``).
    ``positions``: unit vectors of the nodes; ``lengths``: of the edges, in kilometres.
    """

    areas: tuple[str, ...]
    longitudes: Any
    latitudes: Any
    starts: Any
    ends: Any
    labelled: Any
    label: Any
    share: Any
    positions: Any
    lengths: Any

    @classmethod
    def of(cls, areas: tuple[str, ...], nodes: tuple[Any, Any], *edges: Any) -> Mesh:
        """Return the mesh of such nodes and edges, with positions and lengths in kilometres."""
        positions = vectors(*nodes)
        starts, ends, labelled, label, share = edges
        lengths = arc_km(positions[starts], positions[ends])
        return cls(areas, *nodes, starts, ends, labelled, label, share, positions, lengths)

    @classmethod
    def load(cls) -> Mesh:
        """Return the mesh in the package, which is kept; raises `RecordsError` if it is damaged."""
        return _loaded()

    def shares_in(self, areas: frozenset[str]) -> Any:
        """Return the share of each edge, 0 to 1, in these areas; a touch is more than nothing."""
        wanted = np.array([name in areas for name in self.areas], dtype=bool)
        among = wanted[self.label]
        found = np.bincount(
            self.labelled[among], np.maximum(self.share[among], 1), minlength=len(self.starts)
        )
        return np.minimum(found / SHARES, 1.0)


def pack_mesh(mesh: Mesh) -> bytes:
    """Return a mesh as the bytes of a file. Its edges are sorted, the earlier node first."""
    head = {
        "areas": mesh.areas,
        "nodes": len(mesh.longitudes),
        "edges": len(mesh.starts),
        "labels": len(mesh.label),
    }
    degrees = [np.rint(one * GRID).astype("<i4") for one in (mesh.longitudes, mesh.latitudes)]
    return seal(
        _MAGIC,
        head,
        *(np.diff(one, prepend=np.int32(0)).astype("<i4") for one in degrees),
        np.bincount(mesh.starts, minlength=len(mesh.longitudes)).astype("<u2"),
        (mesh.ends - mesh.starts).astype("<i4"),
        np.bincount(mesh.labelled, minlength=len(mesh.starts)).astype("u1"),
        mesh.label.astype("<u2"),
        mesh.share.astype("u1"),
    )


def unpack_mesh(data: bytes, *, file: str) -> Mesh:
    """Return the mesh in a file's bytes; it is only named in errors. Raises `RecordsError`."""
    head, columns = unseal(_MAGIC, data, file=file, what="a mesh")
    try:
        return _mesh(head, columns)
    except (ValueError, LookupError, TypeError) as error:
        raise damaged(file, f"the file does not hold what its head says: {error}") from error


def _mesh(head: dict[str, Any], columns: Columns) -> Mesh:
    nodes, edges, labels = head["nodes"], head["edges"], head["labels"]
    lon, lat = (np.cumsum(columns.read(nodes, "<i4"), dtype=np.int64) / GRID for _ in range(2))
    starts = np.repeat(np.arange(nodes), columns.read(nodes, "<u2"))
    ends = starts + columns.read(edges, "<i4")
    labelled = np.repeat(np.arange(edges), columns.read(edges, "u1"))
    label, share = columns.read(labels, "<u2"), columns.read(labels, "u1")
    if len(labelled) != labels or (edges and not 0 <= ends.min() <= ends.max() < nodes):
        raise ValueError("its edges lead to nodes that are not there")
    if labels and label.max() >= len(head["areas"]):
        raise ValueError("its labels name areas that are not there")
    return Mesh.of(tuple(head["areas"]), (lon, lat), starts, ends, labelled, label, share)


@cache
def _loaded() -> Mesh:
    return unpack_mesh((directory() / _FILE).read_bytes(), file=f"fixtures/geography/{_FILE}")
