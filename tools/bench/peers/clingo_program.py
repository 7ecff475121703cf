"""clingo: the rules as one ground answer-set program, each case as assumptions of a solve.

The program is grounded once; a case only says which fact has which value.
"""

from __future__ import annotations

from collections.abc import Iterator

import clingo

from safeconduct.inference.normal_form import disjuncts
from safeconduct.rulebase.model import Assignment, Atom, AtomKind, Condition

from ..contestant import Contestant
from ..problem import Problem

Assumptions = list[tuple[clingo.Symbol, bool]]


def enter(problem: Problem, version: str) -> Contestant:
    """Return clingo with the program grounded."""
    control = clingo.Control(["1", "--warn=none"])
    control.add("base", [], "\n".join(_program(problem)))
    control.ground([("base", [])])
    symbols = [
        [clingo.Function("f", [clingo.String(name), clingo.String(value)]) for value in values]
        for name, values in problem.facts.items()
    ]

    def prepare(case: Assignment) -> Assumptions:
        return [(values[index], True) for values, index in zip(symbols, case, strict=True)]

    def decide(case: Assumptions) -> str:
        with control.solve(assumptions=case, yield_=True) as models:
            model = models.model()
            (outcome,) = model.symbols(shown=True)
            return str(outcome.arguments[0].string)

    return Contestant("clingo", version, "grounded once, cases as assumptions", prepare, decide)


def _program(problem: Problem) -> Iterator[str]:
    for name, values in problem.facts.items():
        yield f"1 {{ {'; '.join(_fact(name, value) for value in values)} }} 1."
    for one in problem.plan.conclusions:
        for side, head in ((one.friends, "for"), (one.foes, "against")):
            for _, body in side:
                yield from _rules(f'{head}("{one.name}")', body)
        yield f'holds("{one.name}") :- for("{one.name}"), not against("{one.name}").'
    for number, (value, condition) in enumerate(problem.plan.rows):
        yield from _rules(f"row({number})", condition)
        earlier = "".join(f", not row({before})" for before in range(number))
        yield f'outcome("{value}") :- row({number}){earlier}.'
    yield "#show outcome/1."


def _rules(head: str, body: Condition) -> Iterator[str]:
    for conjunction in disjuncts(body):
        literals = [("" if asserted else "not ") + _atom(atom) for atom, asserted in conjunction]
        yield f"{head} :- {', '.join(sorted(literals))}." if literals else f"{head}."


def _atom(atom: Atom) -> str:
    if atom.kind is AtomKind.CONCLUSION:
        return f'holds("{atom.name}")'
    return _fact(atom.name, atom.value)


def _fact(name: str, value: str) -> str:
    return f'f("{name}", "{value}")'
