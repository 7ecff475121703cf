"""The proof checker: local, and independent of the evaluators.

It never derives anything. A derivation claims a status for every rule body and conclusion; the
checker looks at each claim by itself, against the claims it rests on. Since no conclusion rests
on itself (the strata), claims that are all right locally are right. A proof is then checked node
by node against the claims: it may tell less than there is to tell, but nothing that is not so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ...rulebase.model import All, AnyOf, Assignment, Atom, AtomKind, Condition, Not, Rule, RuleBase
from .nodes import Absent, Clash, Defeated, Ground, Lacking, Node, Reading, Step

_NO: Final = 0
_OPEN: Final = 1
_YES: Final = 2
_DEFEATER: Final = "defeater"


@dataclass(frozen=True)
class Claims:
    """What a derivation claims under an assignment; statuses are 0 no, 1 unresolved, 2 yes."""

    rulebase: RuleBase
    assignment: Assignment
    bodies: Sequence[int]
    conclusions: Sequence[int]

    def problems(self) -> Iterator[str]:
        """Yield every claim that does not follow from those it rests on."""
        for rule, claimed in zip(self.rulebase.rules, self.bodies, strict=True):
            if claimed != self.truth(rule.body):
                yield f"rule {rule.id}: its condition is not {claimed}"
        for name, claimed in zip(self.rulebase.conclusions, self.conclusions, strict=True):
            if claimed != self._weighed(name):
                yield f"conclusion {name}: its status is not {claimed}"

    def proof_problems(self, nodes: Sequence[Node | Defeated | Lacking]) -> Iterator[str]:
        """Yield everything a proof tells that is not so."""
        for node in nodes:
            match node:
                case Ground(fact=name, value=value) | Reading(issue=name, position=value):
                    index = self.rulebase.variables[name]
                    if self.rulebase.values[index][self.assignment[index]] != value:
                        yield f"{name} is not {value}"
                case Step():
                    yield from self._step_problems(node)
                case Absent(not_established=name, rebutted_by=steps, lacking=lacking):
                    if self._status(name) != _NO:
                        yield f"{name} is told as not established"
                    yield from self.proof_problems((*steps, *lacking))
                case Lacking(rule=id_, fails=fails):
                    if self._body(id_) == _YES:
                        yield f"rule {id_} is told as not applying"
                    yield from self.proof_problems(fails)
                case Clash(unresolved=name, supporting=supporting, opposing=opposing):
                    if self._status(name) != _OPEN or not (supporting and opposing):
                        yield f"{name} is told as left open"
                    yield from self.proof_problems((*supporting, *opposing))
                case Defeated(rule=id_, by=winners):
                    if self._body(id_) != _YES or not all(
                        id_ in self._rule(winner).defeats and self._body(winner) == _YES
                        for winner in winners
                    ):
                        yield f"rule {id_} is told as overcome by {winners}"

    def _step_problems(self, step: Step) -> Iterator[str]:
        rule = self._rule(step.rule)
        if step.conclusion != (rule.head if rule.positive else f"not {rule.head}"):
            yield f"rule {rule.id} does not conclude {step.conclusion}"
        if self._body(rule.id) != _YES:
            yield f"rule {rule.id} is told as applying"
        yield from self.proof_problems((*step.because, *step.defeated, *step.held_off))

    def truth(self, condition: Condition) -> int:
        """Return the status of a condition, given the claims about conclusions."""
        match condition:
            case Atom(kind=AtomKind.CONCLUSION, name=name):
                return self._status(name)
            case Atom(name=name, value=value):
                index = self.rulebase.variables[name]
                return _YES if self.rulebase.values[index][self.assignment[index]] == value else _NO
            case All(parts):
                return min([_YES, *map(self.truth, parts)])
            case AnyOf(parts):
                return max([_NO, *map(self.truth, parts)])
            case Not(part):
                return _YES - self.truth(part)

    def _weighed(self, name: str) -> int:
        """Return the status of a conclusion; a body left open counts as each side would fear."""
        rules = self.rulebase.rules_on(name)

        def weigh(friendly: int, hostile: int) -> int:
            friends = [r for r in rules if r.positive and self._body(r.id) >= friendly]
            foes = [r for r in rules if not r.positive and self._body(r.id) >= hostile]
            return _team_defeat(friends, foes)

        if weigh(_YES, _OPEN) == _YES:
            return _YES
        return _NO if weigh(_OPEN, _YES) == _NO else _OPEN

    def _status(self, name: str) -> int:
        return self.conclusions[self.rulebase.conclusion_index[name]]

    def _rule(self, id_: str) -> Rule:
        return self.rulebase.rules[self.rulebase.rule_index[id_]]

    def _body(self, id_: str) -> int:
        return self.bodies[self.rulebase.rule_index[id_]]


def _team_defeat(friends: list[Rule], foes: list[Rule]) -> int:
    if not friends:
        return _NO
    unbeaten = [foe for foe in foes if not any(foe.id in one.defeats for one in friends)]
    if not unbeaten:
        return _YES
    if any(foe.kind.value == _DEFEATER for foe in unbeaten):
        return _NO
    rebutters = [foe for foe in foes if foe.kind.value != _DEFEATER]
    beaten = all(any(one.id in foe.defeats for foe in rebutters) for one in friends)
    return _NO if beaten else _OPEN
