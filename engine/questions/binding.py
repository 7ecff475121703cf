"""What a question needs in Python: kinds of records of its own, and what reads facts from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ..records.registry import RecordKind
from ..records.world import World
from ..timeline.case import Relation
from .kinds import Kind


@dataclass(frozen=True)
class RuledAnswer:
    """A question that a court answered.

    ``ruling``: the id of its record. ``said``: the question as it is put. ``outcomes``: those that
    fit what the court found; ``parts``: what it found of parts of the answer.
    """

    ruling: str
    said: Mapping[str, object]
    outcomes: tuple[str, ...]
    parts: Mapping[str, str]


@dataclass(frozen=True)
class Binding:
    """What belongs to the question of that id and cannot be said in its file.

    ``relations`` read facts; a scope is made of names of inputs. ``kinds``: what inputs may name
    beyond states, places, persons and situations. ``ruled``: what courts answered, for a docket.
    ``records``: kinds of records that lie in files of their own beside ours, and that relations
    read by ``world.tables.of(name)``; only a binding of another package brings some.
    """

    question: str
    relations: tuple[Relation, ...] = ()
    kinds: Mapping[str, Kind] = field(default_factory=lambda: MappingProxyType({}))
    ruled: Callable[[World], Iterable[RuledAnswer]] | None = None
    records: tuple[RecordKind, ...] = ()
