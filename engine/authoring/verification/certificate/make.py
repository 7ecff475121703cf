"""Makes the certificate of what was verified, and of evidence that other tools found."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version

from ....rulebase.model import All, AnyOf, Condition, Invariant, Monotonicity, Not
from ..results import ProofDiagnostic, ProofResult, ProofState
from ..tell import case_in_words
from ..verify import Verification
from .evidence import EvidenceRead
from .model import (
    Certificate,
    DeclaredView,
    EvidenceCounts,
    FindingView,
    LeftOpenView,
    PropertyView,
    WaivedView,
)

_GRAVEST = (ProofState.DISAGREES, ProofState.FAILS, ProofState.NOT_ESTABLISHED, ProofState.HOLDS)


def certify(
    found: Verification,
    made: date,
    evaluators: Sequence[str],
    also: Sequence[ProofResult] = (),
    evidence: EvidenceRead | None = None,
) -> Certificate:
    """Return the certificate of a verification.

    ``also``: what came of further checks, such as that of all proofs. The same input gives the same
    certificate, but for the times.
    """
    evidence = evidence or EvidenceRead()
    results = (*found.results, *also)
    states = {one.state for one in results} | {one.state for one in evidence.entries}
    base = found.rulebase
    return Certificate(
        made=made,
        version=version("safeconduct"),
        python=platform.python_version(),
        solver=found.solver,
        evaluators=tuple(evaluators),
        rules=base.digest,
        properties_digest=base.properties.digest,
        world=found.world.digest,
        counts=EvidenceCounts(
            rules=len(base.rules),
            facts=len(base.facts),
            constraints=len(base.constraints),
            issues=len(base.issues),
            positions=sum(len(issue.positions) for issue in base.issues),
            profiles=len(base.profiles),
        ),
        state=next(state for state in _GRAVEST if state in states),
        seconds=round(sum(result.seconds for result in results), 1),
        properties=tuple(_property(found, result) for result in results),
        declared=(
            *(_declared(one) for one in base.properties.invariants),
            *(_declared(one) for one in base.properties.monotonicities),
        ),
        left_open=tuple(
            LeftOpenView(
                id=one.id,
                when=written(one.when),
                conclusions=one.conclusions,
                reason=one.reason,
            )
            for one in base.properties.left_open
        ),
        evidence=evidence.entries,
        mutation=evidence.mutation,
    )


def _declared(one: Invariant | Monotonicity) -> DeclaredView:
    return DeclaredView(id=one.id, says=one.says, reason=one.reason)


def _property(found: Verification, result: ProofResult) -> PropertyView:
    return PropertyView(
        id=result.id,
        statement=result.statement,
        method=result.method,
        state=result.state,
        claims=result.claims,
        seconds=round(result.seconds, 2),
        findings=tuple(_finding(found, one) for one in result.findings),
        waived=tuple(
            WaivedView(subject=w.subject, says=w.says, waiver=w.waiver, reason=w.reason)
            for w in result.waived
        ),
    )


def _finding(found: Verification, finding: ProofDiagnostic) -> FindingView:
    example = finding.example and case_in_words(found.rulebase, finding.example)
    return FindingView(
        state=finding.state, subject=finding.subject, says=finding.says, example=example
    )


def written(condition: Condition) -> str:
    """Return a condition as one line of text."""
    match condition:
        case All(parts):
            return " and ".join(map(_inner, parts)) or "always"
        case AnyOf(parts):
            return " or ".join(map(_inner, parts)) or "never"
        case Not(part):
            return f"not {_inner(part)}"
        case _:
            return str(condition)


def _inner(condition: Condition) -> str:
    text = written(condition)
    return f"({text})" if isinstance(condition, All | AnyOf) else text
