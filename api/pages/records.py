"""Pages about records: a person, a place, a warrant, a situation, a ruling, an organisation."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, Final
from urllib.parse import quote

from safeconduct import Engine
from safeconduct.base import YES, label, sentence
from safeconduct.records import Membership, Named, OfficeKind

from ..service import Service
from .thing import Cell, Section, Thing, days, named, person, place, record, rows, sources

_STATUS: Final = "as of {day}: {status}"
_KINDS: Final = {
    "base": "Military base",
    "disputed": "Disputed territory",
    "international": "Place under no State",
}
"""Kinds of places whose name alone does not say what it means."""
_RANKS: Final = tuple(OfficeKind)
_ARTICLE: Final = re.compile(r"\bart(\d+) (\d)\b")
_MOST: Final = 4
"""How many persons stand beside the members of an organisation."""


def person_page(engine: Engine, id_: str) -> Thing:
    """Return the page of a person; raises `UnknownName`."""
    one, world = engine.person(id_), engine.world
    warrants, visits = world.warrants_of(one.id), world.visits_of(one.id)
    names = [named(text) for text in dict.fromkeys(one.aliases) if text != one.name]
    rulings = [ruling for ruling in world.rulings if one.id in ruling.persons]
    status = _STATUS.format(day=days(one.status_as_of), status=label(one.status))
    ids = [s for r in (one, *warrants, *world.offices_of(one.id), *visits) for s in r.sources]
    return Thing(
        kicker="Person",
        title=one.name,
        lead=sentence(engine.describe(one).says),
        mapped=one.id if warrants else "",
        facts=(
            ("Status", [Cell(status)]),
            ("Where, on any day", [Cell("the map of this person", f"?person={one.id}")]),
            ("Nationality", [place(engine, state) for state in one.nationality]),
            ("Also written", names[:24]),
        ),
        sections=(
            Section(
                "Warrants and summonses",
                rows(record(engine, w, f"warrants/{w.id}") for w in warrants),
            ),
            Section("Offices", rows(record(engine, o) for o in world.offices_of(one.id))),
            Section("Custody", rows(record(engine, c) for c in world.custody_of(one.id))),
            Section(
                "Journeys",
                [
                    [
                        Cell(
                            days(v.start) or "day not known",
                            f"?person={one.id}&place={v.state}&on={v.start}"
                            if v.start and len(v.start) == 10 and v.state in world.places
                            else "",
                        ),
                        place(engine, v.state),
                        Cell(v.purpose),
                        Cell(label(v.outcome)),
                    ]
                    for v in sorted(visits, key=lambda v: v.start or "", reverse=True)
                ],
                ("day", "place", "purpose", "what happened"),
                note="What happened, not what the law asks; the record is incomplete.",
            ),
            Section("Rulings", rows(record(engine, r, f"rulings/{r.id}") for r in rulings)),
            sources(engine, ids),
        ),
        json=f"v1/persons/{one.id}",
        schema={
            "@type": "Person",
            "name": one.name,
            "alternateName": [cell.text for cell in names],
            **({"sameAs": f"https://www.wikidata.org/wiki/{one.wikidata}"} if one.wikidata else {}),
        },
    )


def place_page(engine: Engine, id_: str) -> Thing:
    """Return the page of a place with today's answers there; raises `UnknownName`."""
    one, world = engine.place(id_), engine.world
    states = list(dict.fromkeys(period.state for period in (*one.responsible, *one.controllers)))
    states = [state for state in states if state in world.states]
    answers = [(who.person, engine.travel_risk(who.person.id, one.id)) for who in engine.wanted()]
    treaty = [a for s in states for a in world.treaty_actions_of(s)]
    other = [a for s in states for a in (*world.declarations_of(s), *world.agreements_of(s))]
    responsible = {period.state for period in one.responsible if not period.until}
    memberships = [
        m
        for m in world.memberships
        if m.state in responsible and m.kind == "member" and _belongs(engine, m)
    ]
    ids = [s for r in (one, *treaty, *other) for s in r.sources]
    return Thing(
        kicker=_KINDS.get(one.kind, label(one.kind).capitalize()),
        title=one.name,
        lead=sentence(engine.describe(one).says),
        facts=(
            ("Responsible", _roles(engine, one.responsible)),
            ("In control", _roles(engine, one.controllers)),
            ("Claimed by", [place(engine, state) for state in one.claimants]),
            (
                "Member of",
                [Cell(m.organisation, f"organisations/{m.organisation}") for m in memberships],
            ),
            (
                "On some other day",
                [Cell("Whom could it not receive?", f"reception?place={quote(one.id)}")],
            ),
        ),
        sections=(
            Section(
                "What the law asks here today",
                [
                    [
                        Cell(who.name, f"?person={who.id}&place={one.id}"),
                        Cell("", outcome=answer.outcome.value),
                        Cell(YES[answer.contested]),
                    ]
                    for who, answer in answers
                ],
                ("person", "outcome", "contested"),
            ),
            Section("The Rome Statute", rows(record(engine, a) for a in treaty)),
            Section("Declarations and agreements", rows(record(engine, a) for a in other)),
            Section(
                "Journeys of wanted persons",
                [
                    [Cell(days(v.start)), person(engine, v.person), Cell(label(v.outcome))]
                    for s in states
                    for v in world.visits_to(s)
                ],
                ("day", "person", "what happened"),
            ),
            Section(
                "What governments said",
                rows(record(engine, s) for state in states for s in world.stances_of(state)),
            ),
            Section(
                "National law",
                rows(record(engine, x) for s in states for x in world.legislation_of(s)),
            ),
            sources(engine, ids),
        ),
        json=f"v1/places/{one.id}",
        marks=(one.id,),
        counts="wanted person",
        schema={"@type": "Place", "name": one.name},
    )


