"""The words for days: months, weekdays, numbers, units, and the feasts and months of the tables."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Final

from ...base.text_files import read_text


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _numbered(text: str, first: int = 1) -> dict[str, int]:
    """Return words with their numbers; those of one number are joined by a slash."""
    return {
        word: number
        for number, words in enumerate(text.split(), first)
        for word in words.split("/")
    }


WEEKDAY_NAMES: Final = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
SHORT_MONTHS: Final[Mapping[str, int]] = {
    **_numbered("jan feb mar apr"),
    **_numbered("jun jul aug sep/sept oct nov dec", 6),
}
LONG_MONTHS: Final[Mapping[str, int]] = _numbered(
    "january february march april may june july august september october november december"
)
MONTHS: Final[Mapping[str, int]] = {**SHORT_MONTHS, **LONG_MONTHS}
VERBS: Final = frozenset(("march", "may"))
"""Names of months that are more often verbs."""

LONG_WEEKDAYS: Final[Mapping[str, int]] = _numbered(" ".join(WEEKDAY_NAMES).lower(), 0)
WEEKDAYS: Final[Mapping[str, int]] = {
    **LONG_WEEKDAYS,
    **_numbered("mon tue/tues wed/weds thu/thur/thurs fri sat sun", 0),
}
ROMAN: Final[Mapping[str, int]] = _numbered("i ii iii iv v vi vii viii ix x xi xii")

_TEENS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
NUMBERS: Final[Mapping[str, int]] = {**_numbered(_TEENS), "a": 1, "an": 1}
TENS: Final[Mapping[str, int]] = {
    word: 10 * number
    for word, number in _numbered(
        "twenty thirty forty fifty sixty seventy eighty ninety", 2
    ).items()
}
ORDINALS: Final[Mapping[str, int]] = _numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
) | {"thirtieth": 30}

UNITS: Final[Mapping[str, tuple[str, int]]] = {
    "day": ("days", 1),
    "week": ("days", 7),
    "fortnight": ("days", 14),
    "month": ("months", 1),
    "quarter": ("months", 3),
    "year": ("months", 12),
    "decade": ("months", 120),
}
"""Units of time in days or months; each also in the plural."""

SEASONS: Final = frozenset(("spring", "summer", "autumn", "fall", "winter"))

COUNTED: Final = _words(
    """
    state states country countries member members party parties people persons soldiers troops
    men women children nations percent euro euros dollars pounds kilometres km miles hours
    minutes million billion thousand hundred warrants judges places
    """
)
"""Nouns that are counted: the number before them is no year and no day."""

DOCUMENTS: Final = _words(
    """
    resolution resolutions res unscr article articles art rule rules regulation regulations
    section sections sec paragraph paragraphs para paras number nr nos case cases situation
    decision directive law act acts chapter clause document doc page pages pp flight room
    statute code constitution treaty convention protocol order bill decree agenda vision
    """
)
"""Nouns after which a number names a document or the like; also `no.`, which is a word besides."""

TITLED: Final = _words(
    """
    act statute law constitution treaty agreement convention protocol resolution referral
    decision judgment judgement ruling warrant warrants edition code bill decree report
    """
)
"""Nouns before which a year is a part of a name."""


def _table(name: str) -> list[dict[str, str]]:
    package = __package__.split(".")[0]
    file = resources.files(f"{package}.fixtures") / "names" / name
    return list(csv.DictReader(read_text(file, file=f"names/{name}").splitlines()))


@lru_cache(maxsize=1)
def feasts() -> Mapping[tuple[str, ...], str]:
    """Return the feasts by their words: `12-25`, `easter-2`, or a sentence why none is meant."""
    return {
        tuple(row["feast"].split()): row["day"] or row["why_not"] for row in _table("feasts.csv")
    }


@lru_cache(maxsize=1)
def foreign_months() -> frozenset[str]:
    """Return names of months in other languages, which are known in order to be asked back."""
    return frozenset(row["name"] for row in _table("months.csv"))
