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


@pytest.mark.slow
def test_new_york_is_reached_through_the_strait_of_gibraltar(to_new_york: Itinerary) -> None:
    """About five per cent longer, over no State Party."""
    way = _around(to_new_york)
    assert (way.how, way.avoided_km, way.allowed) == ("around", 0, ())
    assert 4 < way.extra_percent < 6
    assert _over(to_new_york) <= {"ISR", "DZA", "MAR", "USA", "high-seas"}
    strait = [lon for lon, lat in to_new_york.legs[0].line if 35 < lat < 36.2 and -6.5 < lon < -5]
    assert strait or any(-6.5 < lon < -5 and 35 < lat < 36.2 for lon, lat in way.turns)


@pytest.mark.slow
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
        pytest.param(("VKO", "GIG"), ("parties",), (9, 12), "UKR", marks=pytest.mark.slow),
        pytest.param(("VKO", "JNB"), ("parties",), (4, 6), "TZA", marks=pytest.mark.slow),
        pytest.param(("VKO", "UBN"), ("parties",), (-0.1, 0.1), "KAZ", marks=pytest.mark.slow),
        (("JFK", "CAI"), ("European Union",), (3, 4), "FRA"),
        pytest.param(
            ("SVO", "PEK"), ("place:MNG", "Kazakhstan"), (5, 7), "KAZ", marks=pytest.mark.slow
        ),
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_an_airport_outside_within_reach() -> None:
    """What is told of it is no more than what was asked for."""
    free = _around(ENGINE.itinerary(["TLV", "JFK"], avoiding=("parties",)))
    near = _around(ENGINE.itinerary(["TLV", "JFK"], avoiding=("parties",), landing_within_km=1500))
    assert free.landing_km > 1500 >= near.landing_km
    assert near.extra_km > free.extra_km
    with pytest.raises(InputError, match="leaves no way"):
        ENGINE.itinerary(["TLV", "JFK"], avoiding=("parties",), landing_within_km=100)


