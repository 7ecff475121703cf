"""Pages that list: who is wanted, what is coming, what courts found, the law."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from safeconduct import Engine
from safeconduct.base import STANDINGS, day, label, listing

from .thing import Cell, Section, Thing, days, place, rows, sources


def wanted_page(engine: Engine) -> Thing:
    """Return everybody whom a public warrant calls to arrest today."""
    found, persons = engine.wanted(), engine.world.persons
    return Thing(
        kicker=day(engine.clock()),
        title=f"{len(found)} persons are publicly wanted by the Court",
        lead="A warrant is an allegation, not a finding of guilt.",
        sections=(
            Section(
                "Wanted",
                [
                    [
                        Cell(one.person.name, f"persons/{one.person.id}"),
                        Cell(listing(one.situations)),
                        Cell(label(one.status)),
                        Cell(day(persons[one.person.id].status_as_of)),
                        Cell(
                            listing(
                                [days(engine.world.warrants[w.id].issued) for w in one.warrants]
                            )
                        ),
                        Cell("the map", f"?person={one.person.id}"),
                    ]
                    for one in found
                ],
                ("person", "situation", "status", "as of", "warrants of", "where"),
            ),
        ),
        json="v1/wanted",
    )


def upcoming_page(engine: Engine) -> Thing:
    """Return what is scheduled to change, by event."""
    changes = engine.upcoming()

    def event(one: Any) -> tuple[Any, tuple[str, ...]]:
        return one.on, tuple(record.says for record in one.caused_by)

    sections = []
    for (on, causes), group in groupby(sorted(changes, key=event), key=event):
        listed = list(group)
        sections.append(
            Section(
                f"{day(on)}: {'; '.join(causes) or 'a change on record'}",
                [
                    [
                        Cell(
                            one.person.name, f"?person={one.person.id}&place={one.place.id}&on={on}"
                        ),
                        place(engine, one.place.id),
                        Cell("", outcome=one.before.value),
                        Cell("", outcome=one.after.value),
                    ]
                    for one in listed
                ],
                ("person", "place", "before", "after"),
            )
        )
    return Thing(
        kicker=f"After {day(engine.clock())}",
        title="What is scheduled to change",
        lead="As known today: a withdrawal can be taken back before its day.",
        sections=sections,
        json="v1/upcoming",
    )


def docket_page(engine: Engine) -> Thing:
    """Return what courts found, the latest first."""
    rulings = sorted(engine.world.rulings, key=lambda one: one.on, reverse=True)
    return Thing(
        kicker="Docket",
        title=f"{len(rulings)} rulings on arrest, immunity and cooperation",
        lead="What courts found. How the answers here compare with each is scored for programs.",
        sections=(
            Section(
                "Rulings",
                [
                    [
                        Cell(days(one.on)),
                        Cell(one.question, f"rulings/{one.id}"),
                        place(engine, one.state) if one.state else Cell(""),
                        Cell(label(one.finding.obliged_to_arrest)),
                        Cell(label(one.finding.complied)),
                    ]
                    for one in rulings
                ],
                ("day", "question", "State", "had to arrest", "complied"),
            ),
        ),
        json="v1/docket",
    )


def organisations_page(engine: Engine) -> Thing:
    """Return the organisations on record."""
    names = sorted({one.organisation for one in engine.world.memberships})
    return Thing(
        kicker="Organisations",
        title="Who of them could host?",
        sections=(Section("On record", rows(Cell(one, f"organisations/{one}") for one in names)),),
    )


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


def rule_page(engine: Engine, id_: str) -> Thing:
    """Return the page of a rule; raises `KeyError`."""
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
            ("Law", [Cell(one.cite, one.url, outside=bool(one.url))]),
            ("If", [Cell(str(one.body))]),
            ("Then", [Cell(head if one.positive else f"not: {head}")]),
            ("Prevails over", beats),
            ("Gives way to", beaten),
            ("Written in", [Cell(f"rules/{one.location.file}, line {one.location.line}")]),
        ),
        json=f"v1/rules/{id_}",
    )
