"""Writes the certificate of what was verified."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from ..authoring.verification.certificate import as_markdown
from ..authoring.verification.certificate.evidence import read_evidence
from ..authoring.verification.certificate.make import certify
from ..authoring.verification.certificate.model import Certificate
from ..authoring.verification.results import Method, ProofDiagnostic, ProofResult, ProofState
from ..authoring.verification.verify import Verification
from ..base.errors import InputError
from ..case.foundation import Foundation
from ..engine import Engine
from ..inference.inference import default_evaluators
from .proving import check_folder, replace_file

_FORMS: Final[dict[str, Callable[[Certificate], str]]] = {
    ".json": Certificate.to_json,
    ".md": as_markdown,
}


@dataclass(frozen=True)
class CertificateRequest:
    """Where a certificate goes, and the files of evidence that it takes in."""

    files: tuple[Path, ...]
    evidence: tuple[Path, ...]


def checked(files: Sequence[Path], evidence: Sequence[Path]) -> CertificateRequest:
    """Return what is wanted; raises `InputError` before any work is done if it cannot be had."""
    for path in files:
        if path.suffix not in _FORMS:
            raise InputError("certificate", str(path), "has no known ending", tuple(_FORMS))
        check_folder("certificate", path)
    if evidence and not files:
        message = "is for a certificate: say --certificate"
        raise InputError("evidence", str(evidence[0]), message)
    return CertificateRequest(tuple(files), tuple(evidence))


def certify_to(
    base: Foundation, wanted: CertificateRequest, *, with_proofs: bool
) -> Callable[[Verification], Sequence[ProofResult]]:
    """Return what writes the certificate of a verification, and returns further results."""
    evidence = read_evidence(wanted.evidence, base.rulebase.digest)

    def write(found: Verification) -> Sequence[ProofResult]:
        also = (_proofs(base),) if with_proofs and isinstance(base, Engine) else ()
        if wanted.files:
            names = [one.name for one in default_evaluators(base.rulebase)]
            made = certify(found, base.clock(), names, also, evidence)
            for path in wanted.files:
                replace_file(path, _FORMS[path.suffix](made))
        return also

    return write


def _proofs(engine: Engine) -> ProofResult:
    """Check the proof of every truth in the records, as one more property."""
    started = perf_counter()
    found = engine.check_proofs()
    return ProofResult(
        "proofs-valid",
        "Every proof of every truth in the records passes an independent checker, in every "
        "completion and under every profile.",
        Method.EXHAUSTIVE,
        found.proofs,
        tuple(ProofDiagnostic(ProofState.FAILS, "proof", problem) for problem in found.problems),
        (),
        perf_counter() - started,
    )
