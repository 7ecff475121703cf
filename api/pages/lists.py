"""Pages that list: who is wanted, what is coming, what courts found, organisations."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Final

from safeconduct import Change, Engine
from safeconduct.base import CONTESTED, day, label, listing, sentence
from safeconduct.docket import Comparison, Docket, Tally

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

    def when(one: Change) -> tuple[date, str]:
        return one.on, one.place.id

    def what(one: Change) -> tuple[Cell, Cell]:
        return (
            _answered(engine, one.before.value, one.grounds_before, contested=one.contested_before),
            _answered(engine, one.after.value, one.grounds_after, contested=one.contested_after),
        )

    sections, marks = [], []
    for (on, place_id), group in groupby(sorted(engine.upcoming(), key=when), key=when):
        ways: dict[tuple[Cell, Cell], list[Change]] = {}
        listed = list(group)
        marks.append(place_id)
        for one in listed:
            ways.setdefault(what(one), []).append(one)
        causes = [record.says for record in listed[0].caused_by if record.kind == "TreatyAction"]
        sections.append(
            Section(
                f"{day(on)}: {engine.world.places[place_id].name}",
                [
                    [
                        [
                            Cell(
                                one.person.name, f"?person={one.person.id}&place={place_id}&on={on}"
                            )
                            for one in changes
                        ],
                        before,
                        after,
                    ]
                    for (before, after), changes in ways.items()
                ],
                ("who", "before", "after"),
                note=sentence("; ".join(causes)) if causes else "",
            )
        )
    return Thing(
        kicker=f"After {day(engine.clock())}",
        title="What is scheduled to change",
        lead="As known today: a withdrawal can be taken back before its day.",
        sections=sections,
        json="v1/upcoming",
        marks=marks,
    )


def _answered(
    engine: Engine, outcome: str, grounds: tuple[str, ...], *, contested: bool | None
) -> Cell:
    """Return an outcome with whether it is contested and the grounds of the duty."""
    told = [CONTESTED[contested], *map(engine.inference.question.wording.ground_of, grounds)]
    return Cell(", ".join(told), outcome=outcome)


def docket_page(engine: Engine) -> Thing:
    """Return what courts found, the latest first."""
    rulings = sorted(engine.world.rulings, key=lambda one: one.on, reverse=True)
    return Thing(
        kicker="Docket",
        title=f"{len(rulings)} rulings on arrest, immunity and cooperation",
        lead="What courts found, the latest first.",
        sections=(
            Section(
                "The answers here",
                rows([Cell("How they compare with what each court decided", "docket/score")]),
            ),
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
        marks=[one.state for one in rulings if one.state],
    )


_AGREES: Final = {
    "agrees": "yes",
    "differs": "no",
    "not_comparable": "not comparable",
}


def score_page(docket: Docket) -> Thing:
    """Return how the answers compare with what courts found, today and on the day before each."""
    outcome, before = docket.score.outcome, docket.day_before.outcome

    def told(tally: Tally) -> list[Cell]:
        return [Cell(f"{tally.agrees} of {tally.compared}")]

    def verdict(compared: Comparison | None) -> Cell:
        if compared is None:
            return Cell("no answer")
        got = compared.outcome
        why = f": {got.got}, not {got.expected}" if got.verdict == "differs" else ""
        return Cell(_AGREES[got.verdict.value] + why)

    return Thing(
        kicker="Docket",
        title=f"{outcome.agrees} of {outcome.compared} rulings are answered as the court did",
        lead="Each ruling put as a question to this service: with the readings of today, and with "
        "what was public and held on the day before the ruling.",
        facts=(
            ("Whether to arrest", told(outcome)),
            ("By which ground", told(docket.score.ground)),
            ("On immunity", told(docket.score.immunity)),
            ("As known the day before", told(before)),
            ("A guess by membership alone", told(docket.baseline.outcome)),
        ),
        sections=(
            Section(
                "Ruling by ruling",
                [
                    [
                        Cell(days(one.on)),
                        Cell(one.question, f"rulings/{one.ruling}"),
                        Cell(one.state),
                        verdict(one.today),
                        verdict(one.day_before.comparison),
                        Cell("yes" if one.made_the_reading else "no"),
                    ]
                    for one in sorted(docket.entries, key=lambda one: str(one.on), reverse=True)
                ],
                ("day", "question", "State", "agrees today", "the day before", "made the reading"),
            ),
            Section(
                "Which reading explains the rulings",
                [
                    [Cell(one.title), *told(one.score.outcome), *told(one.score.ground)]
                    for one in docket.profiles
                ],
                ("reading", "whether to arrest", "by which ground"),
            ),
            Section(
                "Not scored",
                [
                    [
                        Cell(days(one.on)),
                        Cell(one.record.says, f"rulings/{one.ruling}"),
                        Cell(one.why),
                    ]
                    for one in docket.not_scored
                ],
                ("day", "ruling", "why not"),
            ),
        ),
        json="v1/docket",
    )


def summits_page(engine: Engine) -> Thing:
    """Return the meetings on record, the latest first."""
    found = sorted(engine.world.summits, key=lambda one: (one.starts, one.name), reverse=True)
    return Thing(
        kicker="Summits",
        title=f"{len(found)} announced meetings of leaders",
        lead="Who hosts, on which days, and who could come there without a duty to arrest him.",
        sections=(
            Section(
                "On record",
                [
                    [
                        Cell(one.name, f"venues?summits={one.id}"),
                        place(engine, one.place),
                        Cell(one.city + (" (online)" if one.online else "")),
                        Cell(days(one.starts)),
                        Cell(days(one.ends)),
                        Cell(day(one.public_on)),
                        Cell(one.confidence.value),
                    ]
                    for one in found
                ],
                ("meeting", "host", "where", "from", "to", "announced by", "confidence"),
                note=engine.world.reach["summits"].note if "summits" in engine.world.reach else "",
            ),
            sources(engine, [source for one in found for source in one.sources]),
        ),
        json="v1/summits",
        marks=tuple(dict.fromkeys(one.place for one in found)),
    )


def organisations_page(engine: Engine) -> Thing:
    """Return the organisations on record."""
    names = sorted({one.organisation for one in engine.world.memberships})
    return Thing(
        kicker="Organisations",
        title="Who of them could host?",
        sections=(Section("On record", rows(Cell(one, f"organisations/{one}") for one in names)),),
    )
