"""A rule with everything it interacts with, told as text or as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ...base.words import STANDINGS, label, listing, sentence
from ...rulebase.model import RuleKind
from .explained import Amended, Law, Line, NamedItem, RuleExplanation

_MOST_TITLES: Final = 8
"""So many cases are told; of further ones, only how many there are."""

_KINDS: Final = {
    RuleKind.DEFEASIBLE: "",
    RuleKind.DEFINITION: "A definition: nothing can be held against it.",
    RuleKind.DEFEATER: "A defeater: it only blocks, and proves nothing itself.",
}


@dataclass(frozen=True)
class _Section:
    """A heading and what stands under it; lines may be indented by two spaces a level."""

    title: str
    lines: tuple[str, ...]


def as_text(rule: RuleExplanation) -> str:
    """Return the rule as text for a terminal."""
    head = f"{rule.id}: {sentence(rule.title)}"
    blocks = ["\n".join(filter(None, (head, rule.says, _KINDS[rule.kind])))]
    blocks += (
        "\n".join([f"{section.title}:", *map(_item, section.lines)]) for section in _sections(rule)
    )
    return "\n\n".join(blocks) + "\n"


def as_markdown(rule: RuleExplanation) -> str:
    """Return the rule as Markdown, with links to the law."""
    blocks = [f"# {rule.title}", f"`{rule.id}` in `{rule.file}`, line {rule.line}"]
    blocks += filter(None, (rule.says, _KINDS[rule.kind]))
    for section in _sections(rule, linked=True):
        blocks.append(f"## {section.title}")
        blocks.append("\n".join(_bullet(one) for one in section.lines))
    return "\n\n".join(blocks) + "\n"


def _item(line: str) -> str:
    depth = len(line) - len(line.lstrip(" "))
    return f"  {' ' * depth}- {line.lstrip(' ')}"


def _bullet(line: str) -> str:
    depth = len(line) - len(line.lstrip(" "))
    return f"{' ' * (2 * depth)}- {line.lstrip(' ')}"


def _sections(rule: RuleExplanation, *, linked: bool = False) -> Iterator[_Section]:
    """Yield what there is to tell, without headings under which nothing stands."""
    exercise = rule.exercise
    every = (
        ("The law", [_law(one, linked=linked) for one in rule.law] or ["It cites none."]),
        ("It applies if", list(_lines(rule.needs)) or ["It applies always."]),
        ("As written", [f"`{rule.condition}`" if linked else rule.condition]),
        ("Then", [f"{rule.effect} ({rule.concludes})", *_nothing_else(rule)]),
        ("It overcomes", _rules(rule.defeats)),
        ("It is overcome by", _rules(rule.defeated_by)),
        ("The same follows from", _rules(rule.allies)),
        ("The opposite follows from, neither overcoming the other", _rules(rule.opponents)),
        ("It builds on", list(_feeds(rule))),
        ("It is built on by", _rules(rule.feeds)),
        ("Questions ask for it", list(_asks(rule))),
        ("Readings of the law switch it", list(_switches(rule))),
        ("Further back it turns on", [f"{one.title} ({one.id})" for one in rule.turns_on]),
        ("What cannot be", [f"{one.reason} ({one.id})" for one in rule.impossible]),
        ("Declared of it", [f"{one.title} ({one.id})" for one in rule.declared]),
        ("Layers changed", [_amended(one) for one in rule.amended]),
        ("Worked cases that name it", _cases(exercise.named_in)),
        ("Worked cases in which it applies", _cases(exercise.applied_in)),
        ("Rulings on record in whose case it applies, on some reading", _cases(exercise.rulings)),
        ("Not exercised", _not_exercised(rule)),
        ("Where it stands", [] if linked else [f"{rule.file}, line {rule.line}"]),
    )
    for title, lines in every:
        if lines:
            yield _Section(title, tuple(lines))


def _amended(one: Amended) -> str:
    return f"{sentence(one.says)} {sentence(one.reason)} ({one.file}, line {one.line})"


def _law(law: Law, *, linked: bool) -> str:
    named = (one.title for one in law.decisions)
    decisions = [one for one in named if one not in law.text and law.text not in one]
    told = f": {listing(decisions)}" if decisions else ""
    urls = [law.url] if law.url else list(law.sources)
    if linked and len(urls) == 1:
        return f"[{law.text}]({urls[0]}){told}"
    return law.text + told + "".join(f" <{url}>" for url in urls)


def bullets_of(lines: Iterable[Line]) -> list[str]:
    """Return conditions in words as an indented list of Markdown."""
    return [_bullet(one) for one in _lines(lines)]


def _lines(lines: Iterable[Line], depth: int = 0) -> Iterator[str]:
    for line in lines:
        yield "  " * depth + (line.text if depth else sentence_of(line.text))
        yield from _lines(line.inner, depth + 1)


def sentence_of(text: str) -> str:
    """Return a clause as a sentence; a heading of a list keeps its colon."""
    return text[0].upper() + text[1:] if text.endswith(":") else sentence(text)


def _nothing_else(rule: RuleExplanation) -> list[str]:
    attacks = rule.concludes.startswith("not ") and rule.kind is not RuleKind.DEFEATER
    if attacks and not rule.defeats:
        return ["It overcomes no rule: where one for the conclusion applies too, it is left open."]
    return []


def _rules(rules: Sequence[NamedItem]) -> list[str]:
    return [f"{one.id}: {sentence(one.title)}" for one in rules]


def _asks(rule: RuleExplanation) -> Iterator[str]:
    for one in rule.asked_by:
        yield f"{one.question}, {one.part}: {label(one.value)}"


def _feeds(rule: RuleExplanation) -> Iterator[str]:
    for feed in rule.feeds_on:
        yield f"{label(feed.conclusion)} ({feed.conclusion})"
        for word, rules in (("for", feed.supported_by), ("against", feed.attacked_by)):
            if rules:
                yield f"  {word}: {listing([one.id for one in rules])}"


def _switches(rule: RuleExplanation) -> Iterator[str]:
    for one in rule.switches:
        asks = "any but" if one.negated else "asks for"
        taken = f"taken by {listing(one.profiles)}" if one.profiles else "taken by no profile"
        standing = STANDINGS[one.standing]
        yield f"{one.question} ({one.issue})"
        yield f"  {asks} {one.position}: {one.title} ({standing}; {taken})"
    if rule.cannot_apply_under:
        yield f"It can apply under {listing(rule.can_apply_under) or 'no profile'}."
        yield f"It cannot apply under {listing(rule.cannot_apply_under)}."


def _cases(cases: Sequence[NamedItem]) -> list[str]:
    lines = [f"{one.id}: {sentence(one.title)}" for one in cases[:_MOST_TITLES]]
    if len(cases) > _MOST_TITLES:
        lines.append(f"and {len(cases) - _MOST_TITLES} more, which --json lists")
    return lines


def _not_exercised(rule: RuleExplanation) -> list[str]:
    exercise = rule.exercise
    if not exercise.looked:
        return [
            "Neither cases nor rulings were looked at: no folder of cases is here; give --cases."
        ]
    if not exercise.named_in and not exercise.applied_in:
        return ["No worked case names it, and it applies in none."]
    return []
