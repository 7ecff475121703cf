"""Words of office, spaces, characters that cannot be seen, and what is still to be written."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category, name

from ....base.text_files import lines_of
from ....rulebase.model import Location
from ..model import LintSources, Remark, Remarks, Severity, found_in, text_lint
from ..texts import TODO, prose, written


@text_lint()
def heavy_word(sources: LintSources) -> Remarks:
    """A text has no word or phrase of office for which wording.yaml has a plainer one.

    *Shall*, *thereof* and their kind keep readers out and mean nothing more.
    """
    for passage in written(sources.files):
        for heavy in found_in(passage.text, sources.wording.plain):
            message = f"`{heavy.word.removesuffix('-')}` is a word of office"
            yield passage.remark(message, heavy.plain)


@text_lint()
def passive_phrase(sources: LintSources) -> Remarks:
    """A text has none of the phrases in wording.yaml that hide who does what.

    In law it matters who must act; *it is provided that* names nobody.
    """
    for passage in written(sources.files):
        for phrase in found_in(passage.text, sources.wording.passive):
            message = f"`{phrase.word}` does not say who does what"
            yield passage.remark(message, phrase.plain)


_WRONG: Final = re.compile(r"\s\s|[\t\u00a0\u2000-\u200a\u202f]|\s[.,;?!](\s|$)|\s$")


@text_lint()
def spacing(sources: LintSources) -> Remarks:
    """Words are separated by one space, and no space stands before a comma or stop.

    Doubled spaces are left over from editing, and texts are compared letter by letter.
    """
    for passage in written(sources.files):
        found = _WRONG.search(passage.text)
        if found:
            message = f"`{passage.text[max(found.start() - 8, 0) : found.end() + 8]}`"
            yield passage.remark(f"odd spaces in {message}")


_HIDDEN: Final = frozenset({"Cc", "Cf", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories: control, format, private use, unassigned, separators of lines."""


@text_lint(Severity.ERROR)
def hidden_character(sources: LintSources) -> Remarks:
    """A file has no character that cannot be seen, or that changes the order of others.

    Such characters make a text say to a reader what it does not say to the program.
    """
    for file, content in sources.files.texts.items():
        for number, line in enumerate(lines_of(content), 1):
            yield from _found(line, Location(file, number), "")
    for passage in prose(sources.files):
        # What was written with an escape is not in the file itself.
        escaped = set(passage.text) - set(sources.files.texts.get(passage.location.file, ""))
        yield from _found("".join(escaped), passage.location, passage.subject)


def _found(text: str, location: Location, subject: str) -> Remarks:
    for char in sorted(set(text) - {"\t", "\r", "\n"}):
        if category(char) in _HIDDEN:
            shown = f"U+{ord(char):04X} ({name(char, 'a control character')})"
            yield Remark(location, f"a hidden {shown}", subject, "remove it")


@text_lint(Severity.HINT)
def todo(sources: LintSources) -> Remarks:
    """No text begins with TODO.

    Such a text was begun by `rules new` and is still to be written.
    """
    for passage in prose(sources.files):
        if passage.unwritten:
            yield passage.remark(f"`{passage.text}`")
    for source in sources.files.rules:
        if (source.item.cite or "").startswith(TODO):
            where = source.at("cite")
            yield Remark(where, f"`{source.item.cite}`", source.item.id)
