"""From the written form of a condition to atoms, with every mistake reported."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..base.errors import Diagnostic
from ..base.shapes import MessageAndFix
from ..base.words import counted, near
from .model import BOOLEAN, All, AnyOf, Atom, AtomKind, Condition, Location, Not

Report = Callable[[str, str, str], None]
"""Takes a code, a message and a fix."""


def reporting(problems: list[Diagnostic], location: Location, subject: str) -> Report:
    """Return what adds a mistake about a subject at a place to ``problems``."""

    def report(code: str, message: str, fix: str) -> None:
        problems.append(Diagnostic(location.file, location.line, code, message, subject, fix))

    return report


_NOTHING = All(())

_YES_NO = {"yes": "true", "on": "true", "y": "true", "1": "true"} | dict.fromkeys(
    ("no", "off", "n", "0"), "false"
)
_MEANT = {
    **dict.fromkeys(("or", "either", "one_of", "any_of", "some"), "write `any: […]`"),
    **dict.fromkeys(("and", "both", "all_of", "every"), "write a list, or `all: […]`"),
    **dict.fromkeys(("unless", "none", "no", "neither", "except"), "write `not: …`"),
    **dict.fromkeys(
        ("date", "day", "on", "since", "until", "before", "after", "year"),
        "rules have no days: a fact says what is so on a day, and its records since when",
    ),
    **dict.fromkeys(
        ("host", "state", "country", "person", "place"),
        "rules name nobody: a fact says what is so of it, and a record of whom",
    ),
}
"""What people write in place of a name, and how that is said here."""


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
    message, fix = _no_condition(source)
    report("condition-form", message, fix)
    return _NOTHING


def _no_condition(source: object) -> MessageAndFix:
    """Return what is wrong with something that is no condition, and what would be right."""
    form = "write a name, a list (and), or one of `any:`, `all:`, `not:`, `fact: value`"
    if source is None:
        return "nothing is said here", "leave the key out, or say a condition"
    if isinstance(source, dict) and len(source) > 1:
        parts = ", ".join(f"{name}: {_plain(value)}" for name, value in source.items())
        message = f"`{{{parts}}}` has {counted(len(source), 'key')}, and a condition has one"
        return message, f"write a list: [{parts}]"
    return f"`{_plain(source)}` is not a condition", form


def _plain(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return f"[{', '.join(map(_plain, value))}]"
        case dict():
            return f"{{{', '.join(f'{key}: {_plain(one)}' for key, one in value.items())}}}"
    return str(value)


_JOINED = re.compile(r"\s+(and|or|but|unless)\s+|\s*(&&|\|\||,|;)\s*")
_COMPARED = re.compile(r"\s*(==?|!=|:)\s*|\s+is\s+")
_QUOTES = "“”„‟‘’«»\"'`"


def _misread(text: str) -> MessageAndFix | None:
    """Return what is wrong with a text that is more than a name, and how that is written."""
    bare = text.strip(_QUOTES)
    if bare != text:
        return f"`{text}` has quotation marks that belong to the text", f"write `{bare}`"
    joined = _JOINED.search(text)
    if joined is not None:
        word = (joined[1] or joined[2]).lower()
        parts = [part.strip() for part in _JOINED.split(text)[:: _JOINED.groups + 1]]
        inner = ", ".join(filter(None, parts))
        if word in {"or", "||"}:
            return f"`{text}` is not a name", f"any: [{inner}]"
        if word == "unless" and len(parts) == 2:
            return f"`{text}` is not a name", f"[{parts[0]}, {{not: {parts[1]}}}]"
        return f"`{text}` is not a name", f"a list is *and*: [{inner}]"
    negated = re.fullmatch(r"(?:!|not\s+|no\s+)\s*(.+)", text)
    if negated is not None:
        return f"`{text}` is not a name", f"write `not: {negated[1]}`"
    compared = _COMPARED.search(text)
    if compared is not None:
        name, value = text[: compared.start()], text[compared.end() :]
        inner = f"{name}: {value}"
        if compared[1] == "!=":
            return f"`{text}` is not a name", f"{{not: {{{inner}}}}}"
        return f"`{text}` is not a name", f"{{{inner}}}, with a space after the colon"
    return None


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
    misread = _misread(name)
    if misread is not None:
        report("condition-form", *misread)
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
        fix = _MEANT.get(name.lower()) or vocabulary.near(name)
        report("unknown-atom", f"`{name}` {what}", fix)
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
        if values == BOOLEAN and str(text).lower() in _YES_NO:
            hint = f"write `{_YES_NO[str(text).lower()]}`"
        report("unknown-value", f"`{name}` cannot be `{text}`", hint)
        return _NOTHING
    return Atom(kind, name, text)
