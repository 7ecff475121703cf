"""Ids that say which provision a rule states."""

from __future__ import annotations

from collections.abc import Sequence

from ....rulebase.aside import Instrument
from ...citations.resolve import Citation
from ..model import Found, Lint, LintSources, Severity, finding
from ..texts import TODO


def _check(sources: LintSources) -> Found:
    decisions = {one.id: one for one in sources.library.decisions or ()}
    for written in sources.files.rules:
        rule = written.item
        known = sources.library.instruments.of_rule(rule.id)
        cited = sources.library.resolve(rule.cite or "")
        if rule.id in decisions and rule.id not in {d.id for one in cited for d in one.decisions}:
            message = "the rule has the id of a decision that it does not cite"
            yield finding(written.at("id"), LINT.code, message, rule.id, decisions[rule.id].name)
        if known is None or not known[0].units or (rule.cite or "").startswith(TODO):
            continue
        instrument, rest = known
        message = _mistake(instrument, rest, cited)
        if message:
            fix = "cite that provision, or name the rule for what it cites or in words"
            yield finding(written.at("id"), LINT.code, message, rule.id, fix)


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


LINT = Lint(
    "id-convention",
    Severity.WARNING,
    "An id that begins with that of an instrument goes on with a provision that the rule cites.",
    "rs-89-1 is article 89(1) of the Rome Statute. The id of a decision stands for it as well.",
    text=_check,
)
