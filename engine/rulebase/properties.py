"""The declared properties of a rule base, read like its rules."""

from __future__ import annotations

from collections.abc import Sequence

from .load import load_rules
from .model import Monotonicity
from .read import Directory


def load_properties(
    layers: Sequence[Directory] = (), *, embedded: bool = True
) -> tuple[Monotonicity, ...]:
    """Return the monotonicities that the directories declare, those of earlier layers first.

    Takes and raises what `load_rules` does; a rule base that is loaded already has them in
    ``rulebase.properties``.
    """
    return load_rules(layers, embedded=embedded).properties.monotonicities
