"""Wrong limits on what can be: a constraint dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..draft import Draft, Mutant


def mutants(draft: Draft) -> Iterator[Mutant]:
    """Yield the law without one constraint."""
    for constraint in draft.constraints:
        left = tuple(one for one in draft.constraints if one is not constraint)
        yield Mutant(
            f"drop-constraint:{constraint.id}",
            "drop-constraint",
            f"what `{constraint.id}` excludes can be",
            constraint.location,
            replace(draft, constraints=left),
        )
