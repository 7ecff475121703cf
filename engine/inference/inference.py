"""Derives each distinct truth once, by every evaluator, and refuses to answer if they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeVar

from ..base.errors import EvaluatorDisagreement
from ..base.time_allowed import check_time
from ..rulebase.model import Assignment, DecisionTable, Row, RuleBase
from ..rulebase.wording import OUTCOME
from .alternatives import Alternatives
from .compiled import CompiledEvaluator
from .relevance import Relevance
from .types import NO, YES, Derivation, Evaluator, impossible, value_of
from .watched import surrounding

UNDETERMINED = "undetermined"

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a question makes of one derivation.

    ``outcome`` and each of ``parts`` are values of the question's tables; ``row`` is the row of
    the outcome table that decided (``None`` where rules clash).
    """

    derivation: Derivation
    outcome: str
    row: Row | None
    parts: dict[str, str]
    grounds: tuple[str, ...]
    qualifications: tuple[str, ...]

    @property
    def tables(self) -> dict[str, str]:
        """What each table of the question says, by name."""
        return {OUTCOME: self.outcome, **self.parts}


@dataclass(frozen=True, slots=True)
class InferenceTrace:
    """What an inference was asked: for verdicts, for broken constraints, for what matters."""

    assignments: tuple[Assignment, ...]
    facts: tuple[Assignment, ...]
    truths: tuple[tuple[int, ...], ...]


class Inference:
    """Derivations and verdicts for one rule base and question, each computed once.

    ``evaluators`` must agree to the last rule that fired; otherwise `EvaluatorDisagreement` says
    where they differ and nothing is answered.
    """

    def __init__(
        self, rulebase: RuleBase, question: DecisionTable, evaluators: Sequence[Evaluator]
    ) -> None:
        self.rulebase = rulebase
        self.question = question
        self.evaluators = tuple(evaluators)
        self._verdicts: dict[Assignment, Decision] = {}
        self._impossible: dict[Assignment, str | None] = {}
        self._outcomes: dict[Assignment, str] = {}
        self._relevance = Relevance(rulebase, question)
        self._matters: dict[tuple[int, ...], frozenset[int]] = {}
        self._any_position = tuple((1 << len(i.positions)) - 1 for i in rulebase.issues)

    def verdict(self, assignment: Assignment) -> Decision:
        """Return the verdict on a total assignment."""
        found = self._verdicts.get(assignment)
        if found is None:
            found = self._reasoner(assignment)
            _keep(self._verdicts, assignment, found)
        return found

    def impossible(self, facts: Assignment) -> str | None:
        """Return the constraint that the facts break, or ``None``."""
        if facts in self._impossible:
            return self._impossible[facts]
        found = impossible(self.rulebase, facts)
        _keep(self._impossible, facts, found)
        return found

    def outcome(self, assignment: Assignment) -> str:
        """Return the outcome by the first evaluator alone: for measuring, not for answering."""
        found = self._outcomes.get(assignment)
        if found is None:
            known = self._verdicts.get(assignment)
            if known is not None:
                return known.outcome
            derived = self.evaluators[0].derive(assignment)
            found = self._decide(self.question.outcome, assignment, derived)[0]
            _keep(self._outcomes, assignment, found)
        return found

    def matters(self, truth: tuple[int, ...]) -> frozenset[int]:
        """Return the variables that can matter on a truth: unknown facts, and issues.

        ``truth``: for each fact the bit mask of its possible values. An unknown fact counts also
        if a constraint that may still be broken speaks of it.
        """
        found = self._matters.get(truth)
        if found is None:
            found = self._relevance.of(truth + self._any_position)
            _keep(self._matters, truth, found)
        return found

    def decisive(self, truth: tuple[int, ...]) -> frozenset[int]:
        """Return the variables that can matter on a truth to what the question tells.

        Those that matter to constraints alone are not among them.
        """
        return self._relevance.of(truth + self._any_position, constrained=False)

    @cached_property
    def alternatives(self) -> Alternatives:
        """The search for what else would give another outcome; compiled when first asked for."""
        return Alternatives(self.rulebase, self.question, self._relevance.of)

    @property
    def asked(self) -> InferenceTrace:
        """Everything that was asked so far."""
        return InferenceTrace(tuple(self._verdicts), tuple(self._impossible), tuple(self._matters))

    @property
    def distinct(self) -> int:
        """How many distinct assignments have been derived."""
        return len(self._verdicts)

    def _reasoner(self, assignment: Assignment) -> Decision:
        derived = self._derive(assignment)
        outcome, row = self._decide(self.question.outcome, assignment, derived)
        parts = {
            name: self._decide(rows, assignment, derived)[0]
            for name, rows in self.question.parts.items()
        }
        return Decision(
            derived,
            outcome,
            row,
            parts,
            self._labels(self.question.grounds, derived),
            self._labels(self.question.qualifications, derived),
        )

    def _derive(self, assignment: Assignment) -> Derivation:
        check_time()
        first, *others = self.evaluators
        around = surrounding.get()
        with around(first.name):
            derived = first.derive(assignment)
        for other in others:
            with around(other.name):
                again = other.derive(assignment)
            if again != derived:
                raise EvaluatorDisagreement(self._difference(first, derived, other, again))
        return derived

    def _difference(
        self, first: Evaluator, one: Derivation, second: Evaluator, two: Derivation
    ) -> str:
        rules = [
            rule.id
            for rule, a, b in zip(self.rulebase.rules, one.bodies, two.bodies, strict=True)
            if a != b
        ]
        conclusions = [
            name
            for name, a, b in zip(
                self.rulebase.conclusions, one.conclusions, two.conclusions, strict=True
            )
            if a != b
        ]
        return (
            f"{first.name} and {second.name} differ on rules {rules} and conclusions {conclusions}"
        )

    def _decide(
        self, rows: Sequence[Row], assignment: Assignment, derived: Derivation
    ) -> tuple[str, Row | None]:
        """Return what a table says and the row that holds for certain, unless it is left open.

        Rows before it may be unresolved, if all of them say the same.
        """
        possible: set[str] = set()
        for row in rows:
            value = value_of(self.rulebase, row.when, assignment, derived)
            if value != NO:
                possible.add(row.value)
            if value == YES:
                return (row.value, row) if len(possible) == 1 else (UNDETERMINED, None)
        return UNDETERMINED, None

    def _labels(self, labels: Mapping[str, str], derived: Derivation) -> tuple[str, ...]:
        index = self.rulebase.conclusion_index
        return tuple(
            label for name, label in labels.items() if derived.conclusions[index[name]] == YES
        )


_KEPT: Final = 1 << 17
"""How many results of each kind are kept; the world and all profiles need some 60,000."""


def _keep(memo: dict[K, V], key: K, value: V) -> None:
    # Assumptions are without end: what is kept must not be.
    if len(memo) >= _KEPT:
        memo.clear()
    memo[key] = value


def default_evaluators(rulebase: RuleBase) -> tuple[Evaluator, ...]:
    """Return two evaluators that share no code: the compiled one and its witness.

    The witness is durable-rules or, where that cannot be loaded, one that chains forward.
    """
    from .durable import DurableEvaluator, available  # it starts a native library
    from .forward import ForwardEvaluator

    witness = DurableEvaluator if available() else ForwardEvaluator
    return CompiledEvaluator(rulebase), witness(rulebase)
