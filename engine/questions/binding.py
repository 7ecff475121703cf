"""What a question needs in Python: kinds of records of its own, and what reads facts from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ..timeline.case import Relation
from .kinds import Kind


@dataclass(frozen=True)
class Binding:
    """What belongs to the question of that id and cannot be said in its file.

    ``relations`` read facts; a scope is made of names of inputs. ``kinds``: what inputs may name
    beyond states, places, persons and situations.
    """

    question: str
    relations: tuple[Relation, ...] = ()
    kinds: Mapping[str, Kind] = field(default_factory=lambda: MappingProxyType({}))
