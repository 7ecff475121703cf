"""Practice and precedent beside the law: counted, listed, ranked, and never a prediction."""

from __future__ import annotations

import random
import re
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct import Assessment, Engine
from safeconduct.answers.document import Premise
from safeconduct.base.dates import first_day, last_day
from safeconduct.case.terms import Outcome
from safeconduct.questions.arrest_on_travel.practice.comparable import MOST_LISTED
from safeconduct.questions.arrest_on_travel.practice.offices import (
    OfficeGroup,
    group_of,
    group_on_record,
)
from safeconduct.questions.arrest_on_travel.practice.past import body_of
from safeconduct.questions.arrest_on_travel.practice.postings import Postings, most
from safeconduct.questions.arrest_on_travel.practice.precedents import MOST, Precedents
from safeconduct.records.models import Stance

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def tajikistan(engine: Engine) -> Assessment:
    return engine.travel_risk("vladimir-putin", "TJK")


def test_journeys_of_serving_heads_to_parties(engine: Engine, tajikistan: Assessment) -> None:
    """The engine's law on each day finds the journeys that the record marks as such."""
    marked = [
        visit
        for visit in engine.world.tables.visits
        if visit.kind == "visit"
        and visit.counted_in_base_rate
        and visit.serving_head
        and visit.host_party_on_date
        and visit.warrant_public_on_date
    ]
    found = tajikistan.practice.comparable
    assert found is not None
    assert (found.outcome, found.serving_head) == (Outcome.MUST_ARREST, True)
    assert found.visits == len(marked)
    assert found.persons == len({visit.person for visit in marked})


def test_the_caveat_is_computed_from_the_counts(engine: Engine, tajikistan: Assessment) -> None:
    """That most of the journeys are one person's is said with the numbers."""
    found = tajikistan.practice.comparable
    assert found is not None
    bashir = engine.world.persons["omar-al-bashir"].name
    assert f"19 of the {found.visits} are journeys of one person, {bashir}." in found.caveat


def test_counts_add_up(engine: Engine) -> None:
    """Every journey is without an arrest, with one, or a surrender; listed or counted."""
    source = random.Random(3)
    persons, places = sorted(engine.world.persons), sorted(engine.world.places)
    seen = 0
    for _ in range(150):
        day = date.fromordinal(source.randrange(733_000, TODAY.toordinal()))
        answer = engine.travel_risk(source.choice(persons), source.choice(places), on=day)
        found = answer.practice.comparable
        if found is None:
            continue
        seen += 1
        assert found.outcome is answer.outcome
        assert found.visits == found.not_arrested + found.arrested + found.surrendered
        assert found.visits == len(found.listed) + found.unlisted
        assert len(found.listed) <= MOST_LISTED
        assert found.persons <= found.visits
        assert all(visit.start and first_day(visit.start) < day for visit in found.listed)
        starts = [first_day(visit.start or "") for visit in found.listed]
        assert starts == sorted(starts, reverse=True)
    assert seen


def test_voluntary_surrenders_are_counted_apart(engine: Engine) -> None:
    """Nobody who went to the Court by choice is counted as arrested on a journey."""
    arrested = surrendered = 0
    for outcome_day in ("2026-11-24",):
        for place in ("FRA", "KAZ", "NLD"):
            found = engine.travel_risk("joseph-kony", place, on=outcome_day).practice.comparable
            assert found is not None
            arrested += found.arrested
            surrendered += found.surrendered
            for visit in found.listed:
                if visit.voluntary_surrender:
                    assert found.surrendered
    assert arrested


def test_no_share_and_no_prediction(engine: Engine, tajikistan: Assessment) -> None:
    """Counts in words: no percentage, no interval, no rate, no chance."""
    told = tajikistan.explain()
    start = told.index("Practice, apart from the law")
    block = told[start : told.index("\n\n", start)]
    assert not re.search(r"%|per cent|percent|probab|likel|chance|interval|rate\b", block)
    assert "predict nothing" in block


def test_the_journey_asked_about_is_not_its_own_precedent(engine: Engine) -> None:
    """What began on the asked day or later is not counted, and counts grow with the days."""
    before = engine.travel_risk("vladimir-putin", "MNG", on="2024-09-02").practice.comparable
    after = engine.travel_risk("vladimir-putin", "MNG", on="2024-09-03").practice.comparable
    assert before is not None
    assert after is not None
    assert after.visits == before.visits + 1
    assert after.listed[0].state == "MNG"


def test_the_same_kind_of_office(engine: Engine) -> None:
    """A person without an office is compared with such persons."""
    found = engine.travel_risk("joseph-kony", "FRA").practice.comparable
    assert found is not None
    assert found.serving_head is False
    assert "who were not serving heads" in found.says


