"""Which declared invariants a change of the rules breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from ....rulebase.model import Invariant, RuleBase
from ...invariants import statable
from ..properties.invariants import claims_of, invariants
from ..results import ProofDiagnostic
from ..run import prove
from ..workbench import Workbench


def newly_broken(
    new: RuleBase, old: RuleBase, seconds: float | None = None
) -> tuple[ProofDiagnostic, ...]:
    """Return each invariant of either rule base that the new one breaks and the old one did not.

    Invariants that speak of what the new one has not are left out. ``seconds``: how long may be
    looked.
    """
    declared = {one.id: one for one in (*old.properties.invariants, *new.properties.invariants)}
    asked = [one for one in declared.values() if statable(one, new)]
    found = {one.subject: one for one in _findings(new, asked, seconds)}
    before = [one for one in asked if one.id in found and statable(one, old)]
    for anyhow in _findings(old, before, seconds) if before else ():
        found.pop(anyhow.subject, None)
    return tuple(found.values())


def _findings(
    rulebase: RuleBase, declared: list[Invariant], seconds: float | None
) -> Iterator[ProofDiagnostic]:
    asked = replace(invariants, claims=partial(claims_of, invariants=declared))
    waived = {w.id for w in rulebase.properties.waivers if w.property == invariants.id}
    for result in prove(Workbench(rulebase), [asked], seconds=seconds):
        yield from (one for one in result.findings if one.subject not in waived)
