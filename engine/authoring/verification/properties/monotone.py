"""What is declared never to happen as facts change: becoming a party never removes a duty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import product

import z3

from ....inference.inference import UNDETERMINED, Decision
from ....inference.types import NO, UNRESOLVED, YES
from ....rulebase.model import Effect, Monotonicity, Target
from ....rulebase.wording import OUTCOME
from ..claims import Claim, ClaimRequest, claimed
from ..encode import Status
from ..space import Case, Formula, changed
from ..workbench import Workbench


@claimed
def monotonicities(bench: Workbench) -> Iterator[Claim]:
    """No declared change of facts has the effect that is declared never to occur."""
    for declared in bench.rulebase.properties.monotonicities:
        when = bench.encoding.condition(declared.when).holds
        before = z3.And(
            [
                z3.Or([bench.space.holds(change.variable, value) for value in change.before])
                for change in declared.changes
            ]
        )
        for values in product(*(change.after for change in declared.changes)):
            names = [change.variable for change in declared.changes]
            then = dict(zip(names, values, strict=True))
            allowed = changed(bench.space, bench.encoding.allowed(), then)
            yield Claim(
                f"{declared.id} ({', '.join(f'{n}: {v}' for n, v in then.items())})",
                ClaimRequest.NEVER,
                z3.And(when, before, allowed, broken(bench, declared, then)),
                f"not so: {declared.says.removesuffix('.')}",
                partial(_breaks, bench, declared, then),
                then,
                declared.of.question,
            )


def broken(bench: Workbench, declared: Monotonicity, then: Mapping[str, str]) -> Formula:
    """Return when the change to ``then`` has the effect that is declared never to occur."""
    parts = []
    for status in _statuses(bench, declared.of):
        after = Status(
            changed(bench.space, status.holds, then), changed(bench.space, status.fails, then)
        )
        parts.append(
            {
                Effect.CREATES: _lower(status, after),
                Effect.REMOVES: _lower(after, status),
                Effect.CHANGES: status.differs(after),
            }[declared.never]
        )
    return z3.Or(parts)


def _lower(one: Status, other: Status) -> Formula:
    """Return when a status is lower than another: it fails, is open, or holds."""
    return z3.Or(z3.And(one.fails, z3.Not(other.fails)), z3.And(z3.Not(one.holds), other.holds))


def _statuses(bench: Workbench, target: Target) -> Iterator[Status]:
    """Yield the status of a conclusion, of a table's value, or of each value of a table."""
    if not target.question:
        yield bench.encoding.conclusion(target.name)
        return
    table = bench.answers[target.question].tables[target.name]
    for value in [target.value] if target.value else table.possible:
        # Where the table gives no answer, each of its values is open.
        yield Status(table.gives(value), z3.And(table.single, z3.Not(table.gives(value))))


def _breaks(bench: Workbench, declared: Monotonicity, then: Mapping[str, str], case: Case) -> bool:
    after = {**case, **then}
    if not bench.engines.allowed(after):
        return False
    pairs = zip(_found(bench, declared.of, case), _found(bench, declared.of, after), strict=True)
    tests = {
        Effect.CREATES: lambda one, other: other > one,
        Effect.REMOVES: lambda one, other: other < one,
        Effect.CHANGES: lambda one, other: other != one,
    }
    return any(tests[declared.never](one, other) for one, other in pairs)


def _found(bench: Workbench, target: Target, case: Case) -> Iterator[int]:
    """Yield the same statuses as the engine derives them."""
    if not target.question:
        yield bench.engines.status(case, target.name)
        return
    said = _said(bench.engines.verdict(case, target.question), target.name)
    values = bench.answers[target.question].tables[target.name].possible
    for value in [target.value] if target.value else values:
        yield UNRESOLVED if said is None else YES if said == value else NO


def _said(verdict: Decision, table: str) -> str | None:
    """Return what a table says, or ``None`` if rules that clash leave it open."""
    if table == OUTCOME:
        return None if verdict.row is None else verdict.outcome
    return None if verdict.parts[table] == UNDETERMINED else verdict.parts[table]
