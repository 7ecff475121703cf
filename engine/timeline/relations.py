"""All interval relations, by the name that ``facts.yaml`` uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from . import agreements, challenges, person, place, requests, treaty, warrant
from .case import Relation

RELATIONS: Final[Mapping[str, Relation]] = {
    one.name: one
    for one in (
        *treaty.RELATIONS,
        *place.RELATIONS,
        *warrant.RELATIONS,
        *requests.RELATIONS,
        *challenges.RELATIONS,
        *person.RELATIONS,
        *agreements.RELATIONS,
    )
}
