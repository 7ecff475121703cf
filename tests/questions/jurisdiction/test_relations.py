"""What the records say of conduct: each relation on days on which it changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from safeconduct.questions.jurisdiction import BINDING
from safeconduct.records import load_world
from safeconduct.records.world import World
from safeconduct.timeline.steps import Basis, Holding

BY_NAME = {relation.name: relation for relation in BINDING.relations}


@dataclass(frozen=True)
class Conduct:
    """A case as the relations read it."""

    territory: str = ""
    nationality: str = ""
    asked: str = "2026-11-28"
    state: str = ""


@pytest.fixture(scope="module")
def world() -> World:
    """Return the embedded records."""
    return load_world()


def at(world: World, name: str, day: str, case: Conduct, ground: str = "false") -> Holding:
    """Return what a relation says of a day of conduct."""
    nothing = Holding(frozenset({ground}), Basis.NO_RECORD)
    steps = BY_NAME[name].build(world, case, nothing)
    return steps.at(date.fromisoformat(day).toordinal())


def value(world: World, name: str, day: str, case: Conduct, ground: str = "false") -> str:
    """Return the value, or `a|b` where it is left open."""
    return "|".join(sorted(at(world, name, day, case, ground).values))


@pytest.mark.parametrize(
    ("state", "day", "asked", "expected"),
    [
        ("CIV", "2002-09-18", "2026-11-28", "false"),
        ("CIV", "2002-09-19", "2026-11-28", "true"),
        ("CIV", "2010-12-16", "2026-11-28", "true"),
        ("CIV", "2002-09-19", "2003-09-30", "false"),
        ("PSE", "2014-06-12", "2026-11-28", "false"),
        ("PSE", "2014-06-13", "2026-11-28", "true"),
        ("PSE", "2014-06-13", "2014-12-30", "false"),
        ("PSE", "2009-01-05", "2026-11-28", "false"),
        ("UKR", "2013-11-20", "2026-11-28", "false"),
        ("UKR", "2013-11-21", "2026-11-28", "true"),
        ("UKR", "2022-03-20", "2026-11-28", "true"),
        ("UKR", "2022-03-20", "2015-09-07", "false"),
        ("EGY", "2013-08-14", "2026-11-28", "false"),
        ("ARM", "2021-05-09", "2026-11-28", "false"),
        ("ARM", "2022-09-13", "2026-11-28", "true"),
        ("ARM", "2022-09-13", "2023-10-20", "false|true"),
        ("LBY", "2020-06-01", "2026-11-28", "true"),
        ("LBY", "2020-06-01", "2025-05-11", "false"),
        ("LBY", "2028-01-01", "2028-06-01", "false"),
        ("SYR", "2013-08-21", "2026-11-28", "false"),
    ],
)
def test_declarations_accept_conduct(
    world: World, state: str, day: str, asked: str, expected: str
) -> None:
    """From the first day of crimes to the last, once the declaration is lodged."""
    assert value(world, "accepted_conduct", day, Conduct(state, asked=asked)) == expected


@pytest.mark.parametrize(
    ("state", "day", "expected"),
    [
        ("CIV", "2010-12-16", "false"),
        ("UKR", "2022-03-20", "false"),
        ("UGA", "2002-07-15", "false|true"),
        ("ARM", "2022-09-13", "false|true"),
        ("PSE", "2014-07-01", "false"),
    ],
)
def test_declarations_for_a_territory_accept_nothing_for_nationals(
    world: World, state: str, day: str, expected: str
) -> None:
    """Where what was seen does not say which, it is left open."""
    case = Conduct(nationality=state)
    assert value(world, "accepted_for_nationals", day, case) == expected


@pytest.mark.parametrize(
    ("state", "day", "there", "nationals"),
    [
        ("FRA", "2005-01-01", "true", "true"),
        ("FRA", "2008-06-15", "true", "true"),
        ("FRA", "2008-06-16", "false", "false"),
        ("COL", "2002-10-31", "false", "false"),
        ("COL", "2009-10-31", "true", "true"),
        ("COL", "2009-11-01", "false", "false"),
        ("UKR", "2024-12-31", "false", "false"),
        ("UKR", "2025-01-01", "false", "true"),
        ("UKR", "2032-01-01", "false", "false"),
        ("DEU", "2005-01-01", "false", "false"),
    ],
)
def test_article_124_excludes_what_a_declaration_names(
    world: World, state: str, day: str, there: str, nationals: str
) -> None:
    """Ukraine named its nationals alone."""
    case = Conduct(state, state)
    assert value(world, "war_crimes_excluded_there", day, case) == there
    assert value(world, "war_crimes_of_nationals_excluded", day, case) == nationals


@pytest.mark.parametrize(
    ("state", "day", "expected"),
    [
        ("KEN", "2015-11-29", "false"),
        ("KEN", "2018-07-17", "true"),
        ("GTM", "2018-02-10", "false|true"),
        ("GTM", "2018-07-17", "true"),
        ("DEU", "2018-07-17", "false"),
    ],
)
def test_who_opted_out_of_aggression(world: World, state: str, day: str, expected: str) -> None:
    """The declaration comes before the act."""
    case = Conduct(nationality=state)
    assert value(world, "opted_out_of_aggression", day, case) == expected


@pytest.mark.parametrize(
    ("state", "day", "expected"),
    [
        ("DEU", "2014-06-02", "false"),
        ("DEU", "2014-06-03", "true"),
        ("PSE", "2018-07-17", "true"),
        ("GBR", "2018-07-17", "false"),
        ("GBR", "2020-11-26", "false"),
        ("GBR", "2020-11-27", "false|true"),
        ("UKR", "2024-12-31", "false"),
        ("UKR", "2025-10-24", "false"),
        ("UKR", "2025-10-25", "true"),
        ("ARM", "2024-02-01", "false|true"),
        ("ARM", "2024-01-31", "false"),
        ("RUS", "2022-02-24", "false"),
        ("BDI", "2018-07-17", "false"),
        ("SLV", "2016-06-01", "false"),
        ("SLV", "2017-03-03", "true"),
    ],
)
def test_the_amendments_bind_who_accepted_them(
    world: World, state: str, day: str, expected: str
) -> None:
    """One year after the deposit; what is not on record is open after the reach of the list."""
    assert value(world, "bound_on_aggression", day, Conduct(state=state)) == expected


@pytest.mark.parametrize(
    ("state", "day", "asked", "expected"),
    [
        ("PHL", "2011-10-31", "2026-11-28", "stayed"),
        ("PHL", "2011-11-01", "2026-11-28", "examined_before"),
        ("PHL", "2019-03-16", "2026-11-28", "examined_before"),
        ("PHL", "2019-03-17", "2026-11-28", "stayed"),
        ("PHL", "2016-08-01", "2019-03-16", "stayed"),
        ("PHL", "2016-08-01", "2019-03-17", "examined_before"),
        ("BDI", "2015-04-25", "2026-11-28", "unexamined"),
        ("BDI", "2015-04-26", "2026-11-28", "investigated_before"),
        ("BDI", "2017-10-26", "2026-11-28", "investigated_before"),
        ("BDI", "2017-10-27", "2026-11-28", "stayed"),
        ("MLI", "2026-03-01", "2026-11-28", "stayed"),
        ("MLI", "2026-03-01", "2027-06-24", "investigated_before"),
        ("MLI", "2011-01-01", "2027-06-24", "unexamined"),
        ("MLI", "2027-06-24", "2028-01-01", "stayed"),
        ("NER", "2026-03-01", "2028-01-01", "unexamined"),
        ("HUN", "2025-01-01", "2026-11-28", "stayed"),
        ("DEU", "2020-01-01", "2026-11-28", "stayed"),
    ],
)
def test_what_was_before_the_court_when_a_state_left(
    world: World, state: str, day: str, asked: str, expected: str
) -> None:
    """Conduct while the State was a party, and the exit as seen on the day of asking."""
    case = Conduct(state, state, asked)
    assert value(world, "exit_since_conduct", day, case, "stayed") == expected


@pytest.mark.parametrize(
    ("state", "day", "asked", "expected"),
    [
        ("BDI", "2016-01-01", "2026-11-28", "investigated_before"),
        ("BDI", "2016-01-01", "2017-10-26", "stayed"),
        ("BDI", "2017-10-27", "2026-11-28", "stayed"),
        ("PHL", "2016-01-01", "2026-11-28", "unexamined"),
        ("NER", "2026-01-01", "2028-01-01", "unexamined"),
        ("GBR", "2016-01-01", "2026-11-28", "stayed"),
    ],
)
def test_an_exit_leaves_what_nationals_do_elsewhere_to_the_situation(
    world: World, state: str, day: str, asked: str, expected: str
) -> None:
    """Burundi's covers its nationals abroad, that of the Philippines does not."""
    case = Conduct(nationality=state, asked=asked)
    assert value(world, "exit_of_nationality", day, case, "stayed") == expected


