"""Airports: codes and names, corrections, and that each lies in its State."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from safeconduct import InputError, UnknownName
from safeconduct.geography import Airport, airport
from safeconduct.geography.airports import airports, capital_airport, main_airport
from safeconduct.records import load_world

TABLE = Path(__file__).parents[2] / "fixtures" / "geography" / "airports.csv"
with TABLE.open(encoding="utf-8", newline="") as file:
    CORRECTIONS = {row["iata"]: row for row in csv.DictReader(file)}

NAMES = TABLE.parents[1] / "names" / "airports.csv"
WORLD = load_world()
PLACES = {place.alpha2: place for place in WORLD.places.values() if place.alpha2}


def _states(place: str) -> set[str]:
    """Return the place itself and the States that are responsible for it today."""
    return {place} | {one.state for one in WORLD.places[place].responsible if one.until is None}


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("BUD", "BUD", "HUN"),
        ("bud", "BUD", "HUN"),
        ("LHBP", "BUD", "HUN"),
        ("airport:BUD", "BUD", "HUN"),
        (" Airport: LHBP ", "BUD", "HUN"),
        ("Budapest", "BUD", "HUN"),
        ("Budapest Ferenc Liszt International Airport", "BUD", "HUN"),
        ("London Heathrow", "LHR", "GBR"),
        ("Ulaanbaatar", "UBN", "MNG"),
        ("ARM", "ARM", "AUS"),  # a State as well: Armenia
        ("airport:ARM", "ARM", "AUS"),
        ("SIP", "SIP", "crimea"),
        ("ECN", "ECN", "northern-cyprus"),
        ("PRN", "PRN", "XKX"),
        ("EUN", "EUN", "ESH"),
        ("VIL", "VIL", "ESH"),
        ("HGA", "HGA", "somaliland"),
        ("GZA", "GZA", "gaza"),
        ("JRS", "JRS", "east-jerusalem"),
        ("FRU", "BSZ", "KGZ"),  # what it was called before
        ("TSE", "NQZ", "KAZ"),
        ("BTZ", "BTZ", "THA"),
        ("GVA", "GVA", "CHE"),
        ("BSL", "BSL", "FRA"),
        ("ETM", "ETM", "ISR"),
        ("CAY", "CAY", "GUF"),
        ("LYR", "LYR", "SJM"),
        ("TE17", "TE17", "USA"),  # no IATA code
    ],
)
def test_an_airport_is_found(text: str, code: str, place: str) -> None:
    """By its code of three or four letters, its name, or its city."""
    found = airport(text)
    assert (found.code, found.place) == (code, place)


@pytest.mark.parametrize("code", [code for code, row in CORRECTIONS.items() if row["lat"]])
def test_what_the_table_has_wrong_is_corrected(code: str) -> None:
    """Each has the coordinates of its correction, and says where they are from."""
    found = airport(code)
    assert f"{found.latitude:g}" == f"{float(CORRECTIONS[code]['lat']):g}"
    assert f"{found.longitude:g}" == f"{float(CORRECTIONS[code]['lon']):g}"
    assert found.source == CORRECTIONS[code]["source"] == "ourairports-2022"


def test_each_airport_lies_in_its_state() -> None:
    """The place of its coordinates is of the State that the table names, or a row says why not."""
    wrong = {}
    for code in airports():
        found = airport(code)
        corrected = CORRECTIONS.get(code, {}).get("place")
        country = PLACES[found.country].id
        if found.place != corrected and not _states(found.place) & _states(country):
            wrong[code] = (found.place, found.country)
    assert wrong == {}


def test_each_correction_is_needed() -> None:
    """A row that the table or the outlines no longer need is found out."""
    import airportsdata

    from safeconduct.geography import Airspace

    table = airportsdata.load("IATA")
    airspace = Airspace.load()
    for code, row in CORRECTIONS.items():
        if row["same_as"] or code not in table:
            assert code not in table
        elif row["place"]:
            found = airspace.at(table[code]["lon"], table[code]["lat"]).place
            country = PLACES[table[code]["country"]].id
            assert row["place"] != found or found != country, code
        else:
            there = (table[code]["lat"], table[code]["lon"])
            assert max(abs(float(row["lat"]) - there[0]), abs(float(row["lon"]) - there[1])) > 0.1


def test_there_are_as_many_as_the_table_has() -> None:
    """Nothing is lost by correcting: every IATA code of the table is one airport."""
    import airportsdata

    assert set(airports()) == set(airportsdata.load("IATA")) | {"GZA", "JRS"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("London", "'London' may mean London Airport (YXU, CA), London"),
        ("Heathrow", "'Heathrow' is not an airport that is known. Did you mean London Heathrow"),
        ("XQZ", "'XQZ' is not an airport that is known"),
        ("nowhere at all", "'nowhere at all' is not an airport that is known"),
    ],
)
def test_what_is_no_airport_or_several_is_asked_back(text: str, said: str) -> None:
    """Nothing is guessed; what may be meant is named."""
    with pytest.raises(UnknownName) as caught:
        airport(text)
    assert str(caught.value).startswith(said)
    assert caught.value.field == "airport"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "airport '': is empty"),
        ("airport: ", "airport 'airport: ': is empty"),
        ("x" * 201, "has more than 200 characters"),
        (None, "airport: nothing is given; expected text"),
        (5, "airport '5': is of type int, not text"),
    ],
)
def test_what_cannot_be_a_name(text: str, said: str) -> None:
    """The error says what would be right."""
    with pytest.raises(InputError) as caught:
        airport(text)
    assert said in str(caught.value)
    assert "an IATA code such as BUD" in str(caught.value)


def test_elsewhere_a_code_of_an_airport_is_refused_by_name() -> None:
    """As a place it is none; the error names the airport and suggests where it is in."""
    from safeconduct import Engine

    with pytest.raises(UnknownName) as caught:
        Engine.load().travel_risk("netanyahu", "BUD", on="2025-04-02")
    assert str(caught.value) == (
        "'BUD' is an airport, Budapest Ferenc Liszt International Airport, not a place. "
        "Did you mean Hungary?"
    )
    assert [near.id for near in caught.value.suggestions] == ["HUN"]


def test_the_names_of_airports_are_those_of_the_table() -> None:
    """What the resolver of names reads without the extra is what the extra says."""
    with NAMES.open(encoding="utf-8", newline="") as table:
        named = list(csv.DictReader(table))
    assert [row["code"] for row in named] == [*airports()]
    for row in named:
        found = airport(f"airport:{row['code']}")
        assert (row["name"], row["place"]) == (found.name, found.place)


def test_an_airport_cannot_be_changed() -> None:
    """It is frozen and can be told as JSON."""
    found = airport("BUD")
    with pytest.raises(ValueError, match="frozen"):
        found.place = "AUT"  # type: ignore[misc]
    assert Airport.model_validate_json(found.model_dump_json()) == found


def test_the_main_airport_of_a_city_is_in_its_table() -> None:
    """Each is a known airport; what is not in the table is found as ever."""
    with (TABLE.parent / "main_airports.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found, chosen = main_airport(row["city"].upper())
            assert (found, chosen) == (airport(row["airport"]), True)
    assert main_airport("Budapest") == (airport("BUD"), False)
    with pytest.raises(UnknownName, match="may mean"):
        main_airport("Hyderabad")


def test_the_airport_of_a_capital_lies_in_its_place() -> None:
    """Of nearly every State, and of nobody else's."""
    with (TABLE.parent / "capital_airports.csv").open(encoding="utf-8", newline="") as file:
        found = {row["place"]: row["airport"] for row in csv.DictReader(file)}
    for place, code in found.items():
        there = capital_airport(place)
        assert there is not None
        assert (there.place, there.code) == (place, code)
    members = {one.id for one in WORLD.states.values() if one.un_status == "member"}
    assert members - set(found) == {"AND", "KHM", "LIE", "MCO", "SMR"}
    assert capital_airport("crimea") is None
