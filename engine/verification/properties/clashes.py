"""No rules clash with neither side beating the other, except what is left open on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

import z3

from ...inference.types import UNRESOLVED
from ...lang.model import Atom, AtomKind
from ..claims import Claim, Property, Wanted
from ..space import Case
from ..workbench import Workbench
from .left_open import excused


def _claims(bench: Workbench) -> Iterator[Claim]:
    for name in bench.rulebase.conclusions:
        allowed = excused(bench, Atom(AtomKind.CONCLUSION, name))
        yield Claim(
            name,
            Wanted.NEVER,
            z3.And(bench.encoding.conclusion(name).open, z3.Not(allowed)),
            f"rules clash over `{name}` and neither side beats the other",
            partial(_open, bench, name),
        )
    for declared in bench.rulebase.properties.left_open:
        when = bench.encoding.condition(declared.when).holds
        for name in declared.conclusions:
            yield Claim(
                f"{declared.id}: {name}",
                Wanted.SOMEWHERE,
                z3.And(when, bench.encoding.conclusion(name).open),
                f"`{name}` is declared as left open by `{declared.id}`, but never is",
                partial(_open, bench, name),
            )


def _open(bench: Workbench, name: str, case: Case) -> bool:
    return bench.engines.status(case, name) == UNRESOLVED


NO_CLASH: Final = Property(
    "no-clash",
    "No conclusion is left unresolved by rules that clash, on any choice of positions, except what "
    "is left open on purpose and what rests on it.",
    _claims,
)
