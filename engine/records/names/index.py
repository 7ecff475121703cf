"""The exact index: a folded name leads to one id, or to nothing."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from types import MappingProxyType

from ...base.errors import Diagnostic, RecordsError
from .fold import fold


@dataclass(frozen=True)
class NameEntry:
    """A record that can be named: its id, its display name and every other name of it."""

    id: str
    name: str
    aliases: Sequence[str] = ()


class NameIndex:
    """Folded names of records, each of exactly one record.

    ``entries``: the records; an id is a name only if it is among the aliases. Raises
    `RecordsError`, naming both ids, for every name that would mean two records; ``file`` is the
    file named there.
    """

    def __init__(self, entries: Iterable[NameEntry], *, file: str) -> None:
        self.entries = tuple(entries)
        found: dict[str, str] = {}
        clashes: list[Diagnostic] = []
        for entry in self.entries:
            for alias in (entry.name, *entry.aliases):
                key = fold(alias)
                other = found.setdefault(key, entry.id) if key else entry.id
                if other != entry.id:
                    clashes.append(_clash(file, alias, other, entry.id))
        if clashes:
            raise RecordsError(clashes)
        self._found = found

    def get(self, folded: str) -> str | None:
        """Return the id that the folded name means, if any."""
        return self._found.get(folded)

    def names(self) -> Iterable[tuple[str, str]]:
        """Yield every folded name with its id."""
        return self._found.items()


@dataclass(frozen=True)
class PlaceAliases:
    """Names of places beyond their display names; every key is folded.

    ``names``: the one place meant. ``cities``: those of the names that are a city in the place.
    ``ambiguous``: names that may mean several places, which are given. ``suggested``: what never
    means a place but may stand for those given (codes of other lists, names that are more often
    another place). ``capitals``: names and abbreviations of two to four letters that mean a place
    even in capitals, where they look like a code.
    """

    names: Mapping[str, str]
    cities: frozenset[str]
    ambiguous: Mapping[str, Sequence[str]]
    suggested: Mapping[str, Sequence[str]] = field(default_factory=dict)
    capitals: frozenset[str] = frozenset()

    @classmethod
    def load(cls) -> PlaceAliases:
        """Return the aliases that come with the package (`tools/build_place_names.py`)."""
        package = __package__.partition(".")[0]
        file = resources.files(f"{package}.fixtures") / "names" / "places.json"
        data = json.loads(file.read_text(encoding="utf-8"))
        return cls(
            MappingProxyType(data["names"]),
            frozenset(data["cities"]),
            MappingProxyType(data["ambiguous"]),
            MappingProxyType(data["suggested"]),
            frozenset(data["capitals"]),
        )


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file of names that comes with the package."""
    package = __package__.partition(".")[0]
    file = resources.files(f"{package}.fixtures") / "names" / name
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def _clash(file: str, alias: str, first: str, second: str) -> Diagnostic:
    return Diagnostic(
        file,
        0,
        "alias-clash",
        f"{alias!r} would mean both {first} and {second}",
        second,
        "remove the name from one of them, or make it longer",
    )