def _roles(engine: Engine, periods: Any) -> list[Cell]:
    cells = []
    for period in periods:
        known = place(engine, period.state)
        since = f" since {days(period.start)}" if period.start else ""
        until = f" until {days(period.until)}" if period.until else ""
        cells.append(Cell(f"{known.text}{since}{until}", known.href))
    return cells


def warrant_page(engine: Engine, id_: str) -> Thing:
    """Return the page of a warrant or summons; raises `KeyError`."""
    one = engine.world.warrants[id_]
    events = [[Cell(days(e.on)), Cell(sentence(label(e.event))), Cell(e.note)] for e in one.events]
    return Thing(
        kicker="Summons to appear" if one.kind == "summons" else "Warrant of arrest",
        title=f"{engine.world.persons[one.person].name}, {days(one.issued)}",
        lead=sentence(engine.describe(one).says),
        facts=(
            ("Person", [person(engine, one.person)]),
            ("Situation", [_situation(engine, one.situation)]),
            ("Case", [Cell(one.case_number or "")]),
            ("Public since", [Cell(days(one.unsealed))]),
            ("Alleged crimes", [Cell(label(crime)) for crime in one.crimes]),
            ("Ended", [Cell(days(one.ended)), Cell(label(one.ended_by) if one.ended_by else "")]),
            ("Last verified", [Cell(days(one.status_as_of))]),
        ),
        sections=(
            Section("What happened to it", events, ("day", "event", "note")),
            sources(engine, one.sources),
        ),
        json=f"v1/warrants/{id_}",
        marks=engine.world.situations[one.situation].states,
        schema={"@type": "LegalForceStatus", "name": sentence(engine.describe(one).says)},
    )


def _situation(engine: Engine, id_: str) -> Cell:
    return Cell(engine.world.situations[id_].name, f"situations/{id_}")


def situation_page(engine: Engine, id_: str) -> Thing:
    """Return the page of a situation; raises `KeyError`."""
    world = engine.world
    one = world.situations[id_]
    warrants = [w for w in world.warrants.values() if w.situation == id_]
    return Thing(
        kicker=f"Situation {one.number}",
        title=one.name,
        lead=sentence(engine.describe(one).says),
        facts=(
            ("States", [place(engine, state) for state in one.states]),
            ("Began with", [Cell(label(one.trigger))]),
            ("Referred", [Cell(days(one.referred_on))]),
            ("Investigated since", [Cell(days(one.investigation_opened))]),
            ("Jurisdiction from", [Cell(days(one.jurisdiction_from))]),
            ("Scope", [Cell(one.scope)]),
        ),
        sections=(
            Section(
                "Warrants and summonses",
                rows(record(engine, w, f"warrants/{w.id}") for w in warrants),
            ),
            sources(engine, one.sources),
        ),
        marks=one.states,
    )


