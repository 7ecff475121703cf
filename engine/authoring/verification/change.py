"""The same formula after some values have changed."""

from __future__ import annotations

from collections.abc import Mapping

import z3

from ...rulebase.model import BOOLEAN
from .space import Formula, Space


def changed(space: Space, formula: Formula, then: Mapping[str, str]) -> Formula:
    """Return when a formula is true of a case in which the values are as in ``then``."""
    pairs = []
    for name, value in then.items():
        values = ("true",) if space.values[name] == BOOLEAN else space.values[name]
        pairs += [(space.holds(name, one), z3.BoolVal(one == value)) for one in values]
    return z3.substitute(formula, *pairs)
