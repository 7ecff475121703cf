"""Titles: how they begin and end, how long they are, and that they tell rules apart."""

from __future__ import annotations

from ....base.words import counted
from ..model import LintSources, Remarks, text_lint
from ..texts import TextKind, written


@text_lint()
def title_full_stop(sources: LintSources) -> Remarks:
    """A title ends without a full stop.

    Titles stand as headings and within sentences, where a full stop would be out of place.
    """
    for title in written(sources.files, TextKind.TITLE):
        if title.text.endswith((".", ";", ",", ":")):
            message = f"the title ends with `{title.text[-1]}`"
            yield title.remark(message, "leave it out")


@text_lint()
def title_capital(sources: LintSources) -> Remarks:
    """A title begins with a capital letter or a number.

    It stands at the head of a page or a step of a proof.
    """
    for title in written(sources.files, TextKind.TITLE):
        if title.text[0].islower():
            message = f"the title begins with `{title.text[0]}`"
            yield title.remark(message, f"write `{title.text[0].upper()}`")


@text_lint()
def title_length(sources: LintSources) -> Remarks:
    """A title is no longer than `title_characters` in wording.yaml.

    What does not fit on a line is not read as a title; the rest belongs in `says`.
    """
    most = sources.wording.limits.title_characters
    for title in written(sources.files, TextKind.TITLE):
        if len(title.text) > most:
            message = f"the title has {counted(len(title.text), 'character')}"
            yield title.remark(message, f"at most {most}")


@text_lint()
def repeated_title(sources: LintSources) -> Remarks:
    """No two rules have the same title, and no two positions on one issue.

    A proof shows titles; two steps with the same one look like a mistake of the program.
    """
    seen: dict[tuple[str, str], str] = {}
    for title in written(sources.files, TextKind.TITLE):
        group = title.subject.partition("/")[0] if "/" in title.subject else ""
        first = seen.setdefault((group, title.text.casefold()), title.subject)
        if first != title.subject:
            message = f"`{first}` has the same title"
            yield title.remark(message, "say how they differ")
