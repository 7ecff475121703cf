"""Whom a name means: three strengths of names, titles and brackets around them, family name first.

A strong name means its person wherever it stands. A usual one, a surname as a rule, is what the
press calls this person by, though others bear it. A weak one means nobody. See `Person`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final, Literal, NamedTuple, Protocol

from .fold import fold
from .index import NameEntry, NameIndex, table

_BRACKETS: Final = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_QUOTED: Final = re.compile(r"""["“”„‟«]\s*[^"“”„‟«»]+["“”‟»]|(?<!\w)['‘`][^'‘’`]+['’`](?!\w)""")
_WIKIDATA: Final = re.compile(r"[Qq][1-9]\d*")
_PARTICLES: Final = frozenset(
    ("al", "el", "as", "ag", "abu", "ould", "de", "dela", "del", "la", "van", "von", "bin", "ibn")
)
_LONGEST_TITLE: Final = 6
_WHOLE_NAME: Final = "name"
_BETWEEN: Final = frozenset(("of", "the", "and"))


class NamedPerson(Protocol):
    """What is read of a person record."""

    @property
    def id(self) -> str:
        """Identifier."""

    @property
    def name(self) -> str:
        """Name as shown."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Names that mean nobody else."""

    @property
    def usual_aliases(self) -> tuple[str, ...]:
        """Names by which this person is meant as a rule, though others bear them."""

    @property
    def weak_aliases(self) -> tuple[str, ...]:
        """Names that only suggest this person."""

    @property
    def nationality(self) -> tuple[str, ...]:
        """Codes of States."""

    @property
    def wikidata(self) -> str | None:
        """Identifier in Wikidata."""


class Bearers(NamedTuple):
    """Who bears a name (nobody, one person, or several of a usual name), and what it is."""

    ids: tuple[str, ...] = ()
    by: Literal["id", "name", "surname"] = "name"


def single_question_names(persons: Iterable[NamedPerson]) -> Iterator[NameEntry]:
    """Yield every person with the names that mean nobody else in a single question."""
    persons = tuple(persons)
    bearers = Counter(key for p in persons for key in {fold(name) for name in p.usual_aliases})
    for person in persons:
        own = [name for name in person.usual_aliases if bearers[fold(name)] == 1]
        yield NameEntry(person.id, person.name, (*person.aliases, *own))


def strong_names(person: NamedPerson) -> tuple[str, ...]:
    """Return the names that mean this person and nobody else of note, the one shown first."""
    usual = {fold(alias) for alias in person.usual_aliases}
    return (*((person.name,) if fold(person.name) not in usual else ()), *person.aliases)


