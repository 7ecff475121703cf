"""What is kept for other days: the same as if it were told anew, up to every edge of time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import Engine
from safeconduct.answers.lasting import Lasting, between
from safeconduct.base.json_text import written

FIRST, LAST = date(2002, 7, 1).toordinal(), date(2040, 1, 1).toordinal()


@pytest.fixture(scope="module")
def anew(engine: Engine) -> Engine:
    """An engine with the same derivations, on which nothing that is told is kept."""
    return Engine(engine.world, engine.rulebase, today=engine.clock, inference=engine.inference)


def told(engine: Engine, person: str, place: str, on: date, profile: str) -> tuple[str, str, bytes]:
    """Return all that is told of an answer."""
    answer = engine.travel_risk(person, place, on=on, profile=profile)
    return answer.summary.to_json(), answer.to_json(), written(answer.members(("changes",)))


def forgetful(engine: Engine) -> Engine:
    """Return the engine after it has forgotten what it told."""
    engine._parts.summaries.kept.forget()
    engine._parts.whole.kept.forget()
    engine._parts.of_days.kept.forget()
    return engine


@given(data=st.data())
@settings(max_examples=12)
def test_on_other_days_it_is_told_as_if_nothing_was_kept(
    engine: Engine, anew: Engine, data: st.DataObject
) -> None:
    """On days around every one on which something may change, in any order, and on some others."""
    draw = data.draw
    person = draw(st.sampled_from(sorted(engine.world.persons)))
    place = draw(st.sampled_from(sorted(engine.world.places)))
    profile = draw(st.sampled_from(sorted(engine.rulebase.profiles)))
    answer = engine.travel_risk(person, place, profile=profile)
    edges = {*answer._changing(), *answer._happening(), *answer._timeline.starts}
    around = sorted(
        day + beside for day in edges for beside in (-1, 0, 1) if FIRST < day + beside < LAST
    )
    ordinals = st.one_of(st.sampled_from(around), st.integers(FIRST, LAST))
    for ordinal in draw(st.lists(ordinals, min_size=8, max_size=30)):
        asked = person, place, date.fromordinal(ordinal), profile
        assert told(engine, *asked) == told(forgetful(anew), *asked)


def test_most_days_of_a_period_are_told_from_what_is_kept(anew: Engine) -> None:
    """A headline is made once for all days between two changes."""
    forgetful(anew)
    kept = anew._parts.summaries
    days = [date.fromordinal(ordinal) for ordinal in range(736_000, 736_200)]
    for on in days:
        assert f"On {on.day} " in anew.travel_risk("putin", "MNG", on=on).summary.headline
    assert sum(map(len, kept.kept._kept.values())) < len(days) / 20


@pytest.mark.parametrize(
    "how",
    [
        {"until": "2024-09-04"},
        {"assume": {"person.office": "none"}},
        {"positions": {"personal-immunity": "african_union"}},
    ],
)
def test_what_is_supposed_is_not_kept_for_others(anew: Engine, how: dict[str, object]) -> None:
    """Nor is a stay: its answer is that of its worst day."""
    forgetful(anew)
    asked = {"on": "2024-09-02", **how}
    answer = anew.travel_risk("putin", "MNG", **asked)  # type: ignore[arg-type]
    assert answer.summary.to_json()
    assert answer.to_json()
    parts = anew._parts
    assert not any(len(one.kept) for one in (parts.summaries, parts.whole, parts.of_days))


def test_a_new_day_changes_the_tense(engine: Engine) -> None:
    """What was kept yesterday of today is told tomorrow in the past tense."""
    today = [date(2024, 9, 2)]
    own = Engine(engine.world, engine.rulebase, today=lambda: today[0], inference=engine.inference)
    before = own.travel_risk("putin", "MNG", on="2024-09-02").summary.headline
    today[0] = date(2024, 9, 3)
    after = own.travel_risk("putin", "MNG", on="2024-09-02").summary.headline
    assert before != after
    assert after == own.travel_risk("putin", "MNG", on="2024-09-02").headline


@given(
    changes=st.lists(st.integers(0, 50)),
    asked=st.lists(st.integers(0, 50), min_size=1, max_size=40),
)
def test_a_value_is_found_only_between_its_changes(changes: list[int], asked: list[int]) -> None:
    """Values that differ wherever a change lies between two days."""
    kept = Lasting[int](2)

    def value(day: int) -> int:
        return sum(change <= day for change in set(changes))

    for day in asked:
        found = kept.find("key", day)
        assert found in (None, value(day))
        assert kept.keep("key", value(day), lambda day=day: between(day, changes)) == value(day)
        assert kept.find("key", day) in (None, value(day))
