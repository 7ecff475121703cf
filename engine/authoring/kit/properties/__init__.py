"""The properties that every rule base has to have, and those that one declares of itself."""

from __future__ import annotations

from typing import Final

from ....rulebase.model import RuleBase
from ..property import Property
from .answers import refinement, relevance, three_valued
from .invariants import invariant
from .monotonicity import monotonicity
from .proofs import agreement, determinism, proofs
from .rules import no_clash, order, repetition, totality

PROPERTIES: Final = (
    no_clash,
    totality,
    determinism,
    order,
    repetition,
    agreement,
    proofs,
    relevance,
    three_valued,
    refinement,
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