@pytest.mark.parametrize(
    ("how", "field", "message"),
    [
        ({"avoiding": ("wunderland",)}, "avoiding.0", "none of what can be avoided"),
        ({"avoiding": ("partys",)}, "avoiding.0", "valid: parties"),
        ({"avoiding": ("must_arrest",)}, "avoiding.0", "no person is named"),
        ({"avoiding": ("high-seas",)}, "avoiding.0", "cannot be avoided"),
        ({"avoiding": (7,)}, "avoiding.0", "text"),
        ({"avoiding": ("parties",) * 301}, "avoiding", "at most 300"),
        ({"exposure_weight": 2}, "exposure_weight", "names none"),
        ({"avoiding": ("parties",), "exposure_weight": 0}, "exposure_weight", "out of range"),
        ({"avoiding": ("parties",), "exposure_weight": True}, "exposure_weight", "number"),
        ({"avoiding": ("parties",), "landing_within_km": 99}, "landing_within_km", "out of range"),
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


def test_a_side_that_the_mesh_makes_longer_is_found() -> None:
    """West through the Strait of Sicily is shorter than south through Libya, once pulled tight."""
    way = _around(ENGINE.itinerary(["TLV", "CMN"], on="2026-06-01", avoiding=("parties",)))
    assert way.how == "around"
    assert way.extra_percent < 2


@pytest.mark.slow
def test_an_end_that_the_outlines_have_elsewhere_can_be_left() -> None:
    """Eilat's airport stands some hundred metres into Jordan on them; Jordan can be avoided."""
    found = ENGINE.itinerary(["ETM", "JFK"], avoiding=("parties",), on="2026-06-01")
    way = _around(found)
    assert (way.how, way.avoided_km) == ("around", 0)
    assert found.legs[0].line[0] == pytest.approx((35.0114, 29.7237), abs=0.02)
    over = sum(one.kilometres for one in found.legs[0].crossings if one.place.id == "JOR")
    assert over < 5


@pytest.mark.slow
def test_what_is_told_of_exposure_is_what_is_flown_over() -> None:
    """There and back the same, and the sum of the stretches."""
    stops, on = ["SVO", "HAV"], "2025-09-25"
    found = [
        ENGINE.itinerary(ends, on=on, avoiding=("parties",), exposure_weight=0.3)
        for ends in (stops, stops[::-1])
    ]
    for one in found:
        avoided = {place.id for place in _around(one).avoided}
        over = sum(each.kilometres for each in one.legs[0].crossings if each.place.id in avoided)
        assert _around(one).avoided_km == pytest.approx(over, abs=0.1)
    assert _around(found[0]).avoided_km == pytest.approx(_around(found[1]).avoided_km, rel=0.001)


@pytest.mark.slow
def test_who_is_enclosed_is_told_with_whom() -> None:
    """Liechtenstein borders on Switzerland, which can be avoided as little as it."""
    found = ENGINE.itinerary(["47.14,9.52", "0,-20"], avoiding=("AUT", "DEU", "FRA", "ITA"))
    says = _around(found).says
    assert "Liechtenstein, with Switzerland, is enclosed by Austria, France, Germany and" in says


def test_both_ends_within_one_enclosure_are_joined() -> None:
    """From Zurich to Geneva nobody has to leave Switzerland."""
    found = ENGINE.itinerary(["ZRH", "GVA"], avoiding=("AUT", "DEU", "FRA", "ITA"))
    assert _around(found).how in ("around", "least_exposed")
    assert _around(found).enclosed is None


def test_where_nothing_is_to_be_avoided_no_way_is_said_to_be_around() -> None:
    """Of a place that only the leg's end lies in, and of nobody's duty."""
    found = ENGINE.itinerary(["MSU", "CPT"], avoiding=("ZAF",))
    assert _around(found).says.startswith("Nothing is to be avoided on that day but where the leg")
    assert "around" not in found.headline
    free = ENGINE.itinerary(
        ["CDG", "JFK"], person="laurent-gbagbo", on="2022-06-01", avoiding=("must_arrest",)
    )
    assert _around(free).says == "Nothing is to be avoided on that day."


@pytest.mark.slow
def test_a_limit_that_leaves_no_way_says_which_would() -> None:
    """The distance as far as the way without a limit gets."""
    with pytest.raises(InputError, match="as far as the way without it gets") as caught:
        ENGINE.itinerary(["TLV", "JFK"], avoiding=("parties",), landing_within_km=150)
    assert caught.value.field == "landing_within_km"


@pytest.mark.parametrize("word", ["PARTIES", " Parties ", "parties"])
def test_words_are_read_in_any_case(word: str) -> None:
    """And a place with or without its prefix."""
    found = ENGINE.itinerary(["VIE", "BUD"], avoiding=(word, "PLACE:mng", "nato"))
    assert {"MNG", "USA", "FRA"} <= {one.id for one in _around(found).avoided}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (None, "a list of what to avoid"),
        ("parties", "a list of what to avoid"),
        (7, "a list of what to avoid"),
        (("UN",), "place:"),
        (("place:NATO",), "none of what can be avoided"),
    ],
)
def test_what_is_no_list_or_means_several(given: Any, message: str) -> None:
    """An error that names the field and what would be right."""
    with pytest.raises(InputError, match=message):
        ENGINE.itinerary(["TLV", "JFK"], avoiding=given)


def test_a_number_of_any_size_is_refused() -> None:
    """Also one that no floating-point number can hold."""
    for field in ("exposure_weight", "landing_within_km", "diversions_km"):
        with pytest.raises((InputError, SeveralMistakes), match=field):
            ENGINE.itinerary(["TLV", "JFK"], avoiding=("parties",), **{field: 10**400})


def test_an_airport_in_reach_cannot_be_asked_for_where_all_are_avoided() -> None:
    """The field is what is avoided, as everything is."""
    every = tuple(f"place:{one}" for one in ENGINE.world.places if one != "high-seas")
    with pytest.raises(InputError) as caught:
        ENGINE.itinerary(["0,-20", "0,-25"], avoiding=every, landing_within_km=500)
    assert caught.value.field == "avoiding"
