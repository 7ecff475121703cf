"""The properties that every rule base has to have, and those that one declares of itself."""

from __future__ import annotations

from typing import Final

from ....rulebase.model import RuleBase
from ..property import Property
from .agreement import AGREEMENT
from .clashes import NO_CLASH
from .determinism import DETERMINISM
from .invariants import invariant
from .monotonicity import monotonicity
from .order import ORDER, REPETITION
from .proofs import PROOFS
from .relevance import RELEVANCE
from .totality import TOTALITY
from .unknowns import REFINEMENT, THREE_VALUED

PROPERTIES: Final = (
    NO_CLASH,
    TOTALITY,
    DETERMINISM,
    ORDER,
    REPETITION,
    AGREEMENT,
    PROOFS,
    RELEVANCE,
    THREE_VALUED,
    REFINEMENT,
)
"""The properties of every rule base, those that speak of the law itself first."""


def properties_of(rulebase: RuleBase) -> tuple[Property, ...]:
    """Return the properties of every rule base and those that this one declares."""
    declared = rulebase.properties
    return (
        *PROPERTIES,
        *(invariant(rulebase, one) for one in declared.invariants),
        *(monotonicity(rulebase, one) for one in declared.monotonicities),
    )
