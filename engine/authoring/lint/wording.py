"""How rules are worded: limits, and words of office with plainer ones (`rules/wording.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ...rulebase.aside import Heavy, Limits, WordingSource


@dataclass(frozen=True)
class WordLists:
    """The limits, and every word to avoid."""

    limits: Limits
    plain: tuple[Heavy, ...]
    passive: tuple[Heavy, ...]

    @classmethod
    def of(cls, sources: Iterable[WordingSource]) -> WordLists:
        """Return what several files say; the limits of a later one count."""
        limits = Limits()
        plain: list[Heavy] = []
        passive: list[Heavy] = []
        for source in sources:
            limits = source.limits or limits
            plain += source.plain
            passive += source.passive
        return cls(limits, tuple(plain), tuple(passive))


def found_in(text: str, words: Iterable[Heavy]) -> list[Heavy]:
    """Return the words that stand in a text, whatever their case."""
    return [one for one in words if _pattern(one.word).search(text)]


def _pattern(word: str) -> re.Pattern[str]:
    stem = re.escape(word.removesuffix("-")).replace(r"\ ", r"\s+")
    ending = r"\w*" if word.endswith("-") else ""
    return re.compile(rf"(?<!\w){stem}{ending}(?!\w)", re.IGNORECASE)