def test_an_assumed_office_counts(engine: Engine) -> None:
    """Out of office by assumption, so compared with persons out of office."""
    answer = engine.what_if(
        "vladimir-putin", "MNG", on="2024-09-02", assume={"person.office": "none"}
    )
    assert answer.practice.comparable is not None
    assert answer.practice.comparable.serving_head is False


@pytest.mark.parametrize(
    ("person", "place", "on", "presence"),
    [
        ("vladimir-putin", "MNG", "2024-09-02", "overflight"),
        ("vladimir-putin", "MNG", "2022-09-02", "ground"),
    ],
)
def test_nothing_to_compare(
    engine: Engine, person: str, place: str, on: str, presence: str
) -> None:
    """Not on the ground, or without a warrant in force: nothing is counted."""
    answer = engine.travel_risk(person, place, on=on, presence=presence)
    assert answer.practice.comparable is None


def test_another_reading_of_the_law_compares_other_journeys(engine: Engine) -> None:
    """What the law said on the day of each is judged by the readings of the question."""
    answer = engine.travel_risk("vladimir-putin", "MNG", profile="african-union")
    found = answer.practice.comparable
    assert found is not None
    assert found.outcome is Outcome.MUST_NOT_ARREST
    assert found.visits > 22


def test_stances_are_those_in_force(engine: Engine) -> None:
    """Only what was said by that day, and of each body only the latest."""
    for stance in engine.world.tables.stances:
        if stance.person is None or stance.state not in engine.world.places:
            continue
        day = last_day(stance.on)
        answer = engine.travel_risk(stance.person, stance.state, on=day)
        told = [engine.world.records[id_] for id_ in answer.practice.stances]
        said = [one for one in told if isinstance(one, Stance)]
        assert len(said) == len(told)
        assert len({body_of(one) for one in said}) == len(said)
        assert all(last_day(one.on) <= day for one in said)
        assert [last_day(one.on) for one in said] == sorted(last_day(one.on) for one in said)


def test_a_later_stance_of_the_same_body_replaces_an_earlier_one(engine: Engine) -> None:
    """Wherever a body spoke twice, only the later stance is left."""
    latest: dict[tuple[str, str | None, str], list[Stance]] = {}
    for stance in engine.world.tables.stances:
        latest.setdefault((stance.state, stance.person, body_of(stance)), []).append(stance)
    for (state, person, _), stances in latest.items():
        if len(stances) < 2 or person is None:
            continue
        stances.sort(key=lambda one: (last_day(one.on), one.id))
        shown = {*engine.travel_risk(person, state).practice.stances}
        assert stances[-1].id in shown
        assert not shown & {one.id for one in stances[:-1]}


@pytest.mark.parametrize(
    ("by", "body"),
    [
        ("prime minister De Croo", "prime minister"),
        ("foreign ministry", "foreign ministry"),
        ("Federal Office of Justice", "federal office of justice"),
        ("president Lula", "president"),
    ],
)
def test_the_body_without_the_name(engine: Engine, by: str, body: str) -> None:
    """Whoever holds an office speaks for the same body."""
    stance = engine.world.tables.stances[0].model_copy(update={"by": by})
    assert body_of(stance) == body


def test_the_ruling_on_the_very_case_comes_first(engine: Engine) -> None:
    """Same person, State, situation, office and source of the duty; and given later."""
    answer = engine.travel_risk("vladimir-putin", "MNG", on="2024-09-02")
    first = answer.precedents[0]
    assert {one.premise for one in first.shared} >= {
        Premise.PERSON,
        Premise.STATE,
        Premise.SITUATION,
        Premise.OFFICE,
        Premise.SOURCE_OF_DUTY,
    }
    assert first.later
    assert first.on == date(2024, 10, 24)
    assert first.decided
    assert not engine.travel_risk("vladimir-putin", "MNG").precedents[0].later


def test_precedents_are_ranked_by_what_they_share(engine: Engine) -> None:
    """At most five, each sharing two premises or more, the most alike first."""
    source = random.Random(5)
    persons, places = sorted(engine.world.persons), sorted(engine.world.places)
    for _ in range(150):
        day = date.fromordinal(source.randrange(733_000, TODAY.toordinal()))
        answer = engine.travel_risk(source.choice(persons), source.choice(places), on=day)
        counts = [len(one.shared) for one in answer.precedents]
        assert len(counts) <= MOST
        assert counts == sorted(counts, reverse=True)
        assert all(count >= 2 for count in counts)
        assert all(one.later is (one.on > day) for one in answer.precedents)
        for one in answer.precedents:
            premises = [shared.premise for shared in one.shared]
            assert len(premises) == len(set(premises))


