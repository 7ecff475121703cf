"""Which records an answer names: each is told once, and named by its id wherever it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from ..case.stale import Stale
from ..case.stay import Stay
from .document import ExecutionLaw, NextAction, Practice, Precedent, Validity


def _stay(found: Stay | None) -> Iterator[str]:
    for step in found.steps if found else ():
        yield from step.opened_by


def _practice(found: Practice) -> Iterator[str]:
    yield from (visit.record for visit in found.visits)
    yield from found.stances
    yield from (visit.record for visit in (found.comparable.listed if found.comparable else ()))


def _precedents(found: Sequence[Precedent]) -> Iterator[str]:
    return (one.record for one in found)


def _valid(found: Validity) -> Iterator[str]:
    yield from found.opened_by
    yield from found.closed_by


def _stale(found: Sequence[Stale]) -> Iterator[str]:
    return (one.record for one in found if one.record)


def _execution(found: ExecutionLaw | None) -> Iterator[str]:
    if found:
        yield found.record


def _next_steps(found: Sequence[NextAction]) -> Iterator[str]:
    return (one.record for one in found)


NAMED: Final[Mapping[str, Callable[[Any], Iterable[str]]]] = {
    "stay": _stay,
    "weakest": iter,
    "gaps": iter,
    "practice": _practice,
    "precedents": _precedents,
    "national_law": iter,
    "national_execution": _execution,
    "next_steps": _next_steps,
    "valid": _valid,
    "stale": _stale,
}
"""How the ids of records are read from each member that names some besides those with proofs."""
