"""Looking things up in the world."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from safeconduct.records import World, load_world
from safeconduct.records.models import Visit


@pytest.fixture
def small(directory: Path) -> World:
    """Return the world of the small directory."""
    return load_world(directory)


def test_records_are_found_by_their_keys(small: World) -> None:
    """Each look-up gives exactly the records of the key."""
    assert [a.id for a in small.treaty_actions_of("AAA")] == [
        "aaa-ratification",
        "aaa-notice",
        "aaa-revoked",
    ]
    assert small.treaty_actions_of("AAA", "apic") == ()
    assert small.treaty_actions_of("BBB") == ()
    assert [d.id for d in small.declarations_of("BBB")] == ["bbb-12-3"]
    assert [a.counterparty for a in small.agreements_of("AAA")] == ["BBB"]
    assert [record.law for record in small.legislation_of("AAA")] == ["Court Act"]
    assert [m.organisation for m in small.memberships_of("AAA")] == ["Club"]
    assert [w.id for w in small.warrants_of("jane-doe")] == [
        "jane-doe-2015-04-20",
        "jane-doe-2022-01-10",
    ]
    assert [o.title for o in small.offices_of("jane-doe")] == ["President", "Speaker"]
    assert [c.holder for c in small.custody_of("jane-doe")] == ["BBB"]
    assert small.visits_of("jane-doe") == small.visits_to("AAA") != ()
    assert small.stances_of("AAA") == small.stances_of("AAA", "jane-doe") != ()
    assert small.stances_of("AAA", "john-doe") == ()


def test_any_record_is_found_by_its_id(small: World) -> None:
    """A State is told apart from the place that shares its code."""
    assert small.records["state:AAA"] is small.states["AAA"]
    assert isinstance(small.records["jane-doe-aaa-2016"], Visit)
    assert "AAA" not in small.records
    assert len(small.records) == sum(small.counts().values()) - small.counts()["sources"]


def test_nested_records_inherit_from_their_person(small: World) -> None:
    """Offices, warrants and custody take what they do not say from the person."""
    person = small.persons["jane-doe"]
    warrant, _ = small.warrants_of("jane-doe")
    office, other = small.offices_of("jane-doe")
    (custody,) = small.custody_of("jane-doe")
    assert warrant.status_as_of == office.verified_until == person.status_as_of
    assert warrant.sources == office.sources == custody.sources == person.sources
    assert warrant.public_on == warrant.unsealed
    assert office.public_on.isoformat() == "2010-01-01"
    assert other.public_on.isoformat() == "2020-06-30"
    assert custody.public_on.isoformat() == "2019-04-30"


def test_an_empty_cell_is_not_known(small: World) -> None:
    """An empty cell is nothing, not an empty text, where nothing is allowed."""
    assert small.treaty_actions_of("AAA")[2].effect is None
    assert small.agreements_of("AAA")[0].form == ""
    assert small.sources["general-knowledge"].url is None


def test_the_world_cannot_be_changed(small: World) -> None:
    """Neither the world, nor its look-ups, nor a record can be written to."""
    with pytest.raises(AttributeError):
        small.known_on = None  # type: ignore[misc]
    with pytest.raises(TypeError):
        small.persons["x"] = small.persons["jane-doe"]  # type: ignore[index]
    with pytest.raises(ValidationError):
        small.persons["jane-doe"].name = "x"
