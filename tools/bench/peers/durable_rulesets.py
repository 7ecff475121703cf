"""durable-rules alone: once a ruleset for each level of conclusions, once a single flat ruleset.

Used as it has to be (``docs/decisions/0004-durable-rules-fence.md``): through the quiet host, one
fact and one session for each ruleset, equality tests only, without its own negation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from safeconduct.inference.durable import shared_host
from safeconduct.inference.normal_form import disjuncts
from safeconduct.rulebase.model import Assignment, AtomKind, Condition

from ..contestant import Contestant
from ..plan import Algebra, Conclusion, positive
from ..problem import Problem

Known = dict[str, int]
"""A fact as the library takes it: the index of each fact's value, conclusions as 0 or 1."""


@dataclass(frozen=True)
class _Level:
    """A ruleset; ``friends`` and ``foes``: the rules for and against each conclusion."""

    ruleset: str
    friends: Mapping[str, frozenset[str]]
    foes: Mapping[str, frozenset[str]]


def enter(problem: Problem, version: str) -> Contestant:
    """Return durable-rules with a ruleset for each level; plain code reads the last table."""
    host = shared_host()
    levels = [_level(problem, level) for level in problem.plan.levels]
    rows = [(value, _reader(problem).write(when)) for value, when in problem.plan.rows]

    def decide(case: Known) -> str:
        known = dict(case)
        for level in levels:
            fired = host.fire(level.ruleset, known)
            for conclusion, friends in level.friends.items():
                known[conclusion] = int(
                    not fired.isdisjoint(friends) and fired.isdisjoint(level.foes[conclusion])
                )
        return next(value for value, holds in rows if holds(known))

    how = "a ruleset, a fact and a session for each of three levels"
    return Contestant("durable-rules (levels)", version, how, _prepare(problem), decide)


def enter_flat(problem: Problem, version: str) -> Contestant:
    """Return durable-rules with every conclusion written out in one ruleset."""
    host = shared_host()
    definition = {
        f"{number}_{index}": properties
        for number, (_, when) in enumerate(problem.plan.rows)
        for index, properties in enumerate(_bodies(problem, problem.plan.expanded(when)))
    }
    ruleset = host.register(definition)
    outcomes = {name: int(name.partition("_")[0]) for name in definition}

    def decide(case: Known) -> str:
        return problem.outcomes[min(outcomes[name] for name in host.fire(ruleset, case))]

    how = f"one ruleset of {len(definition)} rules, every conclusion written out"
    return Contestant("durable-rules (flat)", version, how, _prepare(problem), decide)


def _prepare(problem: Problem) -> Callable[[Assignment], Known]:
    return lambda case: dict(zip(problem.facts, case, strict=True))


def _level(problem: Problem, level: tuple[Conclusion, ...]) -> _Level:
    definition: dict[str, list[tuple[str, int]]] = {}
    sides: tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]] = ({}, {})
    for one in level:
        for found, side in zip(sides, (one.friends, one.foes), strict=True):
            rules = {
                f"{rule}_{index}": properties
                for rule, body in side
                for index, properties in enumerate(_bodies(problem, body))
            }
            definition |= rules
            found[one.name] = frozenset(rules)
    return _Level(shared_host().register(definition), *sides)


def _bodies(problem: Problem, body: Condition) -> Iterator[list[tuple[str, int]]]:
    """Yield conjunctions of equality tests; a denied value is any of the others."""
    for conjunction in disjuncts(positive(body, problem.facts)):
        yield [
            (atom.name, int(asserted))
            if atom.kind is AtomKind.CONCLUSION
            else (atom.name, problem.facts[atom.name].index(atom.value))
            for atom, asserted in conjunction
        ]


def _reader(problem: Problem) -> Algebra[Callable[[Known], bool]]:
    def test(name: str, value: str) -> Callable[[Known], bool]:
        index = problem.facts[name].index(value)
        return lambda known: known[name] == index

    return Algebra(
        test,
        lambda name: lambda known: known[name] == 1,
        lambda parts: lambda known: all(part(known) for part in parts),
        lambda parts: lambda known: any(part(known) for part in parts),
        lambda part: lambda known: not part(known),
        lambda _: True,
    )
