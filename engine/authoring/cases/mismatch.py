"""One thing in which an answer differs from what is expected, and how it is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...answers.assessor import Assessor
from ...base.errors import InputError, SafeconductError
from ...base.words import near
from ...case.proof.nodes import Defeated, Lacking, Node, Step, walk
from ..kit.point import Point
from ..kit.properties import properties_of
from ..kit.under_test import UnderTest
from .case import Expected, ExpectedOfPut, QuestionPut


@dataclass(frozen=True)
class Mismatch:
    """One thing in which the answer differs from what is expected."""

    field: str
    expected: str
    answered: str

    def __str__(self) -> str:
        return f"{self.field}: expected {self.expected}, answered {self.answered}"


class Compared:
    """What came of a case."""

    mismatches: tuple[Mismatch, ...]

    @property
    def passed(self) -> bool:
        """Whether everything is as expected."""
        return not self.mismatches


def refused(expect: Expected | ExpectedOfPut, error: SafeconductError) -> Iterator[Mismatch]:
    """Yield that a question was refused, unless it should be, for the constraint expected."""
    if expect.impossible is None:
        yield Mismatch("answer", str(expect.outcome or "an answer"), f"{error.code}: {error}")
    elif not isinstance(error, InputError) or error.breaks != expect.impossible:
        yield Mismatch("impossible", expect.impossible, f"{error.code}: {error}")


def labelled(expect: Expected | ExpectedOfPut, found: Sequence[str]) -> Iterator[Mismatch]:
    """Yield which labels beside the outcome are missing, and which should not be there."""
    yield from among("qualifications", expect.qualifications, found)
    for label in expect.without:
        if label in found:
            yield Mismatch("qualifications", f"no {label}", listed(found))


def whole(field: str, wanted: Sequence[str] | None, found: Sequence[str]) -> Iterator[Mismatch]:
    """Yield that what was found is not all that is wanted, and nothing else, if it is said."""
    if wanted is not None and set(wanted) != set(found):
        yield Mismatch(field, listed(wanted), listed(found))


def rules_in(nodes: Sequence[Node]) -> Iterator[str]:
    """Yield the id of every rule in a proof."""
    for part in walk(nodes):
        if isinstance(part, Step | Lacking | Defeated):
            yield part.rule


def among(field: str, wanted: Iterable[str], found: Sequence[str]) -> Iterator[Mismatch]:
    """Yield for each thing wanted that is not among those found how the answer differs."""
    for item in wanted:
        if item not in found:
            yield Mismatch(field, item, listed(found))


def listed(values: Sequence[str]) -> str:
    """Return values as a list in words."""
    return ", ".join(values) or "none"


def said(value: object) -> str:
    """Return a value as a case file says it."""
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


_MOST_SHOWN = 20


def member(field: str, value: str, allowed: Collection[str]) -> str:
    """Return ``value``; raises `InputError` with near names if it is not among those allowed."""
    if value in allowed:
        return value
    hint = near(value, allowed)
    few = () if hint and len(allowed) > _MOST_SHOWN else tuple(allowed)
    raise InputError(field, value, "does not exist" + (f"; {hint}" if hint else ""), few)


def broken(
    under_test: UnderTest, wanted: Sequence[str], points: Sequence[Point]
) -> Iterator[Mismatch]:
    """Yield how the properties of those names do not hold at the points.

    Raises `InputError` if the rule base has no property of one of the names.
    """
    known = {one.name: one for one in properties_of(under_test.rulebase)}
    for name in wanted:
        check = known[member("holds", name, known)].check
        failures = (failure for point in points for failure in check(under_test, point))
        for says in dict.fromkeys(failure.says for failure in failures):
            yield Mismatch(f"holds.{name}", "true", says)


def points_of(put: QuestionPut, engine: Assessor) -> tuple[Point, ...]:
    """Return the point of each warrant and each State with a role there.

    Raises what `Engine.travel_risk` raises.
    """
    known, query = engine.resolve(put.asked())
    day = query.on.toordinal()
    return tuple(
        Point(truth, of_state.determination.positions)
        for of_state in known.reasoner.determinations(query)
        for truth in of_state.subject.truths(day)
    )
