"""Which questions can be answered otherwise under a mutant; the others need not be asked.

An answer is a function of what its derivation asked of the inference: verdicts, broken constraints
and what matters. Where the mutant gives the same on all that a question asked, its answer stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from ..inference.inference import Inference, Verdict
from ..lang.model import Assignment
from .draft import Draft
from .items import Item


class Differences:
    """Where a mutant differs from the law in what it derives; every comparison is made once."""

    def __init__(self, law: Inference, mutant: Inference, draft: Draft, changed: Draft) -> None:
        self._law = law
        self._mutant = mutant
        self._draft = draft
        self._changed = changed
        self._outcomes: dict[Assignment, bool] = {}
        self._proofs: dict[Assignment, bool] = {}
        self._same_order = law.rulebase.conclusions == mutant.rulebase.conclusions

    @cached_property
    def rules(self) -> frozenset[str]:
        """The ids of the rules that differ."""
        before = {rule.id: rule for rule in self._draft.rules}
        after = {rule.id: rule for rule in self._changed.rules}
        return frozenset(id for id in before if before[id] is not after.get(id))

    def suspects(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the items that may be answered otherwise, the likeliest of each voice first."""
        by_voice: dict[str, list[Item]] = {}
        for item in items:
            by_voice.setdefault(item.question.voice, []).append(item)
        for group in by_voice.values():
            yield from self._of(group)

    def _of(self, group: list[Item]) -> Iterator[Item]:
        if self._changed.shifts:
            yield from (item for item in group if self._moved(item))
        elif self._elsewhere:
            yield from group
        else:
            later = []
            for item in group:
                if any(map(self._other_outcome, item.asked.assignments)):
                    yield item
                else:
                    later.append(item)
            for item in later:
                if self._may_be_told_otherwise(item):
                    yield item

    @property
    def _elsewhere(self) -> bool:
        """Whether something differs that verdicts do not show: profiles, days, severity, grades."""
        law, changed = self._law.question, self._mutant.question
        return (
            self._draft.profiles is not self._changed.profiles
            or self._draft.issues is not self._changed.issues
            or self._changed.place is not None
            or law.severity != changed.severity
            or law.exposure != changed.exposure
        )

    def _moved(self, item: Item) -> bool:
        facts = {fact.name: fact.relation for fact in self._draft.base.facts}
        for moment in item.moments:
            shift = self._changed.shifts.get(facts[moment.variable[0]])
            if shift is not None:
                before, after = moment.steps, shift(moment.steps)
                if (
                    before.at(moment.day).values != after.at(moment.day).values
                    or item.question.over_time
                ):
                    return True
        return False

    def _may_be_told_otherwise(self, item: Item) -> bool:
        asked = item.asked
        return (
            any(map(self._other_proof, asked.assignments))
            or any(self._law.impossible(f) != self._mutant.impossible(f) for f in asked.facts)
            or any(self._law.matters(t) != self._mutant.matters(t) for t in asked.truths)
        )

    def _other_outcome(self, assignment: Assignment) -> bool:
        found = self._outcomes.get(assignment)
        if found is None:
            law, changed = self._law.verdict(assignment), self._mutant.verdict(assignment)
            found = _said(law) != _said(changed)
            self._outcomes[assignment] = found
        return found

    def _other_proof(self, assignment: Assignment) -> bool:
        """Return whether another rule applies, or one that differs does: the proof may show it."""
        found = self._proofs.get(assignment)
        if found is None:
            law, changed = self._law.verdict(assignment), self._mutant.verdict(assignment)
            found = law.row != changed.row or self._rules_applied(self._law, law) != (
                self._rules_applied(self._mutant, changed)
            )
            self._proofs[assignment] = found
        return found

    def _rules_applied(self, inference: Inference, verdict: Verdict) -> object:
        bodies = verdict.derivation.bodies
        rules = inference.rulebase.rules
        return [
            (rule.id, status, rule.id in self.rules)
            for rule, status in zip(rules, bodies, strict=True)
        ]


def _said(verdict: Verdict) -> object:
    return verdict.outcome, verdict.parts, verdict.grounds, verdict.qualifications
