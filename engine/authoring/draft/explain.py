"""Gathers everything that one rule interacts with."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence

from ...base.errors import Suggestion, UnknownName
from ...base.words import listing, nearest
from ...case.foundation import Foundation
from ...rulebase.condition import notation
from ...rulebase.model import (
    All,
    AnyOf,
    Atom,
    AtomKind,
    Condition,
    Not,
    Profile,
    Rule,
    RuleBase,
    atoms_of,
)
from ..cases.case import Suite
from ..citations.resolve import Citation, Library
from .exercise import exercised
from .explained import (
    Amended,
    Asks,
    Exercise,
    Feed,
    Impossible,
    Law,
    NamedItem,
    RuleExplanation,
    Switch,
)
from .wording import Wording


def explain(
    base: Foundation, library: Library, rule: str, suites: Sequence[Suite] = ()
) -> RuleExplanation:
    """Return a rule with everything it interacts with.

    ``library``: what its citation is looked up in; ``suites``: worked cases that may exercise it
    (without any, rulings are not looked at either).
    Raises `UnknownName` with the nearest ids if there is no rule of that id.
    """
    rulebase = base.rulebase
    found = find(rulebase, rule)
    wording = Wording(rulebase)
    others = [one for one in rulebase.rules_on(found.head) if one.id != found.id]
    defeated_by = [one for one in rulebase.rules if found.id in one.defeats]
    settled = {*found.defeats, *(one.id for one in defeated_by)}
    needs = _conclusions(found.body)
    can, cannot = _profiles(rulebase, found)
    return RuleExplanation(
        id=found.id,
        title=found.title,
        kind=found.kind,
        says=found.says,
        cite=found.cite,
        url=found.url,
        law=tuple(law_of(part, rulebase) for part in library.resolve(found.cite)),
        file=found.location.file,
        line=found.location.line,
        condition=notation(found.body),
        needs=wording.lines(found.body),
        concludes=found.head if found.positive else f"not {found.head}",
        effect=wording.effect(found.head, positive=found.positive),
        defeats=_named(one for one in rulebase.rules if one.id in found.defeats),
        defeated_by=_named(defeated_by),
        allies=_named(one for one in others if one.positive == found.positive),
        opponents=_named(
            one for one in others if one.positive != found.positive and one.id not in settled
        ),
        feeds_on=tuple(_feed(rulebase, name) for name in needs),
        feeds=_named(one for one in rulebase.rules if found.head in _conclusions(one.body)),
        asked_by=tuple(_asked_by(rulebase, found.head)),
        switches=tuple(_switches(rulebase, found.body)),
        can_apply_under=can,
        cannot_apply_under=cannot,
        turns_on=tuple(_behind(rulebase, found, needs)),
        impossible=tuple(_impossible(rulebase, found.body)),
        declared=tuple(_declared(rulebase, found)),
        amended=tuple(_amended(rulebase, found)),
        exercise=exercised(base, found.id, suites) if suites else Exercise(),
        rules=rulebase.digest,
    )


def find(rulebase: RuleBase, rule: str) -> Rule:
    """Return the rule of an id; raises `UnknownName` with the nearest ids."""
    index = rulebase.rule_index.get(rule.strip())
    if index is not None:
        return rulebase.rules[index]
    for one in rulebase.amendments:
        if (one.what, one.id) == ("rule", rule.strip()):
            where = f"{one.location.file}:{one.location.line}"
            why = f"is not among the rules: {one.says}, {where} ({one.reason.rstrip('.')})"
            raise UnknownName("rule", rule, why=why)
    about = [one.id for one in rulebase.rules_on(rule.strip())]
    if about:
        raise UnknownName("rule", rule, why=f"is what these rules are about: {listing(about)}")
    near = nearest(rule, rulebase.rule_index, most=5, alike=0.5)
    suggestions = tuple(
        Suggestion(one, one, round(100 * difflib.SequenceMatcher(None, rule, one).ratio(), 1))
        for one in near
    )
    raise UnknownName("rule", rule, suggestions)


def _amended(rulebase: RuleBase, rule: Rule) -> Iterator[Amended]:
    """Yield what layers changed of a rule, and of the issues that its condition names."""
    issues = {atom.name for atom in atoms_of(rule.body) if atom.kind is AtomKind.POSITION}
    for one in rulebase.amendments:
        of_rule = one.what == "rule" and one.id == rule.id
        if of_rule or (one.what in {"issue", "position"} and one.id in issues):
            place = one.location
            yield Amended(says=one.says, reason=one.reason, file=place.file, line=place.line)


def _named(rules: Iterable[Rule]) -> tuple[NamedItem, ...]:
    return tuple(NamedItem(id=one.id, title=one.title) for one in rules)


def _conclusions(condition: Condition) -> tuple[str, ...]:
    names = (atom.name for atom in atoms_of(condition) if atom.kind is AtomKind.CONCLUSION)
    return tuple(dict.fromkeys(names))


def law_of(part: Citation, rulebase: RuleBase) -> Law:
    """Return a part of a citation with where it can be read."""
    sources: tuple[str, ...] = ()
    if part.statement is not None:
        issue, _, position = part.statement.position.partition("/")
        sources = next(
            (
                one.sources
                for declared in rulebase.issues
                for one in declared.positions
                if (declared.id, one.id) == (issue, position)
            ),
            (),
        )
    urls = [part.instrument.url] if part.instrument else []
    urls += (one.url for one in part.decisions)
    return Law(
        text=part.text,
        url=next(filter(None, urls), ""),
        decisions=tuple(NamedItem(id=one.id, title=one.name) for one in part.decisions),
        sources=sources,
    )


def _feed(rulebase: RuleBase, conclusion: str) -> Feed:
    return Feed(
        conclusion=conclusion,
        supported_by=_named(rulebase.supporters(conclusion)),
        attacked_by=_named(rulebase.attackers(conclusion)),
    )


def _asked_by(rulebase: RuleBase, head: str) -> Iterator[Asks]:
    for question in rulebase.questions.values():
        tables = question.tables
        for part, rows in tables.items():
            for row in rows:
                if head in _conclusions(row.when):
                    yield Asks(question=question.id, part=part, value=row.value)
        for part, labels in (
            ("grounds", question.grounds),
            ("qualifications", question.qualifications),
        ):
            if head in labels:
                yield Asks(question=question.id, part=part, value=labels[head])


def _switches(rulebase: RuleBase, body: Condition) -> Iterator[Switch]:
    issues = {issue.id: issue for issue in rulebase.issues}
    for (name, value), negated in dict.fromkeys(_signed(body, negated=False)):
        issue = issues[name]
        position = next(one for one in issue.positions if one.id == value)
        yield Switch(
            issue=name,
            question=issue.question,
            position=value,
            title=position.title,
            standing=position.standing,
            negated=negated,
            profiles=tuple(
                profile.id
                for profile in rulebase.profiles.values()
                if (profile.choices.get(issue.id) == value)
            ),
        )


def _signed(condition: Condition, *, negated: bool) -> Iterator[tuple[tuple[str, str], bool]]:
    """Yield each position that a condition names, and whether under a negation."""
    match condition:
        case Atom(AtomKind.POSITION, name, value):
            yield (name, value), negated
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _signed(part, negated=negated)
        case Not(part):
            yield from _signed(part, negated=not negated)


def _profiles(rulebase: RuleBase, rule: Rule) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the profiles under which the positions named let a rule apply, and the others."""
    sides: dict[bool, list[str]] = {True: [], False: []}
    for profile in rulebase.profiles.values():
        sides[_possible(rule.body, profile, wanted=True)].append(profile.id)
    return tuple(sides[True]), tuple(sides[False])


