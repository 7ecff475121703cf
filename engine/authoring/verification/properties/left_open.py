"""Where the rules leave something open on purpose: declared with a reason, and excused."""

from __future__ import annotations

import z3

from ....rulebase.model import Condition, atoms_of
from ..space import Formula
from ..workbench import Workbench


def excused(bench: Workbench, condition: Condition) -> Formula:
    """Return when a condition may be open: it rests on a conclusion that is left open on purpose.

    That is so where a declaration names the conclusion, its ``when`` holds, and the conclusion is
    in fact open.
    """
    encoding = bench.encoding
    names = {atom.name for atom in atoms_of(condition)}.intersection(bench.rulebase.conclusions)
    below = frozenset[str]().union(*map(encoding.needs, names))
    return z3.Or(
        [
            z3.And(encoding.condition(one.when).holds, encoding.conclusion(name).open)
            for one in bench.rulebase.properties.left_open
            for name in one.conclusions
            if name in below
        ]
    )
