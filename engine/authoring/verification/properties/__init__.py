"""The properties that are proved."""

from __future__ import annotations

from typing import Final

from ..claims import ClaimedProperty
from .invariants import invariants
from .monotone import monotonicities
from .premises import cases_possible, constraints_exclude, positions_matter, values_possible
from .rules import defeats_matter, no_dead_rule, no_redundant_rule
from .tables import no_clash, one_answer, rows_matter

PROPERTIES: Final[tuple[ClaimedProperty, ...]] = (
    cases_possible,
    one_answer,
    no_clash,
    no_dead_rule,
    no_redundant_rule,
    defeats_matter,
    positions_matter,
    rows_matter,
    invariants,
    monotonicities,
    constraints_exclude,
    values_possible,
)
"""In the order in which they are shown."""