def test_no_ruling_that_shares_more_is_left_out(engine: Engine) -> None:
    """Ranked from all rulings, one after the other: by what is shared, then by day, then by id."""
    precedents = Precedents(engine.world, engine.rulebase)
    source, found = random.Random(6), 0
    persons, places = sorted(engine.world.persons), sorted(engine.world.places)
    for _ in range(150):
        day = date.fromordinal(source.randrange(733_000, TODAY.toordinal()))
        query = engine.query(source.choice(persons), source.choice(places), on=day)
        of_state = engine.reasoner.determinations(query)[0]
        case = precedents._case(query, of_state)
        counted = [(len(list(precedents._shared(case, one))), one) for one in precedents._premises]
        alike = sorted(
            ((count, one) for count, one in counted if count >= 2),
            key=lambda it: (-it[0], -it[1].on.toordinal(), it[1].id),
        )
        told = precedents.of(query, of_state)
        assert [one.record for one in told] == [one.id for _, one in alike[:MOST]]
        found += len(told)
    assert found > 100


MEMBERS = 9


@given(st.lists(st.lists(st.sampled_from("abcde")), max_size=MEMBERS), st.data())
def test_sets_of_members_are_counted_at_once(members: list[list[str]], data: st.DataObject) -> None:
    """As they would be one by one."""
    asked = data.draw(st.lists(st.lists(st.sampled_from("abcdef"), max_size=3), max_size=8))
    least, count = data.draw(st.integers(1, 4)), data.draw(st.integers(0, MEMBERS))
    postings = Postings(members)
    sets = [postings.sharing(one) for one in asked]
    times = [sum(bool(set(one) & set(has)) for one in asked) for has in members]
    ranked = sorted(range(len(members)), key=lambda member: (-times[member], member))
    expected = [member for member in ranked if times[member] >= least][:count]
    assert most(sets, least, count) == expected


def test_a_duty_by_the_council(engine: Engine) -> None:
    """Sudan was bound by the Council; rulings on such duties share that premise."""
    answer = engine.travel_risk("ahmad-muhammad-harun", "SDN", on="2010-06-01")
    told = [one.says for ruling in answer.precedents for one in ruling.shared]
    assert "the same source of the duty: by council" in told


def test_an_issue_is_shared_by_its_provisions(engine: Engine) -> None:
    """Where the outcome turns on immunity, rulings by the same provisions are like the case."""
    answer = engine.travel_risk("omar-al-bashir", "JOR", on="2017-03-29")
    shared = [one for ruling in answer.precedents for one in ruling.shared]
    issues = [one.says for one in shared if one.premise is Premise.ISSUE]
    assert any("personal immunity" in one for one in issues)


def test_rulings_not_yet_public_are_not_precedents(engine: Engine) -> None:
    """Asked as known before the ruling on Mongolia, it does not exist."""
    answer = engine.travel_risk("vladimir-putin", "MNG", on="2024-09-02", known_on="2024-09-02")
    told = [answer.records[one.record] for one in answer.precedents]
    assert all(one.public_on <= date(2024, 9, 2) for one in told)


def test_the_explanation_marks_later_rulings(engine: Engine) -> None:
    """In words, with what is shared."""
    told = engine.travel_risk("vladimir-putin", "MNG", on="2024-09-02").explain()
    assert "(after the day asked about)." in told
    assert "Shared: the same person, Vladimir Vladimirovich Putin; the same State, Mongolia" in told


def test_kinds_of_office(engine: Engine) -> None:
    """Uncertain between two kinds is not known; the record knows the day."""
    assert group_of(["head_of_state", "head_of_government"]) is OfficeGroup.HEAD
    assert group_of(["head_of_state", "none"]) is None
    world = engine.world
    assert group_on_record(world, "omar-al-bashir", date(2015, 6, 14)) is OfficeGroup.HEAD
    assert group_on_record(world, "omar-al-bashir", date(2020, 6, 14)) is OfficeGroup.NONE


def test_the_record_agrees_on_serving_heads(engine: Engine) -> None:
    """The mark on a journey is what the record of offices says of its first day."""
    for visit in engine.world.tables.visits:
        if visit.start is None or visit.serving_head is None or len(visit.start) < 10:
            continue
        group = group_on_record(engine.world, visit.person, first_day(visit.start))
        if group is not None:
            assert visit.serving_head is (group is OfficeGroup.HEAD), visit.id


def test_the_past_is_kept(engine: Engine, tajikistan: Assessment) -> None:
    """The same question again gets the very same objects, so that it costs nothing."""
    again = engine.travel_risk("vladimir-putin", "TJK")
    assert again.practice.comparable is tajikistan.practice.comparable
    started = time.perf_counter()
    for _ in range(20):
        engine.travel_risk("vladimir-putin", "TJK")
    assert time.perf_counter() - started < 2
