"""Announced meetings: each rests on a source, and says no more than was public on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from safeconduct.base.dates import first_day, last_day
from safeconduct.base.errors import UnknownName
from safeconduct.records import World, check_records, load_world
from safeconduct.records.describe import describe
from safeconduct.records.organisations import FULL, find_organisation, find_summits, members


@pytest.fixture(scope="module")
def world() -> World:
    """The records that come with the package."""
    return load_world()


def test_each_has_a_source_that_can_be_opened(world: World) -> None:
    """An address, that is; and a day on which it was public, before its end."""
    for one in world.summits:
        assert any(world.sources[source].url for source in one.sources), one.id
        assert one.public_on <= last_day(one.ends or one.starts), one.id
        assert first_day(one.starts) <= last_day(one.ends or one.starts), one.id


def test_days_that_were_not_public_are_left_out(world: World) -> None:
    """Of a meeting whose host was announced first, only the year was known."""
    before = {one.id: one for one in world.as_known_on(date(2026, 8, 1)).summits}
    after = {one.id: one for one in world.as_known_on(date(2026, 9, 2)).summits}
    assert (before["summit-sco-2026"].starts, before["summit-sco-2026"].ends) == ("2026", None)
    assert after["summit-sco-2026"].starts == "2026-08-31"
    assert "summit-sco-2026" not in {one.id for one in world.as_known_on(date(2025, 9, 1)).summits}


@pytest.mark.parametrize(
    ("id_", "says"),
    [
        (
            "summit-g20-2026",
            "G20 summit 2026 in Miami, the United States, from 14 December 2026 to",
        ),
        ("summit-sco-2023", "SCO summit 2023 in New Delhi, India, on 4 July 2023, online"),
        ("summit-sco-2027", "SCO summit 2027 in Islamabad, Pakistan, in 2027"),
    ],
)
def test_it_is_told_in_a_sentence(world: World, id_: str, says: str) -> None:
    """Where, when, and whether nobody had to travel."""
    assert describe(world, find_summits(world, id_)[0]).says.startswith(says)


def test_organisations_are_found_by_name(world: World) -> None:
    """Their own and others; what is near is only suggested."""
    assert find_organisation(world, " brics ") == "BRICS"
    assert find_organisation(world, "Shanghai Cooperation Organization") == "SCO"
    assert {one.organisation for one in find_summits(world, "Belt and Road")} == {
        "Belt and Road Forum"
    }
    with pytest.raises(UnknownName, match="Did you mean BRICS") as caught:
        find_organisation(world, "BRIX")
    assert caught.value.field == "organisation"
    with pytest.raises(UnknownName, match="there are: APEC"):
        find_summits(world, "NATO")


def test_who_belonged_on_some_days(world: World) -> None:
    """Iran joined the SCO on 4 July 2023; of a longer time the days of belonging are told."""
    days = date(2023, 7, 1), date(2023, 7, 31)
    found = {one.state: span for one, *span in members(world, "SCO", FULL, *days)}
    assert found["IRN"] == [date(2023, 7, 4), date(2023, 7, 31)]
    assert found["CHN"] == [*days]
    assert "BLR" not in found
    assert not list(members(world, "BRICS", FULL, date(2005, 1, 1), date(2005, 1, 1)))


HEAD = (
    "id,organisation,name,place,city,starts,ends,online,days_public_on,sources,confidence,"
    "public_on,public_on_basis,note\n"
)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (
            "one,SCO,A,CHN,X,2025-02-02,2025-02-01,false,,depositary,low,2025-01-01,event,",
            "dates-out",
        ),
        (
            "one,SCO,A,CHN,X,2025-02-02,,false,2024-01-01,depositary,low,2025-01-01,event,",
            "dates-out",
        ),
        (
            "one,SCO,A,XXX,X,2025-02-02,,false,,depositary,low,2025-01-01,event,",
            "unknown-reference",
        ),
        ("one,SCO,A,CHN,X,2025-02-02,,false,,,low,2025-01-01,event,", "no-source"),
    ],
)
def test_a_wrong_row_is_told(directory: Path, row: str, code: str) -> None:
    """Days in the wrong order, a place that is not there, no source."""
    (directory / "summits.csv").write_text(f"{HEAD}{row}\n", encoding="utf-8")
    found = [one for one in check_records(directory) if one.file == "summits.csv"]
    assert any(one.code.startswith(code) for one in found), found
