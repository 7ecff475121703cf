"""Step functions: later paint covers earlier paint, and imprecise dates stay imprecise."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.base.dates import first_day, last_day
from safeconduct.timeline.steps import NEVER, Basis, Canvas, Holding

GROUND = Holding(frozenset({"none"}), Basis.NO_RECORD)
STROKES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from("abc")), max_size=8
)


@given(STROKES, st.integers(0, 70))
def test_the_last_stroke_over_a_day_holds(strokes: list[tuple[int, int, str]], day: int) -> None:
    """On each day the step function gives the last stroke that covers it, else the ground."""
    canvas = Canvas(GROUND)
    for start, until, value in strokes:
        canvas.paint(start, until, Holding(frozenset({value}), Basis.RECORD))
    covering = [value for start, until, value in strokes if start <= day < until]
    assert canvas.steps().at(day).values == frozenset(covering[-1:] or ["none"])


@given(STROKES)
def test_neighbouring_steps_differ(strokes: list[tuple[int, int, str]]) -> None:
    """No step repeats the one before it, and the first starts before any day."""
    canvas = Canvas(GROUND)
    for start, until, value in strokes:
        canvas.paint(start, until, Holding(frozenset({value}), Basis.RECORD))
    steps = canvas.steps()
    assert steps.starts[0] == 0
    assert list(steps.starts) == sorted(set(steps.starts))
    assert all(a != b for a, b in zip(steps.holdings, steps.holdings[1:], strict=False))


PARTIALS = st.dates(date(2000, 1, 1), date(2030, 1, 1)).flatmap(
    lambda day: st.sampled_from([4, 7, 10]).map(lambda length: day.isoformat()[:length])
)


@given(PARTIALS, st.one_of(st.none(), PARTIALS), st.dates(date(1999, 1, 1), date(2031, 1, 1)))
def test_imprecise_dates_are_unknown_exactly_within_their_windows(
    start: str, end: str | None, day: date
) -> None:
    """What surely holds, surely does not, or is unknown follows from the two windows alone."""
    canvas = Canvas(GROUND)
    canvas.paint_record(start, end, "held", ["r"], otherwise="none")
    holding = canvas.steps().at(day.toordinal())
    possible = first_day(start) <= day and (end is None or day <= last_day(end))
    certain = last_day(start) <= day and (end is None or day <= first_day(end))
    if certain:
        assert holding.values == {"held"}
    elif possible:
        assert holding.values == {"held", "none"}
    else:
        assert holding.values == {"none"}


def test_an_open_end_lasts_for_ever() -> None:
    """A record without an end holds on the last day there is."""
    canvas = Canvas(GROUND)
    canvas.paint_record(date(2024, 1, 1), None, "held", ["r"], otherwise="none")
    assert canvas.steps().at(NEVER - 1).values == {"held"}
    assert canvas.steps().at(date(2023, 12, 31).toordinal()).values == {"none"}
