"""What is to be shown: claims about all cases, or about the existence of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .search import Deadline, Search
from .space import Case, Formula
from .workbench import Workbench


class ClaimRequest(StrEnum):
    """What has to be shown of a formula."""

    NEVER = "never"
    """No allowed case fulfils it; one that does is a counterexample."""
    SOMEWHERE = "somewhere"
    """Some allowed case fulfils it; such a case is the proof."""


@dataclass(frozen=True)
class Claim:
    """One thing to be shown of one subject: a rule, a conclusion, a position ...

    ``says``: what is wrong if it cannot be shown, as a sentence. ``shows``: whether the engine, put
    to a case that the solver found, has it so. ``then``: values that change, where the claim
    compares a case with itself after a change. ``question``: the one whose answers are told, by
    default the first. ``suspended``: a constraint that does not count here. ``more``: what
    else to say of a counterexample; ``because``: what to say where no case is there.
    """

    subject: str
    wanted: ClaimRequest
    formula: Formula
    says: str
    shows: Callable[[Case], bool]
    then: Mapping[str, str] = field(default_factory=dict)
    question: str = ""
    suspended: str = ""
    more: Callable[[Case], str] = lambda _: ""
    because: Callable[[Search, Deadline], str] = lambda _search, _deadline: ""


@dataclass(frozen=True)
class ClaimedProperty:
    """A property of a rule base: the sum of its claims."""

    id: str
    statement: str
    claims: Callable[[Workbench], Iterator[Claim]]


def claimed(claims: Callable[[Workbench], Iterator[Claim]]) -> ClaimedProperty:
    """Make a property of the function below, which yields its claims; its docstring states it."""
    statement = " ".join((claims.__doc__ or "").split())
    return ClaimedProperty(claims.__name__.replace("_", "-"), statement, claims)
