"""A page about one thing or one list, as titles, facts and tables: what all such pages share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from unicodedata import name as name_of

from safeconduct import Engine
from safeconduct.base import day, label, sentence


@dataclass(frozen=True)
class Cell:
    """A piece of text, which may lead somewhere within the service or to a source outside it."""

    text: str
    href: str = ""
    outside: bool = False
    lang: str = ""
    rtl: bool = False
    outcome: str = ""


@dataclass(frozen=True)
class Section:
    """A part of a page: a table with a header, or a plain list where there is none.

    A field has a cell, or several.
    """

    title: str
    rows: Sequence[Sequence[Cell | Sequence[Cell]]]
    header: Sequence[str] = ()
    note: str = ""


@dataclass(frozen=True)
class Thing:
    """A page; ``json``: where a program finds the same; ``mapped``: of whom it shows the map.

    ``marks``: the places that its card marks; ``counts``: what the outcomes on it are each of;
    ``ways``: lines that its card draws, degrees east and north.
    """

    kicker: str
    title: str
    lead: str = ""
    facts: Sequence[tuple[str, Sequence[Cell]]] = ()
    sections: Sequence[Section] = ()
    json: str = ""
    schema: dict[str, Any] = field(default_factory=dict)
    mapped: str = ""
    marks: Sequence[str] = ()
    counts: str = ""
    ways: Sequence[Sequence[tuple[float, float]]] = ()

    @property
    def shown(self) -> list[Section]:
        """The sections that have something to show."""
        return [one for one in self.sections if one.rows]


def rows(cells: Iterable[Cell]) -> list[Sequence[Cell]]:
    """Return cells as a list of single ones."""
    return [[one] for one in cells]


def person(engine: Engine, id_: str) -> Cell:
    """Return a person as a link."""
    known = engine.world.persons.get(id_)
    return Cell(known.name, f"persons/{id_}") if known else Cell(id_)


def place(engine: Engine, id_: str) -> Cell:
    """Return a place as a link."""
    known = engine.world.places.get(id_)
    return Cell(known.name, f"places/{id_}") if known else Cell(id_)


def record(engine: Engine, one: Any, href: str = "") -> Cell:
    """Return a record in a sentence."""
    return Cell(sentence(engine.describe(one).says), href)


def sources(engine: Engine, ids: Iterable[str]) -> Section:
    """Return the sources of a page, the primary ones first."""
    found = [engine.world.sources[one] for one in dict.fromkeys(ids) if one in engine.world.sources]
    found.sort(key=lambda one: str(one.kind) != "primary")
    return Section(
        "Sources",
        [
            [Cell(one.title, one.url or "", outside=bool(one.url)), Cell(label(str(one.kind)))]
            for one in found
        ],
        ("document", "kind"),
    )


_SCRIPTS: Final = {
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "HEBREW": "he",
    "CJK": "zh",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "GREEK": "el",
    "GEORGIAN": "ka",
    "ETHIOPIC": "am",
    "MYANMAR": "my",
    "DEVANAGARI": "hi",
}
"""The language that a screen reader takes for a name in each script."""


def named(text: str) -> Cell:
    """Return a name with its language, as far as its script tells."""
    script = next((name_of(char, "").split()[0] for char in text if char.isalpha()), "")
    lang = _SCRIPTS.get(script, "")
    return Cell(text, lang=lang, rtl=lang in ("ar", "he"))


def days(value: Any) -> str:
    """Return a day in words, empty where there is none."""
    return day(value) if value else ""
