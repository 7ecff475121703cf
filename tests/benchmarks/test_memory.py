"""Memory stays level however much is asked, and the native engine's sessions are freed."""

from __future__ import annotations

import itertools
import mmap
from collections import deque
from collections.abc import Callable
from datetime import date
from types import ModuleType

import pytest

from safeconduct import Engine
from safeconduct.inference.durable import DurableEvaluator, available, shared_host
from safeconduct.rulebase.load import load_rules

Bench = Callable[[str], ModuleType]
TODAY = date(2026, 11, 24)
MOST_GROWTH = 1.03
"""The last resident size beside the first; the allocator's own rounding stays well below."""

needs_durable = pytest.mark.skipif(
    not available(), reason="not run: durable-rules cannot be loaded"
)


@pytest.fixture(autouse=True)
def _sizes_are_told(bench: Bench) -> None:
    if bench("machine").resident() is None:
        pytest.skip("not run: this system does not tell the resident size")


@pytest.mark.slow
def test_a_leak_shows(bench: Bench) -> None:
    """What is kept for each question is seen as about that much."""
    kept: list[mmap.mmap] = []
    size = 16 * mmap.PAGESIZE

    def ask(count: int) -> None:
        # Pages from the system itself: the allocator may have room left from other tests.
        for _ in range(count):
            kept.append(mmap.mmap(-1, size))
            kept[-1].write(b"x" * size)

    level = bench("memory").watch("leak", ask, warm_up=200, count=2_000)
    for one in kept:
        one.close()
    assert level.count == 2_000
    assert 0.7 * size < level.slope < 1.3 * size
    assert level.growth > MOST_GROWTH


@needs_durable
def test_a_session_that_is_left_is_counted(bench: Bench) -> None:
    """The library itself is asked; freed ones do not count."""
    host, memory = shared_host(), bench("memory")
    ruleset = host.register({"one": [("left_for_the_test", 1)]})
    host.fire(ruleset, {"left_for_the_test": 1})
    before = memory.sessions_left(host)
    assert before == 0
    sid = f"session{next(host._sessions)}"
    host._fired[sid] = []
    host._host.assert_fact(ruleset, {"left_for_the_test": 1, "go": 1, "sid": sid})
    try:
        assert memory.sessions_left(host) == 1
    finally:
        host._host.delete_state(ruleset, sid)
        del host._fired[sid]
    assert memory.sessions_left(host) == 0


@needs_durable
@pytest.mark.slow
def test_derivations_by_durable_rules_leave_nothing(bench: Bench) -> None:
    """Resident size is level and no session is left, far beyond what a ruleset could hold."""
    rulebase = load_rules()
    evaluator = DurableEvaluator(rulebase)
    truths = itertools.cycle(bench("ours").random_truths(rulebase, 200, 8))

    def ask(count: int) -> None:
        deque(map(evaluator.derive, itertools.islice(truths, count)), maxlen=0)

    level = bench("memory").watch("derivations", ask, warm_up=1_000, count=4_000)
    assert level.growth < MOST_GROWTH
    assert bench("memory").sessions_left(shared_host()) == 0


@pytest.mark.slow
def test_assessments_leave_nothing(bench: Bench) -> None:
    """Once every pair of a person and a place was asked about, further days cost no memory."""
    engine = Engine.load(today=lambda: TODAY)
    journeys = bench("ours").Journeys(engine, TODAY, 4)
    journeys.warm_up(9)
    stream = journeys.stream(10)

    def ask(count: int) -> None:
        deque(map(journeys.ask, itertools.islice(stream, count)), maxlen=0)

    level = bench("memory").watch("assessments", ask, warm_up=6_000, count=10_000)
    assert level.growth < MOST_GROWTH


@pytest.mark.slow
def test_screened_rows_leave_nothing(bench: Bench) -> None:
    """A million rows after a million rows."""
    engine = Engine.load(today=lambda: TODAY)
    screening = bench("screening").screening(engine, TODAY, 200_000, 11)
    if isinstance(screening, bench("contestant").Missing):
        pytest.skip(f"not run: {screening.reason}")
    table = screening.coded()

    def ask(batches: int) -> None:
        deque((screening.call(table) for _ in range(batches)), maxlen=0)

    level = bench("memory").watch("screened batches", ask, warm_up=3, count=20)
    assert level.growth < MOST_GROWTH
