"""Guests times places: the worked cases, the order, the bounds, and everything wrong at once."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from safeconduct import Engine, InputError, Reception, SeveralMistakes, UnknownName, Venues
from safeconduct.base.yaml12 import load

FILE: Final = Path(__file__).parent / "cases.yaml"
CASES: Final[dict[str, list[dict[str, Any]]]] = load(FILE.read_text("utf-8"), file=FILE.name).value


def says(case: dict[str, Any]) -> str:
    return str(case["says"])


@pytest.mark.parametrize("case", CASES["meetings"], ids=says)
def test_the_host_of_a_meeting_on_record(engine: Engine, case: dict[str, Any]) -> None:
    """Who announced it, on which days, and what the law asks of that host."""
    found = engine.venues([case["guest"]], summits=[case["summit"]])
    (venue,) = found.venues
    (guest,) = venue.guests
    first, _, last = str(case["days"]).partition("/")
    assert (venue.place.id, str(venue.on), str(venue.until)) == (
        case["place"],
        first,
        last or first,
    )
    assert (venue.exact, venue.online) == (case.get("exact", True), case.get("online", False))
    assert venue.projected == found.projected == case.get("projected", False)
    assert guest.outcome == case["outcome"]
    assert guest.contested == case.get("contested", guest.contested)
    assert list(guest.grounds) == case.get("grounds", [])
    assert venue.because_of == (case["summit"],)
    assert found.records[case["summit"]].sources


@pytest.mark.parametrize("case", CASES["rankings"], ids=says)
def test_the_members_of_an_organisation(engine: Engine, case: dict[str, Any]) -> None:
    """Those who belong to it on the day, by the criterion; none is dropped."""
    days = {name: str(case[name]) for name in ("on", "until") if name in case}
    found = engine.venues(case["guests"], organisation=case["organisation"], **days)
    by_standing = {
        standing: {one.place.id for one in found.venues if one.standing == standing}
        for standing in found.standings
    }
    assert by_standing["no_duty"] == set(case["no_duty"])
    if "duty" in case:
        assert by_standing["duty"] == set(case["duty"])
    assert sum(found.standings.values()) == len(found.venues)
    assert all(one.because_of for one in found.venues)


def test_each_answer_is_that_of_the_single_question(engine: Engine) -> None:
    """Of one day and of several, for whatever way of being there."""
    guests, places = ("vladimir-putin", "omar-al-bashir"), ("MNG", "HUN", "JOR", "crimea")
    for until in (None, "2027-08-01"):
        found = engine.venues(guests, places=places, on="2026-11-01", until=until)
        for venue in found.venues:
            for guest in venue.guests:
                where = guest.person.id, venue.place.id
                one = engine.travel_risk(*where, on="2026-11-01", until=until)
                assert (guest.outcome, guest.contested) == (one.outcome, one.contested)
                assert (guest.on, guest.exposure, guest.grounds) == (
                    one.on,
                    one.exposure,
                    one.grounds,
                )
                for way, outcome in guest.on_the_way.items():
                    other = engine.travel_risk(
                        *where,
                        on="2026-11-01",
                        until=until,
                        presence=way,  # type: ignore[arg-type]
                    )
                    assert outcome == other.outcome


def test_what_is_undetermined_is_never_ranked_as_safe(engine: Engine) -> None:
    """Standings come in their order, and so do the counts; every place is there."""
    guests = ["benjamin-netanyahu", "vladimir-putin", "ronald-dela-rosa", "joseph-kony"]
    places = list(engine.world.places)[::6]
    found = engine.venues(guests, places=places, on="2026-11-28", purpose="un_meeting")
    order = list(found.standings)
    ranks = [(order.index(one.standing), one.must_arrest, one.undetermined) for one in found.venues]
    assert ranks == sorted(ranks)
    assert {one.place.id for one in found.venues} == set(places)
    for one in found.venues:
        outcomes = [it.outcome.value for it in one.guests]
        assert (one.standing == "no_duty") == (not {"must_arrest", "undetermined"} & {*outcomes})
    ranked = [one.rank for one in found.venues]
    assert ranked[0] == 1
    assert all(b in (a, at) for at, (a, b) in enumerate(zip(ranked, ranked[1:], strict=False), 2))


def test_everybody_who_is_wanted_at_one_place(engine: Engine) -> None:
    """The reverse: the same answers, the worst first."""
    found = engine.reception("Hungary", on="2026-11-01")
    assert {one.person.id for one in found.guests} == {
        one.person.id
        for one in engine.wanted("2026-11-01")  # type: ignore[arg-type]
    }
    assert found.outcomes == {"must_arrest": len(found.guests)}
    for one in found.guests[:5]:
        assert one.outcome == engine.travel_risk(one.person.id, "HUN", on="2026-11-01").outcome
    assert engine.reception("China", on="2026-11-01").guests[0].outcome == "may_arrest"
    assert "must be arrested in Hungary on 1 November 2026" in found.headline


def test_who_is_wanted_in_between_is_there(engine: Engine) -> None:
    """Of several days nobody is left out, who was neither wanted on the first nor on the last."""
    days = "2025-03-01", "2025-03-31"
    found = engine.reception("Germany", on=days[0], until=days[1])
    (one,) = [it for it in found.guests if it.person.id == "rodrigo-duterte"]
    assert one.outcome == "must_arrest"
    for day in days:
        assert one.person.id not in {it.person.id for it in engine.wanted(date.fromisoformat(day))}
    assert "from 1 March 2025 to 31 March 2025" in found.headline


def test_what_was_known_on_a_day(engine: Engine) -> None:
    """A meeting whose days were not public yet is somewhere in its year, others are not known."""
    found = engine.venues(["putin"], summits="SCO", known_on="2025-10-01")
    days = {one.because_of[0]: found.days(one) for one in found.venues}
    assert days["summit-sco-2026"] == "some time in 2026"
    assert days["summit-sco-2025"] == "from 31 August 2025 to 1 September 2025"
    with pytest.raises(UnknownName, match="CIS"):
        engine.venues(["putin"], summits="CIS", known_on="2025-10-01")


def test_answers_carry_what_they_rest_on(engine: Engine) -> None:
    """Digests, the disclaimer, the criterion, and a way out and in that is not made up."""
    found = engine.venues("putin, netanyahu", organisation="BRICS", on="2027-01-01")
    assert (found.world, found.rules) == (engine.world.digest, engine.rulebase.digest)
    assert found.projected
    text = found.explain()
    for part in (found.criterion, found.way, found.disclaimer, "suppose that nothing changes"):
        assert part in text
    assert Venues.model_validate(found.to_dict()) == found
    assert Venues.model_validate_json(found.to_json()).explain() == text
    assert pickle.loads(pickle.dumps(found)) == found
    assert len(list(found.table().rows)) == 10
    other = engine.reception("Brazil", on="2026-11-01")
    assert Reception.model_validate_json(other.to_json()) == other
    assert other.disclaimer in other.explain()
    assert len(list(other.table().rows)) == len(other.guests)


ONE: Final = {"organisation": "BRICS"}
WRONG: Final[list[tuple[Any, dict[str, Any], list[tuple[str, str | None]]]]] = [
    ("putinn", ONE, [("guests", "putinn")]),
    ("putin,Vladimir Putin", ONE, [("guests", "Vladimir Putin")]),
    ([], ONE, [("guests", None)]),
    (" , ", ONE, [("guests", None)]),
    (["putin"] * 10_000, ONE, [("guests", None)]),
    (5, ONE, [("guests", "5")]),
    ([5], ONE, [("guests", "5")]),
    ("putin", {}, [("places", None)]),
    ("putin", {"places": "MNG", **ONE}, [("organisation", "BRICS")]),
    ("putin", {"places": "Mongolai"}, [("places", "Mongolai")]),
    ("putin", {"places": "MNG,Mongolia"}, [("places", "Mongolia")]),
    ("putin", {"places": ["MNG"] * 251}, [("places", None)]),
    ("putin", {"organisation": "BRIX"}, [("organisation", "BRIX")]),
    ("putin", {"organisation": 7}, [("organisation", "7")]),
    ("putin", {**ONE, "on": "1999-01-01"}, [("organisation", "BRICS")]),
    ("putin", {"summits": "BRIX"}, [("summits", "BRIX")]),
    ("putin", {"summits": "SCO,summit-sco-2024"}, [("summits", "summit-sco-2024")]),
    ("putin", {"summits": "SCO", "on": "2024-01-01"}, [("on", "2024-01-01")]),
    ("putin", {**ONE, "on": "2024-02-30"}, [("on", "2024-02-30")]),
    ("putin", {**ONE, "on": "2024-02-03", "until": "2024-02-01"}, [("until", "2024-02-01")]),
    ("putin", {**ONE, "until": "2028-12-01"}, [("until", "2028-12-01")]),
    ("putin", {**ONE, "presence": "flying"}, [("presence", "flying")]),
    ("putin", {**ONE, "profile": "mine"}, [("profile", "mine")]),
    ("putin", {**ONE, "known_on": "2030-01-01"}, [("known_on", "2030-01-01")]),
    (
        "putinn",
        {"places": "Mongolai", "on": "2024-13-01", "purpose": "fun"},
        [
            ("guests", "putinn"),
            ("on", "2024-13-01"),
            ("places", "Mongolai"),
            ("purpose", "fun"),
        ],
    ),
]


@pytest.mark.parametrize(("guests", "asked", "mistakes"), WRONG)
def test_everything_wrong_is_told_at_once(
    engine: Engine, guests: Any, asked: dict[str, Any], mistakes: list[tuple[str, str | None]]
) -> None:
    """The field, the value, and what would be right."""
    with pytest.raises((InputError, UnknownName, SeveralMistakes)) as caught:
        engine.venues(guests, **asked)
    error = caught.value
    found = error.mistakes if isinstance(error, SeveralMistakes) else (error,)
    assert [(one.field, one.value) for one in found] == mistakes
    assert all(len(str(one)) > 20 for one in found)


def test_a_place_that_is_unknown_is_told(engine: Engine) -> None:
    """Of the reverse as well, with the day."""
    with pytest.raises(SeveralMistakes) as caught:
        engine.reception("Hungray", on="yesterday")
    assert [one.field for one in caught.value.mistakes] == ["place", "on"]


def test_what_lies_between_is_that_of_the_journey(engine: Engine) -> None:
    """From the capital of the guest's State to the city of the meeting, as an itinerary has it."""
    found = engine.venues("putin,netanyahu", summits="summit-sco-2025", overflown=True)
    for guest, start in zip(found.venues[0].guests, ("VKO", "TLV"), strict=True):
        way = guest.way_there
        assert way is not None
        assert (way.start_code, way.end_code) == (start, "TSN")
        whole = engine.itinerary([start, "TSN"], person=guest.person.id, on=guest.on)
        told = {one.place.id: (one.outcome, one.if_landed) for one in whole.legs[0].crossings}
        assert {one.place.id: (one.outcome, one.if_landed) for one in way.passed} == told
    assert found.way != engine.venues("putin", places="MNG", on="2024-09-02").way
    assert "must arrest after a landing in Mongolia" in found.explain()


def test_what_lies_between_is_told_only_where_both_ends_are_known(engine: Engine) -> None:
    """Not where it is not asked, nor of somebody at home, nor of a city without an airport."""
    assert (
        engine.venues("putin", places="CHN", on="2026-11-01").venues[0].guests[0].way_there is None
    )
    found = engine.venues("putin", places="RUS,crimea", on="2026-11-01", overflown=True)
    assert [one.guests[0].way_there for one in found.venues] == [None, None]
    awaza = engine.venues("putin", summits="summit-cis-2026", overflown=True)
    assert awaza.venues[0].guests[0].way_there is None


def test_too_many_ways_are_refused(engine: Engine) -> None:
    """With the number, beside all else that is wrong."""
    guests = [one.person.id for one in engine.wanted()[:5]]
    places = list(engine.world.places)[:100]
    with pytest.raises(InputError, match="would tell 500 ways") as caught:
        engine.venues(guests, places=places, on="2026-11-01", overflown=True)
    assert caught.value.field == "overflown"
