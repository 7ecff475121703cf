"""Timelines, maps and what is scheduled: the same answers as single questions, seen whole."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from safeconduct import Engine, InputError, UnknownName
from safeconduct.case.periods import BEGINNING

TODAY = date(2026, 11, 24)


def test_hungary_for_netanyahu(engine: Engine) -> None:
    """A notice that was revoked leaves no trace; the warrant and the office do."""
    found = engine.timeline("netanyahu", "HUN").stretches
    assert [(one.since.isoformat(), one.outcome.value, one.contested) for one in found] == [
        ("2002-07-01", "no_warrant_in_force", False),
        ("2024-11-21", "must_arrest", True),
        ("2026-10-28", "must_arrest", None),
    ]


def test_hungary_as_known_before_the_revocation(engine: Engine) -> None:
    """Asked on New Year's Day 2026 the exit of June is still scheduled."""
    found = engine.timeline("netanyahu", "HUN", known_on="2026-01-01").stretches
    assert [one.grounds for one in found if one.since == date(2026, 6, 2)] == [
        ("after_withdrawal",)
    ]


def test_armenia_became_a_party(engine: Engine) -> None:
    """The change is caused by the ratification, on the day it took effect."""
    last = engine.timeline("putin", "ARM").stretches[-1]
    assert (last.since, last.outcome.value) == (date(2024, 2, 1), "must_arrest")
    assert "Armenia deposited its ratification" in last.opened_by[0].says


@pytest.mark.parametrize("seed", range(12))
def test_a_timeline_is_every_days_answer(engine: Engine, seed: int) -> None:
    """On random days within, before and after each change the single question agrees."""
    source = random.Random(seed)
    person = source.choice(sorted(engine.world.persons))
    place = source.choice(sorted(engine.world.places))
    found = engine.timeline(person, place).stretches
    assert found[0].since == BEGINNING
    assert found[-1].until is None
    for before, after in zip(found, found[1:], strict=False):
        assert before.until == after.since
    for stretch in found:
        last = (stretch.until or date(2030, 1, 1)) - timedelta(days=1)
        span = (last - stretch.since).days
        for day in {0, span, source.randint(0, span)}:
            on = stretch.since + timedelta(days=day)
            answer = engine.travel_risk(person, place, on=on)
            shown = (answer.outcome, answer.reason, answer.contested, answer.grounds)
            assert shown == (stretch.outcome, stretch.reason, stretch.contested, stretch.grounds)


def test_the_map_of_the_first_story(engine: Engine) -> None:
    """On 18 September 2023 exactly 123 States would have to arrest as parties."""
    found = engine.map("putin", on="2023-09-18")
    states = {
        spot.place.id
        for spot in found.places
        if "as_party" in spot.grounds and spot.place.id in engine.world.states
    }
    assert len(states) == 123
    assert sum(found.outcomes.values()) == len(found.places) == len(engine.world.places)
    assert found.contested > 200


@pytest.mark.parametrize("presence", ["ground", "overflight"])
def test_the_map_agrees_with_single_questions(engine: Engine, presence: str) -> None:
    """Each spot is what a question about the place would say."""
    found = engine.map("netanyahu", on="2026-03-01", presence=presence)
    for spot in random.Random(1).sample(found.places, 25):
        answer = engine.travel_risk("netanyahu", spot.place.id, on="2026-03-01", presence=presence)
        assert (spot.outcome, spot.contested, spot.exposure) == (
            answer.outcome,
            answer.contested,
            answer.exposure,
        )


def test_pending_withdrawals_are_upcoming(engine: Engine) -> None:
    """Each pending exit changes the ground of the duty on the day it takes effect."""
    changes = engine.upcoming("putin")
    assert changes == tuple(sorted(changes, key=lambda one: (one.on, one.place.name)))
    niger = next(one for one in changes if one.place.id == "NER")
    assert niger.on == date(2027, 6, 18)
    assert (niger.grounds_before, niger.grounds_after) == (("as_party",), ("after_withdrawal",))
    assert "withdrawal" in niger.caused_by[0].says
    assert all(change.on > TODAY for change in engine.upcoming())


def test_what_is_wrong_is_said(engine: Engine) -> None:
    """Unknown names and values are errors here as elsewhere."""
    with pytest.raises(UnknownName):
        engine.timeline("Putim", "MNG")
    with pytest.raises(InputError):
        engine.map("putin", on="2024-02-30")
    with pytest.raises(InputError):
        engine.map("putin", presence="boat")
    with pytest.raises(InputError):
        engine.upcoming(profile="hague")


def test_a_stay_is_answered_for_its_worst_day(engine: Engine) -> None:
    """Armenia joined during the stay: from then on the answer is another one."""
    answer = engine.travel_risk("putin", "ARM", on="2024-01-20", until="2024-02-10")
    assert (answer.on, answer.outcome) == (date(2024, 2, 1), "must_arrest")
    assert answer.stay is not None
    assert (answer.stay.since, answer.stay.until) == (date(2024, 1, 20), date(2024, 2, 10))
    assert [(one.since.day, one.outcome.value) for one in answer.stay.steps] == [
        (20, "may_arrest"),
        (1, "must_arrest"),
    ]
    assert answer.stay.steps[-1].until == date(2024, 2, 11)
    assert "The stay:" in answer.explain()


def test_a_stay_of_one_day_is_that_day(engine: Engine) -> None:
    """Everything but the stay itself is the same."""
    stay = engine.travel_risk("putin", "MNG", on="2024-09-02", until="2024-09-02")
    single = engine.travel_risk("putin", "MNG", on="2024-09-02")
    assert stay.document.model_copy(update={"stay": None}) == single.document


@pytest.mark.parametrize(
    ("until", "more"),
    [
        ("2024-09-01", {}),
        ("2024-02-30", {}),
        ("2026-09-02", {}),
        ("2024-09-03", {"assume": {"host.status": "never"}}),
    ],
)
def test_a_stay_that_cannot_be(engine: Engine, until: str, more: dict[str, dict[str, str]]) -> None:
    """Before the first day, no day, too long, or with assumptions: an error about `until`."""
    with pytest.raises(InputError) as caught:
        engine.travel_risk("putin", "MNG", on="2024-09-02", until=until, **more)  # type: ignore[arg-type]
    assert caught.value.field == "until"
