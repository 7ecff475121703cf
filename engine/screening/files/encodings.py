"""Which encoding a text has that is not UTF-8: the one in which its words look like words."""

from __future__ import annotations

import re
from typing import Final

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
