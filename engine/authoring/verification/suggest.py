"""What could be declared of a rule base, because it holds, and what is worth a second look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Any

import z3

from ...rulebase.model import (
    All,
    AtomKind,
    Condition,
    Effect,
    Location,
    Monotonicity,
    PropertyChange,
    RuleBase,
    Target,
    atoms_of,
)
from .examples import example
from .properties.monotone import broken
from .results import ProofExample
from .search import Deadline, Undecided
from .space import Formula, changed
from .workbench import Workbench

_NOWHERE = Location("", 0)


@dataclass(frozen=True)
class ProposedMonotonicity:
    """A change of a fact that never has an effect on a conclusion, though it has the opposite."""

    fact: str
    before: str
    after: str
    never: Effect
    conclusion: str

    def plain(self) -> dict[str, Any]:
        """Return it as an entry of ``properties.yaml``, whose reason its author has to give."""
        verb = {"creates": "creates no", "removes": "removes no"}[self.never.value]
        name = f"{self.fact}-{verb}-{self.conclusion}"
        value = {"true": True, "false": False}
        return {
            "id": "-".join(part for part in _words(f"{name}-{self.after}") if part != "true"),
            "says": f"That `{self.fact}` becomes `{self.after}` {verb} `{self.conclusion}`.",
            "change": {
                self.fact: {
                    "from": value.get(self.before, self.before),
                    "to": value.get(self.after, self.after),
                }
            },
            "never": {self.never.value: self.conclusion},
            "reason": "TODO: say why.",
        }


@dataclass(frozen=True)
class EffectShown:
    """A case with a change, and the status of a conclusion before and after it.

    The statuses are as the engine derives them (`inference.types`).
    """

    example: ProofExample
    before: int
    after: int


@dataclass(frozen=True)
class NotMonotone:
    """A change of a fact that in one case gives a conclusion and in another takes it away.

    ``creates``, ``removes``: the smallest case of each.
    """

    fact: str
    before: str
    after: str
    conclusion: str
    creates: EffectShown
    removes: EffectShown

    @property
    def says(self) -> str:
        """What is so, as a clause."""
        return (
            f"that `{self.fact}` becomes `{self.after}` gives `{self.conclusion}` in one case and "
            "takes it away in another"
        )


@dataclass(frozen=True)
class Overlap:
    """Two rows of a table that hold in one case and say different things: their order decides."""

    question: str
    table: str
    first: str
    second: str
    says: str
    example: ProofExample


def suggestions(
    rulebase: RuleBase,
    *,
    seconds: float | None = None,
    progress: Callable[[str, int], None] = lambda _what, _count: None,
) -> Iterator[ProposedMonotonicity | NotMonotone]:
    """Yield the monotonicities that hold, are not declared, and say something; and what is none.

    Of each fact the change from what holds without a record to each other value is looked at, and
    its effect on each conclusion that a question asks for directly. Where the change has no effect
    at all nothing is said; where it has both, the smallest case of each. ``seconds``: how long may
    be looked.
    """
    bench, deadline = Workbench(rulebase), Deadline(seconds)
    declared = {
        (change.variable, after, one.never, one.of.name)
        for one in rulebase.properties.monotonicities
        for change in one.changes
        for after in change.after
    }
    count = 0
    for conclusion in _asked(rulebase):
        cone = _cone(bench, conclusion)
        for fact in rulebase.facts:
            if fact.name not in cone:
                continue
            before = fact.absent_value or fact.values[0]
            for after in fact.values:
                if after == before:
                    continue
                progress("suggestions", count := count + 1)
                change = _Change(fact.name, before, after, conclusion)
                effects = {
                    never: _possible(bench, change, never, deadline)
                    for never in (Effect.CREATES, Effect.REMOVES)
                }
                if all(effects.values()):
                    shown = _shown(bench, change, deadline)
                    if shown is not None:
                        yield shown
                    continue
                if None in effects.values() or len(set(effects.values())) == 1:
                    continue
                (never,) = (one for one, possible in effects.items() if not possible)
                if (fact.name, after, never, conclusion) not in declared:
                    yield ProposedMonotonicity(fact.name, before, after, never, conclusion)


def overlaps(rulebase: RuleBase, *, seconds: float | None = None) -> Iterator[Overlap]:
    """Yield the rows of which the first alone counts, though another one holds as well.

    Left out are last rows, which have no condition, and rows before which something else holds
    whenever both do.
    """
    bench, deadline = Workbench(rulebase), Deadline(seconds)
    for question, answers in bench.answers.items():
        for name, table in answers.tables.items():
            rows = [row for row in table.rows if next(atoms_of(row.when), None) is not None]
            for one, other in combinations(rows, 2):
                if one.value == other.value:
                    continue
                earlier = rows[: rows.index(one)]
                both = z3.And(
                    bench.encoding.condition(All((one.when, other.when))).holds,
                    *(z3.Not(bench.encoding.condition(row.when).holds) for row in earlier),
                )
                try:
                    case = bench.search.nearest(both, bench.baseline, deadline)
                except Undecided:
                    return
                if case is not None:
                    yield Overlap(
                        question,
                        name,
                        one.value,
                        other.value,
                        f"the rows `{one.value}` and `{other.value}` of `{name}` both hold in some "
                        "case; that the first counts is due to their order alone",
                        example(bench, case, question=question),
                    )


@dataclass(frozen=True)
class _Change:
    """A change of a fact, and the conclusion on which its effect is looked at."""

    fact: str
    before: str
    after: str
    conclusion: str

    def has(self, bench: Workbench, effect: Effect) -> Formula:
        """Return when the change has an effect."""
        then = {self.fact: self.after}
        change = PropertyChange(self.fact, (self.before,), (self.after,))
        declared = Monotonicity(
            *("", "", All(()), (change,), effect), *(Target(self.conclusion), "", _NOWHERE)
        )
        return z3.And(
            bench.space.holds(self.fact, self.before),
            changed(bench.space, bench.encoding.allowed(), then),
            broken(bench, declared, then),
        )


def _possible(bench: Workbench, change: _Change, effect: Effect, deadline: Deadline) -> bool | None:
    """Return whether a change can have an effect; nothing if that is not decided in time."""
    try:
        return bench.search.find(change.has(bench, effect), deadline) is not None
    except Undecided:
        return None


def _shown(bench: Workbench, change: _Change, deadline: Deadline) -> NotMonotone | None:
    """Return the smallest cases of both effects; nothing if they are not found in time."""
    then = {change.fact: change.after}
    question = _asking(bench.rulebase, change.conclusion)

    def smallest(effect: Effect) -> EffectShown:
        case = bench.search.nearest(change.has(bench, effect), bench.baseline, deadline)
        assert case is not None  # INVARIANT: the effect is possible
        status = partial(bench.engines.status, conclusion=change.conclusion)
        shown = example(bench, case, (change.fact,), then, question)
        return EffectShown(shown, status(case), status({**case, **then}))

    try:
        creates, removes = smallest(Effect.CREATES), smallest(Effect.REMOVES)
    except Undecided:
        return None
    return NotMonotone(
        change.fact, change.before, change.after, change.conclusion, creates, removes
    )


def _asking(rulebase: RuleBase, conclusion: str) -> str:
    """Return the first question that asks for a conclusion directly."""
    return next(
        question.id
        for question in rulebase.questions.values()
        for rows in question.tables.values()
        for row in rows
        if any(atom.name == conclusion for atom in atoms_of(row.when))
    )


def _asked(rulebase: RuleBase) -> list[str]:
    """Return the conclusions that questions ask for directly, but for those of mere labels."""
    conditions: list[Condition] = [
        row.when
        for question in rulebase.questions.values()
        for rows in (question.outcome, *question.parts.values())
        for row in rows
    ]
    names = (a.name for c in conditions for a in atoms_of(c) if a.kind is AtomKind.CONCLUSION)
    return list(dict.fromkeys(names))


def _cone(bench: Workbench, conclusion: str) -> set[str]:
    """Return the facts on which a conclusion may rest."""
    return {
        atom.name
        for name in bench.encoding.needs(conclusion)
        for rule in bench.rulebase.rules_on(name)
        for atom in atoms_of(rule.body)
        if atom.kind is AtomKind.FACT
    }


def _words(text: str) -> list[str]:
    return text.replace(".", "-").replace("_", "-").replace(" ", "-").split("-")