def test_who_acts_at_home(world: World) -> None:
    """Territory and nationality are the same State."""
    assert value(world, "in_own_state", "2016-01-01", Conduct("PHL", "PHL")) == "true"
    assert value(world, "in_own_state", "2016-01-01", Conduct("PHL", "USA")) == "false"


@pytest.mark.parametrize(
    ("state", "day", "asked", "expected"),
    [
        ("SDN", "2002-06-30", "2026-11-28", "none"),
        ("SDN", "2002-07-01", "2026-11-28", "part"),
        ("SDN", "2023-06-15", "2026-11-28", "part"),
        ("SDN", "2003-04-01", "2005-03-30", "none"),
        ("LBY", "2011-02-14", "2026-11-28", "none"),
        ("LBY", "2011-02-15", "2026-11-28", "whole"),
        ("SYR", "2013-08-21", "2026-11-28", "none"),
        ("UKR", "2022-03-20", "2026-11-28", "none"),
    ],
)
def test_what_the_council_referred(
    world: World, state: str, day: str, asked: str, expected: str
) -> None:
    """Darfur is a part of Sudan; the draft on Syria was vetoed."""
    case = Conduct(state, state, asked)
    assert value(world, "referred_by_council", day, case, "none") == expected


@pytest.mark.parametrize(
    ("territory", "nationality", "day", "expected"),
    [
        ("LBY", "USA", "2011-03-19", "true"),
        ("LBY", "USA", "2011-02-14", "false"),
        ("LBY", "LBY", "2011-03-19", "false"),
        ("LBY", "GBR", "2011-03-19", "false"),
        ("SDN", "CHN", "2008-01-01", "true"),
        ("SDN", "RWA", "2008-01-01", "true"),
        ("SDN", "NGA", "2008-01-01", "false"),
        ("MLI", "CHN", "2015-01-01", "false"),
    ],
)
def test_whom_the_referrals_except(
    world: World, territory: str, nationality: str, day: str, expected: str
) -> None:
    """States outside the Statute other than the one referred."""
    case = Conduct(territory, nationality)
    assert value(world, "excepted_from_referral", day, case) == expected


