"""Verifies a rule base: all its properties, or those asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import z3

from ...base.errors import Diagnostic, InputError, RulesError
from ...base.words import near
from ...records.world import World
from ...rulebase.model import RuleBase
from .properties import PROPERTIES
from .properties.premises import cases_possible
from .records import RECORDS_ALLOWED, check_records
from .results import ProofResult, ProofState, gravest
from .run import Progress, prove
from .workbench import Workbench, check_asks

NAMES: Final = (*(one.id for one in PROPERTIES), RECORDS_ALLOWED)
"""The properties that can be asked for, in the order in which they are looked at."""

SECONDS: Final = 60.0
"""How long each property may take unless another time is given."""


@dataclass(frozen=True)
class Verification:
    """What came of verifying a rule base against a world."""

    rulebase: RuleBase
    world: World
    results: tuple[ProofResult, ...]
    solver: str

    @property
    def state(self) -> ProofState:
        """The gravest state among the properties."""
        return gravest(result.state for result in self.results)


def verify(
    rulebase: RuleBase,
    world: World,
    *,
    only: Sequence[str] = (),
    seconds: float | None = SECONDS,
    progress: Progress = lambda _property, _claims: None,
    done: Callable[[ProofResult], None] = lambda _: None,
) -> Verification:
    """Return what came of the properties named in ``only``, or of all.

    ``seconds``: how long each may take; ``None``: as long as it needs. ``progress`` is told of
    every claim, ``done`` of every result. Raises `InputError` for a property that does not exist,
    and `RulesError` if a waiver is about one.
    """
    for name in only:
        if name not in NAMES:
            hint = near(name, NAMES)
            raise InputError("only", name, f"is not a property{'; ' + hint if hint else ''}", NAMES)
    check_asks(rulebase)
    _check_waivers(rulebase)
    results = []
    for result in _results(rulebase, world, only or NAMES, seconds, progress):
        results.append(result)
        done(result)
    return Verification(rulebase, world, tuple(results), solver_version())


def solver_version() -> str:
    """Return name and version of the solver."""
    return f"Z3 {z3.get_version_string()}"


def _results(
    rulebase: RuleBase,
    world: World,
    names: Sequence[str],
    seconds: float | None,
    progress: Progress,
) -> Iterator[ProofResult]:
    bench = Workbench(rulebase)
    (possible,) = prove(bench, [cases_possible], seconds=seconds, progress=progress)
    impossible = possible.state is ProofState.FAILS
    if cases_possible.id in names or impossible:
        yield possible
    if impossible:
        return  # where no case is possible everything holds of all
    chosen = [one for one in PROPERTIES if one.id in names and one is not cases_possible]
    yield from prove(bench, chosen, seconds=seconds, progress=progress)
    if RECORDS_ALLOWED in names:
        yield check_records(bench, world, seconds=seconds, progress=progress)


def _check_waivers(rulebase: RuleBase) -> None:
    proved = [one.id for one in PROPERTIES]
    problems = [
        Diagnostic(
            waiver.location.file,
            waiver.location.line,
            "unknown-property",
            f"no property `{waiver.property}` can be waived",
            waiver.id,
            near(waiver.property, proved) or f"one of: {', '.join(proved)}",
        )
        for waiver in rulebase.properties.waivers
        if waiver.property not in proved
    ]
    if problems:
        raise RulesError(problems)
