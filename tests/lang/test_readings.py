"""Positions as they stood on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from safeconduct import Engine
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import Issue, RuleBase, Standing
from safeconduct.rulebase.readings import Readings


@pytest.fixture(scope="module")
def rulebase() -> RuleBase:
    return load_rules()


def issue(rulebase: RuleBase, name: str) -> Issue:
    return next(one for one in rulebase.issues if one.id == name)


def chosen(rulebase: RuleBase, day: str | None, name: str, profile: str = "icc") -> str:
    known_on = date.fromisoformat(day) if day else None
    found = issue(rulebase, name)
    index = Readings(rulebase, known_on).choose(rulebase.profiles[profile], found)
    return found.positions[index].id


@pytest.mark.parametrize(
    ("day", "position"),
    [
        ("2011-12-13", "court"),
        ("2014-04-08", "court"),
        ("2014-04-09", "council_waiver"),
        ("2019-05-05", "council_waiver"),
        ("2019-05-06", "court"),
        (None, "court"),
    ],
)
def test_the_courts_profile_follows_the_court(
    rulebase: RuleBase, day: str | None, position: str
) -> None:
    """The default takes what the Court held on that day."""
    assert chosen(rulebase, day, "personal-immunity") == position


def test_a_school_keeps_its_own_reading(rulebase: RuleBase) -> None:
    """Another profile does not follow the Court, unless its reading was not yet published."""
    for day in ("2012-01-01", "2017-01-01", None):
        assert chosen(rulebase, day, "personal-immunity", "african-union") == "african_union"
    assert chosen(rulebase, "2017-01-01", "personal-immunity", "france-2024") == "council_waiver"


def test_what_was_not_published_cannot_be_chosen(rulebase: RuleBase) -> None:
    """A month or year counts from its last day; where nothing was published all remain."""
    immunity = issue(rulebase, "personal-immunity")
    ids = [
        immunity.positions[i].id for i in Readings(rulebase, date(2010, 1, 1)).available(immunity)
    ]
    assert ids == ["court", "african_union"]
    later = tuple(one for one in immunity.positions if one.id != "court")
    unpublished = replace(immunity, positions=later)
    assert len(Readings(rulebase, date(2003, 1, 1)).available(unpublished)) == len(later)


def test_standing_changes_with_the_court(rulebase: RuleBase) -> None:
    """A reading that the Court gave up counts as superseded from then on."""
    immunity = issue(rulebase, "personal-immunity")
    by_id = {position.id: position for position in immunity.positions}
    then = Readings(rulebase, date(2016, 1, 1))
    assert then.standing(by_id["court"]) is Standing.COURT_SUPERSEDED
    assert then.standing(by_id["council_waiver"]) is Standing.COURT_CURRENT
    assert then.standing(by_id["african_union"]) is Standing.STATES


def test_writers_count_only_where_the_court_is_silent(rulebase: RuleBase) -> None:
    """On an open question any published reading contests another; else States and the Court."""
    readings = Readings(rulebase)
    overflight = issue(rulebase, "overflight")
    assert [readings.counts(overflight, i) for i in (0, 1)] == [True, True]
    immunity = issue(rulebase, "personal-immunity")
    counted = [p.id for i, p in enumerate(immunity.positions) if readings.counts(immunity, i)]
    assert counted == ["court", "african_union", "non_parties", "france_2024"]


def test_an_answer_as_of_an_earlier_day_rests_on_what_was_held_then(engine: Engine) -> None:
    """Jordan 2017: the Council's order then, the customary rule of 2019 now; Mongolia: reversed."""
    jordan = ("omar-al-bashir", "JOR")
    then = engine.travel_risk(*jordan, on="2017-03-29", known_on="2017-03-28")
    now = engine.travel_risk(*jordan, on="2017-03-29")
    for answer, position in ((then, "council_waiver"), (now, "court")):
        assert answer.outcome == "must_arrest"
        turn = answer.turns_on[0]
        assert [one.position for one in turn.positions if one.chosen] == [position]
    assert {one.position for one in then.turns_on[0].positions} == {
        "court",
        "council_waiver",
        "african_union",
    }
    early = engine.travel_risk("vladimir-putin", "MNG", on="2024-09-02", known_on="2024-09-01")
    assert early.outcome == "must_arrest"
    assert "france_2024" not in {one.position for one in early.turns_on[0].positions}


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("2012-04-03", Standing.ACADEMIC),
        ("2012-04-04", Standing.COURT_REPORTED),
        (None, Standing.COURT_REPORTED),
    ],
)
def test_what_the_court_is_reported_to_hold_is_never_its_current_line(
    rulebase: RuleBase, day: str | None, standing: Standing
) -> None:
    """From the day of the report it is the Court's by report, before it a reading of writers."""
    known_on = date.fromisoformat(day) if day else None
    found = issue(rulebase, "article-94")
    readings = Readings(rulebase, known_on)
    position = next(one for one in found.positions if one.id == "consultation_only")
    assert readings.standing(position) is standing


def test_the_court_is_followed_and_not_what_it_is_reported_to_hold(rulebase: RuleBase) -> None:
    """A reported decision on the same issue displaces no reading of the Court, in any order."""
    found = issue(rulebase, "conferences")
    reported = next(one for one in found.positions if one.id == "court_2026")
    lined = replace(reported, court=(("2026-06-08", None),))
    others = tuple(one for one in found.positions if one.id != "court_2026")
    changed = replace(found, positions=(lined, *others))
    readings = Readings(rulebase, date(2026, 7, 1))
    assert readings.standing(lined) is Standing.COURT_REPORTED
    index = readings.choose(rulebase.profiles["icc"], changed)
    assert changed.positions[index].id == "duty_stands"
