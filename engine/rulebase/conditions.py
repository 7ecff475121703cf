"""From the written form of a condition to atoms, with every mistake reported."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from .model import BOOLEAN, All, AnyOf, Atom, AtomKind, Condition, Not

Report = Callable[[str, str, str], None]
"""Takes a code, a message and a fix."""

_NOTHING = All(())


@dataclass(frozen=True)
class Vocabulary:
    """The names that conditions may use: facts and issues with their values, conclusions.

    ``unread``: names whose declaration is itself mistaken; what is said of them is not judged.
    """

    facts: Mapping[str, tuple[str, ...]]
    issues: Mapping[str, tuple[str, ...]]
    conclusions: frozenset[str] = field(default=frozenset())
    unread: frozenset[str] = field(default=frozenset())
    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What a question's tables say, where a condition may speak of that."""

    def undecided(self, name: str) -> bool:
        """Return whether a name is declared, but so that it cannot be said what it is."""
        known = name in self.facts or name in self.issues or name in self.conclusions
        return name in self.unread and not known

    def near(self, name: str) -> str:
        """Return words naming the nearest known names, or how to declare one."""
        known = [*self.facts, *self.issues, *self.conclusions, *self.tables]
        return near(name, known) or "declare it in facts.yaml or conclude it in a rule"


def near(name: str, known: Iterable[str]) -> str:
    """Return "did you mean …" for the nearest of the known names, or nothing."""
    found = difflib.get_close_matches(name, list(known), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(f'`{item}`' for item in found)}?" if found else ""


def parse_condition(source: object, vocabulary: Vocabulary, report: Report) -> Condition:
    """Return the condition written as ``source`` (text, list or mapping of plain data).

    Mistakes go to ``report``; what could not be read then counts as always true.
    """
    match source:
        case str():
            return _named(source, vocabulary, report)
        case list() | tuple():
            return All(tuple(parse_condition(part, vocabulary, report) for part in source))
        case {"any": parts, **rest} if not rest:
            return AnyOf(_parts("any", parts, vocabulary, report))
        case {"all": parts, **rest} if not rest:
            return All(_parts("all", parts, vocabulary, report))
        case {"not": part, **rest} if not rest:
            return Not(parse_condition(part, vocabulary, report))
        case dict() if len(source) == 1:
            ((name, value),) = source.items()
            return _valued(str(name), value, vocabulary, report)
    report(
        "condition-form",
        f"`{source!r}` is not a condition",
        "write a name, a list (and), or one of `any:`, `all:`, `not:`, `fact: value`",
    )
    return _NOTHING


def _parts(
    word: str, parts: object, vocabulary: Vocabulary, report: Report
) -> tuple[Condition, ...]:
    if not isinstance(parts, list) or not parts:
        report("condition-form", f"`{word}:` needs a list of conditions", f"{word}: [a, b]")
        return ()
    return tuple(parse_condition(part, vocabulary, report) for part in parts)


def _named(name: str, vocabulary: Vocabulary, report: Report) -> Condition:
    if vocabulary.undecided(name):
        return _NOTHING
    if name in vocabulary.conclusions:
        return Atom(AtomKind.CONCLUSION, name)
    if name in vocabulary.facts:
        if vocabulary.facts[name] != BOOLEAN:
            values = ", ".join(vocabulary.facts[name])
            report(
                "missing-value",
                f"the fact `{name}` is not yes/no",
                f"give one of: {values}",
            )
            return _NOTHING
        return Atom(AtomKind.FACT, name, "true")
    if name in vocabulary.issues:
        positions = ", ".join(vocabulary.issues[name])
        report(
            "missing-value",
            f"the issue `{name}` needs a position",
            f"one of: {positions}",
        )
        return _NOTHING
    if name in vocabulary.tables:
        values = ", ".join(vocabulary.tables[name])
        report("missing-value", f"the table `{name}` needs a value", f"one of: {values}")
        return _NOTHING
    if name.startswith("not "):
        report("condition-form", f"`{name}` is not a name", f"write `not: {name[4:]}`")
        return _NOTHING
    report("unknown-atom", f"nothing is called `{name}`", vocabulary.near(name))
    return _NOTHING


def _valued(name: str, value: object, vocabulary: Vocabulary, report: Report) -> Condition:
    if vocabulary.undecided(name):
        return _NOTHING
    kind, values = AtomKind.FACT, vocabulary.facts.get(name)
    if name in vocabulary.issues:
        kind, values = AtomKind.POSITION, vocabulary.issues[name]
    elif name in vocabulary.tables:
        kind, values = AtomKind.TABLE, vocabulary.tables[name]
    if values is None:
        what = "takes no value" if name in vocabulary.conclusions else "is not a fact or an issue"
        report("unknown-atom", f"`{name}` {what}", vocabulary.near(name))
        return _NOTHING
    if isinstance(value, list):
        if not value:
            report(
                "condition-form",
                f"`{name}` has an empty list of values",
                ", ".join(values),
            )
        return AnyOf(tuple(_valued(name, item, vocabulary, report) for item in value))
    text = {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else value
    if not isinstance(text, str) or text not in values:
        hint = near(str(text), values) or f"one of: {', '.join(values)}"
        report("unknown-value", f"`{name}` cannot be `{text}`", hint)
        return _NOTHING
    return Atom(kind, name, text)
