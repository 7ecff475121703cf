"""Conditions in plain sentences, from the words that facts and positions have of their own."""

from __future__ import annotations

from typing import Final

from ...base.words import label
from ...rulebase.model import All, AnyOf, Atom, AtomKind, Condition, Fact, Issue, Not, RuleBase
from .explained import Line

_STANDS_FOR: Final = {
    "{person}": "the person",
    "{host}": "the State",
    "{place}": "the place",
    "{situation}": "the situation",
}
_IT: Final = {
    "warrant": "the warrant",
    "request": "the request",
    "craft": "the ship or aircraft",
    "visit": "the journey",
}
"""What *it* stands for at the head of the words for a fact, by the first part of its name."""


class Wording:
    """Words for the conditions of one rule base."""

    def __init__(self, rulebase: RuleBase) -> None:
        self._facts = {fact.name: fact for fact in rulebase.facts}
        self._issues = {issue.id: issue for issue in rulebase.issues}

    def lines(self, condition: Condition) -> tuple[Line, ...]:
        """Return what must hold, one line each; nothing if the condition always holds."""
        if isinstance(condition, All):
            return tuple(line for part in condition.parts for line in self.lines(part))
        return (self._line(condition),)

    def effect(self, head: str, *, positive: bool) -> str:
        """Return what follows from a rule: for or against a conclusion."""
        return f"“{label(head)}” {'is established' if positive else 'does not hold'}"

    def _line(self, condition: Condition) -> Line:
        match condition:
            case Atom():
                return Line(text=self._atom(condition))
            case Not(Atom() as atom):
                return Line(text=self._negated(atom))
            case Not(Not(part)):
                return self._line(part)
            case AnyOf(parts) | All(parts) if len(parts) == 1:
                return self._line(parts[0])
            case Not(AnyOf(parts)):
                return self._list("none of these:", parts)
            case Not(All(parts)):
                return self._list("not all of these:", parts)
            case AnyOf(parts):
                return self._list("at least one of these:", _flat(parts))
            case All(parts):
                return self._list("all of these:", parts)
            case _:  # pragma: no cover - every form of a negation stands above
                raise AssertionError(condition)

    def _list(self, head: str, parts: tuple[Condition, ...]) -> Line:
        return Line(text=head, inner=tuple(self._line(part) for part in parts))

    def _atom(self, atom: Atom) -> str:
        if atom.kind is AtomKind.CONCLUSION:
            return f"“{label(atom.name)}” is established"
        if atom.kind is AtomKind.POSITION:
            return f"the reading followed is “{_title(self._issues[atom.name], atom.value)}”"
        return says(self._facts[atom.name], atom.value)

    def _negated(self, atom: Atom) -> str:
        if atom.kind is AtomKind.CONCLUSION:
            return f"“{label(atom.name)}” is not established"
        if atom.kind is AtomKind.POSITION:
            return f"the reading followed is not “{_title(self._issues[atom.name], atom.value)}”"
        fact = self._facts[atom.name]
        if fact.boolean:
            return says(fact, "false" if atom.value == "true" else "true")
        return f"it is not so that {says(fact, atom.value)}"


def says(fact: Fact, value: str) -> str:
    """Return what a value of a fact says, of the person, the State and the place in general."""
    text = fact.says.get(value)
    if text is None:
        meaning = fact.meaning.rstrip(".")
        if not fact.boolean:
            return f"{meaning}: {label(value)}"
        return meaning if value == "true" else f"not so: {meaning}"
    inputs = {f"{{{name}}}": words for name, words in fact.names.items()}
    for name, words in {**inputs, **_STANDS_FOR}.items():
        text = text.replace(name, words)
    about = _IT.get(fact.name.partition(".")[0])
    for pronoun, possessive in (("it ", ""), ("its ", "’s")):
        if about and text.startswith(pronoun):
            return f"{about}{possessive} {text.removeprefix(pronoun)}"
    return text


def _flat(parts: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """Return alternatives without lists of alternatives among them."""
    return tuple(
        one for part in parts for one in (_flat(part.parts) if isinstance(part, AnyOf) else (part,))
    )


def _title(issue: Issue, position: str) -> str:
    return next(one.title for one in issue.positions if one.id == position)
