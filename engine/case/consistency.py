"""What to say when something assumed cannot be so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

from ..base.errors import InputError
from ..inference.types import impossible, members
from ..rulebase.model import Constraint, RuleBase, atoms_of
from ..timeline.timeline import Truth
from .inputs import Inputs

_MOST_SHOWN = 5


def check_assumptions(rulebase: RuleBase, given: Inputs, recorded: Truth) -> None:
    """Raise `InputError` if the given facts break a constraint, with what to assume as well.

    ``recorded``: the truth of the records, without the given facts.
    """
    truth = given.over(recorded)
    broken = _broken(rulebase, truth)
    if broken is None:
        return
    fixes = tuple(_fixes(rulebase, given, truth, broken))[:_MOST_SHOWN]
    assumed = ", ".join(f"{name}={value}" for name, value in given.assumed.items())
    raise InputError(
        "assume",
        assumed,
        f"cannot be: {broken.reason} (constraint {broken.id})"
        + ("; assume one of these as well" if fixes else ""),
        fixes,
        code="impossible-assumption",
        breaks=broken.id,
    )


def broken_by_question(rulebase: RuleBase, given: Inputs) -> Constraint | None:
    """Return a constraint that the parts of a question break among themselves, or ``None``."""
    facts = tuple(members(mask)[0] for mask in given.over((1,) * len(rulebase.facts)))
    for constraint in rulebase.constraints:
        if {atom.name for atom in atoms_of(constraint.never)} <= given.asked.keys() and impossible(
            replace(rulebase, constraints=(constraint,)), facts
        ):
            return constraint
    return None


def _broken(rulebase: RuleBase, truth: Truth) -> Constraint | None:
    """Return a constraint that every completion breaks some of, or ``None`` if one is allowed.

    Only facts that constraints speak of are completed; the others cannot matter to them.
    """
    spoken = {
        rulebase.variables[atom.name]
        for constraint in rulebase.constraints
        for atom in atoms_of(constraint.never)
    }
    first: str | None = None
    choices = [members(m) if i in spoken else members(m)[:1] for i, m in enumerate(truth)]
    for facts in product(*choices):
        found = impossible(rulebase, facts)
        if found is None:
            return None
        first = first or found
    return next(one for one in rulebase.constraints if one.id == first)


def _fixes(rulebase: RuleBase, given: Inputs, truth: Truth, broken: Constraint) -> Iterator[str]:
    """Yield the smallest changes of other facts that make what is assumed possible."""
    fixed = {*given.asked, *given.assumed}
    spoken = {atom.name for atom in atoms_of(broken.never)}
    names = dict.fromkeys(
        atom.name
        for constraint in (broken, *rulebase.constraints)
        if spoken & {atom.name for atom in atoms_of(constraint.never)}
        for atom in atoms_of(constraint.never)
        if atom.name not in fixed
    )
    values = [
        (rulebase.variables[name], name, index, value)
        for name in names
        for index, value in enumerate(rulebase.values[rulebase.variables[name]])
    ]
    for size in (1, 2):
        found = False
        for changes in combinations(values, size):
            changed = list(truth)
            for variable, _, index, _ in changes:
                changed[variable] = 1 << index
            if len({variable for variable, *_ in changes}) == size and not _broken(
                rulebase, tuple(changed)
            ):
                found = True
                yield " and ".join(f"{name}={value}" for _, name, _, value in changes)
        if found:
            return
