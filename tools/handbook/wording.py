"""Conditions in words, with a link from each to what it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from safeconduct.base.words import day
from safeconduct.rulebase.model import (
    All,
    AnyOf,
    Atom,
    AtomKind,
    Condition,
    Fact,
    Not,
    Rule,
    Standing,
)

from .site import Site

STANDINGS = {
    Standing.COURT_CURRENT: "the Court's current case law",
    Standing.COURT_SUPERSEDED: "the Court's former case law",
    Standing.COURT_REPORTED: "the Court's, as the press reports; the decision was not seen",
    Standing.STATES: "held by States",
    Standing.DISSENT: "a minority opinion",
    Standing.ACADEMIC: "argued, not decided",
}


def sentence(text: str) -> str:
    """Return text with a capital, also where it begins with a link."""
    return re.sub(r"^(\[?)([a-z])", lambda m: m[1] + m[2].upper(), text)


def says(site: Site, fact: Fact, value: str) -> str:
    """Return what a value of a fact says, of the person, the State and the place in general."""
    text = fact.says.get(value) or f"{fact.meaning.rstrip('.')}: {value.replace('_', ' ')}"
    text = text.replace(" ({situation})", "")
    for name, shown in (
        ("person", "the person"),
        ("host", "the State"),
        ("place", "the place"),
        ("situation", "the situation"),
    ):
        text = text.replace(f"{{{name}}}", shown)
    it = site.material.words.it
    stands_for = it.get(fact.name) or it.get(fact.name.partition(".")[0])
    if stands_for:
        text = re.sub(r"^it (?=is|was|has|had|includes|does|concerns)", f"{stands_for} ", text)
        text = re.sub(r"^its existence", f"the existence of {stands_for}", text)
    return text


class Wording:
    """Words conditions for one page."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._base = site.material.rulebase
        self._facts = {fact.name: fact for fact in self._base.facts}

    def condition(self, condition: Condition, indent: str = "") -> str:
        """Return a condition as a nested list; an empty one holds always."""
        match condition:
            case All(parts) if parts:
                return "\n".join(self._item(part, indent) for part in parts)
            case All():
                return f"{indent}- always"
        return self._item(condition, indent)

    def line(self, condition: Condition) -> str:
        """Return a condition in one line."""
        match condition:
            case All(parts) if not parts:
                return "in every other case"
            case All(parts):
                return ", and ".join(self._nested(part) for part in parts)
            case AnyOf(parts):
                return ", or ".join(self._nested(part) for part in parts)
            case Not(part) if not isinstance(part, Atom):
                return f"it is not so that {self.line(part)}"
        return next(iter(self._leaf(condition)))

    def _nested(self, part: Condition) -> str:
        compound = isinstance(part, All | AnyOf) and len(part.parts) > 1
        return f"({self.line(part)})" if compound else self.line(part)

    def _item(self, condition: Condition, indent: str) -> str:
        deeper = indent + "    "
        match condition:
            case All(parts) | AnyOf(parts) if len(parts) == 1:
                return self._item(parts[0], indent)
            case AnyOf(parts):
                return self._headed("at least one of these:", parts, indent, deeper)
            case All(parts):
                return self._headed("all of these:", parts, indent, deeper)
            case Not(AnyOf(parts) | All(parts)) if len(parts) == 1:
                return self._item(Not(parts[0]), indent)
            case Not(AnyOf(parts)):
                return self._headed("none of these:", parts, indent, deeper)
            case Not(All(parts)):
                return self._headed("not all of these:", parts, indent, deeper)
        leaves = list(self._leaf(condition))
        if len(leaves) == 1:
            return f"{indent}- {leaves[0]}"
        lines = [f"{indent}- at least one of these:", *(f"{deeper}- {leaf}" for leaf in leaves)]
        return "\n".join(lines)

    def _headed(self, head: str, parts: tuple[Condition, ...], indent: str, deeper: str) -> str:
        return "\n".join([f"{indent}- {head}", *(self._item(part, deeper) for part in parts)])

    def _leaf(self, condition: Condition) -> Iterator[str]:
        match condition:
            case Atom():
                yield self._atom(condition)
            case Not(Atom() as atom):
                yield from self._negated(atom)
            case Not(Not(part)):
                yield from self._leaf(part)
            case _:
                yield self.line(condition)

    def _atom(self, atom: Atom) -> str:
        if atom.kind is AtomKind.CONCLUSION:
            return self._site.conclusion(atom.name)
        if atom.kind is AtomKind.POSITION:
            return f"the reading followed is {self._site.position(f'{atom.name}/{atom.value}')}"
        fact = self._facts[atom.name]
        return self._site.fact(atom.name, says(self._site, fact, atom.value))

    def _negated(self, atom: Atom) -> Iterator[str]:
        words = self._site.material.words
        if atom.kind is AtomKind.CONCLUSION:
            yield self._site.conclusion(atom.name, words.conclusions[atom.name].fails)
        elif atom.kind is AtomKind.POSITION:
            name = f"{atom.name}/{atom.value}"
            yield f"the reading followed is not {self._site.position(name)}"
        elif f"{atom.name}: {atom.value}" in words.negated:
            yield self._site.fact(atom.name, words.negated[f"{atom.name}: {atom.value}"])
        else:
            fact = self._facts[atom.name]
            for value in fact.values:
                if value != atom.value:
                    yield self._site.fact(atom.name, says(self._site, fact, value))

    def effect(self, rule: Rule) -> str:
        """Return what follows from a rule, in words."""
        worded = self._site.material.words.conclusions[rule.head]
        shown = worded.holds if rule.positive else worded.fails
        return self._site.conclusion(rule.head, shown)


def court_line(court: tuple[tuple[str, str | None], ...]) -> str:
    """Return when a position was the Court's."""
    if not court:
        return "never"
    return "; ".join(
        f"since {day(since)}" if until is None else f"{day(since)} until {day(until)}"
        for since, until in court
    )
