"""Folding: the one form in which names are compared.

Two spellings that a reader would take for the same name fold to the same text. Letters of
different scripts are never mapped onto each other, and vowels signs of scripts that need them
(Devanagari, Thai, kana …) are kept.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_PLAIN: Final = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ə": "a",
        "ʹ": " ",
        "&": " and ",
        "ـ": None,  # Arabic tatweel only stretches a word
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ک": "ك",
        "ة": "ه",
    }
)
_NOT_ASCII_WORD: Final = re.compile(r"[^0-9a-z]+")
_SPACES: Final = re.compile(r"\s+")
_IDEOGRAPH: Final = "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_BETWEEN_IDEOGRAPHS: Final = re.compile(rf"(?<=[{_IDEOGRAPH}])\s+(?=[{_IDEOGRAPH}])")
_MODIFIERS: Final = range(0x02B0, 0x0300)
# Scripts whose combining marks are accents or optional vowel points.
_ACCENTED: Final = (range(0x0041, 0x0590), range(0x0590, 0x0700), range(0x1E00, 0x2000))
_PASSES: Final = 5


def fold(text: str) -> str:
    """Return ``text`` in the form used for comparison; folding twice changes nothing.

    Case, accents, punctuation, hyphens, apostrophes, spacing and a leading or trailing *the*
    disappear. A text without letters and digits folds to the empty text.
    """
    for _ in range(_PASSES):
        folded = _pass(text)
        if folded == text:
            break
        text = folded
    return text


def _pass(text: str) -> str:
    if text.isascii():
        folded = _NOT_ASCII_WORD.sub(" ", text.lower().replace("&", " and "))
    else:
        normal = unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN)
        bare = _without_accents(unicodedata.normalize("NFD", normal))
        folded = "".join(map(_kept, unicodedata.normalize("NFKC", bare)))
        folded = _BETWEEN_IDEOGRAPHS.sub("", folded)
    return _without_article(_SPACES.sub(" ", folded).strip())


def _without_accents(decomposed: str) -> str:
    kept: list[str] = []
    accented = False
    for char in decomposed:
        if unicodedata.category(char) in {"Mn", "Me"}:
            if accented:
                continue
        else:
            accented = any(ord(char) in script for script in _ACCENTED)
        kept.append(char)
    return "".join(kept)


def _kept(char: str) -> str:
    """Return the character itself, a space for punctuation, or nothing for invisible marks."""
    if ord(char) in _MODIFIERS:
        return " "
    category = unicodedata.category(char)
    if category == "Cf" or 0xFE00 <= ord(char) <= 0xFE0F:
        return ""
    return char if category[0] in "LNM" else " "


def _without_article(folded: str) -> str:
    while folded.startswith("the "):
        folded = folded[4:]
    while folded.endswith(" the"):
        folded = folded[:-4]
    return folded
