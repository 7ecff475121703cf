"""How long things take, compared within one run: `make bench` prints the table.

Nothing here asserts a time; the ratios within a group are what counts.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date
from itertools import combinations_with_replacement, product
from pathlib import Path
from statistics import median

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from safeconduct import Engine
from safeconduct.answers.assessment import Assessment
from safeconduct.case.counterfactual.candidates import Candidates
from safeconduct.case.counterfactual.search import changes
from safeconduct.case.terms import Outcome
from safeconduct.inference.alternatives import Alternatives
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.durable import DurableEvaluator
from safeconduct.inference.types import Evaluator
from safeconduct.records import load_world
from safeconduct.records.prebuilt import PREBUILT, build_prebuilt
from safeconduct.records.source_files import default_directory
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import Assignment, RuleBase

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def rulebase() -> RuleBase:
    return load_rules()


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load(today=lambda: TODAY)


@pytest.fixture(scope="module")
def prebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the records with their prebuilt file."""
    directory = tmp_path_factory.mktemp("records")
    source = Path(str(default_directory()))
    for path in source.rglob("*"):
        if path.is_file() and "_prebuilt" not in path.parts and path.suffix != ".pyc":
            target = directory / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    build_prebuilt(directory.joinpath(*PREBUILT), directory)
    return directory


@pytest.mark.benchmark(group="load the records")
@pytest.mark.parametrize("how", ["prebuilt", "source files"])
def test_load(benchmark: BenchmarkFixture, prebuilt: Path, how: str) -> None:
    """The prebuilt file against reading and checking every source file."""
    aside = prebuilt.with_name("aside")  # among the records it would be an unknown file
    if how == "source files":
        prebuilt.joinpath(*PREBUILT).rename(aside)
    try:
        world = benchmark(load_world, prebuilt)
    finally:
        if how == "source files":
            aside.rename(prebuilt.joinpath(*PREBUILT))
    assert world.counts()["persons"] > 50


@pytest.mark.benchmark(group="derive one truth")
@pytest.mark.parametrize("evaluator", [CompiledEvaluator, DurableEvaluator])
def test_derive(
    benchmark: BenchmarkFixture, rulebase: RuleBase, evaluator: type[Evaluator]
) -> None:
    """The two evaluators on the same assignments."""
    made = evaluator(rulebase)
    source = random.Random(2)
    assignments: list[Assignment] = [
        tuple(source.randrange(len(values)) for values in rulebase.values) for _ in range(64)
    ]
    benchmark(lambda: [made.derive(assignment) for assignment in assignments])


@pytest.mark.benchmark(group="one assessment")
def test_cold_assessment(benchmark: BenchmarkFixture, engine: Engine) -> None:
    """With nothing kept: both evaluators, all positions, proof and practice."""

    def fresh() -> tuple[tuple[Engine], dict[str, str]]:
        return (Engine(engine.world, engine.rulebase, today=lambda: TODAY),), {}

    def ask(cold: Engine) -> str:
        return cold.travel_risk("vladimir-putin", "MNG", on="2024-09-02").outcome

    assert benchmark.pedantic(ask, setup=fresh, rounds=20) == "must_arrest"


@pytest.mark.benchmark(group="one assessment")
def test_warm_assessment(benchmark: BenchmarkFixture, engine: Engine) -> None:
    """The same question again."""
    ask = lambda: engine.travel_risk("vladimir-putin", "MNG", on="2024-09-02")  # noqa: E731
    assert benchmark(ask).outcome == "must_arrest"


@pytest.mark.benchmark(group="one assessment")
def test_assessments_at_random(benchmark: BenchmarkFixture, engine: Engine) -> None:
    """Any wanted person, any place, any day."""
    source = random.Random(7)
    persons, places = sorted(engine.world.persons), sorted(engine.world.places)

    def ask() -> str:
        day = date.fromordinal(source.randrange(731_000, TODAY.toordinal()))
        return engine.travel_risk(source.choice(persons), source.choice(places), on=day).outcome

    assert benchmark(ask)


WRITTEN: dict[str, Callable[[Assessment], str]] = {
    "whole": lambda answer: answer.to_json(),
    "short": lambda answer: answer.summary.to_json(),
    "whole, through the document": lambda answer: answer.document.to_json(),
}


