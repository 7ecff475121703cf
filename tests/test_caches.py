"""What is kept between a question and its answer: forgetting it changes nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct import Engine
from safeconduct.base.cache import Cache

PLACES = ("MNG", "FRA", "HUN", "TJK", "high-seas", "crimea")


def caches(engine: Engine) -> list[Cache[object, object]]:
    """Return every cache that an engine holds."""
    held = (engine.reasoner, engine._parts, engine._parts.summaries, engine._parts.whole)
    return [one for owner in held for one in vars(owner).values() if isinstance(one, Cache)]


def fresh(engine: Engine) -> Engine:
    """Return an engine that was never asked anything."""
    return Engine(engine.world, engine.rulebase, today=engine.clock, inference=engine.inference)


def told(engine: Engine, person: str, place: str, on: date) -> str:
    found = engine.travel_risk(person, place, on=on)
    return found.summary.to_json() + found.to_json()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("on", [date(2024, 9, 2), date(2026, 12, 24)])
def test_forgetting_changes_no_answer(engine: Engine, place: str, on: date) -> None:
    """Asked for the first time, again, and after each of the caches has forgotten everything."""
    own = fresh(engine)
    first = told(own, "Vladimir Putin", place, on)
    assert told(own, "vladimir-putin", place, on) == first
    for cache in caches(own):
        cache.forget()
        assert told(own, "vladimir-putin", place, on) == first
    assert told(fresh(engine), "vladimir-putin", place, on) == first


def test_caches_are_filled_and_bounded(engine: Engine) -> None:
    """A cache of one forgets at once, and the answers stay the same."""
    own = fresh(engine)
    told(own, "vladimir-putin", "MNG", date(2026, 12, 24))
    assert all(caches(own))
    for cache in caches(own):
        cache.most = 1
        cache.forget()
    for place in PLACES:
        on = date(2026, 12, 24)
        assert told(own, "joseph-kony", place, on) == told(engine, "joseph-kony", place, on)
    assert {len(cache) for cache in caches(own)} == {1}


@given(st.lists(st.integers(0, 9)), st.integers(1, 4))
def test_a_cache_returns_what_was_made_for_the_key(keys: list[int], most: int) -> None:
    """Never another key's value, and never more than fit."""
    cache: Cache[int, str] = Cache(most)
    for key in keys:
        assert cache.keep(key, f"value {key}") == f"value {key}"
        assert len(cache) <= most
        assert cache.get(key) == f"value {key}"
    cache.forget()
    assert len(cache) == 0


def test_threads_get_one_value() -> None:
    """Whichever of them made it."""

    def made(turn: int) -> set[int]:
        cache, numbers = Cache[int, int](9), count(1)
        with ThreadPoolExecutor(8) as pool:
            return set(pool.map(lambda _: cache.keep(turn, next(numbers)), range(16)))

    assert all(len(made(turn)) == 1 for turn in range(50))
