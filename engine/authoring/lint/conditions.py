"""Every condition of a rule base, with where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...rulebase.model import AtomKind, Condition, Location, RuleBase, atoms_of
from .model import LintSources, Remark


@dataclass(frozen=True)
class PlacedCondition:
    """A condition, where it stands, and the id of what it belongs to."""

    condition: Condition
    location: Location
    subject: str

    def remark(self, message: str, fix: str = "") -> Remark:
        """Return what a check says about it."""
        return Remark(self.location, message, self.subject, fix)


def conditions(rulebase: RuleBase, sources: LintSources) -> Iterator[PlacedCondition]:
    """Yield the conditions of rules, constraints and the tables of questions."""
    for index, rule in enumerate(rulebase.rules):
        yield PlacedCondition(rule.body, sources.rule(index, "if"), rule.id)
    for constraint in rulebase.constraints:
        yield PlacedCondition(constraint.never, constraint.location, constraint.id)
    for question in rulebase.questions.values():
        for table in question.tables.values():
            for row in table:
                yield PlacedCondition(row.when, row.location, question.id)


def named_values(rulebase: RuleBase) -> frozenset[tuple[str, str]]:
    """Return every value of a fact and position on an issue that a condition names.

    Constraints do not count: they say what cannot be, not what follows. The tables of
    questions do.
    """
    bodies = [rule.body for rule in rulebase.rules]
    for question in rulebase.questions.values():
        for table in question.tables.values():
            bodies += (row.when for row in table)
    return frozenset(
        (atom.name, atom.value)
        for body in bodies
        for atom in atoms_of(body)
        if atom.kind is not AtomKind.CONCLUSION
    )