class PersonIndex:
    """Finds the persons whose exact name a text is; never by similarity.

    ``place``: returns the id of the place that a text names, if any: what stands in brackets or
    after a comma must fit the person. Raises `RecordsError` if a strong name means two persons.
    """

    def __init__(
        self, persons: Mapping[str, NamedPerson], place: Callable[[str], str | None]
    ) -> None:
        self._persons = persons
        self._place = place
        self._by_wikidata = {p.wikidata: p.id for p in persons.values() if p.wikidata}
        index = NameIndex(
            (NameEntry(p.id, name) for p in persons.values() for name in strong_names(p)),
            file="persons.yaml",
        )
        families = {
            p.id: tuple(_families((*p.usual_aliases, *p.weak_aliases))) for p in persons.values()
        }
        usual = [(fold(name), p.id) for p in persons.values() for name in p.usual_aliases]
        self._usual = _by_name(_turned_too(usual, families))
        strong = _by_name(_turned_too(index.names(), families))
        # A name that means somebody as it stands means nobody else turned about.
        self._strong = {
            name: index.get(name) or ids[0]
            for name, ids in strong.items()
            if index.get(name) or len(ids) == 1
        }

    def find(self, text: str) -> Bearers:
        """Return who bears exactly that name; titles, brackets and second names may stand by it."""
        if text in self._persons:
            return Bearers((text,), "id")
        if _WIKIDATA.fullmatch(text):
            known = self._by_wikidata.get(text.upper())
            return Bearers((known,) if known else (), "id")
        for name, is_surname, beside in self._readings(text):
            key = fold(name)
            strong = self._strong.get(key)
            usual = self._usual.get(key, ()) if is_surname else ()
            ids = tuple(
                id_
                for id_ in ((strong,) if strong else usual)
                if all(self._fits(one, id_, surname=not strong) for one in beside)
            )
            if ids:
                return Bearers(ids, "name" if strong else "surname")
        return Bearers()

    def _readings(self, text: str) -> Iterator[tuple[str, bool, tuple[str, ...]]]:
        """Yield what may be the name, whether a surname will do, and what stands beside it."""
        yield text, True, ()
        beside = tuple(match[1] for match in _BRACKETS.finditer(text))
        whole = _BRACKETS.sub(" ", text)
        bare = _without_second_names(whole)
        surname = bare == whole
        last, comma, first = bare.partition(",")
        names = [(f"{first} {last}", beside), (last, (*beside, first))] if comma else []
        for name, more in [(bare, beside), *names]:
            yield name, surname, more
            rest, will_do, states = self._untitled(fold(name))
            if rest != fold(name):
                yield rest, surname and will_do, (*more, *states)

    def without_titles(self, text: str) -> str | None:
        """Return a name as it is without titles, if it has any."""
        folded = fold(_without_second_names(_BRACKETS.sub(" ", text)))
        rest, _, beside = self._untitled(folded)
        return None if rest == folded or beside else rest

    def _untitled(self, folded: str) -> tuple[str, bool, tuple[str, ...]]:
        """Return a folded name without titles, whether a surname will do, States named by them."""
        will_do = True
        states: list[str] = []
        while True:
            for title in self._titles_in(folded):
                ends = folded.removesuffix(title) if folded.endswith(title) else ""
                rest = folded.removeprefix(title) if folded.startswith(title) else ends
                if rest.strip():
                    break
            else:
                return folded, will_do, tuple(states)
            folded, goes_with = rest.strip(), _TITLES.table[title]
            will_do = will_do and goes_with != _WHOLE_NAME
            if goes_with.isupper():
                states.append(goes_with)
            if folded.startswith("of "):
                folded = self._without_state(folded, states)

    def _without_state(self, folded: str, states: list[str]) -> str:
        """Return what follows the State that somebody is president *of*, which is added."""
        words = folded.split()
        for last in range(min(_LONGEST_TITLE, len(words) - 1), 1, -1):
            state = " ".join(words[1:last])
            if self._place(state):
                states.append(state)
                return " ".join(words[last:])
        return folded

    @staticmethod
    def _titles_in(folded: str) -> Iterable[str]:
        """Return the titles at the ends of a name, the longest first."""
        words = folded.split()
        longest = min(_LONGEST_TITLE, len(words) - 1)
        heads = (" ".join(words[:count]) for count in range(longest, 0, -1))
        tails = (title for title in _TITLES.written_together if title in folded)
        return [title for title in (*heads, *tails) if title in _TITLES.table]

    def _fits(self, beside: str, id_: str, *, surname: bool) -> bool:
        """Whether what stands beside a name fits the person: a title, a State, another name.

        Some titles do not go with a ``surname`` alone: others of the name bear them.
        """
        person, key = self._persons[id_], fold(beside)
        if key in {fold(n) for n in (*strong_names(person), *_rest(person))}:
            return True
        words = key.split()
        while words:
            for count in range(min(_LONGEST_TITLE, len(words)), 0, -1):
                title = " ".join(words[:count])
                known = _TITLES.table.get(title)
                if surname and known == _WHOLE_NAME:
                    return False
                state = known if known and known.isupper() else self._place(title)
                if (state in person.nationality) if state else known or title in _BETWEEN:
                    del words[:count]
                    break
            else:
                return False
        return True


class _Titles:
    """The titles that come with the package, folded, with what may follow them."""

    @cached_property
    def table(self) -> Mapping[str, str]:
        """What each title goes with: a surname, a whole name only, or persons of a State."""
        return {fold(row["title"]): row["goes_with"] for row in table("titles.csv")}

    @cached_property
    def written_together(self) -> tuple[str, ...]:
        """The titles that stand behind a name, as in Chinese, Japanese and Korean."""
        return tuple(title for title in self.table if title[0] >= "\u3040")


_TITLES: Final = _Titles()


def _without_second_names(text: str) -> str:
    """Return a name without what stands in quotes between its words: `Rodrigo "Rody" Duterte`.

    Quoted words before or behind a name may say that it is of somebody else.
    """
    matches = list(_QUOTED.finditer(text))
    if all(text[: one.start()].strip() and text[one.end() :].strip() for one in matches):
        return _QUOTED.sub(" ", text)
    return text


def _rest(person: NamedPerson) -> tuple[str, ...]:
    return (person.name, *person.usual_aliases, *person.weak_aliases)


def _families(aliases: Iterable[str]) -> Iterator[str]:
    """Yield those that are one written word, particles aside: surnames, and not two names."""
    for alias in aliases:
        if sum(word.casefold() not in _PARTICLES for word in alias.split()) == 1:
            yield fold(alias)


def _turned_too(
    names: Iterable[tuple[str, str]], families: Mapping[str, Iterable[str]]
) -> Iterator[tuple[str, str]]:
    """Yield folded names with their ids, also with the family name first, as registers have it."""
    for name, id_ in names:
        yield name, id_
        for family in families[id_]:
            given = name.removesuffix(f" {family}")
            if given != name:
                yield f"{family} {given}", id_


def _by_name(names: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the ids that each name has, in the order in which they come."""
    found: dict[str, dict[str, None]] = {}
    for name, id_ in names:
        found.setdefault(name, {})[id_] = None
    return {name: tuple(ids) for name, ids in found.items()}
