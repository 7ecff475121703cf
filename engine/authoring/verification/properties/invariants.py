"""What is declared to be so in every case: never together, always along, or the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

import z3

from ....rulebase.model import Invariant, InvariantKind
from ...invariants import expanded, holds_at
from ..claims import Claim, ClaimRequest, claimed
from ..encode import Encoding
from ..space import Case, Formula, assignment
from ..workbench import Engines, Workbench


@claimed
def invariants(bench: Workbench) -> Iterator[Claim]:
    """What is declared to be so in every case is so: what is never together, what always comes
    along, what is the same.
    """  # noqa: D205  # one sentence
    return claims_of(bench, bench.rulebase.properties.invariants)


def claims_of(bench: Workbench, invariants: Iterable[Invariant]) -> Iterator[Claim]:
    """Yield the claim that each of some invariants holds of a rule base."""
    for declared in invariants:
        invariant = expanded(declared, bench.rulebase)
        yield Claim(
            declared.id,
            ClaimRequest.NEVER,
            broken(bench.encoding, invariant),
            f"not so: {declared.says.removesuffix('.')}",
            partial(breaks, bench.engines, invariant),
            question=declared.question,
        )


def broken(encoding: Encoding, invariant: Invariant) -> Formula:
    """Return when an expanded invariant does not hold."""
    terms = [encoding.condition(one) for one in invariant.terms]
    match invariant.kind:
        case InvariantKind.NEVER:
            wrong = terms[0].holds
        case InvariantKind.ALWAYS:
            wrong = z3.And(terms[0].holds, z3.Not(terms[1].holds))
        case InvariantKind.EQUIVALENT:
            wrong = z3.Or([terms[0].differs(other) for other in terms[1:]])
    return z3.And(encoding.condition(invariant.when).holds, wrong)


def breaks(engines: Engines, invariant: Invariant, case: Case) -> bool:
    """Return whether the engine finds that an expanded invariant does not hold in a case."""
    base = engines.rulebase
    question = invariant.question or next(iter(base.questions))
    derived = engines.verdict(case, question).derivation
    return not holds_at(invariant, base, assignment(base, case), derived)
