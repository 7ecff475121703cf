"""What a mutant is."""

from __future__ import annotations

from dataclasses import dataclass

from ...rulebase.model import Location
from .draft import Draft


@dataclass(frozen=True)
class Mutant:
    """The law with one wrong change.

    ``id``: ``operator:target`` and, where needed, the part changed; it stays the same as long as
    that part does. ``says``: the change as a clause. ``where``: the place of what is changed.
    """

    id: str
    operator: str
    says: str
    where: Location
    draft: Draft
