"""Which records an answer names: each is told once, and named by its id wherever it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from ..case.proof.nodes import Ground, Node, walk
from ..case.stale import Stale
from ..case.stay import Stay
from .document import Practice, Precedent, Qualification, Validity, WarrantAnswer


def named(answer: object, members: Iterable[str]) -> dict[str, None]:
    """Return the ids of the records that some members of an answer name, each once, in order.

    ``answer``: an `Assessment` or an `AssessmentDocument`.
    """
    return dict.fromkeys(
        id_
        for member in members
        if member in MEMBERS
        for id_ in MEMBERS[member](getattr(answer, member))
    )


def _proof(proof: Sequence[Node]) -> Iterator[str]:
    for part in walk(proof):
        if isinstance(part, Ground):
            yield from part.records


def _qualified_by(found: Sequence[Qualification]) -> Iterator[str]:
    for one in found:
        yield from _proof(one.proof)


def _warrants(found: Sequence[WarrantAnswer]) -> Iterator[str]:
    for one in found:
        yield one.warrant
        yield from _proof(one.proof)


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


MEMBERS: Final[Mapping[str, Callable[[Any], Iterable[str]]]] = {
    "proof": _proof,
    "qualified_by": _qualified_by,
    "warrants": _warrants,
    "stay": _stay,
    "weakest": iter,
    "practice": _practice,
    "precedents": _precedents,
    "national_law": iter,
    "valid": _valid,
    "stale": _stale,
}
"""The members that name records, and how the ids are read from each."""
