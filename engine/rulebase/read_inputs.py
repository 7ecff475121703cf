"""From what a question's file says of how it is put to the model; and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..base.words import listing, near
from .asked import DAY, FactOrigin, QuestionInput, QuestionInputs
from .conditions import Vocabulary
from .source import QuestionSource


def inputs_of(source: QuestionSource) -> QuestionInputs:
    """Return how a question is put, as it is written; `check_inputs` says what is wrong."""
    inputs = {
        name: QuestionInput(
            name,
            one.of or "",
            one.fact or "",
            one.many,
            one.required,
            one.default or "",
            one.says or f"the {name.replace('_', ' ')}",
            one.means or "",
            one.asks or "",
            one.examples,
            dict(one.words),
            one.not_before or (source.day or "" if name == source.until else ""),
            one.excludes or "",
        )
        for name, one in source.inputs.items()
    }
    origins = {
        fact: FactOrigin(
            one.relation or "",
            dict(one.view),
            dict(one.told),
            one.since,
            one.until,
            one.several or "",
            dict(one.claims or {}),
            one.others or "",
        )
        for fact, one in source.facts.items()
    }
    return QuestionInputs(inputs, source.day or "", source.until or "", source.cases, origins)


Mistake = tuple[tuple[str | int, ...], str, str, str]
"""Where it is in the question's file, its code, the message, and what would be right."""


def check_inputs(source: QuestionSource, vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Yield what is wrong with how a question is put."""
    if source.inputs:
        yield from _days(source)
        yield from _cases(source)
        yield from _inputs(source, vocabulary)
        for fact in source.facts:
            yield from _origin(source, fact, vocabulary)
        return
    for part in ("day", "until", "cases", "facts"):
        if getattr(source, part):
            message = f"`{part}` says something of inputs, and the question has none"
            yield (part,), _CODE, message, "inputs: {…: {of: state}}"


_CODE: Final = "question-inputs"


def _days(source: QuestionSource) -> Iterator[Mistake]:
    days = [name for name, one in source.inputs.items() if one.of == DAY]
    for part, named in (("day", source.day), ("until", source.until)):
        if named not in days and (named is not None or part == "day"):
            right = listing([f"`{part}: {one}`" for one in days], "or") or "{of: day} as an input"
            yield (part,), _CODE, f"`{part}` names no input that is a day", right
    for name, one in source.inputs.items():
        if one.not_before is not None and one.not_before not in days:
            message = (
                f"`{name}` cannot lie before `{one.not_before}`, which is no input that is a day"
            )
            yield ("inputs", name, "not_before"), _CODE, message, near(one.not_before, days)


CLAIMED: Final = ("person", "warrant", "situation", "place", "state")
"""Of what claims are made (`FactClaim`)."""

TAKEN: Final = frozenset(
    (
        *("profile", "position", "positions", "assume", "known_on", "question", "outcome", "over"),
        *("include", "map", "timeline", "changes", "why_not", "with", "docket", "full", "json"),
        *("records", "rules", "help"),
    )
)
"""What is said with every question, and options and parameters of what puts it."""


def _cases(source: QuestionSource) -> Iterator[Mistake]:
    records = [name for name, one in source.inputs.items() if one.of not in {DAY, None}]
    for index, name in enumerate(source.cases):
        if name not in records:
            message = f"a case is told by records, and `{name}` is not such an input"
            yield ("cases", index), _CODE, message, near(name, records)


def _inputs(source: QuestionSource, vocabulary: Vocabulary) -> Iterator[Mistake]:
    for name, one in source.inputs.items():
        if name in TAKEN:
            message = (
                f"`{name}` cannot be an input: every question has a part or an option so called"
            )
            yield ("inputs", name), _CODE, message, f"another name, such as `the_{name}`"
        if one.fact is not None:
            yield from _fact(one.fact, ("inputs", name, "fact"), vocabulary)
        values = vocabulary.facts.get(one.fact or "", ())
        if one.excludes is not None and one.excludes not in source.cases:
            message = f"`{name}` excludes `{one.excludes}`, by which no case is told"
            yield ("inputs", name, "excludes"), _CODE, message, near(one.excludes, source.cases)
        for value in one.words if values or one.fact is None else ():
            if value not in values:
                path = ("inputs", name, "words", value)
                yield path, "unknown-value", f"`{name}` cannot be `{value}`", near(value, values)
        if one.many and name not in source.cases:
            message = f"several of `{name}` may be given, and each would be a case"
            yield ("inputs", name, "many"), _CODE, message, f"cases: [{name}]"


def _fact(fact: str, path: tuple[str | int, ...], vocabulary: Vocabulary) -> Iterator[Mistake]:
    if fact not in vocabulary.facts and not vocabulary.undecided(fact):
        message = f"there is no fact `{fact}`"
        yield path, "unknown-fact", message, near(fact, vocabulary.facts)


def _origin(source: QuestionSource, fact: str, vocabulary: Vocabulary) -> Iterator[Mistake]:
    path, origin = ("facts", fact), source.facts[fact]
    yield from _fact(fact, path, vocabulary)
    if any(one.fact == fact for one in source.inputs.values()):
        message = f"`{fact}` is both an input and read elsewhere"
        yield path, _CODE, message, "leave one of them out"
    values = vocabulary.facts.get(fact, ())
    for value in origin.told.values():
        if values and value not in values:
            message = f"`{fact}` cannot be `{value}`"
            fix = near(value, values) or f"one of: {', '.join(values)}"
            yield (*path, "as"), "unknown-value", message, fix
    for part in origin.claims or ():
        if part not in CLAIMED:
            message = f"no claim is made of a `{part}`"
            fix = near(part, CLAIMED) or f"one of: {', '.join(CLAIMED)}"
            yield (*path, "claims", part), _CODE, message, fix
    named = {*origin.view.values(), *(origin.claims or {}).values()}
    named |= {one for one in (origin.several, origin.others) if one}
    if origin.others and values and set(values) != {"true", "false"}:
        message = (
            f"`{fact}` is true if it is so of any other `{origin.others}`, so it has no `values`"
        )
        yield path, _CODE, message, "leave `others` out, or read a fact that is true or false"
    if origin.others in source.inputs and not source.inputs[origin.others].many:
        message = f"only one `{origin.others}` is given, so there are no others"
        yield path, _CODE, message, f"{origin.others}: {{many: true, …}}"
    for name in sorted(named - source.inputs.keys()):
        message = f"`{name}` is not an input of the question"
        yield path, _CODE, message, near(name, source.inputs)
