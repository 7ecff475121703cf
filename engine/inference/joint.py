"""One question over several cases at once: unknown facts and positions settled jointly.

The warrants of one person share their facts about the person and the host, so an unknown fact is
completed once for all of them. The outcome of a completion is the most severe over the cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from ..base.errors import Contradiction, TooManyUnknowns
from ..base.words import counted
from ..rulebase.model import Assignment
from ..timeline.timeline import Truth, Variable
from .inference import UNDETERMINED, Decision, Inference
from .types import MOST_UNKNOWNS, members

_Possible = tuple[tuple[int, ...], tuple[Assignment, ...]]
"""The values of what is unknown, by index, and the facts of each case with them."""


@dataclass(frozen=True, slots=True)
class Completion:
    """One way the unknown facts may be, and what follows.

    ``values``: for each unknown variable the index of its value; ``verdicts``: one per case.
    """

    values: tuple[int, ...]
    verdicts: tuple[Decision, ...]
    outcome: str


@dataclass(frozen=True, slots=True)
class Settled:
    """Everything that may follow under one choice of positions."""

    unknowns: tuple[Variable, ...]
    completions: tuple[Completion, ...]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The distinct outcomes, in the order found."""
        return tuple(dict.fromkeys(completion.outcome for completion in self.completions))

    @property
    def outcome(self) -> str:
        """The one outcome, or *undetermined*."""
        outcomes = self.outcomes
        return outcomes[0] if len(outcomes) == 1 else UNDETERMINED


@dataclass(frozen=True)
class JointQuestion:
    """The truths of several cases on one day, with the variables behind their facts."""

    inference: Inference
    truths: tuple[Truth, ...]
    variables: tuple[tuple[Variable, ...], ...]

    @classmethod
    def alone(cls, inference: Inference, truth: Truth) -> JointQuestion:
        """Return the question about one truth, without a world behind it."""
        variables = tuple((fact.name,) for fact in inference.rulebase.facts)
        return cls(inference, (truth,), (variables,))

    def settle(self, positions: Assignment) -> Settled:
        """Return what follows under ``positions`` (one index per issue) in every completion.

        Raises `TooManyUnknowns` beyond twelve unknown facts, and `Contradiction` if the records
        break the constraints.
        """
        unknowns, possible = self._possible
        verdict, completions = self.inference.verdict, []
        for values, assignments in possible:
            verdicts = tuple([verdict(facts + positions) for facts in assignments])
            outcomes = {one.outcome for one in verdicts}
            completions.append(Completion(values, verdicts, self.most_severe(outcomes)))
        return Settled(unknowns, tuple(completions))

    @cached_property
    def _possible(self) -> tuple[tuple[Variable, ...], tuple[_Possible, ...]]:
        """What is unknown, and each way in which it may be: one question has many positions."""
        unknown = self.unknowns()
        unknowns, possible = tuple(unknown), []
        broken: str | None = None
        for values in product(*unknown.values()):
            known = dict(zip(unknowns, values, strict=True))
            facts = tuple(self.assign(index, known) for index in range(len(self.truths)))
            broken = next(filter(None, map(self.inference.impossible, facts)), None)
            if broken is None:
                possible.append((values, facts))
        if not possible:
            raise Contradiction(f"the records break the constraint `{broken}`")
        return unknowns, tuple(possible)

    def unknowns(self) -> dict[Variable, tuple[int, ...]]:
        """Return the possible values of each unknown fact that matters.

        Raises `TooManyUnknowns` if there are more than twelve.
        """
        found = self._open(lambda truth: sorted(self.inference.matters(truth)))
        if len(found) > MOST_UNKNOWNS:
            names = ", ".join(variable[0] for variable in found)
            raise TooManyUnknowns(f"{counted(len(found), 'fact')} are unknown at once: {names}")
        return found

    def mattering(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the facts that are unknown and may matter, however many there are.

        First all of them, then those that matter to more than constraints.
        """
        matters, decisive = self.inference.matters, self.inference.decisive
        every = self._open(lambda truth: sorted(matters(truth)))
        told = self._open(lambda truth: sorted(decisive(truth)))
        return frozenset(one[0] for one in every), frozenset(one[0] for one in told)

    def every_unknown(self) -> dict[Variable, tuple[int, ...]]:
        """Return the possible values of each unknown fact, whether it matters or not."""
        return self._open(lambda truth: range(len(truth)))

    def _open(self, looked_at: Callable[[Truth], Iterable[int]]) -> dict[Variable, tuple[int, ...]]:
        found: dict[Variable, tuple[int, ...]] = {}
        for truth, variables in zip(self.truths, self.variables, strict=True):
            for index in looked_at(truth):
                if index < len(truth) and truth[index] & (truth[index] - 1):
                    found.setdefault(variables[index], members(truth[index]))
        return found

    def assign(self, index: int, values: Mapping[Variable, int]) -> Assignment:
        """Return the facts of one case with its unknown ones completed by ``values``.

        An unknown fact that cannot matter gets its first possible value.
        """
        return tuple(
            values.get(variable, (possible & -possible).bit_length() - 1)
            for possible, variable in zip(self.truths[index], self.variables[index], strict=True)
        )

    def most_severe(self, outcomes: AbstractSet[str]) -> str:
        """Return the joint outcome of several cases."""
        severity = self.inference.question.severity
        if severity[0] in outcomes:
            return severity[0]
        # Rules that clash over one warrant leave open whether it is the most severe.
        if UNDETERMINED in outcomes:
            return UNDETERMINED
        return next(outcome for outcome in severity if outcome in outcomes)
