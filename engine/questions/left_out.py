"""What follows where a question leaves out one thing that tells its cases apart.

It may be any record that could have been named. The question is settled for each kind of these that
there is on the day: where all give one outcome that is the answer, else it is open, and asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..case.joint import JointDetermination
from ..case.proof.nodes import Ground
from ..case.proof.prover import Prover
from ..inference.inference import Inference
from ..inference.joint import Completion, JointQuestion, Settled
from ..rulebase.model import Assignment
from ..timeline.steps import Basis
from .cases import NamedCases


@dataclass(frozen=True)
class OpenQuestion(JointQuestion):
    """One question for each thing that may be meant; a completion is one of one of them."""

    joints: tuple[JointQuestion, ...] = ()

    def settle(self, positions: Assignment) -> Settled:
        """Return what follows for all that may be meant.

        The values of a completion say which of `joints` it is of, and the how manieth there.
        """
        completions = [
            Completion((number, inner), one.verdicts, one.outcome)
            for number, joint in enumerate(self.joints)
            for inner, one in enumerate(joint.settle(positions).completions)
        ]
        return Settled((("which",), ("how",)), tuple(completions))


@dataclass(frozen=True)
class OpenCases(NamedCases):
    """The cases for each record that may be meant by ``left_out``, an input.

    ``alternatives``: the cases with each of these named; ``depends``: the facts that hang on it.
    """

    alternatives: tuple[NamedCases, ...] = ()
    left_out: str = ""
    depends: frozenset[str] = frozenset()
    _distinct: dict[int, Mapping[object, NamedCases]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def distinct(self, day: int) -> Mapping[object, NamedCases]:
        """Return the cases that differ on ``day``, each by what makes it another one."""
        found = self._distinct.get(day)
        if found is None:
            found = {}
            for one in self.alternatives:
                found.setdefault((*one.kind, one.moment(day)), one)
            self._distinct[day] = found
        return found

    @cached_property
    def kind(self) -> tuple[object, ...]:
        """What of its key is the same on every day."""
        return self.given.key, self.left_out

    def changes(self) -> Iterator[int]:
        """Yield every day on which some fact changes, whatever is meant."""
        for one in self.alternatives:
            yield from one.changes()

    def moment(self, day: int) -> object:
        """Return what of its key belongs to ``day``."""
        return tuple(self.distinct(day))

    def alike(self, inference: Inference, day: int) -> JointQuestion:
        """Return the question for everything that may be meant."""
        joints = tuple(one.alike(inference, day) for one in self.distinct(day).values())
        truths = tuple(truth for one in joints for truth in one.truths)
        variables = tuple(them for one in joints for them in one.variables)
        return OpenQuestion(inference, truths, variables, joints)

    def shown(
        self, found: JointDetermination, index: int, day: int, inference: Inference
    ) -> Prover:
        """Return the prover for a case that is shown; what hangs on the input is told as open."""
        which, how = found.shown.values
        one = tuple(self.distinct(day).values())[which]
        joint = one.alike(inference, day)
        settled = joint.settle(found.positions)
        values = settled.completions[how].values
        known = dict(zip(settled.unknowns, values, strict=True))
        prover = one.prover(index, day, joint.assign(index, known) + found.positions, inference)
        facts, ground = self.rulebase.facts, prover.ground

        def opened(fact: int) -> Ground:
            leaf = ground(fact)
            if facts[fact].name not in self.depends:
                return leaf
            reason = f"the question does not say the {self.left_out.replace('_', ' ')}"
            says = self.says(fact, leaf.value, index)
            open_ = {"says": says, "basis": Basis.UNKNOWN, "reason": reason, "records": ()}
            return leaf.model_copy(update=open_)

        return replace(prover, ground=opened)
