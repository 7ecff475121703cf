"""Laws of names that hold for every person and place on record."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.base.errors import UnknownName
from safeconduct.records import World
from safeconduct.records.models import Person
from safeconduct.records.names import PlaceAliases, Resolver, fold
from safeconduct.records.names.persons import strong_names

NAMES = resources.files("safeconduct.fixtures") / "names"


@cache
def place_aliases() -> PlaceAliases:
    """Return the names that ship."""
    return PlaceAliases.load()


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of names."""
    with (NAMES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bearers(world: World) -> dict[str, list[str]]:
    """Return who is usually meant by each name, found without the resolver."""
    found: dict[str, list[str]] = {}
    for person in world.persons.values():
        for name in person.usual_aliases:
            found.setdefault(fold(name), []).append(person.id)
    return found


def test_every_strong_name_means_its_person_anywhere(real_world: World, resolver: Resolver) -> None:
    """In a single question and in a table; in capitals, in small letters and in quotes, too."""
    for person in real_world.persons.values():
        for name in strong_names(person):
            for written in (name, name.upper(), name.lower(), f"“{name}”"):
                match = resolver.find_person(written, surnames=False)
                assert match.id == person.id, written
                assert match.by == "name" or written == person.id


def test_a_usual_name_means_its_one_person_in_a_single_question(
    real_world: World, resolver: Resolver
) -> None:
    """In a table it is told back with that person; several bearers are all offered, always."""
    known = bearers(real_world)
    for person in real_world.persons.values():
        for name in person.usual_aliases:
            ids = known[fold(name)]
            with pytest.raises(UnknownName) as caught:
                resolver.person(name, surnames=False)
            assert [near.id for near in caught.value.suggestions] == ids, name
            if len(ids) == 1:
                match = resolver.find_person(name)
                assert (match.id, match.by) == (person.id, "surname"), name
            else:
                with pytest.raises(UnknownName, match=r"may mean .* say which person"):
                    resolver.person(name)


def test_no_weak_name_ever_resolves(real_world: World, resolver: Resolver) -> None:
    """It suggests its person, alone and turned about."""
    for person in real_world.persons.values():
        for name in person.weak_aliases:
            with pytest.raises(UnknownName) as caught:
                resolver.person(name)
            assert person.id in {near.id for near in caught.value.suggestions}, name
            *given_names, last = name.split()
            for written in (name.upper(), f"{last}, {' '.join(given_names)}"):
                with pytest.raises(UnknownName):
                    resolver.person(written, suggest=False)


def test_every_person_can_be_named(real_world: World, resolver: Resolver) -> None:
    """The name shown resolves in a single question, even if it is one that others bear."""
    for person in real_world.persons.values():
        assert resolver.person(person.name) == person.id


def family_names(person: Person) -> list[str]:
    """Return the names of a person that are one word."""
    every = (*person.usual_aliases, *person.weak_aliases)
    return [alias for alias in every if " " not in alias and alias.isalpha()]


def test_family_name_first_means_the_same_with_and_without_a_comma(
    real_world: World, resolver: Resolver
) -> None:
    """As registers write it: PUTIN Vladimir; Путин Владимир Владимирович."""
    turned = 0
    for person in real_world.persons.values():
        for family in family_names(person):
            for name in strong_names(person):
                given_names = name.removesuffix(f" {family}")
                if given_names != name:
                    for written in (f"{family.upper()} {given_names}", f"{family}, {given_names}"):
                        assert resolver.find_person(written, surnames=False).id == person.id
                        turned += 1
    assert turned > 100


def test_a_title_changes_nobody(real_world: World, resolver: Resolver) -> None:
    """Each title before a full name; before a surname only those that fit a surname."""
    persons = [person for person in real_world.persons.values() if strong_names(person)][::5]
    for row in table("titles.csv"):
        title, goes_with = row["title"], row["goes_with"]
        for person in persons:
            written = f"{title} {strong_names(person)[0]}"
            if not goes_with.isupper() or goes_with in person.nationality:
                assert resolver.person(written) == person.id, written
            else:
                with pytest.raises(UnknownName):
                    resolver.person(written, suggest=False)
        if goes_with == "surname":
            assert resolver.find_person(f"{title} Bashir").by == "surname"
        elif not goes_with.isupper():
            with pytest.raises(UnknownName):
                resolver.person(f"{title} Bashir", suggest=False)


@given(letters=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=4))
def test_letters_in_capitals_are_a_code_or_a_name_on_the_list(
    letters: str, real_world: World, resolver: Resolver
) -> None:
    """No other name of two to four letters resolves in capitals, nor two or three in small ones."""
    codes = {code for p in real_world.places.values() for code in (p.alpha2, p.alpha3) if code}
    capitals = place_aliases().capitals
    for written in (letters, letters.lower())[: 2 if len(letters) < 4 else 1]:
        if letters in codes:
            assert resolver.find_place(written).by == "code"
        elif letters.lower() in capitals:
            assert resolver.find_place(written).by == "name"
        else:
            with pytest.raises(UnknownName):
                resolver.place(written, suggest=False)


def test_names_in_capitals_are_names_of_the_record_or_abbreviations(real_world: World) -> None:
    """A name in another language that looks like a code is not among them, nor a city."""
    aliases = place_aliases()
    assert {"mali", "peru", "chad", "uk", "drc", "рф", "сша"} <= aliases.capitals
    assert not aliases.capitals & {"cypr", "kuba", "oma", "irak", "kyiv", "lima", "roc"}
    assert not aliases.capitals & aliases.cities
    assert {aliases.names[name] for name in aliases.capitals} <= real_world.places.keys()


def test_what_only_suggests_is_no_name() -> None:
    """No alias of a place resolves in one way and is refused in another."""
    aliases = place_aliases()
    elsewhere = {fold(r["alias"]) for r in table("place_aliases.csv") if r["kind"] == "elsewhere"}
    assert not aliases.names.keys() & aliases.ambiguous.keys()
    assert not elsewhere & (aliases.names.keys() | aliases.ambiguous.keys())
    assert elsewhere <= aliases.suggested.keys()


def test_an_official_name_resolves_with_its_article(resolver: Resolver) -> None:
    """As it stands in a sentence of another language."""
    for name in ("la Fédération de Russie", "l'État de Libye", "el Reino de Bahrein"):
        assert resolver.find_place(name).by == "name"


def test_a_name_cut_short_never_becomes_another_place(
    real_world: World, resolver: Resolver
) -> None:
    """Every name shown, with each word that can be cut cut: the same place, or a choice with it."""
    cut = {
        word: row["abbreviation"].split("|")[0]
        for row in table("abbreviations.csv")
        for word in row["words"].split("|")
    }
    tried = 0
    for place in real_world.places.values():
        words = place.name.split()
        short = [f"{cut[w.lower()].title()}." if w.lower() in cut else w for w in words]
        if short == words:
            continue
        tried += 1
        assert resolver.place(" ".join(short)) == place.id, short
    assert tried > 40
