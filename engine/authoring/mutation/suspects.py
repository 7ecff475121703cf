"""Which questions can be answered otherwise under a mutant; the others need not be asked.

An answer is a function of what its derivation asked of the inference: verdicts, broken constraints
and what matters. Where the mutant gives the same on all that a question asked, its answer stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property

from ...inference.inference import Decision, Inference
from ...rulebase.model import Assignment, RuleBase
from ...rulebase.readings import Readings
from ...timeline.place import roles
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
        self._days: dict[date, bool] = {}

    @cached_property
    def rules(self) -> frozenset[str]:
        """The ids of the rules that differ."""
        before = {rule.id: rule for rule in self._draft.rules}
        after = {rule.id: rule for rule in self._changed.rules}
        return frozenset(name for name in before if before[name] is not after.get(name))

    def suspects(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the items that may be answered otherwise, the likeliest of each voice first."""
        by_voice: dict[str, list[Item]] = {}
        for item in items:
            by_voice.setdefault(item.question.voice, []).append(item)
        for group in by_voice.values():
            yield from self._of(group)

    def _of(self, group: list[Item]) -> Iterator[Item]:
        if self._elsewhere is not None:
            yield from filter(self._elsewhere, group)
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

    @cached_property
    def _elsewhere(self) -> Callable[[Item], bool] | None:
        """What tells whether an item is concerned by something that verdicts do not show."""
        law, changed = self._law.question, self._mutant.question
        if self._changed.shifts:
            return self._moved
        if self._changed.place is not None:
            return self._other_roles
        if self._draft.profiles is not self._changed.profiles:
            return self._other_choices
        if self._draft.issues is not self._changed.issues:
            return self._other_readings
        if self._draft.constraints is not self._changed.constraints:
            return self._other_limits
        if (law.severity, law.exposure) != (changed.severity, changed.exposure):
            return lambda _: True
        return None

    def _other_roles(self, item: Item) -> bool:
        place = self._changed.place
        assert place is not None
        return item.question.over_time or any(
            roles(one.place, one.on.toordinal()) != roles(place(one.place), one.on.toordinal())
            for one in item.queries
        )

    def _other_choices(self, item: Item) -> bool:
        before, after = self._draft.profiles, self._changed.profiles
        names = {query.profile.id for query in item.queries}
        # A case of facts asks no engine: which profile it takes is not seen here.
        return not names or any(before[name] is not after[name] for name in names)

    def _other_readings(self, item: Item) -> bool:
        return any(map(self._read_otherwise, item.known))

    def _read_otherwise(self, day: date) -> bool:
        found = self._days.get(day)
        if found is None:
            one, other = (readings_on(made.rulebase, day) for made in (self._law, self._mutant))
            found = self._days[day] = one != other
        return found

    def _other_limits(self, item: Item) -> bool:
        # What is assumed is checked against the constraints without asking the inference.
        assumed = any(query.given.assumed for query in item.queries)
        return assumed or self._may_be_told_otherwise(item)

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

    def _rules_applied(self, inference: Inference, verdict: Decision) -> object:
        bodies = verdict.derivation.bodies
        rules = inference.rulebase.rules
        return [
            (rule.id, status, rule.id in self.rules)
            for rule, status in zip(rules, bodies, strict=True)
        ]


def readings_on(rulebase: RuleBase, day: date) -> object:
    """Return what can be seen of the positions on a day: which are there, and what they do.

    Who stands behind a position is told only beside another one.
    """
    readings = Readings(rulebase, day)
    seen = []
    for issue in rulebase.issues:
        available = readings.available(issue)
        told = available if len(available) > 1 else ()
        seen.append(
            (
                available,
                [readings.standing(issue.positions[index]) for index in told],
                [readings.counts(issue, index) for index in available],
                [readings.choose(profile, issue) for profile in rulebase.profiles.values()],
            )
        )
    return seen


def _said(verdict: Decision) -> object:
    return verdict.outcome, verdict.parts, verdict.grounds, verdict.qualifications
