"""The two ways in which what watches join is decided agree, and hold what the library does not."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.base.errors import EvaluatorDisagreement, SafeconductError
from safeconduct.inference.durable_host import DurableHost, available
from safeconduct.watches.joins import (
    PROPERTIES,
    TESTS,
    JourneyCase,
    JourneyStage,
    PlainJoins,
)
from safeconduct.watches.watcher import WitnessedJoins, default_joins

needs_library = pytest.mark.skipif(not available(), reason="durable-rules cannot be loaded")

END = 740_000
cases = st.builds(
    JourneyCase,
    end=st.just(END),
    days=st.integers(1, 6),
    arrest=st.none() | st.integers(END - 4, END + 12),
    today=st.integers(END - 4, END + 12),
)


@needs_library
@given(cases)
def test_journeys_stand_where_both_find_them(case: JourneyCase) -> None:
    """Every journey: before, within and after the time allowed, with an arrest or without."""
    default_joins().stage(case)  # raises where they differ


@needs_library
@given(st.fixed_dictionaries({name: st.integers(0, 1) for name in PROPERTIES}))
def test_conditions_are_met_where_both_find_them(properties: dict[str, int]) -> None:
    """Every combination of what is so."""
    default_joins().met(properties)


@pytest.mark.parametrize(
    ("days_after", "arrest_after", "expected"),
    [
        (-1, None, "ahead"),
        (0, None, "ahead"),
        (1, None, "waiting"),
        (3, None, "waiting"),
        (4, None, "overdue"),
        (4, 3, "arrested"),
        (4, 4, "overdue"),
        (9, 0, "arrested"),
        (2, 3, "waiting"),
        (0, -1, "arrested"),
    ],
)
def test_three_days_are_three_days(
    days_after: int, arrest_after: int | None, expected: JourneyStage
) -> None:
    """An arrest on the third day after the last one of a journey is in time."""
    arrest = None if arrest_after is None else END + arrest_after
    case = JourneyCase(END, 3, arrest, END + days_after)
    assert PlainJoins().stage(case) == default_joins().stage(case) == expected


def test_where_they_differ_nothing_is_told() -> None:
    """An error names both."""

    class Other(PlainJoins):
        name = "other"

        def stage(self, case: JourneyCase) -> JourneyStage:
            return "ahead" if case.days > 5 else super().stage(case)

        def met(self, properties: object) -> frozenset[str]:
            return frozenset(TESTS)

    both = WitnessedJoins(PlainJoins(), Other())
    assert both.stage(JourneyCase(END, 5, None, END + 9)) == "overdue"
    with pytest.raises(EvaluatorDisagreement, match="plain and other differ"):
        both.stage(JourneyCase(END, 6, None, END + 9))
    with pytest.raises(EvaluatorDisagreement):
        both.met(dict.fromkeys(PROPERTIES, 0))


@needs_library
def test_a_statechart_is_fenced() -> None:
    """No two triggers of one name, one registration, a message that fits nothing is an error."""
    host = DurableHost()
    when = [{"m": {"$and": [{"go": 1}, {"a": 1}]}}]
    with pytest.raises(SafeconductError, match="one name"):
        host.register_chart("twice", {"a": {"t": ("b", when)}, "b": {"t": ("a", when)}})
    chart = {"first": {"leave": ("second", when)}, "second": {}}
    assert host.register_chart("chart", chart) == host.register_chart("chart", chart) == "chart"
    assert host.follow("chart", [{"go": 1, "a": 1}]) == ("leave",)
    assert host.follow("chart", []) == ()
    with pytest.raises(SafeconductError, match="durable-rules failed in chart"):
        host.follow("chart", [{"x": 1}])
    assert host.follow("chart", [{"go": 1, "a": 1}, {"go": 1, "a": 1, "b": 2}]) == ("leave",)


MANY = """
import faulthandler
faulthandler.enable()
from safeconduct.watches.joins import JourneyCase
from safeconduct.watches.watcher import default_joins
joins = default_joins()
for number in range(4000):
    end, days = 740000 + number, 1 + number % 6
    arrest = None if number % 3 else end + number % 11 - 3
    joins.stage(JourneyCase(end, days, arrest, end + number % 13 - 3))
print("well")
"""


@needs_library
def test_the_library_survives_many_journeys() -> None:
    """More than it has room for sessions, with freed memory overwritten."""
    done = subprocess.run(
        [sys.executable, "-c", MANY],
        capture_output=True,
        text=True,
        check=False,
        env={"MALLOC_PERTURB_": "165", "PATH": ""},
    )
    assert (done.returncode, done.stdout) == (0, "well\n"), done.stderr
