"""Whether States belong to the Statute or to an organisation, and what they did about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from ..base.dates import first_day
from ..base.words import counted, day, sentence, the
from ..engine import Engine
from ..records.describe import describe, state_name
from ..records.models import Record
from ..records.reference import Named
from ..records.sentences import the_organisation
from ..timeline.place import roles
from ..timeline.treaty import exit_of, status_of
from . import tell
from .clauses import LEFT, MEMBERS, NEVER_IN, NOT_IN
from .groups import places_asked
from .model import Belonging, Belongs, Understanding
from .phrases import COURT

_STATUTE: Final = "the Rome Statute"
_STANDS: Final[Mapping[str, tuple[Belongs, str]]] = {
    "party": ("member", "a party to"),
    "signatory": ("outside", "a signatory of, and not a party to,"),
    "declined": ("outside", "not a party to"),
    "withdrawn": ("former", "no longer a party to"),
    "never": ("outside", "not a party to"),
}
"""How a State stands to the Statute, by the values of the fact."""

_LISTED: Final[Mapping[tuple[Belongs, ...], tuple[str, str]]] = {
    MEMBERS: ("is party to", "are party to"),
    LEFT: ("has left", "have left"),
    NEVER_IN: ("has never been party to", "have never been party to"),
    NOT_IN: ("is not party to", "are not party to"),
}


def belonging(engine: Engine, asked: Understanding) -> Mapping[str, Any]:
    """Return whether the State belonged there on the day, or which States did, and in words."""
    if asked.place is not None:
        place = engine.world.places[asked.place.id]
        there = [one.state for one in roles(place, asked.until.toordinal()) if one.state]
        found = tuple(_of(engine, asked, state) for state in there or [place.id])
        return {"belonging": found, "says": " ".join(one.says for one in found)}
    found = tuple(_listed(engine, asked))
    names = [one.state.name for one in found]
    lead = f"On {day(asked.until)} {_counted(asked, len(found))}"
    return {"belonging": found, "says": f"{lead}{f': {tell.names(names)}' if names else ''}."}


def _listed(engine: Engine, asked: Understanding) -> Iterator[Belonging]:
    """Yield the States that stand to it as asked, by name.

    What is only treated like a State in the records is none of those that stay outside.
    """
    world = engine.world
    within = {"organisation": asked.organisation if asked.parties else None, "parties": False}
    for state in places_asked(engine, asked.model_copy(update=within)):
        if state in world.states:
            one = _of(engine, asked, state)
            counts = one.status != "outside" or world.states[state].un_status != "none"
            if one.status in asked.belongs and counts:
                yield one


def _counted(asked: Understanding, count: int) -> str:
    verb, body = _LISTED[asked.belongs][count > 1], _STATUTE
    where = f" in {tell.region(asked)}" if asked.region else ""
    if asked.organisation is not None and asked.parties:
        where = f" among the {asked.membership}s of {the_organisation(asked.organisation)}{where}"
    elif not _is_statute(asked):
        verb = verb.replace("party to", f"on record as {asked.membership} of")
        body = the_organisation(asked.organisation or "")
    states = counted(count, "State") if count else "no State"
    return f"{states}{where} {verb} {body}"


def _is_statute(asked: Understanding) -> bool:
    return asked.parties or asked.organisation in (None, COURT)


def _of(engine: Engine, asked: Understanding, state: str) -> Belonging:
    if _is_statute(asked):
        return _statute(engine, state, asked.until)
    return _organisation(engine, asked, state)


def _statute(engine: Engine, state: str, on: date) -> Belonging:
    """Return how a State stands to the Statute on a day, and its actions towards it."""
    world = engine.world
    status, so = _STANDS[status_of(world, state).at(on.toordinal()).value]
    actions = world.treaty_actions_of(state)
    told = f"{so} {_STATUTE}"
    leaves = exit_of(world, state)
    if status == "member" and leaves is not None and leaves.effect and leaves.on <= on:
        told += f", until its withdrawal takes effect on {day(leaves.effect)}"
    if not actions:
        told += f": no act towards it is on record up to {day(world.reach['treaty_actions'].until)}"
    return _told(engine, state, on, status, told, actions)


def _organisation(engine: Engine, asked: Understanding, state: str) -> Belonging:
    """Return whether a State belongs to an organisation on a day, and its memberships.

    An imprecise first or last day counts from the first day that it may mean.
    """
    on = asked.until
    found = [
        one
        for one in engine.world.memberships_of(state)
        if one.organisation == asked.organisation and one.kind == asked.membership
    ]
    begun = [one for one in found if one.start is None or first_day(one.start) <= on]
    kind, body = asked.membership, the_organisation(asked.organisation or "")
    if any(one.end is None or on < first_day(one.end) for one in begun):
        return _told(engine, state, on, "member", f"on record as {kind} of {body}", found)
    if begun:
        return _told(engine, state, on, "former", f"no longer {kind} of {body}", found)
    return _told(engine, state, on, "outside", f"not on record as {kind} of {body}", found)


def _told(
    engine: Engine, state: str, on: date, status: Belongs, so: str, records: Sequence[Record]
) -> Belonging:
    name = state_name(engine.world, state)
    described = tuple(describe(engine.world, one) for one in records)
    was = "was" if on < engine.clock() else "is"
    acts = " ".join(sentence(one.says) for one in described)
    return Belonging(
        state=Named(id=state, name=name),
        status=status,
        records=described,
        says=sentence(f"on {day(on)} {the(name)} {was} {so}")
        + (f" On record: {acts}" if acts else ""),
    )
