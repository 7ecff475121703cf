"""A rule base made ready for proofs: formulas for the solver, and the engine to try cases on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import z3

from ...base.errors import InputError
from ...inference.inference import Decision, Inference, default_evaluators
from ...inference.types import impossible
from ...rulebase.model import DecisionTable, RuleBase
from .answers import Answers, labels
from .encode import Encoding
from .search import Search, SearchBaseline
from .space import Case, Formula, Space, assignment


@dataclass(frozen=True)
class Engines:
    """The engine, for putting to it the cases that the solver found."""

    rulebase: RuleBase
    _inferences: dict[str, Inference] = field(default_factory=dict, repr=False)

    def allowed(self, case: Case) -> bool:
        """Return whether the engine finds that the case breaks no constraint."""
        facts = assignment(self.rulebase, case)[: len(self.rulebase.facts)]
        return impossible(self.rulebase, facts) is None

    def verdict(self, case: Case, question: str) -> Decision:
        """Return what the engine answers, by every evaluator; raises `EvaluatorDisagreement`."""
        return self._inference(question).verdict(assignment(self.rulebase, case))

    def reply(self, case: Case, question: str) -> tuple[object, ...]:
        """Return all that the engine answers, for comparing; labels as open as they are."""
        found = self.verdict(case, question)
        named = labels(self.rulebase.questions[question])
        return found.outcome, found.parts, tuple(self.status(case, name) for name in named)

    def status(self, case: Case, conclusion: str) -> int:
        """Return the status of a conclusion as the engine derives it."""
        verdict = self.verdict(case, next(iter(self.rulebase.questions)))
        return verdict.derivation.conclusions[self.rulebase.conclusion_index[conclusion]]

    def body(self, case: Case, rule: str) -> int:
        """Return the status of a rule's condition as the engine derives it."""
        verdict = self.verdict(case, next(iter(self.rulebase.questions)))
        return verdict.derivation.bodies[self.rulebase.rule_index[rule]]

    def _inference(self, question: str) -> Inference:
        found = self._inferences.get(question)
        if found is None:
            shared = next(iter(self._inferences.values()), None)
            evaluators = shared.evaluators if shared else default_evaluators(self.rulebase)
            asked = self.rulebase.questions[question]
            found = self._inferences[question] = Inference(self.rulebase, asked, evaluators)
        return found


@dataclass(frozen=True)
class Workbench:
    """One rule base: formulas, search and engine."""

    rulebase: RuleBase

    @cached_property
    def space(self) -> Space:
        """Every case that could be."""
        return Space.of(self.rulebase)

    @cached_property
    def encoding(self) -> Encoding:
        """What the rules mean."""
        return Encoding(self.rulebase, self.space)

    @cached_property
    def answers(self) -> Mapping[str, Answers]:
        """What each question answers."""
        return answers_of(self.encoding)

    @cached_property
    def engines(self) -> Engines:
        """The engine on these rules."""
        return Engines(self.rulebase)

    @cached_property
    def search(self) -> Search:
        """Finds cases that the constraints allow."""
        return Search(self.space, kept(self.encoding))

    @cached_property
    def baseline(self) -> SearchBaseline:
        """The case without records, under the first profile."""
        return baseline_of(self.rulebase)


def check_asks(rulebase: RuleBase) -> None:
    """Raise `InputError` if a rule base asks no question: its rules then answer nothing."""
    if not rulebase.questions:
        raise InputError("rules", None, "ask no question, so that there is nothing to verify")


def answers_of(encoding: Encoding) -> Mapping[str, Answers]:
    """Return what each question answers under an encoding."""
    questions: Mapping[str, DecisionTable] = encoding.rulebase.questions
    return {name: Answers(encoding, question) for name, question in questions.items()}


def kept(encoding: Encoding) -> Mapping[str, Formula]:
    """Return when each constraint of a rule base is kept."""
    return {one.id: z3.Not(encoding.broken(one.id)) for one in encoding.rulebase.constraints}


def baseline_of(rulebase: RuleBase) -> SearchBaseline:
    """Return the values that hold without a record, and the positions of the default profile.

    A fact that is unknown without a record has no ordinary value. Without profiles the first
    position on each issue is the ordinary one.
    """
    values = {
        fact.name: fact.absent_value for fact in rulebase.facts if fact.absent_value is not None
    }
    return SearchBaseline({**values, **rulebase.default_profile.choices})
