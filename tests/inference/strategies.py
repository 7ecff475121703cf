"""Random rule bases: small, well-formed, and rich in rules that clash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product
from random import Random

from hypothesis import strategies as st

from safeconduct.lang.model import (
    BOOLEAN,
    Absence,
    All,
    AnyOf,
    Assignment,
    Atom,
    AtomKind,
    Condition,
    Constraint,
    Fact,
    Issue,
    Location,
    Not,
    Position,
    Question,
    Row,
    Rule,
    RuleBase,
    RuleKind,
    Standing,
)
from safeconduct.lang.strata import stratify

HERE = Location("random.yaml", 1)
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


def make_fact(name: str, values: tuple[str, ...] = BOOLEAN) -> Fact:
    """Return a fact of which only name and values matter."""
    return Fact(name, values, name, name, Absence.UNKNOWN, None, "no record", "", HERE)


def make_rule(  # a rule has that many parts
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


def make_question(rows: Sequence[tuple[str, Condition]]) -> Question:
    """Return a question with one table and nothing else."""
    table = tuple(Row(value, when, "", HERE) for value, when in rows)
    severity = tuple(dict.fromkeys(row.value for row in table))
    return Question("q", "Q?", table, severity, {}, {}, {}, {}, HERE)


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


def conditions(atoms: Sequence[Atom], leaves: int = 5) -> st.SearchStrategy[Condition]:
    """Return nested conditions over some atoms; about half of them are a single literal."""
    leaf: st.SearchStrategy[Condition] = st.sampled_from(atoms)
    literal = leaf | leaf.map(Not)

    def nest(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return parts.map(All) | parts.map(AnyOf) | inner.map(Not)

    # Empty lists and lists of one are conditions too, but would be most of what is drawn.
    odd = st.sampled_from([All(()), AnyOf(()), All((atoms[0],)), AnyOf((atoms[-1],))])
    return literal | st.recursive(literal | literal | odd, nest, max_leaves=leaves)


@st.composite
def fact_lists(draw: st.DrawFn, most: int) -> tuple[Fact, ...]:
    """Return two or more facts, some with three values."""
    kinds = st.sampled_from([BOOLEAN, BOOLEAN, ("a", "b", "c")])
    return tuple(
        make_fact(f"f.n{index}", values)
        for index, values in enumerate(draw(st.lists(kinds, min_size=2, max_size=most)))
    )


@st.composite
def issue_lists(draw: st.DrawFn, least: int, most: int) -> tuple[Issue, ...]:
    """Return issues of two or three positions of any standing."""
    standings = st.lists(st.sampled_from(Standing), min_size=2, max_size=3)
    drawn = draw(st.lists(standings, min_size=least, max_size=most))
    return tuple(make_issue(f"issue{index}", one) for index, one in enumerate(drawn))


@st.composite
def rulebases(draw: st.DrawFn, size: Size = Size()) -> RuleBase:  # it is frozen
    """Return a well-formed rule base: rules for and against, defeaters, definitions, strata."""
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
    """Return two or three literals that hold together."""
    literal: st.SearchStrategy[Condition] = st.sampled_from(atoms)
    literal |= st.sampled_from(atoms).map(Not)
    return st.lists(literal, min_size=2, max_size=3).map(tuple).map(All)


def _bodies(atoms: Sequence[Atom], below: Sequence[Atom]) -> st.SearchStrategy[Condition]:
    """Return bodies, so made that clashes are frequent and doubt about conclusions travels."""
    plain = conditions(atoms) | st.just(All(()))
    if not below:
        return plain
    lower: st.SearchStrategy[Condition] = st.sampled_from(below)
    lower |= st.sampled_from(below).map(Not)
    mixed = conditions([*atoms, *below * 3])
    return plain | lower | lower | mixed | st.tuples(lower, mixed).map(All)


@st.composite
def _rules_about(
    draw: st.DrawFn, name: str, bodies: st.SearchStrategy[Condition], more: int
) -> list[Rule]:
    """Return one rule for a conclusion and up to ``more`` others for and against it."""
    # The first is always a supporter; a rebuttal is most frequent.
    role = st.sampled_from(["for", "against", "against", "block"])
    few = draw(st.sampled_from(range(more + 1)))
    roles = ["for", *draw(st.lists(role, min_size=few, max_size=few))]
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


def assignments(rulebase: RuleBase) -> st.SearchStrategy[Assignment]:
    """Return total assignments of a rule base."""
    return st.tuples(*(st.integers(0, len(values) - 1) for values in rulebase.values))


def some_assignments(rulebase: RuleBase, most: int = 12) -> st.SearchStrategy[list[Assignment]]:
    """Return so many different assignments, or all if there are fewer."""
    every = list(islice(product(*(range(len(values)) for values in rulebase.values)), 1000))
    return st.integers(0, 9999).map(lambda seed: Random(seed).sample(every, min(most, len(every))))


@st.composite
def questions(draw: st.DrawFn, rulebase: RuleBase) -> Question:
    """Return a question whose table asks for conclusions and facts and always has an answer."""
    atoms = [conclusion(name) for name in rulebase.conclusions] * 4
    bodies = conditions([*atoms, *value_atoms(rulebase.facts, rulebase.issues)], 2)
    last, *others = draw(st.permutations(OUTCOMES))
    # Now and then a value stands in two rows.
    values = draw(st.sampled_from([others[:1], others, others, [*others, last]]))
    return make_question([*((value, draw(bodies)) for value in values), (last, All(()))])
