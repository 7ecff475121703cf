"""The problems of citations, for the checks that tell one kind of them each."""

from __future__ import annotations

from .model import Found, LintSources, finding
from .texts import TODO


def citations(sources: LintSources, code: str) -> Found:
    """Yield every problem of a kind with what rules cite."""
    for written in sources.files.rules:
        cite = written.item.cite or ""
        if cite.startswith(TODO):
            continue
        for part in sources.library.resolve(cite):
            for problem in part.problems:
                if problem.code == code:
                    where = written.at("cite")
                    yield finding(where, code, problem.message, written.item.id, problem.fix)
