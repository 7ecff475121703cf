"""Proves the properties of a rule base, one claim after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from time import perf_counter

from ...base.errors import EvaluatorDisagreement
from ...rulebase.model import Waiver
from .claims import Claim, ClaimedProperty, ClaimRequest
from .examples import example
from .results import Method, ProofDiagnostic, ProofResult, ProofState, Waived
from .search import Deadline, Undecided
from .space import Case
from .workbench import Workbench

Progress = Callable[[str, int], None]
"""Is told the property and how many of its claims have been looked at."""


def prove(
    bench: Workbench,
    properties: Sequence[ClaimedProperty],
    *,
    seconds: float | None = None,
    progress: Progress = lambda _property, _claims: None,
) -> Iterator[ProofResult]:
    """Yield what comes of each property; ``seconds``: how long each may take."""
    for one in properties:
        yield _property(bench, one, seconds, progress)


def _property(
    bench: Workbench, property_: ClaimedProperty, seconds: float | None, progress: Progress
) -> ProofResult:
    started, deadline = perf_counter(), Deadline(seconds)
    waivers = {
        subject: waiver
        for waiver in bench.rulebase.properties.waivers
        if waiver.property == property_.id
        for subject in waiver.subjects
    }
    findings: list[ProofDiagnostic] = []
    waived: list[Waived] = []
    count = 0
    for count, claim in enumerate(property_.claims(bench), 1):
        progress(property_.id, count)
        waiver = waivers.pop(claim.subject, None)
        found = _look(bench, claim, deadline)
        if waiver is None:
            findings += [found] if found else []
        elif found is None:
            findings.append(_idle(waiver, claim.subject, "it holds without one"))
        elif found.state is ProofState.FAILS:
            waived.append(Waived(claim.subject, found.says, waiver.id, waiver.reason))
        else:
            findings.append(found)
    findings += [
        _idle(waiver, subject, "the property speaks of no such thing")
        for subject, waiver in waivers.items()
    ]
    seconds_taken = perf_counter() - started
    return ProofResult(
        property_.id,
        property_.statement,
        Method.PROOF,
        count,
        tuple(findings),
        tuple(waived),
        seconds_taken,
    )


def _idle(waiver: Waiver, subject: str, why: str) -> ProofDiagnostic:
    place = f"{waiver.location.file}:{waiver.location.line}"
    says = f"the waiver `{waiver.id}` ({place}) is not needed for `{subject}`: {why}"
    return ProofDiagnostic(ProofState.FAILS, subject, says)


def _look(bench: Workbench, claim: Claim, deadline: Deadline) -> ProofDiagnostic | None:
    """Return what is wrong with a claim, or ``None`` if it was shown."""
    try:
        if claim.wanted is ClaimRequest.SOMEWHERE:
            return _somewhere(bench, claim, deadline)
        return _never(bench, claim, deadline)
    except Undecided as error:
        return ProofDiagnostic(
            ProofState.NOT_ESTABLISHED, claim.subject, f"{claim.subject}: {error}"
        )


def _somewhere(bench: Workbench, claim: Claim, deadline: Deadline) -> ProofDiagnostic | None:
    case = bench.search.find(claim.formula, deadline, claim.suspended)
    if case is not None:
        return _differing(bench, claim, case)
    blamed = bench.search.blame(claim.formula, deadline, claim.suspended)
    why = f" (excluded by {', '.join(f'`{id_}`' for id_ in blamed)})" if blamed else ""
    why += claim.because(bench.search, deadline)
    return ProofDiagnostic(ProofState.FAILS, claim.subject, claim.says + why)


def _never(bench: Workbench, claim: Claim, deadline: Deadline) -> ProofDiagnostic | None:
    case = bench.search.nearest(claim.formula, bench.baseline, deadline)
    if case is None:
        return None
    differs = _differing(bench, claim, case)
    if differs is not None:
        return differs
    open_ = [name for name in case if name not in bench.baseline.values]
    also = bench.search.stated(claim.formula, case, open_, deadline)
    told = example(bench, case, also, claim.then, claim.question)
    return ProofDiagnostic(ProofState.FAILS, claim.subject, claim.says + claim.more(case), told)


def _differing(bench: Workbench, claim: Claim, case: Case) -> ProofDiagnostic | None:
    """Put a case to the engine; return how it differs from what the solver found, if it does."""
    try:
        agrees = claim.suspended or bench.engines.allowed(case)
        if agrees and claim.shows(case):
            return None
        why = "the engine, put to the case that the solver found, does not have it so"
        told = example(bench, case, (), claim.then, claim.question)
    except EvaluatorDisagreement as error:
        why, told = str(error), None
    return ProofDiagnostic(ProofState.DISAGREES, claim.subject, f"{claim.subject}: {why}", told)
