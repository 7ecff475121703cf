"""What a well-formed rule base must also be: each check is one function from a rule base."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import chain

from ..base.errors import Diagnostic
from ..base.words import near
from .model import All, AnyOf, Atom, AtomKind, Condition, Rule, RuleBase, RuleKind, atoms_of


def check(rulebase: RuleBase) -> Iterator[Diagnostic]:
    """Yield every mistake in a rule base whose parts were all read."""
    for one in _CHECKS:
        yield from one(rulebase)


def _about(rule: Rule, code: str, message: str, fix: str = "") -> Diagnostic:
    return Diagnostic(rule.location.file, rule.location.line, code, message, rule.id, fix)


def _citations(rulebase: RuleBase) -> Iterator[Diagnostic]:
    for rule in rulebase.rules:
        # A rule over conclusions alone only collects; one that tests facts states law.
        states_law = any(atom.kind is not AtomKind.CONCLUSION for atom in atoms_of(rule.body))
        if not rule.cite and states_law and rule.kind is not RuleKind.DEFINITION:
            yield _about(
                rule,
                "missing-citation",
                "the rule tests facts but cites no law",
                "cite: …",
            )


def _defeats(rulebase: RuleBase) -> Iterator[Diagnostic]:
    for rule in rulebase.rules:
        if rule.kind is RuleKind.DEFEATER and (rule.positive or rule.defeats):
            yield _about(
                rule,
                "defeater-form",
                "a defeater only blocks: it proves nothing and never defends",
                "then: not …, and no `defeats`",
            )
        for target in sorted(rule.defeats):
            index = rulebase.rule_index.get(target)
            if index is None:
                yield _about(
                    rule,
                    "unknown-rule",
                    f"there is no rule `{target}`",
                    near(target, rulebase.rule_index),
                )
                continue
            other = rulebase.rules[index]
            if other.head != rule.head or other.positive == rule.positive:
                opposite = f"{'not ' if rule.positive else ''}{rule.head}"
                message = f"`{target}` cannot conflict: it does not conclude `{opposite}`"
                yield _about(rule, "defeat-without-conflict", message)


def _superiority(rulebase: RuleBase) -> Iterator[Diagnostic]:
    sorter = TopologicalSorter({rule.id: sorted(rule.defeats) for rule in rulebase.rules})
    try:
        sorter.prepare()
    except CycleError as error:
        rule = rulebase.rules[rulebase.rule_index[error.args[1][0]]]
        yield _about(rule, "defeat-cycle", " → ".join(error.args[1]), "one of them must yield")


def _definitions(rulebase: RuleBase) -> Iterator[Diagnostic]:
    for conclusion in rulebase.conclusions:
        both = (rulebase.supporters(conclusion), rulebase.attackers(conclusion))
        for own, opposite in (both, both[::-1]):
            definitions = [rule for rule in own if rule.kind is RuleKind.DEFINITION]
            if not definitions or not opposite:
                continue
            clash = [rule for rule in opposite if rule.kind is RuleKind.DEFINITION]
            if clash:
                if own is both[0]:
                    message = f"clashes with the definition `{clash[0].id}`"
                    yield _about(definitions[0], "clashing-definitions", message)
            else:
                message = f"`{opposite[0].id}` attacks `{conclusion}`, which is defined"
                yield _about(definitions[0], "attacked-definition", message, "make it defeasible")


def _reachable(rulebase: RuleBase) -> Iterator[Diagnostic]:
    for conclusion in rulebase.conclusions:
        supporters = rulebase.supporters(conclusion)
        if not supporters and conclusion in rulebase.withdrawn.heads:
            continue
        if not supporters:
            rule = rulebase.attackers(conclusion)[0]
            message = f"`{conclusion}` can never be established: no rule concludes it"
            yield _about(rule, "unreachable-conclusion", message)
        elif all(_contradicts(rule.body) for rule in supporters):
            message = f"`{conclusion}` can never be established: its conditions exclude each other"
            yield _about(supporters[0], "unreachable-conclusion", message)
    for rule in rulebase.rules:
        if len(rulebase.supporters(rule.head)) > 1 and _contradicts(rule.body):
            yield _about(rule, "dead-rule", "its conditions exclude each other")


def _contradicts(condition: Condition) -> bool:
    """Whether a conjunction asks one fact or issue for two values at once."""
    values: dict[str, str] = {}
    for part in _conjuncts(condition):
        if (
            isinstance(part, Atom)
            and part.kind is not AtomKind.CONCLUSION
            and values.setdefault(part.name, part.value) != part.value
        ):
            return True
        if isinstance(part, AnyOf) and all(_contradicts(option) for option in part.parts):
            return True
    return False


def _conjuncts(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, All):
        for part in condition.parts:
            yield from _conjuncts(part)
    else:
        yield condition


def _used(rulebase: RuleBase) -> Iterator[Diagnostic]:
    conditions = chain(
        (rule.body for rule in rulebase.rules),
        (row.when for question in rulebase.questions.values() for row in question.outcome),
        (
            row.when
            for question in rulebase.questions.values()
            for table in question.parts.values()
            for row in table
        ),
    )
    used = {atom.name for condition in conditions for atom in atoms_of(condition)}
    used.update(rulebase.withdrawn.tested)
    for question in rulebase.questions.values():
        used.update(question.grounds, question.qualifications)
    heads = {rule.head: rule for rule in reversed(rulebase.rules)}
    for conclusion in rulebase.conclusions:
        if conclusion not in used and conclusion in heads:
            rule = heads[conclusion]
            yield _about(
                rule,
                "unused-conclusion",
                f"nothing asks for `{conclusion}`",
                _asked_for(rulebase, conclusion, used),
            )
    for fact in rulebase.facts:
        if fact.name not in used:
            place = fact.location
            message = "no rule and no question tests this fact"
            yield Diagnostic(place.file, place.line, "unused-fact", message, fact.name)
    for issue in rulebase.issues:
        if issue.id not in used:
            place = issue.location
            message = "no rule tests this issue"
            yield Diagnostic(place.file, place.line, "unused-issue", message, issue.id)


def _asked_for(rulebase: RuleBase, conclusion: str, used: Collection[str]) -> str:
    """Return which conclusion was probably meant by one that nothing asks for."""
    values = {row.value for question in rulebase.questions.values() for row in question.outcome}
    if conclusion in values:
        return "that is an outcome; conclude what a row of the question asks for"
    concluded = [one for one in rulebase.conclusions if one in used]
    return near(conclusion, concluded) or "ask for it in a rule or in a row of a question"


def _constraints(rulebase: RuleBase) -> Iterator[Diagnostic]:
    for constraint in rulebase.constraints:
        for atom in atoms_of(constraint.never):
            if atom.kind is not AtomKind.FACT:
                yield Diagnostic(
                    constraint.location.file,
                    constraint.location.line,
                    "constraint-atom",
                    f"`{atom}` is not a fact: only combinations of facts can be impossible",
                    constraint.id,
                )


_CHECKS: tuple[Callable[[RuleBase], Iterator[Diagnostic]], ...] = (
    _citations,
    _defeats,
    _superiority,
    _definitions,
    _reachable,
    _used,
    _constraints,
)