@pytest.mark.parametrize(
    ("state", "day", "asked", "there", "nationals"),
    [
        ("UKR", "2022-03-20", "2026-11-28", "true", "false"),
        ("UKR", "2022-02-26", "2022-03-01", "false", "false"),
        ("GEO", "2008-08-08", "2026-11-28", "true", "false"),
        ("GEO", "2008-10-11", "2026-11-28", "false", "false"),
        ("KEN", "2007-12-30", "2026-11-28", "true", "false"),
        ("SDN", "2003-08-01", "2026-11-28", "true", "false"),
        ("COM", "2010-05-31", "2026-11-28", "false", "false"),
        ("PSE", "2023-10-07", "2026-11-28", "true", "true"),
        ("ISR", "2023-10-07", "2026-11-28", "false", "false"),
        ("BDI", "2016-01-01", "2026-11-28", "true", "true"),
        ("CHN", "2018-01-01", "2026-11-28", "false", "false"),
    ],
)
def test_what_is_before_the_court(
    world: World, state: str, day: str, asked: str, there: str, nationals: str
) -> None:
    """By territory, or by nationality where a situation covers nationals.

    That of Sudan is limited to Darfur, which the rules read for themselves.
    """
    case = Conduct(state, state, asked)
    assert value(world, "territory_before_court", day, case) == there
    assert value(world, "nationals_before_court", day, case) == nationals


