"""clipspy: forward chaining over one fact, level by level through salience."""

from __future__ import annotations

from collections.abc import Iterator

import clips

from safeconduct.inference.normal_form import disjuncts
from safeconduct.rulebase.model import Assignment, Atom, AtomKind, Condition

from ..contestant import Contestant
from ..plan import identifier
from ..problem import Problem


def enter(problem: Problem, version: str) -> Contestant:
    """Return CLIPS with templates and rules built."""
    environment = clips.Environment()
    slots = " ".join(f"(slot {identifier(name)})" for name in problem.facts)
    environment.build(f"(deftemplate case {slots})")
    said: list[str] = []
    environment.define_function(lambda value: said.append(str(value)), "say")
    for construct in _constructs(problem):
        environment.build(construct)
    template = environment.find_template("case")
    names = [identifier(name) for name in problem.facts]

    def prepare(case: Assignment) -> dict[str, clips.Symbol]:
        values = map(clips.Symbol, problem.named(case).values())
        return dict(zip(names, values, strict=True))

    def decide(case: dict[str, clips.Symbol]) -> str:
        environment.reset()
        template.assert_fact(**case)
        environment.run()
        return said.pop()

    how = "forward chaining, levels by salience"
    return Contestant("clipspy", version, how, prepare, decide)


def _constructs(problem: Problem) -> Iterator[str]:
    salience = 0
    for level in problem.plan.levels:
        for one in level:
            for side, label in ((one.friends, "for"), (one.foes, "against")):
                for rule, body in side:
                    yield from _rules(rule, body, f"(assert ({label} {one.name}))", salience)
            when = f"(for {one.name}) (not (against {one.name}))"
            yield _rule(f"settle-{one.name}", when, f"(assert (holds {one.name}))", salience - 1)
        salience -= 2
    for number, (value, condition) in enumerate(problem.plan.rows):
        action = f"(assert (answered)) (say {value})"
        yield from _rules(f"row-{number}", condition, action, salience, "(not (answered))")
        salience -= 1


def _rules(name: str, body: Condition, action: str, salience: int, also: str = "") -> Iterator[str]:
    for index, conjunction in enumerate(disjuncts(body)):
        literals = sorted(_literal(atom, asserted=asserted) for atom, asserted in conjunction)
        yield _rule(f"{name}-{index}", " ".join([*literals, also]), action, salience)


def _rule(name: str, when: str, action: str, salience: int) -> str:
    return f"(defrule {name} (declare (salience {salience})) {when} => {action})"


def _literal(atom: Atom, *, asserted: bool) -> str:
    if atom.kind is AtomKind.CONCLUSION:
        pattern = f"(holds {atom.name})"
    else:
        pattern = f"(case ({identifier(atom.name)} {atom.value}))"
    return pattern if asserted else f"(not {pattern})"
