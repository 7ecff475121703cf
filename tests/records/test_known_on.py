"""The world as it was public on a day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.records import World, load_world
from safeconduct.records.check_dates import check_dates
from safeconduct.records.check_references import check_references
from safeconduct.records.models import ActionKind
from safeconduct.records.source_files import FilesReading, RecordLocation
from safeconduct.records.tables import RECORD_KINDS

DAYS = st.dates(date(1998, 7, 17), date(2027, 12, 31))


@cache
def embedded() -> World:
    return load_world()


def ids(world: World) -> set[str]:
    return set(world.records)


@given(DAYS, DAYS)
def test_what_was_known_stays_known(one: date, other: date) -> None:
    """A later day knows every record of an earlier day."""
    earlier, later = sorted((one, other))
    assert ids(embedded().as_known_on(earlier)) <= ids(embedded().as_known_on(later))


@given(DAYS, DAYS)
def test_restricting_twice_is_restricting_to_the_earlier_day(one: date, other: date) -> None:
    """The day of knowledge never moves forward, and the same day changes nothing more."""
    twice = embedded().as_known_on(one).as_known_on(other)
    once = embedded().as_known_on(min(one, other))
    assert twice.known_on == once.known_on
    assert twice.tables == once.tables
    assert twice.digest == once.digest


@given(DAYS)
def test_nothing_of_a_later_day_is_left(day: date) -> None:
    """No day on which something was learnt is later than the day of knowledge."""
    world = embedded().as_known_on(day)
    for kind, record in world.tables.records():
        assert kind in {"states", "places"} or record.public_on <= day
    for warrant in world.warrants.values():
        assert warrant.unsealed <= day
        assert warrant.ended is None or (warrant.ended_public_on or warrant.ended) <= day
        assert warrant.status_as_of <= day
        assert (warrant.ended is None) == (warrant.ended_by is None)
    for person in world.persons:
        assert all(o.verified_until <= day for o in world.offices_of(person))
        assert all(c.verified_until <= day for c in world.custody_of(person))


@given(DAYS)
def test_nothing_refers_to_what_was_not_known(day: date) -> None:
    """Every reference resolves within what was known, and every date stands in order."""
    tables = embedded().as_known_on(day).tables
    reading = FilesReading(
        rows={kind: list(getattr(tables, kind)) for kind in tables.model_fields_set}
    )
    for kind in RECORD_KINDS:
        for record in tables.of(kind):
            reading.declared.add((kind, record.id))
            reading.locations[(kind, record.id)] = RecordLocation("", 0)
    assert list(check_references(reading)) == []
    assert list(check_dates(reading)) == []


def test_hungary_was_leaving_before_it_stayed(world: World) -> None:
    """On 2026-01-01 there is a notice, due to take effect on 2026-06-02, and no revocation."""
    log = world.as_known_on(date(2026, 1, 1)).treaty_actions_of("HUN")
    assert log[-1].kind is ActionKind.WITHDRAWAL_NOTICE
    assert log[-1].effect == date(2026, 6, 2)
    assert world.treaty_actions_of("HUN")[-1].kind is ActionKind.WITHDRAWAL_REVOKED
    assert world.as_known_on(date(2026, 5, 29)).treaty_actions_of("HUN")[-1].on == date(2026, 5, 29)


def test_a_sealed_warrant_is_not_known(world: World) -> None:
    """Before the day on which a warrant was published neither it nor the person is known."""
    published = world.warrants["ronald-dela-rosa-2025-11-06"].unsealed
    before = world.as_known_on(published - timedelta(days=1))
    assert "ronald-dela-rosa" not in before.persons
    assert not before.warrants_of("ronald-dela-rosa")
    assert not before.offices_of("ronald-dela-rosa")
    assert world.as_known_on(published).warrants_of("ronald-dela-rosa")


def test_an_end_is_known_from_the_day_it_became_public(world: World) -> None:
    """A decision that was published later ends the warrant in hindsight only."""
    day = date(2021, 7, 28)
    (before,) = world.as_known_on(day).warrants_of("simone-gbagbo")
    (after,) = world.as_known_on(day + timedelta(days=1)).warrants_of("simone-gbagbo")
    assert (before.ended, before.status_as_of) == (None, date(2021, 7, 19))
    assert after.ended == date(2021, 7, 19)


def test_a_death_is_known_from_the_day_it_was_confirmed(world: World) -> None:
    """A man who had died was not known to be dead until that was confirmed."""
    assert world.as_known_on(date(2025, 1, 29)).persons["mohammed-deif"].died is None
    assert world.as_known_on(date(2025, 1, 29)).persons["mohammed-deif"].status == "at_large"
    known = world.as_known_on(date(2025, 1, 30)).persons["mohammed-deif"]
    assert (known.died, known.status) == ("2024-07-13", "deceased")


def test_a_status_is_that_of_the_day(world: World) -> None:
    """A status of a later day is not known: who the Court held was in custody then."""
    day = date(2015, 1, 1)
    assert world.persons["bosco-ntaganda"].status == "convicted_serving"
    assert world.as_known_on(day).persons["bosco-ntaganda"].status == "in_custody"
    assert world.as_known_on(day).persons["omar-al-bashir"].status == "at_large"


def test_an_office_was_not_known_to_end(world: World) -> None:
    """Who left office later is taken to hold it on the day of knowledge."""
    day = date(2015, 6, 14)
    (office,) = world.as_known_on(day).offices_of("omar-al-bashir")
    assert (office.ongoing, office.end, office.verified_until) == (True, None, day)
    assert office.afterwards == "presumed"


def test_a_detention_was_not_known_to_end(world: World) -> None:
    """Who was released later is held on the day of knowledge."""
    day = date(2015, 1, 1)
    custody = world.as_known_on(day).custody_of("laurent-gbagbo")[-1]
    assert (custody.end, custody.verified_until) == (None, day)
    assert world.custody_of("laurent-gbagbo")[-1].end == "2019-02-01"


def test_an_investigation_is_known_from_the_day_it_was_announced(world: World) -> None:
    """Burundi's was authorised on 2017-10-25 and published on 2017-11-09."""
    assert world.as_known_on(date(2017, 11, 8)).situations["burundi"].investigation_opened is None
    situation = world.as_known_on(date(2017, 11, 9)).situations["burundi"]
    assert situation.investigation_opened == "2017-10-25"
