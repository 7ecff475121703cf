"""What rules cite, and the ids that say what they cite."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ....rulebase.aside import Instrument
from ...citations.resolve import Citation
from ..model import LintSources, Remark, Remarks, text_lint
from ..texts import TODO


@text_lint()
def cite_unknown(sources: LintSources) -> Remarks:
    """Each part of a citation names something in instruments.yaml, or a decision by its day.

    What cannot be found cannot be checked by the reader.
    """
    return _problems(sources, "cite-unknown")


@text_lint()
def cite_provision(sources: LintSources) -> Remarks:
    """A cited article, rule, section or paragraph exists.

    A wrong number is the commonest mistake in a citation, and the one that nobody notices.
    """
    return _problems(sources, "cite-provision")


@text_lint()
def cite_decision(sources: LintSources) -> Remarks:
    """A cited decision is on record, by its day, its names and its number.

    The record has its findings, its sources and how certain it is.
    """
    return _problems(sources, "cite-decision")


@text_lint()
def cite_plural(sources: LintSources) -> Remarks:
    """*art.* stands before one provision, *arts.* before several.

    The wrong number often means that a provision was forgotten.
    """
    return _problems(sources, "cite-plural")


def _problems(sources: LintSources, kind: str) -> Remarks:
    for written in sources.files.rules:
        cite = written.item.cite or ""
        for part in () if cite.startswith(TODO) else sources.library.resolve(cite):
            for problem in part.problems:
                if problem.code == kind:
                    yield Remark(written.at("cite"), problem.message, written.item.id, problem.fix)


_ADDRESS: Final = re.compile(r"https?://[^\s/]+\.[^\s/]+(/\S*)?")


@text_lint()
def source_address(sources: LintSources) -> Remarks:
    """The sources of a position are web addresses, each named once.

    A reader opens them.
    """
    for written in sources.files.issues:
        for index, position in enumerate(written.item.positions):
            where = written.at("positions", index, "sources")
            subject = f"{written.item.id}/{position.id}"
            for source in sorted(set(position.sources)):
                if not _ADDRESS.fullmatch(source):
                    message = f"`{source}` is not a web address"
                    yield Remark(where, message, subject, "https://…")
                elif position.sources.count(source) > 1:
                    yield Remark(where, f"`{source}` stands twice", subject)


@text_lint()
def id_convention(sources: LintSources) -> Remarks:
    """An id that begins with that of an instrument goes on with a provision that the rule cites.

    rs-89-1 is article 89(1) of the Rome Statute. The id of a decision stands for it as well.
    """
    decisions = {one.id: one for one in sources.library.decisions or ()}
    for written in sources.files.rules:
        rule = written.item
        known = sources.library.instruments.of_rule(rule.id)
        cited = sources.library.resolve(rule.cite or "")
        if rule.id in decisions and rule.id not in {d.id for one in cited for d in one.decisions}:
            message = "the rule has the id of a decision that it does not cite"
            yield Remark(written.at("id"), message, rule.id, decisions[rule.id].name)
        if known is None or not known[0].units or (rule.cite or "").startswith(TODO):
            continue
        instrument, rest = known
        message = _mistake(instrument, rest, cited)
        if message:
            fix = "cite that provision, or name the rule for what it cites or in words"
            yield Remark(written.at("id"), message, rule.id, fix)


def _mistake(instrument: Instrument, rest: tuple[str, ...], cited: Sequence[Citation]) -> str:
    """Return what is wrong with an id, or nothing."""
    number, letter = _number(rest[0]) if rest else ("", "")
    if not number:
        return f"after `{instrument.id}-` the number of a provision is due"
    paragraph = letter or (rest[1] if len(rest) > 1 and rest[1].isdigit() else "")
    references = [
        reference for one in cited if one.instrument == instrument for reference in one.references
    ]
    if any(reference.covers(number, paragraph) for reference in references):
        return ""
    shown = f"{number}({paragraph})" if paragraph else number
    return f"the rule does not cite {shown} of {instrument.name}"


def _number(part: str) -> tuple[str, str]:
    """Return the number at the beginning of a part of an id, and the letter behind it."""
    digits = part[: len(part) - len(part.lstrip("0123456789"))]
    letter = part[len(digits) :]
    return (digits, letter) if len(letter) <= 1 else ("", "")
