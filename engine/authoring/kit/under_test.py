"""A rule base under test, with everything that has to be made from it once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ...inference.compiled import CompiledEvaluator
from ...inference.inference import Inference
from ...inference.relevance import Relevance
from ...rulebase.model import Assignment, Rule, RuleBase
from .voices import Derive, Voice, all_voices


@dataclass(frozen=True)
class RuleVariant:
    """The same law written differently; ``says`` tells how."""

    says: str
    rulebase: RuleBase
    derive: Derive

    def translate(self, original: RuleBase, assignment: Assignment) -> Assignment:
        """Return the assignment of the original rule base in the order of this one."""
        return tuple(assignment[original.variables[name]] for name in self.rulebase.variables)


@dataclass(frozen=True)
class UnderTest:
    """A rule base, the voices that say what follows from it, and what was made from both."""

    rulebase: RuleBase
    voices: tuple[Voice, ...] = field(default_factory=all_voices)

    @cached_property
    def heard(self) -> tuple[tuple[str, Derive], ...]:
        """The voices by name, each ready to derive."""
        return tuple((voice.name, voice(self.rulebase)) for voice in self.voices)

    @cached_property
    def heard_again(self) -> tuple[tuple[str, Derive], ...]:
        """The same voices, made anew."""
        return tuple((voice.name, voice(self.rulebase)) for voice in self.voices)

    @cached_property
    def inferences(self) -> Mapping[str, Inference]:
        """What derives and decides each question, by its id; by the compiled evaluator alone."""
        compiled = CompiledEvaluator(self.rulebase)
        return {
            id_: Inference(self.rulebase, question, (compiled,))
            for id_, question in self.rulebase.questions.items()
        }

    @cached_property
    def relevances(self) -> Mapping[str, Relevance]:
        """What can matter to each question, by its id."""
        return {
            id_: Relevance(self.rulebase, question)
            for id_, question in self.rulebase.questions.items()
        }

    @cached_property
    def reordered(self) -> tuple[RuleVariant, ...]:
        """The rule base with rules, facts and issues in other orders."""
        base = self.rulebase
        by_id = sorted(base.rules, key=lambda rule: rule.id)
        return (
            _variant("rules from last to first", base, base.rules[::-1]),
            _variant("rules by their ids", base, by_id),
            _variant(
                "facts and issues from last to first",
                replace(base, facts=base.facts[::-1], issues=base.issues[::-1]),
                base.rules,
            ),
        )

    @cached_property
    def repeated(self) -> tuple[RuleVariant, ...]:
        """The rule base with everything, and with each file, written twice."""
        base = self.rulebase
        files = dict.fromkeys(rule.location.file for rule in base.rules)
        every = (_variant("every rule twice", base, _twice(base.rules, base.rules)),)
        if len(files) == 1:
            return every
        return every + tuple(
            _variant(
                f"{file} twice",
                base,
                _twice(base.rules, [rule for rule in base.rules if rule.location.file == file]),
            )
            for file in files
        )


def _variant(says: str, base: RuleBase, rules: Iterable[Rule]) -> RuleVariant:
    rulebase = replace(base, rules=tuple(rules))
    return RuleVariant(says, rulebase, CompiledEvaluator(rulebase).derive)


def _twice(rules: Sequence[Rule], copied: Sequence[Rule]) -> Iterator[Rule]:
    """Yield the rules and a copy of some; a copy beats and is beaten like its original."""
    copies = {rule.id: f"{rule.id}-copy" for rule in copied}

    def beating(rule: Rule) -> Rule:
        more = {copies[loser] for loser in rule.defeats if loser in copies}
        return replace(rule, defeats=rule.defeats | more)

    for rule in rules:
        yield beating(rule)
    for rule in copied:
        yield replace(beating(rule), id=copies[rule.id])
