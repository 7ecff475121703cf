"""Names on record that a text may mean: suggested, and never taken for one another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from safeconduct import Engine, UnknownName
from safeconduct.answers import Mistakes
from safeconduct.case import SCHEMAS
from safeconduct.records import Person, Place

from ..parameters import Parameter
from ..question import chosen_of
from ..search import matching
from .models import SuggestedName, Suggestions

_MOST: Final = 20

SEARCHED: Final = (
    Parameter(
        "q",
        "A name or a part of one, in any script.",
        SCHEMAS["person"],
        required=True,
        examples={"part of a name": "Put"},
        synonyms=("query", "search", "name", "text"),
    ),
    Parameter(
        "kind",
        "What to look for.",
        {"type": "string", "enum": ["both", "person", "place"], "default": "both"},
        synonyms=("type", "of"),
    ),
)


def suggested(engine: Engine, given: Mapping[str, str]) -> Suggestions:
    """Return what a text may mean, at most twenty of each kind; raises `InputError`."""
    mistakes = Mistakes()
    kind = mistakes.attempt(lambda: chosen_of(given, SEARCHED[1]))
    text = given.get("q", "")
    named = {"person": _persons, "place": _places}
    found = [
        mistakes.attempt(partial(look, engine, text)) or ()
        for name, look in named.items()
        if kind in ("both", name) and text
    ]
    mistakes.done()
    items = tuple(one for names in found for one in names[:_MOST])
    total = sum(map(len, found))
    return Suggestions(q=text, total=total, items=items, world=engine.world.digest)


def _persons(engine: Engine, text: str) -> tuple[SuggestedName, ...]:
    persons = engine.world.persons
    found = matching(text, persons, engine.person, lambda one: one.every_alias)
    exact = _exactly(engine.person, text)
    return tuple(
        SuggestedName(kind="person", id=one.id, name=one.name, exact=one.id == exact)
        for one in found
    )


def _places(engine: Engine, text: str) -> tuple[SuggestedName, ...]:
    found = matching(text, engine.world.places, engine.place, lambda _: ())
    exact = _exactly(engine.place, text)
    return tuple(
        SuggestedName(kind="place", id=one.id, name=one.name, exact=one.id == exact)
        for one in found
    )


def _exactly(find: Callable[[str], Person | Place], text: str) -> str | None:
    try:
        return find(text).id
    except UnknownName:
        return None
