"""Small pieces of English: dates, lists, labels."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

AGED: Final = {
    "known": "known up to {day} only",
    "scheduled": "scheduled, as known on {day}",
    "unknown": "not known after {day}",
    "limited": "only what was public on {day} is taken into account",
}
"""What is said of something that was last checked on an earlier day."""

YES: Final = {True: "yes", False: "no", None: "not known"}
"""What is shown of a part like ``contested`` beside its name; ``None`` is never an empty cell."""

CONTESTED: Final = {
    True: "contested",
    False: "not contested",
    None: "not known whether contested",
}
"""Whether an answer is contested, in a word or two."""

DISPUTED: Final = {
    True: "disputed",
    False: "not disputed",
    None: "not known whether disputed",
}
"""The same beside a verdict that leaves no room for explanation."""

CONTEST: Final = {
    True: "This is contested",
    False: "No other reading that the Court or States hold today gives another outcome",
    None: "Whether this is contested depends on facts that are not on record",
}
"""The same in a sentence, which may go on."""

KINDS: Final = {
    "aggression_amendments": "who accepted the amendments on aggression",
    "apic": "actions on the Agreement on Privileges and Immunities",
    "article_8_amendments": "who accepted amendments to article 8",
    "exclusive_jurisdiction": "agreements that keep courts from judging",
    "execution": "national laws on execution",
    "genocide_convention": "parties to the Genocide Convention",
    "visits_without_finding": "visits on which no court ruled",
}
"""Kinds of records whose name does not say it."""

PLAUSIBILITIES: Final = {
    "open": "What is not known and would settle it",
    "scheduled": "What is on record for a later day",
    "by_time": "What may change with time",
    "by_act": "What a State or the Security Council may change",
    "by_court": "What the Court or an arrest may change",
    "rarely": "What seldom happens",
    "presumed": "If what is presumed were not so",
    "contrary": "If the records were wrong",
}
"""How a fact may come to be otherwise, as the heading of a list."""

STANDINGS: Final = {
    "court_current": "the Court today",
    "court_superseded": "the Court formerly",
    "court_reported": "the Court, as the press reports",
    "states": "States",
    "dissent": "a dissent",
    "academic": "writers",
}


_WITH_ARTICLE: Final = re.compile(
    r"(United|Dominican|Central African|Democratic|International) |Republic of|State of |Isle of"
    r"|West Bank$|Gaza Strip$|Golan Heights$|Occupied part"
    r"|.* (Islands?|Territor(y|ies))\b"
    r"|(Netherlands|Philippines|Bahamas|Maldives|Comoros|Holy See)\b"
)


def the(name: str) -> str:
    """Return the name of a State or place as it stands within a sentence: `the Netherlands`."""
    if name.startswith("The "):
        return f"the {name[4:]}"
    if name == _HIGH_SEAS:
        return f"the {name.lower()}"
    return f"the {name}" if _WITH_ARTICLE.match(name) else name


_HIGH_SEAS: Final = "High seas"
_SITES: Final = {"Headquarters": "at", "Office at": "at", "Criminal Court": "at"}
"""The preposition of a place that is a building, by a word of its name."""


def at(place: str) -> str:
    """Return a place with its preposition: `in the West Bank`, `on the high seas`."""
    if place == _HIGH_SEAS:
        return "on the high seas"
    preposition = next((found for word, found in _SITES.items() if word in place), "in")
    return f"{preposition} {the(place)}"


def nobody(place: str) -> str:
    """Return who is meant where no State has a role: on the high seas the State of the flag."""
    return "the flag State" if place == _HIGH_SEAS else "no State"


@lru_cache(1 << 14)
def day(value: date | str | None) -> str:
    """Return a day, month or year in words: ``2 September 2024``."""
    if value is None:
        return "an unknown day"
    parts = (value.isoformat() if isinstance(value, date) else value).split("-")
    if len(parts) == 1:
        return parts[0]
    month = _MONTHS[int(parts[1]) - 1]
    if len(parts) == 2:
        return f"{month} {parts[0]}"
    return f"{int(parts[2])} {month} {parts[0]}"


def when(value: date | str | None) -> str:
    """Return a day, month or year as an adverb: `on 2 September 2024`, `in July 2026`."""
    exact = isinstance(value, date) or (value is not None and len(value.split("-")) == 3)
    return f"{'on' if exact or value is None else 'in'} {day(value)}"


def listing(items: Sequence[str], last: str = "and") -> str:
    """Return ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def nearest(name: str, known: Iterable[str], most: int = 1, alike: float = 0.6) -> list[str]:
    """Return the known names that are nearest to what somebody wrote, the nearest first.

    Capitals and blanks around it count for nothing. ``alike``: how alike they are at least, of 1.
    """
    folded = {item.strip().casefold(): item for item in known}
    found = difflib.get_close_matches(name.strip().casefold(), folded, n=most, cutoff=alike)
    return [folded[item] for item in found]


def near(name: str, known: Iterable[str], most: int = 3) -> str:
    """Return "did you mean …" for the nearest of the known names, ``most`` of them, or nothing."""
    found = nearest(name, known, most)
    return f"did you mean {' or '.join(f'`{item}`' for item in found)}?" if found else ""


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: ``1 place``, ``2 places``."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


_SAID: Final = {
    "un-meetings": "meetings of the United Nations",
    "un_meeting": "meeting of the United Nations",
}
"""Identifiers whose own words would mislead."""


def label(value: str) -> str:
    """Return an identifier as words."""
    return _SAID.get(value) or value.replace("_", " ").replace("-", " ")


def sentence(text: str) -> str:
    """Return text with a capital first letter and a full stop."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")