@pytest.mark.parametrize(
    ("state", "day", "expected"),
    [
        ("COM", "2010-05-31", "true"),
        ("GRC", "2010-05-31", "true"),
        ("COM", "2010-06-01", "false"),
        ("UKR", "2022-05-31", "false"),
    ],
)
def test_whose_ships_are_before_the_court(
    world: World, state: str, day: str, expected: str
) -> None:
    """Those of the flotilla, on its day."""
    assert value(world, "vessels_before_court", day, Conduct(state)) == expected


@pytest.mark.parametrize(
    ("territory", "nationality", "day", "expected"),
    [
        ("PSE", "ISR", "2014-07-20", "true"),
        ("PSE", "USA", "2014-07-20", "false"),
        ("ISR", "PSE", "2014-07-20", "false"),
        ("AFG", "USA", "2003-05-27", "false"),
        ("AFG", "USA", "2003-05-28", "false|true"),
        ("AFG", "USA", "2015-01-01", "false|true"),
        ("AFG", "GBR", "2015-01-01", "false"),
    ],
)
def test_whose_courts_may_not_judge(
    world: World, territory: str, nationality: str, day: str, expected: str
) -> None:
    """Of forces it is not known whether the accused belonged to them."""
    assert value(world, "agreed_away", day, Conduct(territory, nationality)) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("PSE", "true"),
        ("XKX", "true"),
        ("TWN", "true"),
        ("ESH", "true"),
        ("COK", "false"),
        ("DEU", "false"),
        ("ISR", "false"),
        ("VAT", "false"),
    ],
)
def test_whose_statehood_is_disputed(world: World, state: str, expected: str) -> None:
    """No member of the United Nations, whose places others hold or claim."""
    assert value(world, "disputed_state", "2020-01-01", Conduct(state=state)) == expected


@pytest.mark.parametrize(
    ("state", "day", "expected"),
    [
        ("XKX", "2002-06-30", "false"),
        ("XKX", "2002-07-01", "true"),
        ("XKX", "2020-01-01", "true"),
        ("TWN", "2020-01-01", "false"),
        ("ESH", "2020-01-01", "false"),
        ("PSE", "2020-01-01", "false"),
        ("SRB", "2020-01-01", "false"),
    ],
)
def test_what_a_party_claims_as_a_part_of_itself(
    world: World, state: str, day: str, expected: str
) -> None:
    """Serbia is a party, China and Morocco are none."""
    assert value(world, "claimed_by_party", day, Conduct(state=state)) == expected


def test_to_what_title_is_disputed(world: World) -> None:
    """To the territory of no State on record that one claims."""
    disputed = [
        place
        for place in world.places
        if value(world, "disputed_title", "2020-01-01", Conduct(state=place)) == "true"
    ]
    assert disputed == ["ESH"]


def test_every_record_that_a_relation_names_exists(world: World) -> None:
    """So that an answer can tell it, for every pair of a few States."""
    states = ["UKR", "RUS", "PSE", "ISR", "LBY", "SDN", "USA", "BDI", "PHL", "KEN", "FRA", "CIV"]
    nothing = Holding(frozenset({"false"}), Basis.NO_RECORD)
    named = {
        record
        for relation in BINDING.relations
        for territory in states
        for nationality in states
        for holding in relation.build(
            world, Conduct(territory, nationality, state=territory), nothing
        ).holdings
        for record in holding.records
    }
    assert named
    assert named <= {*world.records, *world.places}
