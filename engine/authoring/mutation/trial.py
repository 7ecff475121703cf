"""Puts one mutant to everything that may catch it, what is most likely to do so first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ...inference.compiled import CompiledEvaluator
from ...inference.inference import Inference
from ...inference.types import NO
from ...rulebase.model import RuleBase
from .bench import Bench, Variant, compiled
from .draft import Draft, Mutant, assemble
from .items import Item, VoiceName
from .suspects import Differences
from .voices.properties import defeasible


@dataclass(frozen=True)
class Catch:
    """Who caught a mutant, by what (a check, case, ruling, explanation, property), and how."""

    voice: VoiceName
    by: str
    how: str


@dataclass
class Court:
    """The law as it stands, and everything that mutants are put to."""

    bench: Bench
    law: Draft
    items: Sequence[Item]
    inference: Inference = field(init=False)

    def __post_init__(self) -> None:
        self.inference = compiled(self.law.base)

    def variant(self, draft: Draft, inference: Inference) -> Any:
        """Return what answers under another law."""
        return Variant(self.bench, draft, inference)

    def ordered(self, rules: frozenset[str]) -> Iterator[Item]:
        """Yield all items; of each voice first those in which one of ``rules`` applies."""
        exercising = [item for item in self.items if rules & self._applying[id(item)]]
        chosen = set(map(id, exercising))
        rest = [item for item in self.items if id(item) not in chosen]
        for voice in VoiceName:
            yield from (item for item in exercising if item.question.voice is voice)
            yield from (item for item in rest if item.question.voice is voice)

    @cached_property
    def _applying(self) -> Mapping[int, frozenset[str]]:
        rules = self.law.rules
        return {
            id(item): frozenset(
                rule.id
                for assignment in item.asked.assignments
                for rule, status in zip(
                    rules, self.inference.verdict(assignment).derivation.bodies, strict=True
                )
                if status != NO
            )
            for item in self.items
        }

    @cached_property
    def _not_defeasible(self) -> frozenset[tuple[str, str]]:
        return frozenset(defeasible(self.law.base))

    def try_(self, mutant: Mutant) -> tuple[Catch | None, RuleBase | None]:
        """Return who catches a mutant, or ``None``, with the rule base that it makes."""
        rulebase, problems = assemble(mutant.draft)
        if rulebase is None:
            first = problems[0]
            return Catch(VoiceName.CHECKS, first.code, first.message), None
        for property_, how in defeasible(rulebase):
            if (property_, how) not in self._not_defeasible:
                return Catch(VoiceName.PROPERTIES, property_, how), rulebase
        return self._heard(mutant, rulebase), rulebase

    def _heard(self, mutant: Mutant, rulebase: RuleBase) -> Catch | None:
        inference = compiled(rulebase, self._evaluator(rulebase))
        differences = Differences(self.inference, inference, self.law, mutant.draft)
        variant = self.variant(mutant.draft, inference)
        for item in differences.suspects(self.ordered(differences.rules)):
            how = item.check(variant)
            if how is not None:
                return Catch(item.question.voice, item.question.id, how)
        return None

    def _evaluator(self, rulebase: RuleBase) -> CompiledEvaluator | None:
        """Return the evaluator of the law if the rules are the same, so that it is shared."""
        (evaluator,) = self.inference.evaluators
        same = rulebase.rules == self.law.rules and isinstance(evaluator, CompiledEvaluator)
        return evaluator if same else None  # type: ignore[return-value]  # checked above
