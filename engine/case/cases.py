"""The cases that one answer joins, each with its truth over time; what is general of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from ..base.words import label
from ..inference.inference import Inference
from ..inference.joint import JointQuestion
from ..records.describe import describe
from ..records.reference import RecordRef
from ..records.world import World
from ..rulebase.model import Assignment, RuleBase
from ..timeline.relations import following
from ..timeline.steps import Basis, Holding
from ..timeline.timeline import Timeline, Truth, Variable, mask
from .inputs import Inputs
from .proof.nodes import Ground
from .proof.prover import Prover


@dataclass(frozen=True)
class Cases:
    """The cases of one question, with what the question itself says of them (``given``).

    A question says by `names` what the placeholders of a fact's sentences stand for.
    """

    world: World
    rulebase: RuleBase
    given: Inputs
    timelines: tuple[Timeline, ...]

    def names(self, index: int) -> Mapping[str, str]:
        """Return what the placeholders stand for in the case at ``index``."""
        raise NotImplementedError

    def joint(self, inference: Inference, day: int) -> JointQuestion:
        """Return the question over all cases on ``day``."""
        return JointQuestion(
            inference,
            self.truths(day),
            tuple(timeline.variables for timeline in self.timelines),
        )

    def key(self, day: int) -> tuple[object, ...]:
        """Return what determines the answer on ``day``, given positions."""
        return *self.kind, self.moment(day)

    @cached_property
    def kind(self) -> tuple[object, ...]:
        """What of its `key` is the same on every day."""
        return self.given.key, self._shared if len(self.timelines) > 1 else ()

    def moment(self, day: int) -> object:
        """Return what of its `key` belongs to ``day``."""
        if self.given.assumed:
            return self.truths(day)
        if len(self.timelines) == 1:
            return self.timelines[0].id_at(day)
        return tuple(one.id_at(day) for one in self.timelines)

    def truths(self, day: int) -> tuple[Truth, ...]:
        """Return the truth of each case on ``day``, with what is given and what follows."""
        cases = range(len(self.timelines))
        return tuple(self.given.over(self.recorded(index, day)) for index in cases)

    def alike(self, inference: Inference, day: int) -> JointQuestion:
        """Return the same question as `joint` for all cases with the same `key`.

        An unknown is named by its fact and the first case that has it, not by what it is about.
        """
        names = [fact.name for fact in self.rulebase.facts]
        return JointQuestion(
            inference,
            self.truths(day),
            tuple(
                tuple((name, str(first)) for name, first in zip(names, firsts, strict=True))
                for firsts in self._shared
            ),
        )

    def unknown(self, variable: Variable) -> tuple[int, int]:
        """Return the case and the fact, by index, that an unknown of `alike` names.

        The case is the first one for which the fact is that unknown.
        """
        name, first = variable
        return int(first), self.rulebase.variables[name]

    @cached_property
    def _shared(self) -> tuple[tuple[int, ...], ...]:
        """For each case and fact, the first case for which it is the same variable."""
        columns = zip(*(timeline.variables for timeline in self.timelines), strict=True)
        firsts = [[column.index(variable) for variable in column] for column in columns]
        return tuple(zip(*firsts, strict=True))

    def recorded(self, index: int, day: int) -> Truth:
        """Return the truth of one case on ``day`` without the given facts, but with what follows.

        Raises `IndexError` for a case that does not exist.
        """
        truth = self.timelines[index].at(day)
        follows = self._following(index, day)
        if not follows:
            return truth
        facts = self.rulebase.facts
        return tuple(
            mask(facts[fact], follows[fact].values) if fact in follows else possible
            for fact, possible in enumerate(truth)
        )

    def _following(self, index: int, day: int) -> Mapping[int, Holding]:
        """Return what follows from what is assumed and is not so by the records."""
        if not self.given.assumed:
            return {}
        timeline = self.timelines[index]
        supposed = {
            name: value
            for name, value in self.given.assumed.items()
            if timeline.holding(self.rulebase.variables[name], day).values != {value}
        }
        return following(self.world, self.rulebase, timeline.case, supposed, day)

    @cached_property
    def edges(self) -> tuple[int, ...]:
        """Every day (ordinal) on which a fact changes, or only the records that tell it."""
        steps = (steps for timeline in self.timelines for steps in timeline.facts)
        return tuple(sorted({start for one in steps for start in one.starts}))

    def changes(self) -> Iterator[int]:
        """Yield every day on which some fact changes."""
        for timeline in self.timelines:
            yield from timeline.starts[1:]

    def records_at(self, day: int) -> tuple[RecordRef, ...]:
        """Return the records of `changed_by` in words."""
        return tuple(describe(self.world, self.world.records[id_]) for id_ in self.changed_by(day))

    def changed_by(self, day: int) -> tuple[str, ...]:
        """Return the ids of the records behind the facts whose possible values change on a day."""
        found: dict[str, None] = {}
        for timeline in self.timelines:
            for steps in timeline.facts:
                if day not in steps.starts:
                    continue
                before, after = steps.at(day - 1), steps.at(day)
                if before.values != after.values:
                    new = [record for record in after.records if record not in before.records]
                    found.update(dict.fromkeys(new or after.records or before.records))
        return tuple(found)

    def prover(self, index: int, day: int, assignment: Assignment, inference: Inference) -> Prover:
        """Return the prover for the case at ``index`` under a total assignment."""
        verdict = inference.verdict(assignment)
        ground = partial(self.ground, index, day, assignment)
        return Prover(self.rulebase, assignment, verdict.derivation, ground)

    def ground(self, index: int, day: int, assignment: Assignment, fact: int) -> Ground:
        """Return the leaf of a proof for one fact, with the records that make it so on ``day``."""
        declared = self.rulebase.facts[fact]
        value = declared.values[assignment[fact]]
        holding = self.holding(index, day, fact)
        return Ground(
            fact=declared.name,
            value=value,
            says=self.says(fact, value, index),
            basis=holding.basis if holding.known else Basis.UNKNOWN,
            reason=holding.reason,
            records=holding.records,
        )

    def holding(self, index: int, day: int, fact: int) -> Holding:
        """Return what holds of a fact on ``day`` in the case at ``index``, and why."""
        return (
            self.given.holding(self.rulebase.facts[fact].name)
            or self._following(index, day).get(fact)
            or self.timelines[index].holding(fact, day)
        )

    def records_behind(self, index: int, day: int, facts: Iterable[int]) -> list[str]:
        """Return the ids of the records that make facts so on ``day`` in the case at ``index``."""
        if self.given.assumed:
            return [one for fact in facts for one in self.holding(index, day, fact).records]
        steps, given = self.timelines[index].facts, self.given.masks
        # What the question itself says rests on no record.
        return [one for fact in facts if fact not in given for one in steps[fact].at(day).records]

    def says(self, fact: int, value: str, index: int) -> str:
        """Return a fact with that value as a clause, of the case at ``index``."""
        declared = self.rulebase.facts[fact]
        text = declared.says.get(value)
        if text is None:
            return f"{declared.name}: {label(value)}"
        return text.format_map(self.names(index))

    def asks(self, fact: int, index: int) -> str:
        """Return the question about a fact of the case at ``index``."""
        return self.rulebase.facts[fact].asks.format_map(self.names(index))
