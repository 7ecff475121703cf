"""Whether a mutant ever gives another answer: proved for every case that could be.

A mutant that never does is *equivalent*: no case can tell it from the law, so that none is missing.
For one that does, a case is shown that would catch it, with as little supposed as possible.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...rulebase.model import RuleBase
from .bench import asked_first, compiled


@dataclass(frozen=True)
class Equivalence:
    """``same``: whether two rule bases say the same of every case that could be.

    ``None``: not decided in time. ``differs``: what is said otherwise, and ``where``: the facts and
    positions of a case in which it is; those that are as without a record are left out.
    """

    same: bool | None
    differs: str = ""
    where: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        if self.same is None:
            return "not decided"
        if self.same:
            return "no case can tell it from the law"
        said = ", ".join(f"{name}: {value}" for name, value in self.where.items())
        return f"{self.differs}, where {said or 'nothing is on record'}"


def compare(law: RuleBase, mutant: RuleBase, seconds: float | None = None) -> Equivalence:
    """Return whether two rule bases on the same facts answer alike, under any positions.

    Compared are every table and label of every question, and which combinations of facts can be.
    Raises `ImportError` without a solver.
    """
    from ..verification.difference.sides import Pair  # the solver is an extra, and slow to load
    from ..verification.examples import departing
    from ..verification.search import Deadline, Undecided

    pair, deadline = Pair.of(mutant, law), Deadline(seconds)
    try:
        for what, formula, search in _differences(pair):
            case = search.nearest(formula, pair.baseline, deadline)
            if case is not None:
                said = _said(law, mutant, case) or what
                return Equivalence(False, said, dict(departing(pair.baseline, case)))
    except Undecided:
        return Equivalence(None)
    return Equivalence(True)


def _differences(pair: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield what may differ, when it does, and where to look for a case in which it does."""
    import z3

    old, new = pair.old, pair.new
    for part, values in old.parts.items():
        others = new.parts.get(part)
        if others is None:
            yield f"{part[1]} is never told", values["told"], pair.search
            continue
        same = [
            z3.And(formula, others[value]) for value, formula in values.items() if value in others
        ]
        yield part[1], z3.Not(z3.Or(same)), pair.search
    before, after = old.encoding.allowed(), new.encoding.allowed()
    yield "can be", z3.And(after, z3.Not(before)), pair.free
    yield "cannot be", z3.And(before, z3.Not(after)), pair.free


def _said(law: RuleBase, mutant: RuleBase, case: Mapping[str, str]) -> str:
    """Return what the engine says of a case under both, where that differs."""
    from ..verification.space import assignment

    one = compiled(law).verdict(assignment(law, case))
    other = compiled(mutant).verdict(assignment(mutant, case))
    if one.outcome != other.outcome:
        return f"{other.outcome}, not {one.outcome}"
    for part, value in one.parts.items():
        if other.parts[part] != value:
            return f"{part} {other.parts[part]}, not {value}"
    for name, told in (("grounds", "grounds"), ("labels", "qualifications")):
        before, after = set(getattr(one, told)), set(getattr(other, told))
        if before != after:
            more = [f"with {label}" for label in sorted(after - before)]
            return f"{name} {' and '.join(more + [f'without {x}' for x in sorted(before - after)])}"
    return ""


def never_contested(rulebase: RuleBase, outcome: str) -> bool:
    """Return whether no choice of positions ever changes an outcome, or one that is less severe.

    Those less severe may stand beside it, for other warrants of the same person. Raises
    `ImportError` without a solver.
    """
    import z3

    from ..verification.search import Deadline
    from ..verification.workbench import Workbench

    bench = Workbench(rulebase)
    question = asked_first(rulebase)
    table = bench.answers[question.id].tables["outcome"]
    names = {issue.id for issue in rulebase.issues}
    terms = [bench.space.holds(name, value) for name in names for value in bench.space.values[name]]
    renamed = [(term, z3.Bool(f"other:{term}")) for term in terms]
    domain = [z3.substitute(one, *renamed) for one in bench.space.domain()]
    for one in question.severity[question.severity.index(outcome) :]:
        gives = z3.And(table.gives(one), table.single)
        elsewhere = z3.substitute(gives, *renamed)
        if bench.search.find(z3.And(gives, z3.Not(elsewhere), *domain), Deadline(None)) is not None:
            return False
    return True
