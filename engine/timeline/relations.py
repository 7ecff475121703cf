"""All interval relations, by the name that ``facts.yaml`` uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from . import agreements, challenges, person, place, requests, treaty, warrant
from .case import Relation, relations_in

RELATIONS: Final[Mapping[str, Relation]] = {
    one.name: one
    for one in relations_in(treaty, place, warrant, requests, challenges, person, agreements)
}
