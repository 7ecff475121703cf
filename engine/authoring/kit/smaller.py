"""Makes a random rule base smaller while something stays so, rule by rule and part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ...rulebase.model import (
    All,
    AnyOf,
    Atom,
    AtomKind,
    Condition,
    DecisionTable,
    Not,
    Rule,
    RuleBase,
    atoms_of,
)
from ...rulebase.strata import stratify
from .point import Point

Candidate = tuple[RuleBase, Point]


def smaller(
    rulebase: RuleBase, point: Point, still_so: Callable[[RuleBase, Point], bool]
) -> Candidate:
    """Return a rule base and a point from which nothing can be taken away.

    Rules, conditions, rows, labels, constraints, and facts and issues that nothing speaks of are
    taken away one at a time. ``still_so`` says whether what is left still shows what it should.
    """
    found = (rulebase, point)
    while True:
        better = next((one for one in _steps(*found) if still_so(*one)), None)
        if better is None:
            return found
        found = better


def _steps(base: RuleBase, point: Point) -> Iterator[Candidate]:
    for rule in base.rules:
        yield _without_rule(base, rule), point
    for index, constraint in enumerate(base.constraints):
        rest = (*base.constraints[:index], *base.constraints[index + 1 :])
        yield replace(base, constraints=rest), point
        for never in _simpler(constraint.never):
            changed = (*rest, replace(constraint, never=never))
            yield replace(base, constraints=changed), point
    for question in base.questions.values():
        for asked in _fewer_words(question):
            yield replace(base, questions={asked.id: asked}), point
    for rule in base.rules:
        for body in _simpler(rule.body):
            yield _with_rules(base, _changed(base, replace(rule, body=body))), point
        for loser in rule.defeats:
            tamer = replace(rule, defeats=rule.defeats - {loser})
            yield _with_rules(base, _changed(base, tamer)), point
    yield from _fewer_variables(base, point)


def _with_rules(base: RuleBase, rules: tuple[Rule, ...]) -> RuleBase:
    return replace(base, rules=rules, strata=stratify(rules, []))


def _changed(base: RuleBase, rule: Rule) -> tuple[Rule, ...]:
    return tuple(rule if other.id == rule.id else other for other in base.rules)


def _without_rule(base: RuleBase, gone: Rule) -> RuleBase:
    """Return the base without a rule; a conclusion of which none is left never holds."""
    rules = tuple(
        replace(rule, defeats=rule.defeats - {gone.id}) for rule in base.rules if rule is not gone
    )
    heads = {rule.head for rule in rules}

    def known(condition: Condition) -> Condition:
        match condition:
            case Atom(kind=AtomKind.CONCLUSION, name=name):
                return condition if name in heads else AnyOf(())
            case Atom():
                return condition
            case All(parts):
                return All(tuple(map(known, parts)))
            case AnyOf(parts):
                return AnyOf(tuple(map(known, parts)))
            case Not(part):
                return Not(known(part))

    questions = {
        id_: replace(
            replace(
                question,
                outcome=tuple(replace(row, when=known(row.when)) for row in question.outcome),
                parts={
                    name: tuple(replace(row, when=known(row.when)) for row in rows)
                    for name, rows in question.parts.items()
                },
            ),
            qualifications={n: label for n, label in question.qualifications.items() if n in heads},
        )
        for id_, question in base.questions.items()
    }
    told = tuple(replace(rule, body=known(rule.body)) for rule in rules)
    return replace(_with_rules(base, told), questions=questions)


def _simpler(condition: Condition) -> Iterator[Condition]:
    """Yield conditions with less in them: nothing at all, one part, a part left out or simpler."""
    if condition != All(()):
        yield All(())
    match condition:
        case All(parts) | AnyOf(parts):
            make = All if isinstance(condition, All) else AnyOf
            yield from parts
            for index, part in enumerate(parts):
                if len(parts) > 1:
                    yield make((*parts[:index], *parts[index + 1 :]))
                for simpler in _simpler(part):
                    yield make((*parts[:index], simpler, *parts[index + 1 :]))
        case Not(part):
            yield part
            for simpler in _simpler(part):
                yield Not(simpler)
        case Atom():
            pass


def _fewer_words(question: DecisionTable) -> Iterator[DecisionTable]:
    """Yield the question with a row, a table or a label less, or with a simpler condition."""
    for name in question.parts:
        yield replace(question, parts={n: r for n, r in question.parts.items() if n != name})
    for name in question.qualifications:
        rest = {n: label for n, label in question.qualifications.items() if n != name}
        yield replace(question, qualifications=rest)
    for index, row in enumerate(question.outcome[:-1]):
        rows = (*question.outcome[:index], *question.outcome[index + 1 :])
        yield _graded(replace(question, outcome=rows))
        for when in _simpler(row.when):
            changed = (*rows[:index], replace(row, when=when), *rows[index:])
            yield replace(question, outcome=changed)


def _graded(question: DecisionTable) -> DecisionTable:
    """Return the question with the order and grades of the outcomes that it still has."""
    left = {row.value for row in question.outcome}
    return replace(
        question,
        severity=tuple(value for value in question.severity if value in left),
        exposure={
            outcome: grades
            for outcome, grades in question.exposure.items()
            if outcome in left or outcome not in question.severity
        },
    )


def _fewer_variables(base: RuleBase, point: Point) -> Iterator[Candidate]:
    """Yield the base without a fact or an issue that nothing speaks of."""
    spoken = {atom.name for condition in _conditions(base) for atom in atoms_of(condition)}
    for index, fact in enumerate(base.facts):
        if fact.name not in spoken and len(base.facts) > 1:
            truth = (*point.truth[:index], *point.truth[index + 1 :])
            facts = (*base.facts[:index], *base.facts[index + 1 :])
            yield replace(base, facts=facts), Point(truth, point.positions)
    for index, issue in enumerate(base.issues):
        if issue.id not in spoken:
            positions = (*point.positions[:index], *point.positions[index + 1 :])
            issues = (*base.issues[:index], *base.issues[index + 1 :])
            profiles = {
                id_: replace(
                    profile, choices={i: p for i, p in profile.choices.items() if i != issue.id}
                )
                for id_, profile in base.profiles.items()
            }
            smaller_base = replace(base, issues=issues, profiles=profiles)
            yield smaller_base, Point(point.truth, positions)


def _conditions(base: RuleBase) -> Iterator[Condition]:
    yield from (rule.body for rule in base.rules)
    yield from (constraint.never for constraint in base.constraints)
    for question in base.questions.values():
        for rows in question.tables.values():
            yield from (row.when for row in rows)
