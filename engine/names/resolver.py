"""From what a caller typed to the id of one person or place, or to an error that helps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, Protocol

from ..errors import InputError, Suggestion, UnknownName, text_of
from .fold import fold
from .index import Entry, NameIndex, PlaceAliases
from .suggest import LIMIT, Suggester

MAX_LENGTH: Final = 200
"""A longer name is refused before any work is done on it."""

_SHOWN: Final = 60
_RIGHT: Final = ("an id, a code or a name",)


class NamedPerson(Protocol):
    """What the resolver reads of a person record."""

    @property
    def id(self) -> str:
        """Identifier."""

    @property
    def name(self) -> str:
        """Name as shown."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Further names."""


class NamedPlace(Protocol):
    """What the resolver reads of a place record."""

    @property
    def id(self) -> str:
        """Identifier."""

    @property
    def name(self) -> str:
        """Name as shown."""

    @property
    def alpha2(self) -> str | None:
        """ISO 3166-1 code of two letters."""

    @property
    def alpha3(self) -> str | None:
        """ISO 3166-1 code of three letters."""


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
    """A certain hit: ``by`` says what was recognised; a ``city`` stands for the place it is in."""

    id: str
    name: str
    by: Literal["id", "code", "name", "city"]


class Resolver:
    """Resolves names of the persons and places of one world; never by similarity.

    ``place_aliases`` gives further names of places and is called at most once, when a place is
    neither an id nor a code. Raises `RecordsError` if a name would mean two persons or two places.
    """

    def __init__(
        self,
        world: NamedRecords,
        place_aliases: Callable[[], PlaceAliases] = PlaceAliases.load,
    ) -> None:
        self._persons = world.persons
        self._places = world.places
        self._load_aliases = place_aliases
        self._codes = {
            code.casefold(): place.id
            for place in world.places.values()
            for code in (place.alpha2, place.alpha3, place.id)
            if code
        }
        self._person_index = NameIndex(
            (Entry(p.id, p.name, (p.id, *p.aliases)) for p in world.persons.values()),
            file="persons.yaml",
        )
        self._place_index = NameIndex(
            (Entry(p.id, p.name, () if p.alpha3 else (p.id,)) for p in world.places.values()),
            file="places.yaml",
        )

    def person(self, text: str, *, field: str = "person", suggest: bool = True) -> str:
        """Return the id of the person that ``text`` names exactly; errors as `find_person`."""
        return self.find_person(text, field=field, suggest=suggest).id

    def place(self, text: str, *, field: str = "place", suggest: bool = True) -> str:
        """Return the id of the place that ``text`` names exactly; errors as `find_place`."""
        return self.find_place(text, field=field, suggest=suggest).id

    def find_person(self, text: str, *, field: str = "person", suggest: bool = True) -> Match:
        """Return the person that ``text`` means: an id, a full name or an alias in any script.

        Raises `InputError` for a text that cannot be a name and `UnknownName`, with suggestions
        if ``suggest`` (they take milliseconds), for one that is not in the records.
        """
        asked = _checked(text, field)
        if asked.casefold() in self._persons:
            person = self._persons[asked.casefold()]
            return Match(person.id, person.name, "id")
        found = self._person_index.get(fold(asked)) or self._person_index.get(fold(_turned(asked)))
        if found is None:
            near = self._person_suggester.suggest(asked) if suggest else ()
            raise UnknownName(field, text, near)
        return Match(found, self._persons[found].name, "name")

    def find_place(self, text: str, *, field: str = "place", suggest: bool = True) -> Match:
        """Return the place that ``text`` means: an id, an ISO 3166-1 code, a name or a main city.

        Raises `InputError` for a text that cannot be a name and `UnknownName`, with suggestions
        if ``suggest``, for one that is not in the records or means several places.
        """
        asked = _checked(text, field)
        code = self._codes.get(asked.casefold())
        # "Nga" is how Viet Nam writes Russia; "nga" and "NGA" are how a code is written.
        if code is not None and (asked.islower() or asked.isupper()):
            return Match(code, self._places[code].name, "code")
        key = fold(asked)
        found = self._place_index.get(key)
        if found is not None:
            return Match(found, self._places[found].name, "name")
        aliases = self._aliases
        meant = tuple(id_ for id_ in aliases.ambiguous.get(key, ()) if id_ in self._places)
        if len(meant) > 1:
            raise UnknownName(field, text, self._choice(asked, meant))
        found = meant[0] if meant else aliases.names.get(key) or code
        if found is None or found not in self._places:
            near = self._place_suggester.suggest(asked) if suggest else ()
            raise UnknownName(field, text, near)
        by: Literal["city", "name"] = "city" if key in aliases.cities else "name"
        return Match(found, self._places[found].name, by)

    @cached_property
    def _aliases(self) -> PlaceAliases:
        return self._load_aliases()

    @cached_property
    def _person_suggester(self) -> Suggester:
        return Suggester(
            (
                (person.id, person.name, alias)
                for person in self._persons.values()
                for alias in (person.name, *person.aliases)
            ),
            persons=True,
        )

    @cached_property
    def _place_suggester(self) -> Suggester:
        names = [*self._place_index.names(), *self._aliases.names.items()]
        names += [(key, id_) for key, ids in self._aliases.ambiguous.items() for id_ in ids]
        return Suggester(
            ((id_, self._places[id_].name, key) for key, id_ in names if id_ in self._places),
            persons=False,
        )

    def _choice(self, asked: str, ids: tuple[str, ...]) -> tuple[Suggestion, ...]:
        why = f"{asked!r} may mean this one"
        return tuple(Suggestion(id_, self._places[id_].name, 100.0, why) for id_ in ids[:LIMIT])


def _turned(name: str) -> str:
    """Return "Vladimir Putin" for "Putin, Vladimir"; other names as they are."""
    last, comma, first = name.partition(",")
    return f"{first} {last}" if comma else name


def _checked(text: str, field: str) -> str:
    """Return ``text`` without outer spaces; `InputError` if it cannot be a name."""
    text = text_of(text, field, _RIGHT)
    if len(text) > MAX_LENGTH:
        raise InputError(
            field,
            text[:_SHOWN] + "…",
            "too long",
            (f"at most {MAX_LENGTH} characters",),
        )
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise InputError(field, ascii(text), "not valid Unicode text")
    stripped = text.strip()
    if not stripped:
        raise InputError(field, text, "empty", _RIGHT)
    return stripped
