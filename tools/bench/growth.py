"""What one question costs as rules, records and warrants grow: once, tenfold, a hundredfold.

Each kind of growth is measured in a process of its own, so that what it holds weighs on nothing
else; within it the sizes take turns.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from multiprocessing import get_context
from typing import Final

from safeconduct import Engine
from safeconduct.case.question import QUESTION
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.durable import DurableEvaluator, available
from safeconduct.inference.inference import Inference
from safeconduct.records import World

from . import clones
from .machine import resident
from .ours import Journeys, random_truths, without_memo
from .timing import Effort, Task, Timing, first_calls, measure

TIMES: Final = (1, 10, 100)
DURABLE_TIMES: Final = (1, 10)
"""durable-rules holds too much at a hundredfold."""

WARRANTS_EACH: Final = (1, 2, 4)
"""Unknown facts of each warrant are settled jointly, so there every warrant may double the work."""


@dataclass(frozen=True)
class Curve:
    """What is measured against what; ``points``: the size (1 is the real one) and the timing."""

    name: str
    points: tuple[tuple[int, Timing], ...]
    unit: str
    """What the size counts, with the number at size 1."""
    note: str = ""
    flat: bool = False
    """The cost should not grow."""
    linear: bool = False
    """The cost should grow with the size at the most."""

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
    assignments = random_truths(engine.rulebase, extent.effort.most, extent.seed)
    unit = f"{len(engine.rulebase.rules)} rules"
    bases = {times: clones.more_rules(engine.rulebase, times) for times in extent.times}
    found = []
    compiled = {times: CompiledEvaluator(base) for times, base in bases.items()}
    tasks = {
        times: without_memo(str(times), bases[times], question, (one,), assignments)
        for times, one in compiled.items()
    }
    curve = _curve("one derivation against rules, compiled", unit, tasks, extent)
    found.append(replace(curve, linear=True))
    assessed = {
        times: Engine(
            engine.world,
            bases[times],
            today=engine.clock,
            inference=Inference(bases[times], question, (one,)),
        )
        for times, one in compiled.items()
    }
    found += _assessments("against rules, compiled", unit, assessed, extent)
    if available():
        before = resident()
        tasks = {
            times: without_memo(
                str(times), bases[times], question, (DurableEvaluator(bases[times]),), assignments
            )
            for times in DURABLE_TIMES
            if times in bases
        }
        curve = _curve("one derivation against rules, durable-rules", unit, tasks, extent)
        held = "" if before is None else f"held {((resident() or 0) - before) / 2**20:.0f} MiB"
        found.append(replace(curve, note=held, linear=True))
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
    }
    note = "each has an answer of its own; what is unknown is settled jointly" if own else ""
    found = _assessments(f"against {kind}", f"{total} {counted}", engines, extent)
    return [replace(curve, note=note, flat=not own) for curve in found]


def _assessments(name: str, unit: str, engines: dict[int, Engine], extent: Extent) -> list[Curve]:
    """Ask every engine the same questions, each once to warm up and then in turns.

    Every part of an answer is read: practice and precedents look at the most records. Returns the
    curve of the first question about each person and place, and that of warm ones.
    """
    # The persons and places of the smallest world, which all others have too.
    real = Journeys(engines[1], extent.today, extent.places)
    journeys = real.distinct(extent.journeys, extent.seed)
    again = real.on_other_days(journeys, extent.seed + 1)
    asks = {times: Journeys(engine, extent.today).tell for times, engine in engines.items()}
    cold = first_calls(asks, journeys, extent.seed)
    tasks = {times: Task.of(str(times), again, ask) for times, ask in asks.items()}
    return [
        Curve(f"first question about a person and place {name}", tuple(cold.items()), unit),
        _curve(f"one warm assessment {name}", unit, tasks, extent),
    ]


def _curve(name: str, unit: str, tasks: dict[int, Task], extent: Extent) -> Curve:
    timings = measure(list(tasks.values()), extent.effort, extent.seed)
    return Curve(name, tuple((times, timings[str(times)]) for times in tasks), unit)
