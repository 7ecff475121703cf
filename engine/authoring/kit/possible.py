"""Whether the constraints of a rule base leave any case; found without a solver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ...base.words import listing
from ...inference.types import NO, UNRESOLVED, YES
from ...rulebase.model import All, AnyOf, Atom, Condition, Constraint, Not, RuleBase, atoms_of

_PATIENCE: Final = 200_000
"""How many choices are tried before it is given up, and some case is taken to be possible."""


def no_case(rulebase: RuleBase) -> str:
    """Return in one line that no case is possible, and why; nothing if one is.

    The constraints that are named exclude every case together, and none of them can be left out.
    """
    constraints = rulebase.constraints
    if _some_case(rulebase, constraints):
        return ""
    for one in rulebase.constraints:
        rest = tuple(other for other in constraints if other is not one)
        if not _some_case(rulebase, rest):
            constraints = rest
    names = listing([f"`{one.id}`" for one in constraints])
    verb = "leaves" if len(constraints) == 1 else "together leave"
    noun = "constraint" if len(constraints) == 1 else "constraints"
    places = ", ".join(f"{one.location.file}:{one.location.line}" for one in constraints)
    return f"no case is possible: the {noun} {names} {verb} none ({places})"


def _some_case(rulebase: RuleBase, constraints: Sequence[Constraint]) -> bool:
    spoken = dict.fromkeys(atom.name for one in constraints for atom in atoms_of(one.never))
    values = {name: rulebase.values[rulebase.variables[name]] for name in spoken}
    names, case, left = list(values), dict[str, str](), _PATIENCE

    def fits(index: int) -> bool:
        nonlocal left
        left -= 1
        if left < 0:
            return True
        if any(_value(one.never, case) == YES for one in constraints):
            return False
        if index == len(names):
            return True
        for value in values[names[index]]:
            case[names[index]] = value
            if fits(index + 1):
                return True
        case.pop(names[index], None)
        return False

    return fits(0)


def _value(condition: Condition, case: Mapping[str, str]) -> int:
    """Return the truth value of a condition where some facts are not chosen yet."""
    match condition:
        case Atom(name=name, value=value):
            return UNRESOLVED if name not in case else YES if case[name] == value else NO
        case All(parts):
            return min((_value(part, case) for part in parts), default=YES)
        case AnyOf(parts):
            return max((_value(part, case) for part in parts), default=NO)
        case Not(part):
            return YES - _value(part, case)
