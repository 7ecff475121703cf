"""How whole answers are kept: in pieces, each of them once.

What is answered about another day is mostly the same text. So an answer is a list of pieces, and
whoever keeps it keeps each piece once, under its digest (SHA-256), however many answers have it.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import orjson

from .chain import digest_of
from .errors import LogFailed

LARGEST: Final = 64 * 2**20
"""Bytes of an answer that are unpacked at most."""
SHORT: Final = 256
"""Bytes below which a piece stands in the list itself."""
_QUICK: Final = 1
"""How hard pieces are compressed: more would take longer than to write them."""
_KEPT: Final = 64 * 2**20
"""Bytes of pieces that are kept at hand."""
_ITSELF: Final = "="
_LIST: Final = b"["
_DAMAGED: Final = "an answer that is kept was damaged; verify the log"


@dataclass(frozen=True)
class AnswerText:
    """A whole answer as JSON, in pieces."""

    pieces: tuple[bytes, ...]

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the text."""
        return digest_of(*self.pieces)

    def __len__(self) -> int:
        return sum(map(len, self.pieces))

    def __bytes__(self) -> bytes:
        return b"".join(self.pieces)


def packed(piece: bytes) -> bytes:
    """Return a piece as it is kept: compressed (zlib)."""
    return zlib.compress(piece, _QUICK)


def listed(pieces: Sequence[str | bytes]) -> bytes:
    r"""Return an answer as it is kept, its pieces given as they are or by their digests.

    It is a list (JSON) of digests, and of short pieces behind an equals sign.

    >>> listed([b'{"on":', "9f86d081" * 8])[:24]
    b'["={\\"on\\":","9f86d0819f'
    """
    return orjson.dumps([one if isinstance(one, str) else _ITSELF + one.decode() for one in pieces])


def read_document(content: bytes, piece: Callable[[str], bytes]) -> bytes:
    """Return an answer, or a piece, from what is kept of it; raises `LogFailed`.

    ``piece``: returns a piece by its digest.
    """
    if not content.startswith(_LIST):
        return _unpacked(content)
    try:
        named = [str(one) for one in orjson.loads(content)]
    except (ValueError, TypeError):
        raise LogFailed(_DAMAGED) from None
    found, size = list[bytes](), 0
    for one in named:
        found.append(one[1:].encode() if one.startswith(_ITSELF) else piece(one))
        size += len(found[-1])
        if size > LARGEST:
            raise LogFailed(_DAMAGED)
    return b"".join(found)


class Pieces:
    """Pieces by their digests, within a bound at hand.

    ``find`` returns what is kept under a digest.
    """

    def __init__(self, find: Callable[[str], bytes | None]) -> None:
        self._find = find
        self._kept: dict[str, bytes] = {}
        self._bytes = 0

    def __call__(self, digest: str) -> bytes:
        """Return a piece; raises `LogFailed` if it is not kept, or not as it was."""
        found = self._kept.get(digest)
        if found is None:
            content = self._find(digest)
            if content is None or content.startswith(_LIST):
                raise LogFailed(_DAMAGED)
            found = _unpacked(content)
            if digest_of(found) != digest:
                raise LogFailed(_DAMAGED)
            self.keep(digest, found)
        return found

    def keep(self, digest: str, piece: bytes) -> None:
        """Keep a piece at hand."""
        if digest in self._kept:
            return
        self._bytes += len(piece)
        if self._bytes > _KEPT:
            self._kept.clear()
            self._bytes = len(piece)
        self._kept[digest] = piece


def _unpacked(content: bytes) -> bytes:
    """Return what was compressed; raises `LogFailed` if it is damaged or too large."""
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(content, LARGEST)
    except zlib.error:
        raise LogFailed(_DAMAGED) from None
    if not unpacking.eof:
        raise LogFailed(_DAMAGED)
    return found
