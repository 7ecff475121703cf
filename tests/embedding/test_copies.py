"""Engines and answers are compared, hashed, copied and pickled, also into other processes."""

from __future__ import annotations

import copy
import inspect
import multiprocessing
import pickle
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from safeconduct import (
    Assessment,
    ChangedSources,
    Engine,
    InputError,
    Question,
    RulesError,
    SafeconductError,
)
from safeconduct.answers.comparison.compare import compare, two_or_more
from safeconduct.ask import ask
from safeconduct.base import errors
from safeconduct.base.errors import Diagnostic, Suggestion
from safeconduct.docket import docket

PERSON, PLACE, ON = "vladimir-putin", "MNG", "2024-09-02"

ANSWERS: dict[str, Callable[[Engine], Any]] = {
    "assessment": lambda engine: engine.travel_risk(PERSON, PLACE, on=ON),
    "assessment of a stay": lambda engine: engine.travel_risk(PERSON, PLACE, on=ON, until=ON),
    "assessment as known": lambda engine: engine.travel_risk(
        "omar-al-bashir", "ZAF", on="2015-06-14", known_on="2016-01-01"
    ),
    "supposition": lambda engine: engine.what_if(
        PERSON, PLACE, on=ON, assume={"host.status": "withdrawn"}
    ),
    "document": lambda engine: engine.travel_risk(PERSON, PLACE, on=ON).document,
    "timeline": lambda engine: engine.timeline(PERSON, PLACE),
    "map": lambda engine: engine.map(PERSON, on=ON),
    "changes": lambda engine: engine.changes(PERSON, PLACE, on=ON),
    "why not": lambda engine: engine.why_not(PERSON, PLACE, "may_arrest", on=ON),
    "comparison": lambda engine: compare(
        engine, two_or_more(engine, Question(person=PERSON, place=PLACE, on=ON), other_place="KAZ")
    ),
    "wanted": lambda engine: engine.wanted(ON)[0],
    "upcoming": lambda engine: engine.upcoming("benjamin-netanyahu")[0],
    "plain question": lambda engine: ask(engine, "Could Putin be arrested in Mongolia?"),
    "person": lambda engine: engine.person(PERSON),
    "place": lambda engine: engine.place(PLACE),
    "record": lambda engine: engine.describe(next(iter(engine.world.warrants.values()))),
}
"""Of every kind; the docket, which takes seconds, is in a test of its own."""


