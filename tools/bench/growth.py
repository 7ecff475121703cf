"""What one question costs as rules, records and warrants grow: once, tenfold, a hundredfold.

Each kind of growth is measured in a process of its own, so that what it holds weighs on nothing
else; within it the sizes take turns.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from typing import Final

from safeconduct import Engine
from safeconduct.engine import QUESTION
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.durable import DurableEvaluator, available
from safeconduct.inference.inference import Inference
from safeconduct.records import World

from . import clones
from .machine import resident
from .ours import Journeys, without_memo
from .timing import Effort, Task, Timing, measure

TIMES: Final = (1, 10, 100)
DURABLE_TIMES: Final = (1, 10)
"""durable-rules holds too much at a hundredfold."""

WARRANTS_EACH: Final = (1, 10)


@dataclass(frozen=True)
class Curve:
    """What is measured against what; ``points``: the size (1 is the real one) and the timing."""

    name: str
    points: tuple[tuple[int, Timing], ...]
    unit: str
    """What the size counts, with the number at size 1."""
    note: str = ""

    @property
    def ratios(self) -> tuple[float, ...]:
        """Each point beside the first."""
        first = self.points[0][1]
        return tuple(timing / first for _, timing in self.points)


@dataclass(frozen=True)
class Extent:
    """How much of the world is asked about, and how long."""

    today: date
    places: int
    journeys: int
    effort: Effort
    seed: int
    times: tuple[int, ...] = TIMES


def curves(extent: Extent) -> list[Curve]:
    """Return every curve."""
    kinds = [_against_rules, *(partial(_against_records, kind=kind) for kind in _WORLDS)]
    return [curve for kind in kinds for curve in _apart(kind, extent)]


def _apart(kind: Callable[[Extent], list[Curve]], extent: Extent) -> list[Curve]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(kind, extent).result()


_WORLDS: Final[dict[str, tuple[Callable[[World, int], World], str, bool]]] = {
    "records": (clones.more_records, "records", False),
    "persons and their warrants": (clones.more_persons, "warrants", False),
    "warrants for each person": (clones.more_warrants_each, "warrants", True),
}
"""What grows, how, what is counted, and whether the asked person's own case grows with it."""


def _against_rules(extent: Extent) -> list[Curve]:
    """Return the cost of one derivation by each evaluator, and of one assessment, against rules."""
    engine = Engine.load(today=lambda: extent.today)
    question = engine.rulebase.questions[QUESTION]
    source = random.Random(extent.seed)
    assignments = list(
        {
            tuple(source.randrange(len(values)) for values in engine.rulebase.values): None
            for _ in range(extent.effort.most)
        }
    )
    unit = f"{len(engine.rulebase.rules)} rules"
    bases = {times: clones.more_rules(engine.rulebase, times) for times in extent.times}
    found = []
    compiled = {times: CompiledEvaluator(base) for times, base in bases.items()}
    tasks = {
        times: without_memo(str(times), bases[times], question, (one,), assignments)
        for times, one in compiled.items()
    }
    found.append(_curve("one derivation, compiled", unit, tasks, extent))
    assessed = {
        times: Engine(
            engine.world,
            bases[times],
            today=engine.clock,
            inference=Inference(bases[times], question, (one,)),
        )
        for times, one in compiled.items()
    }
    found.append(_assessments("one warm assessment, compiled", unit, assessed, extent))
    if available():
        before = resident()
        tasks = {
            times: without_memo(
                str(times), bases[times], question, (DurableEvaluator(bases[times]),), assignments
            )
            for times in DURABLE_TIMES
            if times in bases
        }
        curve = _curve("one derivation, durable-rules", unit, tasks, extent)
        held = "" if before is None else f"held {((resident() or 0) - before) / 2**20:.0f} MiB"
        found.append(Curve(curve.name, curve.points, curve.unit, held))
    return found


def _against_records(extent: Extent, kind: str) -> list[Curve]:
    """Return the cost of one warm assessment against the records of one kind."""
    grow, counted, own = _WORLDS[kind]
    engine = Engine.load(today=lambda: extent.today)
    counts = engine.world.counts()
    total = counts[counted] if counted in counts else sum(counts.values()) - counts["sources"]
    engines = {
        times: Engine(
            grow(engine.world, times),
            engine.rulebase,
            today=engine.clock,
            inference=Inference(
                engine.rulebase,
                engine.rulebase.questions[QUESTION],
                (CompiledEvaluator(engine.rulebase),),
            ),
        )
        for times in (WARRANTS_EACH if own else extent.times)
        if times in extent.times
    }
    note = "each warrant of the person has an answer of its own" if own else ""
    curve = _assessments(f"one warm assessment: {kind}", f"{total} {counted}", engines, extent)
    return [Curve(curve.name, curve.points, curve.unit, note)]


def _assessments(name: str, unit: str, engines: dict[int, Engine], extent: Extent) -> Curve:
    """Ask every engine the same questions, once to warm up and then in turns."""
    # The persons and places of the smallest world, which all others have too.
    real = Journeys(engines[1], extent.today, extent.places)
    journeys = real.some(extent.journeys, extent.seed)
    tasks = {}
    for times, engine in engines.items():
        ask = Journeys(engine, extent.today).ask
        _ask_all(ask, journeys)
        tasks[times] = Task.of(str(times), journeys, ask)
    return _curve(name, unit, tasks, extent)


def _ask_all(ask: Callable[[tuple[str, str, date]], object], journeys: Sequence[tuple[str, str, date]]) -> None:
    for journey in journeys:
        ask(journey)


def _curve(name: str, unit: str, tasks: dict[int, Task], extent: Extent) -> Curve:
    timings = measure(list(tasks.values()), extent.effort, extent.seed)
    return Curve(name, tuple((times, timings[str(times)]) for times in tasks), unit)
