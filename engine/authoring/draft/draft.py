"""The text of a new rule: what its author gave, and marks where something is still to write."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from ...base.errors import InputError, SourceFilesError
from ...base.words import near
from ...base.yaml12 import load
from ...rulebase.aside import Instrument
from ...rulebase.model import Absence, RuleBase
from ..citations.resolve import Library
from ..format import format_text
from ..format.scalars import shortest
from ..lint.texts import TODO

_WORDS = {"article": "art.", "section": "s.", "paragraph": "para."}


@dataclass(frozen=True)
class RuleRequest:
    """What the author of a rule gave; ``None`` is left to be written.

    ``if_``: a condition in the notation of rule files; ``then``: a conclusion, ``not`` before it to
    stand against it.
    """

    id: str
    title: str | None = None
    cite: str | None = None
    says: str | None = None
    if_: str | None = None
    then: str | None = None
    kind: str | None = None
    defeats: tuple[str, ...] = ()


def rule_text(wanted: RuleRequest, rulebase: RuleBase, library: Library) -> str:
    """Return the file of a new rule, laid out.

    Raises `InputError` for a value that cannot be used, with what would be.
    """
    cite = wanted.cite or _cite(wanted.id, library)
    fields = {
        "id": wanted.id,
        "title": shortest(wanted.title or f"{TODO} give it a title"),
        "cite": shortest(cite or f"{TODO} cite the law"),
        "says": shortest(wanted.says or f"{TODO} say in plain words what the law is."),
        "if": _condition(wanted.if_) if wanted.if_ else _placeholder(rulebase),
        "then": _then(wanted.then, rulebase),
    }
    if wanted.kind:
        fields["kind"] = shortest(wanted.kind)
    if wanted.defeats:
        fields["defeats"] = f"[{', '.join(map(shortest, wanted.defeats))}]"
    lines = [f"  {key}: {value}" for key, value in fields.items()]
    lines[0] = f"- {lines[0][2:]}"
    if not wanted.if_:
        at = next(index for index, line in enumerate(lines) if line.startswith("  if:"))
        lines.insert(at, f"  # {TODO} the condition: facts, issues and conclusions of other rules.")
    if not wanted.then:
        at = next(index for index, line in enumerate(lines) if line.startswith("  then:"))
        lines.insert(at, f"  # {TODO} what follows: a conclusion, or `not` and a conclusion.")
    return format_text("\n".join(lines) + "\n", file=f"{wanted.id}.yaml")


def _condition(text: str) -> str:
    try:
        document = load(f"if: {text}", file="")
    except SourceFilesError as error:
        message = f"is not a condition: {error.diagnostics[0].message}"
        raise InputError("--if", text, message, ("[a.fact, {not: other.fact}]",)) from error
    value = document.value["if"] if isinstance(document.value, dict) else None
    if value is None or (isinstance(document.value, dict) and len(document.value) > 1):
        raise InputError("--if", text, "is not a condition", ("[a.fact, {not: other.fact}]",))
    return (
        yaml.safe_dump(value, default_flow_style=True, width=10**9, sort_keys=False)
        .split("\n...")[0]
        .rstrip()
    )


def _placeholder(rulebase: RuleBase) -> str:
    """Return a condition that no record meets: a rule still to be written changes nothing."""
    for fact in rulebase.facts:
        if fact.boolean and not fact.relation and fact.absent is Absence.FALSE:
            return f"[{fact.name}]"
    return f"[{rulebase.facts[0].name}]"


def _then(then: str | None, rulebase: RuleBase) -> str:
    if then is None:
        labels = [name for one in rulebase.questions.values() for name in one.qualifications]
        return next(iter((*labels, *rulebase.conclusions)))
    head = then.removeprefix("not ").strip()
    if head not in rulebase.conclusions:
        hint = near(head, rulebase.conclusions)
        message = f"no rule and no question asks for `{head}`" + (f"; {hint}" if hint else "")
        raise InputError("--then", then, message, () if hint else rulebase.conclusions)
    return f"not {head}" if then.startswith("not ") else head


def _cite(rule: str, library: Library) -> str | None:
    """Return the citation that an id stands for, if it begins with that of an instrument.

    Raises `InputError` if there is no such provision.
    """
    known = library.instruments.of_rule(rule)
    if known is None or not known[0].units:
        return None
    instrument, rest = known
    number = rest[0] if rest else ""
    paragraph = rest[1] if len(rest) > 1 and rest[1].isdigit() else ""
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    if not digits.isdigit() or len(number) > len(digits) + 1:
        return None
    letter = number[len(digits) :] or paragraph
    cite = f"{_unit(instrument, digits)}{f'({letter})' if letter else ''}"
    problems = [one for part in library.resolve(cite) for one in part.problems]
    if problems:
        raise InputError("ID", rule, f"{problems[0].message}: {problems[0].fix}")
    return cite


def _unit(instrument: Instrument, number: str) -> str:
    """Return the citation of the unit of that number, of the smallest kind that has it."""
    kinds = list(instrument.units)
    kind = next((one for one in reversed(kinds) if instrument.units[one].has(number)), kinds[0])
    return f"{instrument.name}, {_WORDS.get(kind, kind)} {number}"