@pytest.mark.parametrize("ask_it", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_can_be_compared_hashed_copied_and_pickled(
    engine: Engine, ask_it: Callable[[Engine], Any]
) -> None:
    """What comes back is equal, has the same hash, and says the same."""
    answer = ask_it(engine)
    for again in (pickle.loads(pickle.dumps(answer)), copy.copy(answer), copy.deepcopy(answer)):
        assert again == answer
        assert hash(again) == hash(answer)
        assert repr(again) == repr(answer)
        assert len({again, answer}) == 1
    assert answer != "an answer"


@pytest.mark.slow
def test_the_docket_can_be_hashed_pickled_and_shown(engine: Engine) -> None:
    """It holds an answer to every question of every ruling."""
    found = docket(engine)
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert hash(again) == hash(found)
    assert found._repr_html_().count("<tr>") == len(found.entries) + 1
    assert repr(found).startswith("<Docket: profile icc: ")


def test_equal_answers_come_from_equal_questions_only(engine: Engine, answer: Assessment) -> None:
    """Another person, place, day or profile makes another answer."""
    assert engine.travel_risk("Putin, Vladimir", "Mongolia", on=date(2024, 9, 2)) == answer
    others = [
        engine.travel_risk(PERSON, "KAZ", on=ON),
        engine.travel_risk(PERSON, PLACE, on="2024-09-03"),
        engine.travel_risk(PERSON, PLACE, on=ON, profile="african-union"),
        engine.travel_risk(PERSON, PLACE, on=ON, presence="airside"),
    ]
    assert len({answer, *others}) == 5


def test_an_assessment_out_of_a_pickle_says_all_it_said(answer: Assessment) -> None:
    """Every form, part and method is there, although the engine is not."""
    again = pickle.loads(pickle.dumps(answer))
    for form in ("text", "paragraph", "markdown", "mermaid"):
        assert again.explain(form) == answer.explain(form)
    assert again.to_json() == answer.to_json()
    assert again.changes == answer.changes
    assert again.derivations == answer.derivations
    assert again._repr_html_() == answer._repr_html_()
    parts = {
        name
        for name, _ in inspect.getmembers(Assessment, lambda one: not callable(one))
        if not name.startswith("_")
    }
    assert {"outcome", "proof", "changes"} < parts
    parts.remove("document_pieces")  # `to_json` is what they make together
    for name in parts:
        assert getattr(again, name) == getattr(answer, name)
    assert pickle.loads(pickle.dumps(again)) == answer


def test_engines_are_equal_by_records_rules_and_clock(engine: Engine) -> None:
    """What would answer otherwise is not equal."""
    assert engine == Engine(engine.world, engine.rulebase, inference=engine.inference)
    assert engine != engine.known_on("2024-01-01")
    assert engine.known_on("2024-01-01") != engine.known_on("2023-01-01")
    frozen = Engine(
        engine.world, engine.rulebase, today=lambda: date(2024, 1, 1), inference=engine.inference
    )
    assert frozen != engine
    assert engine != "an engine"
    assert len({engine, frozen, engine.known_on("2024-01-01")}) == 3


def test_a_copy_of_an_engine_is_the_engine(engine: Engine) -> None:
    """It cannot be changed, so there is nothing to copy."""
    assert copy.copy(engine) is copy.deepcopy(engine) is engine
    assert repr(engine).startswith("<Engine: records ")


def test_a_pickled_engine_is_read_again_once(engine: Engine, answer: Assessment) -> None:
    """In the pickle is where it comes from; all of its kind in a process are one."""
    written = pickle.dumps(engine)
    assert len(written) < 2000
    again = pickle.loads(written)
    assert again == engine
    assert again is pickle.loads(written)
    assert again.travel_risk(PERSON, PLACE, on=ON) == answer


def test_a_pickled_engine_keeps_the_day_to_which_it_knows(engine: Engine) -> None:
    """What became public later is not in it either."""
    known = engine.known_on("2023-03-01")
    again = pickle.loads(pickle.dumps(known))
    assert again == known
    assert again.world.known_on == date(2023, 3, 1)
    assert not again.world.warrants_of(PERSON)


def test_an_engine_that_was_put_together_is_pickled_whole(
    engine: Engine, answer: Assessment
) -> None:
    """Its records and rules lie nowhere, so they are in the pickle."""
    made = Engine(engine.world, engine.rulebase, inference=engine.inference)
    again = pickle.loads(pickle.dumps(made))
    assert again == made
    assert again.travel_risk(PERSON, PLACE, on=ON) == answer


def test_an_engine_is_not_read_from_rules_that_have_changed(tmp_path: Path) -> None:
    """Other rules under the same name would give other answers: that is told."""
    rule = (
        "- id: own-note\n  title: Ours\n  cite: Own law, art. {}\n"
        "  if: [warrant_calls_for_arrest]\n  then: arrest_owed_as_party\n"
    )
    file = tmp_path / "own.yaml"
    file.write_text(rule.format(1), encoding="utf-8")
    written = pickle.dumps(Engine.load(rules=str(tmp_path)))
    file.write_text(rule.format(2), encoding="utf-8")
    with pytest.raises(ChangedSources, match=r"load it there"):
        pickle.loads(written)


ERRORS: list[SafeconductError] = [
    InputError("on", "x", "is no day", ("YYYY-MM-DD",), code="other", breaks="a-constraint"),
    errors.UnknownName("person", "Putn", (Suggestion("vladimir-putin", "Putin", 90.0),)),
    RulesError(
        [Diagnostic("a.yaml", 1, "shape", "is not a list"), Diagnostic("b.yaml", 0, "x", "y")]
    ),
    errors.RecordsError([Diagnostic("a.csv", 3, "value", "is not a day", "id", "write one")]),
    errors.EvaluatorDisagreement("they differ"),
    errors.Contradiction("cannot be"),
    errors.TooManyUnknowns("thirteen"),
    errors.MissingExtra("needs an extra"),
    ChangedSources("others"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_comes_whole_out_of_another_process(error: SafeconductError) -> None:
    """A worker's error that cannot be unpickled would stop the pool for ever."""
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)
    assert str(copy.copy(error)) == str(error)


def test_a_worker_answers_and_refuses(engine: Engine, answer: Assessment) -> None:
    """A process that shares nothing with this one takes the engine, and gives back answers."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(engine.travel_risk, (PERSON, PLACE), {"on": ON}) == answer
        assert pool.apply(hash, (engine,)) is not None
        with pytest.raises(InputError, match=r"on '2024-13-01': this day does not exist"):
            pool.apply(engine.travel_risk, (PERSON, PLACE), {"on": "2024-13-01"})
