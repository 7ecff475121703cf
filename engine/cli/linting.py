"""Prints what the linter found: for people, as JSON, or as SARIF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from importlib import metadata
from pathlib import Path

import typer

from ..authoring.lint.model import LintDiagnostic, Severity
from ..authoring.lint.run import LintReport, lint
from ..authoring.lint.sarif import sarif
from ..base.words import counted
from ..records import load_world
from .errors import FAILED
from .output import print_json


def check_rules(
    directories: Sequence[Path],
    records: Path | None,
    *,
    strict: bool,
    as_json: bool,
    as_sarif: bool,
) -> None:
    """Check ``directories`` and what they stand on, or the embedded rules; print every finding.

    Raises `RecordsError` if the records are not valid, and `typer.Exit` with code 1 if there is an
    error or, with ``strict``, a warning.
    """
    report = lint(directories, load_world(records))
    failed = report.failed(strict=strict)
    if as_sarif:
        print_json(sarif(report, version=metadata.version("safeconduct"), root=Path()))
    elif as_json:
        findings = [_plain(one) for one in report.findings]
        print_json({"valid": not failed, "findings": findings})
    else:
        for one in report.findings:
            typer.echo(str(one))
        typer.echo(f"rules: {_summary(report, failed=failed)}")
    if failed:
        raise typer.Exit(FAILED)


def _plain(one: LintDiagnostic) -> dict[str, object]:
    return {**asdict(one.diagnostic), "severity": one.severity.value}


def _summary(report: LintReport, *, failed: bool) -> str:
    counts = [
        counted(number, severity.value)
        for severity in Severity
        if (number := report.count(severity))
    ]
    return ", ".join(counts if failed else ["valid", *counts])
