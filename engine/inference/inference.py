"""Derives each distinct truth once, by every evaluator, and refuses to answer if they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..errors import EvaluatorDisagreement
from ..lang.model import Assignment, Question, Row, RuleBase
from .compiled import CompiledEvaluator
from .conditions import impossible, value_of
from .relevance import Relevance
from .types import NO, YES, Derivation, Evaluator

UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Verdict:
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


class Inference:
    """Derivations and verdicts for one rule base and question, each computed once.

    ``evaluators`` must agree to the last rule that fired; otherwise `EvaluatorDisagreement` says
    where they differ and nothing is answered.
    """

    def __init__(
        self, rulebase: RuleBase, question: Question, evaluators: Sequence[Evaluator]
    ) -> None:
        self.rulebase = rulebase
        self.question = question
        self.evaluators = tuple(evaluators)
        self._verdicts: dict[Assignment, Verdict] = {}
        self._impossible: dict[Assignment, str | None] = {}
        self._outcomes: dict[Assignment, str] = {}
        self._relevance = Relevance(rulebase, question)
        self._matters: dict[tuple[int, ...], frozenset[int]] = {}
        self._any_position = tuple((1 << len(i.positions)) - 1 for i in rulebase.issues)

    def verdict(self, assignment: Assignment) -> Verdict:
        """Return the verdict on a total assignment."""
        found = self._verdicts.get(assignment)
        if found is None:
            found = self._verdicts[assignment] = self._judge(assignment)
        return found

    def impossible(self, facts: Assignment) -> str | None:
        """Return the constraint that the facts break, or ``None``."""
        if facts not in self._impossible:
            self._impossible[facts] = impossible(self.rulebase, facts)
        return self._impossible[facts]

    def outcome(self, assignment: Assignment) -> str:
        """Return the outcome by the first evaluator alone: for searching, not for answering."""
        found = self._outcomes.get(assignment)
        if found is None:
            known = self._verdicts.get(assignment)
            if known is not None:
                return known.outcome
            derived = self.evaluators[0].derive(assignment)
            found = self._decide(self.question.outcome, assignment, derived)[0]
            self._outcomes[assignment] = found
        return found

    def matters(self, truth: tuple[int, ...]) -> frozenset[int]:
        """Return the variables that can matter on a truth: unknown facts, and issues.

        ``truth``: for each fact the bit mask of its possible values. An unknown fact counts also
        if a constraint that may still be broken speaks of it.
        """
        if truth not in self._matters:
            self._matters[truth] = self._relevance.of(truth + self._any_position)
        return self._matters[truth]

    @property
    def distinct(self) -> int:
        """How many distinct assignments have been derived."""
        return len(self._verdicts)

    def _judge(self, assignment: Assignment) -> Verdict:
        derived = self._derive(assignment)
        outcome, row = self._decide(self.question.outcome, assignment, derived)
        parts = {
            name: self._decide(rows, assignment, derived)[0]
            for name, rows in self.question.parts.items()
        }
        return Verdict(
            derived,
            outcome,
            row,
            parts,
            self._labels(self.question.grounds, derived),
            self._labels(self.question.qualifications, derived),
        )

    def _derive(self, assignment: Assignment) -> Derivation:
        first, *others = self.evaluators
        derived = first.derive(assignment)
        for other in others:
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


def default_evaluators(rulebase: RuleBase) -> tuple[Evaluator, ...]:
    """Return the compiled evaluator and, where it can be loaded, durable-rules."""
    from .durable import DurableEvaluator, available  # it starts a native library

    compiled = CompiledEvaluator(rulebase)
    return (compiled, DurableEvaluator(rulebase)) if available() else (compiled,)
