"""Makes the parts of a rule base in one line each, for tests; no Hypothesis here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ....rulebase.model import (
    BOOLEAN,
    Absence,
    Atom,
    AtomKind,
    Condition,
    Constraint,
    DecisionTable,
    Fact,
    Issue,
    Location,
    Position,
    Profile,
    Row,
    Rule,
    RuleBase,
    RuleKind,
    Standing,
)
from ....rulebase.strata import stratify

HERE: Final = Location("random.yaml", 1)
"""Where everything made here is written."""


def make_fact(name: str, values: tuple[str, ...] = BOOLEAN) -> Fact:
    """Return a fact of which only name and values matter; without a record it is unknown."""
    return Fact(name, values, name, name, Absence.UNKNOWN, None, "no record", "", HERE)


def make_rule(
    id_: str,
    body: Condition,
    head: str,
    *,
    positive: bool = True,
    kind: RuleKind = RuleKind.DEFEASIBLE,
    defeats: Sequence[str] = (),
) -> Rule:
    """Return a rule without words."""
    return Rule(id_, id_, "cite", body, head, positive, kind, frozenset(defeats), HERE)


def make_issue(id_: str, standings: Sequence[Standing]) -> Issue:
    """Return an issue with one position for every standing."""
    positions = tuple(
        Position(f"p{index}", "T", "S", ("H",), ("S",), "2001", standing, HERE)
        for index, standing in enumerate(standings)
    )
    return Issue(id_, "?", positions, HERE)


def make_base(
    facts: Sequence[Fact],
    rules: Sequence[Rule],
    issues: Sequence[Issue] = (),
    constraints: Sequence[Constraint] = (),
) -> RuleBase:
    """Return a rule base of these parts, with its strata worked out."""
    strata = stratify(rules, [])
    return RuleBase(
        tuple(facts), tuple(constraints), tuple(issues), {}, tuple(rules), {}, strata, "digest"
    )


def make_question(
    rows: Sequence[tuple[str, Condition]],
    parts: Mapping[str, Sequence[tuple[str, Condition]]] | None = None,
    labels: Mapping[str, str] | None = None,
) -> DecisionTable:
    """Return a question with an outcome table, further tables and labels of conclusions."""
    table = _table(rows)
    severity = tuple(dict.fromkeys(row.value for row in table))
    exposure = dict.fromkeys([*severity, "undetermined"], ("low", "low"))
    further = {name: _table(part) for name, part in (parts or {}).items()}
    return DecisionTable(
        "q", "Q?", table, severity, further, {}, dict(labels or {}), exposure, HERE
    )


def _table(rows: Sequence[tuple[str, Condition]]) -> tuple[Row, ...]:
    return tuple(Row(value, when, "", HERE) for value, when in rows)


def asking(rulebase: RuleBase, question: DecisionTable) -> RuleBase:
    """Return the rule base with one question, and with one profile of first positions."""
    choices = {issue.id: issue.positions[0].id for issue in rulebase.issues}
    profile = Profile("plain", "Plain", None, choices, frozenset(choices), HERE)
    return replace(rulebase, questions={question.id: question}, profiles={"plain": profile})


def is_true(fact: str) -> Atom:
    """Return the atom that a yes/no fact holds."""
    return Atom(AtomKind.FACT, fact, "true")


def conclusion(name: str) -> Atom:
    """Return the atom that a conclusion is established."""
    return Atom(AtomKind.CONCLUSION, name)


def value_atoms(facts: Sequence[Fact], issues: Sequence[Issue]) -> list[Atom]:
    """Return every atom over facts and positions."""
    return [Atom(AtomKind.FACT, fact.name, value) for fact in facts for value in fact.values] + [
        Atom(AtomKind.POSITION, issue.id, position.id)
        for issue in issues
        for position in issue.positions
    ]
