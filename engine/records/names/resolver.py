"""From what a caller typed to the id of one person or place, or to an error that helps."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final, Literal, Protocol

from ...base.errors import InputError, Suggestion, UnknownName, text_of
from .fold import fold
from .index import PlaceAliases, table
from .persons import NamedPerson, PersonIndex
from .places import NamedPlace, PlaceIndex
from .suggest import LIMIT, Suggester

MAX_LENGTH: Final = 200
"""A longer name is refused before any work is done on it."""

_SHOWN: Final = 60
_CERTAIN: Final = 100.0
_TELLING: Final = 4
_AIRPORT_CODE: Final = re.compile(r"[A-Z]{3}")
_RIGHT: Final = ("an id, a code or a name",)


class NamedRecords(Protocol):
    """What the resolver reads of a world."""

    @property
    def persons(self) -> Mapping[str, NamedPerson]:
        """Persons by id."""

    @property
    def places(self) -> Mapping[str, NamedPlace]:
        """Places by id."""


@dataclass(frozen=True)
class Match:
    """A certain hit: ``by`` says what was recognised; a ``city`` stands for the place it is in.

    A ``surname`` stands for the person whom the press means by it; others bear it, too.
    """

    id: str
    name: str
    by: Literal["id", "code", "name", "city", "surname"]


class Resolver:
    """Resolves names of the persons and places of one world; never by similarity.

    ``place_aliases`` gives further names of places and is called at most once, when a place is
    neither an id nor a code. ``absent``: what is to be said of names that are known not to be on
    record, by the names folded. Raises `RecordsError` if a name would mean two persons or two
    places.
    """

    def __init__(
        self,
        world: NamedRecords,
        place_aliases: Callable[[], PlaceAliases] = PlaceAliases.load,
        absent: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._persons = world.persons
        self._places = world.places
        self._absent = absent
        self._place_index = PlaceIndex(world.places, place_aliases)
        self._person_index = PersonIndex(
            world.persons, lambda text: self._place_index.find(text).id
        )

    def person(
        self, text: str, *, field: str = "person", suggest: bool = True, surnames: bool = True
    ) -> str:
        """Return the id of the person that ``text`` names exactly; else as `find_person`."""
        return self.find_person(text, field=field, suggest=suggest, surnames=surnames).id

    def place(self, text: str, *, field: str = "place", suggest: bool = True) -> str:
        """Return the id of the place that ``text`` names exactly; errors as `find_place`."""
        return self.find_place(text, field=field, suggest=suggest).id

    def find_person(
        self, text: str, *, field: str = "person", suggest: bool = True, surnames: bool = True
    ) -> Match:
        """Return the person that ``text`` means: an id, a full name or an alias in any script.

        ``surnames``: whether a usual surname will do, as in a single question; if not, it is told
        back like a name that several persons bear. Raises `InputError` for a text that cannot be a
        name and `UnknownName`, with suggestions if ``suggest`` (they take milliseconds), for one
        that is not in the records.
        """
        asked = _checked(text, field)
        ids, by = self._person_index.find(asked)
        if len(ids) == 1 and (surnames or by != "surname"):
            return Match(ids[0], self._persons[ids[0]].name, by)
        if ids:
            why = _BORNE_BY_SEVERAL if len(ids) > 1 else _NOT_ENOUGH
            raise UnknownName(field, text, self._choice(asked, ids, self._persons), why=why)
        absent = self._absent.get(fold(asked)) or self._absent.get(
            self._person_index.without_titles(asked) or ""
        )
        if absent:
            raise UnknownName(field, text, why=absent, nobody=True)
        near = self._near_persons(asked) if suggest else ()
        if near or not suggest:
            raise UnknownName(field, text, near)
        raise UnknownName(field, text, why=NOBODY, nobody=True)

    def _near_persons(self, asked: str) -> tuple[Suggestion, ...]:
        rest = self._person_index.without_titles(asked)
        found = self._person_suggester.suggest(asked)
        if found or rest is None:
            return found
        ids, _ = self._person_index.find(rest)
        return self._choice(rest, ids, self._persons) or self._person_suggester.suggest(rest)

    def find_place(self, text: str, *, field: str = "place", suggest: bool = True) -> Match:
        """Return the place that ``text`` means: an id, an ISO 3166-1 code, a name or a main city.

        Raises `InputError` for a text that cannot be a name and `UnknownName`, with suggestions
        if ``suggest``, for one that is not in the records or means several places. The code of an
        airport is not a place: where it is in is suggested.
        """
        asked = _checked(text, field)
        found = self._place_index.find(asked)
        if found.id is not None:
            return Match(found.id, self._places[found.id].name, found.by)
        if suggest and _AIRPORT_CODE.fullmatch(asked) and asked in self._airports:
            airport, place = self._airports[asked]
            if set(found.perhaps) <= {place}:  # lists of other codes may have it, too
                meant = (Suggestion(place, self._places[place].name, _CERTAIN, airport),)
                raise UnknownName(field, text, meant, why=f"is an airport, {airport}, not a place")
        if found.perhaps:
            raise UnknownName(field, text, self._choice(asked, found.perhaps, self._places))
        # Of two or three letters much is near to any name.
        near = suggest and not (asked.isascii() and len(asked) < _TELLING)
        raise UnknownName(field, text, self._place_suggester.suggest(asked) if near else ())

    @cached_property
    def _person_suggester(self) -> Suggester:
        return Suggester(
            (
                (person.id, person.name, alias)
                for person in self._persons.values()
                for alias in (
                    person.name,
                    *person.aliases,
                    *person.usual_aliases,
                    *person.weak_aliases,
                )
            ),
            persons=True,
        )

    @cached_property
    def _airports(self) -> Mapping[str, tuple[str, str]]:
        """Names of airports and the places they are in, by code."""
        return {
            row["code"]: (row["name"], row["place"])
            for row in table("airports.csv")
            if row["place"] in self._places
        }

    @cached_property
    def _place_suggester(self) -> Suggester:
        aliases = self._place_index.aliases
        names = [*self._place_index.shown.names(), *aliases.names.items()]
        names += [(key, id_) for key, ids in aliases.ambiguous.items() for id_ in ids]
        return Suggester(
            ((id_, self._places[id_].name, key) for key, id_ in names if id_ in self._places),
            persons=False,
        )

    @staticmethod
    def _choice(
        asked: str, ids: tuple[str, ...], records: Mapping[str, NamedPerson | NamedPlace]
    ) -> tuple[Suggestion, ...]:
        why = f"{asked!r} may mean this one"
        return tuple(Suggestion(id_, records[id_].name, 100.0, why) for id_ in ids[:LIMIT])


NOBODY: Final = "nobody of that name is on record as publicly sought by the Court"
_BORNE_BY_SEVERAL: Final = "is the name of several persons on record"
_NOT_ENOUGH: Final = (
    "is not enough to tell who is meant, since others bear that name: "
    "give the full name, or allow surnames"
)


def _checked(text: str, field: str) -> str:
    """Return ``text`` without outer spaces; `InputError` if it cannot be a name."""
    text = text_of(text, field, _RIGHT)
    if len(text) > MAX_LENGTH:
        raise InputError(
            field,
            text[:_SHOWN] + "…",
            "is too long",
            (f"at most {MAX_LENGTH} characters",),
        )
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise InputError(field, ascii(text), "is not valid Unicode text")
    stripped = text.strip()
    if not stripped:
        raise InputError(field, text, "is empty", _RIGHT)
    control = _CONTROL.search(text.strip(" \t\r\n"))
    if control:
        told = f"holds the control character U+{ord(control[0]):04X}, which is part of no name"
        raise InputError(field, text, told)
    return stripped


_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
