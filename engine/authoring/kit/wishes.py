"""What is worth reaching in a rule base: the conditions at which mistakes show."""

from __future__ import annotations

from collections.abc import Iterator

from ...rulebase.model import All, Atom, AtomKind, Condition, DecisionTable, Not, RuleBase


def wishes(rulebase: RuleBase) -> tuple[Condition, ...]:
    """Return everything that is worth reaching: rules, meetings of rules, rows of tables."""
    return (*meetings(rulebase), *applications(rulebase), *decisions(rulebase))


def applications(rulebase: RuleBase) -> Iterator[Condition]:
    """Yield the condition of every rule, and every conclusion."""
    for rule in rulebase.rules:
        yield rule.body
    for name in rulebase.conclusions:
        yield Atom(AtomKind.CONCLUSION, name)


def meetings(rulebase: RuleBase) -> Iterator[Condition]:
    """Yield for each rule for and each against a conclusion that both apply.

    Those that do not settle by themselves which of the two prevails come first.
    """
    settled: list[Condition] = []
    for name in rulebase.conclusions:
        for friend in rulebase.supporters(name):
            for foe in rulebase.attackers(name):
                both = All((friend.body, foe.body))
                if foe.id in friend.defeats or friend.id in foe.defeats:
                    settled.append(both)
                else:
                    yield both
    yield from settled


def decisions(rulebase: RuleBase) -> Iterator[Condition]:
    """Yield for each row of each table that it decides."""
    for question in rulebase.questions.values():
        yield from _rows(question)


def _rows(question: DecisionTable) -> Iterator[Condition]:
    for table in question.tables.values():
        for index, row in enumerate(table):
            earlier = tuple(Not(other.when) for other in table[:index])
            yield All((row.when, *earlier))
