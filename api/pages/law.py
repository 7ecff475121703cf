"""Pages about the law: questions on which authorities differ, and rules with what they cite."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct import Engine
from safeconduct.authoring import Citation
from safeconduct.base import STANDINGS, label, listing, sentence
from safeconduct.rulebase import All, AnyOf, Atom, AtomKind, Condition, Not, Rule, RuleBase

from ..service import Service
from .thing import Cell, Section, Thing, days, rows, sources


def issues_page(engine: Engine) -> Thing:
    """Return the questions of law on which authorities differ."""
    return Thing(
        kicker="The law",
        title="Questions on which authorities differ",
        sections=(
            Section(
                "Questions",
                rows(Cell(one.question, f"issues/{one.id}") for one in engine.rulebase.issues),
            ),
            Section(
                "Rules",
                [
                    [Cell(one.title, f"rules/{one.id}"), Cell(one.cite)]
                    for one in engine.rulebase.rules
                ],
                ("rule", "law"),
            ),
        ),
        json="v1/issues",
    )


def issue_page(engine: Engine, id_: str) -> Thing:
    """Return the page of a question of law; raises `KeyError`."""
    one = {issue.id: issue for issue in engine.rulebase.issues}[id_]
    profiles = engine.rulebase.effective_profiles.values()
    return Thing(
        kicker="Question of law",
        title=one.question,
        sections=(
            Section(
                "Readings",
                [
                    [
                        Cell(p.title),
                        Cell(STANDINGS[p.standing.value]),
                        Cell("; ".join(p.holders)),
                        Cell(days(p.published)),
                        Cell(listing([q.title for q in profiles if q.choices.get(id_) == p.id])),
                    ]
                    for p in one.positions
                ],
                ("reading", "standing", "holders", "since", "followed by"),
            ),
            sources(engine, [s for p in one.positions for s in p.sources]),
        ),
        json=f"v1/issues/{id_}",
    )


def _cited(part: Citation) -> Iterator[Cell]:
    """Yield a part of a citation: a text to read elsewhere, or rulings and readings on record."""
    if part.instrument:
        yield Cell(part.text, part.instrument.url, outside=bool(part.instrument.url))
    elif part.statement:
        yield Cell(part.text, f"issues/{part.statement.position.partition('/')[0]}")
    elif part.decisions:
        first, *others = part.decisions
        yield Cell(part.text, f"rulings/{first.id}")
        yield from (Cell(other.name, f"rulings/{other.id}") for other in others)
    else:
        yield Cell(part.text)


_ROLES: Final = {
    " ({situation})": "",
    "{person}": "the person",
    "{host}": "the State",
    "{place}": "the place",
    "{situation}": "the situation",
}
"""Of whom a fact speaks where it speaks of no case."""


def _parts(body: Condition) -> tuple[Condition, ...]:
    return body.parts if isinstance(body, All) else (body,)


def _condition(rulebase: RuleBase, part: Condition) -> Cell:
    """Return a condition in words, which leads to its question of law or to its only rule."""
    says = sentence(_words(rulebase, part))
    match part:
        case Atom(AtomKind.POSITION, name):
            return Cell(says, f"issues/{name}")
        case Atom(AtomKind.CONCLUSION, name) | Not(Atom(AtomKind.CONCLUSION, name)):
            rules = rulebase.rules_on(name)
            return Cell(says, f"rules/{rules[0].id}" if len(rules) == 1 else "")
    return Cell(says)


def _alternatives(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, AnyOf):
        for part in condition.parts:
            yield from _alternatives(part)
    else:
        yield condition


def _words(rulebase: RuleBase, condition: Condition) -> str:
    match condition:
        case All((part,)) | AnyOf((part,)):
            return _words(rulebase, part)
        case All(parts):
            return " and ".join(_words(rulebase, part) for part in parts)
        case AnyOf():
            ways = [_words(rulebase, part) for part in _alternatives(condition)]
            return f"at least one of these: {'; '.join(ways)}"
        case Not(Atom(AtomKind.CONCLUSION, name)):
            return f"it is not established: {label(name)}"
        case Not(part):
            return f"it is not so: {_words(rulebase, part)}"
        case Atom(AtomKind.CONCLUSION, name):
            return f"it is established: {label(name)}"
        case Atom(AtomKind.POSITION, name, value):
            readings = next(one for one in rulebase.issues if one.id == name).positions
            title = next(one for one in readings if one.id == value).title
            return f"the reading followed is: {title}"
    fact = next(one for one in rulebase.facts if one.name == condition.name)
    says = fact.says.get(condition.value) or f"{label(condition.name)}: {label(condition.value)}"
    for role, general in _ROLES.items():
        says = says.replace(role, general)
    return says


def _handbook(service: Service, rule: Rule) -> list[Cell]:
    """Return where the handbook tells a rule, with its cases; it has the embedded rules alone."""
    folder, _, file = rule.location.file.partition("/")
    if not service.settings.handbook or folder != "law":
        return []
    chapter = file.removesuffix(".yaml")
    href = f"{service.settings.handbook}rules/{chapter}.html#{rule.id}"
    return [Cell("with its provision, rulings and cases", href, outside=True)]


def _law(service: Service, rule: Rule) -> list[Cell]:
    if rule.url:
        return [Cell(rule.cite, rule.url, outside=True)]
    return [cell for part in service.library.resolve(rule.cite) for cell in _cited(part)]


def rule_page(service: Service, engine: Engine, id_: str) -> Thing:
    """Return the page of a rule, each part of whose citation leads to its text; `KeyError`."""
    rules = {rule.id: rule for rule in engine.rulebase.rules}
    one = rules[id_]
    head = label(one.head)
    beats = [
        Cell(rules[other].title, f"rules/{other}")
        for other in sorted(one.defeats)
        if other in rules
    ]
    beaten = [Cell(r.title, f"rules/{r.id}") for r in rules.values() if id_ in r.defeats]
    return Thing(
        kicker=f"Rule {one.id}",
        title=one.title,
        lead=one.says,
        facts=(
            ("Law", _law(service, one)),
            ("Then", [Cell(head if one.positive else f"not: {head}")]),
            ("Prevails over", beats),
            ("Gives way to", beaten),
            ("In the handbook", _handbook(service, one)),
            ("Written in", [Cell(f"rules/{one.location.file}, line {one.location.line}")]),
        ),
        sections=(
            Section(
                "It applies if",
                rows(_condition(engine.rulebase, part) for part in _parts(one.body)),
            ),
        ),
        json=f"v1/rules/{id_}",
    )
