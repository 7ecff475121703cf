"""No hidden characters."""

from __future__ import annotations

from typing import Final
from unicodedata import category, name

from ....base.text_files import lines_of
from ....rulebase.model import Location
from ..model import Found, Lint, LintSources, Severity, finding
from ..texts import prose

_HIDDEN: Final = frozenset({"Cc", "Cf", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories: control, format, private use, unassigned, separators of lines."""


def _check(sources: LintSources) -> Found:
    for file, content in sources.files.texts.items():
        for number, line in enumerate(lines_of(content), 1):
            yield from _found(line, Location(file, number), "")
    for one in prose(sources.files):
        # What was written with an escape is not in the file itself.
        escaped = set(one.text) - set(sources.files.texts.get(one.location.file, ""))
        yield from _found("".join(escaped), one.location, one.subject)


def _found(text: str, location: Location, subject: str) -> Found:
    for char in sorted(set(text) - {"\t", "\r", "\n"}):
        if category(char) in _HIDDEN:
            shown = f"U+{ord(char):04X} ({name(char, 'a control character')})"
            yield finding(location, LINT.code, f"a hidden {shown}", subject, "remove it")


LINT = Lint(
    "hidden-character",
    Severity.ERROR,
    "A file has no character that cannot be seen, or that changes the order of others.",
    "Such characters make a text say to a reader what it does not say to the program.",
    text=_check,
)
