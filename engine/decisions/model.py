"""What is read from a decision log, as frozen models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from pydantic import Field

from ..base.frozen import Frozen
from .entry import Kind, Told


class Receipt(NamedTuple):
    """Says that a decision was written: its id and its place in the chain."""

    id: str
    seq: int
    hash: str


class LoggedDecision(Frozen):
    """One row of a decision log."""

    id: str = Field(
        description="UUID of version 7", examples=["019341eb-887b-774f-8000-1b2c3d4e5f60"]
    )
    seq: int = Field(description="place in the chain, from 1 on")
    at: str = Field(
        description="when it was answered, UTC", examples=["2026-11-24T10:00:00.000000Z"]
    )
    caller: str = Field(description="what is kept of the caller; mostly empty")
    kind: Kind = Field(
        description="`answer`, or `screening`: many rows at once, of which the log has counts"
    )
    question: str = Field(description="the id of the question", examples=["arrest-on-travel"])
    asked: dict[str, Any] = Field(description="the question, everything in it resolved")
    person: str
    place: str
    day: str = Field(description="the day asked about; of a stay, its worst day")
    today: str = Field(description="the day on which it was answered, by the clock of the engine")
    outcome: str
    version: str = Field(description="of the program that answered")
    world: str = Field(description="digest of the records")
    rules: str = Field(description="digest of the rule base")
    sources: str = Field(
        description="digest under which the files of both are kept; empty: they are not"
    )
    told: Told = Field(
        description="what `document` is the digest of: the short answer, the whole, or rows"
    )
    document: str = Field(description="digest of the answer, SHA-256")
    previous: str = Field(description="hash of the row before")
    hash: str = Field(description="SHA-256 over this row and the hash before")
    answer: dict[str, Any] | None = Field(
        None, description="the whole answer with its proof, if the log keeps it"
    )


@dataclass(frozen=True, slots=True)
class DecisionSearch:
    """Which decisions are sought; empty: any. ``since`` and ``until``: days of answering, UTC.

    ``before``: the id of a decision; only older ones are sought. ``limit``: how many at most.
    """

    person: str = ""
    place: str = ""
    outcome: str = ""
    caller: str = ""
    question: str = ""
    since: date | None = None
    until: date | None = None
    before: str = ""
    limit: int = 100


class DecisionPage(Frozen):
    """A page of decisions, the latest first."""

    items: tuple[LoggedDecision, ...]
    limit: int
    next: str | None = Field(
        description="the `cursor` of the next page; null: this is the last one"
    )


class Difference(Frozen):
    """A part of an answer that was another one; null where there was none."""

    part: str
    recorded: Any
    derived: Any


class DecisionReplay(Frozen):
    """What comes of deriving a decision again from the records and rules that it names."""

    id: str
    result: Literal["equal", "differs", "not-derived"]
    why: str = Field(description="in a sentence: what was compared, or why nothing could be")
    rederived_from: Literal["current", "kept", "nothing"] = Field(
        description="the engine that runs, files that the log keeps, or nothing that is at hand"
    )
    recorded: Mapping[str, str]
    derived: Mapping[str, str]
    differences: tuple[Difference, ...]


class ChainFault(Frozen):
    """Something in a log that is not as it was written."""

    seq: int
    id: str
    kind: Literal[
        "changed",
        "missing",
        "swapped",
        "inserted",
        "unlinked",
        "head",
        "document",
        "sources",
        "noted",
    ]
    message: str


class ChainReport(Frozen):
    """What was seen of a whole log; ``seq`` and ``hash`` are those of its last row."""

    rows: int
    seq: int
    hash: str
    faults: tuple[ChainFault, ...] = Field(description="the first of them, in order")
    more: int = Field(description="how many faults are not told")