def ruling_page(service: Service, engine: Engine, id_: str) -> Thing:
    """Return the page of a ruling, with the provisions it is on; raises `KeyError`."""
    world = engine.world
    one = {ruling.id: ruling for ruling in world.rulings}[id_]
    asked = [
        Cell(
            f"the answer for {world.persons[who].name} on that day",
            f"?person={who}&place={one.state}&on={start}",
        )
        for who in one.persons
        for start, _ in one.visit_dates
        if start and len(start) == 10 and one.state in world.places
    ]
    finding = one.finding
    return Thing(
        kicker=f"Ruling, {days(one.on)}",
        title=one.question,
        lead=one.summary,
        facts=(
            ("Court", [Cell(one.body)]),
            ("Persons", [person(engine, who) for who in one.persons]),
            ("State", [place(engine, one.state)] if one.state else []),
            ("Had to arrest", [Cell(label(finding.obliged_to_arrest))]),
            ("Complied", [Cell(label(finding.complied))]),
            ("Immunity", [Cell(label(finding.immunity))]),
            ("Ground", [Cell(_ARTICLE.sub(r"article \1(\2)", label(finding.ground)))]),
            ("Provisions", [_provision(service, key) for key in one.provisions]),
            ("Citation", [Cell(one.citation, one.url, outside=bool(one.url))]),
            ("This service", asked),
        ),
        sections=(sources(engine, one.sources),),
        schema={
            "@type": "Legislation",
            "legislationType": "court decision",
            "name": one.question,
            "legislationDate": one.on,
        },
        marks=(one.state,) if one.state else (),
    )


def _provision(service: Service, id_: str) -> Cell:
    """Return a provision by its instrument; it has the id of the rule that states it, if any."""
    rules = {rule.id: rule for rule in service.engine.rulebase.rules}
    named = service.library.instruments.of_rule(id_)
    says = rules[id_].title if id_ in rules else id_
    if named and named[0].units and named[1] and named[1][0].isdigit():
        instrument, (number, *paragraphs) = named
        unit = next(iter(instrument.units)).replace("article", "art.").replace("paragraph", "para.")
        inner = "".join(f"({one})" for one in paragraphs)
        says = f"{instrument.name}, {unit} {number}{inner}"
    return Cell(says, f"rules/{id_}" if id_ in rules else "")


def _belongs(engine: Engine, membership: Membership) -> bool:
    """Return whether a State belongs to an organisation today."""
    today, end = engine.clock().isoformat(), membership.end
    return (membership.start or "") <= today and not (end and end <= today)


def _office_holders(engine: Engine, states: Collection[str]) -> list[Named]:
    """Return the wanted who hold an office of one of the States, the highest offices first."""
    ranked = []
    for who in engine.wanted():
        held = [
            o for o in engine.world.offices_of(who.person.id) if o.ongoing and o.state in states
        ]
        if held and who.offices:
            ranked.append((min(_RANKS.index(o.kind) for o in held), who.person.name, who.person))
    return [person for *_, person in sorted(ranked, key=lambda one: one[:2])]


def organisation_page(engine: Engine, id_: str) -> Thing:
    """Return the page of an organisation: which of its members could host whom; `KeyError`."""
    ours = [m for m in engine.world.memberships if m.organisation == id_]
    if not ours:
        raise KeyError(id_)
    members = [m for m in ours if _belongs(engine, m)]
    full = {m.state for m in members if m.kind in ("member", "party")}
    heads = _office_holders(engine, full)[:_MOST]
    rows_ = [
        [
            place(engine, m.state),
            Cell(label(m.kind)),
            Cell(days(m.start)),
            *(
                Cell("", f"?person={who.id}&place={m.state}", outcome=answer.outcome.value)
                for who in heads
                for answer in [engine.travel_risk(who.id, m.state)]
            ),
        ]
        for m in sorted(members, key=lambda m: (m.kind != "member", m.state))
        if m.state in engine.world.places
    ]
    return Thing(
        kicker="Organisation",
        title=id_,
        lead="What the law asks of members today, should they receive those of their members' "
        "office-holders who are publicly wanted.",
        sections=(
            Section(
                "Members and others today",
                rows_,
                ("place", "as", "since", *(who.name for who in heads)),
            ),
            Section(
                "Where they could meet",
                rows(
                    [
                        Cell("Its members, ranked", f"venues?organisation={quote(id_)}"),
                        *(
                            record(engine, one, f"venues?summits={one.id}")
                            for one in sorted(engine.world.summits, key=lambda it: it.starts)
                            if one.organisation == id_
                        ),
                    ]
                ),
            ),
            sources(engine, [s for m in ours for s in m.sources]),
        ),
        marks=[m.state for m in members],
        counts="answer",
    )
