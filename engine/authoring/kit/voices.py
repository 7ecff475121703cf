"""Everything that can say what follows from a rule base, under one small protocol.

They are written independently of each other, so that what all of them say is what the semantics
says, and not what one program happens to do. Another one is added in `all_voices`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ...base.extras import is_installed
from ...case.proof.checker import Claims
from ...inference.compiled import CompiledEvaluator
from ...inference.durable_host import available
from ...inference.forward import ForwardEvaluator
from ...inference.types import Derivation
from ...rulebase.model import Assignment, RuleBase
from .oracle import Oracle

Derive = Callable[[Assignment], Derivation]
"""Takes a total assignment, returns the status of every rule body and conclusion.

``bodies`` may be empty for a voice that speaks of conclusions only.
"""


class Voice(Protocol):
    """Says what follows from a rule base; may refuse it with a `SafeconductError`."""

    @property
    def name(self) -> str:
        """The name by which differences are told."""
        ...

    def __call__(self, rulebase: RuleBase) -> Derive:
        """Return what derives under ``rulebase``."""
        ...


@dataclass(frozen=True)
class NamedVoice:
    """A voice made of a name and a function."""

    name: str
    listen: Callable[[RuleBase], Derive]

    def __call__(self, rulebase: RuleBase) -> Derive:
        """Return what derives under ``rulebase``."""
        return self.listen(rulebase)


def all_voices() -> tuple[Voice, ...]:
    """Return every voice that can be heard here, the engine's first evaluator first."""
    found: list[Voice] = [
        NamedVoice("compiled", lambda rulebase: CompiledEvaluator(rulebase).derive),
        NamedVoice("oracle", lambda rulebase: Oracle(rulebase).derive),
        NamedVoice("forward chaining", lambda rulebase: ForwardEvaluator(rulebase).derive),
    ]
    if available():
        found.append(NamedVoice("durable-rules", _durable))
    return tuple(found)


def voices_and_solver() -> tuple[Voice, ...]:
    """Return `all_voices` and, where it is installed, the solver, which is slow to speak."""
    solver = (NamedVoice("solver", _solver),) if is_installed("z3") else ()
    return (*all_voices(), *solver)


def _solver(rulebase: RuleBase) -> Derive:
    from ..verification.evaluator import SolverEvaluator  # the solver is an extra

    return SolverEvaluator(rulebase).derive


def _durable(rulebase: RuleBase) -> Derive:
    from ...inference.durable import DurableEvaluator  # it starts a native library

    return DurableEvaluator(rulebase).derive


def differences(
    rulebase: RuleBase, assignment: Assignment, said: Sequence[tuple[str, Derivation]]
) -> Iterator[str]:
    """Yield everything in which voices differ from the first, and what the checker refuses.

    ``said``: by name, what each voice derives from ``assignment``.
    """
    (first, one), *others = said
    for name, other in others:
        for kind, names, ours, theirs in (
            ("conclusion", rulebase.conclusions, one.conclusions, other.conclusions),
            ("rule", tuple(rule.id for rule in rulebase.rules), one.bodies, other.bodies),
        ):
            if ours and theirs:
                for subject, a, b in zip(names, ours, theirs, strict=True):
                    if a != b:
                        yield f"{kind} {subject}: {first} says {STATUS[a]}, {name} {STATUS[b]}"
    for name, other in said:
        if other.bodies:
            claims = Claims(rulebase, assignment, other.bodies, other.conclusions)
            for problem in claims.problems():
                yield f"checker on {name}: {problem}"


STATUS = ("no", "unresolved", "yes")
"""The words for the truth values `NO`, `UNRESOLVED` and `YES`."""
