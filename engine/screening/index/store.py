"""One file for an index: written beside and then moved, read by mapping it into memory.

Layout: the magic line; the length of the header (8 bytes, little-endian) and its checksum; the
header, JSON with name, type, shape and offset of each array; the arrays, each at a multiple of 64
bytes. The file is never changed once it is there, so whoever has mapped it may go on reading
after it was deleted.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .model import Index

_MAGIC: Final = b"safeconduct index 1\n"
_ALIGNED: Final = 64


def write_index(index: Index, path: Path) -> None:
    """Write ``index`` to ``path``; raises `OSError`, and then leaves nothing behind."""
    chunks: list[bytes] = []
    described, offset = [], 0
    for name, array in index.arrays().items():
        data = np.ascontiguousarray(array).tobytes()
        padded = data + bytes(-len(data) % _ALIGNED)
        described.append(
            {"name": name, "type": array.dtype.str, "shape": array.shape, "at": offset}
        )
        chunks.append(padded)
        offset += len(padded)
    body = b"".join(chunks)
    header = json.dumps({"arrays": described, "size": offset, "crc32": zlib.crc32(body)}).encode()
    start = _MAGIC + len(header).to_bytes(8, "little") + zlib.crc32(header).to_bytes(4, "little")
    front = start + header
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as beside:
        try:
            beside.write(front + bytes(-len(front) % _ALIGNED) + body)
            beside.close()
            Path(beside.name).replace(path)
        except BaseException:
            Path(beside.name).unlink(missing_ok=True)
            raise


def read_index(path: Path) -> Index | None:
    """Return the index in ``path``, or ``None`` if there is none or it is not whole."""
    try:
        mapped = np.memmap(path, np.uint8, "r")
    except (OSError, ValueError):  # none, or an empty file, which cannot be mapped
        return None
    try:
        arrays = _arrays(mapped)
        return None if arrays is None else Index.of(arrays)
    except (ValueError, TypeError, KeyError):
        return None


def _arrays(mapped: NDArray[np.uint8]) -> dict[str, NDArray[Any]] | None:
    begins = len(_MAGIC) + 12
    front = bytes(mapped[:begins])
    length = int.from_bytes(front[len(_MAGIC) : -4], "little")
    header = bytes(mapped[begins : begins + length])
    if not front.startswith(_MAGIC) or zlib.crc32(header) != int.from_bytes(front[-4:], "little"):
        return None
    told = json.loads(header)
    body = mapped[begins + length + -(begins + length) % _ALIGNED :]
    if len(body) != told["size"] or zlib.crc32(body.data) != told["crc32"]:
        return None
    arrays = {}
    for one in told["arrays"]:
        kind = np.dtype(one["type"])
        count = int(np.prod(one["shape"], dtype=np.int64)) * kind.itemsize
        arrays[one["name"]] = body[one["at"] : one["at"] + count].view(kind).reshape(one["shape"])
    return arrays
