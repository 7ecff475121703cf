"""What a check of the linter is, what it looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ...base.errors import Diagnostic
from ...rulebase.model import Location, RuleBase
from ...rulebase.read import SourceFiles
from ..citations.resolve import Library
from .wording import WordLists


class Severity(StrEnum):
    """How much a finding matters; an error makes a rule base unusable or an answer wrong."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True)
class LintSources:
    """The files of a rule base as written, and what they may cite and how they may be worded."""

    files: SourceFiles
    library: Library
    wording: WordLists

    def rule(self, index: int, *path: str | int) -> Location:
        """Return where a part of a rule stands, by the index of the rule in the rule base."""
        return self.files.rules[index].at(*path)


Found = Iterator[Diagnostic]
TextCheck = Callable[[LintSources], Found]
LawCheck = Callable[[RuleBase, LintSources], Found]


@dataclass(frozen=True)
class Lint:
    """One check. ``code`` is stable; ``statement`` says in a sentence what ought to be.

    ``text`` looks at files as written, also at those of an ill-formed rule base; ``law`` at what a
    well-formed rule base says. A check has one of them. ``why``: the reason, for the documentation.
    """

    code: str
    severity: Severity
    statement: str
    why: str
    text: TextCheck | None = None
    law: LawCheck | None = None


@dataclass(frozen=True)
class LintDiagnostic:
    """A diagnostic and how much it matters."""

    diagnostic: Diagnostic
    severity: Severity

    def __str__(self) -> str:
        found = self.diagnostic
        place = f"{found.file}:{found.line}" if found.line else found.file
        return f"{place}: {self.severity}: {str(found).removeprefix(f'{place}: ')}"


def finding(location: Location, code: str, message: str, subject: str, fix: str = "") -> Diagnostic:
    """Return a diagnostic about what stands at a location."""
    return Diagnostic(location.file, location.line, code, message, subject, fix)
