"""Questions asked before: the same answers as the first time, however they were written."""

from __future__ import annotations

import random
import sys
from bisect import bisect_right
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest

from safeconduct import Engine
from safeconduct.base.dates import STATUTE_ADOPTED
from safeconduct.case import question_cache as asked
from safeconduct.case.determinations import DeterminationTimeline
from safeconduct.case.question_cache import QuestionCache

TODAY = date(2026, 11, 24)
HOW = ("ground", "unspecified", "icc")


def other(engine: Engine) -> Engine:
    """Return an engine that was never asked anything."""
    return Engine(engine.world, engine.rulebase, today=engine.clock, inference=engine.inference)


def told(engine: Engine, person: str, place: str, on: date) -> tuple[Any, ...]:
    found = engine.travel_risk(person, place, on=on)
    names = found.person.id, found.place.id, found.on
    return (*names, found.outcome, found.duty, found.grounds, found.contested, found.valid)


def course(engine: Engine, person: str, place: str) -> DeterminationTimeline:
    return engine.reasoner.course(engine.query(person, place))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_it_is_answered_again_as_by_one_who_was_never_asked(engine: Engine, seed: int) -> None:
    """On other days, before and after the courses were put together, by id or by name."""
    source, often = random.Random(seed), other(engine)
    persons = source.sample(sorted(engine.world.persons), 3)
    places = source.sample(sorted(engine.world.places), 4)
    days = (TODAY - STATUTE_ADOPTED).days + 900
    for turn in range(3):
        for person in persons:
            for place in places:
                on = STATUTE_ADOPTED + timedelta(days=source.randint(0, days))
                name = engine.world.places[place].name if turn == 1 else place
                asked_before = told(often, person, name, on)
                assert asked_before == told(other(engine), person, place, on)


def test_a_course_has_one_line_however_often_it_is_written(engine: Engine) -> None:
    """What is found out after it was moved is seen under each of its names."""
    asked_before, here = QuestionCache(), course(other(engine), "putin", "MNG")
    for name in ("MNG", "Mongolia", "mongolia", "MN"):  # four: a power of two
        asked_before.add("putin", name, HOW, here)
    lines = [asked_before.get("putin", name, HOW) for name in ("MNG", "Mongolia", "MN")]
    assert all(line is here.line for line in lines)
    count = len(here.starts)
    assert here.line == [*here.starts, *[None] * count, here]
    here.determined(count - 1)
    assert here.line[2 * count - 1] is here.determination(count - 1)


def test_every_line_is_found_after_any_number(engine: Engine) -> None:
    """Each has its days and findings, and its own course."""
    asked_before, persons = QuestionCache(), sorted(engine.world.persons)[:9]
    pairs = [(person, place) for person in persons for place in ("MNG", "CHN", "ZAF", "HUN")]
    courses = {pair: course(engine, *pair) for pair in pairs}
    for number, (pair, one) in enumerate(courses.items(), 1):
        one.determined(0)
        asked_before.add(*pair, HOW, one)
        for known in pairs[:number]:
            line = asked_before.get(*known, HOW)
            assert line is courses[known].line
            assert line[: len(line) >> 1] == list(courses[known].starts)
            assert line[len(line) >> 1] is courses[known].determination(0)
        assert asked_before.get(*pair, ("transit", *HOW[1:])) is None


def test_no_more_is_kept_than_fits(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """When it is full it begins anew, and answers stay what they were."""
    monkeypatch.setattr(asked, "_KEPT", 3)
    often = other(engine)
    for place in ("MNG", "CHN", "ZAF", "HUN", "MNG", "ITA", "MNG"):
        assert told(often, "putin", place, TODAY) == told(engine, "putin", place, TODAY)
    asked_before = QuestionCache()
    for place in ("MNG", "CHN", "ZAF", "HUN"):
        asked_before.add("putin", place, HOW, course(engine, "putin", place))
    kept = [
        place for place in ("MNG", "CHN", "ZAF", "HUN") if asked_before.get("putin", place, HOW)
    ]
    assert kept == ["HUN"]


def test_many_may_ask_at_once(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """While courses are added and put together by others; none is lost or without findings."""
    often, places = other(engine), sorted(engine.world.places)[:40]
    expected = {place: told(engine, "putin", place, TODAY) for place in places}
    before = sys.getswitchinterval()

    def ask(seed: int) -> None:
        for place in random.Random(seed).sample(places, len(places)):
            assert told(often, "putin", place, TODAY) == expected[place]

    try:
        sys.setswitchinterval(1e-6)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(ask, range(16)))
    finally:
        sys.setswitchinterval(before)
    monkeypatch.setattr(often, "query", None)  # nothing has to be resolved again
    for place in places:
        assert told(often, "putin", place, TODAY) == expected[place]
        asked_about = course(engine, "putin", place)
        line = often.reasoner.course(engine.query("putin", place)).line
        stretch = bisect_right(asked_about.starts, TODAY.toordinal()) - 1
        assert line[len(asked_about.starts) + stretch] is not None


def test_what_was_found_while_a_line_was_moved_is_found_again(engine: Engine) -> None:
    """A copy without it gets it when the stretch is asked about."""
    here = course(other(engine), "putin", "MNG")
    count = len(here.starts)
    determination = here.determination(count - 1)
    here.line[2 * count - 1] = None
    assert here.determination(count - 1) is determination is here.line[2 * count - 1]
