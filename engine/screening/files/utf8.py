"""A stream of bytes that has to be UTF-8: the first byte that is not is told with its place."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO, Final

from ...base.errors import InputError
from .chunk import unreadable

_LATIN: Final = re.compile(
    r"(?=.*[A-Za-z])[A-Za-zÀ-ÖØ-öø-ſ][a-zß-öø-ſ]*|[A-ZÀ-ÖØ-Þ]*[A-Z][A-ZÀ-ÖØ-Þ]*"
)
_CYRILLIC: Final = re.compile(r"[А-ЯЁЂ-ЏҐ][а-яёђ-џґ]*|[а-яёђ-џґ]{2,}|[А-ЯЁЂ-ЏҐ]+")
_GREEK: Final = re.compile(r"[Α-ΩΆΈ-Ώ]?[ά-ώ]+|[Α-ΩΆΈ-Ώ]+")
_CANDIDATES: Final = (
    ("cp1252", "Windows-1252 or Latin-1", _LATIN),
    ("cp1250", "Windows-1250", _LATIN),
    ("cp1251", "Windows-1251", _CYRILLIC),
    ("koi8-r", "KOI8-R", _CYRILLIC),
    ("cp866", "DOS code page 866", _CYRILLIC),
    ("cp1253", "Windows-1253", _GREEK),
    ("cp1255", "Windows-1255", re.compile("[א-ת]+")),
    ("cp1256", "Windows-1256", re.compile("[ء-يپچژگ]+")),
    ("cp437", "DOS code page 437", _LATIN),
)
_WORD: Final = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_SIGNS: Final = re.compile("[‘’“”–—…«»´°]+")
_ENOUGH: Final = 0.8
_WORDS, _BYTES = 100, 20_000


def likely_encoding(data: bytes, start: int) -> str | None:
    """Return what a text may be, and a word as it then reads; ``None`` if nothing fits.

    ``start``: where the first byte is that is not UTF-8.
    """
    begin = max(start - 100, 0)
    words = [m[0] for m in _WORD.finditer(data, begin, start + _BYTES) if m.end() > start][:_WORDS]
    words = [word for word in words if len(word) > 1] or words
    best, most = None, 0.0
    for name, called, shape in _CANDIDATES:
        texts = [word.decode(name, "replace") for word in words]
        score = sum(
            all(shape.fullmatch(part) for part in _SIGNS.split(text) if not part.isascii())
            for text in texts
        ) / len(texts)
        if score > most:
            best, most = f"{called}, where it reads {texts[0][:60]!r}", score
    return best if most >= _ENOUGH else None


_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_UTF16: Final = ([False, True, False, True], [True, False, True, False])
"""Where the zero bytes are in letters of English, if nothing marks the order of bytes."""
_KINDS: Final = (
    (b"PK\x03\x04", "a spreadsheet or another ZIP archive: save the sheet as CSV"),
    (b"\xd0\xcf\x11\xe0", "an Excel workbook: save the sheet as CSV"),
    (b"PAR1", "a Parquet file"),
    (b"\x1f\x8b", "compressed with gzip: unpack it"),
    (b"\x28\xb5\x2f\xfd", "compressed with Zstandard: unpack it"),
    (b"BZh", "compressed with bzip2: unpack it"),
    (b"%PDF", "a PDF document"),
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
        self._last = b""
        self.offset = 0

    def read(self, size: int) -> bytes:
        """Return up to ``size`` bytes, none at the end; `InputError` if they are not UTF-8."""
        first = not self.offset
        try:
            data = self._stream.read(size)
            if first and 0 < len(data) < 4:
                data += self._stream.read(4 - len(data))
        except OSError as error:
            raise unreadable(self._file, f"cannot be read: {error.strerror or error}") from None
        if first:
            self._check_mark(data)
        pending = len(self._decoder.getstate()[0])
        try:
            self._decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            raise self._wrong(error, self.offset - pending) from None
        self.offset += len(data)
        self._lines += _line_breaks(data) - (self._last == b"\r" and data[:1] == b"\n")
        self._last = data[-1:]
        return data.removeprefix(codecs.BOM_UTF8) if first else data

    def _check_mark(self, data: bytes) -> None:
        for mark, name in _MARKS:
            if data.startswith(mark):
                raise unreadable(self._file, f"is {name} text: save it as UTF-8", _WANTED)
        for mark, name in _KINDS:
            if data.startswith(mark):
                raise unreadable(self._file, f"is not text but {name}", _WANTED)
        zeros = [byte == 0 for byte in data[:4]]
        if zeros in _UTF16:
            message = "is UTF-16 text: it begins with zero bytes between letters; save it as UTF-8"
            raise unreadable(self._file, message, _WANTED)
        if any(zeros):
            raise unreadable(self._file, "is not UTF-8 text: it begins with zero bytes", _WANTED)

    def _wrong(self, error: UnicodeDecodeError, start: int) -> InputError:
        line = self._lines + _line_breaks(error.object[: error.start])
        byte = error.object[error.start]
        likely = likely_encoding(error.object, error.start)
        told = f"the text may be {likely}" if likely else "the text has another encoding"
        return unreadable(
            self._file,
            f"byte 0x{byte:02x} at offset {start + error.start} (line {line}) is not UTF-8; "
            f"{told}: save it as UTF-8",
            _WANTED,
        )


def _line_breaks(data: bytes) -> int:
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
