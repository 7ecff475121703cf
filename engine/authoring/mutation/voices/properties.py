"""The properties: what holds of the law for every case, and what is declared in properties.yaml.

They are proved for every case that could be, by the solver, so that a mutant which breaks one is
caught though no case of ours shows it. They are asked last. Left out are properties that take long
and speak of economy (no rule redundant), not of what the law says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Final, Protocol

from ....base.extras import is_installed
from ....inference.inference import Inference
from ....inference.types import members
from ....rulebase.model import RuleBase, RuleKind, atoms_of
from ....timeline.case import Case
from ....timeline.timeline import Truth

PROVED: Final = (
    "one-answer",
    "no-clash",
    "invariants",
    "monotonicities",
    "rows-matter",
    "constraints-exclude",
)
"""The properties that are proved of a mutant."""

Broken = tuple[str, str]
"""The name of a property that does not hold, and how that shows."""


def available() -> bool:
    """Return whether there is a solver; without one the properties are not asked."""
    return is_installed("z3")


class Occurs(Protocol):
    """What occurs in the records under the law: each truth, with a case in which it does."""

    @property
    def inference(self) -> Inference:
        """That of the law."""

    @property
    def truths(self) -> Mapping[Truth, Case]:
        """Each distinct truth."""


@dataclass(frozen=True)
class PropertyVoice:
    """What holds of the law as it stands; what does not hold of it can catch nothing.

    ``occurring``: what occurs under the law.
    """

    occurring: Occurs

    def broken(self, inference: Inference) -> Iterator[Broken]:
        """Yield the properties of the law that another rule base on the same facts breaks."""
        rulebase = inference.rulebase
        if rulebase.constraints != self._law.constraints:
            yield from _possible(inference, self.occurring)
        if available():
            for name, subject, says in _failing(rulebase):
                if (name, subject) not in self._failing_anyhow:
                    yield name, f"{subject}: {says}"

    @property
    def _law(self) -> RuleBase:
        return self.occurring.inference.rulebase

    @cached_property
    def _failing_anyhow(self) -> frozenset[tuple[str, str]]:
        return frozenset((name, subject) for name, subject, _ in _failing(self._law))


def defeasible(rulebase: RuleBase) -> Iterator[Broken]:
    """Yield what breaks this: a definition only abbreviates, and law can be answered by law."""
    for rule in rulebase.rules:
        if rule.kind is RuleKind.DEFINITION and rule.cite:
            yield "law-is-defeasible", f"`{rule.id}` cites law and is a definition"


def _possible(inference: Inference, occurring: Occurs) -> Iterator[Broken]:
    """What the records say can be: each truth has a completion that the constraints allow."""
    rulebase = inference.rulebase
    spoken = {
        rulebase.variables[atom.name]
        for constraint in rulebase.constraints
        for atom in atoms_of(constraint.never)
    }
    for truth, case in occurring.truths.items():
        choices = [members(m) if i in spoken else members(m)[:1] for i, m in enumerate(truth)]
        if all(inference.impossible(facts) is not None for facts in product(*choices)):
            yield "records-allowed", f"{case.person} in {case.place} on some day"


def _failing(rulebase: RuleBase) -> Iterator[tuple[str, str, str]]:
    """Yield property, subject and what is wrong, for everything that cannot be shown."""
    from ...verification.claims import ClaimRequest  # the solver is an extra, and slow to load
    from ...verification.properties import PROPERTIES
    from ...verification.search import Deadline
    from ...verification.workbench import Workbench

    bench = Workbench(rulebase)
    for one in (one for one in PROPERTIES if one.id in PROVED):
        waived = {
            subject
            for waiver in rulebase.properties.waivers
            if waiver.property == one.id
            for subject in waiver.subjects
        }
        for claim in one.claims(bench):
            if claim.subject in waived:
                continue
            case = bench.search.find(claim.formula, Deadline(None), claim.suspended)
            if (case is None) == (claim.wanted is ClaimRequest.SOMEWHERE):
                yield one.id, claim.subject, claim.says
