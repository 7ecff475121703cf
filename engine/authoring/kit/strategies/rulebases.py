"""Random rule bases: small, well-formed, and rich in rules that clash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from ....rulebase.model import (
    BOOLEAN,
    All,
    AnyOf,
    Atom,
    Condition,
    Constraint,
    DecisionTable,
    Fact,
    Issue,
    Not,
    Rule,
    RuleBase,
    RuleKind,
    Standing,
)
from .make import (
    HERE,
    asking,
    conclusion,
    make_base,
    make_fact,
    make_issue,
    make_question,
    make_rule,
    value_atoms,
)

OUTCOMES = ("must", "may", "free")


@dataclass(frozen=True)
class Size:
    """How large a random rule base may grow; ``issues`` is the least and the most."""

    facts: int = 5
    issues: tuple[int, int] = (0, 1)
    conclusions: int = 5
    rules: int = 10
    constraints: int = 1


SMALL = Size(facts=3, conclusions=3, rules=6)


def conditions(atoms: Sequence[Atom], leaves: int = 5) -> st.SearchStrategy[Condition]:
    """Draw nested conditions over some atoms; about half of them are a single literal."""
    leaf: st.SearchStrategy[Condition] = st.sampled_from(atoms)
    literal = leaf | leaf.map(Not)

    def nest(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return parts.map(All) | parts.map(AnyOf) | inner.map(Not)

    # Empty lists and lists of one are conditions too, but would be most of what is drawn.
    few: list[Condition] = [All(()), AnyOf(()), All((atoms[0],)), AnyOf((atoms[-1],))]
    odd = st.sampled_from(few)
    return literal | st.recursive(literal | literal | odd, nest, max_leaves=leaves)


@st.composite
def fact_lists(draw: st.DrawFn, most: int) -> tuple[Fact, ...]:
    """Draw two or more facts, some with three values."""
    kinds = st.sampled_from([BOOLEAN, BOOLEAN, ("a", "b", "c")])
    return tuple(
        make_fact(f"f.n{index}", values)
        for index, values in enumerate(draw(st.lists(kinds, min_size=2, max_size=most)))
    )


@st.composite
def issue_lists(draw: st.DrawFn, least: int, most: int) -> tuple[Issue, ...]:
    """Draw issues of two or three positions of any standing."""
    standings = st.lists(st.sampled_from(Standing), min_size=2, max_size=3)
    drawn = draw(st.lists(standings, min_size=least, max_size=most))
    return tuple(make_issue(f"issue{index}", one) for index, one in enumerate(drawn))


@st.composite
def rulebases(draw: st.DrawFn, size: Size = Size()) -> RuleBase:  # it is frozen
    """Draw a well-formed rule base: rules for and against, defeaters, definitions, strata."""
    facts = draw(fact_lists(size.facts))
    issues = draw(issue_lists(*size.issues))
    atoms = value_atoms(facts, issues) + value_atoms((), issues)
    count = draw(st.sampled_from(range(1, size.conclusions + 1)))
    # The order of need is not the order of names.
    names = draw(st.permutations([f"c{index}" for index in range(count)]))
    spare = size.rules - count
    rules: list[Rule] = []
    for rank, name in enumerate(names):
        bodies = _bodies(atoms, [conclusion(lower) for lower in names[:rank]])
        own = draw(_rules_about(name, bodies, min(spare, 4)))
        spare -= len(own) - 1
        rules += own
    rules = draw(st.permutations(rules))
    constraints = tuple(
        Constraint(f"never{index}", never, "it cannot be", HERE)
        for index, never in enumerate(
            draw(st.lists(_combinations(value_atoms(facts, ())), max_size=size.constraints))
        )
    )
    return make_base(facts, rules, issues, constraints)


def _combinations(atoms: Sequence[Atom]) -> st.SearchStrategy[Condition]:
    """Draw two or three literals that hold together."""
    literal: st.SearchStrategy[Condition] = st.sampled_from(atoms)
    literal |= st.sampled_from(atoms).map(Not)
    return st.lists(literal, min_size=2, max_size=3).map(tuple).map(All)


def _bodies(atoms: Sequence[Atom], below: Sequence[Atom]) -> st.SearchStrategy[Condition]:
    """Draw bodies, so made that clashes are frequent and doubt about conclusions travels."""
    plain = conditions(atoms) | st.just(All(()))
    if not below:
        return plain
    lower: st.SearchStrategy[Condition] = st.sampled_from(below)
    lower |= st.sampled_from(below).map(Not)
    mixed = conditions([*atoms, *below, *below, *below])
    return plain | lower | lower | mixed | st.tuples(lower, mixed).map(All)


@st.composite
def _rules_about(
    draw: st.DrawFn, name: str, bodies: st.SearchStrategy[Condition], more: int
) -> list[Rule]:
    """Draw one rule for a conclusion and up to ``more`` others for and against it."""
    # The first is always a supporter; a rebuttal is most frequent.
    roles_against = st.sampled_from(["for", "against", "against", "block"])
    few = draw(st.sampled_from(range(more + 1)))
    roles = ["for", *draw(st.lists(roles_against, min_size=few, max_size=few))]
    attacked = len(set(roles)) > 1
    rules: list[Rule] = []
    for index, role in enumerate(roles):
        kind = RuleKind.DEFEATER if role == "block" else RuleKind.DEFEASIBLE
        if not attacked and draw(st.booleans()):
            kind = RuleKind.DEFINITION
        # A rule defeats only earlier ones, so superiority has no cycle; shuffling comes later.
        targets = [
            other.id
            for other in rules
            if other.positive != (role == "for")
            and role != "block"
            and draw(st.sampled_from([True, False, False]))
        ]
        rules.append(
            make_rule(
                f"{name}-r{index}",
                draw(bodies),
                name,
                positive=role == "for",
                kind=kind,
                defeats=targets,
            )
        )
    return rules


@st.composite
def questions(draw: st.DrawFn, rulebase: RuleBase) -> DecisionTable:
    """Draw a question whose tables ask for conclusions and facts and always have an answer."""
    atoms = [conclusion(name) for name in rulebase.conclusions] * 4
    bodies = conditions([*atoms, *value_atoms(rulebase.facts, rulebase.issues)], 2)
    last, *others = draw(st.permutations(OUTCOMES))
    # Now and then a value stands in two rows.
    values = draw(st.sampled_from([others[:1], others, others, [*others, last]]))
    rows = [*((value, draw(bodies)) for value in values), (last, All(()))]
    parts = {"part": [("yes", draw(bodies)), ("no", All(()))]} if draw(st.booleans()) else {}
    labels = draw(st.lists(st.sampled_from(rulebase.conclusions), max_size=1))
    return make_question(rows, parts, {name: f"label_{name}" for name in labels})


@st.composite
def asked_rulebases(draw: st.DrawFn, size: Size = Size()) -> RuleBase:  # frozen
    """Draw a well-formed rule base with a question and a profile: all that can be asked of."""
    rulebase = draw(rulebases(size))
    return asking(rulebase, draw(questions(rulebase)))
