"""Files of numbers, compressed, whose damage is noticed before anything of them is used.

4 bytes    what kind of file it is
32 bytes   SHA-256 of all that follows
the rest   zlib: 4 bytes length of the head (little-endian, as are all numbers), the head as
JSON, then columns of numbers
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from ..base.errors import Diagnostic, RecordsError

MOST_BYTES: Final = 64 * 2**20
"""What a damaged file may at most grow to when it is unpacked."""
_DIGEST: Final = slice(4, 36)


class Columns:
    """The columns of a file, read one after the other."""

    def __init__(self, body: memoryview) -> None:
        self._body, self._at = body, 0

    def read(self, count: int, kind: str) -> Any:
        """Return the next ``count`` numbers; raises `ValueError` if there are not so many."""
        found = np.frombuffer(self._body, kind, count, self._at)
        self._at += found.nbytes
        return found


def seal(magic: bytes, head: Mapping[str, Any], *columns: Any) -> bytes:
    """Return a head and columns (little-endian arrays) as the bytes of a file."""
    told = json.dumps(head, separators=(",", ":"), ensure_ascii=False).encode()
    body = b"".join([struct.pack("<I", len(told)), told, *(one.tobytes() for one in columns)])
    packed = zlib.compress(body, 9)
    return magic + hashlib.sha256(packed).digest() + packed


def unseal(magic: bytes, data: bytes, *, file: str, what: str) -> tuple[dict[str, Any], Columns]:
    """Return the head and the columns in the bytes of a file, which is only named in errors.

    ``what`` it holds is named too. Raises `RecordsError` if it is not such a file, or not as it
    was when it was written.
    """
    packed = data[_DIGEST.stop :]
    if not data.startswith(magic):
        raise damaged(file, f"this is not a file of {what}")
    if hashlib.sha256(packed).digest() != data[_DIGEST]:
        raise damaged(file, "the file is damaged: its digest is not the one written into it")
    try:
        unpacking = zlib.decompressobj()
        body = unpacking.decompress(packed, MOST_BYTES)
        if unpacking.unconsumed_tail:
            raise damaged(file, f"the file has more than {MOST_BYTES:,} bytes when it is unpacked")
        (length,) = struct.unpack_from("<I", body)
        return json.loads(body[4 : 4 + length]), Columns(memoryview(body)[4 + length :])
    except (zlib.error, struct.error, ValueError) as error:
        raise damaged(file, f"the file does not hold what its head says: {error}") from error


def damaged(file: str, why: str) -> RecordsError:
    """Return the error about a file that cannot be used."""
    return RecordsError([Diagnostic(file, 0, "damaged-file", why)])
