"""The part of a rule base that one question is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .condition import Condition
from .declared import Properties
from .model import AtomKind, DecisionTable, RuleBase, atoms_of


def about(rulebase: RuleBase, question: str) -> RuleBase:
    """Return the rule base with what ``question`` reaches, and with that question alone.

    Its tables and labels reach conclusions, these the rules for and against them, and those facts,
    issues and further conclusions. A constraint that speaks of a fact beyond that is about another
    question. The digest stays that of the whole. Raises `KeyError` for a question it does not ask.
    """
    table = rulebase.questions[question]
    reached = _reached(rulebase, table)
    if len(rulebase.questions) == 1 and reached.issuperset(
        (*rulebase.variables, *rulebase.conclusions)
    ):
        return rulebase
    issues = tuple(one for one in rulebase.issues if one.id in reached)
    return replace(
        rulebase,
        facts=tuple(one for one in rulebase.facts if one.name in reached),
        constraints=tuple(one for one in rulebase.constraints if _within(reached, one.never)),
        issues=issues,
        profiles={
            name: replace(profile, choices={one.id: profile.choices[one.id] for one in issues})
            for name, profile in rulebase.profiles.items()
        },
        rules=tuple(one for one in rulebase.rules if one.head in reached),
        questions={question: table},
        strata=tuple(
            kept
            for stratum in rulebase.strata
            if (kept := tuple(one for one in stratum if one in reached))
        ),
        properties=_declared(rulebase.properties, question, reached),
    )


def _reached(rulebase: RuleBase, table: DecisionTable) -> set[str]:
    """Return the names of conclusions, facts and issues that a question's answers depend on."""
    conditions = [row.when for rows in table.tables.values() for row in rows]
    asked = table.asked
    reached = {one.fact for one in asked.inputs.values() if one.fact} | {*asked.origins}
    waiting = [*table.grounds, *table.qualifications, *_names(conditions)]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += _names(rule.body for rule in rulebase.rules_on(name))
    return reached


def _names(conditions: Iterable[Condition]) -> list[str]:
    return [atom.name for one in conditions for atom in atoms_of(one)]


def _within(reached: set[str], *conditions: Condition) -> bool:
    return reached.issuperset(
        atom.name for one in conditions for atom in atoms_of(one) if atom.kind is not AtomKind.TABLE
    )


def _declared(all_: Properties, question: str, reached: set[str]) -> Properties:
    """Return the properties that speak of nothing beyond what is reached."""
    return replace(
        all_,
        monotonicities=tuple(
            one
            for one in all_.monotonicities
            if one.of.question in {"", question}
            and (one.of.question or one.of.name in reached)
            and reached.issuperset(change.variable for change in one.changes)
            and _within(reached, one.when)
        ),
        left_open=tuple(
            one
            for one in all_.left_open
            if reached.issuperset(one.conclusions) and _within(reached, one.when)
        ),
        invariants=tuple(
            one
            for one in all_.invariants
            if one.question in {"", question} and _within(reached, one.when, *one.terms)
        ),
    )
