"""Runs the linter over a rule base: errors of the loader and findings of every check, at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...base.errors import RulesError, SourceFilesError
from ...base.yaml12 import load
from ...records.load import check_layers
from ...records.world import World
from ...rulebase.load import build
from ...rulebase.model import RuleBase
from ...rulebase.read import Directory
from ...timeline.claims import claimable
from .model import LintDiagnostic, LintSources, Severity
from .registry import LINTS
from .sources import read_sources, unanswerable
from .waivers import apply, waivers


@dataclass(frozen=True)
class LintReport:
    """What was found, by file and line; ``paths``: where each file is, by its name in findings."""

    findings: tuple[LintDiagnostic, ...]
    paths: Mapping[str, Directory]

    def count(self, severity: Severity) -> int:
        """Return how many findings matter that much."""
        return sum(one.severity is severity for one in self.findings)

    def failed(self, *, strict: bool = False) -> bool:
        """Return whether there is an error or, if ``strict``, a warning."""
        return bool(self.count(Severity.ERROR) or (strict and self.count(Severity.WARNING)))


def lint(
    directories: Sequence[Path] = (), world: World | None = None, *, embedded: bool = True
) -> LintReport:
    """Return everything found in some directories and in what they stand on (`load_rules`).

    ``world``: the records in which cited decisions are looked up, and to which the directories may
    add some; then these are checked as well. An ill-formed rule base is
    reported with all its errors; its texts are looked at all the same. Nothing is raised.
    """
    sources = read_sources(directories, world, embedded=embedded)
    found = check(sources)
    if world is not None and sources.files.records and not _errors(found):
        facts = claimable(build(sources.files))
        wrong = check_layers(world, sources.files.records, facts)
        found += (LintDiagnostic(one, Severity.ERROR) for one in wrong)
    return LintReport(tuple(found), sources.files.paths)


def _errors(found: Sequence[LintDiagnostic]) -> bool:
    return any(one.severity is Severity.ERROR for one in found)


def check(sources: LintSources) -> list[LintDiagnostic]:
    """Return everything found in files that were read, sorted by file and line."""
    found: list[LintDiagnostic] = []
    rulebase: RuleBase | None = None
    try:
        rulebase = build(sources.files)
    except RulesError as error:
        found += (LintDiagnostic(one, Severity.ERROR) for one in error.diagnostics)
    else:
        found += (LintDiagnostic(one, Severity.ERROR) for one in unanswerable(rulebase))
    for one in LINTS:
        found += one.diagnostics(rulebase, sources)
    texts = {file: text for file, text in sources.files.texts.items() if _is_yaml(text)}
    codes = [one.code for one in LINTS if one.severity is not Severity.ERROR]
    left = apply(found, tuple(waivers(texts)), codes, complete=rulebase is not None)
    unique = {(one.diagnostic, one.severity): one for one in left}
    return sorted(unique.values(), key=lambda one: one.diagnostic)


def _is_yaml(text: str) -> bool:
    try:
        load(text, file="")
    except SourceFilesError:
        return False
    return True
