"""Journeys led around places: the known cases, what is said of them, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest

from safeconduct import Engine, InputError, SeveralMistakes, UnknownName
from safeconduct.itineraries import Itinerary, WayAround

ENGINE: Final = Engine.load(today=lambda: date(2026, 11, 28))


def _around(found: Itinerary) -> WayAround:
    way = found.legs[0].around
    assert way is not None
    return way


def _over(found: Itinerary) -> set[str]:
    return {one.place.id for one in found.legs[0].crossings}


@pytest.fixture(scope="module")
def to_new_york() -> Itinerary:
    """From Tel Aviv around all States Parties, on the day of the flight of September 2025."""
    return ENGINE.itinerary(
        ["TLV", "JFK"], person="netanyahu", on="2025-09-25", avoiding=("parties",)
    )


@pytest.fixture(scope="module")
def to_budapest() -> Itinerary:
    """To Hungary around where an arrest would be owed: there is no way."""
    return ENGINE.itinerary(
        ["TLV", "BUD"], person="netanyahu", on="2025-04-03", avoiding=("must_arrest",)
    )


def test_new_york_is_reached_through_the_strait_of_gibraltar(to_new_york: Itinerary) -> None:
    """About five per cent longer, over no State Party."""
    way = _around(to_new_york)
    assert (way.how, way.avoided_km, way.allowed) == ("around", 0, ())
    assert 4 < way.extra_percent < 6
    assert _over(to_new_york) <= {"ISR", "DZA", "MAR", "USA", "high-seas"}
    strait = [lon for lon, lat in to_new_york.legs[0].line if 35 < lat < 36.2 and -6.5 < lon < -5]
    assert strait or any(-6.5 < lon < -5 and 35 < lat < 36.2 for lon, lat in way.turns)


def test_budapest_is_enclosed(to_budapest: Itinerary) -> None:
    """Hungary has no coast, and all its neighbours would have to arrest: seen on the outlines."""
    way = _around(to_budapest)
    assert way.how == "least_exposed"
    assert way.enclosed is not None
    assert way.enclosed.id == "HUN"
    assert {one.id for one in way.enclosed_by} == {"AUT", "HRV", "ROU", "SRB", "SVK", "SVN", "UKR"}
    assert [one.id for one in way.allowed] == ["HUN"]
    assert 0 < way.avoided_km < 400
    assert "There is no way" in way.says
    assert "by the least exposed way" in to_budapest.headline
    assert way.says in to_budapest.explain()


@pytest.mark.parametrize(
    ("stops", "avoiding", "extra", "never"),
    [
        (("SVO", "PEK"), ("parties",), (4, 6), "MNG"),
        (("VKO", "GIG"), ("parties",), (9, 12), "UKR"),
        (("VKO", "JNB"), ("parties",), (4, 6), "TZA"),
        (("VKO", "UBN"), ("parties",), (-0.1, 0.1), "KAZ"),
        (("JFK", "CAI"), ("European Union",), (3, 4), "FRA"),
        (("SVO", "PEK"), ("place:MNG", "Kazakhstan"), (5, 7), "KAZ"),
    ],
)
def test_known_ways(
    stops: tuple[str, str], avoiding: tuple[str, ...], extra: tuple[float, float], never: str
) -> None:
    """How much longer they are in per cent; the end itself is allowed."""
    found = ENGINE.itinerary(stops, on="2026-06-01", avoiding=avoiding)
    way = _around(found)
    assert way.how == "around"
    assert extra[0] < way.extra_percent < extra[1]
    assert never not in _over(found)
    over = _over(found) & {one.id for one in way.avoided}
    assert not over


def test_a_way_where_a_landing_would_be_no_arrest() -> None:
    """No stretch of it is over a place where a landing would bring the outcome."""
    found = ENGINE.itinerary(
        ["SVO", "PEK"], person="putin", on="2026-06-01", avoiding=("must_arrest",)
    )
    assert all(one.if_landed != "must_arrest" for one in found.legs[0].crossings)


def test_less_exposure_for_more_kilometres() -> None:
    """A heavier weight never leads over more of what is avoided."""
    ways = [
        _around(ENGINE.itinerary(["TLV", "BUD"], avoiding=("parties",), on="2025-04-03", **how))
        for how in _weights(0.5, 3, 100)
    ]
    assert [one.how for one in ways] == ["weighed"] * 3
    exposed = [one.avoided_km for one in ways]
    assert exposed == sorted(exposed, reverse=True)
    lengths = [one.extra_km for one in ways]
    assert lengths == sorted(lengths)


def _weights(*weights: float) -> list[dict[str, Any]]:
    return [{"exposure_weight": one} for one in weights]


def test_an_airport_outside_within_reach() -> None:
    """What is told of it is no more than what was asked for."""
    free = _around(ENGINE.itinerary(["TLV", "JFK"], avoiding=("parties",)))
    near = _around(ENGINE.itinerary(["TLV", "JFK"], avoiding=("parties",), landing_within_km=1500))
    assert free.landing_km > 1500 >= near.landing_km
    assert near.extra_km > free.extra_km
    with pytest.raises(InputError, match="leaves no way"):
        ENGINE.itinerary(["TLV", "JFK"], avoiding=("parties",), landing_within_km=60)


@pytest.mark.parametrize(
    ("how", "field", "message"),
    [
        ({"avoiding": ("wunderland",)}, "avoiding.0", "nothing to avoid"),
        ({"avoiding": ("partys",)}, "avoiding.0", "nothing to avoid"),
        ({"avoiding": ("must_arrest",)}, "avoiding.0", "no person is named"),
        ({"avoiding": ("high-seas",)}, "avoiding.0", "cannot be avoided"),
        ({"avoiding": (7,)}, "avoiding.0", "text"),
        ({"avoiding": ("parties",) * 301}, "avoiding", "at most 300"),
        ({"exposure_weight": 2}, "exposure_weight", "names none"),
        ({"avoiding": ("parties",), "exposure_weight": 0}, "exposure_weight", "out of range"),
        ({"avoiding": ("parties",), "exposure_weight": True}, "exposure_weight", "number"),
        ({"avoiding": ("parties",), "landing_within_km": 9}, "landing_within_km", "out of range"),
        ({"avoiding": ("parties",), "track": "longitude,latitude\n1,2\n3,4\n",
          "track_format": "csv"}, "track", "as it was flown"),
    ],
)  # fmt: skip
def test_what_cannot_be_avoided_is_told(how: dict[str, Any], field: str, message: str) -> None:
    """By field, with what would be right."""
    stops = [] if "track" in how else ["TLV", "JFK"]
    with pytest.raises((InputError, UnknownName, SeveralMistakes)) as caught:
        ENGINE.itinerary(stops, **how)
    found = getattr(caught.value, "mistakes", (caught.value,))
    assert field in {one.field for one in found}
    assert message in str(caught.value)


def test_many_stops_are_no_search() -> None:
    """Each leg would be one."""
    with pytest.raises(InputError, match="4 at most"):
        ENGINE.itinerary(["TLV", "JFK"] * 5, avoiding=("parties",))
