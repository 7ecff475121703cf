"""Findings as SARIF 2.1.0 (OASIS), which code review shows beside the lines of a change."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Final

from .loading import LOADING
from .model import LintDiagnostic, Severity
from .registry import LINTS
from .run import LintReport
from .waivers import CODE

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def sarif(report: LintReport, *, version: str, root: Path) -> dict[str, Any]:
    """Return a report as the content of a SARIF file.

    ``version``: of this program; ``root``: the folder that addresses of files are relative to.
    """
    rules = _rules()
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "safeconduct", "version": version, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(one, report, root, index) for one in report.findings],
            }
        ],
    }


def _rules() -> list[dict[str, Any]]:
    texts = [(one.code, one.severity, one.statement, one.why) for one in LINTS]
    texts.append((CODE, Severity.WARNING, "A waiver names a check and gives a reason.", ""))
    texts += ((code, Severity.ERROR, statement, "") for code, statement in LOADING.items())
    rules: list[dict[str, Any]] = []
    for code, severity, statement, why in texts:
        rule: dict[str, Any] = {
            "id": code,
            "shortDescription": {"text": statement},
            "defaultConfiguration": {"level": _LEVELS[severity]},
        }
        if why:
            rule["fullDescription"] = {"text": why}
        rules.append(rule)
    return rules


def _result(
    one: LintDiagnostic, report: LintReport, root: Path, index: dict[str, int]
) -> dict[str, Any]:
    found = one.diagnostic
    subject = f"{found.subject}: " if found.subject else ""
    fix = f" ({found.fix})" if found.fix else ""
    location: dict[str, Any] = {"artifactLocation": _artifact(found.file, report, root)}
    if found.line:
        location["region"] = {"startLine": found.line}
    mark = f"{found.file}\n{found.code}\n{found.subject}\n{found.message}"
    result: dict[str, Any] = {
        "ruleId": found.code,
        "level": _LEVELS[one.severity],
        "message": {"text": f"{subject}{found.message}{fix}"},
        "locations": [{"physicalLocation": location}],
        # The same finding on another line is the same finding.
        "partialFingerprints": {"finding/v1": hashlib.sha256(mark.encode()).hexdigest()[:32]},
    }
    if found.code in index:
        result["ruleIndex"] = index[found.code]
    return result


def _artifact(file: str, report: LintReport, root: Path) -> dict[str, str]:
    """Return the address of a file: relative to the root if it is below it, else its name."""
    path = report.paths.get(file)
    if isinstance(path, Path):
        absolute = path.resolve()
        if absolute.is_relative_to(root.resolve()):
            relative = absolute.relative_to(root.resolve())
            return {"uri": relative.as_posix(), "uriBaseId": "%SRCROOT%"}
    return {"uri": file}
