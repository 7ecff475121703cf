"""An address of every route that answers it, with the most that it can be asked for: by trying."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import urlencode

from fastapi import FastAPI

PERSON, PLACE, DAY = "vladimir-putin", "MNG", "2024-09-02"
_ACT: Final = {"crime": "war_crimes", "territory": "AFG", "nationality": "RUS"}
_ASKED: Final[tuple[dict[str, str], ...]] = (
    {"person": PERSON, "place": PLACE, "on": DAY, "include": "all"},
    {"person": PERSON, "place": PLACE, "outcome": "must_not_arrest", "on": DAY},
    {"person": PERSON, "place": PLACE, "profiles": "true"},
    {"person": PERSON, "place": PLACE, "on": DAY},
    {"person": PERSON, "place": PLACE},
    {"person": PERSON, "on": DAY},
    {"person": PERSON},
    {**_ACT, "on": "2020-05-01", "include": "all"},
    {**_ACT, "on": "2020-05-01", "outcome": "within_if_referred"},
    {**_ACT, "on": "2020-05-01"},
    _ACT,
    {"over": "territory", "crime": "war_crimes", "on": "2020-05-01", "nationality": "RUS"},
    {"guests": PERSON, "organisation": "BRICS", "on": DAY},
    {"person": PERSON, "from": "VKO", "to": "EZE", "via": "IST;GRU", "diversions_km": "50"},
    {"person": PERSON, "from": "VKO", "to": "EZE", "avoiding": "parties"},
    {"place": PLACE, "on": DAY},
    {"q": "Where can Netanyahu go this year?"},
    {"limit": "500"},
    {},
)
"""What routes may be asked for, the most of it first; a new kind of question has a line here."""
_IDS: Final = {
    "persons": PERSON,
    "places": PLACE,
    "rules": "rs-89-1",
    "facts": "host.status",
    "issues": "personal-immunity",
    "situations": "ukraine",
    "organisations": "BRICS",
    "rulings": "icc-put-mng-2024",
    "static": "page.css",
    "problems": "busy",
    "questions": "jurisdiction",
}
"""What stands in the gap of a path, by its folder; of other records the first there is."""


_OFF: Final = ("/v1/decisions", "/v1/reports", "/v1/records")
"""What is kept only where a setting says so, and refused elsewhere."""


def addresses(app: FastAPI, status: Callable[[str], int]) -> Iterator[tuple[str, str]]:
    """Yield each path that takes GET with an address of it that is answered, or an empty one.

    ``status``: what asking an address gives.
    """
    world = app.state.service.engine.world
    ids = {
        **_IDS,
        "warrants": next(iter(world.warrants)),
        "sources": next(iter(world.sources)),
        "summits": next(iter(world.tables.summits)).id,
        "requests": world.requests[0].id,
        "challenges": world.challenges[0].id,
    }
    paths = {one.path for one in app.state.routes if "GET" in one.methods}
    for path in sorted(path for path in paths if not path.startswith(_OFF)):
        filled = path
        for gap in ("{id}", "{name}", "{code}", "{question}"):
            filled = filled.replace(gap, ids.get(path.removeprefix("/v1").split("/")[1], ""))
        tried = (f"{filled}?{urlencode(one)}" if one else filled for one in _ASKED)
        yield path, next((one for one in tried if status(one) < 400), "")
