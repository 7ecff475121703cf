"""The relations of the question: each reads one fact of conduct from the records."""

from __future__ import annotations

from typing import Final

from ...timeline.case import Relation
from . import acceptance, before_the_court, statehood

RELATIONS: Final[tuple[Relation, ...]] = (
    *acceptance.RELATIONS,
    *before_the_court.RELATIONS,
    *statehood.RELATIONS,
)
