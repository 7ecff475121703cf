"""What a check of the linter is, what it looks at (words too), and what it finds."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ...base.errors import Diagnostic
from ...rulebase.aside import Heavy, Limits, WordingSource
from ...rulebase.model import Location, RuleBase
from ...rulebase.read import SourceFiles
from ..citations.resolve import Library


@dataclass(frozen=True)
class WordLists:
    """The limits, and every word to avoid."""

    limits: Limits
    plain: tuple[Heavy, ...]
    passive: tuple[Heavy, ...]

    @classmethod
    def of(cls, sources: Iterable[WordingSource]) -> WordLists:
        """Return what several files say; the limits of a later one count."""
        limits = Limits()
        plain: list[Heavy] = []
        passive: list[Heavy] = []
        for source in sources:
            limits = source.limits or limits
            plain += source.plain
            passive += source.passive
        return cls(limits, tuple(plain), tuple(passive))


def found_in(text: str, words: Iterable[Heavy]) -> list[Heavy]:
    """Return the words that stand in a text, whatever their case."""
    return [one for one in words if _pattern(one.word).search(text)]


def _pattern(word: str) -> re.Pattern[str]:
    stem = re.escape(word.removesuffix("-")).replace(r"\ ", r"\s+")
    ending = r"\w*" if word.endswith("-") else ""
    return re.compile(rf"(?<!\w){stem}{ending}(?!\w)", re.IGNORECASE)


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


class Remark(NamedTuple):
    """What a check says about what stands at a location, and how to mend it if that is clear."""

    location: Location
    message: str
    subject: str
    fix: str = ""


Remarks = Iterator[Remark]
TextCheck = Callable[[LintSources], Remarks]
LawCheck = Callable[[RuleBase, LintSources], Remarks]


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

    def diagnostics(
        self, rulebase: RuleBase | None, sources: LintSources
    ) -> Iterator[LintDiagnostic]:
        """Yield what the check says of the files; nothing of the law if they are ill-formed."""
        remarks: Iterable[Remark] = ()
        if self.text is not None:
            remarks = self.text(sources)
        elif self.law is not None and rulebase is not None:
            remarks = self.law(rulebase, sources)
        for at, message, subject, fix in remarks:
            found = Diagnostic(at.file, at.line, self.code, message, subject, fix)
            yield LintDiagnostic(found, self.severity)


def text_lint(severity: Severity = Severity.WARNING) -> Callable[[TextCheck], Lint]:
    """Make a check of the function below it, which looks at files as they are written."""
    return lambda check: Lint(*_described(check, severity), text=check)


def law_lint(severity: Severity = Severity.WARNING) -> Callable[[LawCheck], Lint]:
    """Make a check of the function below it, which looks at what a rule base says."""
    return lambda check: Lint(*_described(check, severity), law=check)


def _described(check: TextCheck | LawCheck, severity: Severity) -> tuple[str, Severity, str, str]:
    """Return the code, severity, statement and reason of a check from its name and docstring."""
    statement, _, why = inspect.cleandoc(check.__doc__ or "").partition("\n\n")
    return check.__name__.replace("_", "-"), severity, statement, why


@dataclass(frozen=True)
class LintDiagnostic:
    """A diagnostic and how much it matters."""

    diagnostic: Diagnostic
    severity: Severity

    def __str__(self) -> str:
        found = self.diagnostic
        place = f"{found.file}:{found.line}" if found.line else found.file
        return f"{place}: {self.severity}: {str(found).removeprefix(f'{place}: ')}"
