"""Suggestions put the meant record first and never offer a wanted person for another one."""

from __future__ import annotations

import pytest

from safeconduct.base.errors import Suggestion, UnknownName
from safeconduct.records import World
from safeconduct.records.names import Resolver


def person_suggestions(resolver: Resolver, text: str) -> tuple[Suggestion, ...]:
    """Return what is suggested for an unknown person."""
    with pytest.raises(UnknownName) as caught:
        resolver.person(text)
    return caught.value.suggestions


def place_suggestions(resolver: Resolver, text: str) -> tuple[Suggestion, ...]:
    """Return what is suggested for an unknown place."""
    with pytest.raises(UnknownName) as caught:
        resolver.place(text)
    return caught.value.suggestions


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("Putim", "vladimir-putin"),
        ("Vladimir Puttin", "vladimir-putin"),
        ("Presdent Putin", "vladimir-putin"),
        ("V. Putin", "vladimir-putin"),
        ("vladimirputin", "vladimir-putin"),
        ("Binjamin Netanjahuu", "benjamin-netanyahu"),
        ("Omar al Bachirr", "omar-al-bashir"),
        ("Dutarte", "rodrigo-duterte"),
        ("Yoav Gallantt", "yoav-gallant"),
    ],
)
def test_a_misspelt_person_is_suggested_first(written: str, id_: str, resolver: Resolver) -> None:
    """A slip of the hand still finds the person, as a suggestion with a score and a reason."""
    best = person_suggestions(resolver, written)[0]
    assert best.id == id_
    assert 60 <= best.score < 100
    assert best.why


@pytest.mark.parametrize(
    "written",
    [
        "Sara Netanyahu",
        "Yair Netanyahu",
        "Vladimir Klitschko",
        "Igor Putin",
        "Lyudmila Putina",
        "Bashar al-Assad",
        "Bashir Ahmad",
        "Omar al-Bashir the footballer",
        "Vladimir",
        "Omar",
        "Donald Trump",
        "a",
    ],
)
def test_another_person_gets_no_suggestion(written: str, resolver: Resolver) -> None:
    """Neither a shared surname nor a shared first name is enough to name a wanted person."""
    assert person_suggestions(resolver, written) == ()


def test_a_shared_surname_offers_everybody_who_bears_it(resolver: Resolver) -> None:
    """A bare surname of two wanted persons offers both."""
    ids = {s.id for s in person_suggestions(resolver, "Gaddafi")}
    assert {"muammar-gaddafi", "saif-al-islam-gaddafi"} <= ids


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("Mongolai", "MNG"),
        ("Hungry", "HUN"),
        ("Switzerlnd", "CHE"),
        ("Untied Kingdom", "GBR"),
        ("Checz Republic", "CZE"),
        ("Republic of Mongolia", "MNG"),
        ("Guinee Bisau", "GNB"),
        ("Slovakai", "SVK"),
        ("Венгря", "HUN"),
    ],
)
def test_a_misspelt_place_is_suggested_first(written: str, id_: str, resolver: Resolver) -> None:
    """The nearest place comes first, in whatever script."""
    assert place_suggestions(resolver, written)[0].id == id_


def test_suggestions_are_ranked_and_distinct(resolver: Resolver) -> None:
    """Scores fall, ids do not repeat, and there are at most five."""
    found = place_suggestions(resolver, "Narnia")
    scores = [s.score for s in found]
    assert scores == sorted(scores, reverse=True)
    assert len({s.id for s in found}) == len(found) <= 5


@pytest.mark.parametrize("first", ["Zygfryda", "Xochitl", "Quentin"])
def test_a_relative_of_a_wanted_person_gets_no_suggestion(
    first: str, real_world: World, resolver: Resolver
) -> None:
    """Under an unlike first name no surname brings up a person."""
    for person in real_world.persons.values():
        surname = person.name.split()[-1]
        assert person_suggestions(resolver, f"{first} {surname}") == (), person.id
