"""Single spaces."""

from __future__ import annotations

import re
from typing import Final

from ..model import Found, Lint, LintSources, Severity, finding
from ..texts import written

_WRONG: Final = re.compile(r"\s\s|[\t\u00a0\u2000-\u200a\u202f]|\s[.,;?!](\s|$)|\s$")


def _check(sources: LintSources) -> Found:
    for one in written(sources.files):
        found = _WRONG.search(one.text)
        if found:
            message = f"`{one.text[max(found.start() - 8, 0) : found.end() + 8]}`"
            yield finding(one.location, LINT.code, f"odd spaces in {message}", one.subject)


LINT = Lint(
    "spacing",
    Severity.WARNING,
    "Words are separated by one space, and no space stands before a comma or stop.",
    "Doubled spaces are left over from editing, and texts are compared letter by letter.",
    text=_check,
)
