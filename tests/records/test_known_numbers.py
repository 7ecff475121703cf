"""Numbers that are known from elsewhere come out of the records."""

from __future__ import annotations

from datetime import date

import pytest

from safeconduct.records import World
from safeconduct.records.models import CONSENTS, ActionKind, Confidence, Visit


def bound(world: World, state: str, day: date) -> bool:
    """Return whether the Statute is in force for a State, read plainly off the log."""
    log = world.treaty_actions_of(state)
    undone = {
        action.id
        for action in log
        for later in log
        if action.effect is not None
        and action.on <= later.on < action.effect
        and (action.kind, later.kind)
        in {
            (ActionKind.WITHDRAWAL_NOTICE, ActionKind.WITHDRAWAL_REVOKED),
            (ActionKind.ACCESSION, ActionKind.INSTRUMENT_WITHDRAWN),
        }
    }
    effective = [
        action
        for action in log
        if action.effect is not None and action.effect <= day and action.id not in undone
    ]
    joined = any(action.kind in CONSENTS for action in effective)
    left = any(action.kind is ActionKind.WITHDRAWAL_NOTICE for action in effective)
    return joined and not left


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ("2002-06-30", 0),
        ("2002-07-01", 66),
        ("2015-04-01", 123),
        ("2016-06-01", 124),
        ("2017-10-26", 124),
        ("2017-10-27", 123),
        ("2019-03-17", 122),
        ("2020-02-01", 123),
        ("2023-09-18", 123),
        ("2024-02-01", 124),
        ("2025-01-01", 125),
        ("2026-06-02", 125),
        ("2026-11-23", 125),
        ("2027-09-23", 119),
    ],
)
def test_the_number_of_parties_is_known(world: World, day: str, number: int) -> None:
    """As many States are bound on a day as the Court and the press counted."""
    assert sum(bound(world, state, date.fromisoformat(day)) for state in world.states) == number


def test_malaysia_was_never_a_party(world: World) -> None:
    """Its instrument was taken back before the day it was due to take effect."""
    assert not any(bound(world, "MYS", day) for day in (date(2019, 6, 1), date(2026, 1, 1)))
    accession = next(a for a in world.treaty_actions_of("MYS") if a.kind is ActionKind.ACCESSION)
    assert accession.effect == date(2019, 6, 1)


def comparable(world: World) -> list[Visit]:
    """Return the visits to a party under a public warrant that count."""
    return [
        visit
        for person in world.persons
        for visit in world.visits_of(person)
        if visit.kind == "visit"
        and visit.host_party_on_date
        and visit.warrant_public_on_date
        and visit.counted_in_base_rate
        and visit.confidence is not Confidence.LOW
    ]


def test_the_base_rate_of_serving_heads_is_known(world: World) -> None:
    """Of 22 visits of a serving head to a party under a public warrant none ended in arrest."""
    visits = [visit for visit in comparable(world) if visit.serving_head]
    assert len(visits) == 22
    assert not [visit for visit in visits if visit.outcome.startswith("arrested")]


def test_the_base_rate_of_others_is_known(world: World) -> None:
    """Of 5 visits of others 3 ended in arrest, all of people who gave themselves up."""
    visits = [visit for visit in comparable(world) if not visit.serving_head]
    arrested = [visit for visit in visits if visit.outcome.startswith("arrested")]
    assert (len(visits), len(arrested)) == (5, 3)
    assert all(visit.voluntary_surrender for visit in arrested)


def test_nothing_was_lost(world: World) -> None:
    """There are as many records of each kind as there were facts gathered."""
    counts = world.counts()
    expected = {
        "states": 199,
        "declarations": 14,
        "resolutions": 12,
        "agreements": 103,
        "legislation": 73,
        "memberships": 625,
        "situations": 22,
        "persons": 74,
        "warrants": 81,
        "requests": 88,
        "challenges": 35,
        "visits": 233,
        "visits_without_finding": 7,
        "execution": 80,
        "known_gaps": 4,
        "next_steps": 34,
        "stances": 78,
        "rulings": 99,
    }
    assert {kind: counts[kind] for kind in expected} == expected


def test_every_kind_says_how_far_it_reaches(world: World) -> None:
    """The reach of the record as a whole is the day of compilation."""
    assert world.reach["record"].until == date(2026, 11, 28)
    assert {"treaty_actions", "warrants", "visits", "stances", "rulings"} <= set(world.reach)


def test_an_election_makes_the_office_unknown(world: World) -> None:
    """Up to the election nobody is taken to have left, from then on to have stayed."""
    (office,) = world.offices_of("benjamin-netanyahu")
    assert (office.verified_until, office.afterwards) == (date(2026, 9, 24), "unknown")
    assert office.afterwards_reason
    assert office.presumed_on(date(2026, 9, 1))
    assert office.presumed_on(date(2026, 10, 27))
    assert not office.presumed_on(date(2026, 10, 28))


@pytest.mark.parametrize(
    ("id_", "known", "before", "since"),
    [
        ("kenya", "2009-12-01", "2009-11-25", "2009-11-26"),
        ("cote-divoire", "2011-07-01", "2011-06-22", "2011-06-23"),
        ("burundi", "2018-01-01", "2017-11-08", "2017-09-05"),
        ("philippines", "2021-07-01", "2021-06-13", "2021-05-24"),
    ],
)
def test_a_request_for_authorisation_opens_the_way_to_a_situation(
    world: World, id_: str, known: str, before: str, since: str
) -> None:
    """It is what was asked for, not what was granted, and is known once it is public."""
    assert world.as_known_on(date.fromisoformat(known)).situations[id_].referred_on == since
    earlier = world.as_known_on(date.fromisoformat(before)).situations.get(id_)
    assert earlier is None or earlier.referred_on is None


def test_only_declarations_that_count_bind(world: World) -> None:
    """A declaration that was rejected or not acted on is recorded and has no effect."""
    idle = [d.id for s in world.states for d in world.declarations_of(s) if not d.effective]
    assert sorted(idle) == ["egy-article-12-3-2013", "pse-article-12-3-2009"]
