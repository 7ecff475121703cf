"""A kind of change moved by a day: the steps stay steps, and nothing else moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct import Engine
from safeconduct.authoring.mutation.bench import compiled
from safeconduct.authoring.mutation.draft import Draft
from safeconduct.authoring.mutation.occurring import Occurring
from safeconduct.authoring.mutation.operators.days import mutants, shift, turns_of
from safeconduct.timeline.steps import Basis, Holding, Steps

FREE, HELD = frozenset({"false"}), frozenset({"true"})


def holding(values: frozenset[str], record: str = "") -> Holding:
    return Holding(values, Basis.RECORD, (record,) if record else ())


@st.composite
def steps(draw: st.DrawFn) -> Steps:
    days = sorted(draw(st.sets(st.integers(1, 40), max_size=6)))
    values = st.sampled_from((FREE, HELD, FREE | HELD))
    held = draw(st.lists(values, min_size=len(days) + 1, max_size=len(days) + 1))
    return Steps((0, *days), tuple(map(holding, held)))


def test_only_that_kind_of_change_moves() -> None:
    """An arrest a day late, the release as it was."""
    one = Steps((0, 10, 20), (holding(FREE), holding(HELD), holding(FREE)))
    moved = shift(one, (FREE, HELD), 1)
    assert moved.starts == (0, 11, 20)
    assert moved.holdings == one.holdings


def test_a_new_record_for_the_same_value_is_no_change() -> None:
    """What becomes presumed rather than recorded is the same fact."""
    one = Steps((0, 10), (holding(HELD, "a"), holding(HELD, "b")))
    assert list(turns_of(one)) == []


def test_a_single_day_can_be_covered() -> None:
    """A change that moves onto the next one leaves no step behind."""
    one = Steps((0, 10, 11), (holding(FREE), holding(FREE | HELD), holding(HELD)))
    moved = shift(one, (FREE, FREE | HELD), 1)
    assert moved.starts == (0, 11)
    assert moved.at(10).values == FREE
    assert moved.at(11).values == HELD


@given(steps(), st.sampled_from((-1, 1)))
def test_moved_steps_are_steps(one: Steps, by: int) -> None:
    """Days go up, the first one stays, and other days than the neighbours keep their values."""
    for turn in {turn for _, turn in turns_of(one)}:
        moved = shift(one, turn, by)
        assert moved.starts[0] == 0
        assert list(moved.starts) == sorted(set(moved.starts))
        edges = {start for start in one.starts if start}
        for day in range(45):
            if not {day, day + 1, day - 1} & edges:
                assert one.at(day).values == moved.at(day).values


@pytest.mark.slow
def test_every_relation_that_turns_dates_into_steps_is_moved(engine: Engine) -> None:
    """Each fact that changes on record in a way the law can tell has its mutants, both ways."""
    law = Draft.of(engine.rulebase)
    occurring = Occurring(engine.world, engine.reasoner.timelines, compiled(engine.rulebase))
    found = list(mutants(law, occurring.steps))
    assert len({one.id for one in found}) == len(found)
    kinds = {one.id.rsplit(":", 1)[0] for one in found}
    assert len(found) == 2 * len(kinds)
    for fact in law.base.facts:
        changes = any(
            frozenset({"true"}) in turn and one.starts[index] >= since
            for one, since in (occurring.steps(fact) if fact.relation else ())
            for index, turn in turns_of(one)
        )
        moved = any(kind.startswith(f"shift-day:{fact.relation}:") for kind in kinds)
        assert moved or not changes, fact.name
    assert {"shift-day:title:start", "shift-day:control:until"} <= kinds
