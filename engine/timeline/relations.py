"""All interval relations, by the name that ``facts.yaml`` uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from . import agreements, person, place, treaty, warrant
from .case import Relation

RELATIONS: Final[Mapping[str, Relation]] = {
    one.name: one
    for one in (
        *treaty.RELATIONS,
        *place.RELATIONS,
        *warrant.RELATIONS,
        *person.RELATIONS,
        *agreements.RELATIONS,
    )
}
