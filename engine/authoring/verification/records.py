"""The constraints checked against the world: no truth in the records breaks one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Final

import z3

from ...inference.types import members
from ...records.world import World
from ...rulebase.model import atoms_of
from ...timeline.case import Case as RecordedCase
from ...timeline.place import changes, roles
from ...timeline.timeline import Timelines, Truth
from .results import Method, ProofDiagnostic, ProofResult, ProofState
from .search import Deadline, Undecided
from .space import Formula
from .workbench import Workbench

RECORDS_ALLOWED: Final = "records-allowed"
STATEMENT: Final = (
    "No truth in the records breaks a constraint: its unknown facts can be completed so that all "
    "constraints are kept."
)


def check_records(
    bench: Workbench,
    world: World,
    *,
    seconds: float | None = None,
    progress: Callable[[str, int], None] = lambda _property, _claims: None,
) -> ProofResult:
    """Return whether the constraints allow the truth of every warrant and place on every day."""
    started, deadline = perf_counter(), Deadline(seconds)
    findings, count = [], 0
    # Truths that agree on the facts of which constraints speak stand or fall together.
    spoken = _spoken(bench)
    seen: set[Truth] = set()
    for count, (truth, case) in enumerate(recorded(bench, world).items(), 1):
        progress(RECORDS_ALLOWED, count)
        key = tuple(truth[index] for index in spoken)
        if key not in seen:
            seen.add(key)
            found = _look(bench, truth, f"{case.warrant} in {case.place}", deadline)
            findings += [found] if found else []
    return ProofResult(
        RECORDS_ALLOWED,
        STATEMENT,
        Method.EXHAUSTIVE,
        count,
        tuple(findings),
        (),
        perf_counter() - started,
    )


def recorded(bench: Workbench, world: World) -> dict[Truth, RecordedCase]:
    """Return the distinct truths of all warrants, places and days, each with one of its cases."""
    if not any(fact.relation for fact in bench.rulebase.facts):
        return {}  # no record says anything of these facts
    timelines = Timelines(world, bench.rulebase)
    found: dict[Truth, RecordedCase] = {}
    for warrant in world.warrants.values():
        for place in world.places.values():
            for host in {r.state for day in (1, *changes(place)) for r in roles(place, day)}:
                case = RecordedCase(warrant.id, warrant.person, warrant.situation, place.id, host)
                for truth in timelines.of(case).truths:
                    found.setdefault(truth, case)
    return found


def _spoken(bench: Workbench) -> list[int]:
    atoms = {a.name for one in bench.rulebase.constraints for a in atoms_of(one.never)}
    return sorted(bench.rulebase.variables[name] for name in atoms)


def _look(
    bench: Workbench, truth: Truth, subject: str, deadline: Deadline
) -> ProofDiagnostic | None:
    formula = z3.And(list(_known(bench, truth)))
    try:
        case = bench.search.find(formula, deadline)
        if case is not None:
            if bench.engines.allowed(case):
                return None
            says = "the engine finds a constraint broken where the solver finds none"
            return ProofDiagnostic(ProofState.DISAGREES, subject, f"{subject}: {says}")
        blamed = bench.search.blame(formula, deadline)
    except Undecided as error:
        return ProofDiagnostic(ProofState.NOT_ESTABLISHED, subject, f"{subject}: {error}")
    reasons = "; ".join(
        f"`{one.id}`: {one.reason}" for one in bench.rulebase.constraints if one.id in blamed
    )
    return ProofDiagnostic(ProofState.FAILS, subject, f"the records of {subject} break {reasons}")


def _known(bench: Workbench, truth: Truth) -> Iterator[Formula]:
    """Yield what is known of each fact: one of the values in its mask."""
    for fact, mask in zip(bench.rulebase.facts, truth, strict=True):
        terms = [bench.space.holds(fact.name, fact.values[index]) for index in members(mask)]
        yield z3.Or(terms)
