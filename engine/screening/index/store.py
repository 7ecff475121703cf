"""One file for an index: written beside and then moved; read whole, and checked before it is used.

Layout: the magic line; the length of the header (4 bytes, little-endian); the header, JSON with the
key of the index, the shape of each array and the SHA-256 of all of them; the arrays in the order of
`TYPES`, each padded to a multiple of 64 bytes. A file that is wrong in any way is refused with the
reason, and never used in part.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import stat
from math import prod
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .model import TYPES, Index

_MAGIC: Final = b"safeconduct index 2\n"
_LOG: Final = logging.getLogger(__name__)
_ALIGNED: Final = 64
_MOST_BYTES: Final = 1 << 29
"""A larger file is refused; ours has some twenty million bytes."""
_LONGEST_HEADER: Final = 1 << 16
_WRITE_BY_OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH


class Refused(Exception):
    """A file or directory of the cache is not to be used; the text says why."""


def write_index(index: Index, path: Path) -> None:
    """Write ``index`` to ``path``; raises `OSError`, and then leaves nothing behind.

    Its name is its key, which stands in the file too. Raises `Refused` if others may write to its
    directory.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(_directory(path.parent))
    arrays = {name: np.ascontiguousarray(array) for name, array in index.arrays().items()}
    body = b"".join(_padded(array.tobytes()) for array in arrays.values())
    told = {
        "key": path.stem,
        "shapes": {name: array.shape for name, array in arrays.items()},
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    header = json.dumps(told).encode()
    front = _padded(_MAGIC + len(header).to_bytes(4, "little") + header)
    # Its mode is 0600.
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as beside:
        try:
            beside.write(front + body)
            beside.close()
            Path(beside.name).replace(path)
        except BaseException:
            Path(beside.name).unlink(missing_ok=True)
            raise


def read_index(path: Path) -> Index | None:
    """Return the index in ``path``, or ``None`` if there is none that can be used.

    A warning says why one that is there is not used: others may have written it, it is not whole,
    or it is another one. Whether its numbers lead anywhere is for `Index.is_sound` to say.
    """
    try:
        return Index.of(_arrays(_data(path), path.stem))
    except FileNotFoundError:
        return None
    except Refused as refused:
        why = str(refused)
    except OSError as error:
        why = f"it cannot be read: {error.strerror}"
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        why = "it is not an index"
    warn(path, why)
    return None


def check_directory(path: Path) -> str:
    """Return why nothing of a directory is used; empty if nothing speaks against it."""
    try:
        os.close(_directory(path))
    except FileNotFoundError:
        return ""  # it is made when it is needed
    except Refused as refused:
        return str(refused)
    except OSError as error:
        return f"it cannot be read: {error.strerror}"
    return ""


def warn(path: Path, why: str) -> None:
    """Say that an index is not used."""
    _LOG.warning("the index %s is not used, and made anew: %s", path, why)


def _directory(path: Path) -> int:
    """Return an open directory to which nobody else may write; raises `Refused` and `OSError`.

    Where a directory has the sticky bit, others cannot replace a file of ours.
    """
    opened = os.open(path, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        found = os.fstat(opened)
        sticky = found.st_mode & stat.S_ISVTX
        _check(found, "its directory", 0 if sticky else _WRITE_BY_OTHERS)
    except BaseException:
        os.close(opened)
        raise
    return opened


def _data(path: Path) -> bytes:
    """Return what is in an ordinary file to which nobody else may write."""
    directory = _directory(path.parent)
    how = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with open(  # a path cannot be opened in a directory
            path.name, "rb", opener=lambda name, flags: os.open(name, flags | how, dir_fd=directory)
        ) as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise Refused("it is not an ordinary file")
            _check(found, "it", _WRITE_BY_OTHERS)
            # A copy: nobody changes what was checked.
            data = file.read(_MOST_BYTES + 1)
    finally:
        os.close(directory)
    if len(data) > _MOST_BYTES:
        raise Refused(f"it has more than {_MOST_BYTES:,} bytes")
    return data


def _check(found: os.stat_result, what: str, writable: int) -> None:
    if hasattr(os, "geteuid") and found.st_uid not in {os.geteuid(), 0}:
        raise Refused(f"{what} belongs to user {found.st_uid}")
    if found.st_mode & writable:
        mode = stat.S_IMODE(found.st_mode)
        raise Refused(f"others may write to {what} (mode {mode:04o}; chmod go-w mends it)")


def _arrays(data: bytes, key: str) -> dict[str, NDArray[Any]]:
    start = len(_MAGIC) + 4
    length = int.from_bytes(data[len(_MAGIC) : start], "little")
    if not data.startswith(_MAGIC) or length > _LONGEST_HEADER:
        raise Refused("it is not an index")
    told = json.loads(data[start : start + length])
    at = start + length + -(start + length) % _ALIGNED
    if hashlib.sha256(memoryview(data)[at:]).hexdigest() != told["sha256"]:
        raise Refused("it is not whole: its digest is another one")
    if told["key"] != key:
        raise Refused("it is about other records, rules or code")
    arrays = {}
    for name, kind in TYPES.items():
        shape = tuple(told["shapes"][name])
        if not all(type(one) is int and 0 <= one <= _MOST_BYTES for one in shape):
            raise Refused("it is not an index")
        size = prod(shape) * np.dtype(kind).itemsize
        if size > len(data) - at:
            raise Refused("it is not whole: an array is cut off")
        arrays[name] = np.frombuffer(data, kind, prod(shape), at).reshape(shape)
        at += size + -size % _ALIGNED
    if at != len(data) or len(told["shapes"]) != len(TYPES):
        raise Refused("it is not an index")
    return arrays


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % _ALIGNED)
