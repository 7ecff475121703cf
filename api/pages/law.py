"""Pages about the law: questions on which authorities differ, and rules with what they cite."""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct import Engine
from safeconduct.authoring import Citation
from safeconduct.base import STANDINGS, label, listing
from safeconduct.rulebase import Rule

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
    profiles = engine.rulebase.profiles.values()
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
            ("If", [Cell(str(one.body))]),
            ("Then", [Cell(head if one.positive else f"not: {head}")]),
            ("Prevails over", beats),
            ("Gives way to", beaten),
            ("Written in", [Cell(f"rules/{one.location.file}, line {one.location.line}")]),
        ),
        json=f"v1/rules/{id_}",
    )
