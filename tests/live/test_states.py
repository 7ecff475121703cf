"""Whatever is accepted, in whatever order: files that are written give the same records."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from safeconduct import Engine
from safeconduct.base.errors import SafeconductError
from safeconduct.live.acceptance import accepted
from safeconduct.live.apply import RecordStep, applied
from safeconduct.live.model import RecordChange
from safeconduct.records.export import files_of
from safeconduct.records.source_files import read_source_files
from safeconduct.records.world import World

KINDS = ("visits", "stances", "memberships", "legislation", "warrants", "rulings", "known_gaps")
TEXT = st.text(st.characters(codec="utf-8"), max_size=30)


@st.composite
def changes(draw: st.DrawFn, world: World) -> RecordChange:
    """A change of some record, which may be refused."""
    kind = draw(st.sampled_from(KINDS))
    record = draw(st.sampled_from(world.tables.of(kind)))
    action = draw(st.sampled_from(["add", "correct", "correct", "retract"]))
    if action == "retract":
        return RecordChange(action=action, kind=kind, id=record.id, reason="r", wrong="w")
    values: dict[str, Any] = record.model_dump(mode="json")
    values["note"] = draw(TEXT)
    sources = ()
    if draw(st.booleans()):
        name = f"made-up-{draw(st.integers(0, 3))}"
        values["sources"] = [*values["sources"], name]
        title = f"Made up, {draw(TEXT)}"
        sources = ({"id": name, "title": title, "kind": "secondary", "url": None},)
    if action == "add":
        values["id"] = f"made-up-{draw(st.integers(0, 9))}-{kind.replace('_', '-')}"
    return RecordChange(
        action=action,
        kind=kind,
        record=values,
        sources=sources,
        reason="r",
        wrong="w" if action == "correct" else "",
    )


@pytest.mark.slow
@settings(max_examples=settings.default.max_examples * 3 // 5)
@given(data=st.data())
def test_what_is_accepted_is_what_is_written(engine: Engine, data: st.DataObject) -> None:
    world, steps = engine.world, list[RecordStep]()
    for _ in range(data.draw(st.integers(1, 6))):
        change = data.draw(changes(engine.world))
        try:
            step, made = accepted(change, world, engine.clock())
        except SafeconductError:
            continue
        assert made.digest != world.digest
        world = made
        steps.append(step)
    check_exported(engine.world, steps, world)


@pytest.mark.slow
@settings(max_examples=3, phases=(Phase.generate,))
@given(data=st.data())
def test_a_month_of_changes(engine: Engine, data: st.DataObject) -> None:
    """A change on each day, on what those before it left; the records are looked at after each."""
    world, steps = engine.world, list[RecordStep]()
    for _ in range(30):
        try:
            step, made = accepted(data.draw(changes(world)), world, engine.clock())
        except SafeconductError:
            continue
        world = made
        steps.append(step)
        check_exported(engine.world, steps, world)


def check_exported(first: World, steps: list[RecordStep], world: World) -> None:
    """Compare the records with those before all changes, changed, and with what is exported."""
    again = applied(first, steps)
    assert again.tables == world.tables
    reading = read_source_files(files_of(world.tables))
    assert reading.diagnostics == []
    assert reading.tables() == world.tables
    assert World(reading.tables()).digest == again.digest
