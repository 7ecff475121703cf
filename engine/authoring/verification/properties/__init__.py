"""The properties that are proved, one module for each."""

from __future__ import annotations

from typing import Final

from ..claims import ClaimedProperty
from .answered import ONE_ANSWER
from .clashes import NO_CLASH
from .constraints import CONSTRAINTS_EXCLUDE
from .dead import NO_DEAD_RULE
from .defeats import DEFEATS_MATTER
from .invariants import INVARIANTS
from .monotone import MONOTONICITIES
from .positions import POSITIONS_MATTER
from .possible import CASES_POSSIBLE
from .redundant import NO_REDUNDANT_RULE
from .rows import ROWS_MATTER
from .values import VALUES_POSSIBLE

PROPERTIES: Final[tuple[ClaimedProperty, ...]] = (
    CASES_POSSIBLE,
    ONE_ANSWER,
    NO_CLASH,
    NO_DEAD_RULE,
    NO_REDUNDANT_RULE,
    DEFEATS_MATTER,
    POSITIONS_MATTER,
    ROWS_MATTER,
    INVARIANTS,
    MONOTONICITIES,
    CONSTRAINTS_EXCLUDE,
    VALUES_POSSIBLE,
)
"""In the order in which they are shown."""
