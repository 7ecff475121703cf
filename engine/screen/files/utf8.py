"""A stream of bytes that has to be UTF-8: the first byte that is not is told with its place."""

from __future__ import annotations

import codecs
from typing import BinaryIO, Final

from ...errors import InputError
from .chunk import unreadable

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_WANTED: Final = ("UTF-8",)


class Utf8:
    """Reads a binary stream, named ``file`` in errors, and checks it on the way.

    ``offset``: bytes read so far. A byte order mark of UTF-8 is left out.
    """

    def __init__(self, stream: BinaryIO, file: str) -> None:
        self._stream = stream
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._lines = 1
        self.offset = 0

    def read(self, size: int) -> bytes:
        """Return up to ``size`` bytes, none at the end; `InputError` if they are not UTF-8."""
        first = not self.offset
        data = self._stream.read(size)
        if first:
            data += self._stream.read(4 - len(data)) if 0 < len(data) < 4 else b""
            self._check_mark(data)
        pending = len(self._decoder.getstate()[0])
        try:
            self._decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            raise self._wrong(error, self.offset - pending) from None
        self.offset += len(data)
        self._lines += data.count(b"\n")
        return data.removeprefix(codecs.BOM_UTF8) if first else data

    def _check_mark(self, data: bytes) -> None:
        for mark, name in _MARKS:
            if data.startswith(mark):
                raise unreadable(self._file, f"is {name} text: save it as UTF-8", _WANTED)
        if b"\0" in data[:4]:
            raise unreadable(self._file, "is no UTF-8 text: it begins with zero bytes", _WANTED)

    def _wrong(self, error: UnicodeDecodeError, start: int) -> InputError:
        line = self._lines + error.object.count(b"\n", 0, error.start)
        byte = error.object[error.start]
        return unreadable(
            self._file,
            f"byte 0x{byte:02x} at offset {start + error.start} (line {line}) is not UTF-8; the "
            "text may be Latin-1 or Windows-1252: convert it",
            _WANTED,
        )