def _possible(condition: Condition, profile: Profile, *, wanted: bool) -> bool:
    """Whether a condition may come out as wanted for all that a profile says of it."""
    match condition:
        case Atom(AtomKind.POSITION, name, value):
            return (profile.choices.get(name) == value) is wanted
        case Atom():
            return True
        case Not(part):
            return _possible(part, profile, wanted=not wanted)
        case All(parts):
            every = all if wanted else any
            return every(_possible(part, profile, wanted=wanted) for part in parts)
        case AnyOf(parts):
            some = any if wanted else all
            return some(_possible(part, profile, wanted=wanted) for part in parts)


def _behind(rulebase: RuleBase, rule: Rule, needs: Sequence[str]) -> Iterator[NamedItem]:
    """Yield the issues on which the conclusions that a rule needs depend, however far back."""
    waiting, seen, found = list(needs), set(needs), set[str]()
    while waiting:
        for one in rulebase.rules_on(waiting.pop()):
            found.update(atom.name for atom in atoms_of(one.body) if atom.kind is AtomKind.POSITION)
            more = set(_conclusions(one.body)) - seen
            seen |= more
            waiting += more
    own = {atom.name for atom in atoms_of(rule.body) if atom.kind is AtomKind.POSITION}
    for issue in rulebase.issues:
        if issue.id in found - own:
            yield NamedItem(id=issue.id, title=issue.question)


def _impossible(rulebase: RuleBase, body: Condition) -> Iterator[Impossible]:
    facts = {atom.name for atom in atoms_of(body) if atom.kind is AtomKind.FACT}
    for constraint in rulebase.constraints:
        if facts & {atom.name for atom in atoms_of(constraint.never)}:
            yield Impossible(
                id=constraint.id, never=notation(constraint.never), reason=constraint.reason
            )


def _declared(rulebase: RuleBase, rule: Rule) -> Iterator[NamedItem]:
    """Yield the declared properties that speak of a rule or of what it concludes."""
    properties = rulebase.properties
    for property_ in properties.monotonicities:
        if property_.of.name == rule.head:
            yield NamedItem(id=property_.id, title=property_.says)
    for always in properties.invariants:
        spoken = atoms_of(All((always.when, *always.terms)))
        if rule.head in {atom.name for atom in spoken}:
            yield NamedItem(id=always.id, title=always.says)
    for gap in properties.left_open:
        if rule.head in gap.conclusions:
            yield NamedItem(id=gap.id, title=f"May be left open: {gap.reason}")
    for waiver in properties.waivers:
        if rule.id in waiver.subjects:
            yield NamedItem(id=waiver.id, title=f"May fail {waiver.property}: {waiver.reason}")
