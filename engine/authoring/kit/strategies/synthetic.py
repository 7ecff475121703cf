"""Small invented worlds: a few States, one situation, one or two persons, whatever may happen.

Nothing in them is anybody: States are called AAA, BBB and so on. They satisfy every check that
records have to satisfy.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from ....base.dates import entry_into_force, one_year_after
from ....records.models import (
    Agreement,
    Confidence,
    Custody,
    Declaration,
    EndKind,
    Office,
    OfficeKind,
    Person,
    Place,
    Reach,
    ResolutionParagraph,
    Situation,
    Source,
    SourceKind,
    State,
    TreatyAction,
    Warrant,
)
from ....records.tables import Tables
from ....records.world import World

FIRST: Final = date(2002, 7, 1)
LAST: Final = date(2026, 1, 1)
COMPILED: Final = date(2040, 1, 1)
"""To this day every invented record reaches."""

_STATES: Final = ("AAA", "BBB", "CCC", "DDD")
_NAMES: Final = ("Alpha", "Beta", "Gamma", "Delta")
_SITUATION: Final = "invented"
_COURT: Final = "https://www.icc-cpi.int/invented"
"""A warrant rests on a page of the Court first."""


def days() -> st.SearchStrategy[date]:
    """Draw days on which something happens in an invented world."""
    return st.dates(FIRST, LAST)


def _record(id_: str, public_on: date, **more: Any) -> dict[str, Any]:
    basis = {"sources": ("made-up",), "confidence": Confidence.HIGH, "public_on": public_on}
    return {"id": id_, **basis, **more}


@st.composite
def small_worlds(draw: st.DrawFn) -> World:
    """Draw invented worlds of two to four States and one or two persons."""
    count = draw(st.integers(2, len(_STATES)))
    codes = _STATES[:count]
    states = tuple(
        State(**_record(code, FIRST, alpha2=code[:2], name=name, un_status="member"))
        for code, name in zip(codes, _NAMES, strict=False)
    )
    persons = range(draw(st.integers(1, 2)))
    parts = [_person(draw, f"person-{'ab'[index]}", codes) for index in persons]
    return World(
        Tables(
            sources=(Source(id="made-up", title="Made up", kind=SourceKind.PRIMARY, url=_COURT),),
            reach=(Reach(kind="record", until=COMPILED),),
            states=states,
            places=tuple(_places(draw, codes)),
            treaty_actions=tuple(
                action for code in codes for action in _treaty_actions(draw, code)
            ),
            declarations=_declarations(draw, codes),
            resolutions=_resolutions(draw, codes),
            agreements=_agreements(draw, codes),
            situations=(_situation(draw, codes),),
            persons=tuple(person for person, *_ in parts),
            offices=tuple(one for _, offices, *_ in parts for one in offices),
            warrants=tuple(one for *_, warrants, _ in parts for one in warrants),
            custody=tuple(one for *_, custody in parts for one in custody),
        )
    )


def _places(draw: st.DrawFn, codes: tuple[str, ...]) -> list[Place]:
    found = [
        Place(
            **_record(code, FIRST, name=name, kind="state", alpha3=code),
            responsible=({"state": code},),
        )
        for code, name in zip(codes, _NAMES, strict=False)
    ]
    island: dict[str, Any] = _record("island", FIRST, name="The island", kind="territory")
    island["responsible"] = ({"state": codes[0]},)
    if draw(st.booleans()):
        island["controllers"] = ({"state": codes[1], "start": draw(days())},)
    if draw(st.booleans()):
        applies = draw(st.sampled_from(["no", "unknown", "yes"]))
        island["statute"] = ({"applies": applies},)
    found.append(Place(**island))
    found.append(Place(**_record("high-seas", FIRST, name="High seas", kind="international")))
    return found


def _treaty_actions(draw: st.DrawFn, code: str) -> list[TreatyAction]:
    """Draw what a State did: nothing, or it signed, joined, gave notice, took the notice back."""
    depth = draw(st.integers(0, 4))
    on = draw(st.dates(FIRST, date(2015, 1, 1)))
    found: list[TreatyAction] = []
    for kind in ("signature", "ratification", "withdrawal_notice", "withdrawal_revoked")[:depth]:
        effect: dict[str, Any] = {}
        if kind == "ratification":
            effect = {"effect": entry_into_force(on), "effect_basis": "article_126"}
        if kind == "withdrawal_notice":
            effect = {"effect": one_year_after(on), "effect_basis": "article_127"}
        made = _record(f"{code.lower()}-{kind.replace('_', '-')}", on, state=code, kind=kind, on=on)
        found.append(TreatyAction(treaty="rome-statute", **made, **effect))
        # A notice can be taken back in the year before it takes effect.
        most = 300 if kind == "withdrawal_notice" else 3_000
        on += timedelta(days=draw(st.integers(1, most)))
    return found


def _situation(draw: st.DrawFn, codes: tuple[str, ...]) -> Situation:
    opened = draw(st.none() | days())
    return Situation(
        **_record(_SITUATION, FIRST, number="ICC-01/99", name="An invented situation"),
        states=(draw(st.sampled_from(codes)),),
        trigger=draw(st.sampled_from(["state_referral", "unsc_referral", "proprio_motu"])),
        referred_on=None,
        investigation_opened=None if opened is None else opened.isoformat(),
        preliminary_examination_opened=None,
        jurisdiction_from=None,
        scope="invented",
    )


def _declarations(draw: st.DrawFn, codes: tuple[str, ...]) -> tuple[Declaration, ...]:
    if not draw(st.booleans()):
        return ()
    code, on = draw(st.sampled_from(codes)), draw(days())
    return (
        Declaration(
            **_record("declaration", on, state=code, kind="article_12_3"),
            dated=None,
            lodged=on.isoformat(),
            crimes_from=None,
            crimes_until=None,
            situations=(_SITUATION,),
            effective=True,
            scope="invented",
            status="accepted",
        ),
    )


def _resolutions(draw: st.DrawFn, codes: tuple[str, ...]) -> tuple[ResolutionParagraph, ...]:
    if not draw(st.booleans()):
        return ()
    code, on = draw(st.sampled_from(codes)), draw(days())
    return (
        ResolutionParagraph(
            **_record("resolution", on, reference="S/RES/0", on=on, situation=_SITUATION),
            adopted=True,
            vote="15-0-0",
            paragraph="1",
            addressee=code,
            addressee_state=code,
            effect="obliges",
            summary="It must cooperate.",
        ),
    )


def _agreements(draw: st.DrawFn, codes: tuple[str, ...]) -> tuple[Agreement, ...]:
    if not draw(st.booleans()):
        return ()
    on = draw(days())
    force = draw(st.none() | st.just(on))
    return (
        Agreement(
            **_record("agreement", on, state=codes[0], counterparty=codes[1]),
            signed=on.isoformat(),
            in_force=None if force is None else force.isoformat(),
            form="invented",
            ratified=None,
        ),
    )


_Parts = tuple[Person, list[Office], list[Warrant], list[Custody]]


def _person(draw: st.DrawFn, id_: str, codes: tuple[str, ...]) -> _Parts:
    own = draw(st.sampled_from(codes))
    died = draw(st.none() | st.none() | days())
    person = Person(
        **_record(id_, FIRST, name=f"Invented {id_[-1]}", aliases=(), nationality=(own,)),
        born=None,
        died=None if died is None else died.isoformat(),
        wikidata=None,
        status="at_large" if died is None else "deceased",
        status_as_of=COMPILED,
    )
    warrants = [_warrant(draw, id_, index) for index in range(draw(st.integers(1, 2)))]
    offices = [_office(draw, id_, own)] if draw(st.booleans()) else []
    custody = [_custody(draw, id_, codes)] if draw(st.booleans()) else []
    return person, offices, warrants, custody


def _warrant(draw: st.DrawFn, person: str, index: int) -> Warrant:
    issued = draw(days())
    unsealed = issued + timedelta(days=draw(st.sampled_from([0, 0, 30, 400])))
    ended = draw(st.none() | st.integers(0, 2_000))
    end: dict[str, Any] = {"ended": None, "ended_by": None}
    if ended is not None:
        kinds = [EndKind.SURRENDERED, EndKind.VACATED, EndKind.WITHDRAWN]
        end = {
            "ended": issued + timedelta(days=ended),
            "ended_by": draw(st.sampled_from(kinds)),
        }
    return Warrant(
        **_record(f"{person}-warrant-{index + 1}", unsealed, person=person),
        kind=draw(st.sampled_from(["warrant", "warrant", "summons"])),
        situation=_SITUATION,
        issued=issued,
        unsealed=unsealed,
        crimes=tuple(draw(st.sampled_from([["war_crimes"], ["genocide", "war_crimes"]]))),
        case_number=None,
        status_as_of=COMPILED,
        **end,
    )


def _office(draw: st.DrawFn, person: str, state: str) -> Office:
    start = draw(days())
    end = draw(st.none() | st.integers(0, 4_000))
    last = None if end is None else (start + timedelta(days=end)).isoformat()
    return Office(
        **_record(f"{person}-office", start, person=person, title="Office", state=state),
        kind=draw(st.sampled_from(OfficeKind)),
        start=start.isoformat(),
        end=last,
        ongoing=last is None,
        verified_until=COMPILED,
        afterwards="presumed" if last is None else "ended",
    )


def _custody(draw: st.DrawFn, person: str, codes: tuple[str, ...]) -> Custody:
    start = draw(days())
    end = draw(st.none() | st.integers(0, 1_000))
    return Custody(
        **_record(f"{person}-custody", start, person=person),
        holder=draw(st.sampled_from(["ICC", *codes])),
        start=start.isoformat(),
        end=None if end is None else (start + timedelta(days=end)).isoformat(),
        verified_until=COMPILED,
    )
