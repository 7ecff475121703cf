"""Two rule bases over one space: the same names mean the same facts in both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import z3

from ....inference.inference import UNDETERMINED
from ....rulebase.model import DecisionTable, RuleBase
from ..answers import Answers
from ..encode import Encoding
from ..search import Search, SearchBaseline
from ..space import Case, Formula, Space, changed
from ..workbench import Engines, baseline_of, kept

TOLD, NOT_TOLD = "told", "not_told"

Part = tuple[str, str]
"""A question and what of its answer: a table, or a label as ``ground x`` or ``qualification x``."""


@dataclass(frozen=True)
class RuleSide:
    """One of the two rule bases."""

    rulebase: RuleBase
    space: Space

    @cached_property
    def encoding(self) -> Encoding:
        """What its rules mean."""
        return Encoding(self.rulebase, self.space)

    @cached_property
    def engines(self) -> Engines:
        """The engine on its rules."""
        return Engines(self.rulebase)

    @cached_property
    def parts(self) -> Mapping[Part, Mapping[str, Formula]]:
        """When each part of an answer has each of its values."""
        return {
            (name, part): values
            for name, question in self.rulebase.questions.items()
            for part, values in _parts(Answers(self.encoding, question))
        }

    def under(self, profile: str | None) -> Mapping[str, str]:
        """Return the positions of a profile; none of its own if any choice of positions counts."""
        return {} if profile is None else self.rulebase.profiles[profile].choices

    def given(self, part: Part, value: str, profile: str | None) -> Formula:
        """Return when a part of the answer has a value under a profile."""
        return changed(self.space, self.parts[part][value], self.under(profile))

    def answers(self, case: Case, question: str, profile: str | None) -> Mapping[str, str]:
        """Return what the engine answers: every table, and of each label whether it is told."""
        verdict = self.engines.verdict({**case, **self.under(profile)}, question)
        asked = self.rulebase.questions[question]
        told = {f"ground {one}" for one in verdict.grounds}
        told |= {f"qualification {one}" for one in verdict.qualifications}
        labels = {name: TOLD if name in told else NOT_TOLD for name in _labels(asked)}
        return {**verdict.tables, **labels}


def _parts(answers: Answers) -> Iterator[tuple[str, Mapping[str, Formula]]]:
    for name, table in answers.tables.items():
        values = {value: table.gives(value) for value in table.possible}
        silent = z3.Not(table.single)
        values[UNDETERMINED] = z3.Or(silent, values.get(UNDETERMINED, z3.BoolVal(False)))
        yield name, values
    for label, conclusions in _labels(answers.question).items():
        told = z3.Or([answers.labels[name].holds for name in conclusions])
        yield label, {TOLD: told, NOT_TOLD: z3.Not(told)}


def _labels(question: DecisionTable) -> Mapping[str, list[str]]:
    """Return each label with the conclusions that add it."""
    found: dict[str, list[str]] = {}
    for kind, labels in (
        ("ground", question.grounds),
        ("qualification", question.qualifications),
    ):
        for conclusion, label in labels.items():
            found.setdefault(f"{kind} {label}", []).append(conclusion)
    return found


@dataclass(frozen=True)
class Pair:
    """Two rule bases to compare."""

    new: RuleSide
    old: RuleSide
    space: Space

    @classmethod
    def of(cls, new: RuleBase, old: RuleBase) -> Pair:
        """Return the pair over the space that both share."""
        space = Space.of(old, new)
        return cls(RuleSide(new, space), RuleSide(old, space), space)

    @property
    def profiles(self) -> tuple[str | None, ...]:
        """The profiles that both have, and ``None``: any choice of positions."""
        shared = [name for name in self.new.rulebase.profiles if name in self.old.rulebase.profiles]
        return (*shared, None)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of answers that both have."""
        return tuple(part for part in self.new.parts if part in self.old.parts)

    @cached_property
    def search(self) -> Search:
        """Finds cases that both allow, of values that both know."""
        constraints = {f"old {name}": term for name, term in kept(self.old.encoding).items()}
        constraints |= {f"new {name}": term for name, term in kept(self.new.encoding).items()}
        return Search(self.space, {**constraints, "values": self.known()})

    @cached_property
    def free(self) -> Search:
        """Finds cases of values that both know, whether or not they are allowed."""
        return Search(self.space, {"values": self.known()})

    def known(self) -> Formula:
        """Return when each variable of both has a value that both know."""
        mine, its = self.new.rulebase, self.old.rulebase
        terms = []
        for name in mine.variables:
            if name in its.variables:
                old = its.values[its.variables[name]]
                new = mine.values[mine.variables[name]]
                alone = [value for value in (*old, *new) if (value in old) != (value in new)]
                terms += [z3.Not(self.space.holds(name, value)) for value in alone]
        return z3.And(terms)

    @cached_property
    def baseline(self) -> SearchBaseline:
        """The ordinary values: those of the new rules, then those that only the old ones have."""
        values = {
            **baseline_of(self.old.rulebase).values,
            **baseline_of(self.new.rulebase).values,
        }
        return SearchBaseline(
            {
                name: value
                for name, value in values.items()
                if name not in self.new.rulebase.variables
                or value in self.new.rulebase.values[self.new.rulebase.variables[name]]
            }
        )
