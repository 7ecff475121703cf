"""The picture that goes with a link: a headline, and a map or what stands on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import Request

from safeconduct import Engine
from safeconduct.base import day

from ..service import service_of
from .asked import PageQuestion
from .picture import lines, png
from .render import render
from .takeaway import COLOURS, Tones
from .thing import Cell, Thing
from .view import answer_view
from .worldmap import WorldMap, marked_map, world_map

_WIDE: Final = 1200
_PLAIN: Final = Tones({**COLOURS, "plain": ("#d6dadd", ""), "marked": ("#1b1d21", "")})
_SHORT: Final = 42
"""Letters of a name that has another one beside it."""


@dataclass(frozen=True)
class CardKey:
    """A line beside the map; ``outcome``: the tone before it, if it has one."""

    outcome: str
    says: str
    counts: str


def question_card(request: Request, question: PageQuestion) -> bytes:
    """Return the card of an answer, or of the map of a person."""
    engine = service_of(request).engine
    drawn = world_map(question.everywhere(engine), question, engine)
    told = answer_view(question.answer(engine)) if question.place else None
    return _card(
        request,
        engine,
        question,
        told.headline if told else drawn.headline,
        drawn=drawn,
        keys=[CardKey(one.outcome, one.says, one.counts) for one in drawn.legend],
        dispute=(told.dispute, told.contested) if told else None,
    )


def thing_card(request: Request, thing: Thing) -> bytes:
    """Return the card of a page: its title and lead, where it is, and its first facts or names."""
    engine = service_of(request).engine
    if thing.mapped:
        return question_card(request, PageQuestion(thing.mapped, engine.clock()))
    marks = [one for one in thing.marks if one in engine.world.places]
    return _card(
        request,
        engine,
        PageQuestion("", engine.clock()),
        thing.title,
        lead=thing.lead if thing.lead != thing.title else "",
        drawn=marked_map(marks, engine, thing.ways) if marks else None,
        keys=list(_keys(thing, engine.inference.question.wording.briefs())) if marks else (),
        names=() if marks else _names(thing),
    )


def _card(
    request: Request,
    engine: Engine,
    question: PageQuestion,
    title: str,
    *,
    drawn: WorldMap | None,
    keys: Sequence[CardKey],
    lead: str = "",
    names: Sequence[str] = (),
    dispute: tuple[str, bool | None] | None = None,
) -> bytes:
    head, says = lines(title, 40, 3), lines(lead, 88, 2 if drawn else 4)
    top = 82 + 54 * len(head) + (12 + 32 * len(says) if says else 0)
    columns = 1 if any(len(one) > _SHORT for one in names) else 2
    room = (540 - top) // 44 * columns
    shown = [lines(one, _SHORT if columns > 1 else 2 * _SHORT, 1)[0] for one in names[:room]]
    svg = render(
        "card.svg.html",
        request,
        question.today,
        map=drawn,
        keys=keys[: (490 - top) // 62],
        lines=head,
        says=says,
        names=shown,
        columns=columns,
        top=top,
        dispute=dispute,
        source=f"{day(question.on)} · safeconduct, records {engine.world.digest[:12]} · a warrant "
        "is an allegation, not a finding of guilt",
        colours=_PLAIN,
    )
    return png(svg, _WIDE)


def _keys(thing: Thing, briefs: Mapping[str, str]) -> Iterator[CardKey]:
    """Yield how often each outcome is on the page, or else its first facts."""
    found = Counter(cell.outcome for cell in _cells(thing) if cell.outcome)
    for outcome, brief in briefs.items():
        if count := found[outcome] if thing.counts else 0:
            yield CardKey(outcome, brief, f"{count} {thing.counts}{'s' * (count != 1)}")
    if not (found and thing.counts):
        for name, text in _facts(thing):
            yield CardKey("", name, lines(text, 28, 1)[0])


def _names(thing: Thing) -> list[str]:
    """Return the facts of a page, or else the first text of each row of its first part."""
    facts = [f"{name}: {text}" for name, text in _facts(thing)]
    rows = thing.shown[0].rows if thing.shown else ()
    return facts or [text for row in rows for text in [_text(row[0])] if text]


def _facts(thing: Thing) -> list[tuple[str, str]]:
    told = [(name, "; ".join(c.text for c in cells if c.text)) for name, cells in thing.facts]
    return [(name, text) for name, text in told if text]


def _text(cell: Cell | Sequence[Cell]) -> str:
    return cell.text if isinstance(cell, Cell) else ", ".join(one.text for one in cell)


def _cells(thing: Thing) -> Collection[Cell]:
    found: list[Cell] = []
    for section in thing.shown:
        for row in section.rows:
            for cell in row:
                found.extend([cell] if isinstance(cell, Cell) else cell)
    return found
