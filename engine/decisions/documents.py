"""How whole answers are kept: in pieces, each of them once.

What is answered about another day is mostly the same text. So an answer is a list of pieces, and
whoever keeps it keeps each piece once, however many answers have it. An answer is kept under its
digest (SHA-256), a piece under a key that is made of its own, which no answer can have.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import orjson

from ..base.errors import InputError
from .chain import digest_of
from .errors import LogFailed

LARGEST: Final = 64 * 2**20
"""Bytes of an answer that are unpacked at most."""
MOST: Final = 1000
"""Pieces of an answer at most."""
_MANY: Final = (f"1 to {MOST}",)
SHORT: Final = 256
"""Bytes below which a piece stands in the list itself."""
_QUICK: Final = 1
"""How hard pieces are compressed: more would take longer than to write them."""
_KEPT: Final = 64 * 2**20
"""Bytes of pieces that are kept at hand."""
_LONGEST: Final = 2 * 2**20
"""Bytes of a list at most: there may be escapes in each of its short pieces."""
_MARK: Final = "-"
_ITSELF: Final = "="
_LIST: Final = b"["
_DAMAGED: Final = "an answer that is kept was damaged; verify the log"


@dataclass(frozen=True)
class AnswerText:
    """A whole answer as JSON, in pieces; raises `InputError` for what cannot be kept as such."""

    pieces: tuple[bytes, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.pieces) <= MOST:
            raise InputError("pieces", str(len(self.pieces)), "is not how many there can be", _MANY)
        for one in self.pieces:
            if not _is_text(one):
                raise InputError("pieces", repr(one[:40]), "is not a text in UTF-8, given as bytes")

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the text."""
        return digest_of(*self.pieces)

    def __len__(self) -> int:
        return sum(map(len, self.pieces))

    def __bytes__(self) -> bytes:
        return b"".join(self.pieces)


def key_of(piece: bytes) -> str:
    """Return under what a piece is kept.

    >>> key_of(b"the same text")[:9]
    '-a70b6637'
    """
    return _MARK + digest_of(piece)[:-1]


def is_piece(key: str) -> bool:
    """Whether a piece is kept under a key, and no answer."""
    return key.startswith(_MARK)


def compressed(piece: bytes) -> bytes:
    """Return a piece as it is kept: compressed (zlib)."""
    return zlib.compress(piece, _QUICK)


def listed(pieces: Sequence[str | bytes]) -> bytes:
    r"""Return an answer as it is kept, its pieces given as they are or by their keys.

    It is a list (JSON) of keys, and of short pieces behind an equals sign.

    >>> listed([b'{"on":', key_of(b"the same text")])[:24]
    b'["={\\"on\\":","-a70b66376'
    """
    return orjson.dumps([one if isinstance(one, str) else _ITSELF + one.decode() for one in pieces])


def read_document(content: bytes, piece: Callable[[str], bytes]) -> bytes:
    """Return an answer from what is kept of it; raises `LogFailed`.

    ``piece``: returns a piece by its key.
    """
    if not content.startswith(_LIST):
        return decompressed(content)
    if len(content) > _LONGEST:
        raise LogFailed(_DAMAGED)
    try:
        named = orjson.loads(content)
    except ValueError:
        raise LogFailed(_DAMAGED) from None
    if len(named) > MOST or not all(isinstance(one, str) for one in named):
        raise LogFailed(_DAMAGED)
    found, size = list[bytes](), 0
    for one in named:
        found.append(one[1:].encode() if one.startswith(_ITSELF) else piece(one))
        size += len(found[-1])
        if size > LARGEST:
            raise LogFailed(_DAMAGED)
    return b"".join(found)


class Pieces:
    """Pieces by their keys, within a bound at hand.

    ``find`` returns what is kept under a key.
    """

    def __init__(self, find: Callable[[str], bytes | None]) -> None:
        self._find = find
        self._kept: dict[str, bytes] = {}
        self._bytes = 0

    def __call__(self, key: str) -> bytes:
        """Return a piece; raises `LogFailed` if it is not kept, or not as it was."""
        found = self._kept.get(key)
        if found is None:
            content = self._find(key)
            if content is None:
                raise LogFailed(_DAMAGED)
            found = decompressed(content)
            if key_of(found) != key:
                raise LogFailed(_DAMAGED)
            self.keep(key, found)
        return found

    def keep(self, key: str, piece: bytes) -> None:
        """Keep a piece at hand."""
        if key in self._kept:
            return
        self._bytes += len(piece)
        if self._bytes > _KEPT:
            self._kept.clear()
            self._bytes = len(piece)
        self._kept[key] = piece


def decompressed(content: bytes) -> bytes:
    """Return what was compressed; raises `LogFailed` if it is damaged or too large."""
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(content, LARGEST)
    except zlib.error:
        raise LogFailed(_DAMAGED) from None
    if not unpacking.eof:
        raise LogFailed(_DAMAGED)
    return found


def _is_text(piece: object) -> bool:
    """Whether it is some text; of a long piece it is not looked whether it is in UTF-8."""
    if not isinstance(piece, bytes) or not piece:
        return False
    try:
        return len(piece) >= SHORT or bool(piece.decode())
    except UnicodeDecodeError:
        return False
