"""What would change the answer: every set told does, no smaller one would, all can be so."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations

import pytest

from safeconduct import Engine, InputError
from safeconduct.counterfactual import MOST


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load(today=lambda: date(2026, 11, 24))


def test_what_would_free_mongolia(engine: Engine) -> None:
    """The end of the warrant, no request, another status; and four readings of immunity."""
    found = engine.changes("putin", "MNG", on="2024-09-02")
    told = {tuple((fact.fact, fact.then) for fact in one.facts) for one in found.facts}
    assert (("warrant.ended", "executed"),) in told
    assert (("request.received", "false"),) in told
    assert (("host.status", "never"),) in told
    assert {one.outcome for one in found.readings} == {"must_not_arrest", "undetermined"}
    assert {one.position for one in found.readings} >= {"african_union", "council_waiver"}


def test_what_is_scheduled_comes_with_it(engine: Engine) -> None:
    """A pending withdrawal is told with its day."""
    (first, *_) = engine.changes("putin", "NER").scheduled
    assert (first.since, first.grounds) == (date(2027, 6, 18), ("after_withdrawal",))


@pytest.mark.parametrize("seed", range(10))
def test_each_set_changes_the_outcome_and_no_part_does(engine: Engine, seed: int) -> None:
    """Assuming the set gives the outcome told; assuming less of it gives the old one."""
    source = random.Random(seed)
    persons = [p for p in sorted(engine.world.persons) if len(engine.world.warrants_of(p)) == 1]
    person, place = source.choice(persons), source.choice(sorted(engine.world.places))
    on = date.fromordinal(source.randrange(733_000, 739_900))
    found = engine.changes(person, place, on=on)
    assert len(found.facts) <= MOST
    for one in found.facts:
        assumed: dict[str, str | bool] = {fact.fact: fact.then for fact in one.facts}
        answer = engine.what_if(person, place, on=on, assume=assumed)
        assert answer.outcome in (one.outcome, "undetermined")
        assert one.outcome != found.outcome
        for size in range(1, len(one.facts)):
            for part in combinations(assumed.items(), size):
                try:
                    less = engine.what_if(person, place, on=on, assume=dict(part))
                except InputError as error:
                    assert error.code == "impossible-assumption"  # noqa: PT017
                else:
                    assert less.outcome in (found.outcome, "undetermined")


def test_what_cannot_change_is_not_told(engine: Engine) -> None:
    """Nobody's nationality and no past event is offered as a way out."""
    never = {fact.name for fact in engine.rulebase.facts if fact.changes == "never"}
    assert "host.is_own_state" in never
    for place in ("MNG", "CHN", "RUS", "high-seas"):
        found = engine.changes("putin", place, on="2024-09-02")
        assert not {fact.fact for one in found.facts for fact in one.facts} & never


def test_several_warrants_are_told_apart(engine: Engine) -> None:
    """Where there are two warrants, a change of one says which."""
    found = engine.changes("omar-al-bashir", "ZAF", on="2015-06-14")
    told = [one.says for one in found.facts if len(one.facts) == 2]
    assert any("warrant of 4 March 2009" in text for text in told)


def test_on_the_command_line() -> None:
    """Scheduled changes, facts and readings, each with its outcome."""
    from typer.testing import CliRunner

    from safeconduct.cli.app import app

    asked = ["changes", "putin", "mongolia", "--on", "2024-09-02"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    assert "It would be otherwise" in done.stdout
    assert "On another reading of the law" in done.stdout
