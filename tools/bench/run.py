"""One run from beginning to end: agree, warm up, time, grow, watch, write."""

from __future__ import annotations

import argparse
import itertools
import sys
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from safeconduct import Engine
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.durable import DurableEvaluator, available, shared_host
from safeconduct.records import load_world

from .agree import Disagreement, check_agreement
from .bulk import answers_of, enlist_bulk
from .columns import bulk_rows
from .contestant import Missing, enlist
from .decisions import answers, single_decisions
from .growth import Extent, curves
from .http import map_milliseconds, measure
from .inside import inside
from .machine import described
from .memory import sessions_left, watch
from .ours import Journeys, bare_answers, random_truths
from .problem import bare_problem
from .report import page
from .results import Memory, Results
from .screening import Screening, screening
from .settings import FULL, QUICK, Settings

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs" / "benchmarks.md"
SHORT_PAGE: Final = ROOT / "build" / "benchmarks.md"
INSIDE: Final = ROOT / "build" / "pytest-benchmark.json"
SEED: Final = 20
"""Of the random cases; any other number will do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and write the page; 1 if the engines disagree, and nothing is written."""
    options = _options(arguments)
    settings = QUICK if options.quick else FULL
    try:
        results = run(settings, options.seed, _say)
    except Disagreement as disagreement:
        print(disagreement, file=sys.stderr)
        return 1
    target: Path = options.output or (SHORT_PAGE if options.quick else PAGE)
    _write(target, page(results))
    print(f"{target} is written")
    return 0


def run(settings: Settings, seed: int, say: Callable[[str], None]) -> Results:
    """Return the results of one run; ``say`` is told each step. Raises `Disagreement`."""
    problem = bare_problem()
    contestants, missing = enlist(problem)
    columns, columns_missing = enlist_bulk(problem)
    engines = answers(problem, contestants)
    engines |= {one.name: answers_of(problem, one) for one in columns}
    evaluators = (CompiledEvaluator, DurableEvaluator) if available() else (CompiledEvaluator,)
    engines |= {f"safeconduct {one.name}": bare_answers(problem, one) for one in evaluators}
    for one in (*missing, *columns_missing):
        say(f"missing: {one.name}: {one.reason}")

    say(f"checking that {len(engines)} agree on {settings.agreement_cases:,} cases")
    cases = problem.cases(settings.agreement_cases, seed)
    agreed = check_agreement(problem, cases, engines)

    # Answers do not depend on the day of the run: the records' last day is today.
    today = load_world().reach["record"].until
    engine = Engine.load(today=lambda: today)
    journeys = Journeys(engine, today, settings.places)
    say("warming up")
    warmed_up = journeys.warm_up(seed, settings.warm_up_days)
    say("timing single decisions")
    decided = single_decisions(problem, contestants, engine, journeys, settings, seed)
    say("timing whole columns")
    screened = screening(engine, today, settings.bulk_rows, seed)
    bulk = bulk_rows(problem, columns, screened, settings, seed)
    say("measuring growth")
    grown = curves(_extent(settings, today, seed))
    say("serving")
    served = tuple(
        measure(engine, workers, seconds=settings.http_seconds, rounds=settings.http_rounds)
        for workers in (1, 2)
    )
    say("watching memory")
    return Results(
        on=datetime.now(UTC).date(),
        kind=settings.name,
        seed=seed,
        machine=described(),
        agreed=agreed,
        agreed_by=tuple(engines),
        warmed_up=warmed_up,
        decisions=decided,
        bulk=bulk,
        missing=tuple(missing),
        bulk_missing=(
            *columns_missing,
            *([screened] if isinstance(screened, Missing) else ()),
        ),
        curves=tuple(grown),
        memory=_apart(settings, today, seed),
        served=served,
        map_ms=map_milliseconds(engine, 4 * settings.http_rounds),
        inside=inside(INSIDE),
    )


def _apart(settings: Settings, today: date, seed: int) -> Memory:
    """Watch the memory of a process that does nothing else."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_memory, settings, today, seed).result()


def _memory(settings: Settings, today: date, seed: int) -> Memory:
    engine = Engine.load(today=lambda: today)
    journeys = Journeys(engine, today, settings.places)
    screened = screening(engine, today, settings.memory_batch, seed)
    warmed_up = journeys.warm_up_all()
    stream = journeys.stream(seed + 2)
    watched = [
        watch(
            name,
            lambda count, ask=ask: _drain(map(ask, itertools.islice(stream, count))),
            # What is kept for a time fills up within some ten thousand questions.
            warm_up=count // 2,
            count=count,
            first=warmed_up,
        )
        for name, ask, count in (
            ("assessments", journeys.ask, settings.memory_assessments),
            ("assessments, every part read", journeys.tell, settings.memory_assessments // 10),
        )
    ]
    missing = []
    if isinstance(screened, Screening):
        call, table = screened.call, screened.coded()
        batches = table.num_rows
        watched.append(
            watch(
                "screened rows",
                lambda count: _drain(call(table) for _ in range(-(-count // batches))),
                warm_up=batches,
                count=settings.memory_rows,
            )
        )
    else:
        missing.append(screened)
    left, derivations = None, 0
    if available():
        derivations = settings.memory_derivations
        evaluator = DurableEvaluator(engine.rulebase)
        truths = itertools.cycle(random_truths(engine.rulebase, 500, seed))
        watched.append(
            watch(
                "derivations by durable-rules",
                lambda count: _drain(map(evaluator.derive, itertools.islice(truths, count))),
                warm_up=derivations,
                count=derivations,
            )
        )
        left = sessions_left(shared_host())
    levels = tuple(level for level in watched if level is not None)
    return Memory(levels, tuple(missing), left, derivations)


def _extent(settings: Settings, today: date, seed: int) -> Extent:
    return Extent(
        today,
        settings.growth_places,
        settings.growth_journeys,
        settings.growth,
        seed,
        settings.growth_times,
    )


def _drain(answers: Iterable[object]) -> None:
    deque(answers, maxlen=0)


def _write(target: Path, text: str) -> None:
    """Write the page whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(target)


def _say(text: str) -> None:
    print(f"  {text} ...", file=sys.stderr, flush=True)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short run: figures are rough")
    parser.add_argument("--seed", type=int, default=SEED, help="of the random cases")
    parser.add_argument("--output", type=Path, help="the page to write")
    return parser.parse_args(arguments)
