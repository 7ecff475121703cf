"""What would follow along a journey: stops, what is flown over, diversions, tracks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct import Engine, InputError, SeveralMistakes, UnknownName
from safeconduct.answers import Mistakes
from safeconduct.itineraries import Itinerary, StopQuestion, itinerary, question_of

ENGINE: Final = Engine.load(today=lambda: date(2026, 11, 28))


@pytest.fixture(scope="module")
def to_budapest() -> Itinerary:
    """The flight to Budapest of April 2025, on the shortest line."""
    return ENGINE.itinerary(["TLV", "BUD"], person="netanyahu", on="2025-04-03")


def test_the_riskiest_point_comes_first(to_budapest: Itinerary) -> None:
    """A duty at the destination stands before everything that is flown over."""
    first = to_budapest.points[0]
    assert (first.place.id, first.outcome, first.at) == ("HUN", "must_arrest", ("stop 2",))
    assert to_budapest.headline.endswith("2,166 km: must arrest in Hungary.")


def test_each_point_is_what_the_question_about_it_says(to_budapest: Itinerary) -> None:
    """The outcome at each place is that of the same question, put alone."""
    for one in to_budapest.points:
        alone = ENGINE.travel_risk(
            "benjamin-netanyahu",
            one.place.id,
            on=one.on,
            presence=one.presence,
            purpose=one.purpose,  # type: ignore[arg-type]
        )
        assert (one.outcome, one.contested, one.headline) == (
            alone.outcome,
            alone.contested,
            alone.headline,
        )


def test_an_overflight_is_no_landing(to_budapest: Itinerary) -> None:
    """Over Bulgaria there is no duty; after a landing there would be one."""
    (over,) = (one for one in to_budapest.legs[0].crossings if one.place.id == "BGR")
    assert (over.outcome, over.if_landed) == ("may_arrest", "must_arrest")


def test_stops_between_the_ends_are_in_transit() -> None:
    """Unless it is said otherwise; days go on from stop to stop."""
    found = ENGINE.itinerary(
        ["TLV", StopQuestion("BUD", on="2025-04-03"), "JFK"], person="netanyahu", on="2025-04-02"
    )
    assert [stop.presence for stop in found.stops] == ["ground", "airside", "ground"]
    assert [stop.on.day for stop in found.stops] == [2, 3, 3]
    assert [leg.on.day for leg in found.legs] == [2, 3]


def test_a_state_aircraft_is_not_boarded() -> None:
    """Aboard one an arrest needs consent; at the gate it does not."""
    found = ENGINE.itinerary(
        ["TLV", "SNN", "JFK"], person="netanyahu", on="2026-11-20", state_aircraft=True
    )
    by_stop = {at: one for one in found.points for at in one.at}
    assert by_stop["stop 2"].execution == "blocked"
    assert by_stop["stop 3"].execution != "blocked"


def test_without_a_person_the_places_are_told() -> None:
    """Geography alone: no point, no outcome, the same kilometres."""
    found = ENGINE.itinerary(["TLV", "BUD"])
    assert found.points == ()
    assert all(one.outcome is None for one in found.legs[0].crossings)
    assert found.explain().splitlines()[0].endswith("2,166 km.")


def test_a_code_is_an_airport_and_a_place_is_said() -> None:
    """ARM is Armidale; Armenia is `place:ARM`."""
    found = ENGINE.itinerary(["ARM", "place:ARM", "airport:EVN", "47.44,19.26"])
    assert [stop.place.id for stop in found.stops] == ["AUS", "ARM", "ARM", "HUN"]


def test_a_track_takes_the_place_of_the_shortest_line() -> None:
    """Its days are those of its times."""
    rows = ["time,lat,lon", "2025-04-02T22:00Z,32.01,34.89", "2025-04-03T00:30Z,40.0,26.0"]
    track = "\n".join([*rows, "2025-04-03T02:00Z,47.44,19.26"])
    found = ENGINE.itinerary(person="netanyahu", track=track, track_format="csv")
    (leg,) = found.legs
    assert leg.given
    assert [stop.place.id for stop in found.stops] == ["ISR", "HUN"]
    assert {one.on for one in leg.crossings} == {date(2025, 4, 2), date(2025, 4, 3)}


def test_diversions_are_near_and_told_apart() -> None:
    """Each airport is as near as asked, and has the outcome of a landing."""
    found = ENGINE.itinerary(["TLV", "BUD"], person="netanyahu", on="2025-04-03", diversions_km=25)
    near = found.legs[0].diversions
    assert all(one.kilometres <= 25 for one in near)
    assert {one.airport: one.outcome for one in near}["PFO"] == "must_arrest"
    assert [one.at_km for one in near] == sorted(one.at_km for one in near)


def test_geojson_is_cut_at_the_antimeridian() -> None:
    """RFC 7946, 3.1.9: no line runs around the whole map."""
    found = ENGINE.itinerary(["AKL", "LAX"]).geojson()
    (line,) = (one["geometry"] for one in found["features"] if "MultiLine" in str(one))
    assert len(line["coordinates"]) == 2
    for part in line["coordinates"]:
        assert all(abs(a[0] - b[0]) < 180 for a, b in zip(part, part[1:], strict=False))


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ({}, {"stops"}),
        ({"stops": ["TLV"]}, {"stops"}),
        ({"stops": ["TLV", "Hungary"]}, {"stops.1.at"}),
        ({"stops": ["TLV", "QQQ"], "person": "nobody"}, {"stops.1.at", "person"}),
        ({"stops": ["91,0", "JFK"], "on": "2025-02-30"}, {"stops.0.at", "on"}),
        ({"stops": ["TLV"] * 51}, {"stops"}),
        ({"stops": ["TLV", {"at": "BUD", "on": "2025-01-01"}], "on": "2025-01-02"}, {"stops.1.on"}),
        ({"stops": ["TLV", {"on": "2025-01-01"}]}, {"stops.1.at"}),
        ({"stops": ["TLV", {"at": "BUD", "presence": "flying"}]}, {"stops.1.presence"}),
        ({"stops": ["TLV", 5], "purpose": 3}, {"stops.1", "purpose"}),
        ({"stops": ["TLV", "BUD"], "diversions_km": 501}, {"diversions_km"}),
        ({"stops": ["TLV", "BUD"], "diversions_km": True}, {"diversions_km"}),
        ({"stops": ["TLV", "BUD"], "persn": "putin"}, {"persn"}),
        ({"track": "", "track_format": "csv"}, {"track"}),
        ({"stops": ["0,0", "0,180"]}, {"track"}),
    ],
)
def test_every_mistake_is_told_at_once(asked: dict[str, Any], fields: set[str]) -> None:
    """With the field that it is about."""
    mistakes = Mistakes()
    question = question_of(asked, mistakes)
    with pytest.raises((InputError, SeveralMistakes, UnknownName)) as caught:
        itinerary(ENGINE, question, mistakes)
    error = caught.value
    told = error.mistakes if isinstance(error, SeveralMistakes) else (error,)
    assert {one.field for one in told} == fields


_CODES = st.sampled_from(["TLV", "BUD", "JFK", "SVO", "PEK", "GIG", "AKL", "LAX", "EZE", "NRT"])


@given(st.lists(_CODES, min_size=2, max_size=4))
def test_kilometres_add_up(stops: list[str]) -> None:
    """Stretches make up legs, and legs the way."""
    found = ENGINE.itinerary(stops)
    assert found.kilometres == pytest.approx(sum(leg.kilometres for leg in found.legs))
    for leg in found.legs:
        assert leg.kilometres == pytest.approx(sum(one.kilometres for one in leg.crossings))
        assert [one.start_km for one in leg.crossings][1:] == pytest.approx(
            [one.end_km for one in leg.crossings][:-1]
        )


def test_a_city_with_several_airports_is_asked_back() -> None:
    """Though the name of a main city means its State elsewhere."""
    with pytest.raises(UnknownName, match="may mean") as caught:
        ENGINE.itinerary(["TLV", "London"])
    assert {"LHR", "LGW"} <= {one.id for one in caught.value.suggestions}
    with pytest.raises(InputError, match="names a place"):
        ENGINE.itinerary(["TLV", "Hungary"])


def test_stretches_have_their_times() -> None:
    """By the times of a track, evenly between its positions; over ±180° as anywhere."""
    rows = ["time,lat,lon", "2026-01-01T22:00Z,0,170", "2026-01-01T23:00Z,0,179"]
    track = "\n".join([*rows, "2026-01-02T01:00Z,0,-172"])
    (leg,) = ENGINE.itinerary(track=track, track_format="csv").legs
    entered = [one.entered for one in leg.crossings]
    assert all(one is not None for one in entered)
    assert entered == sorted(entered)  # type: ignore[type-var]  # none is None
    assert entered[0] == datetime(2026, 1, 1, 22, tzinfo=UTC)
    assert sum(one.minutes for one in leg.crossings) == pytest.approx(180, abs=0.5)
    assert [one.on for one in leg.crossings] == [one.date() for one in entered if one]


def test_without_a_track_minutes_are_those_of_an_airliner() -> None:
    """At a usual speed, and no time of the day."""
    (leg,) = ENGINE.itinerary(["TLV", "BUD"]).legs
    assert {one.entered for one in leg.crossings} == {None}
    minutes = sum(one.minutes for one in leg.crossings)
    assert minutes == pytest.approx(leg.kilometres / 850 * 60, abs=0.5)
