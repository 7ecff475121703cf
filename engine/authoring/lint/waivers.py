"""Comments that let a finding stand: ``# lint: allow CODE reason``.

At the end of a line it counts for that line; on a line of its own for the entry that follows, with
all that is indented below it. The reason is part of it: a waiver without one is itself a finding.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ...base.errors import Diagnostic
from ...base.text_files import lines_of
from ...base.words import near
from ..format.parse import placed_comments
from .model import LintDiagnostic, Severity

CODE: Final = "waiver"
_WAIVER: Final = re.compile(r"#\s*lint:\s*allow\b\s*(?P<code>[\w-]*)\s*(?P<reason>.*)")


@dataclass(frozen=True)
class LintWaiver:
    """What one comment lets stand: findings of a code on the lines ``first`` to ``last``."""

    file: str
    line: int
    code: str
    reason: str
    first: int
    last: int

    def covers(self, one: LintDiagnostic) -> bool:
        """Return whether it lets a finding stand."""
        found = one.diagnostic
        return (
            self.file == found.file
            and self.code == found.code
            and self.first <= found.line <= self.last
        )


def waivers(texts: Mapping[str, str]) -> Iterator[LintWaiver]:
    """Yield every waiver in well-formed files, by name."""
    for file, text in texts.items():
        if "lint:" not in text:
            continue
        lines = lines_of(text)
        for comment in placed_comments("\n".join(lines)):
            found = _WAIVER.match(comment.text)
            if found is None:
                continue
            at = comment.line + 1
            first, last = _entry(lines, comment.line) if comment.own else (at, at)
            yield LintWaiver(file, at, found["code"], found["reason"].strip(), first, last)


def apply(
    findings: Iterable[LintDiagnostic],
    given: Collection[LintWaiver],
    codes: Collection[str],
    *,
    complete: bool,
) -> Iterator[LintDiagnostic]:
    """Yield the findings that no waiver lets stand, then what is wrong with the waivers.

    ``codes``: those that can be waived; ``complete``: whether everything was looked for, so that a
    waiver that was not used is one too many.
    """
    used: set[LintWaiver] = set()
    for one in findings:
        covering = {waiver for waiver in given if waiver.covers(one)}
        used |= covering
        if not covering or one.diagnostic.code not in codes:
            yield one
    for waiver in given:
        message, fix = _mistake(waiver, codes, used=not complete or waiver in used)
        if message:
            place = Diagnostic(waiver.file, waiver.line, CODE, message, "", fix)
            yield LintDiagnostic(place, Severity.WARNING)


def _mistake(waiver: LintWaiver, codes: Collection[str], *, used: bool) -> tuple[str, str]:
    if waiver.code not in codes:
        return f"no check that can be waived is called `{waiver.code}`", near(waiver.code, codes)
    if not waiver.reason:
        return f"the waiver of `{waiver.code}` gives no reason", "# lint: allow CODE reason"
    if not used:
        return f"nothing here is a finding of `{waiver.code}`", "remove the comment"
    return "", ""


def _entry(lines: list[str], comment: int) -> tuple[int, int]:
    """Return the first and last line (from 1) of the entry after a comment (a line from 0)."""
    at = comment + 1
    while at < len(lines) and (not lines[at].strip() or lines[at].lstrip().startswith("#")):
        at += 1
    if at == len(lines):
        return at, at
    depth = _depth(lines[at])
    end = at + 1
    while end < len(lines) and (
        not lines[end].strip() or lines[end].lstrip().startswith("#") or _depth(lines[end]) > depth
    ):
        end += 1
    return at + 1, end


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