@pytest.mark.slow
@pytest.mark.benchmark(group="an answer as JSON")
@pytest.mark.parametrize("what", WRITTEN)
def test_written_at_random(benchmark: BenchmarkFixture, engine: Engine, what: str) -> None:
    """From a new day to its JSON: some wanted persons and places, whose law is known."""
    source = random.Random(8)
    persons = [one.person.id for one in engine.wanted()][:6]
    pairs = list(product(persons, sorted(engine.world.places)[:40]))

    def ask(pair: tuple[str, str]) -> str:
        day = date.fromordinal(source.randrange(731_000, TODAY.toordinal()))
        return WRITTEN[what](engine.travel_risk(*pair, on=day))

    for pair in pairs * 5:
        ask(pair)
    assert benchmark(lambda: ask(source.choice(pairs)))


@pytest.mark.slow
def written_in_turns(
    engine: Engine, places: int, times: int, first: int, last: int
) -> dict[str, float]:
    """Return the median seconds of each way to write answers about days (ordinals) at random.

    ``times``: how many days of each place.
    """
    source, taken = random.Random(9), {what: list[float]() for what in WRITTEN}
    for place in [place for place in sorted(engine.world.places)[:places] for _ in range(times)]:
        day = date.fromordinal(source.randrange(first, last))
        for what in source.sample(sorted(WRITTEN), len(WRITTEN)):
            answer = engine.travel_risk("vladimir-putin", place, on=day)
            before = time.perf_counter()
            WRITTEN[what](answer)
            taken[what].append(time.perf_counter() - before)
    return {what: median(one) for what, one in taken.items()}


def test_the_short_answer_is_written_first(engine: Engine) -> None:
    """Then the whole, and what is made a document before it is written comes last."""
    taken = written_in_turns(engine, 40, 3, 731_000, TODAY.toordinal())
    assert sorted(taken, key=taken.__getitem__) == ["short", "whole", "whole, through the document"]


def test_what_was_written_once_makes_the_whole_answer_faster(engine: Engine) -> None:
    """Where nothing happens between two days, nearly all of it is written already."""
    taken = written_in_turns(engine, 10, 12, 741_000, 742_000)
    assert taken["whole, through the document"] > 3 * taken["whole"]


@pytest.mark.benchmark(group="what would change it")
@pytest.mark.parametrize("what", ["settled", "and what would change it", "answered with proof"])
def test_what_would_change_it(benchmark: BenchmarkFixture, engine: Engine, what: str) -> None:
    """Beside settling and proving the same question: cheap enough for every answer."""
    query = engine.query("vladimir-putin", "MNG", on="2024-09-02")
    first = engine.reasoner.determinations(query)[0]
    ask: dict[str, Callable[[], Outcome]] = {
        "settled": lambda: engine.reasoner.determinations(query)[0].determination.outcome,
        "and what would change it": lambda: changes(engine.reasoner, query, first).outcome,
        "answered with proof": lambda: (
            engine.travel_risk("vladimir-putin", "MNG", on="2024-09-02").outcome
        ),
    }
    assert benchmark(ask[what]) == "must_arrest"


@pytest.mark.benchmark(group="search for what would change it")
@pytest.mark.parametrize("how", ["in one pass", "one by one"])
def test_search(benchmark: BenchmarkFixture, engine: Engine, how: str) -> None:
    """Every change of one or two facts: all decided at once, against each with the evaluator."""
    query = engine.query("vladimir-putin", "MNG", on="2024-09-02")
    candidates = Candidates(engine.reasoner, query, engine.reasoner.determinations(query)[0])
    choices = tuple(choice for _, choice in candidates.facts())
    inference, situation = engine.inference, candidates.situation
    derive = CompiledEvaluator(engine.rulebase).derive
    (masks,), (numbers,) = situation.masks, situation.numbers
    base = [(mask & -mask).bit_length() - 1 for mask in masks]

    def one_by_one() -> int:
        count = 0
        for pair in combinations_with_replacement(choices, 2):
            changed = list(base)
            for choice in pair:
                changed[numbers.index(choice.variable)] = choice.value
            count += derive(tuple(changed)) is not None
        return count

    made = Alternatives(inference.rulebase, inference.question, lambda _: frozenset())

    def in_one_pass() -> int:
        return len(list(made.search(situation, choices)))

    assert benchmark(one_by_one if how == "one by one" else in_one_pass) > 5
